//! The workspace file: where it lies, what is in it, whether it is whole.

use egui::Ui;

use crate::session::Action;
use crate::session::command::FileCommand;
use crate::ui::UiContext;
use crate::ui::widgets::{self, Tone};

pub fn file_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::card(ui, ctx.theme, |ui| {
        let path = ctx.workspace.path.as_ref().map(|path| path.display().to_string());
        let is_missing = path.is_none();
        let shown = path.clone().unwrap_or_else(|| ctx.t("data-no-file"));
        widgets::key_value(ui, ctx.theme, &ctx.t("data-file"), &shown, is_missing);
        widgets::key_value(ui, ctx.theme, &ctx.t("data-format"), &ctx.t("data-format-text"), false);
        widgets::key_value(ui, ctx.theme, &ctx.t("data-contents"), &contents(ctx), false);
        if ctx.workspace.is_read_only {
            ui.add_space(6.0);
            widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("data-read-only"));
        }
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            let is_checking = ctx.status.jobs.values().any(|job| job.key == "job-check");
            let check = ui.add_enabled_ui(!is_checking && !is_missing, |ui| {
                widgets::secondary_button(ui, ctx.theme, &ctx.t("data-check"))
            });
            if check.inner.on_hover_text(ctx.t("data-check-help")).clicked() {
                ctx.send(FileCommand::Check);
            }
            if let Some(path) = path
                && widgets::secondary_button(ui, ctx.theme, &ctx.t("data-copy-path")).clicked()
            {
                ui.ctx().copy_text(path);
            }
            if widgets::secondary_button(ui, ctx.theme, &ctx.t("data-save-as")).clicked() {
                ctx.act(Action::SaveWorkspaceAs);
            }
        });
        check_result_ui(ctx, ui);
    });
}

fn check_result_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let Some(problems) = &ctx.status.problems else { return };
    ui.add_space(6.0);
    if problems.is_empty() {
        widgets::note(ui, ctx.theme, Tone::Neutral, &ctx.t("data-whole"));
        return;
    }
    let count = [("n", (problems.len() as i64).into())];
    let text = format!("{}\n{}", ctx.text.with("data-problems", &count), problems.join("\n"));
    widgets::note(ui, ctx.theme, Tone::Error, &text);
}

/// "391 projecten · 304 gemeenten · 40 indicatoren · 0 sensoren".
fn contents(ctx: &UiContext<'_>) -> String {
    let workspace = ctx.workspace;
    let count = |key: &str, n: usize| {
        ctx.text.with(key, &[("n", (n as i64).into()), ("shown", ctx.text.integer(n as u64).into())])
    };
    [
        count("data-count-rows", workspace.projects.rows().len()),
        count("data-count-municipalities", workspace.municipalities.rows().len()),
        count("data-count-indicators", workspace.indicators.definitions().len()),
        count("data-count-feeds", workspace.sensors.feeds().len()),
        count("data-count-sensors", workspace.sensors.sensors().len()),
    ]
    .join(" · ")
}
