//! Dialogs for files: a path can be typed, chosen with the system's dialog, or dropped on the window; the export; the
//! adding of a feed or of a project of the user's own.
//!
//! The system's dialog runs on a thread of its own, because a portal may be slow or missing.

mod add_feed;
mod browse;
mod compose;
mod export;
mod grid;
mod import_dialog;
mod import_layer;
mod import_list;
mod import_sensors;
mod import_table;
mod list_words;
mod own_project;
mod parts;
mod path;
mod path_field;
mod queue;
mod read_as;
mod rejected;
mod report;

use std::path::PathBuf;

use self::add_feed::AddFeedDialog;
use self::compose::ComposeDialog;
use self::export::ExportDialog;
use self::import_layer::{ImportLayerDialog, ImportPlacesDialog};
use self::import_list::ImportListDialog;
use self::import_sensors::ImportSensorsDialog;
use self::import_table::ImportTableDialog;
use self::own_project::OwnProjectDialog;
use self::path::PathDialog;
use self::queue::Answer;
use self::read_as::{ReadAs, Reread};
use self::report::ReportDialog;
use super::UiContext;
use crate::jobs::{Mapping, ProjectMapping, SensorMapping};
use crate::model::{LayerKind, Rejected};
use crate::session::Command;
use crate::session::command::{
    FiguresCommand, FileCommand, ListCommand, QueueCommand, ReportCommand, SensorListCommand,
};

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// To open a workspace.
    OpenWorkspace,
    /// To make a workspace.
    NewWorkspace,
    /// To go on in a copy.
    SaveWorkspaceAs,
    /// To write the view.
    SaveView,
    /// To read a view.
    OpenView,
    /// To write the report.
    SaveReport,
    /// To read a report.
    OpenReport,
    /// To look at what files would change, one after the other.
    Import,
    /// To write refused rows.
    SaveRejected(Vec<Rejected>),
    /// To write the mapping of a table.
    SaveMapping(Box<Mapping>),
    /// To read the mapping of a table.
    OpenMapping,
    /// To write the mapping of a list of projects.
    SaveListMapping(Box<ProjectMapping>),
    /// To read the mapping of a list of projects.
    OpenListMapping,
    /// To write the mapping of a list of sensors.
    SaveSensorMapping(Box<SensorMapping>),
    /// To read the mapping of a list of sensors.
    OpenSensorMapping,
}

impl Purpose {
    /// Word for it in text keys.
    const fn key(&self) -> &'static str {
        match self {
            Self::OpenWorkspace => "open-workspace",
            Self::NewWorkspace => "new-workspace",
            Self::SaveWorkspaceAs => "save-workspace-as",
            Self::SaveView => "save-view",
            Self::OpenView => "open-view",
            Self::SaveReport => "save-report",
            Self::OpenReport => "open-report",
            Self::Import => "import",
            Self::SaveRejected(_) => "save-rejected",
            Self::SaveMapping(_) | Self::SaveListMapping(_) | Self::SaveSensorMapping(_) => "save-mapping",
            Self::OpenMapping | Self::OpenListMapping | Self::OpenSensorMapping => "open-mapping",
        }
    }

    /// Whether the file is written.
    const fn is_save(&self) -> bool {
        matches!(
            self,
            Self::NewWorkspace
                | Self::SaveWorkspaceAs
                | Self::SaveView
                | Self::SaveReport
                | Self::SaveRejected(_)
                | Self::SaveMapping(_)
                | Self::SaveListMapping(_)
                | Self::SaveSensorMapping(_)
        )
    }

    /// File name endings, the first one being the one that is written.
    const fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::OpenWorkspace | Self::NewWorkspace | Self::SaveWorkspaceAs => &["gpkg"],
            Self::SaveView | Self::OpenView => &["regioview.json"],
            Self::SaveReport | Self::OpenReport => &["regioreport.json"],
            Self::Import => &[
                "csv", "tsv", "txt", "xlsx", "ods", "geojson", "json", "geojsonl", "gpkg", "parquet", "shp", "zip",
                "kml", "kmz",
            ],
            Self::SaveRejected(_) => &["csv"],
            Self::SaveMapping(_)
            | Self::OpenMapping
            | Self::SaveListMapping(_)
            | Self::OpenListMapping
            | Self::SaveSensorMapping(_)
            | Self::OpenSensorMapping => &["json"],
        }
    }

    /// The command for the paths chosen.
    fn command(&self, paths: Vec<PathBuf>) -> Option<Command> {
        let first = paths.first().cloned()?;
        let command = match self {
            Self::SaveReport => return Some(ReportCommand::Save(first).into()),
            Self::OpenReport => return Some(ReportCommand::Open(first).into()),
            Self::OpenWorkspace => FileCommand::Open(first),
            Self::NewWorkspace => FileCommand::New(first),
            Self::SaveWorkspaceAs => FileCommand::SaveAs(first),
            Self::SaveView => FileCommand::SaveView(first),
            Self::OpenView => FileCommand::OpenView(first),
            Self::Import => FileCommand::Queue(QueueCommand::Add(paths)),
            Self::SaveRejected(rows) => FileCommand::SaveRejected(first, rows.clone()),
            Self::SaveMapping(mapping) => FileCommand::Figures(FiguresCommand::SaveMapping(first, mapping.clone())),
            Self::OpenMapping => FileCommand::Figures(FiguresCommand::ReadMapping(first)),
            Self::SaveListMapping(mapping) => FileCommand::List(ListCommand::SaveMapping(first, mapping.clone())),
            Self::OpenListMapping => FileCommand::List(ListCommand::ReadMapping(first)),
            Self::SaveSensorMapping(mapping) => {
                FileCommand::SensorList(SensorListCommand::SaveMapping(first, mapping.clone()))
            }
            Self::OpenSensorMapping => FileCommand::SensorList(SensorListCommand::ReadMapping(first)),
        };
        Some(command.into())
    }
}

/// The dialogs' state; at most one is open.
#[derive(Debug, Default)]
pub struct Dialogs {
    path: Option<PathDialog>,
    export: Option<ExportDialog>,
    feed: Option<AddFeedDialog>,
    table: Option<ImportTableDialog>,
    list: Option<ImportListDialog>,
    sensors: Option<ImportSensorsDialog>,
    layer: Option<ImportLayerDialog>,
    places: Option<ImportPlacesDialog>,
    report: Option<ReportDialog>,
    compose: Option<ComposeDialog>,
    own_project: Option<OwnProjectDialog>,
    /// The turn of the file that was taken up last.
    taken: u64,
}

impl Dialogs {
    /// Asks for a file.
    pub fn ask_path(&mut self, ctx: &UiContext<'_>, purpose: Purpose) {
        self.path = Some(PathDialog::new(ctx, purpose));
    }

    /// Asks what to export, how and where to.
    pub fn ask_export(&mut self, ctx: &UiContext<'_>) {
        self.export = Some(ExportDialog::new(ctx));
    }

    /// Asks for the address of a feed.
    pub fn add_feed(&mut self, ctx: &UiContext<'_>) {
        self.feed = Some(AddFeedDialog::new(ctx));
    }

    /// Asks for a table of figures.
    pub fn import_table(&mut self, ctx: &UiContext<'_>) {
        self.table = Some(ImportTableDialog::new(ctx));
    }

    /// Looks at the file whose turn it is.
    fn take_file(&mut self, ctx: &UiContext<'_>) {
        let queue = &ctx.results.import_queue;
        if let Some(path) = queue.current()
            && queue.turn() != self.taken
            && self.list.is_none()
            && self.sensors.is_none()
            && self.table.is_none()
            && self.layer.is_none()
            && self.places.is_none()
        {
            self.taken = queue.turn();
            self.list = Some(ImportListDialog::new(ctx, path));
        }
    }

    fn list_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        let Some(answer) = self.list.as_mut().map(|dialog| dialog.dialog_ui(ctx, context)) else { return };
        if answer.is_over() {
            self.list = None;
        }
        self.follow(ctx, answer);
    }

    fn sensors_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        let Some(answer) = self.sensors.as_mut().map(|dialog| dialog.dialog_ui(ctx, context)) else { return };
        if answer.is_over() {
            self.sensors = None;
        }
        self.follow(ctx, answer);
    }

    /// Does what a dialog of a file of the queue asks for.
    fn follow(&mut self, ctx: &UiContext<'_>, answer: Answer) {
        if let Some(ending) = answer.ending {
            ctx.send(ending.command());
        }
        self.reread(ctx, answer.reread.filter(|_| answer.ending.is_none()));
        if let Some(purpose) = answer.asks {
            self.path = Some(PathDialog::new(ctx, purpose));
        }
    }

    /// Opens the dialog for what a file is to be read as.
    fn reread(&mut self, ctx: &UiContext<'_>, wanted: Option<Reread>) {
        let Some((kind, path)) = wanted else { return };
        match kind {
            ReadAs::Projects => self.list = Some(ImportListDialog::chosen(ctx, &path)),
            ReadAs::Sensors => self.sensors = Some(ImportSensorsDialog::new(ctx, &path)),
            ReadAs::Layer(LayerKind::Layer) => self.layer = Some(ImportLayerDialog::new(ctx, &path)),
            ReadAs::Layer(LayerKind::Places) => self.places = Some(ImportPlacesDialog::new(ctx, &path)),
            ReadAs::Figures => self.table = Some(ImportTableDialog::about(ctx, &path)),
        }
    }

    fn layers_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        // Both are drawn before one opens the other: in this frame the results are still those of the first.
        let layer = self.layer.as_mut().map(|dialog| dialog.dialog_ui(ctx, context));
        let places = self.places.as_mut().map(|dialog| dialog.dialog_ui(ctx, context));
        if let Some(answer) = layer {
            if answer.is_over() {
                self.layer = None;
            }
            self.follow(ctx, answer);
        }
        if let Some(answer) = places {
            if answer.is_over() {
                self.places = None;
            }
            self.follow(ctx, answer);
        }
    }

    fn table_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        let Some(dialog) = &mut self.table else { return };
        let mut answer = dialog.dialog_ui(ctx, context);
        let is_of_queue = dialog.is_of_queue();
        if answer.is_over() {
            self.table = None;
        }
        // One that was opened by itself does not go on to the file that waits: nobody has seen that one yet.
        answer.ending = answer.ending.filter(|_| is_of_queue);
        self.follow(ctx, answer);
    }

    /// Asks of which municipality a profile is made, as what and where to.
    pub fn ask_report(&mut self, ctx: &UiContext<'_>) {
        self.report = Some(ReportDialog::new(ctx));
    }

    /// Shows the report that the user works on.
    pub fn compose(&mut self, ctx: &UiContext<'_>) {
        self.compose = Some(ComposeDialog::new(ctx));
    }

    fn compose_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        let Some(answer) = self.compose.as_mut().map(|dialog| dialog.dialog_ui(ctx, context)) else { return };
        if answer.is_over {
            self.compose = None;
        }
        if let Some(purpose) = answer.asks {
            self.path = Some(PathDialog::new(ctx, purpose));
        }
    }

    /// Asks for a project of the user's own.
    pub fn new_project(&mut self, ctx: &UiContext<'_>) {
        self.own_project = Some(OwnProjectDialog::new(ctx));
    }

    /// Changes the selected project, where it is the user's own.
    pub fn edit_project(&mut self, ctx: &UiContext<'_>) {
        self.own_project = OwnProjectDialog::edit(ctx);
    }

    /// Whether one is open.
    pub const fn is_open(&self) -> bool {
        let is_asked = self.table.is_some() || self.list.is_some() || self.path.is_some() || self.report.is_some();
        let is_asked = is_asked || self.sensors.is_some() || self.layer.is_some() || self.places.is_some();
        is_asked || self.compose.is_some() || self.own_project.is_some() || self.export.is_some() || self.feed.is_some()
    }

    /// Draws the one that is open.
    pub fn dialogs_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        self.take_file(ctx);
        // Below the one that asks for a file, which it opens.
        self.table_ui(ctx, context);
        self.list_ui(ctx, context);
        self.sensors_ui(ctx, context);
        self.layers_ui(ctx, context);
        self.compose_ui(ctx, context);
        if self.path.as_mut().is_some_and(|dialog| dialog.dialog_ui(ctx, context)) {
            self.path = None;
        }
        if self.export.as_mut().is_some_and(|dialog| dialog.dialog_ui(ctx, context)) {
            self.export = None;
        }
        if self.feed.as_mut().is_some_and(|dialog| dialog.dialog_ui(ctx, context)) {
            self.feed = None;
        }
        if self.report.as_mut().is_some_and(|dialog| dialog.dialog_ui(ctx, context)) {
            self.report = None;
        }
        if self.own_project.as_mut().is_some_and(|dialog| dialog.dialog_ui(ctx, context)) {
            self.own_project = None;
        }
    }
}
