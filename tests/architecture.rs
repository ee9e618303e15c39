//! Holds the layers to the table in ARCHITECTURE.md: a module uses only the modules that its layer may use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each layer may use of the crate, besides itself, `model` and `text`.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &[]),
    ("formats", &[]),
    ("feeds", &["formats"]),
    ("store", &[]),
    ("workspace", &[]),
    ("query", &["workspace"]),
    ("insight", &["query", "workspace"]),
    ("figure", &["insight", "query", "workspace"]),
    ("export", &["insight", "query", "figure", "formats", "workspace"]),
    ("jobs", &["feeds", "formats", "store", "export", "insight", "query", "workspace"]),
    ("session", &["jobs", "export", "figure", "insight", "query", "workspace", "store", "feeds", "formats"]),
    ("cli", &["session", "jobs", "export", "figure", "insight", "query", "workspace", "store", "feeds", "formats"]),
    ("ui", &["session", "jobs", "export", "figure", "insight", "query", "workspace", "formats"]),
];

/// The model stands on nothing, the texts on the model's languages only.
fn may_use(layer: &str, used: &str) -> bool {
    let base = match layer {
        "model" => used == "model",
        _ => used == layer || used == "model" || used == "text",
    };
    base || LAYERS.iter().any(|(name, uses)| *name == layer && uses.contains(&used))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the source folder is readable");
    for entry in entries {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

/// The modules of the crate that a line names after `crate::`.
fn used_modules(line: &str) -> Vec<&str> {
    line.match_indices("crate::")
        .filter(|(start, _)| !line[..*start].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .filter_map(|(start, found)| {
            let rest = &line[start + found.len()..];
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            (end > 0).then(|| &rest[..end])
        })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "this test reads the project's own sources")]
fn sources() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable file");
            (path.strip_prefix(&root).expect("under src").to_owned(), text)
        })
        .collect()
}

fn layer_of(path: &Path) -> Option<String> {
    let first = path.components().next()?.as_os_str().to_str()?;
    LAYERS.iter().any(|(name, _)| *name == first).then(|| first.to_owned())
}

#[test]
fn every_module_uses_only_the_layers_below_it() {
    let known: BTreeSet<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(layer) = layer_of(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in used_modules(line) {
                if known.contains(used) && !may_use(&layer, used) {
                    wrong.push(format!("src/{}:{}: {layer} may not use {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_window_knows_egui() {
    let toolkit = ["egui", "eframe", "walkers", "egui_plot", "egui_extras", "rfd"];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if path.starts_with("ui") || path == Path::new("main.rs") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if toolkit.iter().any(|name| code.contains(&format!("{name}::"))) {
                wrong.push(format!("src/{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn colours_stand_in_the_theme_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let is_painter = path.starts_with("ui/offscreen") || path.ends_with("style.rs") || path.ends_with("theme.rs");
        if is_painter {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let makes_colour = ["from_rgb(", "from_gray(", "Color32::WHITE", "Color32::BLACK", "Color32::RED"];
            // "#" alone is a wildcard of MQTT, and the end of a raw text.
            let is_hex = |(_, rest): (usize, &str)| rest.chars().nth(2).is_some_and(|c| c.is_ascii_hexdigit());
            let has_hex = line.match_indices("\"#").map(|(at, _)| (at, &line[at..])).any(is_hex);
            if has_hex || makes_colour.iter().any(|part| line.contains(part)) {
                wrong.push(format!("src/{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| format!("src/{}", path.display()))
        .collect();
    assert!(silent.is_empty(), "no //! at the top: {}", silent.join(", "));
}

#[test]
fn the_reader_of_use_lines_sees_them() {
    assert_eq!(used_modules("use crate::store::Store;"), ["store"]);
    assert_eq!(used_modules("let a = crate::query::filter::run(crate::model::x());"), ["query", "model"]);
    assert_eq!(used_modules("use my_crate::store;"), Vec::<&str>::new());
    assert!(!may_use("query", "store") && may_use("jobs", "store") && !may_use("model", "text"));
}
