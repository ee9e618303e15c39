//! The tab of sensors and the dialog that adds a feed, as a screen reader would meet them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::{SignedDuration, Timestamp};
use regioscope::feeds::Readings;
use regioscope::feeds::recognise::Recognised;
use regioscope::jobs::{Bucket, Event, FeedStorage, Mean, Request};
use regioscope::model::{
    Feed, FeedHealth, FeedId, FeedState, Language, Observation, ObservedProperty, Protocol, Quality, Rejected, Sensor,
    SensorId, Unit,
};
use regioscope::session::Command;
use regioscope::session::command::{FeedCommand, SensorCommand};
use regioscope::session::view_file;
use regioscope::workspace::{
    MeanSpan, Selected, SensorColumn, SensorSection, SensorThreshold, StreamRef, Stretch, Tab,
};

use crate::rig::{Rig, car_park, feed, health, now};
use crate::{harness, said, shared};

type Shared = Rc<RefCell<Rig>>;

fn window(language: Language, section: SensorSection) -> Shared {
    let mut rig = Rig::new(Tab::Sensors, language, false);
    rig.run(SensorCommand::SetSection(section));
    shared(rig)
}

fn requests(rig: &Shared) -> Rc<RefCell<crate::rig::Script>> {
    Rc::clone(&rig.borrow().script)
}

fn sensor(rig: &Shared, feed: &Feed, number: u32, minutes_old: i64) -> Sensor {
    let sensor = car_park(feed, number, minutes_old);
    let mut rig = rig.borrow_mut();
    rig.tell(Event::Feed(Box::new(feed.clone())));
    rig.tell(Event::Sensors(vec![sensor.clone()]));
    sensor
}

/// A station that measures nitrogen dioxide.
fn station(feed: &Feed, number: u32) -> Sensor {
    let mut sensor = car_park(feed, number, 5);
    for stream in &mut sensor.datastreams {
        stream.property = ObservedProperty::No2;
        stream.unit = Unit::MicrogramPerCubicMetre;
        stream.capacity = None;
    }
    sensor.name = format!("Station {number}").as_str().into();
    sensor
}

fn reading(minutes_old: i64, value: f64, quality: Quality) -> Observation {
    Observation { time: now() - SignedDuration::from_mins(minutes_old), value, quality }
}

/// Answers what was asked of the series of this sensor last.
fn answer_series(rig: &Shared, sensor: &SensorId, points: Vec<Observation>, flagged: Vec<Observation>) {
    let asked = rig.borrow().sent.iter().rev().find_map(|command| match command {
        Command::Feed(FeedCommand::LoadSeries { sensor: of, from, until, .. }) if of == sensor => Some((*from, *until)),
        _ => None,
    });
    let (from, until) = asked.unwrap();
    let mut rig = rig.borrow_mut();
    rig.tell(Event::SensorSeries {
        sensor: sensor.clone(),
        datastream: "free".into(),
        from,
        until,
        total_count: points.len() as u64,
        points: Arc::new(points),
        flagged_count: flagged.len() as u64,
        flagged: Arc::new(flagged),
    });
    rig.end_jobs();
}

fn asked_series(rig: &Shared) -> usize {
    let is_series = |command: &&Command| matches!(command, Command::Feed(FeedCommand::LoadSeries { .. }));
    rig.borrow().sent.iter().filter(is_series).count()
}

#[test]
fn without_sensors_the_ways_to_some_are_named() {
    let rig = window(Language::Nl, SensorSection::Now);
    let mut harness = harness(&rig);
    harness.get_by_label("Gesimuleerde sensoren starten").click();
    harness.run_steps(3);
    assert!(rig.borrow().sent.contains(&Command::Feed(FeedCommand::SetSimulation(true))));
    let script = requests(&rig);
    assert!(script.borrow().requests.iter().any(|request| matches!(request, Request::Simulate { .. })));
    harness.get_by_label("Naar de feeds").click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().sensors.section, SensorSection::Feeds);
    assert!(said(&harness).contains("nog nooit bevestigd"));
}

#[test]
fn what_is_simulated_says_so_everywhere() {
    let rig = window(Language::Nl, SensorSection::Now);
    let simulated = feed("sim", "Nagebootste stad", true);
    let sensor = sensor(&rig, &simulated, 1, 0);
    rig.borrow_mut().run(Command::Select(Some(Selected::Sensor(sensor.id.clone()))));
    let mut harness = harness(&rig);
    assert!(said(&harness).contains("Parking 1, gesimuleerd"), "{}", said(&harness));
    rig.borrow_mut().run(SensorCommand::SetSection(SensorSection::OverTime));
    harness.run_steps(4);
    let points = (0..20).map(|step| reading(60 - 3 * step, 100.0, Quality::Good)).collect();
    answer_series(&rig, &sensor.id, points, Vec::new());
    harness.run_steps(4);
    let series = said(&harness);
    assert!(series.contains("Parking 1 · Vrije parkeerplaatsen (gesimuleerd)"), "{series}");
    assert!(series.contains("Gesimuleerde sensoren staan aan") && series.contains("20 metingen"), "{series}");
    rig.borrow_mut().run(SensorCommand::SetSection(SensorSection::Feeds));
    harness.run_steps(4);
    assert!(said(&harness).lines().any(|line| line == "gesimuleerd"));
}

#[test]
fn a_failing_feed_keeps_its_values_and_says_why_it_fails() {
    let rig = window(Language::Nl, SensorSection::Now);
    let failing = feed("gent", "Parkeergarages", false);
    sensor(&rig, &failing, 1, 64);
    rig.borrow_mut().tell(Event::Health(FeedHealth {
        clock_ahead_s: Some(7_300),
        rejected_count: 2,
        ..health(&failing, FeedState::Failing, 64, Some("timeout: no answer within 10 s"))
    }));
    let mut harness = harness(&rig);
    let list = said(&harness);
    for part in ["101\u{a0}plaatsen", "1 u geleden", "1 feed geeft geen antwoord"] {
        assert!(list.contains(part), "{part} in:\n{list}");
    }
    harness.get_by_label("Bekijk waarom").click();
    harness.run_steps(4);
    let health = said(&harness);
    for part in
        ["faalt", "3 keer na elkaar mislukt", "te lang over zijn antwoord", "2\u{a0}u voor", "2 records geweigerd"]
    {
        assert!(health.contains(part), "{part} in:\n{health}");
    }
}

#[test]
fn rejected_records_are_looked_up_and_can_be_saved() {
    let rig = window(Language::Nl, SensorSection::Feeds);
    let gent = feed("gent-eigen", "Parkeergarages", false);
    sensor(&rig, &gent, 1, 0);
    rig.borrow_mut().tell(Event::Health(FeedHealth { rejected_count: 1, ..health(&gent, FeedState::Live, 0, None) }));
    let mut harness = harness(&rig);
    harness.get_by_label("1 record geweigerd: bekijk waarom").click();
    harness.run_steps(3);
    assert!(rig.borrow().sent.contains(&Command::Feed(FeedCommand::LoadRejected(gent.id.clone()))));
    let row = Rejected {
        file: "records[3]".into(),
        row: 3,
        column: "free".into(),
        reason: "not a number".into(),
        original: "{}".into(),
        header: "".into(),
    };
    rig.borrow_mut().tell(Event::FeedRejected { feed: gent.id, rows: Arc::new(vec![row]) });
    harness.run_steps(4);
    assert!(said(&harness).contains("not a number"));
    harness.get_by_label("Bewaren als CSV").click();
    harness.run_steps(3);
    let script = requests(&rig);
    let saved = script.borrow().requests.iter().any(|request| matches!(request, Request::SaveRejected { .. }));
    assert!(saved);
}

#[test]
fn a_feed_of_ones_own_can_be_kept_for_less_long_and_removed() {
    let rig = window(Language::En, SensorSection::Feeds);
    let own = feed("own", "My station", false);
    sensor(&rig, &own, 1, 0);
    let storage = FeedStorage {
        feed: own.id.clone(),
        sensor_count: 1,
        datastream_count: 1,
        observation_count: 14_400,
        first: Some(now() - SignedDuration::from_hours(240)),
        last: Some(now()),
        bytes_estimate: 1_000_000,
    };
    rig.borrow_mut().tell(Event::Storage(vec![storage]));
    let mut harness = harness(&rig);
    harness.get_by_label("Show the settings of My station").click();
    harness.run_steps(3);
    // A megabyte in ten days.
    let settings = said(&harness);
    assert!(settings.contains("about 36\u{a0}MB a year") && settings.contains("Kept: for ever"), "{settings}");
    harness.get_by_label("Remove the feed…").click();
    harness.run_steps(3);
    harness.get_by_label("Remove, keep readings").click();
    harness.run_steps(3);
    assert!(rig.borrow().sent.contains(&Command::Feed(FeedCommand::Remove(FeedId::new("own"), true))));
}

#[test]
fn the_catalogue_is_searched_and_a_feed_switched_on() {
    let rig = window(Language::Nl, SensorSection::Feeds);
    let mut harness = harness(&rig);
    let feeds = rig.borrow().session.workspace().sensors.feeds().clone();
    let wanted = feeds.values().find(|feed| feed.id.as_str() == "gent-garages").unwrap();
    harness.get_by_label("Zoeken in de catalogus").focus();
    harness.run_steps(2);
    harness.get_by_label("Zoeken in de catalogus").type_text("gent garages opendatasoft");
    harness.run_steps(4);
    let name = wanted.name.get(Language::Nl);
    let found = said(&harness);
    assert!(found.contains(name) && found.contains(&format!(" van {}", feeds.len())), "{found}");
    let others = feeds.values().filter(|feed| found.contains(&format!("{} aanzetten", feed.name.get(Language::Nl))));
    assert!(others.count() < feeds.len() / 2, "{found}");
    harness.get_by_label(&format!("{name} aanzetten")).click();
    harness.run_steps(3);
    assert!(rig.borrow().sent.contains(&Command::Feed(FeedCommand::SetEnabled(wanted.id.clone(), true))));
}

#[test]
fn a_series_is_asked_for_once_and_again_only_when_it_is_needed() {
    let rig = window(Language::Nl, SensorSection::OverTime);
    let simulated = feed("sim", "Nagebootste stad", true);
    let sensor = sensor(&rig, &simulated, 1, 5);
    rig.borrow_mut().run(Command::Select(Some(Selected::Sensor(sensor.id.clone()))));
    let mut harness = harness(&rig);
    harness.run_steps(10);
    assert_eq!(asked_series(&rig), 1);
    answer_series(&rig, &sensor.id, vec![reading(5, 100.0, Quality::Good)], Vec::new());
    harness.run_steps(10);
    assert_eq!(asked_series(&rig), 1);
    // Shorter lies within what is loaded, and nothing was thinned.
    harness.get_by_label("1 u").click();
    harness.run_steps(10);
    assert_eq!(asked_series(&rig), 1);
    harness.get_by_label("7 d").click();
    harness.run_steps(10);
    assert_eq!(asked_series(&rig), 2);
}

#[test]
fn the_twin_of_the_series_tells_values_and_what_does_not_count() {
    let rig = window(Language::Nl, SensorSection::OverTime);
    let gent = feed("gent-eigen", "Parkeergarages", false);
    let sensor = sensor(&rig, &gent, 1, 5);
    rig.borrow_mut().run(Command::Select(Some(Selected::Sensor(sensor.id.clone()))));
    rig.borrow_mut().run(SensorCommand::SetTable(true));
    let mut harness = harness(&rig);
    let points = vec![reading(20, 101.0, Quality::Good), reading(10, 99.0, Quality::Uncertain)];
    answer_series(&rig, &sensor.id, points, vec![reading(15, -999.0, Quality::Missing)]);
    harness.run_steps(6);
    let table = said(&harness);
    for part in ["2026-11-23 12:40", "101\u{a0}plaatsen", "onzeker volgens de bron", "ontbrekend", "1 telt niet mee"] {
        assert!(table.contains(part), "{part} in:\n{table}");
    }
    assert!(!table.contains("999"), "{table}");
    rig.borrow_mut().run(SensorCommand::ToggleQuality(Quality::Missing));
    harness.run_steps(4);
    let lines = said(&harness);
    assert!(lines.contains("2026-11-23 12:50") && !lines.contains("2026-11-23 12:45"), "{lines}");
}

#[test]
fn streams_are_added_to_the_charts_from_the_list() {
    let rig = window(Language::Nl, SensorSection::Now);
    let gent = feed("gent-eigen", "Parkeergarages", false);
    sensor(&rig, &gent, 1, 5);
    sensor(&rig, &gent, 2, 5);
    let mut harness = harness(&rig);
    for number in [1, 2] {
        harness.get_by_label(&format!("Parking {number}, Vrije parkeerplaatsen in de grafieken opnemen")).click();
        harness.run_steps(3);
    }
    assert_eq!(rig.borrow().session.view().sensors.compared.len(), 2);
    harness.get_by_label("2 reeksen bekijken").click();
    harness.run_steps(4);
    assert_eq!(asked_series(&rig), 2);
    harness.get_by_label("Parking 1 · Vrije parkeerplaatsen uit de grafieken halen").click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().sensors.compared.len(), 1);
    rig.borrow_mut().run(Command::Undo);
    assert_eq!(rig.borrow().session.view().sensors.compared.len(), 2);
}

#[test]
fn the_list_is_sorted_by_its_headers_with_what_has_no_value_last() {
    let rig = window(Language::Nl, SensorSection::Now);
    let gent = feed("gent-eigen", "Parkeergarages", false);
    for number in [1, 2, 3] {
        let mut one = sensor(&rig, &gent, number, 5);
        if number == 3 {
            one.datastreams[0].latest = None;
            rig.borrow_mut().tell(Event::Sensors(vec![one]));
        }
    }
    let mut harness = harness(&rig);
    let order = |harness: &Harness<'_>| -> Vec<String> {
        let all = said(harness);
        let rows = all.lines().filter(|line| line.starts_with("Parking ") && line.contains(", Gent"));
        rows.map(|line| line.chars().take(9).collect()).collect()
    };
    assert_eq!(order(&harness), ["Parking 1", "Parking 2", "Parking 3"]);
    harness.get_by_label("Waarde, sorteren").click();
    harness.run_steps(3);
    harness.get_by_label("Waarde, oplopend gesorteerd").click();
    harness.run_steps(3);
    assert_eq!(order(&harness), ["Parking 2", "Parking 1", "Parking 3"]);
}

/// Hourly means of 30 days and the hours before: 250 from 8 to 10 o'clock, else 40; none on the last day.
fn means(from: Timestamp, until: Timestamp) -> Vec<Mean> {
    let mut means = Vec::new();
    let mut start = from;
    while start < until - SignedDuration::from_hours(24) {
        let hour = start.as_second() / 3_600 % 24;
        let mean = if (7..9).contains(&hour) { 250.0 } else { 40.0 };
        means.push(Mean { start, mean, min: mean, max: mean, count: 6 });
        start += SignedDuration::from_hours(1);
    }
    means
}

#[test]
fn patterns_count_hours_above_a_reference_value_and_name_its_source() {
    let rig = window(Language::Nl, SensorSection::Patterns);
    let air = feed("lucht", "Luchtkwaliteit", false);
    let station = station(&air, 1);
    {
        let mut rig = rig.borrow_mut();
        rig.tell(Event::Feed(Box::new(air)));
        rig.tell(Event::Sensors(vec![station.clone()]));
        rig.run(Command::Select(Some(Selected::Sensor(station.id.clone()))));
        let threshold = SensorThreshold { property: ObservedProperty::No2, value: 200.0, over: MeanSpan::Hour };
        rig.run(SensorCommand::SetThreshold(Some(threshold)));
    }
    let mut harness = harness(&rig);
    let asked = rig.borrow().sent.iter().rev().find_map(|command| match command {
        Command::Feed(FeedCommand::LoadMeans { from, until, bucket: Bucket::Hour, .. }) => Some((*from, *until)),
        _ => None,
    });
    let (from, until) = asked.unwrap();
    {
        let mut rig = rig.borrow_mut();
        rig.tell(Event::SensorMeans {
            sensor: station.id,
            datastream: "free".into(),
            from,
            until,
            bucket: Bucket::Hour,
            means: Arc::new(means(from, until)),
        });
        rig.end_jobs();
    }
    harness.run_steps(6);
    let found = said(&harness);
    // 29 days of data with two hours each above; the last day has none.
    for part in ["58 uur", "696 uur", "24 uur", "2 uur vanaf", "Richtlijn 2008/50/EG", "97\u{a0}% van de uren"] {
        assert!(found.contains(part), "{part} in:\n{found}");
    }
    rig.borrow_mut().run(SensorCommand::SetTable(true));
    harness.run_steps(4);
    let table = said(&harness);
    assert!(table.contains("08:00 – 09:00") && table.contains("250,0"), "{table}");
}

fn recognised(feed: Feed, sensors: Vec<Sensor>) -> Recognised {
    let readings = Readings { sensors, next_poll_hint_s: Some(120), ..Readings::default() };
    Recognised { feed, readings, tried: Vec::new() }
}

#[test]
fn an_address_is_tested_and_added_under_a_name_of_ones_own() {
    let rig = window(Language::Nl, SensorSection::Feeds);
    let mut harness = harness(&rig);
    harness.get_by_label("Feed toevoegen…").click();
    harness.run_steps(4);
    harness.get_by_label("Adres").type_text("https://sta.example.be/v1.1");
    harness.run_steps(3);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(4);
    let script = requests(&rig);
    let asked = |script: &crate::rig::Script| {
        script.requests.iter().any(|request| {
            matches!(request, Request::RecogniseFeed { address, .. } if address == "https://sta.example.be/v1.1")
        })
    };
    assert!(asked(&script.borrow()), "{:?}", script.borrow().requests);
    assert!(said(&harness).contains("wordt gevraagd en herkend"));
    let found = Feed::new(FeedId::new("sta-example-be"), Protocol::SensorThings, "https://sta.example.be/v1.1");
    let sensors = vec![station(&found, 1), station(&found, 2)];
    rig.borrow_mut().tell(Event::Recognised(Box::new(recognised(found, sensors))));
    rig.borrow_mut().end_jobs();
    harness.run_steps(4);
    let answer = said(&harness);
    for part in
        ["Herkend als OGC SensorThings: 2 sensoren", "Stikstofdioxide NO₂", "bij de bron spaces", "elke 2\u{a0}min"]
    {
        assert!(answer.contains(part), "{part} in:\n{answer}");
    }
    harness.get_by_role_and_label(egui::Role::TextInput, "Naam").focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::Role::TextInput, "Naam").type_text(" stad");
    harness.run_steps(2);
    harness.get_by_label("Toevoegen").click();
    harness.run_steps(3);
    let added = script.borrow().requests.iter().find_map(|request| match request {
        Request::AddFeed { feed, history_days, readings } => {
            Some((feed.name.get(Language::Nl).to_owned(), *history_days, readings.sensors.len()))
        }
        _ => None,
    });
    let (name, days, count) = added.unwrap();
    assert!(name.contains("stad") && days == 30 && count == 2, "{name} {days} {count}");
    assert!(!said(&harness).contains("Plak het adres"), "the dialog is closed");
}

#[test]
fn an_address_that_fails_says_why_and_what_to_try() {
    let rig = window(Language::Nl, SensorSection::Feeds);
    let mut harness = harness(&rig);
    harness.get_by_label("Feed toevoegen…").click();
    harness.run_steps(4);
    harness.get_by_label("Adres").type_text("https://example.be/data");
    harness.run_steps(3);
    harness.get_by_label("Testen").click();
    harness.run_steps(3);
    let job = rig.borrow().session.status().jobs.iter().find(|(_, job)| job.key == "job-recognise").map(|(id, _)| *id);
    let error = "not-json: a web page came (text/html): https://example.be/data".to_owned();
    rig.borrow_mut().tell(Event::Failed { job: job.unwrap(), what: "error-feed", error: error.into() });
    harness.run_steps(4);
    let failure = said(&harness);
    for part in ["een webpagina of iets anders", "plak dat adres", "a web page came (text/html)"] {
        assert!(failure.contains(part), "{part} in:\n{failure}");
    }
    assert!(harness.get_by_label("Toevoegen").accesskit_node().is_disabled());
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    assert!(!said(&harness).contains("Plak het adres"));
}

#[test]
fn settings_given_beforehand_are_tested_with_what_was_recognised() {
    let rig = window(Language::En, SensorSection::Feeds);
    let mut harness = harness(&rig);
    harness.get_by_label("Add a feed…").click();
    harness.run_steps(4);
    harness.get_by_label("Address").type_text("mqtts://broker.example.be");
    harness.run_steps(2);
    harness.get_by_label("Give a key, a protocol or settings").click();
    harness.run_steps(3);
    harness.get_by_label("Add a setting").click();
    harness.run_steps(3);
    for (field, text) in [("Setting", "topic"), ("Value", "city/#")] {
        harness.get_by_role_and_label(egui::Role::TextInput, field).focus();
        harness.run_steps(2);
        harness.get_by_role_and_label(egui::Role::TextInput, field).type_text(text);
        harness.run_steps(2);
    }
    harness.get_by_label("Test").click();
    harness.run_steps(3);
    let found = Feed::new(FeedId::new("broker"), Protocol::Mqtt, "mqtts://broker.example.be");
    rig.borrow_mut().tell(Event::Recognised(Box::new(recognised(found, Vec::new()))));
    rig.borrow_mut().end_jobs();
    harness.run_steps(4);
    let script = requests(&rig);
    let tested = script
        .borrow()
        .requests
        .iter()
        .any(|request| matches!(request, Request::TestFeed(feed) if feed.option("topic") == Some("city/#")));
    assert!(tested, "{:?}", script.borrow().requests);
}

#[test]
fn everything_that_can_be_seen_goes_into_a_view_file_and_back() {
    let rig = window(Language::Nl, SensorSection::Patterns);
    let stream = StreamRef { sensor: SensorId::new("f/1"), datastream: "no2".into() };
    let threshold = SensorThreshold { property: ObservedProperty::No2, value: 40.5, over: MeanSpan::Day };
    let stretch = Stretch { from: now() - SignedDuration::from_hours(3), until: now() };
    for command in [
        SensorCommand::ToggleStream(stream),
        SensorCommand::SetThreshold(Some(threshold)),
        SensorCommand::SetStretch(Some(stretch)),
        SensorCommand::ToggleQuality(Quality::Implausible),
        SensorCommand::SetPeriod(90),
    ] {
        rig.borrow_mut().run(command);
    }
    let view = rig.borrow().session.view().clone();
    let bytes = view_file::write(&view);
    assert_eq!(view_file::read(&bytes).unwrap(), view);
    let old = br#"{"regioscope_view": 1, "view": {"tab": "sensors", "sensors": {"hours": 168, "is_table": true}}}"#;
    let read = view_file::read(old).unwrap();
    assert_eq!((read.sensors.hours, read.sensors.section), (Some(168), SensorSection::Now));
}

#[test]
fn the_list_sorts_by_two_columns_and_is_copied_with_the_columns_that_it_shows() {
    let rig = window(Language::Nl, SensorSection::Now);
    let feed = feed("parking", "Parkeergarages", false);
    for (number, minutes_old) in [(1, 9), (2, 5), (3, 9)] {
        sensor(&rig, &feed, number, minutes_old);
    }
    let mut harness = harness(&rig);
    harness.get_by_label("Ouderdom, sorteren").click();
    harness.run_steps(2);
    harness.get_by_label("Sensor, sorteren").click_modifiers(egui::Modifiers::SHIFT);
    harness.run_steps(2);
    harness.get_by_label("Sensor, oplopend gesorteerd").click_modifiers(egui::Modifiers::SHIFT);
    harness.run_steps(2);
    let sort = rig.borrow().session.view().sensors.sort.clone();
    assert_eq!(
        sort.iter().map(|key| (key.column, key.is_descending)).collect::<Vec<_>>(),
        [(SensorColumn::Age, false), (SensorColumn::Sensor, true)]
    );
    rig.borrow_mut().run(SensorCommand::ToggleColumn(SensorColumn::Property));
    rig.borrow_mut().run(SensorCommand::ToggleColumn(SensorColumn::Feed));
    harness.run_steps(2);
    harness.get_by_label("Kopiëren").click();
    harness.run_steps(1);
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    let lines: Vec<Vec<&str>> = copied.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0], ["Sensor", "Gemeente", "Waarde", "Eenheid", "Kwaliteit", "Gesimuleerd", "Tijdstip (UTC)"]);
    let names: Vec<&str> = lines[1..].iter().map(|line| line[0]).collect();
    assert!(names[0].contains('2') && names[1].contains('3') && names[2].contains('1'), "{names:?}");
    assert!(lines[1..].iter().all(|line| line.len() == lines[0].len()));
}
