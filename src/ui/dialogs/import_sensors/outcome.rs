//! What the import of a list of sensors would change: counts, what was left out or done besides, refused rows.

use egui::Ui;

use super::columns::stretch;
use crate::jobs::sensor_list::SensorListError;
use crate::jobs::{SensorsPreview, SensorsSeen};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::dialogs::parts as dialog_parts;
use crate::ui::widgets::{self, Tone};

/// Refused rows that are shown.
const FEW: usize = 8;

/// "3 nieuwe sensoren · 120 nieuwe metingen · 1 geweigerd".
pub(super) fn in_short(ctx: &UiContext<'_>, preview: &SensorsPreview) -> String {
    let counts = counts(preview).into_iter().filter(|(_, count, _)| *count > 0);
    let counts = counts.filter(|(key, _, _)| *key != "import-sensors-count-unchanged");
    let said = counts.map(|(key, count, _)| format!("{} {}", ctx.text.integer(count), ctx.t(key)));
    said.collect::<Vec<_>>().join(" · ")
}

fn counts(preview: &SensorsPreview) -> [(&'static str, u64, bool); 6] {
    let plan = &preview.plan;
    [
        ("import-sensors-count-sensors", plan.added_sensors, false),
        ("import-sensors-count-changed", plan.changed_sensors, false),
        ("import-sensors-count-added", plan.added, false),
        ("import-sensors-count-corrected", plan.corrected, false),
        ("import-sensors-count-unchanged", plan.unchanged, false),
        ("import-count-rejected", preview.rejected_count, preview.rejected_count > 0),
    ]
}

/// What stands in the way, above the table.
pub(super) fn problem_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &SensorsSeen) {
    if let Err(error) = &seen.preview {
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t(problem(error)));
    }
}

const fn problem(error: &SensorListError) -> &'static str {
    match error {
        SensorListError::NoSensor => "import-sensors-no-sensor",
        SensorListError::NoTime => "import-sensors-no-time",
        SensorListError::NoProperty => "import-sensors-no-property",
        SensorListError::NoSheet(_) => "import-error-sheet",
    }
}

/// Draws it; whether the refused rows are to be saved. `is_waiting` = the mapping has changed since.
pub(super) fn outcome_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &SensorsSeen, is_waiting: bool) -> bool {
    // What stands in the way is said above.
    let Ok(preview) = &seen.preview else { return false };
    let remark = if is_waiting { ctx.t("import-updating") } else { String::new() };
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-outcome"), &remark);
    dialog_parts::counts_ui(ctx, ui, &counts(preview));
    if let Some(stretch) = stretch(preview) {
        parts::remark(ctx, ui, ctx.tw("import-sensors-stretch", &[("stretch", &stretch)]));
    }
    let detected = preview.notes.places.detected_crs.map(|crs| crs.to_string());
    dialog_parts::told_ui(ctx, ui, preview.told(), detected);
    if let Some(units) = preview.unknown_units() {
        parts::remark(ctx, ui, ctx.tw("import-sensors-unknown-units", &[("units", &units)]));
    }
    parts::remark(ctx, ui, ctx.t("import-sensors-undo"));
    super::super::rejected::rejected_ui(ctx, ui, &preview.rejected, preview.rejected_count, FEW)
}
