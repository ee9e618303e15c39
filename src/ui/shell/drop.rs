//! Files dropped onto the window: tables and features are looked at, views opened, workspaces opened.

use std::path::{Path, PathBuf};

use crate::session::command::{FileCommand, QueueCommand};
use crate::session::view_file;
use crate::ui::UiContext;

/// What is done with the dropped files.
pub fn take_files(ctx: &UiContext<'_>, context: &egui::Context) {
    let paths: Vec<PathBuf> =
        context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    for command in commands_for(&paths) {
        ctx.send(command);
    }
}

/// The commands for these files: a view and a workspace are opened, the others are looked at one after the other.
pub fn commands_for(paths: &[PathBuf]) -> Vec<FileCommand> {
    let (views, others): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| is_view(path));
    let (workspaces, imports): (Vec<&PathBuf>, Vec<&PathBuf>) = others.into_iter().partition(|path| is_workspace(path));
    // Only one can be open: the last one dropped.
    let mut commands: Vec<FileCommand> =
        workspaces.last().map(|path| FileCommand::Open((*path).clone())).into_iter().collect();
    if !imports.is_empty() {
        commands.push(FileCommand::Queue(QueueCommand::Add(imports.into_iter().cloned().collect())));
    }
    commands.extend(views.last().map(|path| FileCommand::OpenView((*path).clone())));
    commands
}

fn is_view(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.ends_with(view_file::EXTENSION)
}

fn is_workspace(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gpkg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_goes_its_way() {
        let paths: Vec<PathBuf> =
            ["a.csv", "b.GeoJSON", "mijn.regioview.json", "w.GPKG"].into_iter().map(PathBuf::from).collect();
        assert_eq!(
            commands_for(&paths),
            [
                FileCommand::Open("w.GPKG".into()),
                FileCommand::Queue(QueueCommand::Add(vec!["a.csv".into(), "b.GeoJSON".into()])),
                FileCommand::OpenView("mijn.regioview.json".into()),
            ]
        );
        let one: PathBuf = "lijst.xlsx".into();
        assert_eq!(commands_for(std::slice::from_ref(&one)), [FileCommand::Queue(QueueCommand::Add(vec![one]))]);
        assert_eq!(commands_for(&[]), []);
    }
}
