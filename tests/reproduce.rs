//! An export is made again from its stamp, elsewhere and in another language; what changed since is told.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::fs;

use place::Place;
use regioscope::cli::ExitStatus;

/// Exports in Dutch, then moves the file and its stamp to another folder.
fn moved(place: &Place, words: &[&str], name: &str) -> String {
    let path = place.path(name);
    let answer = place.run_in("nl", &[words, &["-o", &path]].concat());
    assert_eq!(answer.status, ExitStatus::Done, "{name}: {}", answer.err);
    let folder = place.path("elders");
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
    for ending in ["", ".stamp.json"] {
        let (from, to) = (format!("{path}{ending}"), format!("{folder}/{name}{ending}"));
        fs::rename(&from, &to).unwrap_or_else(|error| panic!("{error}: {from}"));
    }
    format!("{folder}/{name}")
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
    assert_eq!(kinds, ["source-new", "row-count"], "{told:#}");
    assert!(fs::read_to_string(&again).is_ok_and(|text| text.contains("Nieuw")));
}

#[test]
fn a_file_that_was_changed_by_hand_is_not_the_same() {
    let place = Place::new();
    let file = moved(&place, &["export", "--municipality", "Gent", "--format", "csv"], "gent.csv");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{error}"));
    fs::write(&file, text.replacen("Gent", "Genk", 1)).unwrap_or_else(|error| panic!("{error}"));
    let answer = place.run(&["reproduce", &file]);
    assert_eq!(answer.status, ExitStatus::Partly, "{}", answer.err);
    assert!(answer.out.contains("the file was changed after it was written"), "{}", answer.out);
    let lost = place.run(&["reproduce", &place.path("none.csv")]);
    assert_eq!(lost.status, ExitStatus::Failed);
    assert!(lost.err.contains("none.csv.stamp.json"), "{}", lost.err);
}
