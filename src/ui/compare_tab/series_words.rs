//! Names, figures and reasons of series in words.

use crate::insight::over_time::{OverTime, PlaceSeries};
use crate::insight::series_words::{self, merged_codes};
use crate::insight::{Missing, Value, definition};
use crate::model::ValueStatus;
use crate::model::figure_ref::FigureRef;
use crate::ui::UiContext;
use crate::ui::indicators_tab::words;

/// The name of a series' place, of today or of the time.
pub fn place(ctx: &UiContext<'_>, series: &PlaceSeries) -> String {
    words::former(ctx, series.nis)
}

/// A figure in words, with what must be said beside it.
pub fn said(ctx: &UiContext<'_>, figure: &FigureRef, place: &str, value: &Value) -> String {
    let mut said = definition::number_with_sign(ctx.workspace, figure, value.value, ctx.text);
    if value.status != ValueStatus::Final {
        said = format!("{said} ({})", ctx.text.word("value-status", value.status.key()));
    }
    let names = merged(ctx, place, value);
    if !names.is_empty() {
        said = format!("{said}, {}", ctx.tw("indicators-including", &[("names", &names.join(", "))]));
    }
    said
}

/// Names of municipalities that were added into a figure, the place's own former code aside.
pub fn merged(ctx: &UiContext<'_>, place: &str, value: &Value) -> Vec<String> {
    words::merged(ctx, place, merged_codes(value))
}

/// Why there is no figure.
pub fn reason(ctx: &UiContext<'_>, missing: &Missing) -> String {
    definition::missing(missing, ctx.text)
}

/// How far into its year a figure stands: 1 January at the start, a whole year in the middle.
pub fn offset(ctx: &UiContext<'_>, figure: &FigureRef) -> f64 {
    series_words::figure_offset(&ctx.workspace.indicators, figure)
}

/// Why there are no figures of some years between others, each reason once.
pub fn gap_reasons(ctx: &UiContext<'_>, over: &OverTime) -> Vec<String> {
    let years = over.years();
    let mut reasons: Vec<String> = Vec::new();
    for pair in years.windows(2) {
        if let [before, after] = pair
            && after - before > 1
            && let Some(missing) = over.reason(before + 1)
        {
            reasons.push(reason(ctx, missing));
        }
    }
    reasons.dedup();
    reasons
}

/// What must stand under series: who was counted in, what may still change.
pub fn remarks(ctx: &UiContext<'_>, over: &OverTime) -> Vec<String> {
    let merged: Vec<String> = over.series.iter().filter_map(|one| merged_item(ctx, one)).collect();
    let mut remarks = Vec::new();
    if !merged.is_empty() {
        remarks.push(ctx.tw("compare-time-merged", &[("list", &merged.join("; "))]));
    }
    let points = over.series.iter().flat_map(|one| &one.points);
    let known: Vec<(i16, ValueStatus)> =
        points.filter_map(|point| Some((point.year, point.value.as_ref().ok()?.status))).collect();
    remarks.extend(words::statuses(ctx, &known));
    remarks
}

/// "Nevele bij Deinze tot en met 2018".
fn merged_item(ctx: &UiContext<'_>, series: &PlaceSeries) -> Option<String> {
    let place = place(ctx, series);
    let names_of = |value: &Value| merged(ctx, &place, value);
    let (year, names) = series.points.iter().rev().find_map(|point| {
        let names = point.value.as_ref().ok().map(names_of).filter(|names| !names.is_empty())?;
        Some((point.year, names))
    })?;
    let list = words::list(ctx, &names);
    Some(ctx.tw("compare-time-merged-item", &[("place", &place), ("names", &list), ("year", &year.to_string())]))
}
