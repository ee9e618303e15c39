//! Checks the bundled data against `data/datapackage.json` and packs it into one file for the program to embed.
//!
//! A broken row fails the build with file, row, column and reason. Works without a network.
#![expect(clippy::print_stderr, reason = "Cargo shows a failed build script's standard error")]

#[path = "build/mod.rs"]
mod bundle;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=data/datapackage.json");
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "Cargo's output folder is the build script's own")]
fn build() -> Result<(), String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|error| format!("CARGO_MANIFEST_DIR: {error}"))?;
    let out = std::env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let package = bundle::package::read(&Path::new(&root).join("data")).map_err(|problems| problems.to_string())?;
    for resource in &package.resources {
        println!("cargo:rerun-if-changed=data/{}", resource.path);
    }
    let bytes = bundle::pack::pack(&package)?;
    let target = Path::new(&out).join("bundle.bin");
    std::fs::write(&target, bytes).map_err(|error| format!("{error}: {}", target.display()))
}
