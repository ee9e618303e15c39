//! Several files through the accessibility tree: each is looked at in its turn, and nothing is written unseen.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::jobs::{Event, JobId, Outcome, Request};
use regioscope::model::Language;
use regioscope::workspace::Tab;

use super::rig::Rig;
use super::{harness, list_rig, lists, said, shared};

/// The window after these files were dropped onto it.
fn dropped(rig: &Rc<RefCell<Rig>>, paths: &[&str]) -> Harness<'static> {
    list_rig::drop(rig, paths);
    let mut harness = harness(rig);
    harness.run_steps(2);
    harness
}

/// The background has read the file as a list of projects.
fn read(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>, path: &str) {
    let mut list = lists::seen(&rig.borrow(), None);
    list.path = path.into();
    list_rig::answer(rig, harness, Event::List(Arc::new(list)));
}

/// The last request failed so.
fn fail(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>, what: &'static str, error: &str) {
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    rig.borrow_mut().tell(Event::Failed { job, what, error: error.into() });
    harness.run_steps(3);
}

/// The last request, an import, is done.
fn import(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>) {
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let outcome = Outcome::Imported {
        added: Vec::new(),
        replaced: Vec::new(),
        replacing: Vec::new(),
        unchanged: 3,
        sources: Vec::new(),
        rejected: Vec::new(),
        is_dry_run: false,
    };
    rig.borrow_mut().tell(Event::Done { job, outcome });
    harness.run_steps(4);
}

fn click(harness: &mut Harness<'_>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

/// Files that were read or imported, in the order in which they were asked for.
fn asked(rig: &Rc<RefCell<Rig>>) -> Vec<String> {
    let script = Rc::clone(&rig.borrow().script);
    let script = script.borrow();
    let asked = script.requests.iter().filter_map(|request| match request {
        Request::ReadList { path, .. } => Some(format!("read {}", path.display())),
        Request::ImportList { path, .. } => Some(format!("import {}", path.display())),
        Request::Import { .. } => Some("unseen".to_owned()),
        _ => None,
    });
    asked.collect()
}

#[test]
fn each_file_is_looked_at_in_its_turn_and_imported_or_skipped() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = dropped(&rig, &["gent.csv", "brugge.csv", "genk.csv"]);
    let text = said(&harness);
    for words in ["Projecten inlezen uit gent.csv", "Bestand 1 van 3", "Hierna: brugge.csv, genk.csv"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    read(&rig, &mut harness, "gent.csv");
    click(&mut harness, "Importeren");
    for label in ["Dit bestand overslaan", "Rest annuleren"] {
        assert!(harness.get_by_label(label).accesskit_node().is_disabled(), "what becomes of it is to be known first");
    }
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(said(&harness).contains("Bestand 1 van 3"), "{}", said(&harness));
    import(&rig, &mut harness);
    let text = said(&harness);
    for words in ["Projecten inlezen uit brugge.csv", "Bestand 2 van 3", "Hierna: genk.csv"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(harness.get_by_label("Importeren").accesskit_node().is_disabled(), "it was not looked at yet");
    read(&rig, &mut harness, "brugge.csv");
    click(&mut harness, "Dit bestand overslaan");
    let text = said(&harness);
    for words in ["Projecten inlezen uit genk.csv", "Bestand 3 van 3", "Dit is het laatste."] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("Rest annuleren"), "{text}");
    read(&rig, &mut harness, "genk.csv");
    click(&mut harness, "Importeren");
    import(&rig, &mut harness);
    assert!(!said(&harness).contains("inlezen uit"), "{}", said(&harness));
    let expected = ["read gent.csv", "import gent.csv", "read brugge.csv", "read genk.csv", "import genk.csv"];
    assert_eq!(asked(&rig), expected);
    let notices = rig.borrow().session.status().notices.clone();
    let told: Vec<_> = notices.iter().map(|notice| (notice.key, notice.detail.as_deref())).collect();
    let expected = [("notice-imported", Some("gent.csv")), ("notice-imported", Some("genk.csv"))];
    assert_eq!(told.first_chunk(), Some(&expected));
    let names = notices.last().and_then(|notice| notice.arguments.last().cloned());
    assert_eq!(names, Some(("names", "brugge.csv".to_owned())), "which one was left is told");
}

#[test]
fn a_file_that_cannot_be_read_says_so_and_the_next_one_comes() {
    let rig = shared(Rig::new(Tab::Data, Language::En, true));
    let mut harness = dropped(&rig, &["broken.xlsx", "list.csv"]);
    fail(&rig, &mut harness, "error-list", "it is broken: broken.xlsx");
    let text = said(&harness);
    assert!(text.contains("could not be read: it is broken: broken.xlsx") && text.contains("File 1 of 2"), "{text}");
    click(&mut harness, "Skip this file");
    let text = said(&harness);
    assert!(text.contains("list.csv") && text.contains("File 2 of 2") && !text.contains("broken"), "{text}");
    read(&rig, &mut harness, "list.csv");
    click(&mut harness, "Import");
    fail(&rig, &mut harness, "error-list", "the disk is full");
    assert!(said(&harness).contains("File 2 of 2"), "it can be tried again");
    click(&mut harness, "Skip this file");
    assert!(!said(&harness).contains("File 2 of 2"));
    assert!(rig.borrow().session.results().import_queue.current().is_none());
}

#[test]
fn the_rest_is_cancelled_at_once_and_escape_leaves_one_file() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = dropped(&rig, &["a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv"]);
    assert!(said(&harness).contains("Hierna: b.csv, c.csv, d.csv en 2 meer"), "{}", said(&harness));
    read(&rig, &mut harness, "a.csv");
    harness.key_press(egui::Key::Escape);
    harness.run_steps(3);
    assert!(said(&harness).contains("Bestand 2 van 6"), "{}", said(&harness));
    list_rig::drop(&rig, &["g.csv"]);
    harness.run_steps(2);
    assert!(said(&harness).contains("Bestand 2 van 7"), "what is dropped meanwhile waits: {}", said(&harness));
    click(&mut harness, "Rest annuleren");
    assert!(!said(&harness).contains("Bestand 2"), "{}", said(&harness));
    assert_eq!(asked(&rig), ["read a.csv", "read b.csv"]);
    list_rig::drop(&rig, &["h.csv"]);
    harness.run_steps(3);
    let text = said(&harness);
    assert!(text.contains("Projecten inlezen uit h.csv") && text.contains("Annuleren"), "{text}");
    assert!(!text.contains("Bestand 1"), "a file alone is shown as ever: {text}");
}

#[test]
fn the_turn_stays_whatever_a_file_is_read_as() {
    for kind in ["cijfers per gemeente", "sensoren", "kaartlaag", "plaatsen"] {
        let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
        let mut harness = dropped(&rig, &["lijst.csv", "andere.csv"]);
        click(&mut harness, kind);
        let text = said(&harness);
        assert!(text.contains("Bestand 1 van 2") && !text.contains("Projecten inlezen"), "{kind}: {text}");
        assert_eq!(harness.query_all_by_label("Dit bestand overslaan").count(), 1, "{kind}");
        click(&mut harness, "Dit bestand overslaan");
        let text = said(&harness);
        assert!(text.contains("Projecten inlezen uit andere.csv"), "{kind}: {text}");
    }
}

#[test]
fn a_table_opened_by_itself_leaves_the_files_that_wait() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = harness(&rig);
    rig.borrow().actions.borrow_mut().push(regioscope::session::Action::ImportFigures);
    harness.run_steps(3);
    list_rig::drop(&rig, &["a.csv", "b.csv"]);
    harness.run_steps(3);
    let text = said(&harness);
    assert!(text.contains("Cijfers inlezen") && !text.contains("Bestand 1 van 2"), "{text}");
    click(&mut harness, "Annuleren");
    assert!(said(&harness).contains("Bestand 1 van 2"), "{}", said(&harness));
}
