//! A ratio of the user's own: a name, what stands above and below the line, factor, unit and decimals, with the figure
//! that it gives for the own municipality. Both sides are figures of the catalogue, never other ratios of one's own, so
//! that nothing can go round in a circle.

use std::sync::Arc;

use egui::{Label, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};

use super::{facts, look};
use crate::insight::{Inputs, Values, catalogue, definition};
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::own::OwnRatio;
use crate::session::command::OwnCommand;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Tone};
use crate::workspace::Workspace;
use crate::workspace::municipalities::fold;

/// Most decimals that can be asked for.
const DECIMALS: u8 = 4;

/// What became of the dialog in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays open.
    Open,
    /// It was closed.
    Closed,
    /// The ratio of this identifier was written.
    Saved(Arc<str>),
    /// The ratio of this identifier was removed.
    Removed(Arc<str>),
}

/// The dialog's state.
#[derive(Clone, Debug)]
pub struct RatioDialog {
    id: Option<Arc<str>>,
    name: String,
    above: Option<FigureRef>,
    below: Option<FigureRef>,
    factor: String,
    unit: String,
    decimals: u8,
    words: String,
    is_deleting: bool,
    preview: Option<(OwnRatio, String)>,
}

impl Default for RatioDialog {
    fn default() -> Self {
        Self {
            id: None,
            name: String::new(),
            above: None,
            below: None,
            factor: "100".to_owned(),
            unit: "%".to_owned(),
            decimals: 1,
            words: String::new(),
            is_deleting: false,
            preview: None,
        }
    }
}

impl RatioDialog {
    /// Opens it for a ratio that there is.
    pub fn edit(ratio: &OwnRatio) -> Self {
        Self {
            id: Some(Arc::clone(&ratio.id)),
            name: ratio.name.to_string(),
            above: Some(ratio.numerator.clone()),
            below: Some(ratio.denominator.clone()),
            factor: ratio.factor.to_string(),
            unit: ratio.unit.to_string(),
            decimals: ratio.decimals,
            ..Self::default()
        }
    }

    /// Draws it.
    pub fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> Outcome {
        let key = if self.id.is_some() { "compare-ratio-title-edit" } else { "compare-ratio-title" };
        ui.label(RichText::new(ctx.t(key)).font(widgets::semibold_font(measure::TITLE)));
        ui.add(Label::new(widgets::small(ctx.theme, ctx.t("compare-ratio-rule"))).wrap());
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-ratio-name"), "");
        widgets::text_field(ui, &mut self.name, &ctx.t("compare-ratio-name"), &ctx.t("compare-ratio-name-hint"));
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-ratio-above"), "");
        figure_ui(ctx, ui, "compare-ratio-above", &mut self.above, &mut self.words);
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-ratio-below"), "");
        figure_ui(ctx, ui, "compare-ratio-below", &mut self.below, &mut self.words);
        ui.columns(3, |columns| {
            if let [factor, unit, decimals] = columns {
                self.numbers_ui(ctx, factor, unit, decimals);
            }
        });
        ui.add_space(10.0);
        self.preview_ui(ctx, ui);
        ui.add_space(14.0);
        self.buttons_ui(ctx, ui)
    }

    fn numbers_ui(&mut self, ctx: &UiContext<'_>, factor: &mut Ui, unit: &mut Ui, decimals: &mut Ui) {
        let name = ctx.t("compare-ratio-factor");
        widgets::sub_header(factor, ctx.theme, &name, "");
        widgets::text_field(factor, &mut self.factor, &name, "100");
        let name = ctx.t("compare-unit");
        widgets::sub_header(unit, ctx.theme, &name, "");
        widgets::text_field(unit, &mut self.unit, &name, "%");
        let name = ctx.t("compare-ratio-decimals");
        widgets::sub_header(decimals, ctx.theme, &name, "");
        let drag = egui::DragValue::new(&mut self.decimals).range(0..=DECIMALS);
        decimals.add(drag).accessible_name(name);
    }

    /// What the fields make; the reason why they make nothing.
    fn made(&self, ctx: &UiContext<'_>) -> Result<OwnRatio, &'static str> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err("compare-ratio-needs-name");
        }
        let (Some(numerator), Some(denominator)) = (self.above.clone(), self.below.clone()) else {
            return Err("compare-ratio-needs-figures");
        };
        let is_own = |figure: &FigureRef| matches!(figure.base, FigureBase::Own(_));
        if is_own(&numerator) || is_own(&denominator) {
            return Err("compare-ratio-circle");
        }
        let factor = number(&self.factor).ok_or("compare-ratio-needs-factor")?;
        Ok(OwnRatio {
            id: self.id.clone().unwrap_or_else(|| ctx.workspace.own.free_id(name)),
            name: name.into(),
            numerator,
            denominator,
            factor,
            unit: self.unit.trim().into(),
            decimals: self.decimals.min(DECIMALS),
        })
    }

    fn preview_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        match self.made(ctx) {
            Ok(ratio) => {
                if self.preview.as_ref().is_none_or(|(known, _)| *known != ratio) {
                    let said = preview(ctx, &ratio);
                    self.preview = Some((ratio, said));
                }
                if let Some((_, said)) = &self.preview {
                    widgets::note(ui, ctx.theme, Tone::Neutral, said);
                }
            }
            Err(key) => {
                widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t(key));
            }
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> Outcome {
        let mut outcome = Outcome::Open;
        ui.horizontal(|ui| {
            let made = self.made(ctx).ok().filter(|_| !ctx.workspace.is_read_only);
            ui.add_enabled_ui(made.is_some(), |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("compare-save")).clicked()
                    && let Some(ratio) = made
                {
                    outcome = Outcome::Saved(Arc::clone(&ratio.id));
                    ctx.send(OwnCommand::PutRatio(ratio));
                }
            });
            if widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked() {
                outcome = Outcome::Closed;
            }
            if let Some(id) = self.id.clone() {
                let key = if self.is_deleting { "compare-delete-sure" } else { "compare-delete" };
                if widgets::secondary_button(ui, ctx.theme, &ctx.t(key)).clicked() {
                    if self.is_deleting {
                        ctx.send(OwnCommand::Remove(Arc::clone(&id)));
                        outcome = Outcome::Removed(id);
                    }
                    self.is_deleting = true;
                }
            }
        });
        if ctx.workspace.is_read_only {
            ui.label(widgets::small(ctx.theme, ctx.t("compare-read-only")));
        }
        outcome
    }
}

/// A number as a reader writes it, with a comma or a point; finite and not zero.
fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let value: f64 = plain.replace(',', ".").parse().ok()?;
    (value.is_finite() && value != 0.0).then_some(value)
}

/// What the ratio gives for the own municipality, with its calculation.
fn preview(ctx: &UiContext<'_>, ratio: &OwnRatio) -> String {
    let Some(nis) = ctx.results.comparison.as_ref().and_then(|one| one.municipalities.first().copied()) else {
        return ctx.t("compare-ratio-no-town");
    };
    let own = Arc::new(ctx.workspace.own.with_ratio(ratio.clone()));
    let workspace = Workspace { own, ..ctx.workspace.clone() };
    let values = Values::new(Inputs { workspace: &workspace, ..facts::inputs(ctx) });
    let figure = FigureRef::plain(FigureBase::Own(Arc::clone(&ratio.id)));
    let name = look::name(ctx, nis);
    match values.get(&figure, nis, None) {
        Ok(value) => {
            let number = definition::number(&workspace, &figure, value.value, ctx.text);
            let year = value.year.map(|year| format!(" ({year})")).unwrap_or_default();
            let calculation = definition::calculation(&value, ctx.text);
            format!("{name}: {number} {}{year} = {calculation}", ratio.unit)
        }
        Err(reason) => format!("{name}: {}", definition::missing(&reason, ctx.text)),
    }
}

/// A button that shows which figure stands there and opens the list.
fn figure_ui(ctx: &UiContext<'_>, ui: &mut Ui, side: &str, figure: &mut Option<FigureRef>, words: &mut String) {
    let shown = figure.as_ref().map(|figure| definition::name(ctx.workspace, figure, ctx.text));
    let label = shown.unwrap_or_else(|| ctx.t("compare-ratio-choose"));
    let button = ui.push_id(side, |ui| widgets::secondary_button(ui, ctx.theme, &label)).inner;
    let spoken = format!("{}: {label}", ctx.t(side));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &spoken));
    if button.clicked() {
        words.clear();
    }
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(360.0).show(|ui| {
        ui.set_width(360.0);
        let (name, clear) = (ctx.t("compare-picker-search"), ctx.t("indicators-clear-search"));
        widgets::search_field(ui, ctx.theme, words, &name, &clear);
        let wanted = fold(words.trim());
        ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            let bases = catalogue::all(ctx.workspace).into_iter();
            for base in bases.filter(|base| !matches!(base, FigureBase::Own(_))) {
                let choice = FigureRef::plain(base);
                let name = definition::name(ctx.workspace, &choice, ctx.text);
                if !wanted.split(' ').all(|word| fold(&name).contains(word)) {
                    continue;
                }
                if widgets::radio(ui, ctx.theme, figure.as_ref() == Some(&choice), &name).clicked() {
                    *figure = Some(choice);
                    ui.close();
                }
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_read_as_people_write_them() {
        assert_eq!(number("1 000"), Some(1_000.0));
        assert_eq!(number("0,5"), Some(0.5));
        assert_eq!(number("0"), None);
        assert_eq!(number("veel"), None);
    }
}
