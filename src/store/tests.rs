//! Tests of the store from within.

mod durability;
mod feeds;
mod figures;
mod import;
mod layers;
mod migration;
mod observations;
mod readings_change;
mod remarks;
mod retention;
mod rollups;
mod round_trip;
mod series;
mod shapes;
mod storage;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::model::{
    Boundary, BoundaryAccuracy, Dataset, Datastream, Feed, FeedId, Localized, LonLat, Municipality, Nis,
    ObservedProperty, Project, ProjectId, ProjectKind, Protocol, Provenance, Quality, Region, Source, Typology, Unit,
};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn at(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("w.gpkg")
}

fn options(bundle: &dyn Fn() -> Result<Dataset, String>) -> OpenOptions<'_> {
    OpenOptions { busy_timeout: Duration::from_millis(20), bundle, bundle_hash: "one" }
}

fn opened(path: &Path) -> Opened {
    open(path, true, options(&|| Ok(small()))).expect("it opens")
}

fn nis(number: u32) -> Nis {
    Nis::try_from(number).expect("a code")
}

fn project(id: &str, dataset: &str) -> Project {
    let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
    project.lead = Some(nis(44021));
    project.provenance = Arc::new(Provenance { dataset: Arc::from(dataset), ..Provenance::default() });
    project
}

fn source(id: &str, is_bundled: bool) -> Source {
    let text = Arc::<str>::from(id);
    Source { id: text.clone(), title: text, date: Some("2024-05-01".into()), is_bundled, ..Source::default() }
}

fn square(west: f64, accuracy: BoundaryAccuracy) -> Arc<Boundary> {
    let square = geo::Rect::new((west, 51.0), (west + 0.1, 51.1)).to_polygon();
    Arc::new(Boundary { geometry: geo::MultiPolygon(vec![square]), accuracy })
}

fn municipality(code: u32, west: f64) -> Municipality {
    Municipality {
        nis: nis(code),
        name: Arc::from(format!("M{code}")),
        name_fr: None,
        name_de: None,
        region: Region::Flanders,
        province: crate::model::Province::EastFlanders,
        arrondissement: crate::model::Arrondissement(44),
        typology: Typology::Urban,
        is_centrumstad: true,
        area_ha: Some(15_618.25),
        population_2020: None,
        postal_codes: [9000, 9030].into(),
        label_point: LonLat::new(west + 0.05, 51.05).expect("a place"),
        label_rank: 1,
        boundary: Some(square(west, BoundaryAccuracy::Approximate)),
    }
}

fn feed(id: &str) -> Feed {
    Feed {
        id: FeedId::new(id),
        name: Localized::new("Voeding", "Feed"),
        protocol: Protocol::Opendatasoft,
        url: "https://data.example".into(),
        dataset: Some("parking".into()),
        mapping: Some(crate::model::sensor::FieldMapping { key: "id".into(), ..Default::default() }),
        nis: None,
        licence: "open".into(),
        attribution: "example".into(),
        options: std::collections::BTreeMap::new(),
        secret: None,
        retention_days: None,
        poll_seconds: 60,
        is_verified: false,
        is_enabled: false,
        is_simulated: false,
    }
}

fn small() -> Dataset {
    Dataset {
        sources: vec![source("inventory", true)],
        municipalities: vec![municipality(44021, 3.7), municipality(44083, 3.5)],
        projects: vec![project("P1", "inventory"), project("P2", "inventory")],
        feeds: vec![feed("gent")],
        ..Dataset::default()
    }
}

fn sensor(own: &str) -> Sensor {
    Sensor {
        id: SensorId::new(format!("gent/{own}")),
        feed: FeedId::new("gent"),
        name: Arc::from(own),
        location: LonLat::new(3.72, 51.05).ok(),
        nis: None,
        is_nis_approximate: false,
        is_simulated: false,
        datastreams: vec![Datastream {
            key: "free".into(),
            property: ObservedProperty::ParkingFree,
            original_property: "vrij".into(),
            unit: Unit::Spaces,
            original_unit: "plaatsen".into(),
            capacity: Some(500.0),
            latest: None,
        }],
    }
}

fn seen(time_us: i64, value: f64) -> Observation {
    Observation { time: Timestamp::from_microsecond(time_us).expect("a time"), value, quality: Quality::Good }
}

fn reading(own: &str, time_us: i64, value: f64) -> Reading {
    (SensorId::new(format!("gent/{own}")), "free".into(), seen(time_us, value))
}

fn flagged(own: &str, time_us: i64, value: f64, quality: Quality) -> Reading {
    let (sensor, key, seen) = reading(own, time_us, value);
    (sensor, key, Observation { quality, ..seen })
}

fn time(time_us: i64) -> Timestamp {
    Timestamp::from_microsecond(time_us).expect("a time")
}

/// A new workspace with sensors p1 and p2 and these readings.
fn with_observations(folder: &tempfile::TempDir, readings: &[Reading]) -> Store {
    let mut store = opened(&at(folder)).store;
    store.append_readings(&[sensor("p1"), sensor("p2")], readings).expect("written");
    store
}

fn everything(store: &Store) -> Vec<(i64, f64)> {
    let mut all = Vec::new();
    let visit = |_: &Sensor, _: &Datastream, one: Observation| {
        all.push((one.time.as_microsecond(), one.value));
        true
    };
    store.observations(&ObservationFilter::default(), visit).expect("they are read");
    all
}
