//! The key of a feed: its name, the variable of the environment that may hold it, and the field that puts it into the
//! system's keyring. A key is never shown.

use std::collections::BTreeMap;

use egui::{TextEdit, Ui, vec2};

use crate::jobs::{self, Secret};
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::widgets;

/// What was typed, by name of the key.
#[derive(Default)]
pub struct Form {
    typed: BTreeMap<String, String>,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form").finish_non_exhaustive()
    }
}

impl Form {
    /// Draws it.
    pub fn key_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, name: &str) {
        let typed = self.typed.entry(name.to_owned()).or_default();
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                let field = TextEdit::singleline(typed).password(true).hint_text(name);
                let field = ui.add_sized(vec2(190.0, 28.0), field.margin(egui::Margin::symmetric(8, 5)));
                let spoken = ctx.tw("sensors-key-of", &[("name", name)]);
                let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                let _named = field.accessible_name(spoken);
                let has_key = !typed.trim().is_empty();
                let keep = ctx.t("sensors-key-keep");
                let keep = ui.add_enabled_ui(has_key, |ui| widgets::secondary_button(ui, ctx.theme, &keep)).inner;
                if (keep.clicked() || is_entered) && has_key {
                    let secret = Secret(std::mem::take(typed).trim().to_owned());
                    ctx.send(FeedCommand::SetSecret(name.to_owned(), secret));
                }
                if widgets::link(ui, ctx.theme, &ctx.t("sensors-key-forget")).clicked() {
                    ctx.send(FeedCommand::SetSecret(name.to_owned(), Secret(String::new())));
                }
            });
            let variable = jobs::secret_variable(name);
            let help = ctx.tw("sensors-key-help", &[("variable", &variable)]);
            ui.add(egui::Label::new(widgets::small(ctx.theme, help)).wrap());
        });
    }
}
