//! Choosing a figure from a list: a field that opens it, with a search.

use egui::Ui;

use crate::insight::catalogue::FigureGroup;
use crate::insight::definition;
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::ui::UiContext;
use crate::ui::indicators_tab::words;
use crate::ui::widgets::{self, Search};
use crate::workspace::municipalities::fold;

/// Width of the open list in points, and its height at most.
const SIZE: [f32; 2] = [340.0, 360.0];

/// What a list of figures remembers between frames.
#[derive(Debug, Default)]
pub struct FigurePicker {
    text: String,
}

impl FigurePicker {
    /// Draws the field in the whole width; returns the figure that was chosen from those `offered`.
    pub fn picker_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        shown: &FigureRef,
        offered: &[FigureRef],
    ) -> Option<FigureRef> {
        let name = definition::name(ctx.workspace, shown, ctx.text);
        let spoken = ctx.tw("compare-time-choose", &[("name", &name)]);
        let button = widgets::combo_button(ui, ctx.theme, &name, &spoken);
        let (name, clear) = (ctx.t("compare-time-search"), ctx.t("indicators-clear-search"));
        let search = Search { text: &mut self.text, name: &name, clear: &clear };
        widgets::searched_list(&button, ctx.theme, search, SIZE, |ui, text| {
            list_ui(ctx, ui, shown, offered, &fold(text))
        })
    }
}

/// The figures group after group; returns the one clicked.
fn list_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    shown: &FigureRef,
    offered: &[FigureRef],
    wanted: &str,
) -> Option<FigureRef> {
    let mut chosen = None;
    let mut group = String::new();
    let named = offered.iter().map(|figure| (figure, definition::name(ctx.workspace, figure, ctx.text)));
    let found: Vec<(&FigureRef, String)> = named.filter(|(_, name)| fold(name).contains(wanted)).collect();
    if found.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("compare-time-no-hit")));
    }
    for (figure, name) in found {
        let title = title(ctx, figure);
        if title != group {
            widgets::sub_header(ui, ctx.theme, &title, "");
            group = title;
        }
        if widgets::radio(ui, ctx.theme, figure == shown, &name).clicked() {
            chosen = Some(figure.clone());
        }
    }
    chosen
}

/// What stands over a figure: the data set of an indicator, else the group.
fn title(ctx: &UiContext<'_>, figure: &FigureRef) -> String {
    let group = || ctx.text.word("figures-group", FigureGroup::of(&figure.base).key());
    let FigureBase::Indicator(id) = &figure.base else { return group() };
    let Some(indicator) = ctx.workspace.indicators.definition(id) else { return group() };
    let key = format!("indicators-group-{}", words::table(ctx, indicator).replace('_', "-"));
    let title = ctx.t(&key);
    if title == key { group() } else { title }
}
