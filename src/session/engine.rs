//! The session itself.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::arriving::Arriving;
use super::command::{AppCommand, Command, FileCommand, OwnCommand};
use super::notice::{Notice, NoticeLevel};
use super::results::{ResultCache, Results};
use super::settings::Settings;
use super::undo::{History, ProjectChange, Step};
use super::view_file;
use crate::jobs::{Background, Clock, JobId, JobOptions, Jobs, Reach, Request, SensorListRequest, Waker};
use crate::model::own::Own;
use crate::model::{Language, ProjectId, Rejected};
use crate::text::Text;
use crate::workspace::{Change, View, Workspace};

/// How much time a frame gives to events of the background.
const EVENT_BUDGET: Duration = Duration::from_millis(4);

/// What a session starts with; everything from outside is passed in.
pub struct SessionOptions {
    /// The background.
    pub background: Box<dyn Background>,
    /// The clock.
    pub clock: Clock,
    /// Language of the system, used unless the settings name one.
    pub system_language: Language,
    /// Settings of the last session.
    pub settings: Settings,
    /// Where settings are kept; `None` = nowhere (tests, command line).
    pub settings_path: Option<PathBuf>,
}

/// A job under way.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningJob {
    /// Text key of what it does (area `commands`).
    pub key: &'static str,
    /// 0 to 1 where it can be told.
    pub fraction: Option<f32>,
    /// Whether another workspace is open after it.
    pub replaces_workspace: bool,
}

/// What panels show of the session besides results.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// Jobs under way, oldest first.
    pub jobs: BTreeMap<JobId, RunningJob>,
    /// Messages, oldest first.
    pub notices: Vec<Notice>,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// Whether a change of the projects is on its way to the screen: what is shown is of before.
    pub is_arriving: bool,
    /// Whether the program stays off the network.
    pub is_offline: bool,
    /// Whether the simulated feed runs.
    pub is_simulating: bool,
    /// Rows refused by the last import.
    pub rejected: Vec<Rejected>,
    /// Problems found by the last check; `None` = not checked.
    pub problems: Option<Vec<String>>,
    /// Why the workspace could not be opened, when there is none.
    pub open_error: Option<String>,
}

/// The engine.
pub struct Session {
    pub(super) workspace: Workspace,
    pub(super) status: Status,
    pub(super) settings: Settings,
    pub(super) history: History,
    pub(super) background: Box<dyn Background>,
    pub(super) cache: ResultCache,
    pub(super) arriving: Arriving,
    clock: Clock,
    settings_path: Option<PathBuf>,
    saved_settings: Settings,
    system_language: Language,
    text: Arc<Text>,
    next_notice: u64,
    /// Name of the file of which an import was asked for last.
    pub(super) importing: Option<String>,
}

impl Session {
    /// A session without a workspace; send [`FileCommand::Open`] or [`Self::open_last`].
    pub fn new(options: SessionOptions) -> Self {
        let SessionOptions { background, clock, system_language, settings, settings_path } = options;
        let language = settings.language.unwrap_or(system_language);
        // The program's own data, checked when it was built: without it nothing at all would open.
        let reference = Arc::new(crate::formats::bundle::reference().unwrap_or_default());
        let mut session = Self {
            workspace: Workspace { reference, ..Workspace::default() },
            status: Status { is_offline: settings.works_offline, ..Status::default() },
            saved_settings: settings.clone(),
            settings,
            history: History::default(),
            background,
            cache: ResultCache::default(),
            arriving: Arriving::default(),
            clock,
            settings_path,
            system_language,
            text: Arc::new(Text::new(language)),
            next_notice: 1,
            importing: None,
        };
        if let Some(kept) = session.settings.kept_aside.take() {
            let arguments = vec![("file", kept.display().to_string())];
            session.notify(NoticeLevel::Warning, "notice-settings-kept", arguments, None);
        }
        if session.status.is_offline {
            session.send("job-offline", Request::SetOffline(true));
        }
        session
    }

    /// Opens this workspace, else that of the last session with its view, else the user's own.
    pub fn open_last(&mut self, named: Option<PathBuf>) {
        if named.is_none()
            && let Some(view) = self.settings.last_view.clone()
        {
            self.workspace.set_view(view);
        }
        let path = named.or_else(|| self.settings.last_workspace.clone()).or_else(default_workspace);
        self.send("job-open", Request::Open { path, create: true });
    }

    /// Opens this workspace; `create` makes it from the bundle where it does not exist.
    pub fn open(&mut self, path: PathBuf, create: bool) {
        self.send("job-open", Request::Open { path: Some(path), create });
    }

    /// Reads project files into the workspace; a dry run reads and reports only.
    pub fn import(&mut self, paths: Vec<PathBuf>, is_dry_run: bool) {
        self.send("job-import", Request::Import { paths, is_dry_run });
    }

    /// The workspace.
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The view.
    pub fn view(&self) -> &View {
        &self.workspace.view
    }

    /// Results of the view, as of the last [`Self::update`].
    pub const fn results(&self) -> &Results {
        &self.cache.results
    }

    /// Jobs, messages and switches.
    pub const fn status(&self) -> &Status {
        &self.status
    }

    /// Settings.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Settings, to be changed by the window for what only it knows (its size).
    pub const fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// The texts in the chosen language.
    pub fn text(&self) -> Arc<Text> {
        Arc::clone(&self.text)
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// One turn: events first, for a few milliseconds, then results. Returns whether events may be left.
    pub fn update(&mut self) -> bool {
        let started = Instant::now();
        let mut has_more = false;
        // What the user wants undone is what was done before: nothing may come between.
        while !self.arriving.holds_undo()
            && let Some(event) = self.background.try_next()
        {
            self.take_event(event);
            if started.elapsed() >= EVENT_BUDGET {
                has_more = true;
                break;
            }
        }
        self.cache.derived.take();
        self.refresh();
        has_more
    }

    /// Computes stale results again.
    pub fn refresh(&mut self) {
        self.arrive();
        self.cache.update(&self.workspace, self.this_year());
        self.cache.follow(&self.workspace, self.text.language(), &self.background.waker());
        self.status.is_arriving = self.arriving.is_busy();
        self.status.can_undo = self.history.can_undo();
        self.status.can_redo = self.history.can_redo();
    }

    /// Does what a command says.
    pub fn run(&mut self, command: &Command) {
        if self.puts_aside(command) || command.changes_file() && self.refuses_change() {
            return;
        }
        if let Some(changed) = command.changed_view(&self.workspace.view) {
            if changed != *self.workspace.view {
                let before = Arc::clone(&self.workspace.view);
                self.workspace.set_view(changed);
                self.history.record(before, command.merge_key());
            }
            return;
        }
        match command {
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Layer(command) => self.run_layer(command),
            Command::Own(command) => self.run_own(command),
            Command::Remark(command) => self.run_remark(command),
            Command::Report(command) => self.run_report(command),
            Command::File(command) => self.run_file(command),
            Command::Feed(command) => self.run_feed(command),
            Command::App(command) => self.run_app(command),
            _ => {}
        }
    }

    /// Remembers the session: settings go to their file when they changed.
    pub fn save_settings(&mut self) {
        self.settings.last_view = Some(self.workspace.view.as_ref().clone());
        if self.settings == self.saved_settings {
            return;
        }
        if let Some(path) = self.settings_path.clone() {
            let bytes = self.settings.to_json();
            self.send("job-settings", Request::WriteFile { path, bytes, is_announced: false });
        }
        self.saved_settings = self.settings.clone();
    }

    pub(super) fn send(&mut self, key: &'static str, request: Request) -> Option<JobId> {
        let reach = request.reach();
        // Before the first workspace nothing is on the screen that belongs elsewhere: the command line asks in order.
        if reach == Reach::Writes && self.cache.results.is_loaded && self.refuses_change() {
            return None;
        }
        match self.background.send(request) {
            Ok(job) => {
                let replaces_workspace = reach == Reach::Replaces;
                self.status.jobs.insert(job, RunningJob { key, fraction: None, replaces_workspace });
                Some(job)
            }
            Err(busy) => {
                self.notify(NoticeLevel::Warning, "error-busy", Vec::new(), Some(busy.to_string()));
                None
            }
        }
    }

    /// Whether another workspace is on its way, and what was made for this one would be written into that; tells so.
    fn refuses_change(&mut self) -> bool {
        let is_opening = self.status.jobs.values().any(|job| job.replaces_workspace);
        if is_opening {
            self.notify(NoticeLevel::Warning, "error-opening", Vec::new(), None);
        }
        is_opening
    }

    /// Shows a message.
    pub(super) fn notify(
        &mut self,
        level: NoticeLevel,
        key: &'static str,
        arguments: Vec<(&'static str, String)>,
        detail: Option<String>,
    ) -> &mut Notice {
        /// More than these on a screen are noise; the oldest go.
        const LIMIT: usize = 6;
        let id = self.next_notice;
        self.next_notice += 1;
        let notices = &mut self.status.notices;
        if notices.len() >= LIMIT {
            notices.remove(0);
        }
        let index = notices.len();
        notices.push(Notice { id, level, key, arguments, detail, rejected: Vec::new(), files: Vec::new() });
        &mut notices[index]
    }

    fn undo(&mut self) {
        let workspace = self.workspace.clone();
        if let Some(step) = self.history.undo(|step| opposite(step, &workspace)) {
            self.take_step(step);
        }
    }

    fn redo(&mut self) {
        let workspace = self.workspace.clone();
        if let Some(step) = self.history.redo(|step| opposite(step, &workspace)) {
            self.take_step(step);
        }
    }

    fn take_step(&mut self, step: Step) {
        self.workspace.set_view(step.view.as_ref().clone());
        if let Some(own) = step.own {
            self.put_own(own.as_ref().clone());
        }
        if let Some(change) = step.indicators {
            self.change([Change::Indicators(Arc::clone(&change.across))]);
            self.send("job-undo", Request::ChangeIndicators(change.across));
        }
        if let Some(change) = step.readings {
            // What is on screen follows when it is on the disk.
            self.cache.results.feeds.forget_past();
            self.send("job-undo", Request::SensorList(SensorListRequest::Change(change.across)));
        }
        if let Some(patch) = step.layers {
            self.put_layers(patch);
        }
        let Some(change) = step.projects else {
            return;
        };
        // The file follows; the worker's requests are done in order, so a later failure is reported there.
        let mut changes = Vec::new();
        if !change.remove.is_empty() {
            changes.push(Change::RemoveProjects(change.remove.clone()));
            self.send("job-undo", Request::RemoveProjects(change.remove));
        }
        if !change.put.is_empty() {
            changes.push(Change::Projects(change.put.clone(), Vec::new()));
            self.send("job-undo", Request::PutProjects(change.put));
        }
        self.change(changes);
    }

    fn run_own(&mut self, command: &OwnCommand) {
        let own = command.applied(&self.workspace.own);
        if own == *self.workspace.own {
            return;
        }
        self.history.record_own(Arc::clone(&self.workspace.view), Arc::clone(&self.workspace.own));
        self.put_own(own);
    }

    /// The file follows; the worker's requests are done in order, so a later failure is reported there.
    pub(super) fn put_own(&mut self, own: Own) {
        self.change([Change::Own(own.clone())]);
        self.send("job-own", Request::PutOwn(Box::new(own)));
    }

    fn run_file(&mut self, command: &FileCommand) {
        match command {
            FileCommand::Open(path) => {
                self.send("job-open", Request::Open { path: Some(path.clone()), create: false });
            }
            FileCommand::New(path) => {
                self.send("job-open", Request::Open { path: Some(path.clone()), create: true });
            }
            FileCommand::SaveAs(path) => {
                self.send("job-save", Request::SaveAs(path.clone()));
            }
            FileCommand::SaveView(path) => {
                let bytes = view_file::write(self.view());
                self.settings.remember_view(path);
                self.send("job-save", Request::WriteFile { path: path.clone(), bytes, is_announced: true });
            }
            FileCommand::OpenView(path) => {
                self.send("job-open", Request::ReadView(path.clone()));
            }
            FileCommand::Export(request) => self.export(request.as_ref().clone(), None),
            FileCommand::Report(request) => self.report_as_of(request.as_ref().clone(), self.now()),
            FileCommand::SaveRejected(path, rows) => {
                self.send(
                    "job-save",
                    Request::SaveRejected { path: path.clone(), rows: rows.clone(), language: self.text().language() },
                );
            }
            FileCommand::UpdateBoundaries(source) => {
                self.send("job-boundaries", Request::UpdateBoundaries(source.clone()));
            }
            FileCommand::Queue(command) => self.run_queue(command),
            FileCommand::Figures(command) => self.run_table(command),
            FileCommand::List(command) => self.run_list(command),
            FileCommand::SensorList(command) => self.run_sensor_list(command),
            FileCommand::Check => {
                self.send("job-check", Request::Check);
            }
            FileCommand::Cancel(job) => self.background.cancel(*job),
        }
    }

    fn run_app(&mut self, command: &AppCommand) {
        match command {
            AppCommand::SetLanguage(language) => {
                // The system's own language is not written down, so that a later change of the system is followed.
                self.settings.language = (*language != self.system_language).then_some(*language);
                self.text = Arc::new(Text::new(*language));
            }
            AppCommand::SetTheme(theme) => self.settings.theme = *theme,
            AppCommand::SetScale(scale) => self.settings.scale = scale.clamp(0.75, 2.5),
            AppCommand::SetFilterPanel(shown) => self.settings.has_filter_panel = *shown,
            AppCommand::SetInspector(shown) => self.settings.has_inspector = *shown,
            AppCommand::PrepareSearch => self.cache.derived.want_search(),
            AppCommand::SetAuthor(name) => self.settings.author.clone_from(name),
            AppCommand::DismissNotice(id) => self.status.notices.retain(|notice| notice.id != *id),
        }
    }
}

/// The step that leads back from where this one leads.
fn opposite(step: &Step, workspace: &Workspace) -> Step {
    let mut back = Step::of(Arc::clone(&workspace.view));
    back.projects = inverse(step, &workspace.source_projects);
    back.own = step.own.is_some().then(|| Arc::clone(&workspace.own));
    back.layers = step.layers.as_ref().map(|patch| patch.inverse(&workspace.layers));
    back.indicators = step.indicators.as_ref().map(super::undo::IndicatorChange::turned);
    back.readings = step.readings.as_ref().map(super::undo::ReadingsChange::turned);
    back
}

/// The change that undoes a step's change of projects, given the projects before it.
fn inverse(step: &Step, projects: &crate::workspace::Projects) -> Option<ProjectChange> {
    step.projects.as_ref().map(|change| {
        let known = |id: &ProjectId| projects.by_id(id).cloned();
        let put = change.remove.iter().chain(change.put.iter().map(|project| &project.id)).filter_map(known).collect();
        let remove = change.put.iter().map(|p| &p.id).filter(|id| projects.row_of(id).is_none()).cloned().collect();
        ProjectChange { put, remove }
    })
}

/// The user's own workspace file in the data folder of the system; `None` where no such folder is known.
pub fn default_workspace() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "regioscope").map(|folders| folders.data_dir().join("regioscope.gpkg"))
}

/// The file of the settings; `None` where no such folder is known.
pub fn default_settings() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "regioscope").map(|folders| folders.config_dir().join("settings.json"))
}

/// A session with the real background, clock and language of the system, without a workspace yet.
///
/// # Errors
/// When the system gives no thread.
pub fn start(
    waker: Waker,
    settings: Settings,
    settings_path: Option<PathBuf>,
    language: Option<Language>,
) -> std::io::Result<Session> {
    let clock: Clock = Arc::new(Timestamp::now);
    let options = JobOptions { default_workspace: default_workspace(), ..JobOptions::new(Arc::clone(&clock)) };
    let system = sys_locale::get_locale().map_or(Language::En, |locale| Language::from_locale(&locale));
    Ok(Session::new(SessionOptions {
        background: Box::new(Jobs::start_jobs(waker, options)?),
        clock,
        system_language: language.unwrap_or(system),
        settings,
        settings_path,
    }))
}
