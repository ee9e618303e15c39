//! The first rows of a table that is being read in, with what is chosen for each column above it.

use egui::{Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Width of a column in points.
const COLUMN_WIDTH: f32 = 158.0;

/// Width of what is chosen for a column in points.
pub(in crate::ui::dialogs) const COMBO_WIDTH: f32 = COLUMN_WIDTH - 10.0;

/// Height of a line of cells in points.
const LINE: f32 = 20.0;

/// Height of what stands below the choice for a column in points.
const DETAIL: f32 = 30.0;

/// Rows that are shown.
const ROWS: usize = 7;

/// Columns that are shown; the others keep what is proposed for them.
const SHOWN_COLUMNS: usize = 48;

/// The first rows of a table.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui::dialogs) struct FirstRows<'a> {
    /// Names of the columns.
    pub headers: &'a [String],
    /// Row numbers and cells.
    pub grid: &'a [(u64, Vec<String>)],
    /// Rows up to this number are headers.
    pub first: u64,
}

/// How a column looks.
#[derive(Debug, Default)]
pub(in crate::ui::dialogs) struct ColumnLook {
    /// It is read.
    pub is_read: bool,
    /// Its cells stand on the right.
    pub is_number: bool,
    /// What stands instead of a header that is too long to be read whole.
    pub short: Option<String>,
}

/// Draws the columns. `choice_ui` draws what is chosen for one, by its position and name; `detail_ui` what belongs to
/// the choice.
pub(in crate::ui::dialogs) fn grid_ui<S>(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    &FirstRows { headers, grid, first }: &FirstRows<'_>,
    state: &mut S,
    choice_ui: impl Fn(&mut Ui, &mut S, usize, &str),
    detail_ui: impl Fn(&mut Ui, &mut S, usize, &str) -> ColumnLook,
) {
    ui.add_space(8.0);
    ScrollArea::horizontal().id_salt("grid-of-table").auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (index, header) in headers.iter().enumerate().take(SHOWN_COLUMNS) {
                ui.push_id(("column-of-table", index), |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(COLUMN_WIDTH);
                        ui.spacing_mut().item_spacing.y = 2.0;
                        let number = (index + 1).to_string();
                        let unnamed = || ctx.tw("import-column", &[("n", &number)]);
                        let shown = if header.is_empty() { unnamed() } else { header.clone() };
                        choice_ui(ui, state, index, &shown);
                        let look = ui.allocate_ui(vec2(COLUMN_WIDTH, DETAIL), |ui| {
                            ui.set_min_height(DETAIL);
                            detail_ui(ui, state, index, &shown)
                        });
                        header_ui(ctx, ui, &shown, &look.inner);
                        let rows = grid.iter().filter(|(number, _)| *number > first).take(ROWS);
                        let cells = rows.map(|(_, cells)| cells.get(index).map(String::as_str).unwrap_or_default());
                        cells_ui(ctx, ui, cells, &look.inner);
                    });
                });
            }
        });
        ui.add_space(10.0);
    });
    if headers.len() > SHOWN_COLUMNS {
        let more = (headers.len() - SHOWN_COLUMNS) as i64;
        parts::remark(ctx, ui, ctx.text.with("import-more-columns", &[("n", more.into())]));
    }
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &str, look: &ColumnLook) {
    let palette = &ctx.theme.palette;
    let fill = if look.is_read { palette.accent_background } else { palette.background };
    egui::Frame::NONE.fill(colour(fill)).inner_margin(egui::Margin::symmetric(6, 3)).show(ui, |ui| {
        ui.set_width(COLUMN_WIDTH - 14.0);
        ui.set_height(LINE);
        let line = look.short.as_deref().filter(|_| !fits(ui, shown)).unwrap_or(shown);
        ui.add(Label::new(RichText::new(line).font(widgets::semibold_font(measure::SMALL))).truncate())
            .on_hover_text(shown);
    });
}

/// Whether a header can be read whole.
fn fits(ui: &Ui, header: &str) -> bool {
    let font = widgets::semibold_font(measure::SMALL);
    ui.painter().layout_no_wrap(header.to_owned(), font, ui.visuals().text_color()).size().x <= COLUMN_WIDTH - 14.0
}

/// The first cells; figures stand on the right, as in a table.
fn cells_ui<'c>(ctx: &UiContext<'_>, ui: &mut Ui, cells: impl Iterator<Item = &'c str>, look: &ColumnLook) {
    let tone = if look.is_read { ctx.theme.text() } else { ctx.theme.soft() };
    for text in cells {
        let (rect, response) = ui.allocate_exact_size(vec2(COLUMN_WIDTH - 2.0, LINE), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        let inner = rect.shrink2(vec2(6.0, 0.0));
        let line = widgets::elided(ui, text, widgets::font(measure::SMALL), tone, inner.width());
        let left = if look.is_number { inner.right() - line.size().x } else { inner.left() };
        ui.painter().galley(pos2(left, rect.center().y - line.size().y / 2.0), line, tone);
    }
}
