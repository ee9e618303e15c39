//! The cells of the figures' table: a figure with its small series or why there is none, the rank, how many peers have
//! a figure.

use egui::{Align, Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::facts::Fact;
use super::figures::{Asked, wrapped};
use super::look::{self, Linked};
use super::spark;
use crate::insight::definition;
use crate::insight::sheet::SparkPoint;
use crate::insight::{Basis, Comparison, FigureRow, Missing, TownSensor, Value};
use crate::model::figure_ref::FigureRef;
use crate::model::{Nis, ValueStatus};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Size of a small series, in points.
const SPARK: egui::Vec2 = egui::Vec2::new(48.0, 11.0);

/// Names of peers without a figure that are listed at most.
const NAME_LIMIT: usize = 12;

/// What a cell shows.
pub struct Content<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The row.
    pub row: &'a FigureRow,
    /// The row in words.
    pub fact: &'a Fact,
    /// Position of the municipality.
    pub position: usize,
    /// The series, where there is one.
    pub points: Option<&'a [SparkPoint]>,
}

/// A figure as the table writes it; what may still change carries a mark.
pub fn number(ctx: &UiContext<'_>, figure: &FigureRef, value: &Value) -> String {
    let number = definition::number_with_sign(ctx.workspace, figure, value.value, ctx.text);
    if value.status == ValueStatus::Final { number } else { format!("{number}°") }
}

/// The sensors behind a figure, where it rests on any.
pub fn sensors_of(value: &Value) -> Option<&TownSensor> {
    match &value.basis {
        Basis::Sensors(town) => Some(town),
        Basis::Divided { above, below, .. } => sensors_of(above).or_else(|| sensors_of(below)),
        Basis::Against { own, .. } => sensors_of(own),
        Basis::Indicator(_) | Basis::Projects(_) => None,
    }
}

/// A figure, or why there is none; a click asks for its card.
pub fn value_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, content: &Content<'_>, linked: &mut Linked) -> Option<Asked> {
    let Content { comparison, row, fact, position, points } = content;
    let nis = *comparison.municipalities.get(*position)?;
    let value = row.values.get(*position)?;
    let response = ui.interact(rect, ui.scope_id().with(("cell", &row.figure, nis.number())), Sense::click());
    let told = told(ctx, fact, nis, value);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}, {told}", fact.definition.name)));
    if response.hovered() {
        linked.point(nis);
        let fill = colour(ctx.theme.palette.hover);
        ui.painter().rect_filled(rect.shrink2(vec2(2.0, 4.0)), f32::from(measure::RADIUS), fill);
    }
    let right = rect.right() - 6.0;
    match value {
        Ok(value) => figure_ui(ctx, ui, rect, content, value),
        Err(reason) => {
            let short = definition::missing_short(reason, ctx.text);
            let (font, soft) = (widgets::font(measure::TINY), ctx.theme.soft());
            let galley = wrapped(ui, &short, font, soft, rect.width() - 12.0, Align::RIGHT);
            ui.painter().galley(pos2(right, rect.center().y - galley.size().y / 2.0), galley, soft);
        }
    }
    if let (Ok(_), Some(points)) = (value, points) {
        let size = vec2(SPARK.x.min(rect.width() - 14.0), SPARK.y);
        let place = Rect::from_min_size(pos2(right - size.x - 2.0, rect.center().y + 6.0), size);
        spark::paint(ui, points, place, look::ink(ctx, *position).gamma_multiply(0.85));
    }
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    let hint = ctx.t("compare-click-card");
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(format!("{told}\n{hint}"));
    response.clicked().then(|| Asked { figure: row.figure.clone(), nis, at: rect.center_bottom() })
}

fn figure_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, content: &Content<'_>, value: &Value) {
    let is_own = content.position == 0;
    let ink = if is_own { look::ink(ctx, 0) } else { ctx.theme.text() };
    let font = if is_own { widgets::semibold_font(measure::TEXT) } else { widgets::font(measure::TEXT) };
    let has_more = content.points.is_some_and(|points| points.len() > 1) || sensors_of(value).is_some();
    let y = rect.center().y - if has_more { 7.0 } else { 0.0 };
    let right = rect.right() - 6.0;
    ui.painter().text(pos2(right, y), Align2::RIGHT_CENTER, number(ctx, &content.row.figure, value), font, ink);
    if let Some(key) = sensors_of(value).and_then(sensor_mark) {
        let tone = colour(ctx.theme.palette.warning);
        let galley = widgets::elided(ui, &ctx.t(key), widgets::font(measure::TINY), tone, rect.width() - 10.0);
        ui.painter().galley(pos2(right - galley.size().x, rect.center().y + 3.0), galley, tone);
    }
}

/// What must stand beside a figure of sensors.
pub const fn sensor_mark(town: &TownSensor) -> Option<&'static str> {
    if town.is_simulated {
        Some("compare-simulated")
    } else if town.is_nis_approximate {
        Some("compare-approximate")
    } else {
        None
    }
}

/// "Mechelen: 86 921 inwoners (1 jan 2020)", or the reason.
fn told(ctx: &UiContext<'_>, fact: &Fact, nis: Nis, value: &Result<Value, Missing>) -> String {
    let name = look::name(ctx, nis);
    match value {
        Ok(value) => {
            let number = definition::number(ctx.workspace, &fact.definition.figure, value.value, ctx.text);
            let unit = &fact.definition.unit;
            let mut told = format!("{name}: {number} {unit}").trim_end().to_owned();
            if !fact.origin.is_empty() {
                told = format!("{told} ({})", fact.origin);
            }
            if value.status != ValueStatus::Final {
                told = format!("{told}, {}", ctx.text.word("value-status", value.status.key()));
            }
            match sensors_of(value).and_then(sensor_mark) {
                Some(key) => format!("{told}, {}", ctx.t(key)),
                None => told,
            }
        }
        Err(reason) => format!("{name}: {}", definition::missing(reason, ctx.text)),
    }
}

/// The place of the own municipality: "7 / 13".
pub fn rank_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, row: &FigureRow, fact: &Fact) {
    let Some(rank) = row.ranks.first().copied().flatten() else { return };
    let (font, soft) = (widgets::font(measure::TEXT), ctx.theme.soft());
    let of = ui.painter().layout_no_wrap(format!(" / {}", rank.of), font, soft);
    let at = pos2(rect.right() - 4.0 - of.size().x, rect.center().y - of.size().y / 2.0);
    let (place, bold, text) = (rank.place.to_string(), widgets::semibold_font(measure::TEXT), ctx.theme.text());
    ui.painter().text(pos2(at.x, rect.center().y), Align2::RIGHT_CENTER, place, bold, text);
    ui.painter().galley(at, of, soft);
    let response = ui.interact(rect, ui.scope_id().with(("rank", &row.figure)), Sense::hover());
    let key = if fact.definition.direction == crate::model::Direction::LowerBetter {
        "compare-rank-least"
    } else {
        "compare-rank-greatest"
    };
    let told = ctx.tw(key, &[("place", &rank.place.to_string()), ("of", &rank.of.to_string())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    response.on_hover_text(told);
}

/// "11 van 13" under the strip where peers lack the figure, with who they are and why.
pub fn coverage_ui(ctx: &UiContext<'_>, ui: &Ui, strip: Rect, comparison: &Comparison, row: &FigureRow) {
    if row.missing.is_empty() {
        return;
    }
    let (have, all) = (ctx.text.integer(row.spread.len()), ctx.text.integer(comparison.peers.members.len()));
    let words = ctx.tw("compare-coverage", &[("have", &have), ("all", &all)]);
    let (font, soft) = (widgets::font(measure::TINY - 1.0), ctx.theme.soft());
    let at = if row.spread.is_empty() { strip.center() } else { pos2(strip.center().x, strip.bottom() - 6.0) };
    let galley = ui.painter().layout_no_wrap(words.clone(), font, soft);
    let place = Rect::from_center_size(at, galley.size());
    ui.painter().rect_filled(place.expand2(vec2(3.0, 0.0)), 3.0, colour(ctx.theme.palette.panel));
    ui.painter().galley(place.min, galley, soft);
    let response = ui.interact(place, ui.scope_id().with(("coverage", &row.figure)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(missing_words(ctx, row));
}

/// Who lacks the figure, reason by reason.
pub fn missing_words(ctx: &UiContext<'_>, row: &FigureRow) -> String {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for (nis, reason) in &row.missing {
        let (reason, name) = (definition::missing(reason, ctx.text), look::name(ctx, *nis));
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name),
            None => reasons.push((reason, vec![name])),
        }
    }
    let line = |(reason, names): (String, Vec<String>)| {
        let more = names.len().saturating_sub(NAME_LIMIT);
        let shown = names.into_iter().take(NAME_LIMIT).collect::<Vec<_>>().join(", ");
        let rest = if more > 0 { ctx.text.with("compare-and-more", &[("n", more.into())]) } else { String::new() };
        format!("{reason}\n{shown} {rest}").trim_end().to_owned()
    };
    reasons.into_iter().map(line).collect::<Vec<_>>().join("\n\n")
}
