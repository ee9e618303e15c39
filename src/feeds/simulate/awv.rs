//! Simulated minute counts of the roads agency, and their configuration, with its decimal commas and its clock that is
//! always an hour from UTC.
//!
//! Contract: pure; shares no code with the reader but the projection. May use: `formats`, `model`.

use jiff::Timestamp;
use jiff::tz::Offset;
use quick_xml::escape::escape;

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::formats::crs::{Crs, ToWgs84};
use crate::model::Feed;

/// Measuring points.
const KINDS: [Kind; 1] = [Kind::Traffic];

/// What the real service sends as the speed of nobody, km/h.
const NOBODY: f64 = 252.0;

/// Parts of the traffic by class from 2 on, and how much slower than a car each is, km/h.
const CLASSES: [(f64, f64); 4] = [(0.8, 0.0), (0.08, 5.0), (0.07, 15.0), (0.05, 18.0)];

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/miv/verkeersdata");
    feed.poll_seconds = 60;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let (root, time, points): (_, _, String) = match ask.path {
        "/miv/verkeersdata" => {
            ("miv", "tijd_publicatie", ask.devices(&KINDS).map(|device| counts(ask, device)).collect())
        }
        "/miv/configuratie/xml" => {
            let lambert = ToWgs84::new(Crs::Lambert72);
            let points = ask.devices(&KINDS).map(|device| configuration(device, &lambert)).collect();
            ("mivconfig", "tijd_laatste_config_wijziging", points)
        }
        _ => return Answer::error(404, "not found"),
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><{root} schemaVersion=\"1.0.0\"><{time}>{}\
         </{time}>{points}</{root}>",
        winter_clock(ask.now)
    );
    Answer::new("application/xml", text)
}

fn configuration(device: &Device, lambert: &ToWgs84) -> String {
    let (x, y) = lambert.coordinates(device.location).unwrap_or_default();
    let comma = |value: f64, digits: usize| format!("{value:.digits$}").replace('.', ",");
    let name = format!("Simulated {} {} {}", device.kind.label(), device.municipality, device.id);
    format!(
        "<meetpunt unieke_id=\"{0}\"><beschrijvende_id>SIM{0}L10</beschrijvende_id><volledige_naam>{1}\
         </volledige_naam><Ident_8>X0000000</Ident_8><lve_nr>1</lve_nr><Kmp_Rsys>0,5</Kmp_Rsys>\
         <Rijstrook>R10</Rijstrook><X_coord_EPSG_31370>{2}</X_coord_EPSG_31370>\
         <Y_coord_EPSG_31370>{3}</Y_coord_EPSG_31370><lengtegraad_EPSG_4326>{4}</lengtegraad_EPSG_4326>\
         <breedtegraad_EPSG_4326>{5}</breedtegraad_EPSG_4326></meetpunt>",
        device.id,
        escape(&name),
        comma(x, 4),
        comma(y, 4),
        comma(device.location.lon(), 9),
        comma(device.location.lat(), 8)
    )
}

/// The last whole minute.
fn counts(ask: &Ask<'_>, device: &Device) -> String {
    let begun = (ask.now.as_second().div_euclid(60) - 1) * 60;
    let begun = Timestamp::from_second(begun).unwrap_or(ask.now);
    let in_minute = device.value(Measure::Vehicles, begun) / 5.0;
    let class = |(number, (part, slower)): (usize, &(f64, f64))| {
        let count = (in_minute * part).round();
        let speed = if count > 0.0 { (100.0 - in_minute - slower).round() } else { 0.0 };
        data(number + 2, count, speed)
    };
    let classes: String = CLASSES.iter().enumerate().map(class).collect();
    format!(
        "<meetpunt beschrijvende_id=\"SIM{0}L10\" unieke_id=\"{0}\"><lve_nr>1</lve_nr><tijd_waarneming>{1}\
         </tijd_waarneming><tijd_laatst_gewijzigd>{1}</tijd_laatst_gewijzigd><actueel_publicatie>1\
         </actueel_publicatie><beschikbaar>1</beschikbaar><defect>0</defect><geldig>0</geldig>{2}{classes}<rekendata>\
         <bezettingsgraad>{3}</bezettingsgraad><beschikbaarheidsgraad>100</beschikbaarheidsgraad>\
         <onrustigheid>0</onrustigheid></rekendata></meetpunt>",
        device.id,
        winter_clock(ask.shown(begun)),
        data(1, 0.0, 0.0),
        (in_minute * 1.5).round().min(100.0)
    )
}

fn data(class: usize, count: f64, speed: f64) -> String {
    let harmonic = if count > 0.0 { speed } else { NOBODY };
    format!(
        "<meetdata klasse_id=\"{class}\"><verkeersintensiteit>{count}</verkeersintensiteit>\
         <voertuigsnelheid_rekenkundig>{speed}</voertuigsnelheid_rekenkundig>\
         <voertuigsnelheid_harmonisch>{harmonic}</voertuigsnelheid_harmonisch></meetdata>"
    )
}

/// A time as the service writes it, in summer too.
fn winter_clock(time: Timestamp) -> String {
    format!("{}+01:00", Offset::constant(1).to_datetime(time))
}
