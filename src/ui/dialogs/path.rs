//! A dialog that asks for a file.

use std::path::PathBuf;

use egui::{Key, RichText, ScrollArea, Ui};

use super::Purpose;
use super::browse::{Browsing, Question};
use crate::ui::UiContext;
use crate::ui::charts::parts::button_width;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Tone, dialog, link, note, primary_button, secondary_button, semibold_font, small, text_field,
};

/// The dialog's state.
#[derive(Debug)]
pub struct PathDialog {
    purpose: Purpose,
    /// Paths; of several to read, a semicolon stands between them.
    typed: String,
    /// What the system's dialog gave: the name of a file may have a semicolon itself.
    chosen: Vec<PathBuf>,
    browsing: Option<Browsing>,
    has_no_answer: bool,
    has_focus: bool,
}

impl PathDialog {
    /// Opens it with a name that suits the purpose.
    pub fn new(ctx: &UiContext<'_>, purpose: Purpose) -> Self {
        let typed = if purpose.is_save() { suggestion(ctx, &purpose).display().to_string() } else { String::new() };
        Self { purpose, typed, chosen: Vec::new(), browsing: None, has_no_answer: false, has_focus: false }
    }

    /// Draws it; whether it is over.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> bool {
        self.take_answer();
        let id = egui::Id::unique("path-dialog");
        let modal = dialog(context, id, 520.0, |ui| self.contents_ui(ctx, ui));
        modal.inner || modal.should_close()
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let key = self.purpose.key();
        ui.label(RichText::new(ctx.t(&format!("shell-dialog-{key}"))).font(semibold_font(measure::TITLE)));
        ui.add(egui::Label::new(small(ctx.theme, ctx.t(&format!("shell-dialog-{key}-detail")))).wrap());
        ui.add_space(12.0);
        let mut is_entered = false;
        ui.horizontal(|ui| {
            let browse = ctx.t("shell-browse");
            let width = ui.available_width() - button_width(ui, &browse) - ui.spacing().item_spacing.x;
            ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                let field = text_field(ui, &mut self.typed, &ctx.t("shell-path"), &ctx.t("shell-path-hint"));
                if !self.has_focus {
                    field.request_focus();
                    self.has_focus = true;
                }
                is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            });
            if secondary_button(ui, ctx.theme, &browse).clicked() && self.browsing.is_none() {
                self.browsing = Browsing::start(self.question(ctx), ui.ctx());
                self.has_no_answer = false;
            }
        });
        if self.purpose.is_save() {
            ui.label(small(ctx.theme, ctx.t("shell-replaces")));
        }
        if self.has_no_answer {
            ui.add_space(4.0);
            note(ui, ctx.theme, Tone::Neutral, &ctx.t("shell-no-file-chosen"));
        }
        self.recent_ui(ctx, ui);
        ui.add_space(16.0);
        let mut is_over = false;
        ui.horizontal(|ui| {
            let has_path = !self.typed.trim().is_empty();
            ui.add_enabled_ui(has_path, |ui| {
                let go = primary_button(ui, ctx.theme, &ctx.t(&format!("shell-dialog-{key}-go"))).clicked();
                if go || is_entered && has_path {
                    self.send(ctx);
                    is_over = true;
                }
            });
            is_over |= secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
        });
        is_over
    }

    /// Files used lately.
    fn recent_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let recent = match self.purpose {
            Purpose::OpenWorkspace => &ctx.settings.recent,
            Purpose::OpenView => &ctx.settings.recent_views,
            _ => return,
        };
        if recent.is_empty() {
            return;
        }
        ui.add_space(12.0);
        ui.label(small(ctx.theme, ctx.t("shell-recent")));
        ScrollArea::vertical().max_height(140.0).show(ui, |ui| {
            for path in recent {
                let shown = path.display().to_string();
                if link(ui, ctx.theme, &shown).on_hover_text(&shown).clicked() {
                    self.typed = shown;
                }
            }
        });
    }

    fn take_answer(&mut self) {
        let Some(paths) = self.browsing.as_ref().and_then(Browsing::answer) else { return };
        self.browsing = None;
        self.has_no_answer = paths.is_empty();
        if !paths.is_empty() {
            self.typed = joined(&paths);
            self.chosen = paths;
        }
    }

    fn question(&self, ctx: &UiContext<'_>) -> Question {
        let key = self.purpose.key();
        let name = suggestion(ctx, &self.purpose).file_name().map(|name| name.to_string_lossy().into_owned());
        Question {
            title: ctx.t(&format!("shell-dialog-{key}")),
            kind: ctx.t(&format!("shell-dialog-{key}-kind")),
            endings: self.purpose.endings().iter().map(|ending| (*ending).to_owned()).collect(),
            save_as: self.purpose.is_save().then(|| name.unwrap_or_default()),
            is_many: self.purpose == Purpose::Import,
        }
    }

    fn send(&self, ctx: &UiContext<'_>) {
        if let Some(command) = self.purpose.command(self.paths()) {
            ctx.send(command);
        }
    }

    /// What was typed, or chosen and left as it was.
    fn paths(&self) -> Vec<PathBuf> {
        if self.purpose != Purpose::Import {
            return vec![self.completed(self.typed.trim())];
        }
        if !self.chosen.is_empty() && self.typed == joined(&self.chosen) {
            return self.chosen.clone();
        }
        let parts = self.typed.split(';').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| self.completed(part)).collect()
    }

    /// A path to write gets its ending where it was typed without one.
    fn completed(&self, typed: &str) -> PathBuf {
        let typed = typed.trim_matches('"');
        match self.purpose.endings().first() {
            Some(ending) if self.purpose.is_save() && !typed.to_lowercase().ends_with(&format!(".{ending}")) => {
                PathBuf::from(format!("{typed}.{ending}"))
            }
            _ => PathBuf::from(typed),
        }
    }
}

fn joined(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("; ")
}

/// A name for a new file, beside the workspace or in the folder for documents.
fn suggestion(ctx: &UiContext<'_>, purpose: &Purpose) -> PathBuf {
    let ending = purpose.endings().first().copied().unwrap_or_default();
    let name = ctx.t(&format!("shell-dialog-{}-name", purpose.key()));
    documents().join(format!("{name}.{ending}"))
}

/// The user's folder for documents, else the current one.
pub fn documents() -> PathBuf {
    let folders = directories::UserDirs::new();
    let documents = folders.as_ref().and_then(|folders| folders.document_dir().or_else(|| Some(folders.home_dir())));
    documents.map(PathBuf::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Command;
    use crate::session::command::{FileCommand, QueueCommand};

    fn dialog(typed: &str, chosen: &[&str]) -> PathDialog {
        let chosen = chosen.iter().map(PathBuf::from).collect();
        let (purpose, typed) = (Purpose::Import, typed.to_owned());
        PathDialog { purpose, typed, chosen, browsing: None, has_no_answer: false, has_focus: false }
    }

    #[test]
    fn several_files_are_looked_at_one_after_the_other() {
        let paths = dialog("/a/gent.csv; /b/genk.csv;", &[]).paths();
        let all: Vec<PathBuf> = vec!["/a/gent.csv".into(), "/b/genk.csv".into()];
        assert_eq!(paths, all);
        let command: Command = FileCommand::Queue(QueueCommand::Add(all)).into();
        assert_eq!(Purpose::Import.command(paths), Some(command));
        assert_eq!(Purpose::Import.command(Vec::new()), None);
    }

    #[test]
    fn a_chosen_file_may_have_a_semicolon_in_its_name() {
        let chosen = ["/a/brugge; oud.csv", "/a/gent.csv"];
        let typed = joined(&chosen.map(PathBuf::from));
        assert_eq!(dialog(&typed, &chosen).paths(), chosen.map(PathBuf::from));
        assert_eq!(dialog("/a/genk.csv", &chosen).paths(), [PathBuf::from("/a/genk.csv")], "typed over");
    }
}
