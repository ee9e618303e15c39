//! Charts as pictures: what they say, the same bytes again, made again from their stamp.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::fs;

use place::Place;
use regioscope::cli::ExitStatus;
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
    ] {
        for format in ["svg", "pdf", "png"] {
            let is_of_projects = matches!(shape, "timeline" | "so_far");
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
    ] {
        let answer = place.run(&[&["chart"], words, &["-o", &path]].concat());
        assert_eq!(answer.status, status, "{words:?}: {}", answer.err);
        assert!(answer.err.contains(said), "{words:?}: {}", answer.err);
        assert!(fs::metadata(&path).is_err(), "nothing is left behind");
    }
}
