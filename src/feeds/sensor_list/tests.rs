//! Lists of readings as people keep them: long and wide, with gaps, doubles, units and places of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::apply::Around;
use super::*;
use crate::formats::crs::Axes;
use crate::formats::project_list::ListTable;
use crate::formats::sheet;
use crate::model::{Feed, Nis, ObservedProperty, Protocol, Quality, ReadingsPatch, Unit};

const LONG: &str = "Metingen 2025;;;;;;\n\
    Meetpunt;Datum;Tijd;Parameter;Waarde;Eenheid;Gemeente\n\
    A1;1/7/2025;12:00;NO2;21,5;µg/m³;Gent\n\
    A1;1/7/2025;13:00;NO2;;µg/m³;Gent\n\
    A1;1/7/2025;14:00;NO2;veel;µg/m³;Gent\n\
    A1;1/7/2025;12:00;straatlawaai;61;dB(A);Gent\n\
    A1;1/7/2025;12:00;batterij;3,3;V;Gent\n\
    B2;32/7/2025;12:00;NO2;20;µg/m³;Gent\n\
    B2;1/7/2025;12:00;NO2;20;µg/m³;Nergens\n\
    B2;1/7/2025;12:00;NO2;0,02;mg/m³;Gent\n\
    ;1/7/2025;12:00;NO2;20;µg/m³;Gent\n\
    Bron: eigen metingen;;;;;;\n";

const WIDE: &str = "station,tijdstip,x,y,NO2,PM10 (mg/m³),bodem [cb],opmerking\n\
    Markt,2025-07-01T10:00:00Z,104500.5,193000.5,20,0.015,3,\n\
    Markt,2025-07-01T10:00:00Z,104500.5,193000.5,20,0.016,3,dubbel\n\
    Markt,2025-07-01T11:00:00Z,104500.5,193000.5,-999,n/a,4,\n\
    Kaai,2025-07-01T10:00:00Z,400000,900000,20,0.015,3,\n\
    Brug,,104600.5,193100.5,,,,nog zonder metingen\n";

fn resolve(text: &str) -> Vec<Nis> {
    if matches!(text, "Gent" | "44021") { "44021".parse().into_iter().collect() } else { Vec::new() }
}

fn table(text: &str) -> ListTable {
    sheet::read(text.as_bytes()).expect("a table").remove(0).into()
}

fn now() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(feed_id("x"), Protocol::File, "x.csv")
}

fn read(table: &ListTable, mapping: &SensorMapping) -> Result<SensorListRead, SensorListError> {
    let feed = feed();
    let (axes, file) = (Axes::default(), "x.csv");
    let around = Around { feed: &feed, resolve: &resolve, known_unit: &|_, _| None, now: now(), axes, file };
    apply::read(table, mapping, around)
}

fn fields(mapping: &SensorMapping) -> Vec<Option<&'static str>> {
    mapping.columns.iter().map(|column| column.field.map(SensorField::key)).collect()
}

fn reasons(read: &SensorListRead) -> Vec<(u64, &str, &str)> {
    read.rejected.iter().map(|row| (row.row, &*row.column, row.reason.key())).collect()
}

#[test]
fn an_hour_of_24_keeps_its_column_and_units_stand_behind_names() {
    let table = table(
        "meetpunt;datum;uur;geluid dB(A);voertuigen\nK1;01/03/2024;23:00;65,4;1.250\nK1;01/03/2024;24:00;66,1;12\n",
    );
    let mapping = detect::guess(&table, "metingen.csv", &resolve);
    assert_eq!(fields(&mapping), ["sensor", "time", "clock", "value", "value"].map(Some));
    assert_eq!(mapping.columns[3].unit, "dB(A)");
    let read = read(&table, &mapping).expect("a list");
    let mut seen: Vec<(String, f64)> =
        read.readings.observations.iter().map(|(_, _, seen)| (seen.time.to_string(), seen.value)).collect();
    seen.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let times = ["2024-03-01T22:00:00Z", "2024-03-01T23:00:00Z"];
    let expected = [(times[0], 65.4), (times[0], 1250.0), (times[1], 12.0), (times[1], 66.1)];
    assert_eq!(seen, expected.map(|(time, value)| (time.to_owned(), value)), "{:?}", read.rejected);
}

#[test]
fn a_place_in_one_cell_and_a_postal_code_without_a_name_are_known() {
    let text = "sensor\tlocatie\tPostcode\ttijd\tno2\na\t51,05; 3,72\t9000\t2025-07-01T10:00:00Z\t12\n\
                b\tPOINT (3.2247 51.2089)\t\t2025-07-01T10:00:00Z\t13\n";
    let table = table(text);
    let mapping = detect::guess(&table, "a.csv", &resolve);
    let expected = ["sensor", "place", "municipality", "time", "value"].map(Some);
    assert_eq!(fields(&mapping), expected);
    let both = self::table("sensor;Postcode;Gemeente\na;9000;Gent\nb;9000;Gent\n");
    let expected = [Some("sensor"), None, Some("municipality")];
    assert_eq!(fields(&detect::guess(&both, "a.csv", &resolve)), expected, "the name goes before the code");
    let mut without = mapping;
    without.columns[2].field = None;
    let read = read(&table, &without).expect("a list");
    let places: Vec<_> = read.readings.sensors.iter().filter_map(|sensor| sensor.location).collect();
    let places: Vec<_> = places.into_iter().map(<[f64; 2]>::from).collect();
    assert_eq!(places, [[3.72, 51.05], [3.2247, 51.2089]]);
}

#[test]
fn a_long_list_is_understood_and_every_row_ends_up_somewhere() {
    let table = table(LONG);
    let mapping = detect::guess(&table, "metingen.csv", &resolve);
    assert_eq!((mapping.header_row, mapping.list.as_str()), (2, "metingen"));
    let expected = ["sensor", "time", "clock", "property", "value", "unit", "municipality"].map(Some);
    assert_eq!(fields(&mapping), expected);
    assert_eq!(mapping.columns[3].words.get("straatlawaai").map(String::as_str), Some("noise_laeq"), "proposed");
    let read = read(&table, &mapping).expect("a list");
    let seen: Vec<(&str, &str, f64)> =
        read.readings.observations.iter().map(|(id, key, seen)| (id.as_str(), &**key, seen.value)).collect();
    let (a, b) = ("import:x/A1", "import:x/B2");
    assert_eq!(seen, [(a, "no2", 21.5), (a, "noise_laeq", 61.0), (b, "no2", 20.0)], "mg/m³ as µg/m³");
    assert_eq!(read.readings.observations[0].2.time.to_string(), "2025-07-01T10:00:00Z", "on the clock of Belgium");
    assert_eq!(
        reasons(&read).into_iter().map(|(row, column, _)| (row, column)).collect::<Vec<_>>(),
        [(5, "Waarde"), (7, "Parameter"), (8, "Datum"), (9, "Gemeente"), (11, "Meetpunt")]
    );
    assert_eq!((read.notes.missing, read.left_out.remarks, read.notes.placeless), (1, 1, 2), "{:?}", read.notes);
    assert_eq!(read.readings.sensors[0].nis, resolve("Gent").first().copied());
}

#[test]
fn a_wide_list_has_a_datastream_for_each_column() {
    let table = table(WIDE);
    let mapping = detect::guess(&table, "wide.csv", &resolve);
    let expected = [Some("sensor"), Some("time"), Some("x"), Some("y"), Some("value"), Some("value"), None, None];
    assert_eq!(fields(&mapping), expected);
    assert_eq!(mapping.columns[5].unit, "mg/m³");
    let mut own = mapping;
    own.columns[6].field = Some(SensorField::Value);
    own.columns[6].property = Some(ObservedProperty::Other);
    own.columns[6].unit = "cb".into();
    let read = read(&table, &own).expect("a list");
    let names: Vec<(&str, bool)> =
        read.readings.sensors.iter().map(|one| (&*one.name, one.location.is_some())).collect();
    assert_eq!(names, [("Brug", true), ("Markt", true)], "one without readings too");
    let markt = &read.readings.sensors[1];
    let streams: Vec<(&str, Unit)> = markt.datastreams.iter().map(|one| (&*one.key, one.unit)).collect();
    assert_eq!(
        streams,
        [("no2", Unit::MicrogramPerCubicMetre), ("pm10", Unit::MicrogramPerCubicMetre), ("bodem", Unit::Original)]
    );
    let values: Vec<(&str, f64, Quality)> =
        read.readings.observations.iter().map(|(_, key, seen)| (&**key, seen.value, seen.quality)).collect();
    assert!(values.contains(&("pm10", 16.0, Quality::Duplicate)), "the last of two for one time: {values:?}");
    assert!(values.iter().any(|(key, _, quality)| *key == "no2" && *quality == Quality::Missing), "{values:?}");
    assert_eq!(read.notes.doubles, 2, "the same NO2 and soil twice");
    assert_eq!(read.notes.unknown_units.keys().collect::<Vec<_>>(), ["cb"]);
    let reasons = reasons(&read);
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert_eq!((reasons[0].0, reasons[0].1), (2, "PM10 (mg/m³)"));
    assert!(reasons[1].0 == 5 && reasons[1].2 == "reason-crs-untold", "{reasons:?}");
}

#[test]
fn what_cannot_be_a_list_of_sensors_says_why() {
    for (text, error) in [
        ("waarde;tijd\n1;2025-07-01\n", SensorListError::NoSensor),
        ("sensor;NO2\na;1\n", SensorListError::NoTime),
        ("sensor;tijd;waarde\na;2025-07-01 12:00;1\n", SensorListError::NoProperty),
    ] {
        let table = table(text);
        let mut mapping = detect::guess(&table, "x.csv", &resolve);
        if error == SensorListError::NoSensor {
            mapping.columns[0].field = None;
        }
        assert_eq!(read(&table, &mapping).err(), Some(error), "{text}");
    }
    let positions = table("naam;lon;lat\nMarkt;3,72;51,05\nKaai;51,06;3,73\n");
    let read = read(&positions, &detect::guess(&positions, "x.csv", &resolve)).expect("positions alone");
    assert_eq!((read.readings.sensors.len(), read.readings.observations.len()), (2, 0));
    assert_eq!(read.notes.places.turned_axes, 1);
}

#[test]
fn the_hour_shown_twice_is_read_in_its_order() {
    let list = table("sensor;tijd;NO2\na;2025-10-26 02:30;1\na;2025-10-26 02:30;2\n");
    let read = read(&list, &detect::guess(&list, "x.csv", &resolve)).expect("a list");
    let times: Vec<String> = read.readings.observations.iter().map(|(_, _, seen)| seen.time.to_string()).collect();
    assert_eq!(times, ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z"]);
    assert_eq!((read.notes.twice, read.rejected_count), (2, 0));
}

#[test]
fn a_unit_that_cannot_stand_beside_an_earlier_one_refuses_the_value() {
    let list = table("sensor;tijd;parameter;waarde;eenheid\na;2025-07-01 12:00;NO2;1;ppb\n");
    let mapping = detect::guess(&list, "x.csv", &resolve);
    assert_eq!(read(&list, &mapping).map(|read| read.rejected_count), Ok(0), "kept in its own unit");
    let feed = feed();
    let known = |_: &crate::model::SensorId, _: &str| Some((Unit::MicrogramPerCubicMetre, Arc::from("µg/m³")));
    let around =
        Around { feed: &feed, resolve: &resolve, known_unit: &known, now: now(), axes: Axes::EastFirst, file: "x.csv" };
    let read = apply::read(&list, &mapping, around).expect("a list");
    assert!(read.readings.observations.is_empty());
    assert!(reasons(&read)[0].2 == "reason-unit-differs", "{:?}", reasons(&read));
}

#[test]
fn a_mapping_comes_back_as_it_was_written_and_fits_another_order_of_columns() {
    let table = table(LONG);
    let mut mapping = detect::guess(&table, "metingen.csv", &resolve);
    mapping.columns[3].words.insert("batterij".into(), String::new());
    assert_eq!(SensorMapping::from_json(&mapping.to_json()).expect("a mapping"), mapping);
    assert_eq!(read(&table, &mapping).map(|read| read.left_out.unwanted), Ok(1));
    let other = mapping.fitted(&["Waarde", "Nieuw", "Meetpunt"].map(String::from));
    assert_eq!(fields(&other), [Some("value"), None, Some("sensor")]);
    for (text, part) in [
        ("{", "reason-not-mapping"),
        (r#"{"regioscope_sensor_mapping": 2, "header_row": 1, "columns": []}"#, "reason-mapping-version 2"),
        (r#"{"regioscope_sensor_mapping": 1, "header_row": 1, "columns": [], "lijst": "x"}"#, "lijst"),
    ] {
        let error = SensorMapping::from_json(text.as_bytes()).expect_err(text).to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn what_an_edition_is_silent_of_stays() {
    let planned = |text: &str, known: Known| {
        let table = table(text);
        let read = read(&table, &detect::guess(&table, "x.csv", &resolve)).expect("a list");
        plan::plan(&read.readings, feed(), known)
    };
    let first = planned("sensor;naam;lon;lat\na;Markt;3,72;51,05\n", Known::default());
    let known = after(&Known::default(), &first.forth);
    let second = planned("sensor;gemeente;tijd;NO2\na;Gent;2025-07-01 12:00;21\n", known.clone());
    let sensor = &second.forth.put[0];
    assert_eq!((&*sensor.name, sensor.location.is_some(), sensor.datastreams.len()), ("Markt", true, 1));
    assert_eq!((second.changed_sensors, second.added), (1, 1));
    assert_eq!(after(&after(&known, &second.forth), &second.back), known);
}

/// What is known after a change.
fn after(known: &Known, patch: &ReadingsPatch) -> Known {
    let mut after = known.clone();
    after.feed.clone_from(&patch.after);
    for sensor in &patch.put {
        after.sensors.insert(sensor.id.clone(), sensor.clone());
    }
    for (sensor, key, seen) in &patch.observations {
        after.observations.entry((sensor.clone(), Arc::clone(key))).or_default().insert(seen.time, *seen);
    }
    for (sensor, key, time) in &patch.forget {
        after.observations.entry((sensor.clone(), Arc::clone(key))).or_default().remove(time);
    }
    let is_gone = |sensor: &crate::model::SensorId, key: &Arc<str>| {
        patch.remove.contains(sensor) || patch.remove_streams.iter().any(|gone| gone.0 == *sensor && gone.1 == *key)
    };
    after.observations.retain(|(sensor, key), times| !is_gone(sensor, key) && !times.is_empty());
    after.sensors.retain(|id, _| !patch.remove.contains(id));
    after
}

fn list_of(rows: &[(u8, u8, i16)]) -> String {
    let rows = rows.iter().map(|(sensor, hour, value)| format!("s{sensor};2025-07-01 {hour:02}:00;{value}\n"));
    std::iter::once("sensor;tijd;NO2\n".to_owned()).chain(rows).collect()
}

proptest! {
    #[test]
    fn an_edition_twice_changes_nothing_and_what_takes_it_back_leaves_what_was(
        first in prop::collection::vec((0..3_u8, 0..6_u8, 0..90_i16), 1..12),
        second in prop::collection::vec((0..4_u8, 0..8_u8, 0..90_i16), 1..12),
    ) {
        let planned = |rows: &[(u8, u8, i16)], known: &Known| {
            let table = table(&list_of(rows));
            let read = read(&table, &detect::guess(&table, "x.csv", &resolve)).expect("a list");
            let count = read.readings.observations.len() as u64;
            (plan::plan(&read.readings, feed(), known.clone()), count)
        };
        let empty = Known { feed: None, sensors: BTreeMap::new(), observations: BTreeMap::new() };
        let (one, count) = planned(&first, &empty);
        prop_assert_eq!((one.added, one.corrected, one.unchanged), (count, 0, 0));
        let known = after(&empty, &one.forth);
        let (again, count) = planned(&first, &known);
        prop_assert!(!again.has_changes());
        prop_assert_eq!(again.unchanged, count);
        let (other, count) = planned(&second, &known);
        prop_assert_eq!(other.added + other.corrected + other.unchanged, count);
        prop_assert_eq!(after(&after(&known, &other.forth), &other.back), known.clone());
        prop_assert_eq!(after(&known, &one.back), empty);
    }
}
