//! Importing figures by the command line, from files and from an OData service on loopback.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;
#[path = "feeds/server.rs"]
mod server;
#[path = "support/workbook.rs"]
mod workbook;

use std::sync::Arc;
use std::time::Duration;

use place::Place;
use regioscope::cli::ExitStatus;
use regioscope::formats::bundle;
use regioscope::jobs::{JobOptions, Jobs, TableOrigin};
use regioscope::model::{Dataset, IndicatorId, Language};
use regioscope::session::{Command, Session, SessionOptions, Settings};
use workbook::Cell;

/// Rows of the export of this indicator.
fn exported(place: &Place, indicator: &str) -> Vec<String> {
    let view = format!(r#"{{"regioscope_view": 1, "view": {{"indicators": {{"indicator": "{indicator}"}}}}}}"#);
    let view = place.file("i.regioview.json", view.as_bytes());
    let all = place.run(&["export", "--what", "indicators", "--format", "csv", "--view", &view]).out;
    let start = format!("{indicator},");
    all.lines().filter(|line| line.starts_with(&start)).map(str::to_owned).collect()
}

const BIKES: &str = "NIS;Jaar;Fietsenstallingen\n44021;2023;12\n11002;2023;30\n02000;2023;42\n12345;2023;1\n";

#[test]
fn figures_come_in_are_revised_and_the_former_ones_are_told() {
    let place = Place::new();
    let file = place.file("bikes.csv", BIKES.as_bytes());
    let words = ["import", &file, "--as", "indicators", "--unit", "aantal", "--licence", "CC0", "--source", "Stad"];
    let dry = place.json(&[&words[..], &["--dry-run"]].concat());
    let one = &dry["indicators"][0];
    assert_eq!((&one["id"], &one["added"], &dry["rejected"]), (&"fietsenstallingen".into(), &2.into(), &1.into()));
    assert_eq!((&one["flanders"][0]["after"]["sum"], &one["flanders"][0]["stated"]), (&42.0.into(), &42.0.into()));
    assert!(exported(&place, "fietsenstallingen").is_empty(), "a dry run writes nothing");
    let rejected = place.path("refused.csv");
    let answer = place.run(&[&words[..], &["--rejected", &rejected]].concat());
    assert_eq!(answer.status, ExitStatus::Partly, "{}", answer.err);
    assert!(std::fs::read_to_string(&rejected).is_ok_and(|saved| saved.contains("12345")));
    assert_eq!(exported(&place, "fietsenstallingen").len(), 2);
    let again = place.json(&words);
    assert_eq!((&again["indicators"][0]["unchanged"], &again["indicators"][0]["changed"]), (&2.into(), &0.into()));
    place.file("bikes.csv", BIKES.replace(";12\n", ";13\n").as_bytes());
    let revised = place.json(&words);
    let change = &revised["indicators"][0]["changes"][0];
    assert_eq!((&change["former"]["value"], &change["new"]["value"]), (&12.0.into(), &13.0.into()));
    let info = place.json(&["info"]);
    let sources = info["sources"].as_array().expect("sources");
    let own = sources.iter().find(|source| source["id"] == "import:bikes.csv").expect("the import");
    assert_eq!(
        (&own["licence"], &own["attribution"], &own["origin"]),
        (&"CC0".into(), &"Stad".into(), &"bikes.csv".into())
    );
}

#[test]
fn workbooks_say_the_same_as_text() {
    let place = Place::new();
    let rows = vec![
        vec![Cell::Text("Fietsen in 2023"), Cell::Empty],
        vec![Cell::Text("NIS"), Cell::Text("Datum"), Cell::Text("Fietsen (aantal)")],
        vec![Cell::Number(44_021.0), Cell::Date(45_292, "2024-01-01"), Cell::Number(12.0)],
        vec![Cell::Number(11_002.0), Cell::Date(45_292, "2024-01-01"), Cell::Text("n.b.")],
        vec![Cell::Number(44_083.0), Cell::Date(45_292, "2024-01-01"), Cell::Error("#REF!")],
        vec![Cell::Number(21_004.0), Cell::Date(45_292, "2024-01-01"), Cell::Empty],
    ];
    for (name, bytes) in [("b.xlsx", workbook::xlsx("Blad1", &rows)), ("b.ods", workbook::ods("Blad1", &rows))] {
        let file = place.file(name, &bytes);
        let seen = place.json(&["import", &file, "--as", "indicators", "--dry-run"]);
        let one = &seen["indicators"][0];
        assert_eq!(
            (&one["id"], &one["unit"], &one["added"]),
            (&"fietsen".into(), &"aantal".into(), &1.into()),
            "{seen:#}"
        );
        assert_eq!((&one["flanders"][0]["year"], &seen["missing"]), (&2024.into(), &2.into()), "{name}");
    }
}

#[test]
fn a_mapping_is_saved_and_used_again() {
    let place = Place::new();
    let file = place.file("a.csv", b"NIS;Jaar;A\n44021;2023;12\n");
    let map = place.path("map.json");
    let words =
        ["import", &file, "--as", "indicators", "--indicator", "bikes", "--unit", "n", "--save-map", &map, "--dry-run"];
    let answer = place.run(&words);
    assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
    let next = place.file("b.csv", b"NIS;Jaar;A\n44021;2024;13\n");
    let answer = place.run(&["import", &next, "--as", "indicators", "--map", &map]);
    assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
    assert_eq!(exported(&place, "bikes").len(), 1);
    let wrong = place.file("wrong.json", b"{}");
    let answer = place.run(&["import", &next, "--as", "indicators", "--map", &wrong]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(answer.err.contains("not a mapping"), "{}", answer.err);
}

#[test]
fn figures_of_the_program_are_revised_in_place() {
    let place = Place::new();
    let year =
        exported(&place, "population").iter().filter_map(|line| line.split(',').nth(4)?.parse::<i32>().ok()).max();
    let year = year.unwrap_or(2020);
    let file = place.file("p.csv", format!("CD_REFNIS;CD_YEAR;MS_POPULATION\n44021;{year};1\n").as_bytes());
    let seen = place.json(&["import", &file, "--as", "indicators"]);
    let one = &seen["indicators"][0];
    assert_eq!(
        (&one["id"], &one["is_new"], &one["changed"]),
        (&"population".into(), &false.into(), &1.into()),
        "{seen:#}"
    );
}

#[test]
fn what_cannot_be_imported_says_why() {
    let place = Place::new();
    for (name, text, hint) in [
        ("share.csv", "NIS;Jaar;Aandeel (%)\n44021;2023;5\n", "be added up over a merger"),
        ("unit.csv", "NIS;Jaar;Bomen\n44021;2023;5\n", "Give this figure a unit"),
        ("none.csv", "a;b\n1;2\n", "municipalities"),
        ("year.csv", "NIS;Bomen\n44021;5\n", "year"),
        ("page.csv", "<html><body>404</body></html>", "web page"),
    ] {
        let file = place.file(name, text.as_bytes());
        let answer = place.run(&["import", &file, "--as", "indicators"]);
        assert_eq!(answer.status, ExitStatus::Failed, "{name}: {}", answer.err);
        assert!(answer.err.contains(hint), "{name}: {}", answer.err);
    }
    let file = place.file("f.csv", BIKES.as_bytes());
    let answer = place.run(&["import", &file]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(answer.err.contains("--as indicators"), "{}", answer.err);
    let answer = place.run(&["import", &file, &file, "--as", "indicators"]);
    assert_eq!(answer.status, ExitStatus::Usage);
    let answer = place.run(&["import", &file, "--as", "indicators", "--vintage", "1976"]);
    assert_eq!(answer.status, ExitStatus::Usage, "{}", answer.err);
}

#[test]
fn figures_that_can_not_be_shown_yet_are_told_with_what_they_lack() {
    let place = Place::new();
    // Hasselt bore 71022 until it merged with Kortessem, 73040, in 2025.
    let file = place.file("a.csv", b"NIS;Jaar;Lampen\n44021;2020;1\n71022;2020;2\n");
    let words = ["import", &file, "--as", "indicators", "--unit", "n"];
    let answer = place.run(&words);
    assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
    let told: Vec<&str> = answer.err.lines().filter(|line| line.contains("be shown")).collect();
    assert_eq!(told.len(), 2, "before and after: {}", answer.err);
    assert!(told[0].contains("Hasselt (no figure for Kortessem: 2020)"), "{}", told[0]);
    let seen = place.json(&[&words[..], &["--dry-run"]].concat());
    let unshown = &seen["unshown"][0];
    assert_eq!(
        (&unshown["nis"], &unshown["missing"], &unshown["count"]),
        (&"71072".into(), &"73040".into(), &1.into())
    );
    assert_eq!(seen["unshown"].as_array().map(Vec::len), Some(1), "{seen:#}");
    let rest = place.file("b.csv", b"NIS;Jaar;Lampen\n73040;2020;4\n");
    let answer = place.run(&["import", &rest, "--as", "indicators", "--unit", "n"]);
    assert!(!answer.err.contains("be shown"), "{}", answer.err);
}

/// A session of its own with a key in memory, over a workspace in a folder.
fn session(folder: &tempfile::TempDir) -> Session {
    use regioscope::feeds::secret::{MemorySecrets, Secrets};
    let secrets = MemorySecrets::default();
    secrets.set("pinc", Some("hush")).expect("memory");
    let clock: regioscope::jobs::Clock = Arc::new(|| "2026-03-03T10:00:00Z".parse().expect("a time"));
    let options = JobOptions { secrets: Arc::new(secrets), ..JobOptions::without_polling(Arc::clone(&clock)) };
    let mut session = Session::new(SessionOptions {
        background: Box::new(Jobs::start_jobs(Arc::new(|| {}), options).expect("a thread")),
        clock,
        system_language: Language::En,
        settings: Settings::default(),
        settings_path: None,
    });
    session.open(folder.path().join("w.gpkg"), true);
    settle(&mut session);
    session
}

fn settle(session: &mut Session) {
    assert!(session.settle(Duration::from_mins(1)));
    while session.update() {}
}

fn odata(url: String, secret: Option<&str>) -> TableOrigin {
    TableOrigin::OData { url, secret: secret.map(str::to_owned) }
}

#[test]
fn an_odata_collection_is_read_page_after_page_with_the_key() {
    let server = server::Server::start(|request, stream| {
        let (status, body) = match request.header("apikey") {
            Some("hush") if request.target.contains("skip") => {
                ("200 OK", r#"{"value": [{"ExternalCode": "gemeente_11002", "Period": "2023", "ValueString": "30"}]}"#)
            }
            Some("hush") => (
                "200 OK",
                r#"{"@odata.nextLink": "Values?$skip=1",
                    "value": [{"ExternalCode": "gemeente_44021", "Period": "2023", "ValueString": "12"}]}"#,
            ),
            _ => ("401 Unauthorized", r#"{"error": {"message": "Guest user group not found, No access!"}}"#),
        };
        server::reply(stream, status, "content-type: application/json\r\n", body.as_bytes());
    });
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = session(&folder);
    let url = format!(
        "{}/odata/Variables('v1_bomen')/GeoLevels('gemeente')/PeriodLevels('year')/Periods('all')/Values",
        server.url
    );
    session.read_table(odata(url.clone(), None), None);
    settle(&mut session);
    let error = session.results().table_import.error.clone().expect("no key");
    assert!(error.contains("401") && !error.contains("hush"), "{error}");
    session.read_table(odata(url.clone(), Some("other")), None);
    settle(&mut session);
    assert!(session.results().table_import.error.as_deref().is_some_and(|error| error.contains("other")));
    session.read_table(odata(url.clone(), Some("pinc")), None);
    settle(&mut session);
    let seen = session.results().table_import.seen.clone().expect("a table");
    assert_eq!(seen.row_count, 3);
    let mut mapping = seen.mapping.clone();
    mapping.indicators[0].unit = "aantal".into();
    session.import_table(odata(url, Some("pinc")), mapping, false);
    settle(&mut session);
    let values = session.workspace().indicators.values(&IndicatorId::new("v1_bomen")).expect("figures").clone();
    assert_eq!(values.len(), 2);
    let revised = session.workspace().sources.iter().find(|source| source.id.starts_with("import:")).expect("a source");
    assert!(!revised.origin.contains("hush"));
    session.run(&Command::Undo);
    settle(&mut session);
    assert!(session.workspace().indicators.values(&IndicatorId::new("v1_bomen")).is_none());
    drop(session);
    let stored = reopened(&folder);
    assert!(stored.indicators.iter().all(|one| one.id.as_str() != "v1_bomen"), "the file followed the undo");
}

#[test]
fn a_link_to_another_host_is_not_followed_and_never_gets_the_key() {
    let stranger = server::Server::answering("200 OK", "content-type: application/json\r\n", r#"{"value": []}"#);
    let body = format!(r#"{{"@odata.nextLink": "{}/x", "value": [{{"a": "b"}}]}}"#, stranger.url);
    let server = server::Server::answering("200 OK", "content-type: application/json\r\n", body);
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = session(&folder);
    session.read_table(odata(format!("{}/x", server.url), Some("pinc")), None);
    settle(&mut session);
    assert!(session.results().table_import.error.as_deref().is_some_and(|error| error.contains("cross-origin")));
    assert!(stranger.targets().is_empty());
}

fn reopened(folder: &tempfile::TempDir) -> Dataset {
    let options = regioscope::store::OpenOptions {
        busy_timeout: Duration::from_secs(1),
        bundle: &|| bundle::dataset().map_err(|error| error.to_string()),
        bundle_hash: &bundle::hash(),
    };
    regioscope::store::open(&folder.path().join("w.gpkg"), false, options).expect("it opens").dataset
}
