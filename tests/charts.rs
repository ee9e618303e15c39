//! Charts as pictures: what they say, the same bytes again, made again from their stamp.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use place::Place;
use regioscope::cli::ExitStatus;
use regioscope::formats::bundle;
use regioscope::model::{Datastream, FeedId, Observation, ObservedProperty, Quality, Sensor, SensorId, Unit};
use regioscope::store::{self, OpenOptions};
use serde_json::Value;

const SIX: [&str; 12] = [
    "--municipality",
    "Gent",
    "--municipality",
    "Deinze",
    "--municipality",
    "Sint-Katelijne-Waver",
    "--municipality",
    "Kruisem",
    "--municipality",
    "Lievegem",
    "--municipality",
    "Puurs-Sint-Amands",
];

fn drawn(place: &Place, language: &str, words: &[&str], name: &str) -> String {
    let path = place.path(name);
    let answer = place.run_in(language, &[&["chart"], words, &["-o", &path]].concat());
    assert_eq!(answer.status, ExitStatus::Done, "{words:?}: {}", answer.err);
    path
}

fn read(path: &str) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{error}: {path}"))
}

/// The words of an SVG, between its tags.
fn words(path: &str) -> String {
    let svg = String::from_utf8(read(path)).unwrap_or_else(|error| panic!("{error}"));
    svg.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_line_chart_says_names_unit_gap_merger_and_sources() {
    let place = Place::new();
    let words = words(&drawn(&place, "nl", &[&SIX[..], &["--indicator", "population"]].concat(), "a.svg"));
    for said in [
        "Inwoners",
        "op 1 januari",
        "Sint-Katelijne-Waver  21",
        "Puurs-Sint-Amands  26",
        "2009",
        "2020",
        "fusie 2019",
        "1 jan 2019: Deinze en Nevele werden samen Deinze",
        "Deinze: Nevele meegeteld tot en met 2018",
        "2016–2017: De meegeleverde tabellen slaan 2016 en 2017 over.",
        "Bronnen: ",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let index = drawn(&place, "en", &[&SIX[..], &["--indicator", "population", "--as", "index"]].concat(), "b.svg");
    let index = self::words(&index);
    assert!(
        index.contains("index, 2009 = 100") && index.contains("The vertical axis does not start at zero."),
        "{index}"
    );
}

#[test]
fn the_values_are_those_that_the_command_line_tells() {
    let place = Place::new();
    let compared = ["--municipality", "Kortrijk", "--figure", "population"];
    let json = place.json(&[&["compare"], &compared[..]].concat());
    let value = json["figures"][0]["values"][0]["value"].as_f64().unwrap_or_else(|| panic!("{json}"));
    let said = format!("Kortrijk{value}");
    for shape in ["line", "over_time"] {
        let path = drawn(&place, "en", &[&compared[..], &["--as", shape]].concat(), &format!("{shape}.svg"));
        let words: String = words(&path).chars().filter(|letter| !letter.is_whitespace()).collect();
        assert!(words.contains(&said), "{shape}: {said} in {words}");
    }
}

#[test]
fn a_funding_chart_has_the_counts_and_sums_of_the_answer() {
    let place = Place::new();
    let filter = ["--province", "Limburg"];
    let json = place.json(&[&["funding"][..], &filter].concat());
    let path = drawn(&place, "en", &[&["--as", "funding"][..], &filter].concat(), "funding.svg");
    let words = words(&path);
    let all = json["funding"].as_array().unwrap_or_else(|| panic!("{json}"));
    assert!(all.len() > 2, "{json}");
    let mut lines = words.lines().filter(|line| !line.is_empty());
    for one in all.iter().filter(|one| one["name"] != "") {
        let name = one["name"].as_str().unwrap_or_default();
        let start: String = name.chars().take(12).collect();
        assert!(lines.any(|line| line.starts_with(&start)), "{name}: {words}");
        let count = one["projects"].as_array().map_or(0, Vec::len).to_string();
        assert_eq!(lines.next(), Some(count.as_str()), "{name}: {words}");
    }
    assert!(words.contains("The inventory is a sample"), "{words}");
}

/// A sensor of air and one of noise with a day of readings: a gap, a doubted one and one that can't be true.
fn observed(place: &Place) {
    let stream = |key: &str, property, unit| Datastream {
        key: key.into(),
        property,
        original_property: key.into(),
        unit,
        original_unit: "".into(),
        capacity: None,
        latest: None,
    };
    let sensor = |id: &str, name: &str, datastreams| Sensor {
        id: SensorId::new(id),
        feed: FeedId::new("proef"),
        name: name.into(),
        location: None,
        nis: None,
        is_nis_approximate: false,
        is_simulated: true,
        datastreams,
    };
    let sensors = [
        sensor("proef/lucht", "Gravensteen", vec![stream("no2", ObservedProperty::No2, Unit::MicrogramPerCubicMetre)]),
        sensor("proef/geluid", "Korenmarkt", vec![stream("laeq", ObservedProperty::NoiseLaeq, Unit::DecibelA)]),
    ];
    let start: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap_or_else(|error| panic!("{error}"));
    let mut readings = Vec::new();
    for quarter in (0..96_i64).filter(|quarter| !(30..50).contains(quarter)) {
        let time = Timestamp::from_second(start.as_second() + quarter * 900).unwrap_or_else(|error| panic!("{error}"));
        for (id, key, value) in [("lucht", "no2", 20.0 + quarter as f64 / 10.0), ("geluid", "laeq", 60.5)] {
            let quality = match (id, quarter) {
                ("lucht", 10) => Quality::Implausible,
                ("lucht", 11) => Quality::Uncertain,
                _ => Quality::Good,
            };
            let value = if quality == Quality::Implausible { 900.0 } else { value };
            readings.push((SensorId::new(format!("proef/{id}")), key.into(), Observation { time, value, quality }));
        }
    }
    let bundle = || bundle::dataset().map_err(|error| error.to_string());
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: &bundle, bundle_hash: "test" };
    let opened = store::open(Path::new(&place.path("w.gpkg")), true, options);
    let mut store = opened.unwrap_or_else(|error| panic!("{error}")).store;
    store.append_readings(&sensors, &readings).unwrap_or_else(|error| panic!("{error}"));
    store.close().unwrap_or_else(|error| panic!("{error}"));
}

const SEEN: [&str; 9] = [
    "--as",
    "sensors",
    "--compare",
    "proef/lucht#no2",
    "--compare",
    "proef/geluid#laeq",
    "--stretch",
    "2026-11-22T11:00:00Z",
    "2026-11-23T11:00:00Z",
];

#[test]
fn a_chart_of_sensors_has_gap_unit_quality_and_is_made_again_later() {
    let place = Place::new();
    observed(&place);
    let path = drawn(&place, "nl", &SEEN, "sensors.svg");
    let words = words(&path);
    for said in [
        "GESIMULEERD · 22/11/2026 12:00 – 23/11/2026 12:00",
        "Gravensteen",
        "Korenmarkt",
        "µg/m³",
        "dB(A)",
        "23/11",
        "151 metingen gelezen",
        "1 telt niet mee (kruisje)",
        "onzeker volgens de bron",
        "Een lijn breekt waar",
        "Bevat gesimuleerde gegevens",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let svg = String::from_utf8(read(&path)).unwrap_or_else(|error| panic!("{error}"));
    let lines = svg.split('<').filter(|part| part.starts_with("path") && part.contains("stroke-width=\"2.2\""));
    let moves: Vec<usize> = lines.map(|line| line.matches('M').count()).collect();
    assert_eq!(moves, [3, 2], "broken by the gap, and dashed around what is doubted");
    for format in ["svg", "pdf", "png"] {
        let path = drawn(&place, "nl", &SEEN, &format!("again.{format}"));
        let answer = place.run(&["reproduce", &path]);
        assert_eq!(answer.status, ExitStatus::Done, "{format}: {} {}", answer.out, answer.err);
    }
    let all = ["--as", "sensors", "--sensor", "proef/lucht", "--hours", "0", "--hide", "uncertain"];
    let path = drawn(&place, "en", &all, "all.svg");
    let words = self::words(&path);
    assert!(words.contains("22/11/2026 12:00 – ") && words.contains("Not shown: doubted by its source"), "{words}");
    assert_eq!(place.run(&["reproduce", &path]).status, ExitStatus::Done, "the clock goes on");
    let hidden = drawn(&place, "nl", &[&SEEN[..], &["--hide", "implausible"]].concat(), "hidden.svg");
    assert!(!self::words(&hidden).contains("telt niet mee: onwaarschijnlijk"));
}

#[test]
fn a_gap_breaks_the_line() {
    let place = Place::new();
    let path = drawn(&place, "en", &["--municipality", "Gent", "--indicator", "population"], "gap.svg");
    let svg = String::from_utf8(read(&path)).unwrap_or_else(|error| panic!("{error}"));
    let line = svg.split('<').find(|part| part.starts_with("path") && part.contains("stroke-width=\"2.2\""));
    let moves = line.map(|line| line.matches('M').count());
    assert_eq!(moves, Some(2), "2009 to 2015, then 2018 to 2020: {line:?}");
}

#[test]
fn every_shape_is_drawn_in_every_format_and_made_again() {
    let place = Place::new();
    for (shape, more) in [
        ("line", &["--indicator", "population"][..]),
        ("per_inhabitant", &["--indicator", "dwellings_new"]),
        ("strips", &["--indicator", "population", "--indicator", "projects/active"]),
        ("over_time", &["--indicator", "population_density"]),
        ("small_multiples", &["--indicator", "population", "--own-axes"]),
        ("by_figure", &["--indicator", "population", "--indicator", "income_per_inhabitant"]),
        ("timeline", &["--dimension", "living"]),
        ("so_far", &["--group", "nothing"]),
        ("funding", &["--province", "Limburg"]),
    ] {
        for format in ["svg", "pdf", "png"] {
            let is_of_projects = matches!(shape, "timeline" | "so_far" | "funding");
            let towns = if is_of_projects { &[][..] } else { &["--municipality", "Gent", "--municipality", "Deinze"] };
            let words = [towns, more, &["--as", shape, "--size", "900x900"]].concat();
            let path = drawn(&place, "nl", &words, &format!("{shape}.{format}"));
            let answer = place.run(&["reproduce", &path]);
            assert_eq!(answer.status, ExitStatus::Done, "{shape} {format}: {} {}", answer.out, answer.err);
            let stamp: Value =
                serde_json::from_slice(&read(&format!("{path}.stamp.json"))).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!((&stamp["what"], &stamp["picture"]["width"]), (&Value::from("chart"), &Value::from(900)));
            assert!(stamp["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{shape}");
        }
    }
}

#[test]
fn programmes_are_listed_under_a_head_that_does_not_count_them() {
    let place = Place::new();
    let path = drawn(&place, "nl", &["--as", "timeline", "--group", "kind", "--dimension", "governance"], "k.svg");
    let words = words(&path);
    assert!(words.lines().any(|line| line == "Programma, telt niet mee"), "no number: {words}");
    assert!(words.contains("Project ("), "{words}");
}

#[test]
fn one_figure_by_figure_is_named_with_its_unit() {
    let place = Place::new();
    let towns = ["--municipality", "Gent", "--municipality", "Deinze"];
    let more = ["--as", "by_figure", "--indicator", "population"];
    let words = words(&drawn(&place, "nl", &[&towns[..], &more].concat(), "b.svg"));
    let count = |said: &str| words.lines().filter(|line| *line == said).count();
    assert_eq!((count("Gent, Deinze"), count("inwoners")), (1, 1), "{words}");
    assert!(count("Inwoners") >= 1, "{words}");
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let place = Place::new();
    let path = place.path("x.svg");
    for (words, status, said) in [
        (&["--as", "strips"][..], ExitStatus::Usage, "this view has no chart"),
        (&["--indicator", "projects"], ExitStatus::Usage, "a line chart takes one indicator"),
        (&["--indicator", "nothing"], ExitStatus::Usage, "no such figure"),
        (&["--as", "timeline", "--size", "900x600"], ExitStatus::Failed, "too small"),
        (&["--size", "200x100"], ExitStatus::Failed, "too small"),
        (&["--format", "csv"], ExitStatus::Usage, "--format takes one of png, svg, pdf"),
        (&["--as", "sensors"], ExitStatus::Usage, "this view has no chart"),
        (&["--as", "sensors", "--sensor", "x"], ExitStatus::Usage, "no such sensor"),
        (&["--as", "sensors", "--compare", "x"], ExitStatus::Usage, "SENSOR#DATASTREAM"),
    ] {
        let answer = place.run(&[&["chart"], words, &["-o", &path]].concat());
        assert_eq!(answer.status, status, "{words:?}: {}", answer.err);
        assert!(answer.err.contains(said), "{words:?}: {}", answer.err);
        assert!(fs::metadata(&path).is_err(), "nothing is left behind");
    }
}
