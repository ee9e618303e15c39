//! Boundaries: how exact they are, what rests on them, and how to get official ones.

use egui::Ui;

use crate::jobs::BoundarySource;
use crate::model::BoundaryAccuracy;
use crate::session::command::FileCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone};

/// Where official boundaries are to come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Origin {
    /// The service of the Flemish government.
    #[default]
    Service,
    /// Another address.
    Address,
    /// A file.
    File,
}

/// What the reader filled in.
#[derive(Debug, Default)]
pub struct Form {
    origin: Origin,
    text: String,
}

impl Form {
    /// The card.
    pub fn boundaries_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        widgets::card(ui, ctx.theme, |ui| {
            accuracy_ui(ctx, ui);
            ui.add_space(8.0);
            self.form_ui(ctx, ui);
        });
    }

    fn form_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let choices = [
            (Origin::Service, ctx.t("data-boundaries-service")),
            (Origin::Address, ctx.t("data-boundaries-address")),
            (Origin::File, ctx.t("data-boundaries-file")),
        ];
        if let Some(origin) = widgets::segmented(ui, ctx.theme, self.origin, &choices) {
            self.origin = origin;
            self.text.clear();
        }
        ui.add_space(4.0);
        match self.origin {
            Origin::Service => {
                parts::remark(ctx, ui, ctx.t("data-boundaries-service-help"));
            }
            Origin::Address => {
                let name = ctx.t("data-boundaries-address-name");
                widgets::text_field(ui, &mut self.text, &name, "https://");
            }
            Origin::File => {
                let name = ctx.t("data-boundaries-file-name");
                widgets::text_field(ui, &mut self.text, &name, &ctx.t("data-boundaries-file-hint"));
            }
        }
        ui.add_space(6.0);
        let is_running = ctx.status.jobs.values().any(|job| job.key == "job-boundaries");
        let needs_network = self.origin != Origin::File;
        let reason = if is_running {
            Some("data-boundaries-running")
        } else if ctx.workspace.is_read_only {
            Some("data-read-only")
        } else if needs_network && ctx.status.is_offline {
            Some("data-boundaries-offline")
        } else {
            None
        };
        let source = self.source().filter(|_| reason.is_none());
        let button = ui.add_enabled_ui(source.is_some(), |ui| {
            widgets::primary_button(ui, ctx.theme, &ctx.t("data-boundaries-get"))
        });
        if button.inner.clicked()
            && let Some(source) = source
        {
            ctx.send(FileCommand::UpdateBoundaries(source));
        }
        if let Some(reason) = reason {
            parts::remark(ctx, ui, ctx.t(reason));
        }
    }

    /// What is asked for; `None` while the field is empty.
    fn source(&self) -> Option<BoundarySource> {
        let text = self.text.trim();
        match self.origin {
            Origin::Service => Some(BoundarySource::Default),
            _ if text.is_empty() => None,
            Origin::Address => Some(BoundarySource::Url(text.to_owned())),
            Origin::File => Some(BoundarySource::File(text.into())),
        }
    }
}

fn accuracy_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let rows = ctx.workspace.municipalities.rows();
    let count = |accuracy| {
        let has = |boundary: &crate::model::Boundary| boundary.accuracy == accuracy;
        rows.iter().filter(|row| row.boundary.as_deref().is_some_and(has)).count()
    };
    let approximate = count(BoundaryAccuracy::Approximate);
    let official = count(BoundaryAccuracy::Official);
    let numbers = [
        ("approximate", ctx.text.integer(approximate as u64).into()),
        ("official", ctx.text.integer(official as u64).into()),
        ("total", ctx.text.integer(rows.len() as u64).into()),
    ];
    let state = ctx.text.with("data-boundaries-state", &numbers);
    widgets::key_value(ui, ctx.theme, &ctx.t("data-boundaries-now"), &state, false);
    if approximate > 0 {
        ui.add_space(6.0);
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("data-boundaries-rests"));
    }
}
