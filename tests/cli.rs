//! The command line from words to answer, over workspaces in a temporary folder.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::fs;
use std::path::Path;

use place::Place;
use regioscope::cli::ExitStatus;
use serde_json::Value;

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    fs::read(path.as_ref()).unwrap_or_else(|error| panic!("{error}: {}", path.as_ref().display()))
}

#[test]
fn info_tells_counts_sources_and_that_it_is_a_sample() {
    let place = Place::new();
    let info = place.json(&["info"]);
    assert_eq!(info["total"]["projects"], 280);
    assert_eq!(info["total"]["counted"], 383);
    assert_eq!(info["total"]["programmes_not_counted"], 8);
    assert_eq!(info["is_sample"], true);
    assert_eq!(info["municipalities"], 304);
    assert!(info["sources"].as_array().is_some_and(|sources| sources.len() > 5));
    let text = place.run(&["info"]).out;
    assert!(text.contains("sample, not a full count"), "{text}");
}

#[test]
fn export_lists_what_info_counts() {
    let place = Place::new();
    let words = ["--municipality", "Gent", "--dimension", "mobility"];
    let info = place.json(&[&["info"][..], &words[..]].concat());
    let export = place.run(&[&["export"][..], &words[..], &["--format", "csv"][..]].concat());
    assert_eq!(export.status, ExitStatus::Done, "{}", export.err);
    let mut reader = csv::Reader::from_reader(export.out.as_bytes());
    let kind = reader.headers().expect("headers").iter().position(|name| name == "kind").expect("a column kind");
    let counted = reader.records().filter(|row| row.as_ref().is_ok_and(|row| &row[kind] != "programme")).count();
    assert_eq!(info["selected"]["counted"], counted);
    let stream = place.run(&["export", "--dimension", "mobility", "--format", "geojson"]).out;
    assert!(stream.contains("FeatureCollection") && !stream.contains("stamp"), "a stream carries no stamp");
    let ghent = place.run(&["export", "--municipality", "ghent", "--dimension", "Mobiliteit", "--format", "csv"]);
    assert_eq!(ghent.out, export.out, "names in another language and words in Dutch mean the same");
}

#[test]
fn an_old_municipality_finds_its_successor() {
    let place = Place::new();
    let nevele = place.json(&["info", "--municipality", "Nevele"]);
    let deinze = place.json(&["info", "--municipality", "44083"]);
    assert_eq!(nevele["selected"], deinze["selected"]);
}

#[test]
fn exports_are_the_same_when_repeated_and_carry_a_stamp() {
    let place = Place::new();
    for format in ["csv", "csv-excel-be", "geojson", "gpkg"] {
        let (first, second) = (place.path(&format!("a.{format}")), place.path(&format!("b.{format}")));
        for path in [&first, &second] {
            let words = ["export", "--dimension", "environment", "--format", format, "-o", path];
            let answer = place.run(&words);
            assert_eq!(answer.status, ExitStatus::Done, "{format}: {}", answer.err);
        }
        assert!(read(&first) == read(&second), "{format} differs when repeated");
        let stamp: Value = serde_json::from_slice(&read(format!("{first}.stamp.json"))).expect("a stamp");
        assert!(stamp.get("view").is_some() && stamp.get("sources").is_some(), "{stamp:#}");
        assert!(!stamp.to_string().contains(&place.path("")), "a stamp names no folder of this machine");
    }
}

#[test]
fn a_view_file_means_the_words_it_was_made_from() {
    let place = Place::new();
    let view = place.file(
        "v.regioview.json",
        r#"{"regioscope_view": 1, "view": {"filter": {"dimensions": ["mobility"], "statuses": ["running"]}}}"#,
    );
    let by_file = place.run(&["export", "--view", &view, "--format", "csv"]);
    let by_words = place.run(&["export", "--dimension", "mobility", "--status", "running", "--format", "csv"]);
    assert_eq!(by_file.status, ExitStatus::Done, "{}", by_file.err);
    assert_eq!(by_file.out, by_words.out);
}

#[test]
fn import_keeps_good_rows_and_saves_refused_ones() {
    let place = Place::new();
    let file = place.file(
        "mine.csv",
        "id;title;kind;lead_municipality;dimensions;status\n\
         X1;Slimme paal;project;Gent;mobiliteit;lopend\n\
         X2;Zonder status;project;Gent;mobility;kapot\n\
         X3;Naar Nevele;project;Nevele;leefomgeving;gepland\n",
    );
    let dry = place.json(&["import", &file, "--dry-run"]);
    assert_eq!((&dry["added"], &dry["rejected"]), (&2.into(), &1.into()));
    assert_eq!(place.json(&["info"])["total"]["counted"], 383, "a dry run writes nothing");
    let rejected = place.path("refused.csv");
    let answer = place.run(&["import", &file, "--rejected", &rejected]);
    assert_eq!(answer.status, ExitStatus::Partly, "{}", answer.err);
    assert!(answer.err.contains("mine.csv:3"), "file and row are named: {}", answer.err);
    let saved = String::from_utf8(read(&rejected)).expect("UTF-8");
    assert!(saved.contains("kapot") && !saved.contains("Slimme paal"), "{saved}");
    assert_eq!(place.json(&["info"])["total"]["counted"], 385);
    let deinze = place.run(&["export", "--municipality", "Deinze", "--text", "nevele", "--format", "csv"]);
    assert!(deinze.out.contains("X3"), "{}", deinze.out);
    let again = place.json(&["import", &file]);
    assert_eq!((&again["added"], &again["changed"]), (&0.into(), &0.into()), "the same rows again change nothing");
}

#[test]
fn wrong_words_say_what_would_be_right() {
    let place = Place::new();
    for (words, hint) in [
        (&["export", "--dimension", "mobil", "--format", "csv"][..], "mobility, environment"),
        (&["export", "--municipality", "Gand-sur-Mer", "--format", "csv"][..], "no municipality"),
        (&["export", "--format", "xls"][..], "csv"),
        (&["export", "--format", "gpkg"][..], "-o"),
        (&["info", "--near", "here"][..], "--near"),
        (&["info", "--from", "2022", "--until", "2018"][..], "2022"),
        (&["map", "--size", "big", "-o", "x.png"][..], "WIDTHxHEIGHT"),
        (&["map", "--year", "1800", "-o", "x.png"][..], "2020"),
    ] {
        let answer = place.run(words);
        assert_eq!(answer.status, ExitStatus::Usage, "{words:?}: {}", answer.err);
        assert!(answer.err.contains(hint), "{words:?}: {}", answer.err);
        assert!(answer.out.is_empty(), "{words:?}: {}", answer.out);
    }
}

#[test]
fn the_map_is_drawn_without_a_window_and_is_the_same_when_repeated() {
    let place = Place::new();
    let (first, second) = (place.path("a.png"), place.path("b.png"));
    for path in [&first, &second] {
        let answer = place.run(&["map", "--dimension", "mobility", "--size", "640x400", "-o", path]);
        assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
    }
    assert!(read(&first) == read(&second), "the picture differs when repeated");
    let picture = image::load_from_memory(&read(&first)).expect("a PNG").to_rgb8();
    assert_eq!(picture.dimensions(), (640, 400));
    let colours: std::collections::BTreeSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colours.len() > 100, "{} colours: an empty picture?", colours.len());
}

#[test]
fn the_map_is_written_in_the_format_of_its_ending_or_of_a_word() {
    let place = Place::new();
    let run = |file: &str, more: &[&str]| {
        let path = place.path(file);
        let answer = place.run(&[&["map", "--size", "640x400", "-o", &path][..], more].concat());
        assert_eq!(answer.status, ExitStatus::Done, "{file}: {}", answer.err);
        (read(&path), String::from_utf8(read(format!("{path}.stamp.json"))).expect("a stamp"))
    };
    let (svg, stamp) = run("a.svg", &[]);
    assert!(svg.starts_with(b"<?xml") && stamp.contains("\"format\": \"svg\""), "{stamp}");
    let told: serde_json::Value = serde_json::from_str(&stamp).expect("JSON");
    let used: Vec<&str> =
        told["sources"].as_array().expect("sources").iter().filter_map(|one| one["id"].as_str()).collect();
    for id in ["inventory", "boundaries", "municipalities", "basemap-places", "population"] {
        assert!(used.contains(&id), "{id}: {used:?}");
    }
    let (pdf, stamp) = run("a.PDF", &[]);
    assert!(pdf.starts_with(b"%PDF") && stamp.contains("\"format\": \"pdf\""), "{stamp}");
    assert!(run("b.pdf", &[]).0 == pdf, "the PDF differs when repeated");
    assert!(run("c.svg", &["--format", "pdf"]).0.starts_with(b"%PDF"), "a word goes before the ending");
    assert!(run("d", &[]).0.starts_with(b"\x89PNG"), "without an ending it is a PNG");
    let wrong = place.run(&["map", "--format", "docx", "-o", &place.path("x.docx")]);
    assert_eq!(wrong.status, ExitStatus::Usage, "{}", wrong.err);
}

#[test]
fn generated_data_is_marked_and_repeatable() {
    let place = Place::new();
    let (first, second) = (place.path("a.csv"), place.path("b.csv"));
    for path in [&first, &second] {
        let answer = place.run(&["generate", "--projects", "200", "--seed", "3", "-o", path]);
        assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
    }
    assert!(read(&first) == read(&second));
    let imported = place.json(&["import", &first]);
    assert_eq!(imported["added"], 200);
    let rows = place.run(&["export", "--text", "synthetic", "--format", "csv"]).out;
    assert!(rows.lines().skip(1).all(|line| line.contains("true")), "each row is marked as simulated");
}

#[test]
fn municipalities_are_compared_with_their_peers() {
    let place = Place::new();
    let answer =
        place.json(&["compare", "--municipality", "Nevele", "--municipality", "Gent", "--indicator", "population"]);
    assert_eq!(answer["municipalities"][0]["name"], "Deinze", "an old name stands for the municipality of today");
    assert_eq!(answer["peers"]["group"], "typology");
    let deinze = &answer["figures"][0]["values"][0];
    assert_eq!((&deinze["value"], &deinze["year"]), (&Value::from(43_580.0), &Value::from(2020)));
    let none = place.run(&["compare"]);
    assert_eq!(none.status, ExitStatus::Usage, "{}", none.err);
    let wrong = place.run(&["compare", "--municipality", "Gent", "--indicator", "happiness"]);
    assert!(wrong.err.contains("happiness") && wrong.status == ExitStatus::Usage, "{}", wrong.err);
    let missing = place.json(&["compare", "--municipality", "Gent", "--indicator", "sensors/no2/mean"]);
    assert!(missing["figures"][0]["values"][0]["value"].is_null(), "no sensor is no zero");
    assert!(missing["figures"][0]["values"][0]["missing"].as_str().is_some_and(|reason| reason.contains("sensor")));
}

#[test]
fn a_figure_before_and_after_a_project_says_what_it_cannot_prove() {
    let place = Place::new();
    let words = ["compare", "--municipality", "Mechelen", "--indicator", "dwellings_new_per_1000", "--project", "P003"];
    let answer = place.json(&words);
    let found = &answer["before_after"]["figures"][0];
    assert_eq!(
        (&found["answer"]["own"]["before"]["count"], &found["answer"]["own"]["after"]["count"]),
        (&7.into(), &2.into())
    );
    let cannot = found["cannot_prove"].as_array().expect("cautions");
    assert!(cannot.iter().any(|line| line.as_str().is_some_and(|line| line.contains("centrumsteden"))), "{cannot:?}");
    let told = place.run(&words).out;
    assert!(cannot.iter().all(|line| line.as_str().is_some_and(|line| told.contains(line))), "{told}");
    let unknown = place.run(&["compare", "--municipality", "Mechelen", "--project", "P9999"]);
    assert_eq!(unknown.status, ExitStatus::Usage, "{}", unknown.err);
}

#[test]
fn lists_and_ratios_of_ones_own_are_kept_and_removed() {
    let place = Place::new();
    let list = place.run(&["peers", "save", "Along the Leie", "Gent", "Deinze", "Sint-Martens-Latem"]);
    assert_eq!(list.out.trim(), "list:along-the-leie", "{}", list.err);
    let shown = place.json(&["peers", "show", "Gent", "--peers", "list:along-the-leie"]);
    assert_eq!(shown["members"].as_array().map(Vec::len), Some(3));
    let words = ["figures", "ratio", "Cars", "--numerator", "dwellings", "--denominator", "buildings", "--factor", "2"];
    assert_eq!(place.run(&words).out.trim(), "own/cars");
    let mut circle = words;
    circle[4] = "own/cars";
    assert_eq!(place.run(&circle).status, ExitStatus::Usage, "a ratio of itself");
    let figure = |id: &str| {
        place.json(&["compare", "--municipality", "Gent", "--figure", id])["figures"][0]["values"][0]["value"].as_f64()
    };
    let (own, whole) = (figure("own/cars").expect("a figure"), figure("dwellings_per_building").expect("a figure"));
    assert!((own - 2.0 * whole).abs() < 1e-9);
    assert_eq!(place.run(&["figures", "remove", "own/cars"]).status, ExitStatus::Done);
    assert_eq!(place.run(&["compare", "--municipality", "Gent", "--figure", "own/cars"]).status, ExitStatus::Usage);
    assert_eq!(place.run(&["peers", "remove", "list:along-the-leie"]).status, ExitStatus::Done);
    assert_eq!(place.json(&["peers", "list"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn white_spots_are_counted_as_the_filter_counts() {
    let place = Place::new();
    let gaps = place.json(&["gaps"]);
    let towns: Vec<Value> = gaps["groups"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|group| group["municipalities"].as_array().cloned().unwrap_or_default())
        .collect();
    assert_eq!(towns.len(), 304);
    let named = |name: &str| towns.iter().find(|town| town["name"] == name).expect("a municipality").clone();
    for (town, key) in [("Gent", "mobility"), ("Kortrijk", "governance"), ("Deinze", "environment")] {
        let info = place.json(&["info", "--municipality", town, "--dimension", key]);
        assert_eq!(named(town)["projects"][key], info["selected"]["counted"], "{town} {key}");
    }
    let stages = named("Gent")["by_status"]["mobility"].as_object().cloned().unwrap_or_default();
    let sum: u64 = stages.values().filter_map(Value::as_u64).sum();
    assert_eq!(Value::from(sum), named("Gent")["projects"]["mobility"], "every project of a cell has one stage");
    let unknown: Vec<&Value> = towns.iter().filter(|town| town["in_sample"] == false).collect();
    assert!(!unknown.is_empty() && unknown.iter().all(|town| town["total"].is_null() && town["projects"].is_null()));
    let cell = &place.json(&["gaps", "--cell", "Aalst", "living"])["cell"];
    assert_eq!(cell["projects"].as_array().map(Vec::len), Some(0));
    assert_eq!(cell["near"][0]["name"], "Dendermonde");
    assert!(cell["near"][0]["why"].as_str().is_some_and(|why| why.contains("km")), "{cell}");
    let table = place.run(&["gaps", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.out.as_bytes());
    let states: Vec<String> = reader.records().map(|row| row.expect("a row")[8].to_owned()).collect();
    assert_eq!(states.len(), 304 * 6);
    assert_eq!(states.iter().filter(|state| *state == "not_in_sample").count(), unknown.len() * 6);
    assert_eq!(place.run(&["gaps", "--format", "csv"]).out, table.out);
    let svg = place.path("spots.svg");
    let drawn = place.run(&["gaps", "--province", "limburg", "-o", &svg, "--format", "svg"]);
    assert_eq!(drawn.status, ExitStatus::Done, "{}", drawn.err);
    let picture = String::from_utf8(read(&svg)).expect("text");
    assert!(picture.contains("Genk") && picture.contains("an empty cell is a question"), "{picture}");
    let stamp: Value = serde_json::from_slice(&read(format!("{svg}.stamp.json"))).expect("a stamp");
    assert!(stamp["notes"].as_array().is_some_and(|notes| !notes.is_empty()), "{stamp}");
    let pdf = place.path("spots.pdf");
    let drawn = place.run(&["gaps", "--province", "limburg", "-o", &pdf, "--format", "pdf"]);
    assert_eq!(drawn.status, ExitStatus::Done, "{}", drawn.err);
    let words = lopdf::Document::load(&pdf).and_then(|pdf| pdf.extract_text(&[1])).expect("a PDF of one page");
    assert!(words.contains("Hasselt"), "{words}");
    assert_eq!(place.run(&["gaps", "--format", "png"]).status, ExitStatus::Usage, "a picture needs a file");
    let wrong = place.run(&["gaps", "--order", "nonsense"]);
    assert_eq!(wrong.status, ExitStatus::Usage);
    assert!(wrong.err.contains("mobility, environment"), "{}", wrong.err);
    let unwritten = place.run(&["gaps", "--order", "nonsense", "--format", "csv", "-o", &place.path("wrong.csv")]);
    assert_eq!(unwritten.status, ExitStatus::Usage, "{}", unwritten.err);
    let limburg = place.json(&["gaps", "--province", "limburg", "--group", "nothing"]);
    assert_eq!(limburg["columns"][0]["projects"], limburg["groups"][0]["projects"]["mobility"]);
}

#[test]
fn look_alikes_tell_their_score_its_parts_and_why() {
    let place = Place::new();
    let answer = place.json(&["similar", "P212", "--count", "4"]);
    let first = &answer["look_alikes"][0];
    assert_eq!((&answer["is_sample"], &first["relation"]), (&Value::Bool(true), &Value::from("sister")));
    assert!(first["title"].as_str().is_some_and(|title| title.starts_with("Shop&Go")), "{first}");
    assert!(first["parts"]["partners"].is_null() && first["parts"]["theme"] == 1.0, "{first}");
    assert!(first["why"].as_str().is_some_and(|why| why.ends_with('.')), "{first}");
    let idea = place.json(&["similar", "--text", "Vrije plaatsen in parkeergarages tonen", "--dimension", "mobility"]);
    let ids: Vec<&Value> = idea["look_alikes"].as_array().into_iter().flatten().map(|one| &one["id"]).collect();
    assert!(ids.contains(&&Value::from("P003")), "{ids:?}");
    assert_eq!(place.run(&["similar", "P999"]).status, ExitStatus::Usage);
    assert_eq!(place.run(&["similar"]).status, ExitStatus::Usage);
    assert_eq!(place.json(&["similar", "--text", "xyzzy"])["text_is_unknown"], true);
}

#[test]
fn partners_have_proof_distance_and_a_reason() {
    let place = Place::new();
    let answer = place.json(&["partners", "--municipality", "Aalst", "--dimension", "mobility"]);
    let all = answer["partners"].as_array().cloned().unwrap_or_default();
    let named = |name: &str| all.iter().find(|one| one["name"] == name).cloned().unwrap_or_default();
    assert_eq!(named("De Lijn")["distance_km"], 0.0);
    assert_eq!(named("De Lijn")["role"], "government");
    assert!(all.iter().all(|one| one["why"].as_str().is_some_and(|why| !why.is_empty())));
    assert!(all.iter().all(|one| one["name"] != "residents" && one["name"] != "Gent"), "{all:?}");
    let of_project = place.json(&["partners", "--project", "P212"]);
    assert_eq!(of_project["lacking_roles"], serde_json::json!(["company", "knowledge", "citizens"]));
    let names = place.run(&["partners", "--names"]);
    assert!(names.out.contains("VMM\tVlaamse Milieumaatschappij (VMM)\tabbreviation"), "{}", names.out);
    assert!(names.out.contains("Stad Gent\tGent\tmunicipality"), "{}", names.out);
    assert_eq!(place.run(&["partners", "--role", "nobody"]).status, ExitStatus::Usage);
}

#[test]
fn years_and_funding_leave_what_is_unknown_unknown() {
    let place = Place::new();
    let answer = place.json(&["timeline", "--municipality", "Kortrijk"]);
    let bars = answer["projects"].as_array().cloned().unwrap_or_default();
    let unknown = answer["unknown_period"].as_array().cloned().unwrap_or_default();
    let info = place.json(&["info", "--municipality", "Kortrijk"]);
    let counted = bars.iter().filter(|bar| bar["is_counted"] == true).count() + unknown.len();
    assert_eq!(Value::from(counted), info["selected"]["counted"], "no programme of Kortrijk has an unknown period");
    assert!(bars.iter().all(|bar| bar["until"].is_null() == (bar["is_open"] == true)));
    let funding = place.json(&["funding"]);
    let all = funding["funding"].as_array().cloned().unwrap_or_default();
    let wifi = all.iter().find(|one| one["name"] == "WiFi4EU").expect("a programme");
    assert_eq!((&wifi["subsidy"]["eur"], &wifi["subsidy"]["known_of_projects"]), (&135_000.0.into(), &9.into()));
    assert!(wifi["budget"]["eur"].is_null(), "nobody tells a budget: that is no zero");
    assert!(wifi["calls"][0]["source"].as_str().is_some_and(|source| !source.is_empty()));
    assert!(place.run(&["timeline", "--cumulative"]).out.lines().count() > 20);
}

#[test]
fn a_region_is_counted_as_one() {
    let place = Place::new();
    let region = place.json(&["region", "Leie=Gent,Nevele,Deinze"]);
    let names: Vec<&str> =
        region["members"].as_array().into_iter().flatten().filter_map(|m| m["name"].as_str()).collect();
    assert_eq!(names, ["Gent", "Deinze"]);
    let counted = |words: &[&str]| place.json(&[&["info"][..], words].concat())["selected"]["counted"].clone();
    let either = counted(&["--municipality", "Gent", "--municipality", "Deinze"]);
    assert_eq!(region["counts"]["counted"], either, "each project counts once");
    assert_eq!(counted(&["--region", "Leie=Gent,Deinze"]), either);
    // The figure of the whole is that of the sums, not a mean of ratios.
    let figure = |answer: &Value, id: &str| {
        let figures = answer["figures"].as_array().cloned().unwrap_or_default();
        figures.into_iter().find(|one| one["figure"] == id).and_then(|one| one["value"].as_f64()).expect("a figure")
    };
    let alone: Vec<Value> =
        ["Gent", "Deinze"].iter().map(|town| place.json(&["region", &format!("x={town}")])).collect();
    let population = |answer: &Value| figure(answer, "population");
    assert_eq!(population(&region), alone.iter().map(population).sum::<f64>());
    let area = |answer: &Value| population(answer) / figure(answer, "population_density");
    let density = population(&region) / alone.iter().map(area).sum::<f64>();
    assert!((figure(&region, "population_density") - density).abs() < 1e-6 * density);
    let partners = region["shared_partners"].as_array().cloned().unwrap_or_default();
    assert!(partners.iter().all(|one| one["name"] != "lokaal bestuur" && one["name"] != "residents"), "{partners:?}");
    let unknown = place.run(&["region", "Nergens"]);
    assert_eq!(unknown.status, ExitStatus::Usage);
    assert!(unknown.err.contains("arrondissement:NAME"), "{}", unknown.err);
}

#[test]
fn check_finds_a_whole_file_whole() {
    let place = Place::new();
    assert_eq!(place.run(&["check"]).status, ExitStatus::Done);
}

#[test]
fn a_file_that_is_no_workspace_is_refused_and_left_alone() {
    let place = Place::new();
    let page = place.file("page.gpkg", "<!DOCTYPE html><html><body>404</body></html>");
    let answer = place.run(&["info", "--workspace", &page]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(answer.err.contains("page.gpkg"), "{}", answer.err);
    assert!(String::from_utf8(read(&page)).is_ok_and(|text| text.starts_with("<!DOCTYPE")));
}

#[test]
fn without_a_display_the_window_says_so_by_its_exit_code() {
    let place = Place::new();
    assert_eq!(place.run(&[]).status, ExitStatus::NoDisplay);
}
