//! What `export` writes and where to: the indicators asked for, formats by their ending, standard output; wrong words in
//! the reader's language.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use place::Place;
use regioscope::cli::ExitStatus;

/// The values of a column, each once.
fn column(csv: &str, name: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let place = reader.headers().ok().and_then(|row| row.iter().position(|one| one == name));
    let place = place.unwrap_or_else(|| panic!("no column {name}: {csv}"));
    reader.records().filter_map(|row| row.ok()?.get(place).map(str::to_owned)).collect()
}

#[test]
fn indicators_are_all_written_or_those_that_are_named() {
    let place = Place::new();
    let words = ["export", "--what", "indicators", "--municipality", "Deinze"];
    let all = place.run(&words);
    assert_eq!(all.status, ExitStatus::Done, "{}", all.err);
    assert_eq!(column(&all.out, "indicator").len(), 41);
    assert!(all.err.contains("41 indicators: ") && all.err.contains("population"), "{}", all.err);
    let two = place.run(&[&words[..], &["--indicator", "population", "--indicator", "area"]].concat());
    assert_eq!(two.status, ExitStatus::Usage, "an unknown one: {}", two.err);
    let two = place.run(&[&words[..], &["--indicator", "dwellings_new", "--indicator", "population"]].concat());
    assert_eq!(column(&two.out, "indicator").len(), 2, "{}", two.err);
    assert!(two.out.find("dwellings_new") < two.out.find("population"), "in the order of the words");
    let view = place.file(
        "v.regioview.json",
        r#"{"regioscope_view": 1, "view": {"indicators": {"indicator": "population", "municipalities": ["44021"]}}}"#,
    );
    let by_view = place.run(&["export", "--what", "indicators", "--view", &view]);
    assert_eq!(column(&by_view.out, "indicator"), ["population".to_owned()].into(), "{}", by_view.err);
    assert!(by_view.err.contains("Indicator: population"), "{}", by_view.err);
    let file = place.path("i.geojson");
    let more = ["--indicator", "population", "--indicator", "dwellings_new", "-o", &file];
    assert_eq!(place.run(&[&words[..], &more].concat()).status, ExitStatus::Done);
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&file).expect("a file")).expect("JSON");
    assert_eq!(json["features"].as_array().map(Vec::len), Some(2), "an area for each indicator");
    assert_eq!(place.run(&["reproduce", &file]).status, ExitStatus::Done);
    let province = place.run(&["export", "--what", "indicators", "--province", "limburg", "--indicator", "population"]);
    assert_eq!(column(&province.out, "municipality").len(), 38, "those of the province, and no others");
}

#[test]
fn what_an_answer_lacks_is_said_and_nothing_is_written() {
    let place = Place::new();
    let file = place.path("x.csv");
    for what in ["comparison", "series", "similar"] {
        let answer = place.run(&["export", "--what", what, "-o", &file]);
        assert_eq!(answer.status, ExitStatus::Usage, "{what}: {}", answer.err);
        assert!(answer.err.contains("nothing says"), "{what}: {}", answer.err);
        assert!(fs::metadata(&file).is_err(), "{what}");
    }
}

#[test]
fn an_unknown_ending_names_those_that_are_known() {
    let place = Place::new();
    let report = place.file("r.regioreport.json", r#"{"regioscope_report": 1, "report": {"sections": []}}"#);
    for (words, name, known) in [
        (&["map", "--size", "400x300"][..], "x.bmp", ".png, .svg, .pdf"),
        (&["chart", "--indicator", "population", "--municipality", "Gent"], "x.csv", ".png, .svg, .pdf"),
        (&["export"], "x.docx", " .csv, .xlsx, .ods, .geojson, .gpkg"),
        (&["export"], "x.csv-excel-be", " .csv, .xlsx"),
        (&["gaps"], "x.geojson", " .csv, .xlsx, .ods"),
        (&["timeline"], "x.gpkg", " .csv, .xlsx, .ods"),
        (&["catalogue"], "x.rdf", " .ttl, .jsonld"),
        (&["report", "--municipality", "Gent"], "x.txt", " .pdf,"),
        (&["report", &report], "x.txt", " .pdf, .html,"),
    ] {
        let file = place.path(name);
        let answer = place.run(&[words, &["-o", &file]].concat());
        assert_eq!(answer.status, ExitStatus::Usage, "{words:?}: {}", answer.err);
        assert!(answer.err.contains(known), "{words:?}: {}", answer.err);
        assert!(fs::metadata(&file).is_err(), "{words:?}");
    }
    let named = place.path("x.tabel");
    assert_eq!(place.run(&["export", "--format", "csv", "-o", &named]).status, ExitStatus::Done, "a word goes first");
    for format in ["geojson", "docx"] {
        let gaps = place.run(&["export", "--what", "gaps", "--format", format, "-o", &place.path("x.json")]);
        assert_eq!(gaps.status, ExitStatus::Usage, "{}", gaps.err);
        assert!(gaps.err.contains("--format takes one of csv, csv-excel-be, xlsx, ods"), "{}", gaps.err);
        assert!(!gaps.err.contains("png") && !gaps.err.contains("pdf"), "it draws none: {}", gaps.err);
    }
    let linked = place.path("x.jsonld");
    assert_eq!(place.run(&["catalogue", "--municipality", "Gent", "-o", &linked]).status, ExitStatus::Done);
    assert!(fs::read_to_string(&linked).is_ok_and(|text| text.starts_with('{')), "the ending tells the format");
    let upper = place.path("x.PDF");
    assert_eq!(place.run(&["report", "--municipality", "Gent", "-o", &upper]).status, ExitStatus::Done);
}

#[test]
fn columns_that_are_not_there_are_wrong_words() {
    let place = Place::new();
    for what in ["projects", "sensors", "indicators", "gaps", "funding"] {
        let answer = place.run(&["export", "--what", what, "--columns", "foo"]);
        assert_eq!(answer.status, ExitStatus::Usage, "{what}: {}", answer.err);
        assert!(answer.err.contains("no column “foo”; there are: "), "{what}: {}", answer.err);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_an_export_that_failed() {
    let place = Place::new();
    let first = place.path("a.csv");
    assert_eq!(place.run(&["export", "-o", &first]).status, ExitStatus::Done);
    let answer = place.run_in("nl", &["export", "-o", &format!("{first}/b.csv")]);
    assert_ne!(answer.status, ExitStatus::Done);
    assert!(answer.err.contains("Exporteren is mislukt") && !answer.err.contains("werkruimte"), "{}", answer.err);
    assert!(answer.err.trim_end().ends_with(&format!(": {first}")), "the folder is named: {}", answer.err);
    for words in [&["export"][..], &["package"], &["report", "--municipality", "Gent"], &["map"]] {
        let answer = place.run(&[words, &["-o", &format!("{first}/deep/x")]].concat());
        assert_eq!(answer.status, ExitStatus::Failed, "{words:?}: {}", answer.err);
        assert!(answer.err.contains("the folder can’t be made") && !answer.err.contains("stamp"), "{}", answer.err);
    }
    let view = place.file("v.regioview.json", r#"{"regioscope_view": 1, "view": {}}"#);
    let answer = place.run(&["report", "--new", &place.path("none/r.json"), "--view", &view]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(
        answer.err.trim_end().ends_with(&format!("the folder does not exist: {}", place.path("none"))),
        "{}",
        answer.err
    );
}

#[test]
fn a_dash_is_standard_output() {
    let place = Place::new();
    let words = ["export", "--dimension", "mobility"];
    let (plain, dashed) = (place.run(&words), place.run(&[&words[..], &["-o", "-"]].concat()));
    assert_eq!(dashed.status, ExitStatus::Done, "{}", dashed.err);
    assert_eq!(plain.out, dashed.out);
    assert!(fs::metadata("-").is_err(), "no file of that name");
    let (status, bytes, _) =
        place.written("en", &[&words[..], &["--format", "gpkg", "-o", "-"]].concat(), (&[], false));
    assert!(status == ExitStatus::Done && bytes.starts_with(b"SQLite format 3\0"), "a pipe takes anything");
    let (status, bytes, _) = place.written("en", &["map", "--size", "400x300", "-o", "-"], (&[], false));
    assert!(status == ExitStatus::Done && bytes.starts_with(b"\x89PNG"), "pictures too");
    for words in [&["export", "--format", "xlsx", "-o", "-"][..], &["map", "--size", "400x300", "-o", "-"]] {
        let (status, bytes, said) = place.written("en", words, (&[], true));
        assert!(status == ExitStatus::Usage && bytes.is_empty(), "a terminal shows text alone: {said}");
        assert!(said.contains("-o -"), "{said}");
    }
    let both = place.run(&["export", "--json"]);
    assert_eq!(both.status, ExitStatus::Usage, "no CSV where JSON was asked for: {}", both.err);
}

#[test]
fn one_document_goes_to_standard_output_and_several_are_refused() {
    let place = Place::new();
    let report = r#"{"regioscope_report": 1, "report": {"title": "T", "sections": []}}"#;
    let file = place.file("r.regioreport.json", report);
    let gent = ["report", "--municipality", "Gent"];
    let written =
        |words: &[&str], input: &str, is_terminal| place.written("en", words, (input.as_bytes(), is_terminal));
    for (words, name) in
        [(&gent[..], "gent.pdf"), (&["report", &file], "r.pdf"), (&["report", &file, "--format", "html"], "r.html")]
    {
        let path = place.path(name);
        assert_eq!(place.run(&[words, &["-o", &path]].concat()).status, ExitStatus::Done, "{name}");
        let (status, bytes, said) = written(&[words, &["-o", "-"]].concat(), "", false);
        assert_eq!(status, ExitStatus::Done, "{name}: {said}");
        assert_eq!(Some(bytes), fs::read(&path).ok(), "{name}: the same bytes, nothing else");
        assert!(!said.contains("written"), "no file is told of: {said}");
    }
    let (status, bytes, _) = written(&["report", &file, "--format", "html", "-o", "-"], "", true);
    assert!(status == ExitStatus::Done && !bytes.is_empty(), "a terminal shows HTML");
    for (words, is_terminal, told) in [
        (&[&gent[..], &["-o", "-"]].concat()[..], true, "can’t be shown on a terminal"),
        (&[&gent[..], &["--format", "folder", "-o", "-"]].concat(), false, "several files"),
        (&[&gent[..], &["--municipality", "Brugge", "-o", "-"]].concat(), false, "several files"),
        (&["report", &file, "--province", "limburg", "-o", "-"], false, "several files"),
        (&[&gent[..], &["--json", "-o", "-"]].concat(), false, "leaves no room"),
        (&["screenshot", "-o", "-"], true, "can’t be shown on a terminal"),
    ] {
        let (status, bytes, said) = written(words, "", is_terminal);
        assert!(status == ExitStatus::Usage && bytes.is_empty() && said.contains(told), "{words:?}: {said}");
    }
    assert!(fs::metadata("-").is_err(), "no file of that name");
}

#[test]
fn a_dash_is_a_view_from_standard_input() {
    let place = Place::new();
    let view = r#"{"regioscope_view": 1, "view": {"filter": {"dimensions": ["mobility"]}}}"#;
    let file = place.file("v.regioview.json", view);
    let report = r#"{"regioscope_report": 1, "report": {"title": "Van de invoer", "sections": []}}"#;
    let written = |words: &[&str], input: &str| place.written("en", words, (input.as_bytes(), false));
    for words in [&["export"][..], &["timeline"], &["info"]] {
        let of_file = written(&[words, &["--view", &file]].concat(), "");
        assert_eq!(of_file.0, ExitStatus::Done, "{words:?}: {}", of_file.2);
        assert_eq!(written(&[words, &["--view", "-"]].concat(), view), of_file, "{words:?}");
        assert_ne!(written(words, "").1, of_file.1, "{words:?}: the view says something");
    }
    let (status, page, said) = written(&["report", "-", "--format", "html", "-o", "-"], report);
    assert_eq!(status, ExitStatus::Done, "{said}");
    assert!(String::from_utf8_lossy(&page).contains("Van de invoer"));
    let new = place.path("new.regioreport.json");
    assert_eq!(written(&["report", "--new", &new, "--view", "-"], view).0, ExitStatus::Done);
    assert!(fs::read_to_string(&new).is_ok_and(|text| text.contains("mobility")));
    let (status, _, said) = written(&["report", "--new", &new, "--view", "-", "--view", "-"], view);
    assert!(status == ExitStatus::Usage && said.contains("read once"), "{said}");
    let (status, _, said) = written(&["export", "--view", "-"], "no view");
    assert!(status == ExitStatus::Failed && said.contains("stdin"), "{said}");
}

#[test]
fn wrong_words_are_told_in_the_language_of_the_reader() {
    let place = Place::new();
    for (words, said) in [
        (
            &["info", "--municipality", "Nergenshuizen"][..],
            "geen gemeente van Vlaanderen of Brussel heet: Nergenshuizen",
        ),
        (&["info", "--dimension", "x"], "--dimension kent mobility, environment"),
        (&["export", "--columns", "foo"], "er is geen kolom “foo”; er zijn: "),
        (&["map", "--size", "groot", "-o", "x.png"], "--size is BREEDTExHOOGTE"),
        (&["similar", "X0"], "dit project bestaat niet: X0"),
        (&["export", "--what", "gaps", "--format", "geojson"], "--format kent voor gaps csv"),
        (&["import", "/nergens.csv"], "/nergens.csv"),
    ] {
        let answer = place.run_in("nl", words);
        assert_ne!(answer.status, ExitStatus::Done, "{words:?}");
        assert!(answer.err.contains(said), "{words:?}: {}", answer.err);
        assert!(!answer.err.contains("cli-") && !answer.err.contains("reason-"), "{words:?}: {}", answer.err);
    }
}

#[test]
fn a_dash_is_standard_input() {
    let place = Place::new();
    let list = "id,title,kind,lead_municipality\nX1,Slimme paal,project,Gent\nX2,Andere paal,project,Brugge\n";
    for file in ["-", "/dev/stdin"] {
        let words = ["import", file, "--dry-run"];
        let (status, _, said) = place.written("nl", &words, (list.as_bytes(), false));
        assert_eq!(status, ExitStatus::Done, "{said}");
        assert!(said.contains('2'), "{said}");
    }
    let list = "Naam;Gemeente;Wanneer\nPaal A;Gent;2020\nPaal B;Nergens;2021\n";
    let words = ["import", "-", "--list", "Palen"];
    let (status, _, said) = place.written("nl", &words, (list.as_bytes(), false));
    assert_eq!(status, ExitStatus::Partly, "{said}");
    assert!(said.contains("standaardinvoer:3"), "a refused row is of standard input: {said}");
    let figures = "nis,year,schools\n44021,2020,7\n";
    let words = ["import", "-", "--as", "indicators", "--indicator", "schools", "--unit", "schools", "--dry-run"];
    let (status, _, said) = place.written("en", &words, (figures.as_bytes(), false));
    assert_eq!(status, ExitStatus::Done, "{said}");
}

#[test]
fn a_dry_run_makes_no_workspace_and_names_what_would_change() {
    let place = Place::new();
    let list = place.file("l.csv", "nr;titel;gemeente;status\n1;Slimme paal;Gent;gepland\n");
    let into = place.path("nieuw.gpkg");
    let dry = place.run(&["import", &list, "--list", "Palen", "--into", &into, "--dry-run"]);
    assert_eq!(dry.status, ExitStatus::Done, "{}", dry.err);
    assert!(fs::metadata(&into).is_err(), "nothing is made");
    assert_eq!(place.run(&["import", &list, "--list", "Palen"]).status, ExitStatus::Done);
    let next = place.file("l.csv", "nr;titel;gemeente;status\n1;Slimme paal;Gent;lopend\n");
    let imports = place.json(&["imports"]);
    assert_eq!((&imports[0]["what"], &imports[0]["count"]), (&"projects".into(), &1.into()), "{imports}");
    let dry = place.run_in("nl", &["import", &next, "--list", "Palen", "--dry-run"]);
    assert!(dry.err.lines().any(|line| line.ends_with("Slimme paal: Status")), "{}", dry.err);
}

#[test]
fn one_row_is_told_as_one() {
    let place = Place::new();
    let answer = place.run(&["export", "--text", "Trajectcontroles Deinze", "-o", &place.path("a.csv")]);
    assert!(answer.err.starts_with("1 row written"), "{}", answer.err);
}

#[test]
fn the_manual_has_the_pages_that_it_refers_to() {
    let place = Place::new();
    let folder = place.path("man");
    assert_eq!(place.run(&["man", "--all", &folder]).status, ExitStatus::Done);
    let main = place.run(&["man"]).out;
    let names = main.lines().filter_map(|line| line.strip_prefix("regioscope\\-")?.strip_suffix("(1)"));
    let names: Vec<String> = names.map(|name| name.replace('\\', "")).collect();
    assert!(names.len() > 20, "{main}");
    for name in names.iter().filter(|name| *name != "help") {
        assert!(fs::metadata(format!("{folder}/regioscope-{name}.1")).is_ok(), "{name}");
    }
    assert!(fs::metadata(format!("{folder}/regioscope-feeds-add.1")).is_ok(), "those below them too");
}

#[test]
fn reports_are_made_for_a_group_and_name_the_region_without_one() {
    let place = Place::new();
    let report = place.file(
        "r.regioreport.json",
        r#"{"regioscope_report": 1, "report": {"title": "Cijfers van {municipality}", "sections": []}}"#,
    );
    let folder = place.path("per-gemeente");
    let words = ["--typology", "urban", "--region", "Twee=44021,44083,44019"];
    let made = place.run(&[&["report", &report, "--format", "html", "-o", &folder], &words[..]].concat());
    assert_eq!(made.status, ExitStatus::Done, "{}", made.err);
    let files = fs::read_dir(&folder).expect("a folder").flatten().map(|one| one.file_name().into_string());
    let names: Vec<String> =
        files.flatten().filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "html")).collect();
    assert_eq!(names, ["Gent-44021.html"], "those that meet all of the words");
    let nobody = place.run(&["report", "--typology", "rural", "--region", "Een=44021", "-o", &folder]);
    assert_eq!(nobody.status, ExitStatus::Usage, "{}", nobody.err);
    let whole = place.path("alles.html");
    let made = place.run_in("nl", &["report", &report, "-o", &whole]);
    assert_eq!(made.status, ExitStatus::Done, "{}", made.err);
    let html = fs::read_to_string(&whole).expect("a page");
    assert!(html.contains("Cijfers van Vlaanderen") && !html.contains("{municipality}"));
}

#[test]
fn a_package_says_no_licence_of_rows_that_may_have_none() {
    let place = Place::new();
    let licensed = |name: &str| {
        let path = place.path(name);
        let answer = place.run(&["package", "-o", &path]);
        assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
        let descriptor = fs::read(Path::new(&path).join("datapackage.json")).unwrap_or_else(|error| panic!("{error}"));
        let told: serde_json::Value = serde_json::from_slice(&descriptor).unwrap_or_else(|error| panic!("{error}"));
        let resources = told["resources"].as_array().into_iter().flatten().filter(|one| one["licenses"].is_array());
        let names: BTreeSet<String> = resources.filter_map(|one| one["name"].as_str().map(str::to_owned)).collect();
        (told["licenses"].is_array(), names)
    };
    let (is_whole, before) = licensed("before");
    assert!(is_whole && before.contains("projects"), "{before:?}");
    let list = place.file("lijst.csv", "titel;gemeente\nSlimme vuilnisbakken;Gent\n");
    assert_eq!(place.run(&["import", &list]).status, ExitStatus::Done);
    let (is_whole, after) = licensed("after");
    assert!(!is_whole && !after.contains("projects") && after.contains("municipalities"), "{after:?}");
}
