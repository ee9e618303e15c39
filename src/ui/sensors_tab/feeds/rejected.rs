//! The records of a feed that could not be read, with their reasons, and a way to save them.

use egui::{Ui, vec2};
use egui_extras::{Column, TableBuilder};

use super::Feeds;
use crate::model::{Feed, FeedHealth, FeedId, Rejected};
use crate::session::command::{FeedCommand, FileCommand};
use crate::ui::UiContext;
use crate::ui::widgets;

/// Height of the table in points, at most.
const TABLE: f32 = 200.0;

/// Whose records are shown, and where they are to be saved.
#[derive(Debug, Default)]
pub struct Form {
    shown: Option<FeedId>,
    path: Option<String>,
}

impl Feeds {
    /// How many records were refused; a click shows them, or hides them again.
    pub(super) fn rejected_link_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, health: &FeedHealth) {
        let form = &mut self.rejected;
        let is_shown = form.shown.as_ref() == Some(&feed.id);
        if health.rejected_count == 0 && !is_shown {
            return;
        }
        let count = ctx.text.with("sensors-rejected", &[("n", i64::from(health.rejected_count).into())]);
        let key = if is_shown { "sensors-rejected-hide" } else { "sensors-rejected-show" };
        if widgets::link(ui, ctx.theme, &ctx.tw(key, &[("count", &count)])).clicked() {
            form.shown = (!is_shown).then(|| feed.id.clone());
            if !is_shown {
                ctx.send(FeedCommand::LoadRejected(feed.id.clone()));
            }
            return;
        }
        if !is_shown {
            return;
        }
        let Some(rows) = ctx.results.feeds.rejected.get(&feed.id) else {
            ui.label(widgets::small(ctx.theme, ctx.t("sensors-rejected-loading")));
            return;
        };
        if rows.is_empty() {
            ui.label(widgets::small(ctx.theme, ctx.t("sensors-rejected-none")));
            return;
        }
        table_ui(ctx, ui, rows);
        form.save_ui(ctx, ui, feed, rows);
    }
}

impl Form {
    fn save_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, rows: &[Rejected]) {
        let path = self.path.get_or_insert_with(|| suggested(ctx, feed));
        ui.horizontal(|ui| {
            let save = ctx.t("sensors-rejected-save");
            let width = crate::ui::charts::parts::button_width(ui, &save);
            let width = (ui.available_width() - width - 12.0).max(120.0);
            ui.allocate_ui(vec2(width, 28.0), |ui| {
                ui.set_width(width);
                widgets::text_field(ui, path, &ctx.t("sensors-rejected-path"), "");
            });
            let can_save = !path.trim().is_empty();
            let button = ui.add_enabled_ui(can_save, |ui| widgets::secondary_button(ui, ctx.theme, &save));
            if button.inner.clicked() {
                ctx.send(FileCommand::SaveRejected(path.trim().into(), rows.to_vec()));
            }
        });
    }
}

/// Beside the workspace.
fn suggested(ctx: &UiContext<'_>, feed: &Feed) -> String {
    let folder = ctx.workspace.path.as_deref().and_then(std::path::Path::parent);
    let name = format!("{}-{}.csv", ctx.t("sensors-rejected-name"), feed.id);
    folder.map_or_else(|| name.clone(), |folder| folder.join(&name).display().to_string())
}

/// Record, field, reason, and the record as it stood on hover.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, rows: &[Rejected]) {
    ui.push_id("rejected-records", |ui| {
        TableBuilder::new(ui)
            .striped(false)
            .max_scroll_height(TABLE)
            .auto_shrink([false, true])
            .column(Column::initial(150.0).clip(true).resizable(true))
            .column(Column::initial(120.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(200.0).clip(true))
            .header(24.0, |mut header| {
                for key in ["sensors-rejected-record", "sensors-rejected-field", "sensors-rejected-reason"] {
                    header.col(|ui| {
                        ui.label(widgets::semibold(ctx.t(key)).color(ctx.theme.soft()));
                    });
                }
            })
            .body(|body| {
                body.rows(22.0, rows.len(), |mut line| {
                    let Some(row) = rows.get(line.index()) else { return };
                    let reason = ctx.text.reason(&row.reason);
                    for text in [&*row.file, &*row.column, &*reason] {
                        line.col(|ui| {
                            ui.add(egui::Label::new(text).truncate()).on_hover_text(&*row.original);
                        });
                    }
                });
            });
    });
}
