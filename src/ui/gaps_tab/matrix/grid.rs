//! The cells: header, rows, groups; each with its name for a screen reader.

use egui::{Align2, Color32, CursorIcon, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui};
use egui::{WidgetInfo, pos2, vec2};

use crate::figure::matrix::class_of;
use crate::insight::gaps::{Group, Matrix, Row, detail, words};
use crate::model::Dimension;
use crate::session::Command;
use crate::session::command::{GapsCommand, MatrixCommand};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, dimension_symbol, elided, focus_ring, font, semibold_font};
use crate::workspace::{GapsBy, GapsCell, GapsOrder, Selected};

const ROW: f32 = 26.0;
const GAP: f32 = 3.0;
const HEADER: f32 = 54.0;
const NAME: f32 = 134.0;
const POPULATION: f32 = 60.0;
const TOTAL: f32 = 50.0;
/// How far the name of a column may stand out: its neighbours' names are shorter.
const NAME_OVER: f32 = 16.0;
/// Least width of a column.
const COLUMN: f32 = 66.0;
/// Least width of a column with a long name.
const WIDE: f32 = 106.0;
/// Greatest width of a column: wider ones are harder to read across.
const WIDEST: f32 = 128.0;

/// A line of the matrix: positions of group and row.
#[derive(Clone, Copy, Debug)]
pub enum Line {
    /// The head of a group.
    Group(usize),
    /// A municipality of a group.
    Row(usize, usize),
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A number.
    Count,
    /// In the sample, nothing known.
    NoneKnown,
    /// Not in the sample.
    NotInSample,
}

/// The lines of a matrix: the head of each group, then its municipalities.
pub fn lines(matrix: &Matrix) -> Vec<Line> {
    let mut lines = Vec::new();
    for (position, group) in matrix.groups.iter().enumerate() {
        lines.push(Line::Group(position));
        lines.extend((0..group.rows.len()).map(|row| Line::Row(position, row)));
    }
    lines
}

/// What drawing a line needs.
struct Grid<'a> {
    ctx: &'a UiContext<'a>,
    matrix: &'a Matrix,
    most: f64,
    column: f32,
    left: f32,
}

impl Grid<'_> {
    fn cell(&self, line: Rect, column: usize) -> Rect {
        let left = line.left() + NAME + POPULATION + self.column * column as f32;
        Rect::from_min_size(pos2(left, line.top()), vec2(self.column, line.height()))
            .shrink2(vec2(GAP / 2.0, GAP / 2.0))
    }

    fn number(&self, count: u32, population: Option<u32>) -> String {
        let is_ratio = self.ctx.view.gaps.matrix.is_per_10000;
        words::number(count, population, is_ratio, self.ctx.text).unwrap_or_else(|| "?".to_owned())
    }

    fn total(&self, line: Rect) -> f32 {
        line.left() + NAME + POPULATION + self.column * self.matrix.columns.len() as f32 + TOTAL - 8.0
    }
}

/// Draws header and lines.
pub fn grid_ui(ctx: &UiContext<'_>, ui: &mut Ui, matrix: &Matrix, lines: &[Line], most: f64) {
    let count = matrix.columns.len().max(1) as f32;
    let room = ui.available_width() - NAME - POPULATION - TOTAL - 12.0;
    let least = if matrix.by == GapsBy::Dimension { COLUMN } else { WIDE };
    let column = (room / count).clamp(least, WIDEST);
    let width = NAME + POPULATION + TOTAL + column * count;
    ScrollArea::horizontal().id_salt("matrix-sideways").auto_shrink([false, false]).show(ui, |ui| {
        let left = ui.clip_rect().left();
        ui.set_min_width(width);
        let grid = Grid { ctx, matrix, most, column, left };
        let (header, _) = ui.allocate_exact_size(vec2(width, HEADER), Sense::hover());
        grid.header_ui(ui, header);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("matrix").auto_shrink([false, false]).show_rows(
            ui,
            ROW,
            lines.len(),
            |ui, seen| {
                for line in lines.get(seen).unwrap_or_default() {
                    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
                    match *line {
                        Line::Group(position) => {
                            if let Some(group) = matrix.groups.get(position) {
                                grid.group_ui(ui, rect, group);
                            }
                        }
                        Line::Row(group, position) => {
                            if let Some(row) = matrix.groups.get(group).and_then(|group| group.rows.get(position)) {
                                grid.row_ui(ui, rect, row);
                            }
                        }
                    }
                }
            },
        );
    });
}

impl Grid<'_> {
    fn header_ui(&self, ui: &Ui, rect: Rect) {
        let ctx = self.ctx;
        let soft = ctx.theme.soft();
        for (position, column) in self.matrix.columns.iter().enumerate() {
            let place = self.cell(rect, position);
            let name = words::column(self.matrix.by, &column.key, ctx.text);
            let is_order = ctx.view.gaps.matrix.order == GapsOrder::Column
                && ctx.view.gaps.matrix.order_column.as_ref() == Some(&column.key);
            let response = ui.interact(place, ui.scope_id().with(("column", &column.key)), Sense::click());
            let spoken = ctx.tw("gaps-order-by", &[("name", &name)]);
            response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_order, &spoken));
            let ink = if is_order || response.hovered() { ctx.theme.text() } else { soft };
            let mut job = egui::text::LayoutJob::simple(name, semibold_font(11.0), ink, self.column + NAME_OVER);
            job.halign = egui::Align::Center;
            job.wrap.max_rows = if self.matrix.by == GapsBy::Dimension { 2 } else { 3 };
            let galley = ui.painter().layout_job(job);
            let top = place.bottom() - galley.size().y;
            if let Some(dimension) = self.dimension(&column.key) {
                let at = pos2(place.center().x, top - 10.0);
                dimension_symbol(ui.painter(), ctx.theme, at, 6.0, Some(dimension));
            }
            ui.painter().galley(pos2(place.center().x, top), galley, ink);
            focus_ring(ui, ctx.theme, place, &response);
            if response.on_hover_text(spoken).clicked() {
                ctx.send(GapsCommand::Matrix(MatrixCommand::OrderByColumn(column.key.clone())));
            }
        }
        let bottom = rect.bottom() - 2.0;
        let head = |at: egui::Pos2, align, key: &str| {
            ui.painter().text(at, align, ctx.t(key), semibold_font(11.0), soft);
        };
        head(pos2(self.left + NAME + POPULATION - 10.0, bottom), Align2::RIGHT_BOTTOM, "gaps-population");
        head(pos2(self.total(rect), bottom), Align2::RIGHT_BOTTOM, "gaps-total");
        head(pos2(self.left, bottom), Align2::LEFT_BOTTOM, "gaps-municipality");
    }

    fn dimension(&self, key: &str) -> Option<Dimension> {
        (self.matrix.by == GapsBy::Dimension).then(|| Dimension::from_key(key))?
    }

    /// A group: its name, its projects each once, and how many municipalities have none known.
    fn group_ui(&self, ui: &Ui, rect: Rect, group: &Group) {
        let ctx = self.ctx;
        let soft = ctx.theme.soft();
        let name = words::group(ctx.workspace, group.key, ctx.text);
        for (position, (count, empty)) in group.cells.iter().zip(&group.empty_counts).enumerate() {
            let place = self.cell(rect, position);
            let text = self.number(*count, group.population);
            ui.painter().text(place.center(), Align2::CENTER_CENTER, text, semibold_font(measure::SMALL), soft);
            let response =
                ui.interact(place, ui.scope_id().with(("group", format!("{:?}", group.key), position)), Sense::hover());
            let tip = ctx.text.with("gaps-group-tip", &[("n", (*count).into()), ("empty", (*empty).into())]);
            response.on_hover_text(tip);
        }
        let total = self.number(group.total, group.population);
        let at = pos2(self.total(rect), rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, total, semibold_font(measure::SMALL), soft);
        self.name_ui(ui, rect, &format!("{name} ({})", group.rows.len()), true);
    }

    fn row_ui(&self, ui: &Ui, rect: Rect, row: &Row) {
        let ctx = self.ctx;
        for (position, count) in row.cells.iter().enumerate() {
            self.cell_ui(ui, self.cell(rect, position), row, position, *count);
        }
        let total = if row.is_in_sample { self.number(row.total, row.population) } else { "–".to_owned() };
        let at = pos2(self.total(rect), rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, total, font(measure::TEXT), ctx.theme.soft());
        let name = ctx.workspace.municipalities.name(row.nis);
        let response = self.name_ui(ui, rect, &name, false);
        let population = row.population.map_or_else(|| "–".to_owned(), |count| ctx.text.integer(count));
        let at = pos2(self.left + NAME + POPULATION - 10.0, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, population, font(measure::SMALL), ctx.theme.soft());
        if response.is_some_and(|response| response.clicked()) {
            ctx.send(Command::Select(Some(Selected::Municipality(row.nis))));
        }
    }

    /// The name stays at the left, over what scrolls under it.
    fn name_ui(&self, ui: &Ui, line: Rect, name: &str, is_group: bool) -> Option<Response> {
        let ctx = self.ctx;
        let place = Rect::from_min_size(pos2(self.left, line.top()), vec2(NAME + POPULATION, line.height()));
        ui.painter().rect_filled(place, 0.0, colour(ctx.theme.palette.panel));
        if is_group {
            let galley = elided(ui, name, semibold_font(measure::SMALL), ctx.theme.soft(), NAME + POPULATION - 8.0);
            ui.painter().galley(pos2(place.left(), line.center().y - galley.size().y / 2.0), galley, ctx.theme.soft());
            return None;
        }
        let response = ui.interact(place, ui.scope_id().with(("name", name)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, name));
        let galley = elided(ui, name, font(measure::TEXT), ctx.theme.text(), NAME - 8.0);
        ui.painter().galley(pos2(place.left(), line.center().y - galley.size().y / 2.0), galley, ctx.theme.text());
        focus_ring(ui, ctx.theme, place, &response);
        Some(response.on_hover_cursor(CursorIcon::PointingHand))
    }

    fn cell_ui(&self, ui: &Ui, place: Rect, row: &Row, position: usize, count: u32) {
        let ctx = self.ctx;
        let Some(column) = self.matrix.columns.get(position) else { return };
        let response = ui.interact(place, ui.scope_id().with((row.nis.number(), &column.key)), Sense::click());
        let is_ratio = ctx.view.gaps.matrix.is_per_10000;
        let cell = GapsCell { nis: row.nis, column: column.key.clone() };
        let is_chosen = ctx.view.gaps.matrix.cell.as_ref() == Some(&cell);
        let spoken = || {
            let name = ctx.workspace.municipalities.name(row.nis);
            let column = words::column(self.matrix.by, &column.key, ctx.text);
            format!("{name}, {column}: {}", words::cell(row, count, is_ratio, ctx.text))
        };
        response.widget_info(|| WidgetInfo::selected(Role::Cell, true, is_chosen, spoken()));
        let sign = match (row.is_in_sample, count) {
            (false, _) => Sign::NotInSample,
            (true, 0) => Sign::NoneKnown,
            (true, _) => Sign::Count,
        };
        if sign == Sign::Count {
            let class = class_of(row.value(count, is_ratio).unwrap_or_default(), self.most);
            paint_count(ctx, ui, place, class, &self.number(count, row.population));
        } else {
            paint_sign(ctx, ui, place, sign);
        }
        if is_chosen || response.hovered() {
            let ink = if is_chosen { ctx.theme.palette.accent } else { ctx.theme.palette.soft };
            let width = if is_chosen { 2.0 } else { 1.0 };
            ui.painter().rect_stroke(place, 4.0, Stroke::new(width, colour(ink)), StrokeKind::Inside);
        }
        focus_ring(ui, ctx.theme, place, &response);
        let is_clicked = response.clicked();
        if is_clicked {
            // From there the arrow keys walk over the cells.
            response.request_focus();
        }
        response.on_hover_ui(|ui| {
            ui.label(spoken());
            let wanted = &ctx.results.placeless_rows;
            let rows = detail::rows_of(ctx.workspace, wanted, &ctx.view.gaps.matrix, &cell);
            for (status, n) in detail::statuses(ctx.workspace, &rows) {
                let word = ctx.text.word("status", status.key());
                ui.label(widgets::small(ctx.theme, format!("{word}: {}", ctx.text.integer(n))));
            }
        });
        if is_clicked {
            ctx.send(Command::Select(None));
            ctx.send(GapsCommand::Matrix(MatrixCommand::SetCell((!is_chosen).then_some(cell))));
        }
    }
}

/// A number on its class. The palest is kept for the ground: an empty cell must not look like a filled one.
fn paint_count(ctx: &UiContext<'_>, ui: &Ui, place: Rect, class: usize, text: &str) {
    let fill = ctx.theme.palette.choropleth.get(class).map_or(Color32::TRANSPARENT, |fill| colour(*fill));
    ui.painter().rect_filled(place, 4.0, fill);
    ui.painter().text(place.center(), Align2::CENTER_CENTER, text, semibold_font(measure::SMALL), ctx.theme.text());
}

/// The sign of a cell without a number, or an example of one with.
pub fn paint_sign(ctx: &UiContext<'_>, ui: &Ui, place: Rect, sign: Sign) {
    let palette = &ctx.theme.palette;
    match sign {
        Sign::Count => paint_count(ctx, ui, place, class_of(0.3, 1.0), "3"),
        Sign::NoneKnown => {
            ui.painter().rect_filled(place, 4.0, colour(palette.panel));
            let corners =
                [place.left_top(), place.right_top(), place.right_bottom(), place.left_bottom(), place.left_top()];
            let stroke = Stroke::new(1.0, colour(palette.faint));
            ui.painter().extend(egui::Shape::dashed_line(&corners, stroke, 3.0, 2.5));
            ui.painter().text(place.center(), Align2::CENTER_CENTER, "–", font(measure::SMALL), ctx.theme.soft());
        }
        Sign::NotInSample => {
            let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
            let stroke = Stroke::new(1.0, colour(palette.line));
            let mut at = place.left() - place.height();
            while at < place.right() {
                let line = [pos2(at, place.bottom()), pos2(at + place.height(), place.top())];
                painter.line_segment(line, stroke);
                at += 6.0;
            }
        }
    }
}
