//! The import of somebody's list of sensors through the accessibility tree: what a file is read as, what each column
//! holds, what would change, and what is asked of the background.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::feeds::sensor_list::apply::{self, Around};
use regioscope::feeds::sensor_list::{Known, SensorField, detect, feed_id, plan};
use regioscope::formats::project_list::ListTable;
use regioscope::formats::sheet;
use regioscope::jobs::sensor_list::{SensorsImported, SensorsPreview};
use regioscope::jobs::{Event, JobId, Outcome, Request, SensorListRequest, SensorMapping, SensorsSeen};
use regioscope::model::{Feed, Language, ObservedProperty, Protocol};
use regioscope::workspace::Tab;

use super::rig::Rig;
use super::{harness, list_rig, said, shared};

const LIST: &str = "Meetpunt;Tijd;Gemeente;NO2 (µg/m³);Waarde\nA;1/7/2025 12:00;Gent;21,5;3\n\
                    A;1/7/2025 13:00;Gent;veel;4\nB;1/7/2025 12:00;Nergenshuizen;19;5\nC;1/7/2025 12:00;;18;6\n";

/// What the background answers for the list and a mapping.
fn seen(rig: &Rig, mapping: Option<SensorMapping>) -> SensorsSeen {
    let places = &rig.session.workspace().municipalities;
    let resolve = |text: &str| places.find(text);
    let table: ListTable = sheet::read(LIST.as_bytes()).unwrap().remove(0).into();
    let mapping = mapping.unwrap_or_else(|| detect::guess(&table, "meetnet.csv", &resolve));
    let feed = Feed::new(feed_id(&mapping.list), Protocol::File, "meetnet.csv");
    let around = Around {
        axes: regioscope::formats::crs::Axes::default(),
        feed: &feed,
        resolve: &resolve,
        known_unit: &|_, _| None,
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        file: "meetnet.csv",
    };
    let preview = apply::read(&table, &mapping, around).map(|read| {
        let times = || read.readings.observations.iter().map(|(_, _, seen)| seen.time);
        Arc::new(SensorsPreview {
            survey: regioscope::jobs::list::Survey::default(),
            stretch: times().min().zip(times().max()),
            plan: plan::plan(&read.readings, feed.clone(), Known::default()),
            left_out: read.left_out,
            rejected: read.rejected,
            rejected_count: read.rejected_count,
            notes: read.notes,
            words: read.words,
            row_count: read.row_count,
        })
    });
    let headers = table.headers(mapping.header_row);
    list_rig::seen("meetnet.csv", &table, headers, mapping, preview)
}

/// The mapping of the last request to read the list.
fn asked(rig: &Rig) -> Option<SensorMapping> {
    let script = rig.script.borrow();
    let last = script
        .requests
        .iter()
        .rev()
        .find(|request| matches!(request, Request::SensorList(SensorListRequest::Read { .. })))?;
    if let Request::SensorList(SensorListRequest::Read { mapping, .. }) = last {
        mapping.as_deref().cloned()
    } else {
        None
    }
}

/// Answers the last request.
fn answer(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>) {
    let list = seen(&rig.borrow(), asked(&rig.borrow()));
    list_rig::answer(rig, harness, Event::SensorList(Arc::new(list)));
}

/// A dropped file that is read as sensors instead of projects.
fn opened(rig: &Rc<RefCell<Rig>>) -> Harness<'static> {
    list_rig::drop(rig, &["meetnet.csv"]);
    let mut harness = harness(rig);
    harness.run_steps(2);
    harness.get_by_label("sensoren").click();
    harness.run_steps(4);
    answer(rig, &mut harness);
    harness
}

#[test]
fn a_dropped_file_is_read_as_sensors_with_what_would_change() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let harness = opened(&rig);
    let text = said(&harness);
    for words in [
        "Sensoren inlezen uit meetnet.csv",
        "Betekenis van Meetpunt: sensor",
        "Betekenis van Tijd: tijdstip",
        "Betekenis van Gemeente: gemeente",
        "Betekenis van NO2 (µg/m³): waarde",
        "Wat NO2 (µg/m³) meet: Stikstofdioxide",
        "Betekenis van Waarde: waarde",
        "Er zijn waarden, maar niets zegt wat ze meten",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(harness.get_by_label("Importeren").accesskit_node().is_disabled());
}

#[test]
fn a_column_is_given_a_property_and_the_list_imported_by_it() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let mut harness = opened(&rig);
    harness.get_by_label("Wat Waarde meet: staat in de rij").click();
    harness.run_steps(3);
    harness.get_by_label("Beschikbare deelfietsen").click();
    harness.run_steps(3);
    let mapping = asked(&rig.borrow()).unwrap();
    assert_eq!(mapping.columns[4].property, Some(ObservedProperty::BikesAvailable));
    assert_eq!((mapping.columns[3].field, mapping.columns[3].unit.as_str()), (Some(SensorField::Value), "µg/m³"));
    answer(&rig, &mut harness);
    let text = said(&harness);
    for words in [
        "2 nieuwe sensoren · 5 nieuwe metingen · 2 geweigerd",
        "1/7/2025 12:00 – 1/7/2025 13:00, Belgische tijd",
        "“Nergenshuizen” is geen bekende gemeente",
        "“veel” is geen getal",
        "zonder tijdzone zijn gelezen als Belgische tijd",
        "2 sensoren hebben geen plaats",
        "Ongedaan maken neemt de hele import terug",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    harness.get_by_label("Importeren").click();
    harness.run_steps(3);
    let imported = rig.borrow().script.borrow().requests.iter().rev().find_map(|request| match request {
        Request::SensorList(SensorListRequest::Import { mapping, is_dry_run, .. }) => {
            Some((mapping.as_ref().clone(), *is_dry_run))
        }
        _ => None,
    });
    assert_eq!(imported, Some((asked(&rig.borrow()).unwrap(), false)));
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    let outcome = Outcome::SensorsImported(SensorsImported { preview: Arc::default(), change: None });
    rig.borrow_mut().tell(Event::Done { job, outcome });
    harness.run_steps(3);
    assert!(!said(&harness).contains("Wat er verandert"), "the dialog is over");
}
