//! Which figures stand in the table, or which likeness rests on: the catalogue on the left, what is chosen in its order
//! and the definition of the figure under the hand on the right.

use egui::{Label, RichText, ScrollArea, Ui, vec2};

use super::facts;
use super::ratio::{Outcome, RatioDialog};
use crate::insight::catalogue::{self, FigureGroup};
use crate::insight::comparison;
use crate::insight::definition::{self, Definition};
use crate::insight::peers::SIMILAR_FIGURES;
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef};
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Icon};
use crate::workspace::municipalities::fold;

/// What figures are chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// The table.
    Table,
    /// Likeness.
    Likeness,
}

/// A figure of the catalogue.
#[derive(Debug)]
struct Entry {
    base: FigureBase,
    forms: Vec<FigureForm>,
    name: String,
    folded: String,
}

/// The dialog's state.
#[derive(Debug)]
pub struct Picker {
    purpose: Purpose,
    words: String,
    chosen: Vec<FigureRef>,
    entries: Vec<Entry>,
    /// Data and language that the entries are of.
    entries_of: Option<(u64, u64, crate::model::Language)>,
    explained: Option<(FigureRef, Definition)>,
    ratio: Option<RatioDialog>,
}

impl Picker {
    /// Opens it for the figures of the table.
    pub fn for_table(ctx: &UiContext<'_>) -> Self {
        Self::new(Purpose::Table, comparison::figures(&ctx.view.compare))
    }

    /// Opens it for the figures that likeness rests on.
    pub fn for_likeness(ctx: &UiContext<'_>) -> Self {
        let chosen = &ctx.view.compare.similar_by;
        Self::new(Purpose::Likeness, if chosen.is_empty() { customary(Purpose::Likeness) } else { chosen.clone() })
    }

    const fn new(purpose: Purpose, chosen: Vec<FigureRef>) -> Self {
        Self {
            purpose,
            words: String::new(),
            chosen,
            entries: Vec::new(),
            entries_of: None,
            explained: None,
            ratio: None,
        }
    }

    /// Draws it; whether it is over.
    pub fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        if let Some(ratio) = &mut self.ratio {
            match ratio.contents_ui(ctx, ui) {
                Outcome::Open => {}
                Outcome::Closed => self.ratio = None,
                Outcome::Saved(id) => {
                    let figure = FigureRef::plain(FigureBase::Own(id));
                    if self.purpose == Purpose::Table && !self.chosen.contains(&figure) {
                        self.chosen.push(figure);
                    }
                    self.ratio = None;
                }
                Outcome::Removed(id) => {
                    self.chosen.retain(|figure| figure.base != FigureBase::Own(id.clone()));
                    self.explained = None;
                    self.ratio = None;
                }
            }
            return false;
        }
        self.refresh(ctx);
        let key = if self.purpose == Purpose::Table { "compare-picker-title" } else { "compare-similar-title" };
        ui.label(RichText::new(ctx.t(key)).font(widgets::semibold_font(measure::TITLE)));
        ui.add_space(8.0);
        let height = (ui.ctx().content_rect().height() - 230.0).clamp(260.0, 560.0);
        ui.scope(|ui| {
            ui.set_min_height(height);
            ui.columns(2, |columns| {
                if let [left, right] = columns {
                    // Columns justify their text.
                    let plain = egui::Layout::top_down(egui::Align::Min);
                    left.with_layout(plain, |ui| self.catalogue_ui(ctx, ui, height));
                    right.with_layout(plain, |ui| self.chosen_ui(ctx, ui, height));
                }
            });
        });
        ui.add_space(12.0);
        self.buttons_ui(ctx, ui)
    }

    /// The catalogue in the reader's language.
    fn refresh(&mut self, ctx: &UiContext<'_>) {
        let generations = ctx.workspace.generations;
        let key = (generations.indicators, generations.own, ctx.language());
        if self.entries_of == Some(key) {
            return;
        }
        let entry = |base: FigureBase| {
            let name = definition::name(ctx.workspace, &FigureRef::plain(base.clone()), ctx.text);
            Entry { forms: catalogue::forms(ctx.workspace, &base), folded: fold(&name), name, base }
        };
        let bases = catalogue::all(ctx.workspace).into_iter();
        // Likeness needs a figure of most municipalities: samples, sensors and one's own ratios may lack too many.
        let fits = |base: &FigureBase| self.purpose == Purpose::Table || matches!(base, FigureBase::Indicator(_));
        self.entries = bases.filter(fits).map(entry).collect();
        self.entries_of = Some(key);
    }

    fn catalogue_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, height: f32) {
        let (name, clear) = (ctx.t("compare-picker-search"), ctx.t("indicators-clear-search"));
        widgets::search_field(ui, ctx.theme, &mut self.words, &name, &clear);
        let wanted = fold(self.words.trim());
        let entries = std::mem::take(&mut self.entries);
        ScrollArea::vertical().id_salt("catalogue").max_height(height - 34.0).auto_shrink([false, false]).show(
            ui,
            |ui| {
                let mut has_hit = false;
                for group in FigureGroup::ALL {
                    let is_shown = |entry: &&Entry| {
                        FigureGroup::of(&entry.base) == group
                            && wanted.split(' ').all(|word| entry.folded.contains(word))
                    };
                    let members: Vec<&Entry> = entries.iter().filter(is_shown).collect();
                    has_hit |= !members.is_empty();
                    if members.is_empty() && !(group == FigureGroup::Own && self.purpose == Purpose::Table) {
                        continue;
                    }
                    let remark = if group == FigureGroup::Projects { ctx.t("compare-sample") } else { String::new() };
                    widgets::sub_header(ui, ctx.theme, &ctx.text.word("figures-group", group.key()), &remark);
                    for entry in members {
                        self.entry_ui(ctx, ui, entry);
                    }
                    if group == FigureGroup::Own && widgets::link(ui, ctx.theme, &ctx.t("compare-ratio-new")).clicked()
                    {
                        self.ratio = Some(RatioDialog::default());
                    }
                }
                if !has_hit {
                    ui.label(widgets::soft(ctx.theme, ctx.t("compare-picker-none")));
                }
            },
        );
        self.entries = entries;
    }

    /// A figure, ticked where it is chosen; its other forms below it while it is looked at.
    fn entry_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, entry: &Entry) {
        let plain = FigureRef::plain(entry.base.clone());
        self.tick_ui(ctx, ui, &plain, &entry.name);
        let is_looked_at = self.explained.as_ref().is_some_and(|(figure, _)| figure.base == entry.base);
        for form in entry.forms.iter().filter(|form| **form != FigureForm::Plain) {
            let figure = plain.with_form(*form);
            if is_looked_at || self.chosen.contains(&figure) {
                ui.horizontal(|ui| {
                    ui.add_space(22.0);
                    self.tick_ui(ctx, ui, &figure, &ctx.text.word("figures-form", form.key()));
                });
            }
        }
        if let (true, FigureBase::Own(id)) = (is_looked_at, &entry.base)
            && let Some(ratio) = ctx.workspace.own.ratio(id)
        {
            ui.horizontal(|ui| {
                ui.add_space(46.0);
                if widgets::link(ui, ctx.theme, &ctx.t("compare-ratio-edit")).clicked() {
                    self.ratio = Some(RatioDialog::edit(ratio));
                }
            });
        }
    }

    fn tick_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, figure: &FigureRef, label: &str) {
        let is_on = self.chosen.contains(figure);
        let response = widgets::toggle(ui, ctx.theme, is_on, label);
        if response.clicked() {
            if is_on {
                self.chosen.retain(|known| known != figure);
            } else {
                self.chosen.push(figure.clone());
            }
        }
        if response.clicked() || response.gained_focus() {
            self.explain(ctx, figure);
        }
    }

    fn explain(&mut self, ctx: &UiContext<'_>, figure: &FigureRef) {
        if self.explained.as_ref().is_none_or(|(known, _)| known != figure) {
            let made = definition::run(&facts::values(ctx), figure, ctx.text);
            self.explained = Some((figure.clone(), made));
        }
    }

    fn chosen_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, height: f32) {
        let key = if self.purpose == Purpose::Table { "compare-picker-chosen" } else { "compare-similar-chosen" };
        widgets::sub_header(ui, ctx.theme, &ctx.t(key), &ctx.text.integer(self.chosen.len()));
        let list = (height - 40.0) * 0.52;
        ScrollArea::vertical().id_salt("chosen").max_height(list).auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            self.order_ui(ctx, ui);
        });
        ui.separator();
        let rest = height - 40.0 - list - 16.0;
        ScrollArea::vertical().id_salt("explained").max_height(rest).auto_shrink([false, false]).show(ui, |ui| {
            match &self.explained {
                Some((_, page)) => explained_ui(ctx, ui, page),
                None => {
                    ui.add(Label::new(widgets::soft(ctx.theme, ctx.t("compare-picker-hint"))).wrap());
                }
            }
        });
    }

    /// What is chosen, each to be moved or taken away.
    fn order_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let (mut swap, mut removed, mut looked) = (None, None, None);
        let last = self.chosen.len().saturating_sub(1);
        for (index, figure) in self.chosen.iter().enumerate() {
            let name = definition::name(ctx.workspace, figure, ctx.text);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let width = ui.available_width() - 92.0;
                ui.allocate_ui(vec2(width, 24.0), |ui| {
                    ui.set_width(width);
                    let label = Label::new(&name).truncate().sense(egui::Sense::click());
                    if ui.add(label).on_hover_text(&name).clicked() {
                        looked = Some(figure.clone());
                    }
                });
                let words = |key: &str| ctx.tw(key, &[("name", &name)]);
                ui.add_enabled_ui(index > 0, |ui| {
                    if widgets::quiet_icon_button(ui, ctx.theme, Icon::ChevronUp, &words("compare-move-up")).clicked() {
                        swap = Some((index, index.saturating_sub(1)));
                    }
                });
                ui.add_enabled_ui(index < last, |ui| {
                    let down =
                        widgets::quiet_icon_button(ui, ctx.theme, Icon::ChevronDown, &words("compare-move-down"));
                    if down.clicked() {
                        swap = Some((index, index + 1));
                    }
                });
                if widgets::quiet_icon_button(ui, ctx.theme, Icon::Cross, &words("indicators-remove")).clicked() {
                    removed = Some(index);
                }
            });
        }
        if let Some((a, b)) = swap.filter(|(a, b)| *a.max(b) < self.chosen.len()) {
            self.chosen.swap(a, b);
        }
        if let Some(index) = removed {
            self.chosen.remove(index);
        }
        if let Some(figure) = looked {
            self.explain(ctx, &figure);
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            ui.add_enabled_ui(!self.chosen.is_empty(), |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("compare-picker-apply")).clicked() {
                    self.apply(ctx);
                    is_over = true;
                }
            });
            is_over |= widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
            if widgets::secondary_button(ui, ctx.theme, &ctx.t("compare-picker-customary")).clicked() {
                self.chosen = customary(self.purpose);
            }
        });
        is_over
    }

    /// The customary set is told as such, so that it follows what is customary.
    fn apply(&self, ctx: &UiContext<'_>) {
        let chosen = if self.chosen == customary(self.purpose) { Vec::new() } else { self.chosen.clone() };
        match self.purpose {
            Purpose::Table => ctx.send(CompareCommand::SetFigures(chosen)),
            Purpose::Likeness => ctx.send(CompareCommand::SetSimilarBy(chosen)),
        }
    }
}

fn customary(purpose: Purpose) -> Vec<FigureRef> {
    let texts = match purpose {
        Purpose::Table => comparison::DEFAULT_FIGURES,
        Purpose::Likeness => SIMILAR_FIGURES,
    };
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

fn explained_ui(ctx: &UiContext<'_>, ui: &mut Ui, page: &Definition) {
    ui.add(Label::new(widgets::semibold(&page.name)).wrap());
    ui.add(Label::new(&page.meaning).wrap());
    ui.add_space(4.0);
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-formula"), &page.formula, false);
    if !page.unit.is_empty() {
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-unit"), &page.unit, false);
    }
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-period"), &page.freshness, false);
    for source in &page.sources {
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-source"), &source.title, false);
    }
    for remark in &page.remarks {
        ui.add(Label::new(widgets::small(ctx.theme, remark)).wrap());
    }
}
