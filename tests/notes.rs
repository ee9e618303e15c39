//! Notes, tags and corrections on the command line: from words to the file, the export and back.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use place::Place;
use regioscope::cli::ExitStatus;

/// A column of the only row of an export.
fn cell(export: &str, column: &str) -> String {
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    let at = reader.headers().expect("headers").iter().position(|name| name == column).expect("the column");
    let row = reader.records().next().expect("a row").expect("readable");
    row[at].to_owned()
}

#[test]
fn what_is_added_is_listed_found_exported_and_taken_away() {
    let place = Place::new();
    let done = |words: &[&str]| {
        let run = place.run(words);
        assert_eq!(run.status, ExitStatus::Done, "{words:?}: {}", run.err);
        run.out
    };
    assert_eq!(done(&["notes", "add", "P016", "--text", "Bel Xanthippe", "--author", "An"]).trim(), "1");
    done(&["notes", "tag", "P016", "opvolgen"]);
    done(&["notes", "correct", "P016", "title", "Zwaluwproject", "--author", "An"]);
    let told = place.json(&["notes", "--project", "P016"]);
    assert_eq!(told["notes"][0]["text"], "Bel Xanthippe");
    assert_eq!(told["notes"][0]["author"], "An");
    assert_eq!(told["tags"][0]["author"], "");
    assert_eq!(told["corrections"][0]["value"], "Zwaluwproject");
    let source = told["corrections"][0]["source_value"].as_str().expect("a title").to_owned();
    assert!(done(&["notes"]).contains("not named"), "who is not named is told so");

    for words in ["xanthippe", "opvolgen", "zwaluwproject"] {
        let export = done(&["export", "--text", words, "--format", "csv"]);
        assert_eq!(cell(&export, "id"), "P016", "found by {words}");
        assert_eq!(cell(&export, "title"), "Zwaluwproject");
        assert_eq!(cell(&export, "own_mark"), "corrected");
        assert!(cell(&export, "corrected_fields").contains(&source));
        assert_eq!(cell(&export, "tags"), "opvolgen");
        assert!(cell(&export, "notes").starts_with("Bel Xanthippe (An, "));
    }

    done(&["notes", "remove", "correction", "P016", "title"]);
    done(&["notes", "remove", "tag", "P016", "opvolgen"]);
    done(&["notes", "remove", "note", "1"]);
    let told = place.json(&["notes"]);
    assert!(
        told.as_object().is_some_and(|kinds| kinds.values().all(|rows| rows.as_array().is_some_and(Vec::is_empty)))
    );
}

#[test]
fn words_that_can_not_be_are_refused_with_their_reason() {
    let place = Place::new();
    for (words, reason) in [
        (&["notes", "add", "P999999", "--text", "x"][..], "not in the workspace"),
        (&["notes", "add", "P016", "--text", " "], "fill something in"),
        (&["notes", "correct", "P016", "budget", "1"], "FIELD"),
        (&["notes", "correct", "P016", "status", "bezig"], "no such status"),
        (&["notes", "correct", "P016", "start_year", "3000"], "1900"),
        (&["notes", "remove", "note", "7"], "not there"),
        (&["notes", "--project", "P999999"], "P999999"),
    ] {
        let run = place.run(words);
        assert_eq!(run.status, ExitStatus::Usage, "{words:?}");
        assert!(run.err.contains(reason), "{words:?}: {}", run.err);
    }
}

#[test]
fn a_project_of_ones_own_counts_is_marked_and_taken_away() {
    let place = Place::new();
    let counted = || place.json(&["info", "--municipality", "Gent"])["selected"]["counted"].as_u64().expect("a count");
    let before = counted();
    let made = place.run(&[
        "notes",
        "new",
        "--title",
        "Zwaluwen tellen",
        "--municipality",
        "Gent",
        "--dimension",
        "environment",
        "--from",
        "2026",
        "--author",
        "An",
    ]);
    assert_eq!((made.status, made.out.trim()), (ExitStatus::Done, "U001"), "{}", made.err);
    assert_eq!(counted(), before + 1);
    let export = place.run(&["export", "--text", "zwaluwen", "--format", "csv"]).out;
    assert_eq!((&*cell(&export, "own_mark"), &*cell(&export, "id")), ("own", "U001"));
    let backwards =
        place.run(&["notes", "new", "--title", "X", "--dimension", "living", "--from", "2027", "--until", "2026"]);
    assert_eq!(backwards.status, ExitStatus::Usage, "{}", backwards.err);
    assert_eq!(place.run(&["notes", "remove", "project", "U001"]).status, ExitStatus::Done);
    assert_eq!(counted(), before);
}
