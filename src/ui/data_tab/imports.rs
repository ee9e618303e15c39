//! What was read in, and the rows that were refused, with their reason.

use egui::{Ui, vec2};
use egui_extras::{Column, TableBuilder};

use crate::model::Rejected;
use crate::session::Action;
use crate::session::command::FileCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;

/// Height of the table of refused rows in points, at most.
const TABLE_HEIGHT: f32 = 260.0;

/// What the reader filled in.
#[derive(Debug, Default)]
pub struct Form {
    path: Option<String>,
}

impl Form {
    /// Own data sets and refused rows.
    pub fn imports_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let own = ctx.workspace.sources.iter().filter(|source| !source.is_bundled).count();
        let text = if own == 0 {
            ctx.t("data-no-imports")
        } else {
            ctx.text.with("data-imports", &[("n", (own as i64).into())])
        };
        ui.label(widgets::soft(ctx.theme, text));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if widgets::secondary_button(ui, ctx.theme, &ctx.t("data-import")).clicked() {
                ctx.act(Action::Import);
            }
            ui.add_enabled_ui(!ctx.workspace.is_read_only, |ui| {
                if widgets::secondary_button(ui, ctx.theme, &ctx.t("data-import-figures")).clicked() {
                    ctx.act(Action::ImportFigures);
                }
            });
        });
        revisions_ui(ctx, ui);
        let rows = &ctx.status.rejected;
        if rows.is_empty() {
            return;
        }
        ui.add_space(8.0);
        ui.label(widgets::semibold(ctx.text.with("data-rejected", &[("n", (rows.len() as i64).into())])));
        table_ui(ctx, ui, rows);
        self.save_ui(ctx, ui, rows);
    }

    fn save_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, rows: &[Rejected]) {
        let path = self.path.get_or_insert_with(|| suggested(ctx));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 120.0).max(120.0);
            ui.allocate_ui(vec2(width, 28.0), |ui| {
                ui.set_width(width);
                widgets::text_field(ui, path, &ctx.t("data-rejected-path"), "");
            });
            let can_save = !path.trim().is_empty();
            let button = ui
                .add_enabled_ui(can_save, |ui| widgets::secondary_button(ui, ctx.theme, &ctx.t("data-rejected-save")));
            if button.inner.clicked() {
                ctx.send(FileCommand::SaveRejected(path.trim().into(), rows.to_vec()));
            }
        });
    }
}

/// Imports of figures, newest first, with how many figures each revised.
fn revisions_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let indicators = &ctx.workspace.indicators;
    for import in indicators.imports().iter().rev().take(12) {
        let revised = indicators.all_revisions().filter(|row| row.replaced_by == import.id).count();
        let title = ctx.workspace.sources.iter().find(|source| source.id == import.source);
        let title = title.map_or_else(|| import.source.to_string(), |source| source.title.to_string());
        let day = import.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let arguments = [
            ("title", title.into()),
            ("date", parts::day(ctx, day).into()),
            ("n", (revised as i64).into()),
            ("shown", ctx.text.integer(revised).into()),
        ];
        ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.text.with("data-import-of", &arguments))).wrap());
    }
}

/// Beside the workspace.
fn suggested(ctx: &UiContext<'_>) -> String {
    let folder = ctx.workspace.path.as_deref().and_then(std::path::Path::parent);
    let name = format!("{}.csv", ctx.t("data-rejected-name"));
    folder.map_or_else(|| name.clone(), |folder| folder.join(&name).display().to_string())
}

fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, rows: &[Rejected]) {
    ui.push_id("rejected-rows", |ui| {
        TableBuilder::new(ui)
            .striped(false)
            .max_scroll_height(TABLE_HEIGHT)
            .auto_shrink([false, true])
            .column(Column::initial(160.0).clip(true).resizable(true))
            .column(Column::initial(60.0))
            .column(Column::initial(120.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(220.0).clip(true))
            .header(26.0, |mut header| {
                for key in ["data-rejected-file", "data-rejected-row", "data-rejected-column", "data-rejected-reason"] {
                    header.col(|ui| {
                        ui.label(widgets::semibold(ctx.t(key)).color(ctx.theme.soft()));
                    });
                }
            })
            .body(|body| {
                body.rows(24.0, rows.len(), |mut line| {
                    let Some(row) = rows.get(line.index()) else { return };
                    let cells = [
                        row.file.to_string(),
                        ctx.text.integer(row.row),
                        row.column.to_string(),
                        ctx.text.reason(&row.reason),
                    ];
                    for text in cells {
                        line.col(|ui| {
                            ui.add(egui::Label::new(&text).truncate()).on_hover_text(&text);
                        });
                    }
                });
            });
    });
}
