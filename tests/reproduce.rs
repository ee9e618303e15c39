//! An export is made again from its stamp, elsewhere and in another language; what changed since is told.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::collections::BTreeSet;
use std::fs;

use place::Place;
use regioscope::cli::ExitStatus;

/// Exports in Dutch, then moves the file and its stamp to another folder.
fn moved(place: &Place, words: &[&str], name: &str) -> String {
    let path = place.path(name);
    let answer = place.run_in("nl", &[words, &["-o", &path]].concat());
    assert_eq!(answer.status, ExitStatus::Done, "{name}: {}", answer.err);
    carried(place, name)
}

#[test]
fn every_format_is_made_again_byte_for_byte_in_another_folder_and_language() {
    let place = Place::new();
    let filter = ["--province", "Limburg"];
    for (what, format) in [
        ("projects", "csv"),
        ("projects", "csv-excel-be"),
        ("projects", "xlsx"),
        ("projects", "ods"),
        ("projects", "geojson"),
        ("projects", "gpkg"),
        ("indicators", "csv"),
    ] {
        let words = [&["export", "--what", what, "--format", format][..], &filter[..]].concat();
        let file = moved(&place, &words, &format!("{what}.{format}"));
        let answer = place.run(&["reproduce", &file]);
        assert_eq!(answer.status, ExitStatus::Done, "{what} {format}: {} {}", answer.out, answer.err);
        assert!(answer.out.starts_with("The same, byte for byte"), "{}", answer.out);
    }
    for (name, words) in [
        ("kaart.png", &["map", "--size", "400x300", "--scale", "1.5", "--province", "Limburg"][..]),
        ("vlekken.svg", &["gaps", "--province", "Limburg", "--format", "svg"][..]),
    ] {
        let file = moved(&place, words, name);
        let answer = place.run(&["reproduce", &format!("{file}.stamp.json")]);
        assert_eq!(answer.status, ExitStatus::Done, "{name}: {} {}", answer.out, answer.err);
    }
}

/// Every file under a path, a stamp beside it too, moved to another folder.
fn carried(place: &Place, name: &str) -> String {
    let folder = place.path("elders");
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
    for ending in ["", ".stamp.json"] {
        let from = place.path(&format!("{name}{ending}"));
        if fs::exists(&from).is_ok_and(|is_there| is_there) {
            fs::rename(&from, format!("{folder}/{name}{ending}")).unwrap_or_else(|error| panic!("{error}: {from}"));
        }
    }
    format!("{folder}/{name}")
}

/// Kinds of what differs, by the command line's own words.
fn differing(place: &Place, file: &str) -> Vec<String> {
    let told = place.json(&["reproduce", file]);
    let all = told["differences"].as_array().into_iter().flatten();
    all.filter_map(|one| one["kind"].as_str()).map(ToOwned::to_owned).collect()
}

/// The same, each with the table, section or file that it is of.
fn named(place: &Place, file: &str) -> Vec<(String, String)> {
    let told = place.json(&["reproduce", file]);
    let word = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let all = told["differences"].as_array().into_iter().flatten();
    all.map(|one| (word(one, "kind"), word(one, "name"))).collect()
}

#[test]
fn profiles_packages_and_catalogues_are_made_again_and_tell_what_changed() {
    let place = Place::new();
    let gent = ["--municipality", "Gent"];
    let mut all = vec![
        ("gent.pdf", "report", &["--peers", "province"][..]),
        ("gent", "report", &["--format", "folder", "--peers", "similar", "--similar-by", "population"]),
        ("pakket.zip", "package", &[]),
        ("pakket", "package", &[]),
        ("bronnen.ttl", "catalogue", &[]),
        ("bronnen.jsonld", "catalogue", &[]),
    ];
    if cfg!(feature = "parquet") {
        all.push(("kolommen.zip", "package", &["--format", "parquet"]));
    }
    let mut files = Vec::new();
    for (name, command, words) in all {
        let path = place.path(name);
        let words = [&[command][..], &gent, words, &["-o", &path]].concat();
        let made = place.run_in("nl", &words);
        assert_eq!(made.status, ExitStatus::Done, "{words:?}: {}", made.err);
        let file = carried(&place, name);
        let answer = place.run(&["reproduce", &file]);
        assert_eq!(answer.status, ExitStatus::Done, "{name}: {} {}", answer.out, answer.err);
        assert!(answer.out.starts_with("The same, byte for byte"), "{name}: {}", answer.out);
        files.push((name, file));
    }
    let list = place.file("nieuw.csv", "id,title,kind,lead_nis\nN1,Nieuw,project,44021\n");
    assert_eq!(place.run(&["import", &list]).status, ExitStatus::Done);
    for (name, file) in files {
        let kinds = differing(&place, &file);
        assert!(kinds.contains(&"source-new".to_owned()), "{name}: {kinds:?}");
        assert!(kinds.contains(&"row-count".to_owned()), "{name}: {kinds:?}");
    }
}

#[test]
fn a_folder_is_the_same_only_with_every_file_as_it_was() {
    let place = Place::new();
    for (name, words, part) in
        [("profiel", &["report", "--format", "folder"][..], "series.csv"), ("pakket", &["package"], "sensors.csv")]
    {
        let folder = place.path(name);
        let made = place.run(&[words, &["--municipality", "Kruisem", "-o", &folder]].concat());
        assert_eq!(made.status, ExitStatus::Done, "{name}: {}", made.err);
        fs::write(format!("{folder}/notes.txt"), "mine").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(place.run(&["reproduce", &format!("{folder}/")]).status, ExitStatus::Done, "{name}: one's own file");
        let part = format!("{folder}/{part}");
        let text = fs::read_to_string(&part).unwrap_or_else(|error| panic!("{error}: {part}"));
        fs::write(&part, text + "more").unwrap_or_else(|error| panic!("{error}"));
        let changed = named(&place, &folder);
        let names = changed.iter().map(|(_, of)| of.as_str()).collect::<BTreeSet<_>>();
        assert_eq!(names.len(), 1, "{name}: one file was changed: {changed:?}");
        assert!(part.contains(names.first().unwrap_or_else(|| panic!("no name"))), "{name}: {changed:?}");
        let kinds: Vec<&str> = changed.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["file-changed", "row-gone"], "{name}: {changed:?}");
        fs::remove_file(&part).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(differing(&place, &folder), ["file-lost"], "{name}: lost");
    }
    let zip = place.file("geen.zip", "no archive");
    let answer = place.run(&["reproduce", &zip]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(answer.err.contains("geen.zip"), "{}", answer.err);
}

#[test]
fn what_changed_since_is_told_and_the_new_export_can_be_kept() {
    let place = Place::new();
    let file = moved(&place, &["export", "--municipality", "Gent", "--format", "csv"], "gent.csv");
    let list = place.file("nieuw.csv", "id,title,kind,lead_nis\nN1,Nieuw,project,44021\n");
    assert_eq!(place.run(&["import", &list]).status, ExitStatus::Done);
    let again = place.path("opnieuw.csv");
    assert_eq!(place.run(&["reproduce", &file]).status, ExitStatus::Partly);
    let told = place.json(&["reproduce", &file, "-o", &again]);
    assert_eq!(told["is_identical"], false);
    assert_eq!(told["rows"]["now"].as_u64(), told["rows"]["then"].as_u64().map(|rows| rows + 1));
    let kinds: Vec<&str> =
        told["differences"].as_array().into_iter().flatten().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, ["source-new", "row-count", "row-new"], "{told:#}");
    assert!(fs::read_to_string(&again).is_ok_and(|text| text.contains("Nieuw")));
}

#[test]
fn what_is_checked_is_never_written_over() {
    let place = Place::new();
    let file = moved(&place, &["export", "--municipality", "Gent", "--format", "csv"], "gent.csv");
    let list = place.file("nieuw.csv", "id,title,kind,lead_nis\nN1,Nieuw,project,44021\n");
    assert_eq!(place.run(&["import", &list]).status, ExitStatus::Done);
    let before = [&file, &format!("{file}.stamp.json")].map(|path| fs::read(path).ok());
    for over in [file.clone(), format!("{file}.stamp.json"), file.replace("gent.csv", "./gent.csv")] {
        let answer = place.run(&["reproduce", &file, "-o", &over]);
        assert_eq!(answer.status, ExitStatus::Usage, "{over}: {}", answer.err);
    }
    assert_eq!(before, [&file, &format!("{file}.stamp.json")].map(|path| fs::read(path).ok()));
}

#[test]
fn a_file_that_was_changed_by_hand_is_not_the_same() {
    let place = Place::new();
    let file = moved(&place, &["export", "--municipality", "Gent", "--format", "csv"], "gent.csv");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{error}"));
    fs::write(&file, text.replacen("Gent", "Genk", 1)).unwrap_or_else(|error| panic!("{error}"));
    let answer = place.run(&["reproduce", &file]);
    assert_eq!(answer.status, ExitStatus::Partly, "{}", answer.err);
    assert!(answer.out.contains("The file was changed after it was written"), "{}", answer.out);
    assert!(answer.out.contains("Row P001, column other_names"), "and where: {}", answer.out);
    assert!(!answer.out.contains("other values"), "the data are as they were: {}", answer.out);
    let lost = place.run(&["reproduce", &place.path("none.csv")]);
    assert_eq!(lost.status, ExitStatus::Failed);
    assert!(lost.err.contains("none.csv.stamp.json"), "{}", lost.err);
}

#[test]
fn a_map_has_the_sensors_of_a_moment_that_it_tells_and_keeps() {
    let place = Place::new();
    let list = "meetpunt;tijdstip;lon;lat;NO2 (µg/m³)\nMarkt;1/7/2025 12:00;3,7247;51,0539;21,5\n";
    let list = place.file("meetnet.csv", list);
    let made = place.run(&["import", &list, "--as", "sensors", "--list", "meetnet"]);
    assert_eq!(made.status, ExitStatus::Done, "{}", made.err);
    let words = ["map", "--municipality", "Gent", "--size", "900x700", "--format", "svg"];
    let file = moved(&place, &words, "kaart.svg");
    let read = |path: &str| fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}: {path}"));
    assert!(read(&file).contains("Sensoren: laatste waarden op "), "the picture tells the moment");
    let stamp = read(&format!("{file}.stamp.json"));
    assert!(stamp.contains("\"moment\"") && stamp.contains("import:meetnet"), "{stamp}");
    let answer = place.run(&["reproduce", &file]);
    assert_eq!(answer.status, ExitStatus::Done, "{} {}", answer.out, answer.err);
    let elsewhere = moved(&place, &["map", "--municipality", "Brugge", "--format", "svg"], "brugge.svg");
    assert!(!read(&elsewhere).contains("Sensoren"), "no sensor stands there");
    assert!(!read(&format!("{elsewhere}.stamp.json")).contains("moment"));
}

#[test]
fn a_stamp_inside_is_enough_and_changed_cells_are_named() {
    let place = Place::new();
    let mut formats = vec!["xlsx", "ods", "gpkg", "geojson"];
    if cfg!(feature = "parquet") {
        formats.push("parquet");
    }
    let mut files = Vec::new();
    for format in formats {
        // A number as text is not a number, which a list of leaves would not tell.
        let words = ["export", "--province", "Limburg", "--text", "3600"];
        let _some = moved(&place, &words, &format!("text.{format}"));
        let file = moved(&place, &["export", "--province", "Limburg"], &format!("p.{format}"));
        for file in [format!("{}/elders/text.{format}", place.path("")), file.clone()] {
            fs::remove_file(format!("{file}.stamp.json")).unwrap_or_else(|error| panic!("{error}: {file}"));
            let answer = place.run(&["reproduce", &file]);
            assert_eq!(answer.status, ExitStatus::Done, "{file}: {} {}", answer.out, answer.err);
        }
        files.push(file);
    }
    let csv = moved(&place, &["export", "--province", "Limburg"], "p.csv");
    let without = moved(&place, &["export"], "zonder.csv");
    fs::remove_file(format!("{without}.stamp.json")).unwrap_or_else(|error| panic!("{error}"));
    let answer = place.run(&["reproduce", &without]);
    assert!(answer.status == ExitStatus::Failed && answer.err.contains("none is inside"), "{}", answer.err);
    let id = first_id(&csv);
    let correct = place.run(&["notes", "correct", &id, "status", "idea", "--author", "An"]);
    assert_eq!(correct.status, ExitStatus::Done, "{}", correct.err);
    for file in files.iter().chain([&csv]) {
        let answer = place.run(&["reproduce", file]);
        assert_eq!(answer.status, ExitStatus::Partly, "{file}: {}", answer.out);
        let named = answer.out.lines().any(|line| line.contains(&id) && line.contains("status"));
        assert!(named && answer.out.contains("“idea” now"), "{file}: {}", answer.out);
    }
}

/// The identifier of the first row of a CSV file.
fn first_id(file: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{error}: {file}"));
    let row = text.lines().nth(1).unwrap_or_else(|| panic!("no row: {file}"));
    row.split(',').next().unwrap_or_default().to_owned()
}

/// Corrects the status of a project.
fn correct(place: &Place, id: &str, status: &str) {
    let made = place.run(&["notes", "correct", id, "status", status, "--author", "An"]);
    assert_eq!(made.status, ExitStatus::Done, "{}", made.err);
}

/// The stamp beside a file without what older versions did not write.
fn make_old(file: &str) {
    let path = format!("{file}.stamp.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}: {path}"));
    let mut stamp: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {path}"));
    let fields = stamp.as_object_mut().unwrap_or_else(|| panic!("no stamp: {path}"));
    for key in ["file_sha256", "sections", "files"] {
        fields.remove(key);
    }
    fs::write(&path, stamp.to_string()).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_changed_section_of_a_report_is_named() {
    let place = Place::new();
    let section = |heading: &str, id: &str| {
        format!(r#"{{"heading": "{heading}", "shown": ["projects"], "view": {{"filter": {{"text": "{id}"}}}}}}"#)
    };
    let list = place.file("a.csv", "id,title,kind,status\nN1,Zebrapad,project,planned\nN2,Kwispel,project,planned\n");
    assert_eq!(place.run(&["import", &list]).status, ExitStatus::Done);
    let sections = [section("Eerste", "Zebrapad"), section("Tweede", "Kwispel")].join(",");
    let report = format!(r#"{{"regioscope_report": 1, "report": {{"title": "T", "sections": [{sections}]}}}}"#);
    let report = place.file("r.regioreport.json", report);
    let files = ["nieuw.pdf", "nieuw.html", "oud.html"].map(|name| moved(&place, &["report", &report], name));
    make_old(&files[2]);
    for file in &files {
        assert_eq!(place.run(&["reproduce", file]).status, ExitStatus::Done, "{file}");
    }
    correct(&place, "N2", "idea");
    for file in &files[..2] {
        let changed = named(&place, file);
        let sections: Vec<&str> =
            changed.iter().filter(|(kind, _)| kind == "section-changed").map(|(_, name)| name.as_str()).collect();
        assert!(sections.iter().any(|name| name.contains("Tweede")), "{file}: {changed:?}");
        assert!(!sections.iter().any(|name| name.contains("Eerste")), "{file}: {changed:?}");
        assert!(changed.iter().all(|(kind, _)| kind != "values" && kind != "file"), "{file}: {changed:?}");
    }
    assert_eq!(named(&place, &files[2]), [("values".to_owned(), String::new())], "an old stamp tells no section");
}

#[test]
fn a_changed_cell_of_a_resource_is_named_in_a_folder_and_a_zip() {
    let place = Place::new();
    let list = place.file("a.csv", "id,title,kind,status,lead_nis\nN1,Zebrapad,project,planned,44021\n");
    assert_eq!(place.run(&["import", &list]).status, ExitStatus::Done);
    let words = ["package", "--municipality", "Gent"];
    let mut files = vec![moved(&place, &words, "pakket"), moved(&place, &words, "pakket.zip")];
    if cfg!(feature = "parquet") {
        files.push(moved(&place, &[&words[..], &["--format", "parquet"]].concat(), "kolommen.zip"));
    }
    for (file, other) in [(&files[0], "again.zip"), (&files[1], "again")] {
        let refused = place.run(&["reproduce", file, "-o", &place.path(other)]);
        assert_eq!(refused.status, ExitStatus::Usage, "{}", refused.err);
    }
    correct(&place, "N1", "idea");
    for file in files {
        let changed = named(&place, &file);
        let of = |kind: &str| changed.iter().filter(|one| one.0 == kind).map(|one| one.1.as_str()).collect::<Vec<_>>();
        assert!(of("resource-changed").contains(&"projects"), "{file}: {changed:?}");
        assert!(!of("resource-changed").contains(&"municipalities"), "{file}: {changed:?}");
        assert!(of("cell").contains(&"projects"), "{file}: {changed:?}");
        assert!(of("file-changed").is_empty() && of("file-lost").is_empty(), "{file}: {changed:?}");
        let told = place.run(&["reproduce", &file]).out;
        assert!(told.contains("projects: Row N1, column status: “planned” in the file, “idea” now."), "{file}: {told}");
    }
}

#[test]
fn an_old_stamp_still_makes_it_again_and_tells_nothing_more() {
    let place = Place::new();
    let gent = ["--municipality", "Gent"];
    let csv = moved(&place, &[&["export"][..], &gent].concat(), "gent.csv");
    let map = moved(&place, &[&["map", "--size", "400x300"][..], &gent].concat(), "gent.svg");
    let folder = moved(&place, &[&["report", "--format", "folder"][..], &gent].concat(), "gent");
    for file in [&csv, &map, &folder] {
        make_old(file);
        let answer = place.run(&["reproduce", file]);
        assert_eq!(answer.status, ExitStatus::Done, "{file}: {} {}", answer.out, answer.err);
    }
    for changed in [csv.clone(), map.clone(), format!("{folder}/series.csv")] {
        let text = fs::read_to_string(&changed).unwrap_or_else(|error| panic!("{error}: {changed}"));
        let other = if changed == csv { text.replacen("Gent", "Genk", 1) } else { text + " " };
        fs::write(&changed, other).unwrap_or_else(|error| panic!("{error}"));
    }
    assert_eq!(differing(&place, &csv), ["file", "cell"]);
    assert_eq!(differing(&place, &map), ["file"]);
    assert_eq!(differing(&place, &folder), ["file"]);
}

#[test]
fn a_stamp_with_a_mark_before_it_is_read_and_a_stream_has_none() {
    let place = Place::new();
    let file = moved(&place, &["export", "--municipality", "Gent"], "gent.csv");
    let path = format!("{file}.stamp.json");
    let stamp = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}"));
    fs::write(&path, format!("\u{feff}{stamp}")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(place.run(&["reproduce", &file]).status, ExitStatus::Done);
    for words in [&["reproduce", "-"][..], &["reproduce", &file, "-o", "-"]] {
        let refused = place.run(words);
        assert_eq!(refused.status, ExitStatus::Usage, "{}", refused.err);
        assert!(refused.err.contains("not taken here"), "{}", refused.err);
    }
    fs::write(&path, stamp.replace("\"filter\"", "\"filtre\"")).unwrap_or_else(|error| panic!("{error}"));
    let refused = place.run(&["reproduce", &file]);
    assert_eq!(refused.status, ExitStatus::Failed);
    assert!(refused.err.contains("filtre") && refused.err.contains("gent.csv.stamp.json"), "{}", refused.err);
}
