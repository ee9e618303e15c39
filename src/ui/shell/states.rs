//! What stands where there is nothing to show: loading, a workspace that can't be opened, no hits.

use egui::{Align2, Area, Frame, Margin, Order, Rect, Ui, vec2};

use crate::session::Action;
use crate::session::command::{FileCommand, FilterCommand};
use crate::ui::UiContext;
use crate::ui::filters::words;
use crate::ui::theme::colour;
use crate::ui::widgets::{Tone, chip, empty_state, note, primary_button, secondary_button, semibold, soft};
use crate::workspace::Tab;

/// No workspace is open: it is loading, or it failed.
pub fn not_loaded_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let Some(error) = &ctx.status.open_error else {
        empty_state(ui, ctx.theme, &ctx.t("shell-loading"), &ctx.t("shell-loading-detail"), |_| ());
        return;
    };
    empty_state(ui, ctx.theme, &ctx.t("shell-open-failed"), &ctx.t("shell-open-failed-detail"), |ui| {
        note(ui, ctx.theme, Tone::Error, error);
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            if let Some(path) = &ctx.settings.last_workspace
                && primary_button(ui, ctx.theme, &ctx.t("shell-open-retry")).clicked()
            {
                ctx.send(FileCommand::Open(path.clone()));
            }
            for action in [Action::OpenWorkspace, Action::NewWorkspace] {
                if secondary_button(ui, ctx.theme, &ctx.text.word("action", action.key())).clicked() {
                    ctx.act(action);
                }
            }
        });
    });
}

/// Nothing passes the filter: says so over the tab, and offers each part of the filter to be dropped.
pub fn no_hits_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect) {
    let is_known = !ctx.results.is_searching;
    let is_empty = is_known && ctx.results.selection.rows.is_empty() && !ctx.view.filter.is_empty();
    if !is_empty || !matches!(ctx.view.tab, Tab::Map | Tab::Projects) {
        return;
    }
    Area::new(egui::Id::unique("no-hits"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(rect.center_top() + vec2(0.0, 24.0))
        .constrain_to(rect)
        .show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style()).fill(colour(ctx.theme.palette.panel)).inner_margin(Margin::same(16));
            frame.show(ui, |ui| {
                ui.set_max_width((rect.width() - 64.0).min(420.0));
                ui.label(semibold(ctx.t("shell-no-hits")));
                ui.label(soft(ctx.theme, ctx.t("shell-no-hits-detail")));
                ui.add_space(8.0);
                ui.horizontal_wrapped(|ui| {
                    for part in words::chips(ctx) {
                        let name = ctx.tw("filter-remove", &[("filter", &part.text)]);
                        if chip(ui, ctx.theme, &part.text, &name).clicked() {
                            ctx.send(part.removes.clone());
                        }
                    }
                });
                ui.add_space(8.0);
                if primary_button(ui, ctx.theme, &ctx.t("filter-clear-all")).clicked() {
                    ctx.send(FilterCommand::Clear);
                }
            });
        });
}
