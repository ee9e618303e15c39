//! Every figure that the program compares, recomputed from `data/` by a program that shares no code with it
//! (`tests/python/recompute.py`, which needs python3).

#![expect(clippy::disallowed_methods, reason = "this test hands a file to another program")]

use std::process::Command;

/// Figures of every kind of rule: sums, ratios, ratios over the area, per inhabitant, per km², index, change, counts.
const FIGURES: [&str; 22] = [
    "population",
    "population@change_per_year",
    "population@index",
    "population_density",
    "share_65_plus",
    "share_65_plus@change_per_year",
    "income_per_inhabitant",
    "net_taxable_income@per_km2",
    "establishments@per_inhabitant",
    "establishments_per_1000",
    "dwellings_new",
    "dwellings_new_per_1000",
    "share_apartments_new",
    "built_share",
    "dwelling_density",
    "projects",
    "projects@per_inhabitant",
    "projects/active",
    "projects/dimension/mobility",
    "projects/status/completed@per_km2",
    "projects/helix/knowledge",
    "projects/area/5",
];

fn compare(municipalities: &[&str], peers: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let answer = folder.path().join("answer.json");
    let mut program = Command::new(env!("CARGO_BIN_EXE_regioscope"));
    program.args(["compare", "--json", "--series", "--language", "en", "--peers", peers]);
    program.env("XDG_DATA_HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path());
    program.args(municipalities.iter().flat_map(|name| ["--municipality", name]));
    program.args(FIGURES.iter().flat_map(|figure| ["--figure", figure]));
    let told = program.output().expect("the program runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    std::fs::write(&answer, &told.stdout).expect("writes");
    judge(&[&answer.display().to_string()]);
}

/// Lets the other program judge; what it prints is told where it disagrees.
fn judge(words: &[&str]) {
    let root = env!("CARGO_MANIFEST_DIR");
    let script = format!("{root}/tests/python/recompute.py");
    let judged = Command::new("python3").arg(script).arg(format!("{root}/data")).args(words).output();
    let judged = judged.expect("python3 runs; the command of the tests in README.md installs it");
    assert!(judged.status.success(), "{words:?}: {}", String::from_utf8_lossy(&judged.stdout));
}

#[test]
fn merged_large_renamed_and_tiny_municipalities_agree() {
    compare(
        &["Deinze", "Antwerpen", "Pelt", "Herstappe", "Tongeren-Borgloon", "Beveren-Kruibeke-Zwijndrecht"],
        "typology",
    );
}

#[test]
fn a_centrumstad_among_its_peers_agrees() {
    compare(&["Mechelen", "Leuven", "Kortrijk"], "centrumsteden");
}

#[test]
fn every_figure_of_a_profile_agrees() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, nis) in [("Deinze", "44083"), ("Herstappe", "73028")] {
        let target = folder.path().join(nis);
        let mut program = Command::new(env!("CARGO_BIN_EXE_regioscope"));
        program.env("XDG_DATA_HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path());
        program.args(["report", "--municipality", name, "--format", "folder", "-o"]).arg(&target);
        let told = program.output().expect("the program runs");
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        judge(&[&target.display().to_string(), nis]);
    }
}
