//! Where the table is: a file, or the address of an OData service with the name of its key.

use std::path::Path;

use egui::Ui;

use crate::jobs::{self, TableOrigin};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::dialogs::browse::{Browsing, Question};
use crate::ui::dialogs::parts::{field_ui, text_ui};
use crate::ui::widgets;

/// Kinds of origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    File,
    OData,
}

/// What the user filled in.
#[derive(Debug, Default)]
pub(super) struct OriginForm {
    kind: Kind,
    path: String,
    url: String,
    key: String,
    browsing: Option<Browsing>,
    has_focus: bool,
}

impl OriginForm {
    /// Names a file.
    pub fn set_file(&mut self, path: &Path) {
        self.path = path.display().to_string();
        self.has_focus = true;
    }

    /// What is filled in, if anything.
    pub fn origin(&self) -> Option<TableOrigin> {
        let plain = |text: &str| text.trim().trim_matches('"').to_owned();
        match self.kind {
            Kind::File => {
                Some(plain(&self.path)).filter(|path| !path.is_empty()).map(|path| TableOrigin::File(path.into()))
            }
            Kind::OData => {
                let secret = Some(plain(&self.key)).filter(|key| !key.is_empty());
                Some(plain(&self.url)).filter(|url| !url.is_empty()).map(|url| TableOrigin::OData { url, secret })
            }
        }
    }

    /// Draws it; whether the table is to be read.
    pub fn origin_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, is_reading: bool) -> bool {
        let mut is_wanted = self.take_answer();
        let kinds = [(Kind::File, ctx.t("import-from-file")), (Kind::OData, ctx.t("import-from-odata"))];
        if let Some(kind) = widgets::segmented(ui, ctx.theme, self.kind, &kinds) {
            self.kind = kind;
        }
        ui.add_space(6.0);
        match self.kind {
            Kind::File => self.file_ui(ctx, ui, &mut is_wanted, is_reading),
            Kind::OData => self.odata_ui(ctx, ui, &mut is_wanted, is_reading),
        }
        is_wanted && self.origin().is_some()
    }

    fn file_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, is_wanted: &mut bool, is_reading: bool) {
        let (browse, read) = (ctx.t("shell-browse"), ctx.t("import-read"));
        let buttons = parts::button_width(ui, &browse) + parts::button_width(ui, &read) + 16.0;
        ui.horizontal(|ui| {
            let width = ui.available_width() - buttons;
            ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                ui.set_width(width);
                let field = widgets::text_field(ui, &mut self.path, &ctx.t("shell-path"), &ctx.t("import-path-hint"));
                if !self.has_focus {
                    field.request_focus();
                    self.has_focus = true;
                }
                *is_wanted |= entered(ui, &field);
            });
            if widgets::secondary_button(ui, ctx.theme, &browse).clicked() && self.browsing.is_none() {
                self.browsing = Browsing::start(question(ctx), ui.ctx());
            }
            *is_wanted |= read_button(ctx, ui, &read, !self.path.trim().is_empty() && !is_reading);
        });
    }

    fn odata_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, is_wanted: &mut bool, is_reading: bool) {
        let read = ctx.t("import-read");
        let button = parts::button_width(ui, &read) + 8.0;
        ui.horizontal(|ui| {
            let width = ui.available_width() - button;
            ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                ui.set_width(width);
                let hint = "https://provincies.incijfers.be/jiveservices/odata/Variables('…')/GeoLevels('gemeente')/\
                            PeriodLevels('year')/Periods('all')/Values";
                let field = widgets::text_field(ui, &mut self.url, &ctx.t("import-url"), hint);
                *is_wanted |= entered(ui, &field);
            });
            let can_read = !self.url.trim().is_empty() && !is_reading && self.may_ask(ctx);
            *is_wanted |= read_button(ctx, ui, &read, can_read);
        });
        *is_wanted &= self.may_ask(ctx);
        field_ui(ctx, ui, "import-key", |ui| text_ui(ui, &mut self.key, &ctx.t("import-key"), "pinc", 240.0));
        let variable = jobs::secret_variable(if self.key.trim().is_empty() { "pinc" } else { self.key.trim() });
        parts::remark(ctx, ui, ctx.tw("import-key-help", &[("variable", &variable)]));
        if !self.may_ask(ctx) {
            parts::remark(ctx, ui, ctx.t("import-offline"));
        }
    }

    /// Whether the network may be used; this computer itself always.
    fn may_ask(&self, ctx: &UiContext<'_>) -> bool {
        !ctx.status.is_offline || self.url.contains("://127.0.0.1") || self.url.contains("://localhost")
    }

    /// Takes in a file that the system's dialog gave: it is read at once.
    fn take_answer(&mut self) -> bool {
        let Some(paths) = self.browsing.as_ref().and_then(Browsing::answer) else { return false };
        self.browsing = None;
        let Some(path) = paths.first() else { return false };
        self.path = path.display().to_string();
        true
    }
}

fn read_button(ctx: &UiContext<'_>, ui: &mut Ui, text: &str, can_read: bool) -> bool {
    ui.add_enabled_ui(can_read, |ui| widgets::secondary_button(ui, ctx.theme, text)).inner.clicked()
}

fn entered(ui: &Ui, field: &egui::Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn question(ctx: &UiContext<'_>) -> Question {
    Question {
        title: ctx.t("import-title"),
        kind: ctx.t("import-kind"),
        endings: ["csv", "tsv", "txt", "xlsx", "ods", "json"].map(str::to_owned).into(),
        save_as: None,
        is_many: false,
    }
}
