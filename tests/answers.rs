//! The tables of the tabs: the values of the JSON that the commands give, made again from their stamp.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::collections::BTreeMap;
use std::fs;

use place::Place;
use regioscope::cli::ExitStatus;
use serde_json::Value;

type Row = BTreeMap<String, String>;

/// The rows that a command writes as CSV, by the key of the column.
fn rows(place: &Place, words: &[&str]) -> Vec<Row> {
    let answer = place.run(&[words, &["--format", "csv"]].concat());
    assert_eq!(answer.status, ExitStatus::Done, "{words:?}: {}", answer.err);
    let mut reader = csv::Reader::from_reader(answer.out.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap_or_else(|error| panic!("{error}")).clone();
    let row = |record: csv::StringRecord| {
        heads.iter().map(ToOwned::to_owned).zip(record.iter().map(ToOwned::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap_or_else(|error| panic!("{error}")))).collect()
}

fn list<'a>(json: &'a Value, key: &str) -> &'a Vec<Value> {
    json[key].as_array().unwrap_or_else(|| panic!("{key}: {json}"))
}

/// A cell as JSON would have it: a number, or empty for null.
fn is_number(cell: &str, json: &Value) {
    match json.as_f64() {
        None => assert_eq!(cell, ""),
        Some(number) => {
            let cell: f64 = cell.parse().unwrap_or_else(|error| panic!("{error}: {cell}"));
            assert!((cell - number).abs() <= 1e-6 * number.abs().max(1.0), "{cell} is not {number}");
        }
    }
}

fn ids(json: &Value) -> String {
    json.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(";")
}

const COMPARED: [&str; 9] = [
    "compare",
    "--municipality",
    "Gent",
    "--municipality",
    "Kortrijk",
    "--figure",
    "population",
    "--figure",
    "projects/dimension/mobility",
];

#[test]
fn a_comparison_has_the_figures_of_its_json() {
    let place = Place::new();
    let words = [&COMPARED[..], &["--figure", "projects/active", "--figure", "sensors/no2/p95"]].concat();
    let (rows, json) = (rows(&place, &words), place.json(&words));
    let figures = list(&json, "figures");
    assert_eq!(rows.len(), figures.len() * 2);
    let mut missing = 0;
    let pairs = figures.iter().flat_map(|figure| list(figure, "values").iter().map(move |value| (figure, value)));
    for (row, (figure, value)) in rows.iter().zip(pairs) {
        assert_eq!((row["figure"].as_str(), row["name"].as_str()), (text(&figure["figure"]), text(&figure["name"])));
        assert_eq!((row["nis"].as_str(), row["municipality"].as_str()), (text(&value["nis"]), text(&value["name"])));
        assert_eq!(row["missing"], text(&value["missing"]));
        assert_eq!(row["status_value"], text(&value["status"]));
        assert_eq!(row["calculation"], text(&value["calculation"]));
        is_number(&row["value"], &value["value"]);
        is_number(&row["rank"], &value["rank"]);
        is_number(&row["rank_of"], &value["rank_of"]);
        let quartiles = &figure["peers"]["quartiles"];
        is_number(&row["peer_median"], &quartiles["median"]);
        is_number(&row["peer_q1"], &quartiles["q1"]);
        is_number(&row["peer_q3"], &quartiles["q3"]);
        missing += usize::from(!row["missing"].is_empty());
    }
    assert!(missing > 0, "sensors are not there, and say why");
}

#[test]
fn a_series_has_the_years_of_its_json_and_says_why_one_is_missing() {
    let place = Place::new();
    let words = [&COMPARED[..], &["--figure", "projects/active", "--series"]].concat();
    let (rows, json) = (rows(&place, &words), place.json(&words));
    let figures = list(&json, "figures");
    let series = figures.iter().flat_map(|figure| list(figure, "series").iter().map(move |one| (figure, one)));
    let mut left = rows.iter();
    for (figure, one) in series {
        let years = list(one, "years");
        // What has no years has one row that says so.
        for year in years.iter().map(Some).chain(years.is_empty().then_some(None)) {
            let row = left.next().unwrap_or_else(|| panic!("no row is left for {one}"));
            assert_eq!(
                (row["figure"].as_str(), row["unit"].as_str()),
                (text(&figure["figure"]), text(&figure["unit"]))
            );
            assert_eq!((row["nis"].as_str(), row["municipality"].as_str()), (text(&one["nis"]), text(&one["name"])));
            assert_eq!(row["value"].is_empty(), !row["missing"].is_empty(), "{row:?}");
            let Some(year) = year else {
                assert!(row["year"].is_empty() && row["value"].is_empty(), "{row:?}");
                continue;
            };
            is_number(&row["year"], &year["year"]);
            is_number(&row["value"], &year["value"]);
            assert_eq!(row["missing"], text(&year["missing"]));
            assert_eq!(row["status_value"], text(&year["status"]));
        }
    }
    assert!(left.next().is_none(), "no row is of anything else");
    let gap = rows.iter().find(|row| row["figure"] == "population" && row["year"] == "2016");
    assert!(gap.is_some_and(|row| row["value"].is_empty() && row["missing"].contains("2016")), "{gap:?}");
}

#[test]
fn a_series_says_which_municipalities_were_added_up_or_has_them_apart() {
    let place = Place::new();
    let words = ["compare", "--municipality", "Deinze", "--figure", "population", "--series"];
    let today = rows(&place, &words);
    let merged = |row: &&Row| !row["merged_from"].is_empty();
    assert!(today.iter().filter(merged).all(|row| row["year"].as_str() < "2019" && row["borders"] == "today"));
    assert!(today.iter().any(|row| row["merged_from"] == "44011;44049"), "{today:?}");
    let then = rows(&place, &[&words[..], &["--borders-of-the-time"]].concat());
    let names: std::collections::BTreeSet<&str> = then.iter().map(|row| row["municipality"].as_str()).collect();
    assert!(names.contains("Nevele") && then.iter().all(|row| row["borders"] == "of_the_time"), "{names:?}");
}

fn text(json: &Value) -> &str {
    json.as_str().unwrap_or_default()
}

#[test]
fn look_alikes_and_partners_have_score_proof_and_reason() {
    let place = Place::new();
    let id = text(&list(&place.json(&["timeline", "--municipality", "Gent"]), "projects")[0]["id"]).to_owned();
    let table = rows(&place, &["similar", &id]);
    let json = place.json(&["similar", &id, "--count", "50"]);
    let alike = list(&json, "look_alikes");
    assert!(!alike.is_empty() && table.len() == alike.len());
    for (row, one) in table.iter().zip(alike) {
        assert_eq!((row["id"].as_str(), row["why"].as_str()), (text(&one["id"]), text(&one["why"])));
        assert_eq!((row["asked"].as_str(), row["relation"].as_str()), (id.as_str(), text(&one["relation"])));
        is_number(&row["score"], &one["score"]);
        for part in ["text", "theme", "dimension", "partners", "place", "period"] {
            is_number(&row[&format!("part_{part}")], &one["parts"][part]);
        }
    }
    let words = ["partners", "--municipality", "Kortrijk", "--dimension", "mobility", "--role", "company"];
    let (table, json) = (rows(&place, &words), place.json(&words));
    let partners = list(&json, "partners");
    assert!(!partners.is_empty() && table.len() == partners.len());
    for (row, one) in table.iter().zip(partners) {
        assert_eq!((row["organisation"].as_str(), row["why"].as_str()), (text(&one["name"]), text(&one["why"])));
        assert_eq!(
            (&row["projects"], &row["proven_projects"]),
            (&ids(&one["projects"]), &ids(&one["proven_projects"]))
        );
        is_number(&row["distance_km"], &one["distance_km"]);
    }
}

#[test]
fn the_time_line_keeps_who_has_no_period_and_sums_are_those_of_the_page() {
    let place = Place::new();
    let words = ["timeline", "--province", "Limburg"];
    let (table, json) = (rows(&place, &[&words[..], &["--group", "nothing"]].concat()), place.json(&words));
    let (bars, unknown) = (list(&json, "projects"), list(&json, "unknown_period"));
    assert!(!unknown.is_empty() && table.len() == bars.len() + unknown.len());
    for (row, bar) in table.iter().zip(bars) {
        assert_eq!(row["id"], text(&bar["id"]));
        is_number(&row["bar_from"], &bar["from"]);
        is_number(&row["bar_until"], &bar["until"]);
        assert_eq!(row["period"] == "open", bar["is_open"] == true);
    }
    for (row, id) in table[bars.len()..].iter().zip(unknown) {
        assert_eq!((row["id"].as_str(), row["period"].as_str(), row["bar_from"].as_str()), (text(id), "unknown", ""));
    }
    let table = rows(&place, &[&words[..], &["--cumulative"]].concat());
    for (row, year) in table.iter().zip(list(&json, "cumulative")) {
        is_number(&row["year"], &year["year"]);
        is_number(&row["ended"], &year["ended"]);
        is_number(&row["started_projects"], &year["started"]["project"]);
        is_number(&row["started_planned_actions"], &year["started"]["planned_action"]);
    }
    assert_eq!(table.len(), list(&json, "cumulative").len());
}

#[test]
fn funding_tells_no_sum_where_nobody_tells_an_amount() {
    let place = Place::new();
    let (table, json) = (rows(&place, &["funding"]), place.json(&["funding"]));
    let paid: Vec<&Row> = table.iter().filter(|row| row["row"] == "funding").collect();
    let all = list(&json, "funding");
    assert_eq!(paid.len(), all.len());
    for (row, one) in paid.iter().zip(all) {
        assert_eq!((row["funding_programme"].as_str(), &row["projects"]), (text(&one["name"]), &ids(&one["projects"])));
        for part in ["budget", "subsidy"] {
            is_number(&row[&format!("{part}_eur")], &one[part]["eur"]);
            is_number(&row[&format!("{part}_known")], &one[part]["known_of_projects"]);
        }
    }
    assert!(paid.iter().any(|row| row["budget_eur"].is_empty()), "a missing amount is no zero");
    let calls: usize = all.iter().map(|one| list(one, "calls").len()).sum();
    let calls = calls + list(&json, "calls_without_project").len();
    assert_eq!(table.iter().filter(|row| row["row"] == "call").count(), calls);
}

#[test]
fn every_table_is_made_again_and_the_same_from_a_view_file() {
    let place = Place::new();
    for (what, ending, words) in [
        ("comparison", "csv", &[&COMPARED[..], &["--figure", "projects/active"]].concat()[..]),
        ("comparison", "xlsx", &COMPARED),
        ("series", "csv", &[&COMPARED[..], &["--figure", "projects/active", "--series"]].concat()[..]),
        ("series", "ods", &[&COMPARED[..], &["--series", "--borders-of-the-time"]].concat()[..]),
        ("similar", "ods", &["similar", "--text", "slimme laadpalen voor deelwagens"]),
        ("partners", "csv", &["partners", "--dimension", "living"]),
        ("timeline", "xlsx", &["timeline", "--dimension", "living"]),
        ("funding", "csv", &["funding", "--province", "Limburg"]),
    ] {
        let (first, again) = (place.path(&format!("a.{ending}")), place.path(&format!("b.{ending}")));
        let made = place.run_in("nl", &[words, &["-o", &first]].concat());
        assert_eq!(made.status, ExitStatus::Done, "{what}: {}", made.err);
        let answer = place.run(&["reproduce", &first]);
        assert_eq!(answer.status, ExitStatus::Done, "{what}: {} {}", answer.out, answer.err);
        let stamp = fs::read(format!("{first}.stamp.json")).unwrap_or_else(|error| panic!("{error}"));
        let stamp: Value = serde_json::from_slice(&stamp).unwrap_or_else(|error| panic!("{error}"));
        assert!(!list(&stamp, "sources").is_empty(), "{what} has sources");
        let has_today = matches!(what, "comparison" | "series") && ending == "csv";
        assert_eq!(stamp["as_of"].is_null(), !has_today, "{what}");
        let view = serde_json::json!({ "regioscope_view": 1, "view": stamp["view"] });
        let view = place.file("v.regioview.json", view.to_string());
        let made = place.run_in("nl", &["export", "--what", what, "--view", &view, "-o", &again]);
        assert_eq!(made.status, ExitStatus::Done, "{what}: {}", made.err);
        assert_eq!(fs::read(&first).ok(), fs::read(&again).ok(), "{what}");
    }
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_neutralised() {
    let place = Place::new();
    let file = place.file("p.csv", "id,title,kind,status,funding_programme\nx1,=1+1,project,completed,=2+2\n");
    place.run(&["import", "--into", &place.path("w.gpkg"), &file]);
    let cells = rows(&place, &["timeline"]);
    assert_eq!(cells.iter().find(|row| row["id"] == "x1").map(|row| row["title"].as_str()), Some("'=1+1"));
    let paid = rows(&place, &["funding"]);
    assert!(paid.iter().any(|row| row["funding_programme"] == "'=2+2"));
}

#[test]
fn what_a_table_cannot_answer_is_refused_with_the_reason() {
    let place = Place::new();
    for (words, said) in [
        (&["compare", "--format", "csv"][..], "name a municipality"),
        (&["compare", "--municipality", "Gent", "--project", "x", "--format", "csv"], "does not hold --project"),
        (&["partners", "--idea", "deelwagens", "--format", "csv"], "--idea"),
        (&["funding", "--format", "xlsx"], "name a file with -o"),
        (&["timeline", "--format", "geojson"], "--format takes one of"),
    ] {
        let answer = place.run(words);
        assert_eq!(answer.status, ExitStatus::Usage, "{words:?}");
        assert!(answer.err.contains(said), "{words:?}: {}", answer.err);
    }
}
