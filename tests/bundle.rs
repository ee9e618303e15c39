//! The bundled data: that it is whole, that it is read as it stands, and that a damaged row is found.
#![expect(clippy::disallowed_methods, reason = "these tests read the data's files and write damaged ones")]

#[path = "../build/mod.rs"]
mod build;

use std::path::{Path, PathBuf};

use build::problem::{Problem, Problems, Row};
use build::schema::Schema;
use regioscope::formats::bundle::{self, Bundle};
use regioscope::model::{IndicatorId, ProjectKind, Region};
use serde_json::{Value, json};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn resources() -> Vec<Value> {
    let text = std::fs::read_to_string(data().join("datapackage.json")).expect("the descriptor is there");
    let descriptor: Value = serde_json::from_str(&text).expect("the descriptor is JSON");
    descriptor["resources"].as_array().expect("resources").clone()
}

#[test]
fn the_package_has_no_problem_and_packs_the_same_twice() {
    let package = build::package::read(&data()).expect("the data is whole");
    let packed = build::pack::pack(&package).expect("packs");
    assert!(build::pack::pack(&package).as_ref() == Ok(&packed));
    let read = Bundle::open(&packed).and_then(|bundle| bundle.dataset());
    assert!(read == bundle::dataset());
}

#[test]
fn every_municipality_has_a_boundary_and_a_label_in_the_region() {
    let dataset = bundle::dataset().expect("the data is whole");
    let count = |region| dataset.municipalities.iter().filter(|row| row.region == region).count();
    assert_eq!((count(Region::Flanders), count(Region::Brussels)), (285, 19));
    for row in &dataset.municipalities {
        let boundary = row.boundary.as_ref().expect("each has a boundary");
        for polygon in &boundary.geometry {
            assert!(polygon.exterior().is_closed() && polygon.exterior().0.len() >= 4, "{}", row.name);
        }
        assert!((2.5..6.0).contains(&row.label_point.lon()), "{}", row.name);
    }
    assert_eq!(dataset.municipalities.iter().filter(|row| row.is_centrumstad).count(), 13);
}

#[test]
fn every_row_of_every_table_becomes_a_row_of_the_model() {
    let dataset = bundle::dataset().expect("the data is whole");
    let rows = |id: &str| dataset.sources.iter().find(|source| &*source.id == id).and_then(|one| one.record_count);
    assert_eq!(rows("inventory"), Some(dataset.projects.len() as u64));
    assert_eq!(rows("mergers"), Some(dataset.mergers.mergers().len() as u64));
    assert_eq!(rows("aliases"), Some(dataset.aliases.len() as u64));
    assert_eq!(rows("indicators"), Some(dataset.indicators.len() as u64));
    assert_eq!(rows("gaps"), Some(dataset.indicator_gaps.len() as u64));
    let population = dataset.indicator_values.get(&IndicatorId::new("population"));
    assert_eq!(rows("population"), population.map(|rows| rows.len() as u64));
    for project in &dataset.projects {
        assert!(!project.dimensions.is_empty() && !project.provenance.cited.is_empty(), "{}", project.id);
        assert!(project.municipalities().all(|nis| dataset.municipalities.iter().any(|row| row.nis == nis)));
    }
    let first = dataset.projects.first().expect("there are projects");
    assert_eq!((first.id.as_str(), first.kind), ("P001", ProjectKind::Programme));
    assert_eq!(&*first.record, "P001, inventory.csv:2");
}

#[test]
fn every_source_has_a_licence_an_attribution_and_a_hash() {
    let dataset = bundle::dataset().expect("the data is whole");
    for source in &dataset.sources {
        assert!(!source.licence.is_empty() && !source.attribution.is_empty(), "{}", source.id);
        assert_eq!(source.hash.as_deref().map(str::len), Some(64), "{}", source.id);
    }
    for indicator in dataset.indicators.iter().filter(|indicator| !indicator.table.is_empty()) {
        assert!(dataset.sources.iter().any(|source| source.id == indicator.table), "{}", indicator.table);
        assert!(dataset.indicator_values.contains_key(&indicator.id), "{}", indicator.id);
    }
}

#[test]
fn the_basemap_holds_every_layer_exactly_as_its_file() {
    let basemap = bundle::basemap().expect("the data is whole");
    assert!(!basemap.land.is_empty() && !basemap.lakes.is_empty() && !basemap.places.is_empty());
    assert!(basemap.places.is_sorted_by_key(|place| place.rank));
    let layers = [
        ("roads", &basemap.roads),
        ("rivers", &basemap.rivers),
        ("railways", &basemap.railways),
        ("borders", &basemap.borders),
    ];
    for (name, lines) in layers {
        let text = std::fs::read_to_string(data().join(format!("basemap/{name}.geojson"))).expect("the layer is there");
        let features = build::geometry::read(name, &text, &mut Problems::default());
        let parts = features.into_iter().flat_map(|feature| feature.shape.parts).flatten();
        assert!(lines.iter().map(|line| line.points.clone()).eq(parts), "{name}");
    }
    assert!(basemap.borders.iter().all(|line| !line.class.is_empty()));
}

/// Problems of a table whose rows were changed.
fn problems_of(resource: &Value, change: impl Fn(Vec<Vec<String>>) -> Vec<Vec<String>>) -> Vec<Problem> {
    let path = resource["path"].as_str().expect("a path");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(data().join(path)).expect("the file");
    let rows = reader.records().take(8).map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in change(rows) {
        writer.write_record(row).expect("writes");
    }
    let bytes = writer.into_inner().expect("writes");
    let schema = Schema::read(&resource["schema"]).expect("the schema is known");
    let mut problems = Problems::default();
    build::table::read(path, &bytes, schema, &mut problems);
    problems.list
}

#[test]
fn a_damaged_row_of_any_table_is_found_with_file_row_and_column() {
    for resource in resources().iter().filter(|resource| resource.get("schema").is_some()) {
        let path = resource["path"].as_str().expect("a path");
        assert_eq!(problems_of(resource, |rows| rows), [], "{path}");
        for (index, field) in resource["schema"]["fields"].as_array().expect("fields").iter().enumerate() {
            let (name, constraints) = (field["name"].as_str().expect("a name"), &field["constraints"]);
            let is_free = constraints.get("enum").is_none() && constraints.get("pattern").is_none();
            let wrong = match field["type"].as_str() {
                Some("string") if is_free && constraints["required"] == json!(true) => "",
                Some("string") if is_free => continue,
                Some(_) => " x?",
                None => panic!("{path} [{name}] has no type"),
            };
            let found = problems_of(resource, |mut rows| {
                wrong.clone_into(&mut rows[1][index]);
                rows
            });
            let is_wanted = |one: &Problem| (&*one.file, one.row, &*one.column) == (path, Row::Line(2), name);
            assert!(found.iter().any(is_wanted), "{path}:2 [{name}] {found:?}");
        }
    }
}

#[test]
fn a_row_too_short_a_double_key_and_a_lost_column_are_found() {
    let resources = resources();
    let inventory = resources.iter().find(|one| one["name"] == "inventory").expect("there is an inventory");
    let found = problems_of(inventory, |mut rows| {
        rows[3].pop();
        let first = rows[1].clone();
        rows.push(first);
        rows
    });
    assert!(found.iter().any(|one| one.row == Row::Line(4) && one.reason.contains("26 values")), "{found:?}");
    assert!(found.iter().any(|one| one.column == "id" && one.reason == "\"P001\" stands in line 2 already"));
    let found = problems_of(inventory, |rows| rows.into_iter().map(|row| row[1..].to_vec()).collect());
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["inventory.csv:1 [id]: the column is missing"]);
}

fn small_descriptor() -> String {
    let nis = json!({ "name": "nis", "type": "string", "constraints": { "required": true, "pattern": "[0-9]{5}" } });
    let other = json!({ "name": "other_nis", "type": "string" });
    let key = json!([{ "fields": "nis", "reference": { "resource": "municipalities", "fields": "nis" } }]);
    json!({ "resources": [
        { "name": "municipalities", "path": "municipalities.csv", "schema": { "fields": [nis], "primaryKey": "nis" } },
        { "name": "inventory", "path": "inventory.csv", "bytes": 39,
          "schema": { "fields": [nis, other], "foreignKeys": key } },
        { "name": "boundaries", "path": "boundaries.geojson" },
    ] })
    .to_string()
}

fn small_layer() -> String {
    let feature = |nis: &str| {
        let properties = json!({ "nis": nis, "accuracy": "official" });
        let geometry = json!({ "type": "Polygon", "coordinates": [[[3, 51], [4, 51], [4, 52], [3, 51]]] });
        json!({ "type": "Feature", "properties": properties, "geometry": geometry })
    };
    json!({ "type": "FeatureCollection", "features": [feature("11001"), feature("11002")] }).to_string()
}

/// Problems of a package of two tables and a layer in a folder `data`, with a text replaced.
fn small_package(changed: Option<(&str, &str, &str)>) -> Problems {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder");
    for (name, mut text) in [
        ("datapackage.json", small_descriptor()),
        ("municipalities.csv", "nis\n11001\n11002\n".to_owned()),
        ("inventory.csv", "nis,other_nis\n11001,\n11002,11001;11002\n".to_owned()),
        ("boundaries.geojson", small_layer()),
    ] {
        if let Some((_, from, to)) = changed.filter(|(file, _, _)| *file == name) {
            assert!(text.contains(from), "{from:?} is not in {text}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(data.join(name), text).expect("writes");
    }
    build::package::read(&data).err().unwrap_or_default()
}

#[test]
fn each_kind_of_damage_is_told_with_its_place() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("inventory.csv", "11002,", "11009,", "data/inventory.csv:3 [nis]: \"11009\" is not in municipalities"),
        ("inventory.csv", "1;11002", "1;99999", "data/inventory.csv:3 [other_nis]: \"99999\" is not in municipalities"),
        ("inventory.csv", "11001,\n", "11001\n", "data/inventory.csv:2: the row has 1 values, the header 2"),
        ("inventory.csv", "1;11002", "1", "data/inventory.csv [bytes]: 33 bytes, datapackage.json says 39"),
        (
            "boundaries.geojson",
            "[3,51]]",
            "[3,50]]",
            "data/boundaries.geojson:feature 1 [geometry]: a ring is not closed",
        ),
        ("boundaries.geojson", "[4,51]", "[4,NaN]", "data/boundaries.geojson:1: expected value"),
        ("boundaries.geojson", "[4,51]", "[4,510]", "data/boundaries.geojson:feature 1 [geometry]: 4, 510 is not on"),
        ("boundaries.geojson", "Polygon", "Circle", "data/boundaries.geojson:feature 1 [geometry]: unknown geometry"),
        ("boundaries.geojson", "official", "guessed", "data/boundaries.geojson:feature 1 [accuracy]: \"guessed\""),
        ("boundaries.geojson", "11002", "11001", "data/boundaries.geojson:feature 2 [nis]: \"11001\" is not in"),
        (
            "datapackage.json",
            "\"required\"",
            "\"requested\"",
            "data/datapackage.json [municipalities]: field nis: unkn",
        ),
        (
            "datapackage.json",
            "inventory.csv",
            "../inventory.csv",
            "data/datapackage.json [inventory]: a resource needs",
        ),
        ("datapackage.json", "inventory.csv", "gone.csv", "data/gone.csv: "),
    ];
    assert_eq!(small_package(None), Problems::default());
    for (file, from, to, expected) in cases {
        let shown = small_package(Some((file, from, to))).to_string();
        assert!(shown.lines().any(|line| line.starts_with(expected)), "{expected}\nnot in\n{shown}");
    }
}

#[test]
fn a_wrong_hash_is_found() {
    let wrong = format!("\"bytes\":39,\"hash\":\"sha256:{}\"", "0".repeat(64));
    let shown = small_package(Some(("datapackage.json", "\"bytes\":39", &wrong))).to_string();
    assert!(shown.starts_with("data/inventory.csv [hash]: "), "{shown}");
}

#[test]
fn at_most_fifty_problems_are_written_out() {
    let mut problems = Problems::default();
    (1..=60).for_each(|line| problems.add("data/a.csv", Row::Line(line), "b", "wrong"));
    let shown = problems.to_string();
    assert_eq!(shown.lines().count(), 51);
    assert_eq!(shown.lines().last(), Some("… and 10 more"));
    assert_eq!(shown.lines().next(), Some("data/a.csv:1 [b]: wrong"));
}
