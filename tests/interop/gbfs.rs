//! The simulated GBFS system, judged by `gbfs-validator` (PyPI), which holds files to the JSON schemas of MobilityData
//! and to the rules between them. Skipped, aloud, where no Python has it; `make interop` installs it.

use std::process::Command;
use std::sync::Arc;

use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::model::{LonLat, Nis};
use serde_json::Value;

/// The interpreter of the virtual environment in which the validator is installed.
const PYTHON: &str = "REGIOSCOPE_SENSORTHINGS_PYTHON";

/// A Python that has the validator; `None`, said aloud, where there is none.
fn python() -> Option<String> {
    let python = std::env::var(PYTHON).ok();
    let has_it = |python: &String| {
        Command::new(python).args(["-c", "import gbfs_validator"]).output().is_ok_and(|output| output.status.success())
    };
    let found = python.filter(has_it);
    if found.is_none() {
        println!("skipped: {PYTHON} does not name a Python with gbfs-validator; `make interop` installs one");
    }
    found
}

fn simulator() -> Simulator {
    let middle = LonLat::new(3.72, 51.05).expect("a place");
    let places = (0..20).map(|_| (Nis::try_from(44021).expect("a code"), "Gent".to_owned(), middle)).collect();
    let clock = Arc::new(|| "2026-04-06T10:00:00Z".parse().expect("a time"));
    Simulator::start(Options { places, seed: 7, port: 0, fault: Fault::None, clock }).expect("a free port")
}

/// The validator's report on a list of files.
fn report(python: &str, url: &str) -> Value {
    let mut command = Command::new(python);
    command
        .args(["-m", "gbfs_validator.cli", "--docked", "--free-floating", "--url", url])
        .env("NO_PROXY", "127.0.0.1");
    let output = command.output().expect("it runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).expect("a report")
}

#[test]
fn a_validator_accepts_the_simulated_bicycles() {
    let Some(python) = python() else { return };
    let simulator = simulator();
    for version in ["2.3", "3.0"] {
        let report = report(&python, &format!("{}/gbfs/{version}/gbfs.json", simulator.host()));
        let summary = &report["summary"];
        assert_eq!(summary["version"]["detected"], version, "{summary}");
        let files = report["files"].as_array().expect("files");
        let wrong: Vec<&Value> = files.iter().filter(|file| file["hasErrors"] == true).collect();
        assert!(summary["hasErrors"] == false && wrong.is_empty(), "{version}: {wrong:?}");
        let there = files.iter().filter(|file| file["exists"] == true).count();
        assert!(there >= 6, "{version}: {there} files were judged");
    }
}
