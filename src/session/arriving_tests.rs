//! Changes of many projects: what is shown while they are on their way, and that in the end all is as if made at once.

use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::command::{FileCommand, FilterCommand, RemarkCommand, TableCommand};
use super::tests::{Fake, imported, opened_on, own_project};
use super::{Command, NoticeLevel, Session, Settings};
use crate::export::layout::Layout;
use crate::export::{ExportRequest, Format, What};
use crate::jobs::derived::AT_ONCE_ROWS;
use crate::jobs::{Event, JobId, Outcome, Request};
use crate::model::remark::CorrectedField;
use crate::model::{Dataset, Dimension, Language, Localized, Project, ProjectId, ProjectKind};
use crate::query::test_support::{any_change, made_here, municipalities};
use crate::query::{filter, symbols, table};
use crate::workspace::{Filter, ProjectColumn, ProjectsPage, Tab, View, synthetic};

const LONG: Duration = Duration::from_mins(1);

/// A little more than what is done at once.
const MANY: u32 = AT_ONCE_ROWS as u32 + 50;

fn project(id: &str, title: &str) -> Project {
    let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
    project.dimensions = [Dimension::Mobility].into();
    project.lead = Some("44021".parse().unwrap());
    project
}

fn dataset(count: u32) -> Dataset {
    let towns = municipalities();
    let projects = synthetic::projects(count, 7, &towns);
    let mergers = towns.timeline().clone();
    Dataset { projects, municipalities: towns.rows().to_vec(), mergers, ..Dataset::default() }
}

fn many() -> (Session, Fake) {
    opened_on(dataset(MANY), Settings::default())
}

/// Nothing arrives while it is held.
struct Gate(Arc<std::sync::Mutex<()>>);

impl Gate {
    fn of(session: &Session) -> Self {
        Self(Arc::clone(&session.arriving.gate))
    }

    fn hold(&self) -> MutexGuard<'_, ()> {
        self.0.lock().unwrap()
    }
}

fn import(session: &mut Session, fake: &Fake, added: Vec<Project>, changed: Vec<Project>) {
    let before = |project: &Project| session.workspace().source_projects.by_id(&project.id).unwrap().clone();
    let outcome = imported(added, changed.iter().map(before).collect(), changed);
    fake.tell(Event::Done { job: JobId(0), outcome });
    session.update();
}

/// Ends the jobs that the fake was given, and waits for all that is made.
fn settle(session: &mut Session, fake: &Fake) {
    let deadline = Instant::now() + LONG;
    loop {
        for job in session.status().jobs.keys().copied().collect::<Vec<_>>() {
            fake.tell(Event::Done { job, outcome: Outcome::Nothing });
        }
        session.settle_arriving(deadline);
        while session.update() {}
        let is_settled = session.settle_derived(deadline);
        if is_settled && session.status().jobs.is_empty() && !session.is_making() {
            return;
        }
        assert!(Instant::now() < deadline, "it does not come to rest");
    }
}

/// What is shown is of one state of the rows, whatever is under way.
fn assert_of_one_state(session: &Session) {
    let (workspace, results) = (session.workspace(), session.results());
    let columns = session.cache.engine.columns();
    assert!(std::ptr::eq(columns.projects.rows(), workspace.projects.rows()));
    let len = workspace.projects.rows().len() as u32;
    let is_there = |row: &u32| *row < len;
    assert!(results.selection.rows.iter().chain(results.table.iter()).all(is_there));
    assert_eq!(results.selection.total.counted() + results.selection.total.programmes, len);
    assert!(results.symbols.iter().flat_map(|place| &place.rows).all(is_there));
}

/// What is shown is what the view asks for, made anew.
fn assert_as_made_at_once(session: &Session) {
    let (workspace, results, view) = (session.workspace(), session.results(), session.view());
    let (projects, towns) = (&workspace.projects, &workspace.municipalities);
    let expected = filter::run(projects, towns, &view.filter);
    assert_eq!(*results.selection, expected);
    assert_eq!(*results.symbols, symbols::run(projects, towns, &view.filter, &expected));
    assert_eq!(*results.table, table::sorted(projects, towns, &expected, &view.table.sort, Language::Nl));
    assert!(!results.is_searching && !session.status().is_arriving);
}

fn ids(session: &Session) -> Vec<ProjectId> {
    session.workspace().projects.rows().iter().map(|row| row.id.clone()).collect()
}

#[test]
fn few_projects_are_shown_at_once() {
    let (mut session, fake) = opened_on(dataset(40), Settings::default());
    import(&mut session, &fake, vec![project("N", "Nieuw")], Vec::new());
    assert_eq!(session.workspace().projects.rows().len(), 41);
    session.run(&FilterCommand::SetText("nieuw".into()).into());
    session.refresh();
    assert_eq!(session.results().selection.rows, [40]);
    assert_as_made_at_once(&session);
}

#[test]
fn until_a_change_of_many_has_arrived_everything_stays_as_it_was() {
    let (mut session, fake) = many();
    settle(&mut session, &fake);
    let before = session.results().clone();
    let gate = Gate::of(&session);
    let held = gate.hold();
    let first = session.workspace().projects.rows()[0].clone();
    import(&mut session, &fake, vec![project("N", "Nieuw")], vec![project(first.id.as_str(), "Anders")]);
    assert!(session.status().is_arriving && session.status().can_undo);
    assert_eq!(session.workspace().projects.rows().len(), MANY as usize);
    assert!(Arc::ptr_eq(&session.results().selection, &before.selection));
    // The filter goes on answering for what is shown.
    session.run(&FilterCommand::Toggle(super::command::Toggle::Dimension(Dimension::Living)).into());
    session.update();
    assert_of_one_state(&session);
    let filter = &session.view().filter;
    let expected = filter::run(&session.workspace().projects, &session.workspace().municipalities, filter);
    assert_eq!(*session.results().selection, expected);
    drop(held);
    settle(&mut session, &fake);
    assert_eq!(session.workspace().projects.rows().len(), MANY as usize + 1);
    assert_eq!(session.workspace().projects.rows()[0].title.get(Language::Nl), "Anders");
    assert_as_made_at_once(&session);
}

#[test]
fn the_thread_of_the_interface_makes_no_columns_and_no_index_of_words() {
    let (mut session, fake) = many();
    let made = made_here();
    let first = session.workspace().projects.rows()[0].id.clone();
    import(&mut session, &fake, vec![project("N", "Nieuw")], Vec::new());
    settle(&mut session, &fake);
    let commands: [Command; 5] = [
        FilterCommand::SetText("nieuw".into()).into(),
        RemarkCommand::AddTag(first.clone(), "nieuw".into()).into(),
        RemarkCommand::Correct(first, CorrectedField::Title, "Anders".into()).into(),
        Command::ShowTab(Tab::Gaps),
        Command::ShowTab(Tab::Compare),
    ];
    for command in commands {
        session.run(&command);
        session.update();
        assert_of_one_state(&session);
        settle(&mut session, &fake);
    }
    for command in [Command::Undo, Command::Undo, Command::Redo] {
        session.run(&command);
        settle(&mut session, &fake);
    }
    assert_as_made_at_once(&session);
    // The last line made its own.
    assert_eq!(made_here() - made, 2, "columns and words of the test itself");
}

#[test]
fn an_import_that_is_on_its_way_is_undone_once_it_is_there() {
    let (mut session, fake) = many();
    let before = ids(&session);
    let gate = Gate::of(&session);
    let held = gate.hold();
    import(&mut session, &fake, vec![project("N", "Nieuw")], Vec::new());
    session.run(&Command::Undo);
    // What comes after must not be undone in its place.
    session.run(&Command::ShowTab(Tab::Projects));
    session.update();
    assert_eq!(session.view().tab, Tab::Map);
    drop(held);
    settle(&mut session, &fake);
    assert_eq!(ids(&session), before);
    assert_eq!(session.view().tab, Tab::Projects);
    let is_removed = |request: &Request| matches!(request, Request::RemoveProjects(ids) if ids.len() == 1);
    assert_eq!(fake.0.borrow().requests.iter().filter(|request| is_removed(request)).count(), 1);
    session.run(&Command::Undo);
    let held = gate.hold();
    session.run(&Command::Redo);
    session.run(&Command::Redo);
    drop(held);
    settle(&mut session, &fake);
    assert_eq!(session.view().tab, Tab::Projects);
    session.run(&Command::Undo);
    session.run(&Command::Redo);
    settle(&mut session, &fake);
    assert_eq!(ids(&session), before);
    assert_as_made_at_once(&session);
}

#[test]
fn imports_that_arrive_one_upon_the_other_are_undone_and_made_again_in_their_order() {
    let (mut session, fake) = many();
    let before = ids(&session);
    let gate = Gate::of(&session);
    let held = gate.hold();
    for id in ["N1", "N2", "N3"] {
        import(&mut session, &fake, vec![project(id, "Nieuw")], Vec::new());
    }
    drop(held);
    settle(&mut session, &fake);
    let after = ids(&session);
    assert_eq!(after.len(), before.len() + 3);
    for _ in 0..3 {
        session.run(&Command::Undo);
    }
    settle(&mut session, &fake);
    assert_eq!(ids(&session), before);
    for _ in 0..3 {
        session.run(&Command::Redo);
    }
    settle(&mut session, &fake);
    assert_eq!(ids(&session), after);
    assert_as_made_at_once(&session);
}

#[test]
fn corrections_in_a_row_are_all_kept() {
    let (mut session, fake) = many();
    let id = session.workspace().own.remarks.free_id(|_| false);
    let own = own_project(&session, &id);
    let gate = Gate::of(&session);
    let held = gate.hold();
    session.run(&RemarkCommand::PutProject(Box::new(own)).into());
    session.run(&RemarkCommand::Correct(id.clone(), CorrectedField::Title, "Beter".into()).into());
    session.run(&RemarkCommand::Correct(id.clone(), CorrectedField::StartYear, "2026".into()).into());
    session.run(&RemarkCommand::AddTag(id.clone(), "nieuw".into()).into());
    assert_eq!(session.workspace().projects.row_of(&id), None);
    drop(held);
    settle(&mut session, &fake);
    let shown = session.workspace().projects.by_id(&id).unwrap();
    assert_eq!((shown.title.get(Language::Nl), shown.period.start), ("Beter", Some(2026)));
    assert_eq!(session.workspace().own.remarks.tags.len(), 1);
    assert!(session.status().notices.iter().all(|notice| notice.level != NoticeLevel::Warning));
    assert_as_made_at_once(&session);
}

#[test]
fn an_export_has_what_was_changed_before_it() {
    let (mut session, fake) = many();
    let gate = Gate::of(&session);
    let held = gate.hold();
    import(&mut session, &fake, vec![project("N", "Nieuw")], Vec::new());
    let request = ExportRequest {
        what: What::Projects,
        format: Format::Csv,
        view: View::default(),
        path: Some("a.csv".into()),
        picture: None,
        layout: Layout::default(),
    };
    session.run(&FileCommand::Export(Box::new(request)).into());
    // What rests on no projects passes by.
    session.run(&super::command::AppCommand::SetScale(1.5).into());
    assert!((session.settings().scale - 1.5).abs() < f32::EPSILON);
    let exported = |fake: &Fake| {
        let script = fake.0.borrow();
        script.requests.iter().find_map(|request| match request {
            Request::Export { snapshot, .. } => Some(snapshot.projects.rows().len()),
            _ => None,
        })
    };
    assert_eq!(exported(&fake), None);
    drop(held);
    settle(&mut session, &fake);
    assert_eq!(exported(&fake), Some(MANY as usize + 1));
}

#[test]
fn what_is_on_its_way_is_dropped_where_another_workspace_is_opened() {
    let (mut session, fake) = many();
    let gate = Gate::of(&session);
    let held = gate.hold();
    import(&mut session, &fake, vec![project("N", "Nieuw")], Vec::new());
    session.run(&Command::Undo);
    fake.tell(Event::opened(dataset(MANY + 5), "x.gpkg".into(), false, None));
    while session.update() {}
    // What is to be undone is undone first.
    assert_eq!(session.workspace().projects.rows().len(), MANY as usize);
    drop(held);
    settle(&mut session, &fake);
    session.update();
    settle(&mut session, &fake);
    assert_eq!(session.workspace().projects.rows().len(), MANY as usize + 5);
    let gate = Gate::of(&session);
    let held = gate.hold();
    import(&mut session, &fake, vec![project("N", "Nieuw")], Vec::new());
    fake.tell(Event::opened(dataset(MANY + 9), "y.gpkg".into(), false, None));
    while session.update() {}
    assert!(!session.status().is_arriving);
    assert_of_one_state(&session);
    drop(held);
    settle(&mut session, &fake);
    assert_eq!(session.workspace().projects.rows().len(), MANY as usize + 9);
    assert_as_made_at_once(&session);
}

#[test]
fn a_search_keeps_what_was_shown_until_its_words_are_indexed() {
    let (mut session, fake) = many();
    settle(&mut session, &fake);
    let before = Arc::clone(&session.results().selection);
    let gate = Gate::of(&session);
    let held = gate.hold();
    session.run(&FilterCommand::SetText("organisation 12".into()).into());
    session.update();
    assert!(session.results().is_searching);
    assert!(Arc::ptr_eq(&session.results().selection, &before));
    // Without words the filter needs no index.
    session.run(&FilterCommand::SetText("  ".into()).into());
    session.update();
    assert!(!session.results().is_searching);
    session.run(&FilterCommand::SetText("organisation 1".into()).into());
    session.update();
    assert!(session.results().is_searching);
    drop(held);
    settle(&mut session, &fake);
    assert!(!session.results().selection.rows.is_empty());
    assert_as_made_at_once(&session);
    // It is there from now on.
    session.run(&FilterCommand::SetText("organisation 2".into()).into());
    session.update();
    assert!(!session.results().is_searching);
}

#[test]
fn rows_arrive_when_the_search_of_the_meantime_can_be_answered() {
    let (mut session, fake) = many();
    settle(&mut session, &fake);
    let made = made_here();
    let gate = Gate::of(&session);
    let held = gate.hold();
    import(&mut session, &fake, vec![project("N", "Zonderling")], Vec::new());
    session.run(&FilterCommand::SetText("zonderling".into()).into());
    session.update();
    assert!(session.results().is_searching && session.status().is_arriving);
    assert_of_one_state(&session);
    drop(held);
    settle(&mut session, &fake);
    assert_eq!(session.results().selection.rows, [MANY]);
    assert_eq!(made_here(), made, "no index was made here");
    assert_as_made_at_once(&session);
}

#[test]
fn pages_made_of_other_rows_are_not_shown_of_these() {
    let (mut session, fake) = many();
    session.run(&Command::ShowTab(Tab::Projects));
    session.run(&super::command::ProjectsCommand::SetPage(ProjectsPage::Schedule).into());
    settle(&mut session, &fake);
    assert!(session.results().schedule.is_some());
    let made = (session.workspace().generations.projects, session.workspace().generations.municipalities);
    assert!(session.cache.derived.pages(made).0.is_some());
    assert!(session.cache.derived.pages((made.0 + 1, made.1)).0.is_none());
    assert!(session.cache.derived.drawn((made.0 + 1, made.1)).0.is_none());
}

#[derive(Clone, Debug)]
enum Act {
    Filter(Box<Filter>),
    Sort(ProjectColumn),
    Import(u8),
    Tag(u8),
    Correct(u8),
    Undo,
    Redo,
    Frame,
    Settle,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => any_change().prop_map(|filter| Act::Filter(Box::new(filter))),
        1 => Just(Act::Filter(Box::new(Filter { text: "organisation 1".into(), ..Filter::default() }))),
        1 => proptest::sample::select(ProjectColumn::ALL).prop_map(Act::Sort),
        3 => (0_u8..9).prop_map(Act::Import),
        1 => (0_u8..9).prop_map(Act::Tag),
        1 => (0_u8..9).prop_map(Act::Correct),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        3 => Just(Act::Frame),
        1 => Just(Act::Settle),
    ]
}

fn perform(session: &mut Session, fake: &Fake, act: &Act) {
    let id = |number: u8| ProjectId::new(format!("N{}", number / 2));
    match act {
        Act::Filter(filter) => session.run(&FilterCommand::Set(filter.clone()).into()),
        Act::Sort(column) => session.run(&TableCommand::SortBy { column: *column, add: false }.into()),
        Act::Import(number) => {
            let one = project(id(*number).as_str(), &format!("Titel {number}"));
            let is_known = session.workspace().source_projects.row_of(&one.id).is_some();
            let (added, changed) = if is_known { (vec![], vec![one]) } else { (vec![one], vec![]) };
            import(session, fake, added, changed);
        }
        Act::Tag(number) => session.run(&RemarkCommand::AddTag(id(*number), format!("merk{number}")).into()),
        Act::Correct(number) => {
            session.run(&RemarkCommand::Correct(id(*number), CorrectedField::Title, format!("Beter {number}")).into());
        }
        Act::Undo => session.run(&Command::Undo),
        Act::Redo => session.run(&Command::Redo),
        Act::Frame => drop(session.update()),
        Act::Settle => settle(session, fake),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_done_meanwhile_all_is_in_the_end_as_if_made_at_once(
        acts in proptest::collection::vec(act(), 1..14),
        is_held in any::<bool>(),
    ) {
        let (mut session, fake) = many();
        let gate = Gate::of(&session);
        // Held, nothing arrives before the first act that waits for it.
        let mut held = is_held.then(|| gate.hold());
        for one in &acts {
            if matches!(one, Act::Settle) {
                held = None;
            }
            perform(&mut session, &fake, one);
            session.update();
            assert_of_one_state(&session);
        }
        drop(held);
        settle(&mut session, &fake);
        assert_of_one_state(&session);
        assert_as_made_at_once(&session);
        let own = &session.workspace().own.remarks;
        for correction in &own.corrections {
            if let Some(shown) = session.workspace().projects.by_id(&correction.project) {
                prop_assert_eq!(shown.title.get(Language::Nl), &*correction.value);
            }
        }
        // All of it can be taken back.
        let after = session.workspace().projects.rows().to_vec();
        let mut count = 0;
        while session.status().can_undo {
            session.run(&Command::Undo);
            settle(&mut session, &fake);
            count += 1;
        }
        prop_assert_eq!(ids(&session).len(), MANY as usize);
        for _ in 0..count {
            session.run(&Command::Redo);
            settle(&mut session, &fake);
        }
        prop_assert_eq!(session.workspace().projects.rows().len(), after.len());
        assert_as_made_at_once(&session);
    }
}
