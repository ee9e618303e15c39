//! How the program ends when it must: on a disk that takes no more, and when it is asked to. Nothing half done is left.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests run the program and look at its files")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use regioscope::export::file;

/// Runs the program with these words, its data in `folder`. With `limit_kb` the system refuses to make any file larger;
/// a minute is the end of a program that waits for itself.
fn run(folder: &Path, limit_kb: Option<u32>, words: &[&str]) -> Output {
    let limit = limit_kb.map_or_else(String::new, |kb| format!("trap '' XFSZ; ulimit -f {kb}; "));
    let mut program = Command::new("bash");
    program.args(["-c", &format!("{limit}exec timeout 60 \"$0\" \"$@\""), env!("CARGO_BIN_EXE_regioscope")]);
    program.args(words).current_dir(folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    program.output().expect("bash runs")
}

#[test]
fn no_format_waits_for_itself_or_leaves_half_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(run(folder.path(), None, &["info"]).status.success(), "the workspace is made");
    for ending in ["ods", "xlsx", "csv", "geojson", "gpkg"] {
        let target = folder.path().join(format!("out.{ending}"));
        std::fs::write(&target, "before").expect("writes");
        let told = run(folder.path(), Some(40), &["export", "--language", "en", "-o", &target.display().to_string()]);
        let words = String::from_utf8_lossy(&told.stderr);
        assert_eq!(told.status.code(), Some(1), "{ending}: {words}");
        assert!(words.contains("out.") && !words.contains("ZipWriter"), "{ending}: {words}");
        assert_eq!(std::fs::read(&target).expect("reads"), b"before", "{ending}");
    }
    let told = run(folder.path(), Some(40), &["package", "-o", &folder.path().join("out.zip").display().to_string()]);
    assert_eq!(told.status.code(), Some(1), "{}", String::from_utf8_lossy(&told.stderr));
    let names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn what_is_under_way_is_taken_away_before_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let pending = file::Pending::new(&folder.path().join("a.csv")).expect("a temporary file");
    let mut staging = file::Staging::new(&folder.path().join("deep")).expect("a folder");
    staging.write(Path::new("b.csv"), b"half").expect("writes");
    let left = file::abandon_all(|| (pending.path().exists(), folder.path().join("deep/.regioscope.part0").exists()));
    assert_eq!(left, (false, false));
}

#[test]
fn a_signal_ends_the_program_with_the_number_that_shells_know() {
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_regioscope"));
        let mut running = program.args(["simulate", "--json"]).stdout(Stdio::piped()).spawn().expect("runs");
        let mut line = String::new();
        let mut told = BufReader::new(running.stdout.take().expect("its output"));
        told.read_line(&mut line).expect("says where it serves");
        let sent = Command::new("kill").args([&format!("-{signal}"), &running.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        assert_eq!(running.wait().expect("ends").code(), Some(code), "{signal}: {line}");
    }
}

#[test]
fn no_command_writes_over_the_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(run(folder.path(), None, &["info"]).status.success(), "the workspace is made");
    let workspace = folder.path().join("regioscope/regioscope.gpkg");
    let before = std::fs::read(&workspace).expect("reads");
    let over = workspace.display().to_string();
    for words in [
        &["map", "--format", "png", "-o", &over][..],
        &["export", "--format", "csv", "-o", &over],
        &["report", "--new", "-o", &over],
        &["report", "--municipality", "Gent", "-o", &over],
    ] {
        let told = run(folder.path(), None, words);
        let words_told = String::from_utf8_lossy(&told.stderr);
        assert!(matches!(told.status.code(), Some(1 | 2)), "{words:?}: {words_told}");
        assert!(!words_told.is_empty());
    }
    assert!(std::fs::read(&workspace).expect("reads") == before, "not a byte changed");
}
