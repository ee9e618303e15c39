//! The import of figures through the accessibility tree: the grid with the meaning of each column, what would change,
//! and what is asked of the background.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::formats::indicator_table::plan::{self, Before};
use regioscope::formats::indicator_table::{PlaceBook, apply, detect};
use regioscope::formats::sheet;
use regioscope::jobs::list::ListError;
use regioscope::jobs::table::{Mapping, Role, TableImported};
use regioscope::jobs::{
    Event, JobId, ListSeen, Outcome, ProjectMapping, Request, TableOrigin, TablePreview, TableSeen,
};
use regioscope::model::{Language, NisVintage, Source};
use regioscope::session::command::{FiguresCommand, FileCommand};
use regioscope::workspace::Tab;

use super::rig::Rig;
use super::{harness, list_rig, said, shared};

const TABLE: &str = "NIS;Gemeente;Bomen 2022;Bomen 2023;Opmerking\n44021;Gent;5;6;goed\n11002;Antwerpen;7;n.b.;\n\
                     02000;Vlaams Gewest;12;6;\n12345;Nergens;1;1;\n";

/// What the background answers for a table and a mapping.
fn seen(rig: &Rig, text: &str, mapping: Option<Mapping>) -> TableSeen {
    let workspace = rig.session.workspace();
    let places = &workspace.municipalities;
    let book = PlaceBook::new(places.rows(), places.aliases(), places.timeline());
    let sheet = sheet::read(text.as_bytes()).unwrap().remove(0);
    let known = workspace.indicators.definitions();
    let mut mapping = mapping.unwrap_or_else(|| detect::guess(&sheet, &book, known));
    mapping.tidy(known);
    let preview = apply::read(&sheet, &mapping, &book, "bomen.csv").map(|read| {
        let (own, values) = (BTreeSet::new(), BTreeMap::new());
        let before = Before { definitions: known, own: &own, values: &values, sources: &[] };
        TablePreview {
            plan: plan::plan(&read, &mapping, before, &book, &Source::default()),
            left_out: read.left_out,
            missing_count: read.missing_count,
            unshown: Vec::new(),
            rejected: read.rejected,
            rejected_count: read.rejected_count,
            chosen: Vec::new(),
        }
    });
    TableSeen {
        origin: TableOrigin::File("bomen.csv".into()),
        sheets: vec![String::new()],
        hidden: Vec::new(),
        headers: detect::headers(&sheet, &mapping),
        grid: sheet
            .rows
            .iter()
            .map(|row| (row.number, row.cells.iter().map(|cell| cell.shown().into_owned()).collect()))
            .collect(),
        row_count: sheet.rows.len() as u64,
        mapping,
        preview,
    }
}

/// The mapping of the last request to read a table.
fn asked(rig: &Rig) -> Option<Mapping> {
    let script = rig.script.borrow();
    let last = script.requests.iter().rev().find(|request| matches!(request, Request::ReadTable { .. }))?;
    if let Request::ReadTable { mapping, .. } = last { mapping.as_deref().cloned() } else { None }
}

/// Answers the last request to read a table.
fn answer(rig: &Rc<RefCell<Rig>>, text: &str) {
    let table = seen(&rig.borrow(), text, asked(&rig.borrow()));
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    rig.borrow_mut().tell(Event::Table(Arc::new(table)));
    rig.borrow_mut().tell(Event::Done { job, outcome: Outcome::Nothing });
    rig.borrow_mut().end_jobs();
}

/// Answers that the dropped table is no list of projects.
fn tell_no_list(rig: &Rc<RefCell<Rig>>, error: ListError) {
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let as_list = ListSeen {
        path: "bomen.csv".into(),
        sheets: vec![String::new()],
        hidden: Vec::new(),
        mapping: ProjectMapping::default(),
        headers: Vec::new(),
        grid: Vec::new(),
        row_count: 0,
        has_own_headers: false,
        shape_count: 0,
        preview: Err(error),
    };
    rig.borrow_mut().tell(Event::List(Arc::new(as_list)));
    rig.borrow_mut().tell(Event::Done { job, outcome: Outcome::Nothing });
}

/// The dialog on a dropped table that holds no projects, answered once.
fn opened(rig: &Rc<RefCell<Rig>>, text: &str) -> Harness<'static> {
    list_rig::drop(rig, &["bomen.csv"]);
    let mut harness = harness(rig);
    harness.run_steps(2);
    tell_no_list(rig, ListError::NoTitle);
    harness.run_steps(3);
    let words = if harness.query_by_label("cijfers per gemeente").is_some() {
        "cijfers per gemeente"
    } else {
        "figures by municipality"
    };
    harness.get_by_label(words).click();
    harness.run_steps(3);
    answer(rig, text);
    harness.run_steps(4);
    harness
}

#[test]
fn a_dropped_table_is_asked_about_and_shown_with_what_it_would_change() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let harness = opened(&rig, TABLE);
    let text = said(&harness);
    for words in [
        "Lezen als",
        "Betekenis van NIS: NIS-code",
        "Betekenis van Gemeente: gemeentenaam",
        "Betekenis van Bomen 2022: cijfer",
        "Betekenis van Opmerking: niet lezen",
        "Cijfer in Bomen 2022: Bomen",
        "Geef dit cijfer een eenheid.",
        "3 nieuw · 0 herzien · 1 geweigerd",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(harness.get_by_label("Importeren").accesskit_node().is_disabled(), "a figure without a unit can't go");
}

#[test]
fn a_dropped_table_of_figures_is_read_as_such_unless_the_user_goes_back() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    list_rig::drop(&rig, &["bomen.csv"]);
    let mut harness = harness(&rig);
    harness.run_steps(2);
    tell_no_list(&rig, ListError::Figures);
    harness.run_steps(3);
    answer(&rig, TABLE);
    harness.run_steps(4);
    assert!(said(&harness).contains("Betekenis van Bomen 2022: cijfer"), "{}", said(&harness));
    harness.get_by_label("projecten").click();
    harness.run_steps(3);
    tell_no_list(&rig, ListError::Figures);
    harness.run_steps(4);
    let text = said(&harness);
    assert!(text.contains("Geen kolom lijkt titels") && !text.contains("Betekenis van Bomen 2022: cijfer"), "{text}");
}

#[test]
fn a_changed_column_is_asked_of_the_background_and_then_imported() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = opened(&rig, TABLE);
    harness.get_by_label("Betekenis van Bomen 2023: cijfer").click();
    harness.run_steps(3);
    harness.get_all_by_label("niet lezen").last().unwrap().click();
    harness.run_steps(3);
    let mapping = asked(&rig.borrow()).unwrap();
    assert_eq!(mapping.columns[3].role, Role::Ignore);
    answer(&rig, TABLE);
    harness.run_steps(3);
    assert!(said(&harness).contains("2 nieuw"), "{}", said(&harness));
    harness.get_by_label("Codes van: vanzelf bepalen").click();
    harness.run_steps(3);
    harness.get_by_label("2025 (fusies van 2025 verwerkt)").click();
    harness.run_steps(3);
    assert_eq!(asked(&rig.borrow()).unwrap().vintage, NisVintage::Carried2025);
    answer(&rig, TABLE);
    let mut mapping = asked(&rig.borrow()).unwrap();
    mapping.indicators[0].unit = "bomen".into();
    rig.borrow_mut().run(FileCommand::Figures(FiguresCommand::ReadMapping("m.json".into())));
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let outcome = Outcome::MappingRead { path: "m.json".into(), mapping: Box::new(mapping.clone()) };
    rig.borrow_mut().tell(Event::Done { job, outcome });
    harness.run_steps(3);
    assert_eq!(asked(&rig.borrow()), Some(mapping.clone()), "a mapping from a file is taken over");
    answer(&rig, TABLE);
    harness.run_steps(3);
    harness.get_by_label("Importeren").click();
    harness.run_steps(3);
    let imported = rig.borrow().script.borrow().requests.iter().rev().find_map(|request| match request {
        Request::ImportTable { mapping, is_dry_run, .. } => Some((mapping.as_ref().clone(), *is_dry_run)),
        _ => None,
    });
    assert_eq!(imported, Some((mapping, false)));
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let outcome = Outcome::TableImported(TableImported { preview: Arc::default(), change: None });
    rig.borrow_mut().tell(Event::Done { job, outcome });
    harness.run_steps(3);
    assert!(!said(&harness).contains("Wat er verandert"), "the dialog is over");
}

#[test]
fn a_table_without_years_says_so_and_takes_one() {
    let rig = shared(Rig::new(Tab::Data, Language::En, true));
    let mut harness = opened(&rig, "NIS;Trees\n44021;5\n11002;7\n");
    assert!(said(&harness).contains("It is not known of which year"), "{}", said(&harness));
    harness.get_by_role_and_label(egui::Role::TextInput, "Year of the table").focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::Role::TextInput, "Year of the table").type_text("2021");
    harness.run_steps(4);
    for _ in 0..4 {
        answer(&rig, "NIS;Trees\n44021;5\n11002;7\n");
        harness.run_steps(3);
    }
    assert_eq!(asked(&rig.borrow()).unwrap().year, Some(2021));
    assert!(said(&harness).contains("2 new"), "{}", said(&harness));
}

#[test]
fn a_table_that_cannot_be_read_says_why_and_the_dialog_stays() {
    let rig = shared(Rig::new(Tab::Data, Language::En, false));
    let mut harness = harness(&rig);
    rig.borrow().actions.borrow_mut().push(regioscope::session::Action::ImportFigures);
    harness.run_steps(3);
    assert!(said(&harness).contains("Nothing is written before you have seen what changes"));
    rig.borrow_mut().run(FileCommand::Figures(FiguresCommand::Read(TableOrigin::File("x.csv".into()), None)));
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    rig.borrow_mut().tell(Event::Failed { job, what: "error-table", error: "this is a web page: x.csv".into() });
    harness.run_steps(3);
    assert!(said(&harness).contains("could not be read: this is a web page: x.csv"), "{}", said(&harness));
    assert!(rig.borrow().session.status().notices.is_empty(), "the dialog says it, once");
}
