//! Profiles: what is in the files, read with other code than wrote them; the same bytes twice; nothing left behind.
#![expect(clippy::disallowed_methods, reason = "these tests look at what was written")]

#[path = "support/no_window.rs"]
mod no_window;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object, ObjectId};
use no_window::NoWindow;
use regioscope::cli::{self, ExitStatus, Streams};
use regioscope::export::ExportError;
use regioscope::export::report::{self, ReportFormat, ReportInputs, ReportRequest};
use regioscope::figure::page::{self, Mark};
use regioscope::figure::place;
use regioscope::figure::profile::{Maker, readings};
use regioscope::figure::scene::Primitive;
use regioscope::formats::bundle;
use regioscope::insight::{Inputs, Profiles, Values};
use regioscope::model::basemap::Basemap;
use regioscope::model::{
    Datastream, Feed, FeedId, Language, Nis, Observation, ObservedProperty, Protocol, Quality, Sensor, SensorId, Unit,
};
use regioscope::text::Text;
use regioscope::workspace::{Change, PeerChoice, Workspace};

static WORKSPACE: LazyLock<Workspace> =
    LazyLock::new(|| Workspace::from_dataset(bundle::dataset().expect("the bundle can be read")));
static BASEMAP: LazyLock<Arc<Basemap>> = LazyLock::new(|| Arc::new(bundle::basemap().expect("the base map")));

/// Merged, large, made by a merger under a new name, tiny.
const FOUR: [(&str, u32); 4] = [("Deinze", 44_083), ("Antwerpen", 11_002), ("Pelt", 72_043), ("Herstappe", 73_028)];

fn nis(code: u32) -> Nis {
    Nis::try_from(code).expect("a code")
}

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().expect("a moment")
}

fn inputs<'a>(workspace: &'a Workspace, text: &'a Text) -> ReportInputs<'a> {
    ReportInputs { workspace, basemap: Arc::clone(&BASEMAP), text, now: now() }
}

fn request(codes: &[u32], format: ReportFormat, path: PathBuf) -> ReportRequest {
    let municipalities = codes.iter().copied().map(nis).collect::<Vec<_>>();
    let is_each = municipalities.len() > 1;
    ReportRequest { municipalities, peers: None, similar_by: Vec::new(), format, path, is_each }
}

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

/// A profile as a PDF.
fn pdf(code: u32, language: Language) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.pdf");
    let text = Text::new(language);
    let request = request(&[code], ReportFormat::Pdf, path.clone());
    report::run(&request, &inputs(&WORKSPACE, &text), &|_| {}, &never()).expect("a profile");
    assert!(folder.path().join("p.pdf.stamp.json").exists(), "a stamp lies beside it");
    std::fs::read(path).expect("the file")
}

/// The document before it is painted, and the figures of the profile in words.
fn with_maker<T>(workspace: &Workspace, language: Language, work: impl FnOnce(&Maker<'_>) -> T) -> T {
    let rows: Vec<u32> = (0..workspace.projects.rows().len() as u32).collect();
    let values = Values::new(Inputs { workspace, rows: &rows, sensors: None, this_year: 2026 });
    let profiles = Profiles::new(&values);
    let text = Text::new(language);
    work(&Maker::new(&profiles, Arc::clone(&BASEMAP), &text, now()))
}

fn dictionary(document: &Document, id: ObjectId) -> &Dictionary {
    document.get_dictionary(id).expect("a dictionary")
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, found)| found)
}

/// Everything that can be searched, page after page.
fn words(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often each kind of structure element is there, and the alternative texts.
fn structure(document: &Document) -> (BTreeMap<String, usize>, Vec<String>) {
    let mut kinds = BTreeMap::new();
    let mut alternatives = Vec::new();
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        let is_element = dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"StructElem");
        if let (true, Ok(kind)) = (is_element, dictionary.get(b"S").and_then(Object::as_name)) {
            *kinds.entry(String::from_utf8_lossy(kind).into_owned()).or_default() += 1;
            if let Ok(alternative) = dictionary.get(b"Alt") {
                alternatives.push(lopdf::decode_text_string(alternative).expect("text"));
            }
        }
    }
    (kinds, alternatives)
}

#[test]
fn a_profile_has_two_to_four_pages_that_can_be_searched_and_read_aloud() {
    for (name, code) in FOUR {
        let document = Document::load_mem(&pdf(code, Language::Nl)).expect("a PDF");
        let count = document.get_pages().len();
        assert!((2..=4).contains(&count), "{name} has {count} pages");
        let words = words(&document);
        for wanted in [name, "Kerncijfers", "steekproef, geen volledige telling", "Bronnen", "Statbel"] {
            assert!(words.contains(wanted), "{name}: {wanted} can't be found in: {words}");
        }
        for page in 1..=count {
            assert!(words.contains(&format!("{page} / {count}")), "{name}: page {page} has its number");
        }
        let catalog = document.catalog().expect("a catalog");
        let language = catalog.get(b"Lang").map(lopdf::decode_text_string).expect("a language");
        assert_eq!(language.expect("text"), "nl");
        let marked = catalog.get(b"MarkInfo").map(|info| resolved(&document, info)).and_then(Object::as_dict);
        assert!(
            marked.is_ok_and(|info| info.get(b"Marked").and_then(Object::as_bool).is_ok_and(|yes| yes)),
            "{name}: tagged"
        );
        let (kinds, alternatives) = structure(&document);
        let of = |kind: &str| kinds.get(kind).copied().unwrap_or(0);
        assert_eq!(of("H1"), 1, "{kinds:?}");
        assert!(of("H2") >= 7 && of("Table") >= 1 && of("TH") > of("TR") && of("TD") > 0, "{kinds:?}");
        // The map, a strip for each figure, six series; bars where it has projects.
        assert!(of("Figure") >= 20 && alternatives.len() == of("Figure"), "{kinds:?}");
        assert!(alternatives.iter().all(|text| text.len() > 20), "{alternatives:?}");
        let (info, _) = document.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
        let title = dictionary(&document, (info, 0)).get(b"Title").map(lopdf::decode_text_string);
        assert_eq!(title.expect("a title").expect("text"), format!("Profiel van {name}"));
    }
}

#[test]
fn every_font_is_inside_and_nothing_tells_the_time() {
    let bytes = pdf(44_083, Language::En);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let fonts: Vec<&Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|one| one.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor"))
        .collect();
    assert_eq!(fonts.len(), 2, "Inter in two weights");
    assert!(fonts.iter().all(|font| font.has(b"FontFile2") || font.has(b"FontFile3")));
    let names: Vec<String> = fonts
        .iter()
        .filter_map(|font| font.get(b"FontName").and_then(Object::as_name).ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    assert!(names.iter().all(|name| name.contains("Inter")), "{names:?}");
    let raw = String::from_utf8_lossy(&bytes);
    assert!(!raw.contains("CreationDate") && !raw.contains("ModDate"), "a profile tells no time of its own");
    assert!(words(&document).contains("a sample, not a complete count"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(pdf(73_028, Language::Nl), pdf(73_028, Language::Nl));
    assert_ne!(pdf(73_028, Language::Nl), pdf(73_028, Language::En));
}

#[test]
fn nothing_leaves_the_page_or_its_picture() {
    with_maker(&WORKSPACE, Language::Nl, |maker| {
        for (name, code) in FOUR {
            let document = maker.document(&maker.profiles.profile(nis(code), None, &[]));
            let whole = [0.0, 0.0, document.size[0], document.size[1]];
            for primitive in document.pages.iter().flat_map(|page| &page.parts).flat_map(|part| &part.scene) {
                let Some(own) = place::bounds(primitive) else { continue };
                assert!(place::is_within(own, whole), "{name}: {primitive:?}");
            }
        }
    });
}

/// Texts of the content of a document.
fn printed(document: &page::Document) -> Vec<String> {
    let parts = document.pages.iter().flat_map(|page| &page.parts);
    let content = parts.filter(|part| matches!(part.mark, Mark::Content(_)));
    let label = |primitive: &Primitive| match primitive {
        Primitive::Text(label) => Some(label.text.clone()),
        _ => None,
    };
    content.flat_map(|part| &part.scene).filter_map(label).collect()
}

fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_tables_of_the_folder_hold_the_numbers_that_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Deinze");
    let text = Text::new(Language::Nl);
    let request = request(&[44_083], ReportFormat::Folder, path.clone());
    let summary = report::run(&request, &inputs(&WORKSPACE, &text), &|_| {}, &never()).expect("a folder");
    assert!(summary.files.iter().all(|file| file.exists()));
    let (printed, decimals) = with_maker(&WORKSPACE, Language::Nl, |maker| {
        let profile = maker.profiles.profile(nis(44_083), None, &[]);
        let decimals: BTreeMap<String, u8> =
            maker.definitions.iter().map(|(figure, one)| (figure.to_string(), one.decimals)).collect();
        (printed(&maker.document(&profile)), decimals)
    });
    let rows = table(&path.join("figures.csv"));
    assert_eq!(rows.len(), 13);
    for row in &rows {
        let written = |column: &str| {
            let value: f64 = row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"));
            text.number(value, decimals[&row["figure"]])
        };
        for column in ["value", "peer_median"] {
            let number = written(column);
            let is_there = printed.iter().any(|text| *text == number || *text == format!("{number}\u{a0}%"));
            assert!(is_there, "{number} ({column} of {}) is not printed", row["figure"]);
        }
        let rank = format!("{} / {}", row["rank"], row["rank_of"]);
        assert!(printed.contains(&rank), "{rank}");
    }
    let population = rows.iter().find(|row| row["figure"] == "population").expect("inhabitants");
    assert_eq!((population["value"].as_str(), population["year"].as_str()), ("43580", "2020"));
    let mergers: Vec<String> = table(&path.join("mergers.csv")).iter().map(|row| row["old_name"].clone()).collect();
    assert_eq!(mergers, ["Deinze", "Nevele"]);
    let map = std::fs::read_to_string(path.join("map.svg")).expect("a map");
    assert!(map.contains("<title>Profiel van Deinze</title>") && map.contains("Gent"), "{}", &map[..400]);
    assert!(folder.path().join("Deinze.stamp.json").exists());
}

#[test]
fn what_is_not_in_the_sample_is_no_zero() {
    with_maker(&WORKSPACE, Language::Nl, |maker| {
        let profile = maker.profiles.profile(nis(73_028), None, &[]);
        let said = printed(&maker.document(&profile)).join(" ");
        assert!(said.contains("Niet in de steekproef: de inventaris kent geen enkel project van Herstappe."), "{said}");
        assert!(said.contains("Wat ontbreekt") && !profile.is_in_sample);
    });
}

#[test]
fn simulated_old_and_doubted_readings_say_so() {
    let mut workspace = WORKSPACE.clone();
    let feed = Feed::new(FeedId::new("lucht"), Protocol::SensorThings, "https://example.org");
    workspace.apply(Change::Feed(Box::new(feed)));
    let reading = |hours: i64, quality| {
        let time = now().checked_sub(jiff::SignedDuration::from_hours(hours)).expect("a moment");
        Observation { time, value: 21.5, quality }
    };
    let sensor = |id: &str, is_simulated, latest| Sensor {
        id: SensorId::new(id),
        feed: FeedId::new("lucht"),
        name: id.into(),
        location: None,
        nis: Some(nis(44_083)),
        is_nis_approximate: false,
        is_simulated,
        datastreams: vec![Datastream {
            key: "no2".into(),
            property: ObservedProperty::No2,
            original_property: "no2".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "ug/m3".into(),
            capacity: None,
            latest,
        }],
    };
    workspace.apply(Change::Sensors(vec![
        sensor("lucht/vers", false, Some(reading(0, Quality::Good))),
        sensor("lucht/nagebootst", true, Some(reading(40, Quality::Good))),
        sensor("lucht/leeg", false, None),
    ]));
    with_maker(&workspace, Language::Nl, |maker| {
        let profile = maker.profiles.profile(nis(44_083), None, &[]);
        assert_eq!(readings(maker, &profile).iter().filter(|one| one.is_fresh).count(), 1);
        let printed = printed(&maker.document(&profile));
        let has = |wanted: &str| printed.iter().any(|text| text.contains(wanted));
        assert!(has("lucht/nagebootst (gesimuleerd)") && has("2026-02-27 21:00 · oud"), "{printed:?}");
        assert!(has("2026-03-01 13:00") && has("geen waarde") && has("Bevat gesimuleerde sensoren"), "{printed:?}");
    });
}

#[test]
fn a_batch_tells_its_progress_and_leaves_nothing_when_it_is_cancelled() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = Text::new(Language::Nl);
    let path = folder.path().join("deep/profielen");
    let request = request(&[73_028, 44_083, 72_043], ReportFormat::Pdf, path.clone());
    let cancel = never();
    let stop = |_| cancel.store(true, Ordering::Relaxed);
    let ended = report::run(&request, &inputs(&WORKSPACE, &text), &stop, &cancel);
    assert!(matches!(ended, Err(ExportError::Cancelled)), "{ended:?}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 0, "nothing is left behind");

    let told = std::cell::RefCell::new(Vec::new());
    let tell = |fraction: f32| told.borrow_mut().push(fraction);
    let summary = report::run(&request, &inputs(&WORKSPACE, &text), &tell, &never()).expect("three profiles");
    assert_eq!((summary.count, summary.files.len()), (3, 6));
    assert_eq!(told.borrow().len(), 3);
    let mut names: Vec<String> = std::fs::read_dir(&path)
        .expect("lists")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".stamp.json"))
        .collect();
    names.sort();
    assert_eq!(names, ["Deinze-44083.pdf", "Herstappe-73028.pdf", "Pelt-72043.pdf"]);
}

#[test]
fn a_profile_is_held_against_the_group_that_is_asked_for() {
    with_maker(&WORKSPACE, Language::En, |maker| {
        let peers = |choice: Option<&PeerChoice>| maker.profiles.profile(nis(72_043), choice, &[]).peers;
        assert_eq!(peers(None).choice, PeerChoice::Typology);
        let province = peers(Some(&PeerChoice::Province));
        assert!(province.members.len() > 30 && province.members.contains(&nis(72_043)));
    });
}

fn run(folder: &Path, words: &[&str]) -> (ExitStatus, String, String) {
    let workspace = folder.join("w.gpkg").display().to_string();
    let mut all: Vec<OsString> =
        ["regioscope", "--language", "nl", "--workspace", &workspace].map(OsString::from).into();
    all.extend(words.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = cli::run(
        all,
        &mut Streams { input: &mut std::io::empty(), out: &mut out, err: &mut err, is_terminal: false },
        &NoWindow,
    );
    (status, String::from_utf8_lossy(&out).into_owned(), String::from_utf8_lossy(&err).into_owned())
}

#[test]
fn the_command_line_takes_old_names_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = folder.path().join("none.csv");
    std::fs::write(&none, "id,title,kind\n").expect("writes");
    let into = folder.path().join("w.gpkg").display().to_string();
    let (status, _, err) = run(folder.path(), &["import", "--into", &into, &none.display().to_string()]);
    assert_ne!(status, ExitStatus::Usage, "{err}");

    let file = folder.path().join("o.pdf").display().to_string();
    let (status, out, err) = run(folder.path(), &["report", "--municipality", "Opglabbeek", "-o", &file, "--json"]);
    assert_eq!(status, ExitStatus::Done, "{err}");
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&answer["count"], &answer["file"]), (&1.into(), &file.clone().into()), "{answer}");
    let document = Document::load(&file).expect("a PDF");
    assert!(words(&document).contains("Oudsbergen = Opglabbeek + Meeuwen-Gruitrode (2019)"), "{}", words(&document));

    let wrong = [
        &["report", "--municipality", "Atlantis", "-o", &file][..],
        &["report", "--municipality", "Gent", "--format", "docx", "-o", &file],
        &["report", "--municipality", "Gent", "--peers", "friends", "-o", &file],
        &["report", "-o", &file],
        &["report", "--all", "--municipality", "Gent", "-o", &file],
    ];
    for words in wrong {
        let (status, _, err) = run(folder.path(), words);
        assert_eq!(status, ExitStatus::Usage, "{words:?}: {err}");
    }
    let blocked = none.join("x.pdf").display().to_string();
    let (status, _, err) = run(folder.path(), &["report", "--municipality", "Gent", "-o", &blocked]);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("Het profiel kan niet gemaakt worden") && err.contains("none.csv"), "the folder: {err}");
}
