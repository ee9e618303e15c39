//! Messages at the bottom of the window, the rows that an import refused, and the jobs under way.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align, Align2, Area, Frame, Layout, Margin, Modal, Order, Rect, ScrollArea, Sense, Ui, vec2};
use egui_extras::{Column, TableBuilder};

use super::UiContext;
use super::dialogs::{Dialogs, Purpose};
use super::theme::{colour, measure};
use super::widgets::{
    Icon, icon, icon_button, link, primary_button, progress_line, secondary_button, semibold, semibold_font, small,
};
use crate::jobs::JobId;
use crate::model::Rejected;
use crate::session::command::{AppCommand, FileCommand};
use crate::session::{Notice, NoticeLevel};

/// How long the message that something is done stays; all others stay until they are taken away.
const DONE_SECONDS: f64 = 8.0;
/// Jobs that end sooner than this are not shown: they would only flicker.
const JOB_DELAY_SECONDS: f64 = 0.4;
const WIDTH: f32 = 420.0;

/// State that is only about looking.
#[derive(Debug, Default)]
pub struct Notifications {
    seen: BTreeMap<u64, f64>,
    started: BTreeMap<JobId, f64>,
    viewing: Option<Vec<Rejected>>,
}

impl Notifications {
    /// Whether refused rows lie over the window.
    pub const fn is_viewing(&self) -> bool {
        self.viewing.is_some()
    }

    /// Draws messages, jobs and, where they were asked for, refused rows.
    pub fn notifications_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context, dialogs: &mut Dialogs) {
        let now = context.input(|input| input.time);
        // Between two files of the queue no dialog is open for a moment.
        let is_behind = dialogs.is_open() || ctx.results.import_queue.current().is_some();
        let notices: Vec<&Notice> =
            ctx.status.notices.iter().filter(|notice| !is_behind || goes_before_dialogs(notice.level)).collect();
        self.age(ctx, context, (&notices, now));
        let mut jobs = self.slow_jobs(ctx, context, now);
        if is_behind {
            // A dialog tells of its own; the others can wait.
            jobs.clear();
        }
        if !notices.is_empty() || !jobs.is_empty() {
            Area::new(egui::Id::unique("notices"))
                .order(if is_behind { Order::Tooltip } else { Order::Foreground })
                .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -(measure::TIME_BAR + 12.0)))
                .show(context, |ui| {
                    ui.set_width(WIDTH.min(context.content_rect().width() - 48.0));
                    for (job, key, fraction) in jobs {
                        job_ui(ctx, ui, job, key, fraction);
                    }
                    for notice in notices {
                        self.notice_ui(ctx, ui, notice);
                    }
                });
        }
        self.rejected_ui(ctx, context, dialogs);
    }

    /// Takes away what has been read long enough.
    fn age(&mut self, ctx: &UiContext<'_>, context: &egui::Context, (notices, now): (&[&Notice], f64)) {
        self.seen.retain(|id, _| ctx.status.notices.iter().any(|notice| notice.id == *id));
        for notice in notices {
            let since = *self.seen.entry(notice.id).or_insert(now);
            if notice.level != NoticeLevel::Done {
                continue;
            }
            let left = since + DONE_SECONDS - now;
            if left <= 0.0 {
                ctx.send(AppCommand::DismissNotice(notice.id));
            } else {
                context.request_repaint_after(Duration::from_secs_f64(left));
            }
        }
    }

    /// Jobs that the user waits for and that take their time.
    fn slow_jobs(
        &mut self,
        ctx: &UiContext<'_>,
        context: &egui::Context,
        now: f64,
    ) -> Vec<(JobId, &'static str, Option<f32>)> {
        self.started.retain(|job, _| ctx.status.jobs.contains_key(job));
        let mut slow = Vec::new();
        for (&job, running) in &ctx.status.jobs {
            if !is_shown(running.key) {
                continue;
            }
            let since = *self.started.entry(job).or_insert(now);
            let left = since + JOB_DELAY_SECONDS - now;
            if left <= 0.0 {
                slow.push((job, running.key, running.fraction));
            } else {
                context.request_repaint_after(Duration::from_secs_f64(left));
            }
        }
        slow
    }

    fn notice_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, notice: &Notice) {
        let palette = &ctx.theme.palette;
        let (sign, tone) = match notice.level {
            NoticeLevel::Done => (Icon::Tick, palette.good),
            NoticeLevel::Info => (Icon::Info, palette.accent),
            NoticeLevel::Warning => (Icon::Warning, palette.warning),
            NoticeLevel::Error => (Icon::Warning, palette.error),
        };
        toast(ctx, ui, |ui| {
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
                let rect = Rect::from_center_size(rect.center(), vec2(15.0, 15.0));
                icon::paint(ui.painter(), sign, rect, colour(tone));
                ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                    if icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("shell-dismiss")).clicked() {
                        ctx.send(AppCommand::DismissNotice(notice.id));
                    }
                    ui.with_layout(Layout::top_down(Align::Min), |ui| self.notice_text_ui(ctx, ui, notice));
                });
            });
        });
    }

    fn notice_text_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, notice: &Notice) {
        let arguments: Vec<(&str, &str)> =
            notice.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ui.add(egui::Label::new(ctx.tw(notice.key, &arguments)).wrap());
        if let Some(detail) = &notice.detail {
            ui.add(egui::Label::new(small(ctx.theme, detail)).wrap());
        }
        if let [_, others @ ..] = notice.files.as_slice() {
            for file in others {
                ui.add(egui::Label::new(small(ctx.theme, file.display().to_string())).wrap());
            }
        }
        if !notice.rejected.is_empty()
            && link(ui, ctx.theme, &ctx.tn("shell-show-rejected", notice.rejected.len() as u32)).clicked()
        {
            self.viewing = Some(notice.rejected.clone());
        }
    }

    fn rejected_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context, dialogs: &mut Dialogs) {
        let Some(rows) = &self.viewing else { return };
        let mut is_done = false;
        let frame = Frame::popup(&context.global_style()).inner_margin(Margin::same(16)).corner_radius(8);
        let modal = Modal::new(egui::Id::unique("rejected")).frame(frame).show(context, |ui| {
            let screen = ui.ctx().content_rect();
            ui.set_width((screen.width() - 120.0).min(860.0));
            let title = ctx.tn("shell-rejected-title", rows.len() as u32);
            ui.label(egui::RichText::new(title).font(semibold_font(measure::TITLE)));
            ui.label(small(ctx.theme, ctx.t("shell-rejected-detail")));
            ui.add_space(8.0);
            rejected_table(ctx, ui, rows, (screen.height() - 280.0).clamp(120.0, 420.0));
            ui.add_space(12.0);
            ui.horizontal(|ui| {
                if primary_button(ui, ctx.theme, &ctx.t("shell-rejected-save")).clicked() {
                    dialogs.ask_path(ctx, Purpose::SaveRejected(rows.clone()));
                    is_done = true;
                }
                is_done |= secondary_button(ui, ctx.theme, &ctx.t("shell-close")).clicked();
            });
        });
        if is_done || modal.should_close() {
            self.viewing = None;
        }
    }
}

/// Whether a message is shown over a dialog: what failed, and what goes by itself. The others stay until they are read,
/// and of several files they would come to cover the dialog.
const fn goes_before_dialogs(level: NoticeLevel) -> bool {
    matches!(level, NoticeLevel::Done | NoticeLevel::Error)
}

/// Jobs of which the user waits for the end; the others work on their own.
fn is_shown(key: &str) -> bool {
    !matches!(key, "job-settings" | "job-feed" | "job-series" | "job-offline" | "job-undo" | "job-simulation")
}

fn toast<R>(ctx: &UiContext<'_>, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) {
    Frame::popup(ui.style())
        .fill(colour(ctx.theme.palette.panel))
        .inner_margin(Margin::same(12))
        .corner_radius(8)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        });
    ui.add_space(6.0);
}

fn job_ui(ctx: &UiContext<'_>, ui: &mut Ui, job: JobId, key: &str, fraction: Option<f32>) {
    toast(ctx, ui, |ui| {
        ui.horizontal(|ui| {
            let percent = fraction.map(|share| format!(" {} %", ctx.text.integer((share * 100.0) as i64)));
            ui.label(format!("{}{}", ctx.t(key), percent.unwrap_or_default()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if link(ui, ctx.theme, &ctx.t("shell-cancel")).clicked() {
                    ctx.send(FileCommand::Cancel(job));
                }
            });
        });
        progress_line(ui, ctx.theme, fraction, &ctx.t(key));
    });
}

fn rejected_table(ctx: &UiContext<'_>, ui: &mut Ui, rows: &[Rejected], height: f32) {
    ScrollArea::horizontal().id_salt("rejected-table").show(ui, |ui| {
        TableBuilder::new(ui)
            .striped(true)
            .max_scroll_height(height)
            .column(Column::initial(180.0).clip(true).resizable(true))
            .column(Column::initial(64.0))
            .column(Column::initial(130.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(260.0).clip(true))
            .header(24.0, |mut header| {
                for key in
                    ["shell-rejected-file", "shell-rejected-row", "shell-rejected-column", "shell-rejected-reason"]
                {
                    header.col(|ui| {
                        ui.label(semibold(ctx.t(key)));
                    });
                }
            })
            .body(|body| {
                body.rows(22.0, rows.len(), |mut line| {
                    let Some(row) = rows.get(line.index()) else { return };
                    for text in [
                        row.file.to_string(),
                        ctx.text.integer(row.row as i64),
                        row.column.to_string(),
                        ctx.text.reason(&row.reason),
                    ] {
                        line.col(|ui| {
                            ui.add(egui::Label::new(&text).truncate()).on_hover_text(&text);
                        });
                    }
                });
            });
    });
}
