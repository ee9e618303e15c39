//! Catalogues and data packages: the same statements in both ways of writing, what DCAT-AP wants, descriptors that agree
//! with their files, and nothing of the machine they were made on.
#![expect(clippy::disallowed_methods, reason = "these tests look at the files that were written")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use oxrdf::{NamedOrBlankNode, Term, Triple};
use place::Place;
use regioscope::cli::ExitStatus;
use regioscope::export::layout::Layout;
use regioscope::export::package::{CATALOGUE, Cleared, DESCRIPTOR};
use regioscope::export::{self, ExportError, ExportRequest, ExportSummary, Format, Inputs, What};
use regioscope::formats::bundle;
use regioscope::model::hash::of_bytes;
use regioscope::model::{
    Datastream, Feed, FeedId, Language, Localized, LonLat, Observation, ObservedProperty, Project, ProjectId, Protocol,
    Provenance, Quality, Sensor, SensorId, Source, Unit,
};
use regioscope::text::Text;
use regioscope::workspace::{View, Workspace};
use serde_json::{Value, json};

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCT: &str = "http://purl.org/dc/terms/";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const ODD_ID: &str = "import:mijn <tabel> é.csv";

/// Words that must travel in no file: addresses of this machine, names and keys within addresses.
const PRIVATE: [&str; 4] = ["127.0.0.1", "s3cret", "someone", "pa55"];

fn feed(id: &str, url: &str, licence: &str, is_simulated: bool) -> Feed {
    Feed {
        id: FeedId::new(id),
        name: Localized::new("Proef", "Trial"),
        protocol: Protocol::SensorThings,
        url: url.to_owned(),
        dataset: None,
        mapping: None,
        nis: None,
        licence: licence.to_owned(),
        attribution: String::new(),
        options: BTreeMap::new(),
        secret: None,
        retention_days: None,
        poll_seconds: 60,
        is_verified: true,
        is_enabled: true,
        is_simulated,
    }
}

fn sensor(feed: &str, is_simulated: bool) -> Sensor {
    let time = jiff::Timestamp::from_second(1_700_000_000).expect("a time");
    Sensor {
        id: SensorId::new(format!("{feed}/a")),
        feed: FeedId::new(feed),
        name: "=Sensor, \"A\"".into(),
        location: LonLat::new(3.7218, 51.0536).ok(),
        nis: None,
        is_nis_approximate: false,
        is_simulated,
        datastreams: vec![Datastream {
            key: "no2".into(),
            property: ObservedProperty::No2,
            original_property: "NO2".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "ug/m3".into(),
            capacity: None,
            latest: Some(Observation { time, value: 20.5, quality: Quality::Good }),
        }],
    }
}

/// The bundle with two feeds, a file that says nothing of itself and a table that was fetched.
fn workspace() -> Workspace {
    let mut dataset = bundle::dataset().expect("the data is whole");
    let model_licence = "Modellicentie Gratis Hergebruik Vlaanderen 1.0";
    dataset.feeds.push(feed("trial", "http://127.0.0.1:4321/v1.1", "CC0", true));
    dataset.feeds.push(feed("real", "https://someone:pa55@data.example/v1?apikey=s3cret", model_licence, false));
    dataset.sensors.extend([sensor("trial", true), sensor("real", false)]);
    dataset.sources.push(Source { id: ODD_ID.into(), title: "Mijn tabel".into(), ..Source::default() });
    dataset.sources.push(Source {
        id: "fetched".into(),
        title: "Fetched".into(),
        licence: "CC BY 4.0".into(),
        origin: "https://stat.example/figures.csv".into(),
        date: Some("2024-05".into()),
        hash: Some("ab".repeat(32).into()),
        ..Source::default()
    });
    let gent = "44021".parse().expect("a code");
    let first = dataset.projects.iter().find(|project| project.lead == Some(gent)).expect("a project").clone();
    for (id, source) in [("X1", ODD_ID), ("X2", "fetched")] {
        let provenance = Arc::new(Provenance { dataset: source.into(), ..Provenance::default() });
        dataset.projects.push(Project { id: ProjectId::new(id), provenance, ..first.clone() });
    }
    Workspace::from_dataset(dataset)
}

/// A view of one municipality, so that the tables stay small.
fn view() -> View {
    let mut view = View::default();
    view.filter.municipalities.insert("44021".parse().expect("a code"));
    view
}

fn run(what: What, format: Format, path: Option<&Path>, out: &mut Vec<u8>) -> Result<ExportSummary, ExportError> {
    let request = ExportRequest {
        what,
        format,
        view: view(),
        path: path.map(Path::to_owned),
        picture: None,
        layout: Layout::default(),
    };
    let text = Text::new(Language::Nl);
    let workspace = workspace();
    let inputs = Inputs {
        workspace: &workspace,
        text: &text,
        observations: &mut std::iter::empty(),
        now: export::Now::default(),
    };
    export::run(&request, inputs, out, &|_| {}, &AtomicBool::new(false))
}

fn catalogue(format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    run(What::Catalogue, format, None, &mut bytes).expect("the catalogue is made");
    bytes
}

fn turtle(bytes: &[u8]) -> Vec<Triple> {
    oxttl::TurtleParser::new().for_slice(bytes).collect::<Result<_, _>>().expect("Turtle")
}

fn package(path: &Path) -> ExportSummary {
    run(What::Package, Format::DataPackage, Some(path), &mut Vec::new()).expect("the package is made")
}

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("reads")))
        .collect()
}

fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    let mut found = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("reads");
        let name = entry.name().expect("a name").into_owned();
        found.insert(name, bytes);
    }
    found
}

/// Statements by subject and property, without prefixes.
struct Statements(Vec<Triple>);

impl Statements {
    fn of_class(&self, class: &str) -> BTreeSet<String> {
        let is_one = |triple: &&Triple| triple.predicate.as_str() == TYPE && iri(&triple.object) == Some(class);
        self.0.iter().filter(is_one).map(subject).collect()
    }

    fn objects(&self, of: &str, property: &str) -> Vec<&Term> {
        let fits = |triple: &&Triple| subject(triple) == of && triple.predicate.as_str() == property;
        self.0.iter().filter(fits).map(|triple| &triple.object).collect()
    }

    fn iris(&self, of: &str, property: &str) -> Vec<&str> {
        self.objects(of, property).into_iter().filter_map(iri).collect()
    }

    fn words(&self, of: &str, property: &str) -> Vec<&str> {
        fn word(term: &Term) -> Option<&str> {
            if let Term::Literal(literal) = term { Some(literal.value()) } else { None }
        }
        self.objects(of, property).into_iter().filter_map(word).collect()
    }
}

fn subject(triple: &Triple) -> String {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => panic!("a blank node: {node}"),
    }
}

fn iri(term: &Term) -> Option<&str> {
    if let Term::NamedNode(node) = term { Some(node.as_str()) } else { None }
}

/// A text that is empty or only the key of one.
fn is_no_text(term: &Term) -> bool {
    let Term::Literal(literal) = term else { return false };
    literal.value().trim().is_empty() || literal.value().starts_with("export-")
}

fn dct(local: &str) -> String {
    format!("{DCT}{local}")
}

fn dcat(local: &str) -> String {
    format!("{DCAT}{local}")
}

#[test]
fn turtle_and_json_ld_say_the_same() {
    let of_turtle: BTreeSet<String> = turtle(&catalogue(Format::Turtle)).iter().map(ToString::to_string).collect();
    let json = catalogue(Format::JsonLd);
    let quads = oxjsonld::JsonLdParser::new().for_slice(&json);
    let of_json: BTreeSet<String> = quads.map(|quad| Triple::from(quad.expect("JSON-LD")).to_string()).collect();
    assert!(of_turtle.len() > 200, "{}", of_turtle.len());
    assert_eq!(of_turtle, of_json);
    assert!(!of_turtle.iter().any(|triple| triple.contains("_:")), "blank nodes have names that change");
}

#[test]
fn what_dcat_ap_makes_mandatory_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    package(folder.path());
    let of_package = turtle(&std::fs::read(folder.path().join(CATALOGUE)).expect("reads"));
    for graph in [Statements(turtle(&catalogue(Format::Turtle))), Statements(of_package)] {
        let spdx = "http://spdx.org/rdf/terms#";
        let wanted = [
            (dcat("Catalog"), vec![dct("title"), dct("description"), dct("publisher"), dcat("dataset")]),
            (dcat("Dataset"), vec![dct("title"), dct("description"), dct("publisher"), dct("identifier")]),
            (dcat("Distribution"), vec![dcat("accessURL")]),
            ("http://xmlns.com/foaf/0.1/Agent".to_owned(), vec!["http://xmlns.com/foaf/0.1/name".to_owned()]),
            (format!("{spdx}Checksum"), vec![format!("{spdx}algorithm"), format!("{spdx}checksumValue")]),
        ];
        for (class, properties) in wanted {
            let subjects = graph.of_class(&class);
            assert!(!subjects.is_empty(), "{class}");
            for (subject, property) in
                subjects.iter().flat_map(|one| properties.iter().map(move |property| (one, property)))
            {
                let found = graph.objects(subject, property);
                assert!(!found.is_empty(), "{subject} lacks {property}");
                assert!(!found.iter().any(|term| is_no_text(term)), "{subject} {property}: {found:?}");
            }
        }
        let datasets = graph.of_class(&dcat("Dataset"));
        let listed = graph.iris("urn:regioscope:catalogue:selection", &dcat("dataset")).len();
        assert_eq!(listed, datasets.len(), "the catalogue lists every data set");
        let described: BTreeSet<String> = graph.0.iter().map(subject).collect();
        for object in graph.0.iter().filter_map(|triple| iri(&triple.object)).filter(|one| one.starts_with("urn:")) {
            assert!(described.contains(object), "nothing is said of {object}");
        }
    }
}

#[test]
fn licences_places_and_addresses_are_what_sources_say() {
    let graph = Statements(turtle(&catalogue(Format::Turtle)));
    let fetched = "urn:regioscope:source:dataset:fetched";
    let by = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0";
    assert_eq!(graph.iris(fetched, &dct("license")), [by]);
    assert_eq!(graph.words(fetched, &dct("modified")), ["2024-05"]);
    assert_eq!(graph.iris(fetched, &dct("spatial")), ["http://data.europa.eu/nuts/code/BE2"]);
    let distribution = graph.iris(fetched, &dcat("distribution"))[0];
    assert_eq!(graph.iris(distribution, &dcat("downloadURL")), ["https://stat.example/figures.csv"]);
    assert_eq!(graph.iris(distribution, &dct("license")), [by]);
    let media = graph.iris(distribution, &dcat("mediaType"));
    assert_eq!(media, ["https://www.iana.org/assignments/media-types/text/csv"]);
    let checksum = graph.iris(distribution, "http://spdx.org/rdf/terms#checksum")[0];
    assert_eq!(graph.words(checksum, "http://spdx.org/rdf/terms#checksumValue"), ["ab".repeat(32)]);
    let odd = "urn:regioscope:source:dataset:import:mijn%20%3Ctabel%3E%20%C3%A9.csv";
    assert_eq!(graph.words(odd, &dct("title")), ["Mijn tabel"]);
    assert!(graph.iris(odd, &dcat("distribution")).is_empty(), "a file of the user's own lies nowhere");
    let inventory = "urn:regioscope:source:dataset:inventory";
    let titles: BTreeSet<&str> = graph.words(inventory, &dct("title")).into_iter().collect();
    assert_eq!(titles, BTreeSet::from(["Inventaris van smart-cityprojecten", "Inventory of smart-city projects"]));
    assert_eq!(graph.iris(inventory, &dct("license")).len(), 2);
    let rights = graph.iris(inventory, &dct("rights"))[0];
    let label = graph.words(rights, "http://www.w3.org/2000/01/rdf-schema#label");
    assert_eq!(label, ["MIT License; Apache License 2.0"]);
    let unused = "urn:regioscope:source:dataset:synonyms";
    assert!(graph.objects(unused, &dct("title")).is_empty(), "only what rows rest on");
}

#[test]
fn simulated_data_are_marked_and_feeds_keep_their_secrets() {
    let graph = Statements(turtle(&catalogue(Format::Turtle)));
    let synthetic = "http://publications.europa.eu/resource/authority/dataset-type/SYNTHETIC_DATA";
    let (trial, real) = ("urn:regioscope:source:feed:trial", "urn:regioscope:source:feed:real");
    assert_eq!(graph.iris(trial, &dct("type")), [synthetic]);
    let about = graph.words(trial, &dct("description"));
    assert!(about.len() == 2 && about.iter().any(|text| text.starts_with("Holds simulated data")), "{about:?}");
    assert!(graph.iris(trial, &dcat("distribution")).is_empty(), "an address of this machine means nothing elsewhere");
    assert!(graph.iris(real, &dct("type")).is_empty());
    let distribution = graph.iris(real, &dcat("distribution"))[0];
    assert_eq!(graph.iris(distribution, &dcat("accessURL")), ["https://data.example/v1"]);
    let licence = "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0";
    assert_eq!(graph.iris(real, &dct("license")), [licence]);
    let theme = "http://publications.europa.eu/resource/authority/data-theme/ENVI";
    assert_eq!(graph.iris(real, &dcat("theme")), [theme]);
}

#[test]
fn a_package_agrees_with_its_descriptor() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = package(folder.path());
    assert_eq!(summary.files.first(), Some(&folder.path().join(DESCRIPTOR)));
    let files = files(folder.path());
    assert_eq!(files.len(), 6, "{:?}", files.keys());
    let descriptor: Value = serde_json::from_slice(&files[DESCRIPTOR]).expect("JSON");
    let resources = descriptor["resources"].as_array().expect("resources");
    assert_eq!(resources.len(), files.len() - 1, "every other file is described");
    let mut rows_in_all = 0;
    for resource in resources {
        let bytes = &files[resource["path"].as_str().expect("a path")];
        assert_eq!(resource["bytes"], bytes.len(), "{}", resource["name"]);
        assert_eq!(resource["hash"], format!("sha256:{}", of_bytes(bytes)), "{}", resource["name"]);
        if resource["type"] == "table" {
            rows_in_all += table_agrees(resource, bytes);
        }
    }
    assert_eq!(summary.row_count, rows_in_all);
    let sources = descriptor["sources"].as_array().expect("sources");
    assert!(sources.iter().any(|source| source["is_simulated"] == true && source["title"] == "Trial"), "{sources:?}");
    assert!(descriptor["licenses"].is_null(), "a feed tells none: {}", descriptor["licenses"]);
    let places = resources.iter().find(|one| one["name"] == "municipalities").expect("municipalities");
    let licences = places["licenses"].as_array().expect("licences").iter();
    assert!(licences.filter_map(|one| one["name"].as_str()).any(|name| name == "CC-BY-4.0"), "{}", places["licenses"]);
    let stamp = &descriptor["regioscope"];
    assert_eq!(stamp["view"]["filter"]["municipalities"][0], "44021");
    assert!(stamp["notes"].to_string().contains("simulated data"), "{}", stamp["notes"]);
}

/// Columns and schema are the same, keys are whole and unique. Gives back how many rows there are.
fn table_agrees(resource: &Value, bytes: &[u8]) -> u64 {
    let name = &resource["name"];
    let mut reader = csv::Reader::from_reader(bytes);
    let columns: Vec<String> = reader.headers().expect("headers").iter().map(ToOwned::to_owned).collect();
    let fields = resource["schema"]["fields"].as_array().expect("fields");
    let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    assert_eq!(columns, names, "{name}");
    for field in fields {
        let words = format!("{} {}", field["title"], field["description"]);
        assert!(!words.contains("export-"), "{name}: {field}");
    }
    let key: Vec<usize> = resource["schema"]["primaryKey"]
        .as_array()
        .expect("a key")
        .iter()
        .map(|one| columns.iter().position(|column| one == column).expect("a column"))
        .collect();
    let mut seen = BTreeSet::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let cells: Vec<String> = key.iter().map(|index| row[*index].to_owned()).collect();
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{name}: {row:?}");
        assert!(seen.insert(cells), "{name}: twice: {row:?}");
    }
    assert!(!seen.is_empty(), "{name}");
    seen.len() as u64
}

#[test]
fn the_catalogue_of_a_package_tells_of_its_files_and_what_they_come_from() {
    let folder = tempfile::tempdir().expect("a folder");
    package(folder.path());
    let files = files(folder.path());
    let graph = Statements(turtle(&files[CATALOGUE]));
    let packages: Vec<String> =
        graph.of_class(&dcat("Dataset")).into_iter().filter(|one| one.starts_with("urn:regioscope:package:")).collect();
    let [package] = packages.as_slice() else { panic!("{packages:?}") };
    let derived = graph.iris(package, "http://www.w3.org/ns/prov#wasDerivedFrom");
    assert!(
        derived.contains(&"urn:regioscope:source:dataset:inventory")
            && derived.contains(&"urn:regioscope:source:feed:trial")
    );
    assert_eq!(derived, graph.iris(package, &dct("source")));
    assert!(!graph.words(package, &dcat("keyword")).is_empty(), "simulated readings are marked");
    let distributions = graph.iris(package, &dcat("distribution"));
    assert_eq!(distributions.len(), 4);
    for distribution in distributions {
        let bytes = &files[graph.words(distribution, &dct("title"))[0]];
        assert_eq!(graph.words(distribution, &dcat("byteSize")), [bytes.len().to_string()]);
        let checksum = graph.iris(distribution, "http://spdx.org/rdf/terms#checksum")[0];
        assert_eq!(graph.words(checksum, "http://spdx.org/rdf/terms#checksumValue"), [of_bytes(bytes)]);
    }
}

#[test]
fn packages_are_the_same_when_repeated_and_hold_nothing_of_the_machine() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("deep/second"));
    let (zip, again) = (folder.path().join("first.zip"), folder.path().join("again.ZIP"));
    for path in [&first, &second, &zip, &again] {
        package(path);
    }
    let plain = files(&first);
    assert!(plain == files(&second), "folders differ");
    let packed = std::fs::read(&zip).expect("reads");
    assert!(packed == std::fs::read(&again).expect("reads"), "ZIP files differ");
    assert!(unpacked(&packed) == plain, "the ZIP file holds the same files");
    let here = folder.path().display().to_string();
    let own = [here.as_str(), env!("CARGO_MANIFEST_DIR")];
    let mut texts: Vec<Vec<u8>> = plain.into_values().collect();
    texts.extend([catalogue(Format::Turtle), catalogue(Format::JsonLd)]);
    for text in texts {
        let text = String::from_utf8(text).expect("UTF-8");
        for private in own.iter().chain(&PRIVATE) {
            assert!(!text.contains(private), "{private} in {text:.300}");
        }
    }
    assert_eq!(catalogue(Format::JsonLd), catalogue(Format::JsonLd));
    let left = files_beside(folder.path());
    assert_eq!(left, ["again.ZIP", "deep", "first", "first.zip"]);
}

fn files_beside(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_package_takes_away_what_an_older_one_had_besides_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("package");
    let first = package(&path);
    assert_eq!(first.cleared, Cleared::default(), "there was none");
    assert_eq!(package(&path).cleared, Cleared::default(), "it has the same tables");
    let mut descriptor = descriptor_of(&path);
    let resources = descriptor["resources"].as_array_mut().expect("resources");
    let names = ["old.csv", "changed.csv", "../outside.csv", "deep/old.csv", "link.csv", "gone.csv"];
    let hash = of_bytes(b"old");
    resources.extend(names.map(|name| json!({ "name": "old", "path": name, "hash": format!("sha256:{hash}") })));
    std::fs::create_dir(path.join("deep")).expect("a folder");
    for name in ["old.csv", "../outside.csv", "deep/old.csv", "mine.csv"] {
        std::fs::write(path.join(name), "old").expect("writes");
    }
    std::fs::write(path.join("changed.csv"), "changed").expect("writes");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../outside.csv", path.join("link.csv")).expect("links");
    let put = |descriptor: &Value| std::fs::write(path.join(DESCRIPTOR), descriptor.to_string()).expect("writes");
    // That of another program, however alike.
    let mut foreign = descriptor.clone();
    foreign.as_object_mut().expect("an object").remove("regioscope");
    put(&foreign);
    assert_eq!(package(&path).cleared, Cleared::default(), "not ours");
    assert!(path.join("old.csv").exists());
    put(&descriptor);
    let made = package(&path);
    assert_eq!(made.cleared.removed, ["old.csv"]);
    let left: &[&str] = if cfg!(unix) { &["changed.csv", "link.csv"] } else { &["changed.csv"] };
    assert_eq!(made.cleared.left, left);
    let mut there: Vec<&str> = vec!["catalogue.ttl", "changed.csv", DESCRIPTOR, "deep", "indicators.csv"];
    there.extend(left.get(1));
    there.extend(["mine.csv", "municipalities.csv", "projects.csv", "sensors.csv"]);
    assert_eq!(files_beside(&path), there);
    assert!(folder.path().join("outside.csv").exists() && path.join("deep/old.csv").exists());
    assert_eq!(descriptor_of(&path)["resources"].as_array().map(Vec::len), Some(5), "the new descriptor");
}

#[test]
fn what_is_left_of_an_older_package_is_told() {
    let place = Place::new();
    let path = place.path("p");
    let words = ["package", "--municipality", "Gent", "-o", &path];
    assert_eq!(place.run(&words).status, ExitStatus::Done);
    let mut descriptor = descriptor_of(Path::new(&path));
    let resources = descriptor["resources"].as_array_mut().expect("resources");
    for (name, contents) in [("old.csv", "old"), ("changed.csv", "new")] {
        let hash = of_bytes(b"old");
        resources.push(json!({ "name": "old", "path": name, "hash": format!("sha256:{hash}") }));
        place.file(&format!("p/{name}"), contents);
    }
    place.file("p/datapackage.json", descriptor.to_string());
    let told = place.json(&words);
    assert_eq!((&told["removed"], &told["left"]), (&json!("old.csv"), &json!("changed.csv")), "{told}");
}

fn descriptor_of(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(DESCRIPTOR)).expect("reads")).expect("JSON")
}

#[test]
fn a_package_that_is_cancelled_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (workspace, text) = (workspace(), Text::new(Language::En));
    for name in ["package", "package.zip"] {
        let cancel = AtomicBool::new(false);
        let path = Some(folder.path().join(name));
        let (what, format) = (What::Package, Format::DataPackage);
        let request = ExportRequest { what, format, view: view(), path, picture: None, layout: Layout::default() };
        let inputs = Inputs {
            workspace: &workspace,
            text: &text,
            observations: &mut std::iter::empty(),
            now: export::Now::default(),
        };
        // Once the first table is written.
        let stop = |fraction: f32| cancel.store(fraction >= 0.25, std::sync::atomic::Ordering::Relaxed);
        let result = export::run(&request, inputs, &mut Vec::new(), &stop, &cancel);
        assert!(matches!(result, Err(ExportError::Cancelled)), "{result:?}");
        assert_eq!(files_beside(folder.path()), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let refused = |what, format| run(what, format, Some(Path::new("nowhere/x")), &mut Vec::new());
    for (what, format) in [
        (What::Projects, Format::DataPackage),
        (What::Projects, Format::Turtle),
        (What::Package, Format::Csv),
        (What::Catalogue, Format::GeoPackage),
    ] {
        let result = refused(what, format);
        assert!(matches!(result, Err(ExportError::Unsupported { .. })), "{what} {format}: {result:?}");
    }
    let stream = run(What::Package, Format::DataPackage, None, &mut Vec::new());
    assert!(matches!(stream, Err(ExportError::NeedsFile)), "{stream:?}");
}

#[test]
fn the_command_line_writes_catalogues_and_packages() {
    let place = Place::new();
    let words = ["catalogue", "--municipality", "Gent"];
    let told = place.run(&words);
    assert_eq!((told.status, told.err.as_str()), (ExitStatus::Done, ""), "{}", told.out);
    assert!(turtle(told.out.as_bytes()).len() > 100);
    let json = place.json(&words);
    assert!(json["@graph"].as_array().is_some_and(|nodes| nodes.len() > 20), "{json}");
    let file = place.path("c.jsonld");
    let written = place.json(&[&words[..], &["--format", "jsonld", "-o", &file]].concat());
    assert_eq!(written["files"][0], file.as_str());
    assert_eq!(serde_json::from_slice::<Value>(&std::fs::read(&file).expect("reads")).expect("JSON"), json);
    let zip = place.path("p.zip");
    let written = place.json(&["package", "--municipality", "Gent", "-o", &zip]);
    let descriptor = unpacked(&std::fs::read(&zip).expect("reads")).remove(DESCRIPTOR).expect("a descriptor");
    let descriptor: Value = serde_json::from_slice(&descriptor).expect("JSON");
    let tables = descriptor["regioscope"]["tables"].as_object().expect("tables");
    let rows: u64 = tables.values().filter_map(|table| table["row_count"].as_u64()).sum();
    assert_eq!(written["rows"], rows);
    for (wrong, hint) in [
        (&["export", "--what", "package", "--format", "datapackage"][..], "regioscope package"),
        (&["export", "--format", "turtle"][..], "regioscope catalogue"),
        (&["catalogue", "--format", "csv"][..], "turtle, jsonld"),
        (&["package", "--municipality", "Gent"][..], "--output"),
    ] {
        let answer = place.run(wrong);
        assert_eq!(answer.status, ExitStatus::Usage, "{wrong:?}: {}", answer.err);
        assert!(answer.err.contains(hint), "{wrong:?}: {}", answer.err);
    }
}
