//! What the import of a list would change: counts, what was left out or done besides, changed projects, refused rows.

use egui::{Label, Ui};

use super::columns::field_words;
use crate::jobs::list::{ListError, rows_words};
use crate::jobs::{ListPreview, ListSeen};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::dialogs::parts as dialog_parts;
use crate::ui::widgets::{self, Tone};

/// Changed projects, and refused rows, that are shown.
const FEW: usize = 8;

/// Projects that an import writes.
pub(super) fn change_count(preview: &ListPreview) -> usize {
    preview.plan.added.len() + preview.plan.changed.len()
}

/// "12 nieuw · 2 gewijzigd · 1 geweigerd".
pub(super) fn in_short(ctx: &UiContext<'_>, preview: &ListPreview) -> String {
    let counts = counts(preview).into_iter().filter(|(key, _, _)| *key != "import-count-unchanged");
    let said = counts.map(|(key, count, _)| format!("{} {}", ctx.text.integer(count), ctx.t(key)));
    said.collect::<Vec<_>>().join(" · ")
}

fn counts(preview: &ListPreview) -> [(&'static str, u64, bool); 4] {
    let plan = &preview.plan;
    [
        ("import-count-added", plan.added.len() as u64, false),
        ("import-list-count-changed", plan.changed.len() as u64, false),
        ("import-count-unchanged", plan.unchanged, false),
        ("import-count-rejected", preview.rejected_count, preview.rejected_count > 0),
    ]
}

/// Draws it; whether the refused rows are to be saved. `is_waiting` = the mapping has changed since.
pub(super) fn outcome_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, is_waiting: bool) -> bool {
    let remark = if is_waiting { ctx.t("import-updating") } else { String::new() };
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-outcome"), &remark);
    let preview = match &seen.preview {
        Ok(preview) => preview,
        Err(error) => {
            let key = match error {
                ListError::NoTitle | ListError::Figures => "import-list-choose-title",
                ListError::NoSheet(_) => "import-error-sheet",
            };
            widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t(key));
            return false;
        }
    };
    dialog_parts::counts_ui(ctx, ui, &counts(preview));
    remarks_ui(ctx, ui, preview);
    changed_ui(ctx, ui, preview);
    rejected_ui(ctx, ui, preview)
}

/// What was left out, and what was done beyond reading.
fn remarks_ui(ctx: &UiContext<'_>, ui: &mut Ui, preview: &ListPreview) {
    let notes = &preview.notes;
    dialog_parts::told_ui(ctx, ui, preview.told(), notes.detected_crs.map(|crs| crs.to_string()));
    if notes.other_postal_codes.count > 0 {
        let words = rows_words(ctx.text, "import-list-postal-differs", &notes.other_postal_codes);
        parts::remark(ctx, ui, words);
    }
    if !notes.unresolved_names.is_empty() {
        let names: Vec<&str> = notes.unresolved_names.iter().map(String::as_str).collect();
        parts::remark(ctx, ui, ctx.tw("import-list-unresolved", &[("names", &names.join(", "))]));
    }
}

fn changed_ui(ctx: &UiContext<'_>, ui: &mut Ui, preview: &ListPreview) {
    let changed = &preview.plan.changed;
    if changed.is_empty() {
        return;
    }
    ui.add_space(4.0);
    parts::remark(ctx, ui, ctx.tn("import-list-changes", changed.len() as u32));
    for one in changed.iter().take(FEW) {
        let fields: Vec<String> = one.fields.iter().map(|field| field_words(ctx, *field)).collect();
        let line = format!("{}: {}", one.after.title.get(ctx.language()), fields.join(", "));
        ui.add(Label::new(widgets::small(ctx.theme, &line)).truncate()).on_hover_text(&line);
    }
    if changed.len() > FEW {
        parts::remark(ctx, ui, ctx.tn("import-more", (changed.len() - FEW) as u32));
    }
}

/// The first refused rows with their reason; whether they are to be saved.
fn rejected_ui(ctx: &UiContext<'_>, ui: &mut Ui, preview: &ListPreview) -> bool {
    let rejected = &preview.rejected;
    super::super::rejected::rejected_ui(ctx, ui, rejected, preview.rejected_count, FEW)
}
