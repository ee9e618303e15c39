//! What an import would change: counts, what was left out, sums over Flanders, revised figures, refused rows.

use egui::{Grid, RichText, Ui};

use crate::jobs::table::{FlemishSum, IndicatorPlan, TableError, unshown_words};
use crate::jobs::{TablePreview, TableSeen};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::dialogs::rejected::rejected_ui;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Tone};

/// Revised figures, and refused rows, that are shown.
const FEW: usize = 8;

/// Years whose sums are shown for a figure, newest first.
const YEARS: usize = 6;

/// Draws it; whether the refused rows are to be saved. `is_waiting` = the mapping has changed since.
pub(super) fn outcome_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &TableSeen, is_waiting: bool) -> bool {
    let remark = if is_waiting { ctx.t("import-updating") } else { String::new() };
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-outcome"), &remark);
    match &seen.preview {
        Err(error) => {
            let words = match error {
                TableError::NoPlace => ctx.t("import-error-place"),
                TableError::NoValue => ctx.t("import-error-value"),
                TableError::NoYear(_) => ctx.t("import-error-year"),
                TableError::NotYearly(column) => ctx.tw("import-error-not-yearly", &[("column", column)]),
                TableError::NoSheet(_) => ctx.t("import-error-sheet"),
            };
            widgets::note(ui, ctx.theme, Tone::Warning, &words);
            false
        }
        Ok(preview) => preview_ui(ctx, ui, preview),
    }
}

fn preview_ui(ctx: &UiContext<'_>, ui: &mut Ui, preview: &TablePreview) -> bool {
    counts_ui(ctx, ui, preview);
    ui.add_space(6.0);
    left_out_ui(ctx, ui, preview);
    if preview.plan.indicators.is_empty() {
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("import-nothing"));
    }
    for one in preview.plan.indicators.iter().filter(|one| !one.sums.is_empty()) {
        ui.add_space(8.0);
        ui.label(widgets::semibold(one.definition.name.get(ctx.language())));
        codes_ui(ctx, ui, one);
        sums_ui(ctx, ui, one);
        changed_ui(ctx, ui, one);
    }
    rejected_ui(ctx, ui, &preview.rejected, preview.rejected_count, FEW)
}

fn counts_ui(ctx: &UiContext<'_>, ui: &mut Ui, preview: &TablePreview) {
    let [added, changed, unchanged, superseded] = preview.plan.counts();
    let counts = [
        ("import-count-added", added, false),
        ("import-count-changed", changed, false),
        ("import-count-unchanged", unchanged, false),
        ("import-count-superseded", superseded, false),
        ("import-count-missing", preview.missing_count, false),
        ("import-count-rejected", preview.rejected_count, preview.rejected_count > 0),
    ];
    ui.horizontal_wrapped(|ui| {
        for (key, count, is_warning) in counts {
            if count == 0 && matches!(key, "import-count-superseded" | "import-count-missing") {
                continue;
            }
            ui.vertical(|ui| {
                ui.set_width(128.0);
                let tone = if is_warning { colour(ctx.theme.palette.warning) } else { ctx.theme.text() };
                let number = RichText::new(ctx.text.integer(count)).font(widgets::semibold_font(measure::TITLE));
                ui.label(number.color(tone));
                ui.label(widgets::small(ctx.theme, ctx.t(key)));
            });
        }
    });
}

/// "905 nieuw · 2 herzien · 1 geweigerd".
pub(super) fn in_short(ctx: &UiContext<'_>, preview: &TablePreview) -> String {
    let [added, changed, ..] = preview.plan.counts();
    let counts = [
        ("import-count-added", added),
        ("import-count-changed", changed),
        ("import-count-rejected", preview.rejected_count),
    ];
    let said = counts.iter().map(|(key, count)| format!("{} {}", ctx.text.integer(*count), ctx.t(key)));
    said.collect::<Vec<_>>().join(" · ")
}

fn left_out_ui(ctx: &UiContext<'_>, ui: &mut Ui, preview: &TablePreview) {
    for (key, count) in preview.left_out.told() {
        parts::remark(ctx, ui, ctx.tn(key, u32::try_from(count).unwrap_or(u32::MAX)));
    }
    if let Some(words) = unshown_words(ctx.text, &ctx.workspace.municipalities, &preview.unshown) {
        widgets::note(ui, ctx.theme, Tone::Warning, &words);
        ui.add_space(4.0);
    }
    if !preview.chosen.is_empty() {
        let names: Vec<String> =
            preview.chosen.iter().map(|nis| format!("{nis} {}", ctx.workspace.municipalities.name(*nis))).collect();
        parts::remark(ctx, ui, ctx.tw("import-chosen", &[("codes", &names.join(", "))]));
    }
}

/// Old codes, and figures that others take the place of.
fn codes_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &IndicatorPlan) {
    if !one.old_codes.is_empty() {
        let codes: Vec<String> = one.old_codes.iter().take(12).map(ToString::to_string).collect();
        let more = if one.old_codes.len() > codes.len() { ", …" } else { "" };
        let codes = format!("{}{more}", codes.join(", "));
        parts::remark(ctx, ui, ctx.tw("import-old-codes", &[("codes", &codes)]));
    }
    if !one.superseded.is_empty() {
        parts::remark(ctx, ui, ctx.tn("import-superseded", one.superseded.len() as u32));
    }
}

/// The sum over Flanders by year: before, after, and as the table itself says it.
fn sums_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &IndicatorPlan) {
    let number = |value: f64| ctx.text.number(value, one.definition.decimals);
    let with_count = |sum: Option<(f64, usize)>| match sum {
        Some((sum, count)) => format!("{} ({})", number(sum), ctx.tn("import-municipalities", count as u32)),
        None => "–".to_owned(),
    };
    ui.add_space(2.0);
    Grid::new(("flemish-sums", &one.definition.id)).num_columns(4).spacing([24.0, 3.0]).show(ui, |ui| {
        for key in ["import-sum-year", "import-sum-before", "import-sum-after", "import-sum-stated"] {
            ui.label(widgets::small(ctx.theme, ctx.t(key)));
        }
        ui.end_row();
        for sum in one.sums.iter().rev().take(YEARS) {
            ui.label(sum.year.to_string());
            ui.label(with_count(sum.before));
            ui.label(with_count(sum.after));
            let differs = sum.stated.zip(sum.after).is_some_and(|(stated, (after, _))| is_far(stated, after));
            let stated = sum.stated.map_or_else(|| "–".to_owned(), number);
            let tone = if differs { colour(ctx.theme.palette.warning) } else { ctx.theme.text() };
            ui.label(RichText::new(stated).color(tone));
            ui.end_row();
        }
    });
    let is_off = |sum: &FlemishSum| sum.stated.zip(sum.after).is_some_and(|(stated, (after, _))| is_far(stated, after));
    if one.sums.iter().rev().take(YEARS).any(is_off) {
        parts::remark(ctx, ui, ctx.t("import-sum-differs"));
    }
    let more = one.sums.len().saturating_sub(YEARS);
    if more > 0 {
        parts::remark(ctx, ui, ctx.tn("import-more-years", more as u32));
    }
}

/// Whether a sum differs from what the table says by more than rounding.
fn is_far(stated: f64, sum: f64) -> bool {
    (stated - sum).abs() > stated.abs().max(sum.abs()) * 0.0005 + 0.5
}

fn changed_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &IndicatorPlan) {
    if one.changed.is_empty() {
        return;
    }
    ui.add_space(4.0);
    parts::remark(ctx, ui, ctx.tn("import-revised", one.changed.len() as u32));
    let number = |value: f64| ctx.text.number(value, one.definition.decimals);
    for (former, row) in one.changed.iter().take(FEW) {
        let place = ctx.workspace.municipalities.name(row.nis);
        let status =
            if former.value == row.value { ctx.text.word("value-status", row.status.key()) } else { String::new() };
        let arguments = [
            ("place", place.as_str()),
            ("year", &row.year.to_string()),
            ("former", &number(former.value)),
            ("new", &number(row.value)),
            ("status", &status),
        ];
        ui.label(ctx.tw("import-revised-row", &arguments));
    }
    if one.changed.len() > FEW {
        parts::remark(ctx, ui, ctx.tn("import-more", (one.changed.len() - FEW) as u32));
    }
}
