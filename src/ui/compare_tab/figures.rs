//! The table of figures: a row for each figure with the spread of the peers, and a column for each municipality.

use egui::text::LayoutJob;
use egui::{Align, EventFilter, FontId, Galley, Id, Key, Modifiers, Pos2, Rect, Response, Role, ScrollArea, Sense};
use egui::{Stroke, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

use super::columns::{Columns, name_parts};
use super::facts::Facts;
use super::look::{self, Linked};
use super::{cell, strip};
use crate::figure::style::Colour;
use crate::insight::{Comparison, FigureRow, Sheet};
use crate::model::Nis;
use crate::model::figure_ref::FigureRef;
use crate::session::Command;
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;
use crate::workspace::CompareSort;

/// Least height of a row, and room above and below what stands in it, in points.
const ROW: (f32, f32) = (54.0, 9.0);

/// A figure whose card is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Which figure.
    pub figure: FigureRef,
    /// Of which municipality.
    pub nis: Nis,
    /// Where the card stands.
    pub at: Pos2,
}

/// What a table is drawn from.
pub struct Table<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// What stands around it.
    pub sheet: &'a Sheet,
    /// Its figures in words.
    pub facts: &'a Facts,
}

/// Draws the table; returns the figure whose card is asked for.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, table: &Table<'_>, linked: &mut Linked) -> Option<Asked> {
    let least = town_widths(ctx, ui, table);
    let columns = Columns::fit(ui.available_width() - 12.0, &least, rank_width(ctx, ui, table));
    let order = order(table, ctx.view.compare.sort.as_ref());
    let mut asked = None;
    ScrollArea::horizontal().id_salt("compare-figures-across").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(columns.total() + 12.0);
        header_ui(ctx, ui, table, &columns, linked);
        ScrollArea::vertical().id_salt("compare-figures").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(columns.total());
            for (place, row) in order.iter().enumerate() {
                let around = (place.checked_sub(1).and_then(|at| order.get(at)), order.get(place + 1));
                asked = row_ui(ctx, ui, table, &columns, *row, around, linked).or(asked.take());
            }
            ui.add_space(16.0);
        });
    });
    asked
}

/// What each municipality can't do without: the widest part of its name, and the widest figure.
fn town_widths(ctx: &UiContext<'_>, ui: &Ui, table: &Table<'_>) -> Vec<f32> {
    let width = |text: String, font: FontId| ui.painter().layout_no_wrap(text, font, ctx.theme.text()).size().x;
    let of = |(position, nis): (usize, &Nis)| {
        let name = look::name(ctx, *nis);
        let font = header_font(table);
        let parts = name_parts(&name).into_iter().map(|part| width(part.to_owned(), font.clone()));
        let figures = table.comparison.rows.iter().filter_map(|row| {
            let value = row.values.get(position)?.as_ref().ok()?;
            Some(width(cell::number(ctx, &row.figure, value), widgets::semibold_font(measure::TEXT)))
        });
        (parts.chain(figures).fold(46.0, f32::max) + 9.0).min(150.0)
    };
    table.comparison.municipalities.iter().enumerate().map(of).collect()
}

/// Room for the longest rank.
fn rank_width(ctx: &UiContext<'_>, ui: &Ui, table: &Table<'_>) -> f32 {
    let font = widgets::semibold_font(measure::TEXT);
    let widest = table.comparison.peers.members.len().to_string();
    let text = format!("{widest} / {widest}");
    ui.painter().layout_no_wrap(text, font, ctx.theme.text()).size().x.max(34.0) + 12.0
}

/// Many names are written smaller.
fn header_font(table: &Table<'_>) -> FontId {
    widgets::semibold_font(if table.comparison.municipalities.len() > 4 { measure::TINY } else { measure::SMALL })
}

/// A text whose numbers are not parted at the end of a line.
fn unparted(text: &str) -> String {
    text.replace(" 000", "\u{a0}000")
}

/// Rows in the order that is asked for; what has no figure comes last either way.
fn order(table: &Table<'_>, sort: Option<&(CompareSort, bool)>) -> Vec<usize> {
    let rows = &table.comparison.rows;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let Some((key, is_descending)) = sort else { return order };
    let turned = |ordering: std::cmp::Ordering| if *is_descending { ordering.reverse() } else { ordering };
    match key {
        CompareSort::Name => {
            let name = |row: usize| table.facts.rows.get(row).map(|fact| fact.definition.name.to_lowercase());
            order.sort_by(|a, b| turned(name(*a).cmp(&name(*b))));
        }
        CompareSort::Rank => {
            let share = |row: usize| {
                let rank = rows.get(row)?.ranks.first().copied().flatten()?;
                Some(f64::from(rank.place) / f64::from(rank.of.max(1)))
            };
            order.sort_by(|a, b| by_number(share(*a), share(*b), turned));
        }
        CompareSort::Value(nis) => {
            let position = table.comparison.municipalities.iter().position(|known| known == nis);
            let place = |row: usize| relative_place(rows.get(row)?, position?);
            order.sort_by(|a, b| by_number(place(*b), place(*a), turned));
        }
    }
    order
}

/// The part of the peers that lie under a municipality, 0 to 1; those on the same figure count half.
fn relative_place(row: &FigureRow, position: usize) -> Option<f64> {
    let value = row.values.get(position)?.as_ref().ok()?.value;
    let all = &row.spread.values;
    let below = all.iter().filter(|(_, other)| *other < value).count() as f64;
    let equal = all.iter().filter(|(_, other)| (*other - value).abs() < f64::EPSILON).count() as f64;
    (!all.is_empty()).then(|| equal.mul_add(0.5, below) / all.len() as f64)
}

fn by_number(
    a: Option<f64>,
    b: Option<f64>,
    turned: impl Fn(std::cmp::Ordering) -> std::cmp::Ordering,
) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => turned(a.total_cmp(&b)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, table: &Table<'_>, columns: &Columns, linked: &mut Linked) {
    let names: Vec<Arc<Galley>> = table
        .comparison
        .municipalities
        .iter()
        .zip(&columns.towns)
        .enumerate()
        .map(|(position, (nis, width))| {
            let ink = look::ink(ctx, position);
            wrapped(ui, &look::name(ctx, *nis), header_font(table), ink, width - 7.0, Align::RIGHT)
        })
        .collect();
    let legend = legend_words(ctx, ui, columns.strip - 16.0);
    let height = names.iter().map(|name| name.size().y).fold(legend.size().y.max(18.0), f32::max) + 12.0;
    let (rect, _) = ui.allocate_exact_size(vec2(columns.total(), height), Sense::hover());
    let soft = ctx.theme.soft();
    let mut left = rect.left();
    let mut column = |width: f32| {
        let place = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
        left += width;
        place
    };
    let name = sort_ui(ctx, ui, column(columns.name), &ctx.t("compare-figure"), CompareSort::Name);
    let title = widgets::elided(ui, &ctx.t("compare-figure"), header_font(table), soft, columns.name - 24.0);
    ui.painter().galley(pos2(name.left() + 6.0, name.bottom() - title.size().y - 6.0), title, soft);
    let strip = column(columns.strip).shrink2(vec2(8.0, 0.0));
    ui.painter().galley(pos2(strip.left(), strip.bottom() - legend.size().y - 6.0), legend, soft);
    for ((nis, width), galley) in table.comparison.municipalities.iter().zip(&columns.towns).zip(names) {
        let town = look::name(ctx, *nis);
        let place = sort_ui(ctx, ui, column(*width), &town, CompareSort::Value(*nis));
        if ui.rect_contains_pointer(place) {
            linked.point(*nis);
        }
        if linked.is(*nis) {
            let line = Stroke::new(2.0, look::colour_of(ctx, table.comparison, *nis).unwrap_or(soft));
            ui.painter().hline(place.left() + 6.0..=place.right() - 4.0, place.bottom() - 1.0, line);
        }
        let at = pos2(place.right() - 6.0, place.bottom() - galley.size().y - 6.0);
        ui.painter().galley(at, galley, soft);
    }
    let rank = sort_ui(ctx, ui, column(columns.rank), &ctx.t("compare-rank"), CompareSort::Rank);
    let title = widgets::elided(ui, &ctx.t("compare-rank"), header_font(table), soft, columns.rank - 8.0);
    ui.painter().galley(rank.right_bottom() - title.size() - vec2(4.0, 6.0), title, soft);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, ctx.theme.line());
}

/// "elk punt een gemeente · band = middelste helft", or as much of it as there is room for.
fn legend_words(ctx: &UiContext<'_>, ui: &Ui, width: f32) -> Arc<Galley> {
    let key = if width > 150.0 { "compare-strip-legend" } else { "compare-strip-legend-short" };
    wrapped(ui, &ctx.t(key), widgets::font(measure::TINY), ctx.theme.soft(), width, Align::LEFT)
}

/// A header that sorts when clicked.
fn sort_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, name: &str, key: CompareSort) -> Rect {
    let response = ui.interact(rect, ui.scope_id().with(("sort", format!("{key:?}"))), Sense::click());
    let sorted = ctx.view.compare.sort.as_ref().filter(|(known, _)| *known == key).map(|(_, descending)| *descending);
    let word = match sorted {
        None => "compare-sort",
        Some(false) => "compare-sorted-up",
        Some(true) => "compare-sorted-down",
    };
    let spoken = ctx.tw(word, &[("name", name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &spoken));
    if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(measure::RADIUS), colour(ctx.theme.palette.hover));
    }
    if let Some(is_descending) = sorted {
        let at = pos2(rect.right() - 8.0, rect.top() + 7.0);
        widgets::sort_mark(ui.painter(), at, ctx.theme.accent(), is_descending, None);
    }
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    let tip = match &key {
        CompareSort::Name => spoken,
        CompareSort::Rank => format!("{}\n{spoken}", ctx.t("compare-rank-tip")),
        CompareSort::Value(_) => format!("{spoken}\n{}", ctx.t("compare-sort-value-tip")),
    };
    if response.on_hover_text(tip).clicked() {
        ctx.send(CompareCommand::SortBy(key));
    }
    rect
}

/// Text that wraps at this width, one of three ways aligned.
pub fn wrapped(ui: &Ui, text: &str, font: FontId, ink: egui::Color32, width: f32, halign: Align) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), font, ink, width.max(8.0));
    job.halign = halign;
    ui.painter().layout_job(job)
}

fn row_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    table: &Table<'_>,
    columns: &Columns,
    index: usize,
    around: (Option<&usize>, Option<&usize>),
    linked: &mut Linked,
) -> Option<Asked> {
    let (row, fact) = (table.comparison.rows.get(index)?, table.facts.rows.get(index)?);
    let (text, soft) = (ctx.theme.text(), ctx.theme.soft());
    let room = columns.name - 12.0;
    let name_font = widgets::font(if columns.name < 150.0 { measure::SMALL } else { measure::TEXT });
    let name = wrapped(ui, &unparted(&fact.definition.name), name_font, text, room, Align::LEFT);
    let origin = wrapped(ui, &fact.origin, widgets::font(measure::TINY), soft, room, Align::LEFT);
    let height = (name.size().y + origin.size().y + 2.0 * ROW.1 + 1.0).max(ROW.0).round();
    let (rect, _) = ui.allocate_exact_size(vec2(columns.total(), height), Sense::hover());
    if !ui.is_rect_visible(rect) && !ui.memory(|memory| memory.has_focus(row_id(&row.figure))) {
        return None;
    }
    let response = ui.interact(rect, row_id(&row.figure), Sense::click());
    let is_chosen = table.sheet.chosen.figure == row.figure;
    let spoken = format!("{}, {}", fact.definition.name, fact.origin);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, &spoken));
    ground(ui, ctx, rect, is_chosen, response.hovered());
    ui.painter().galley(rect.left_top() + vec2(6.0, ROW.1), name.clone(), text);
    ui.painter().galley(rect.left_top() + vec2(6.0, ROW.1 + name.size().y + 1.0), origin, soft);
    let mut asked = keys(ctx, ui, table, row, around, &response, rect);
    let strip = Rect::from_min_max(
        pos2(rect.left() + columns.name, rect.top() + 5.0),
        pos2(rect.left() + columns.name + columns.strip - 6.0, rect.bottom() - 4.0),
    );
    strip::strip_ui(ctx, ui, strip, (table.comparison, row, &fact.definition.name), linked);
    cell::coverage_ui(ctx, ui, strip, table.comparison, row);
    let mut left = rect.left() + columns.name + columns.strip;
    for (position, width) in columns.towns.iter().enumerate() {
        let place = Rect::from_min_max(pos2(left, rect.top() + 1.0), pos2(left + width, rect.bottom() - 1.0));
        left += width;
        let points = table.sheet.series.get(index).and_then(|series| series.get(position));
        let content =
            cell::Content { comparison: table.comparison, row, fact, position, points: points.map(Vec::as_slice) };
        asked = cell::value_ui(ctx, ui, place, &content, linked).or(asked);
    }
    let place = Rect::from_min_max(pos2(left, rect.top()), pos2(left + columns.rank, rect.bottom()));
    cell::rank_ui(ctx, ui, place, row, fact);
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    asked
}

fn row_id(figure: &FigureRef) -> Id {
    Id::unique(("compare-row", figure))
}

fn ground(ui: &Ui, ctx: &UiContext<'_>, rect: Rect, is_chosen: bool, is_hovered: bool) {
    let palette = &ctx.theme.palette;
    let fill: Option<Colour> = match (is_chosen, is_hovered) {
        (true, _) => Some(palette.accent_background.with_opacity(0.6)),
        (false, true) => Some(palette.hover),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0.0, colour(fill));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, ctx.theme.line());
}

/// A click chooses the figure; the arrows go to the row above or below, Enter opens the card of the own municipality.
fn keys(
    ctx: &UiContext<'_>,
    ui: &Ui,
    table: &Table<'_>,
    row: &FigureRow,
    (above, below): (Option<&usize>, Option<&usize>),
    response: &Response,
    rect: Rect,
) -> Option<Asked> {
    if response.clicked() {
        choose(ctx, &row.figure);
    }
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let next = if pressed(Key::ArrowUp) {
        above
    } else if pressed(Key::ArrowDown) {
        below
    } else {
        None
    };
    if let Some(next) = next.and_then(|index| table.comparison.rows.get(*index)) {
        ui.memory_mut(|memory| memory.request_focus(row_id(&next.figure)));
        choose(ctx, &next.figure);
    }
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    let nis = *table.comparison.municipalities.first()?;
    let is_asked = response.clicked() && ui.input(|input| input.key_pressed(Key::Enter));
    is_asked.then(|| Asked { figure: row.figure.clone(), nis, at: rect.center() })
}

/// Chooses a figure, and lets the inspector explain it.
pub fn choose(ctx: &UiContext<'_>, figure: &FigureRef) {
    if ctx.view.compare.chosen.as_ref() != Some(figure) {
        ctx.send(CompareCommand::Choose(figure.clone()));
    }
    if ctx.view.selected.is_some() {
        ctx.send(Command::Select(None));
    }
}
