//! Tests of the session over a background that answers as it is told.

use crate::model::own::OwnList;
use crate::session::command::{OwnCommand, RemarkCommand};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::command::{FileCommand, FilterCommand, Toggle};
use super::{Command, NoticeLevel, Session, SessionOptions, Settings, ThemeChoice, view_file};
use crate::jobs::{Background, Busy, Event, JobId, Outcome, Request};
use crate::model::remark::{CorrectedField, OwnProject};
use crate::model::{
    Dataset, Dimension, Language, Localized, Period, Project, ProjectId, ProjectKind, Rejected, Status,
};
use crate::workspace::{Tab, View};

/// Requests seen and events to give.
#[derive(Default)]
pub(super) struct Script {
    pub requests: Vec<Request>,
    events: VecDeque<Event>,
    is_full: bool,
}

#[derive(Clone, Default)]
pub(super) struct Fake(pub Rc<RefCell<Script>>);

impl Background for Fake {
    fn send(&mut self, request: Request) -> Result<JobId, Busy> {
        let mut script = self.0.borrow_mut();
        if script.is_full {
            return Err(Busy);
        }
        script.requests.push(request);
        Ok(JobId(script.requests.len() as u64))
    }

    fn cancel(&mut self, job: JobId) {
        self.0.borrow_mut().events.push_back(Event::Cancelled { job });
    }

    fn try_next(&mut self) -> Option<Event> {
        self.0.borrow_mut().events.pop_front()
    }

    fn wait(&mut self, _timeout: Duration) -> Option<Event> {
        self.try_next()
    }
}

impl Fake {
    pub fn tell(&self, event: Event) {
        self.0.borrow_mut().events.push_back(event);
    }

    pub fn job(&self) -> JobId {
        JobId(self.0.borrow().requests.len() as u64)
    }
}

fn project(id: &str, title: &str) -> Project {
    let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
    project.dimensions = [Dimension::Mobility].into();
    project
}

fn opened(settings: Settings) -> (Session, Fake) {
    let dataset = Dataset { projects: vec![project("A", "one"), project("B", "two")], ..Dataset::default() };
    opened_on(dataset, settings)
}

/// A session over these data, with its background.
pub(super) fn opened_on(dataset: Dataset, settings: Settings) -> (Session, Fake) {
    let fake = Fake::default();
    let mut session = Session::new(SessionOptions {
        background: Box::new(fake.clone()),
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        system_language: Language::Nl,
        settings,
        settings_path: None,
    });
    session.open_last(None);
    fake.tell(Event::opened(dataset, "w.gpkg".into(), false, None));
    fake.tell(Event::Done { job: fake.job(), outcome: Outcome::Nothing });
    while session.update() {}
    (session, fake)
}

/// What an import ends with that adds projects and changes others from what they were.
pub(super) const fn imported(added: Vec<Project>, replaced: Vec<Project>, replacing: Vec<Project>) -> Outcome {
    Outcome::Imported {
        added,
        replaced,
        replacing,
        unchanged: 0,
        sources: Vec::new(),
        rejected: Vec::new(),
        is_dry_run: false,
    }
}

/// A project of one's own.
pub(super) fn own_project(session: &Session, id: &ProjectId) -> OwnProject {
    OwnProject {
        id: id.clone(),
        title: "Eigen".into(),
        description: "".into(),
        lead: None,
        dimensions: vec![Dimension::Living],
        theme: "".into(),
        status: Status::Idea,
        period: Period::default(),
        url: "".into(),
        by: session.signed(),
    }
}

#[test]
fn opening_fills_results_and_is_not_undoable() {
    let (session, _) = opened(Settings::default());
    assert!(session.results().is_loaded);
    assert_eq!(session.results().selection.total.counted(), 2);
    assert!(!session.status().can_undo);
}

#[test]
fn an_import_is_undone_and_made_again_in_memory_and_in_the_file() {
    let (mut session, fake) = opened(Settings::default());
    session.import(vec!["new.csv".into()], false);
    let before = session.workspace().projects.rows().to_vec();
    fake.tell(Event::Done {
        job: fake.job(),
        outcome: Outcome::Imported {
            added: vec![project("C", "three")],
            replaced: vec![project("B", "two")],
            replacing: vec![project("B", "two, corrected")],
            unchanged: 0,
            sources: Vec::new(),
            rejected: Vec::new(),
            is_dry_run: false,
        },
    });
    while session.update() {}
    let after = session.workspace().projects.rows().to_vec();
    assert_eq!(after.len(), 3);
    session.run(&Command::Undo);
    assert_eq!(session.workspace().projects.rows(), before);
    session.run(&Command::Redo);
    assert_eq!(session.workspace().projects.rows(), after);
    session.run(&Command::Undo);
    assert_eq!(session.workspace().projects.rows(), before);
    let script = fake.0.borrow();
    let removals = script.requests.iter().filter(|request| matches!(request, Request::RemoveProjects(_))).count();
    let writes = script.requests.iter().filter(|request| matches!(request, Request::PutProjects(_))).count();
    assert_eq!((removals, writes), (2, 3), "each undo removes and restores, the redo writes");
}

#[test]
fn a_list_of_ones_own_is_taken_back_and_made_again_in_memory_and_in_the_file() {
    let (mut session, fake) = opened(Settings::default());
    let list = |name: &str| OwnList { id: "a".into(), name: name.into(), members: Vec::new() };
    for name in ["first", "second"] {
        session.run(&OwnCommand::PutList(list(name)).into());
    }
    session.run(&OwnCommand::PutList(list("second")).into());
    let names =
        |session: &Session| session.workspace().own.lists.iter().map(|one| one.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&session), ["second"]);
    session.run(&Command::Undo);
    assert_eq!(names(&session), ["first"]);
    session.run(&Command::Undo);
    assert!(names(&session).is_empty());
    session.run(&Command::Redo);
    session.run(&Command::Redo);
    assert_eq!(names(&session), ["second"]);
    let writes = fake.0.borrow().requests.iter().filter(|request| matches!(request, Request::PutOwn(_))).count();
    assert_eq!(writes, 6, "what changes nothing is not written");
}

#[test]
fn a_correction_is_seen_at_once_and_leaves_the_source_as_it_is() {
    let (mut session, fake) = opened(Settings { author: " An ".into(), ..Settings::default() });
    let id = session.workspace().projects.rows()[0].id.clone();
    let title = |session: &Session| session.workspace().projects.by_id(&id).unwrap().title.get(Language::Nl).to_owned();
    let before = title(&session);
    let correct = |field, value: &str| Command::from(RemarkCommand::Correct(id.clone(), field, value.into()));
    session.run(&correct(CorrectedField::Title, "Beter"));
    assert_eq!(title(&session), "Beter");
    let remarks = &session.workspace().own.remarks;
    assert_eq!(remarks.mark(&id), "corrected");
    assert_eq!((&*remarks.corrections[0].source, &*remarks.corrections[0].by.author), (&*before, "An"));
    assert_eq!(session.workspace().source_projects.by_id(&id).unwrap().title.get(Language::Nl), before);
    session.run(&Command::Undo);
    assert_eq!(title(&session), before);
    session.run(&Command::Redo);
    // The value of the source takes the correction back.
    session.run(&correct(CorrectedField::Title, &before));
    assert!(session.workspace().own.remarks.is_empty());
    let requests = fake.0.borrow().requests.len();
    session.run(&correct(CorrectedField::Status, "bezig"));
    assert_eq!(fake.0.borrow().requests.len(), requests, "what can't be is not written");
    assert_eq!(session.status().notices.last().map(|notice| notice.key), Some("notes-refused"));
}

#[test]
fn a_project_of_ones_own_goes_with_its_notes_and_comes_back_with_them() {
    let (mut session, _fake) = opened(Settings::default());
    let id = session.workspace().own.remarks.free_id(|_| false);
    let project = own_project(&session, &id);
    session.run(&RemarkCommand::PutProject(Box::new(project)).into());
    session.run(&RemarkCommand::AddNote(id.clone(), "Navragen".into()).into());
    session.run(&RemarkCommand::AddTag(id.clone(), "nieuw".into()).into());
    session.run(&RemarkCommand::Correct(id.clone(), CorrectedField::StartYear, "2026".into()).into());
    assert_eq!(session.workspace().projects.by_id(&id).unwrap().period.start, Some(2026));
    assert_eq!(session.workspace().own.remarks.mark(&id), "own");
    session.run(&RemarkCommand::RemoveProject(id.clone()).into());
    assert!(session.workspace().own.remarks.is_empty());
    assert_eq!(session.workspace().projects.row_of(&id), None);
    session.run(&Command::Undo);
    let remarks = &session.workspace().own.remarks;
    assert_eq!((remarks.notes.len(), remarks.tags.len(), remarks.projects.len()), (1, 1, 1));
}

#[test]
fn a_failed_job_says_so_and_leaves_everything_as_it_was() {
    let (mut session, fake) = opened(Settings::default());
    let before = session.view().clone();
    session.import(vec!["bad.csv".into()], false);
    assert_eq!(session.status().jobs.len(), 1);
    fake.tell(Event::Failed { job: fake.job(), what: "error-import", error: "no rows: bad.csv".into() });
    while session.update() {}
    assert!(session.status().jobs.is_empty());
    let notice = session.status().notices.last().expect("a notice");
    assert_eq!((notice.level, notice.key), (NoticeLevel::Error, "error-import"));
    assert_eq!(notice.detail.as_deref(), Some("no rows: bad.csv"));
    assert_eq!(*session.view(), before);
}

#[test]
fn rejected_rows_stay_to_be_saved() {
    let (mut session, fake) = opened(Settings::default());
    let row = Rejected {
        file: "x.csv".into(),
        row: 3,
        column: "status".into(),
        reason: "not a status".into(),
        original: "…".into(),
        header: "".into(),
    };
    session.import(vec!["x.csv".into()], false);
    fake.tell(Event::Done {
        job: fake.job(),
        outcome: Outcome::Imported {
            added: Vec::new(),
            replaced: Vec::new(),
            replacing: Vec::new(),
            unchanged: 0,
            sources: Vec::new(),
            rejected: vec![row.clone()],
            is_dry_run: false,
        },
    });
    while session.update() {}
    assert_eq!(session.status().rejected, [row]);
    assert!(!session.status().can_undo, "nothing was written, so there is nothing to undo");
}

#[test]
fn a_full_inbox_is_told_not_lost_silently() {
    let (mut session, fake) = opened(Settings::default());
    fake.0.borrow_mut().is_full = true;
    session.run(&FileCommand::Check.into());
    assert_eq!(session.status().notices.last().map(|notice| notice.key), Some("error-busy"));
}

#[test]
fn a_view_file_that_is_read_can_be_undone() {
    let (mut session, fake) = opened(Settings::default());
    let wanted = View { tab: Tab::Projects, ..View::default() };
    session.run(&FileCommand::OpenView("v.regioview.json".into()).into());
    let bytes = view_file::write(&wanted);
    fake.tell(Event::Done { job: fake.job(), outcome: Outcome::ViewRead { path: "v.regioview.json".into(), bytes } });
    while session.update() {}
    assert_eq!(*session.view(), wanted);
    session.run(&Command::Undo);
    assert_eq!(*session.view(), View::default());
}

#[test]
fn the_last_session_comes_back() {
    let mut last = View { tab: Tab::Indicators, ..View::default() };
    last.filter.dimensions.insert(Dimension::People);
    let settings = Settings { last_view: Some(last.clone()), ..Settings::default() };
    let (written, is_whole) = Settings::from_json(&settings.to_json());
    assert!(is_whole);
    let (session, _) = opened(written);
    assert_eq!(*session.view(), last);
    assert_eq!(session.results().selection.hits.counted(), 0, "results follow the view that came back");
}

#[test]
fn typing_a_text_is_one_step_back() {
    let (mut session, _) = opened(Settings::default());
    for text in ["p", "pa", "par"] {
        session.run(&FilterCommand::SetText(text.to_owned()).into());
    }
    session.run(&FilterCommand::Toggle(Toggle::Dimension(Dimension::Mobility)).into());
    session.run(&Command::Undo);
    assert_eq!(session.view().filter.text, "par");
    session.run(&Command::Undo);
    assert!(session.view().filter.is_empty());
}

#[test]
fn a_setting_that_cannot_be_read_costs_no_other() {
    assert_eq!(Settings::from_json(b"{\"scale\": \"big\"}"), (Settings::default(), false));
    assert_eq!(Settings::from_json(b"not json"), (Settings::default(), false));
    let (settings, is_whole) = Settings::from_json(b"{\"scale\": 99.0, \"unknown\": 1}");
    assert_eq!((settings.scale, is_whole), (2.5, true));
    let (settings, is_whole) = Settings::from_json(b"{\"author\": \"An\", \"theme\": \"pink\", \"scale\": 1.5}");
    assert_eq!((settings.author.as_str(), settings.scale, settings.theme), ("An", 1.5, ThemeChoice::System));
    assert!(!is_whole);
}

#[test]
fn settings_that_cannot_be_read_are_kept_aside_and_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.json");
    std::fs::File::create(&path).unwrap().write_all(b"{\"author\": \"An\", \"report\": 3}").unwrap();
    let settings = Settings::of_file(&path);
    let aside = folder.path().join("settings.unreadable.json");
    assert_eq!((settings.author.as_str(), settings.kept_aside.as_deref()), ("An", Some(aside.as_path())));
    let mut kept = String::new();
    std::fs::File::open(&aside).unwrap().read_to_string(&mut kept).unwrap();
    assert_eq!(kept, "{\"author\": \"An\", \"report\": 3}");
    let (session, _) = opened(settings);
    let notice = session.status().notices.first().unwrap();
    assert_eq!((notice.key, &notice.arguments), ("notice-settings-kept", &vec![("file", aside.display().to_string())]));
    assert_eq!(Settings::of_file(&folder.path().join("none.json")), Settings::default());
}

fn figure_change(value: Option<f64>) -> crate::model::ValueChange {
    crate::model::ValueChange {
        indicator: crate::model::IndicatorId::new("bikes"),
        nis: "44021".parse().expect("a code"),
        year: 2020,
        value: value.map(|value| (value, crate::model::ValueStatus::Final)),
        import: None,
    }
}

#[test]
fn an_import_of_figures_is_undone_and_made_again_as_a_whole() {
    use crate::jobs::table::{TableChange, TableImported};
    use crate::model::IndicatorPatch;
    let (mut session, fake) = opened(Settings::default());
    let patch = |value| Arc::new(IndicatorPatch { values: vec![figure_change(value)], ..IndicatorPatch::default() });
    let (forth, back) = (patch(Some(7.0)), patch(None));
    session.import_table(crate::jobs::TableOrigin::File("a.csv".into()), crate::jobs::Mapping::default(), false);
    let change = TableChange { forth: Arc::clone(&forth), back: Arc::clone(&back) };
    let imported = TableImported { preview: Arc::default(), change: Some(change) };
    fake.tell(Event::Done { job: fake.job(), outcome: Outcome::TableImported(imported) });
    while session.update() {}
    let value = |session: &Session| {
        let values = session.workspace().indicators.values(&crate::model::IndicatorId::new("bikes"));
        values.and_then(|places| places.values().next()?.get(&2020).copied()).map(|(value, _)| value)
    };
    assert_eq!(value(&session), Some(7.0));
    session.run(&Command::Undo);
    assert_eq!(value(&session), None);
    session.run(&Command::Redo);
    assert_eq!(value(&session), Some(7.0));
    session.run(&Command::Undo);
    assert_eq!(value(&session), None);
    let script = fake.0.borrow();
    let written: Vec<_> = script
        .requests
        .iter()
        .filter_map(|request| match request {
            Request::ChangeIndicators(patch) => Some(Arc::ptr_eq(patch, &forth)),
            _ => None,
        })
        .collect();
    assert_eq!(written, [false, true, false], "the file follows each step");
}

#[test]
fn a_list_is_looked_at_before_it_is_imported_and_undone_like_any_import() {
    use super::command::ListCommand;
    let (mut session, fake) = opened(Settings::default());
    session.run(&FileCommand::List(ListCommand::Read("a.xlsx".into(), None)).into());
    fake.tell(Event::Failed { job: fake.job(), what: "error-list", error: "broken: a.xlsx".into() });
    while session.update() {}
    assert_eq!(session.results().list_import.error.as_deref(), Some("broken: a.xlsx"));
    assert!(session.status().notices.is_empty(), "the dialog says it");
    let count = session.workspace().projects.rows().len();
    session.run(&FileCommand::List(ListCommand::Import("a.xlsx".into(), Box::default())).into());
    let outcome = imported(vec![project("N1", "Nieuw")], Vec::new(), Vec::new());
    fake.tell(Event::Done { job: fake.job(), outcome });
    while session.update() {}
    assert!(session.results().list_import.is_imported);
    assert_eq!(session.workspace().projects.rows().len(), count + 1);
    session.run(&Command::Undo);
    assert_eq!(session.workspace().projects.rows().len(), count);
}

#[test]
fn each_of_several_files_has_its_message_and_its_step_and_outlasts_another_workspace() {
    use super::command::{ListCommand, QueueCommand};
    let (mut session, fake) = opened(Settings::default());
    session.run(&FileCommand::Queue(QueueCommand::Add(vec!["a.csv".into(), "b.csv".into()])).into());
    fake.tell(Event::opened(Dataset::default(), "other.gpkg".into(), false, None));
    while session.update() {}
    assert_eq!(session.results().import_queue.current(), Some(std::path::Path::new("a.csv")));
    for (path, id) in [("a.csv", "A1"), ("b.csv", "B1")] {
        session.run(&FileCommand::List(ListCommand::Import(path.into(), Box::default())).into());
        let outcome = imported(vec![project(id, id)], Vec::new(), Vec::new());
        fake.tell(Event::Done { job: fake.job(), outcome });
        while session.update() {}
        assert_eq!(session.status().notices.last().and_then(|notice| notice.detail.as_deref()), Some(path));
        session.run(&FileCommand::Queue(QueueCommand::GoOn { is_imported: true }).into());
    }
    assert!(session.results().import_queue.current().is_none());
    let ids =
        |session: &Session| session.workspace().projects.rows().iter().map(|p| p.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&session), ["A1", "B1"]);
    session.run(&Command::Undo);
    assert_eq!(ids(&session), ["A1"], "each import is a step");
    session.run(&Command::Undo);
    assert!(ids(&session).is_empty());
}

#[test]
fn what_is_wrong_with_a_file_that_was_left_is_not_said_of_the_next() {
    use super::command::ListCommand;
    let (mut session, fake) = opened(Settings::default());
    session.run(&FileCommand::List(ListCommand::Read("a.csv".into(), None)).into());
    let left = fake.job();
    session.run(&FileCommand::List(ListCommand::Forget).into());
    session.run(&FileCommand::List(ListCommand::Read("b.csv".into(), None)).into());
    for (job, error, said) in [(left, "broken: a.csv", None), (fake.job(), "broken: b.csv", Some("broken: b.csv"))] {
        fake.tell(Event::Failed { job, what: "error-list", error: error.into() });
        while session.update() {}
        assert_eq!(session.results().list_import.error.as_deref(), said);
    }
    assert!(session.status().notices.is_empty());
}

#[test]
fn an_import_of_sensors_is_undone_and_made_again_as_a_whole() {
    use super::command::SensorListCommand;
    use crate::jobs::sensor_list::SensorsImported;
    use crate::model::{Feed, FeedId, Protocol, ReadingsPatch};
    let (mut session, fake) = opened(Settings::default());
    let list = Feed::new(FeedId::new("import:x"), Protocol::File, "x.csv");
    let forth = Arc::new(ReadingsPatch { after: Some(list.clone()), ..ReadingsPatch::default() });
    let back = Arc::new(ReadingsPatch { before: Some(list.clone()), ..ReadingsPatch::default() });
    session.run(&FileCommand::SensorList(SensorListCommand::Import("x.csv".into(), Box::default())).into());
    fake.tell(Event::Feed(Box::new(list.clone())));
    let change = Some((Arc::clone(&forth), Arc::clone(&back)));
    let outcome = Outcome::SensorsImported(SensorsImported { preview: Arc::default(), change });
    fake.tell(Event::Done { job: fake.job(), outcome });
    while session.update() {}
    assert!(session.results().sensors_import.is_imported);
    assert!(session.workspace().sensors.feeds().contains_key(&list.id));
    for command in [Command::Undo, Command::Redo, Command::Undo] {
        session.run(&command);
    }
    let script = fake.0.borrow();
    let written: Vec<bool> = script
        .requests
        .iter()
        .filter_map(|request| match request {
            Request::SensorList(crate::jobs::SensorListRequest::Change(patch)) => Some(Arc::ptr_eq(patch, &forth)),
            _ => None,
        })
        .collect();
    assert_eq!(written, [false, true, false], "the file follows each step");
}
