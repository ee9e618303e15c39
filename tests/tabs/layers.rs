//! The user's own layers through the accessibility tree: the dialog, the Data tab, undo.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::formats::map_layer::{detect, read};
use regioscope::formats::project_list::ListTable;
use regioscope::formats::sheet;
use regioscope::jobs::layer::LayerImported;
use regioscope::jobs::{Event, JobId, LayerMapping, LayerPreview, LayerSeen, Outcome, Request};
use regioscope::model::{Dataset, Language, LayerData, LayerKind, OwnLayer, Source};
use regioscope::session::Command;
use regioscope::workspace::Tab;

use super::rig::Rig;
use super::{harness_of, list_rig, said, shared};

const TABLE: &str = "Naam;Lengtegraad;Breedtegraad;Plaatsen\nKouter;3,7270;51,0498;400\nZuid;3,7340;51,0460;1200\n\
                     Nergens;;;3\n";

fn layer(name: &str, data: LayerData) -> Arc<OwnLayer> {
    let source = Source { id: OwnLayer::dataset(name), origin: "plaatsen.csv".into(), ..Source::default() };
    let data = Arc::new(data);
    Arc::new(OwnLayer { name: name.into(), kind: LayerKind::Layer, colour: 2, label: Some(0), source, data })
}

/// What the background answers for the table and a mapping.
fn seen(mapping: &LayerMapping) -> LayerSeen {
    let table: ListTable = sheet::read(TABLE.as_bytes()).unwrap().remove(0).into();
    let proposed = || detect::guess(&table, mapping.kind, "plaatsen.csv", &|_| Vec::new());
    let mapping = if mapping.headers.is_empty() { proposed() } else { mapping.clone() };
    let preview = read::read(&table, &mapping, "plaatsen.csv").map(|mut read| {
        let layer = layer(&mapping.name, std::mem::take(&mut read.data));
        Arc::new(LayerPreview { layer, read, survey: regioscope::jobs::list::Survey::default() })
    });
    let headers = mapping.headers.clone();
    list_rig::seen("plaatsen.csv", &table, headers, mapping, preview)
}

/// The mapping of the last request to read the layer.
fn asked(rig: &Rig) -> LayerMapping {
    let script = rig.script.borrow();
    let last = script.requests.iter().rev().find_map(|request| match request {
        Request::ReadLayer { mapping, .. } => Some(mapping.as_ref().clone()),
        _ => None,
    });
    last.unwrap()
}

/// Answers the last request.
fn answer(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>) {
    let layer = seen(&asked(&rig.borrow()));
    list_rig::answer(rig, harness, Event::Layer(Arc::new(layer)));
}

#[test]
fn a_file_is_read_as_places_shown_and_imported() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    list_rig::drop(&rig, &["plaatsen.csv"]);
    let mut harness = harness_of(&rig, [1016.0, 900.0]);
    harness.get_by_label("plaatsen").click();
    harness.run_steps(4);
    answer(&rig, &mut harness);
    let text = said(&harness);
    for words in [
        "Plaatsen inlezen uit plaatsen.csv",
        "Naam uit kolom: Naam",
        "Lengte of x: Lengtegraad",
        "2 punten",
        "1 rij",
        "de rij heeft hier geen coördinaat",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    harness.get_by_label("Kleur 5").click();
    harness.run_steps(3);
    assert_eq!(asked(&rig.borrow()).colour, 4, "a change is asked for at once");
    answer(&rig, &mut harness);
    harness.get_by_label("Importeren").click();
    harness.run_steps(3);
    let mapping = asked(&rig.borrow());
    let imported = rig.borrow().script.borrow().requests.iter().any(
        |request| matches!(request, Request::ImportLayer { mapping: one, is_dry_run: false, .. } if **one == mapping),
    );
    assert!(imported);
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let preview = seen(&mapping).preview.unwrap();
    let outcome = Outcome::LayerImported(LayerImported { preview, is_dry_run: false });
    rig.borrow_mut().tell(Event::Done { job, outcome });
    harness.run_steps(3);
    assert!(!said(&harness).contains("Wat er gevonden is"), "the dialog is over");
    assert_eq!(rig.borrow().session.workspace().layers.len(), 1);
    rig.borrow_mut().run(Command::Undo);
    assert!(rig.borrow().session.workspace().layers.is_empty(), "the import is undone as a whole");
}

#[test]
fn the_data_tab_lists_layers_and_removes_them_and_undo_brings_them_back() {
    let table: ListTable = sheet::read(TABLE.as_bytes()).unwrap().remove(0).into();
    let mapping = detect::guess(&table, LayerKind::Layer, "plaatsen.csv", &|_| Vec::new());
    let data = read::read(&table, &mapping, "plaatsen.csv").unwrap().data;
    let dataset = Dataset { layers: vec![layer("Mijn plaatsen", data)], ..Dataset::default() };
    let rig = shared(Rig::with(dataset, Tab::Data, Language::Nl, true));
    let mut harness = harness_of(&rig, [1016.0, 2400.0]);
    let text = said(&harness);
    assert!(text.contains("Mijn plaatsen") && text.contains("2 punten · plaatsen.csv"), "{text}");
    harness.get_by_label("Toon op kaart").click();
    harness.run_steps(2);
    let camera = rig.borrow().session.view().map.camera.unwrap();
    assert!((camera.centre.lon() - 3.7305).abs() < 1e-3, "{camera:?}");
    rig.borrow_mut().run(Command::ShowTab(Tab::Data));
    harness.run_steps(2);
    harness.get_by_label("Laag Mijn plaatsen verwijderen").click();
    harness.run_steps(2);
    assert!(rig.borrow().session.workspace().layers.is_empty());
    rig.borrow_mut().run(Command::Undo);
    assert_eq!(rig.borrow().session.workspace().layers.len(), 1);
    let script = rig.borrow().script.clone();
    let written = script.borrow().requests.iter().filter(|one| matches!(one, Request::ChangeLayers(_))).count();
    assert_eq!(written, 2, "the file follows both");
    assert!(!harness.root().accesskit_node().is_disabled());
}
