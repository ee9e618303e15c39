//! The import of somebody's list of projects through the accessibility tree: fields, words, what would change, and what
//! is asked of the background.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::formats::crs::Crs;
use regioscope::formats::project_list::{ListTable, apply, detect, plan};
use regioscope::formats::sheet;
use regioscope::jobs::list::{ListPreview, ProjectField, ProjectMapping, Rows, Survey};
use regioscope::jobs::{Event, JobId, ListSeen, Outcome, Request};
use regioscope::model::Language;
use regioscope::workspace::Tab;

use super::rig::Rig;
use super::{harness, list_rig, said, shared};

const LIST: &str = "Nr;Projectnaam;Trekker;Stand van zaken;Uitleg\n1;Slim parkeren;Gent;loopt;x\n\
                    2;Deelfietsen;Gent;in de ijskast;y\n3;Zonder plaats;Nergenshuizen;loopt;z\n";

/// What the background answers for the list and a mapping.
pub fn seen(rig: &Rig, mapping: Option<ProjectMapping>) -> ListSeen {
    let places = &rig.session.workspace().municipalities;
    let resolve = |text: &str| places.find(text);
    let table: ListTable = sheet::read(LIST.as_bytes()).unwrap().remove(0).into();
    let mapping = mapping.unwrap_or_else(|| detect::guess(&table, "lijst.csv", &resolve, &|_| false));
    let preview = apply::read(&table, &mapping, &resolve, "lijst.csv").map(|read| {
        Arc::new(ListPreview {
            derived_towns: 0,
            survey: Survey::default(),
            plan: plan::plan(read.rows, &mapping, &BTreeMap::new()),
            left_out: read.left_out,
            rejected: read.rejected,
            rejected_count: read.rejected_count,
            notes: read.notes,
            words: read.words,
            doubles: read.doubles,
            regional: 0,
            strangers: 0,
        })
    });
    let headers = table.headers(mapping.header_row);
    list_rig::seen("lijst.csv", &table, headers, mapping, preview)
}

/// The mapping of the last request to read the list.
fn asked(rig: &Rig) -> Option<ProjectMapping> {
    let script = rig.script.borrow();
    let last = script.requests.iter().rev().find(|request| matches!(request, Request::ReadList { .. }))?;
    if let Request::ReadList { mapping, .. } = last { mapping.as_deref().cloned() } else { None }
}

/// Answers the last request.
fn answer(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>) {
    let list = seen(&rig.borrow(), asked(&rig.borrow()));
    list_rig::answer(rig, harness, Event::List(Arc::new(list)));
}

fn opened(rig: &Rc<RefCell<Rig>>) -> Harness<'static> {
    list_rig::drop(rig, &["lijst.csv"]);
    let mut harness = harness(rig);
    harness.run_steps(2);
    answer(rig, &mut harness);
    harness
}

#[test]
fn a_dropped_list_is_shown_with_its_fields_its_words_and_what_would_change() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let harness = opened(&rig);
    let text = said(&harness);
    for words in [
        "Projecten inlezen uit lijst.csv",
        "Betekenis van Projectnaam: Titel",
        "Betekenis van Trekker: Trekker",
        "Betekenis van Stand van zaken: Status",
        "Betekenis van Uitleg: niet lezen",
        "Betekenis van “loopt”: Lopend",
        "Betekenis van “in de ijskast”: kies…",
        "1 woord zonder betekenis",
        "1 nieuw · 0 gewijzigd · 2 geweigerd",
        "“Nergenshuizen” is geen bekende gemeente",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn a_reference_system_that_fits_is_taken_with_a_click() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = opened(&rig);
    assert!(!said(&harness).contains("Lees als"), "{}", said(&harness));
    let mut list = seen(&rig.borrow(), asked(&rig.borrow()));
    let preview = list.preview.as_mut().ok().and_then(Arc::get_mut).unwrap();
    let outside = Rows { count: 2, first: vec![2, 3] };
    preview.survey = Survey { outside, offer: Some(Crs::Lambert72), ..Survey::default() };
    list_rig::answer(&rig, &mut harness, Event::List(Arc::new(list)));
    let text = said(&harness);
    assert!(text.contains("2 rijen liggen buiten Vlaanderen en Brussel (rij 2, 3)"), "{text}");
    harness.get_by_label("Lees als Lambert 72 (EPSG:31370)").click();
    harness.run_steps(3);
    assert_eq!(asked(&rig.borrow()).unwrap().crs.as_deref(), Some("EPSG:31370"));
}

#[test]
fn a_word_is_given_a_meaning_and_the_list_imported_by_it() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = opened(&rig);
    harness.get_by_label("Betekenis van “in de ijskast”: kies…").click();
    harness.run_steps(3);
    harness.get_by_label("Stopgezet").click();
    harness.run_steps(3);
    let mapping = asked(&rig.borrow()).unwrap();
    assert_eq!(mapping.columns[3].words.get("in de ijskast").map(String::as_str), Some("stopped"));
    answer(&rig, &mut harness);
    assert!(said(&harness).contains("2 nieuw"), "{}", said(&harness));
    harness.get_by_label("Betekenis van Uitleg: niet lezen").click();
    harness.run_steps(3);
    harness.get_all_by_label("Beschrijving (Nederlands)").last().unwrap().click();
    harness.run_steps(3);
    answer(&rig, &mut harness);
    assert_eq!(asked(&rig.borrow()).unwrap().columns[4].field, Some(ProjectField::DescriptionNl));
    harness.get_by_label("Importeren").click();
    harness.run_steps(3);
    let imported = rig.borrow().script.borrow().requests.iter().rev().find_map(|request| match request {
        Request::ImportList { mapping, is_dry_run, .. } => Some((mapping.as_ref().clone(), *is_dry_run)),
        _ => None,
    });
    assert_eq!(imported, Some((asked(&rig.borrow()).unwrap(), false)));
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let outcome = Outcome::Imported {
        added: Vec::new(),
        replaced: Vec::new(),
        replacing: Vec::new(),
        unchanged: 0,
        sources: Vec::new(),
        rejected: Vec::new(),
        is_dry_run: false,
    };
    rig.borrow_mut().tell(Event::Done { job, outcome });
    harness.run_steps(3);
    assert!(!said(&harness).contains("Wat er verandert"), "the dialog is over");
}

#[test]
fn a_list_that_cannot_be_read_says_why_in_the_dialog() {
    let rig = shared(Rig::new(Tab::Data, Language::En, true));
    list_rig::drop(&rig, &["x.xlsx"]);
    let mut harness = harness(&rig);
    harness.run_steps(2);
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    rig.borrow_mut().tell(Event::Failed { job, what: "error-list", error: "it is broken: x.xlsx".into() });
    harness.run_steps(3);
    assert!(said(&harness).contains("could not be read: it is broken: x.xlsx"), "{}", said(&harness));
    assert!(harness.get_by_label("Import").accesskit_node().is_disabled());
}
