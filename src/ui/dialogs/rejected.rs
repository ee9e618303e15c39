//! The first refused rows of what is being read in, each with its reason.

use egui::{Label, Ui};

use crate::model::Rejected;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone};

/// Draws them; whether they are to be saved.
pub(in crate::ui::dialogs) fn rejected_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    rejected: &[Rejected],
    count: u64,
    shown: usize,
) -> bool {
    if rejected.is_empty() {
        return false;
    }
    ui.add_space(8.0);
    let n = u32::try_from(count).unwrap_or(u32::MAX);
    widgets::note(ui, ctx.theme, Tone::Warning, &ctx.tn("import-rejected", n));
    for row in rejected.iter().take(shown) {
        let column = if row.column.is_empty() { String::new() } else { format!(" · {}", row.column) };
        let said = format!(
            "{}{column}: {}",
            ctx.tw("import-row", &[("row", &row.row.to_string())]),
            ctx.text.reason(&row.reason)
        );
        ui.add(Label::new(widgets::small(ctx.theme, said)).truncate()).on_hover_text(&*row.original);
    }
    if count > shown as u64 {
        parts::remark(ctx, ui, ctx.tn("import-more", n.saturating_sub(shown as u32)));
    }
    widgets::link(ui, ctx.theme, &ctx.t("import-rejected-save")).clicked()
}
