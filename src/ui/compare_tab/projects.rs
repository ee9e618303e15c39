//! The projects of each municipality by dimension, as bars of one scale side by side. The inventory is a sample: a
//! municipality without any project in it is "not in the sample", one without a project of a dimension has "no project
//! known" there.

use egui::{Align, Popup, PopupCloseBehavior, Pos2, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::figures::wrapped;
use super::look::{self, Linked};
use super::{card, mix};
use crate::insight::{Comparison, Sheet};
use crate::model::{Dimension, Nis};
use crate::session::Command;
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Tone};
use crate::workspace::Tab;

pub use super::mix::Split;

/// Width of the names of the dimensions, and the least of a municipality, in points.
const WIDTHS: (f32, f32) = (128.0, 84.0);
/// Height of a row.
const ROW: f32 = 46.0;

/// What the part remembers between frames.
#[derive(Debug, Default)]
pub struct Projects {
    split: Split,
    is_per_inhabitant: bool,
    list: Option<List>,
}

/// The projects behind a bar, and where their list stands.
#[derive(Debug)]
struct List {
    nis: Nis,
    dimension: Option<Dimension>,
    rows: Vec<u32>,
    at: Pos2,
}

impl Projects {
    /// Draws it.
    pub fn projects_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        (comparison, sheet): (&Comparison, &Sheet),
        linked: &mut Linked,
    ) {
        self.list_ui(ctx, ui);
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("compare-sample-note"));
        ui.add_space(8.0);
        self.controls_ui(ctx, ui);
        ui.add_space(6.0);
        let table = mix::Mix::new(ctx, comparison, sheet, self.split, self.is_per_inhabitant);
        ScrollArea::both().id_salt("compare-projects").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let count = comparison.municipalities.len() as f32;
            let width = ((ui.available_width() - WIDTHS.0 - 12.0) / count).clamp(WIDTHS.1, 240.0);
            header_ui(ctx, ui, comparison, width, linked);
            let asked = rows_ui(ctx, ui, &table, comparison, width, linked);
            if let Some((nis, dimension, at)) = asked {
                self.list = Some(List { nis, dimension, rows: table.rows_of(ctx, nis, dimension), at });
            }
            ui.add_space(10.0);
            let width = ui.available_width().min(620.0);
            ui.allocate_ui(vec2(width, 0.0), |ui| mix::legend_ui(ctx, ui, self.split));
            ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t("compare-mix-remark"))).wrap());
            ui.add_space(16.0);
        });
    }

    fn controls_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let choices: Vec<(Split, String)> = Split::ALL.iter().map(|split| (*split, ctx.t(split.text_key()))).collect();
        ui.horizontal_wrapped(|ui| {
            if let Some(split) = widgets::segmented(ui, ctx.theme, self.split, &choices) {
                self.split = split;
            }
            ui.add_space(8.0);
            let toggle = widgets::toggle(ui, ctx.theme, self.is_per_inhabitant, &ctx.t("compare-mix-per-inhabitant"));
            if toggle.clicked() {
                self.is_per_inhabitant = !self.is_per_inhabitant;
            }
        });
    }

    /// The projects behind the bar that was clicked, until a click elsewhere.
    fn list_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui) {
        let Some(list) = &self.list else { return };
        let mut is_open = true;
        Popup::new(ui.scope_id().with("mix-list"), ui.ctx().clone(), list.at, ui.layer_id())
            .open_bool(&mut is_open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(ctx.t("compare-projects"))
            .width(340.0)
            .show(|ui| {
                ui.set_width(340.0);
                let name = look::name(ctx, list.nis);
                let what = list
                    .dimension
                    .map_or_else(|| ctx.t("compare-mix-all"), |dimension| ctx.text.word("dimension", dimension.key()));
                ui.label(widgets::semibold(format!("{name} · {what}")));
                ui.label(widgets::small(ctx.theme, ctx.t("compare-projects")));
                ui.add_space(4.0);
                ScrollArea::vertical().max_height(260.0).show(ui, |ui| card::project_list_ui(ctx, ui, &list.rows));
                ui.add_space(6.0);
                if widgets::link(ui, ctx.theme, &ctx.t("compare-mix-show")).clicked() {
                    show_projects(ctx, list.nis, list.dimension);
                    ui.close();
                }
            });
        if !is_open {
            self.list = None;
        }
    }
}

/// Shows them in the table of projects, by filtering for place and dimension.
fn show_projects(ctx: &UiContext<'_>, nis: Nis, dimension: Option<Dimension>) {
    for toggle in std::iter::once(Toggle::Municipality(nis)).chain(dimension.map(Toggle::Dimension)) {
        if !toggle.is_on(&ctx.view.filter) {
            ctx.send(FilterCommand::Toggle(toggle));
        }
    }
    ctx.send(Command::ShowTab(Tab::Projects));
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison, width: f32, linked: &mut Linked) {
    let font = widgets::semibold_font(measure::SMALL);
    let names: Vec<_> = comparison
        .municipalities
        .iter()
        .enumerate()
        .map(|(position, nis)| {
            let (name, ink) = (look::name(ctx, *nis), look::ink(ctx, position));
            (*nis, wrapped(ui, &name, font.clone(), ink, width - 16.0, Align::LEFT))
        })
        .collect();
    let height = names.iter().map(|(_, name)| name.size().y).fold(16.0, f32::max) + 10.0;
    let total = WIDTHS.0 + width * names.len() as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(total, height), Sense::hover());
    for (position, (nis, galley)) in names.into_iter().enumerate() {
        let left = rect.left() + WIDTHS.0 + width * position as f32;
        let place = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
        let response = ui.interact(place, ui.scope_id().with(("mix-town", nis.number())), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, look::name(ctx, nis)));
        if response.hovered() {
            linked.point(nis);
        }
        if linked.is(nis) {
            let line = egui::Stroke::new(2.0, look::ink(ctx, position));
            ui.painter().hline(place.left()..=place.right() - 12.0, place.bottom() - 1.5, line);
        }
        ui.painter().galley(pos2(left, rect.bottom() - galley.size().y - 6.0), galley, ctx.theme.text());
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, ctx.theme.line());
}

/// A row for each dimension and one for all; returns the bar that was clicked.
fn rows_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    table: &mix::Mix,
    comparison: &Comparison,
    width: f32,
    linked: &mut Linked,
) -> Option<(Nis, Option<Dimension>, Pos2)> {
    let mut asked = None;
    let total = WIDTHS.0 + width * comparison.municipalities.len() as f32;
    for (index, dimension) in mix::rows().enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(total, ROW), Sense::hover());
        row_name(ctx, ui, rect, dimension);
        for (position, nis) in comparison.municipalities.iter().enumerate() {
            let left = rect.left() + WIDTHS.0 + width * position as f32;
            let place =
                Rect::from_min_max(pos2(left, rect.top() + 2.0), pos2(left + width - 12.0, rect.bottom() - 3.0));
            let name = look::name(ctx, *nis);
            let response = ui.interact(place, ui.scope_id().with(("mix", index, nis.number())), Sense::click());
            let told = table.told(ctx, position, dimension, &name);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
            if response.hovered() {
                linked.point(*nis);
                let fill = colour(ctx.theme.palette.hover);
                ui.painter().rect_filled(place.expand2(vec2(4.0, 0.0)), f32::from(measure::RADIUS), fill);
            }
            table.paint(ctx, ui, place, position, dimension);
            widgets::focus_ring(ui, ctx.theme, place, &response);
            let has_rows = table.count(position, dimension).is_some_and(|count| count > 0);
            let response = response.on_hover_text(told);
            if response.clicked() && has_rows {
                asked = Some((*nis, dimension, place.left_bottom()));
            }
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, ctx.theme.line());
    }
    asked
}

fn row_name(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, dimension: Option<Dimension>) {
    let text = ctx.theme.text();
    let middle = rect.center().y;
    let (words, font, left) = match dimension {
        Some(one) => {
            widgets::dimension_symbol(ui.painter(), ctx.theme, pos2(rect.left() + 8.0, middle), 6.0, dimension);
            (ctx.text.word("dimension", one.key()), widgets::font(measure::TEXT), 24.0)
        }
        None => (ctx.t("compare-mix-all"), widgets::semibold_font(measure::TEXT), 2.0),
    };
    let galley = wrapped(ui, &words, font, text, WIDTHS.0 - left - 8.0, Align::LEFT);
    ui.painter().galley(pos2(rect.left() + left, middle - galley.size().y / 2.0), galley, text);
}
