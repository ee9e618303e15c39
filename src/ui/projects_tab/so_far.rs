//! How many projects had started and ended by the end of each year, as steps and as a table.

use egui::{Align2, Pos2, Rect, RichText, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::insight::schedule::{COUNTED, Schedule, YearCount};
use crate::model::Dimension;
use crate::model::period::Year;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{font, semibold, small};

/// Width of the table.
const TABLE: f32 = 330.0;
/// Width of a column of it.
const COLUMN: f32 = 58.0;
/// Height of a line of the table.
const LINE: f32 = 20.0;

/// Draws both.
pub fn so_far_ui(ctx: &UiContext<'_>, ui: &mut Ui, schedule: &Schedule) {
    // The line above says it already where all of them are counted.
    if schedule.unknown_counted > 0 && schedule.unknown_counted as usize != schedule.unknown.len() {
        ui.label(small(ctx.theme, ctx.tn("projects-so-far-unknown", schedule.unknown_counted)));
    }
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - TABLE - 16.0).max(200.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let spoken = ctx.t("projects-so-far");
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
        chart_ui(ctx, ui, rect, &schedule.so_far);
        ui.vertical(|ui| table_ui(ctx, ui, &schedule.so_far));
    });
}

fn chart_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, years: &[(Year, YearCount)]) {
    let (Some((first, _)), Some((last, most))) = (years.first(), years.last()) else { return };
    let plot = Rect::from_min_max(
        pos2(rect.left() + 40.0, rect.top() + 12.0),
        pos2(rect.right() - 12.0, rect.bottom() - 26.0),
    );
    let painter = ui.painter();
    let soft = ctx.theme.soft();
    let greatest = most.started.into_iter().chain([most.ended]).max().unwrap_or_default().max(1);
    let top = greatest as f32;
    let width = plot.width() / (f32::from(*last - *first) + 1.0);
    let x = |year: Year| plot.left() + f32::from(year - *first) * width;
    let y = |count: u32| plot.bottom() - plot.height() * count as f32 / top;
    for part in 0..=4_u32 {
        let count = (greatest * part).div_ceil(4);
        painter.hline(plot.x_range(), y(count), ctx.theme.line());
        let at = pos2(plot.left() - 6.0, y(count));
        painter.text(at, Align2::RIGHT_CENTER, ctx.text.integer(count), font(measure::SMALL), soft);
    }
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| width * f32::from(*step) >= 40.0).unwrap_or(100);
    for year in (*first..=*last).filter(|year| year.rem_euclid(step) == 0) {
        let at = pos2(x(year) + width / 2.0, plot.bottom() + 6.0);
        painter.text(at, Align2::CENTER_TOP, year.to_string(), font(measure::SMALL), soft);
    }
    let steps = |of: &dyn Fn(&YearCount) -> u32| -> Vec<Pos2> {
        let ends =
            |(year, count): &(Year, YearCount)| [pos2(x(*year), y(of(count))), pos2(x(*year) + width, y(of(count)))];
        years.iter().flat_map(ends).collect()
    };
    for (place, (_, tone)) in lines(ctx).into_iter().enumerate() {
        let started = |count: &YearCount| count.started.get(place).copied().unwrap_or_default();
        painter.add(Shape::line(steps(&started), Stroke::new(2.0, tone)));
    }
    painter.add(Shape::dashed_line(&steps(&|count| count.ended), Stroke::new(2.0, ctx.theme.text()), 5.0, 4.0));
    let this_year = super::schedule::this_year(ctx);
    if (*first..*last).contains(&this_year) {
        let now = x(this_year) + width;
        painter.vline(now, plot.y_range(), Stroke::new(1.0, soft));
        let words = ctx.tw("projects-so-far-later", &[("year", &this_year.to_string())]);
        painter.text(pos2(now - 6.0, plot.top() + 4.0), Align2::RIGHT_TOP, words, font(measure::SMALL), soft);
    }
    legend_ui(ctx, ui, plot.left_top() + vec2(8.0, 6.0));
}

/// What the lines are, one below the other where they all begin at nothing.
fn legend_ui(ctx: &UiContext<'_>, ui: &Ui, corner: Pos2) {
    /// Height of a line of it.
    const ROW: f32 = 17.0;
    let ended = (ctx.t("projects-so-far-ended"), ctx.theme.text(), true);
    let all = lines(ctx).into_iter().map(|(words, tone)| (words, tone, false)).chain([ended]);
    let painter = ui.painter();
    for (place, (words, tone, is_dashed)) in all.enumerate() {
        let at = pos2(corner.x, ROW.mul_add(place as f32 + 1.5, corner.y));
        let line = [at, at + vec2(22.0, 0.0)];
        if is_dashed {
            painter.add(Shape::dashed_line(&line, Stroke::new(2.0, tone), 5.0, 4.0));
        } else {
            painter.line_segment(line, Stroke::new(2.0, tone));
        }
        painter.text(at + vec2(28.0, 0.0), Align2::LEFT_CENTER, words, font(measure::SMALL), ctx.theme.text());
    }
}

/// Name and colour of the line of each kind.
fn lines(ctx: &UiContext<'_>) -> [(String, egui::Color32); COUNTED.len()] {
    let palette = &ctx.theme.palette;
    let tones = [
        colour(palette.accent),
        colour(palette.dimension(Some(Dimension::Environment))),
        colour(palette.dimension(Some(Dimension::Economy))),
    ];
    let names = COUNTED.map(|kind| ctx.text.word("projects-so-far-started", kind.key()));
    let [first, second, third] = names;
    [(first, tones[0]), (second, tones[1]), (third, tones[2])]
}

fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, years: &[(Year, YearCount)]) {
    let cells = |ui: &mut Ui, texts: Vec<String>, is_head: bool| {
        ui.horizontal(|ui| {
            for text in texts {
                ui.allocate_ui(vec2(COLUMN, LINE), |ui| {
                    ui.set_width(COLUMN);
                    let text = if is_head { semibold(text).size(measure::SMALL) } else { RichText::new(text) };
                    ui.add(egui::Label::new(text).truncate());
                });
            }
        });
    };
    let head = COUNTED.map(|kind| ctx.text.word("projects-so-far-kind", kind.key()));
    let head = [ctx.t("projects-so-far-year")].into_iter().chain(head).chain([ctx.t("projects-so-far-ended")]);
    cells(ui, head.collect(), true);
    ScrollArea::vertical().id_salt("so far").auto_shrink([false, false]).show(ui, |ui| {
        parts::rows(ui, LINE, years.len(), |ui, index| {
            if let Some((year, count)) = years.get(years.len() - 1 - index) {
                let counts = count.started.into_iter().chain([count.ended]).map(|count| ctx.text.integer(count));
                cells(ui, [year.to_string()].into_iter().chain(counts).collect(), false);
            }
        });
    });
}
