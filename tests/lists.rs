//! Lists of projects and of sensors as others keep them, from file to workspace and back, by the command line.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::fs;

use place::Place;
use regioscope::cli::ExitStatus;
use serde_json::Value;

const LIST: &str = "Projecten van de regio;;;;;\r\n\
    ;;;Periode;;\r\n\
    Nr;Projectnaam;Trekker;Start;Einde;Stand van zaken\r\n\
    1;Slim parkeren;Gent;2018;2020;loopt\r\n\
    2;Luchtsensoren;Nevele;1/5/2019;;afgewerkt\r\n\
    3;Zonder plaats;Nergenshuizen;2019;;loopt\r\n\
    4;Deelfietsen;9000;2019-2021;;in de ijskast\r\n\
    Totaal;4 projecten;;;;\r\n";

fn put(place: &Place, name: &str, bytes: &[u8]) -> String {
    let path = place.path(name);
    fs::write(&path, bytes).unwrap_or_else(|error| panic!("{error}: {path}"));
    path
}

fn import(place: &Place, words: &[&str]) -> Value {
    let answer = place.run(&[&["--json", "import"][..], words].concat());
    serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", answer.out, answer.err))
}

fn count(answer: &Value, key: &str) -> u64 {
    answer[key].as_u64().unwrap_or(u64::MAX)
}

#[test]
fn every_format_of_an_export_comes_back_as_it_was() {
    let place = Place::new();
    let rows = place.json(&["info", "--province", "Limburg"]);
    let rows = rows["selected"]["rows"].as_u64().or_else(|| rows["selected"]["hits"].as_u64());
    for format in ["xlsx", "ods", "csv", "csv-excel-be", "geojson", "gpkg"] {
        let path = place.path(&format!("limburg.{format}"));
        let written = place.run(&["export", "--province", "Limburg", "--format", format, "-o", &path]);
        assert_eq!(written.status, ExitStatus::Done, "{format}: {}", written.err);
        // An export as text is known by its columns, and streams.
        let alone = import(&place, &[&path, "--dry-run"]);
        assert_eq!((count(&alone, "added"), count(&alone, "changed")), (0, 0), "{format}: {alone:#}");
        assert_eq!((count(&alone, "rejected"), count(&alone, "unchanged") > 10), (0, true), "{format}");
        let answer = import(&place, &[&path, "--list", "limburg", "--dry-run"]);
        let told = |key: &str| (key.to_owned(), answer[key].to_string());
        assert_eq!((count(&answer, "added"), count(&answer, "changed")), (0, 0), "{format}: {:?}", told("changed"));
        assert_eq!(answer["rejected"], 0, "{format}: {:?}", told("rejected_rows"));
        let unchanged = answer["unchanged"].as_u64();
        assert!(unchanged.is_some_and(|count| count > 10) && rows.is_none_or(|rows| unchanged == Some(rows)));
    }
}

#[test]
fn a_file_changes_of_a_project_only_what_it_says() {
    for (name, text) in [
        ("export.csv", "id,title,status\nP212,Nieuwe titel,completed\n"),
        ("lijst.csv", "id;titel;status\nP212;Nieuwe titel;Afgerond\n"),
    ] {
        let place = Place::new();
        let answer = import(&place, &[&put(&place, name, text.as_bytes())]);
        assert_eq!((count(&answer, "added"), count(&answer, "changed")), (0, 1), "{name}: {answer:#}");
        let out = place.run(&["export", "--text", "Nieuwe titel", "--format", "geojson"]).out;
        let all: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
        let mut after = all["features"][0]["properties"].clone();
        assert_eq!((&after["title"], &after["status"]), (&"Nieuwe titel".into(), &"completed".into()), "{name}");
        for key in ["description_nl", "lead_nis", "dimensions", "start_year", "partners", "url", "source", "confidence"]
        {
            assert!(after[key].take() != Value::Null, "{name}: {key} is kept");
        }
    }
}

#[test]
fn two_lists_of_one_file_name_are_kept_apart() {
    let place = Place::new();
    let folder = |town: &str| {
        let path = place.path(town);
        fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{error}"));
        let text = format!("Nr;Titel;Gemeente;Status\n1;Slim {town};{town};loopt\n2;Plein van {town};{town};loopt\n");
        put(&place, &format!("{town}/projecten.csv"), text.as_bytes())
    };
    let (gent, aalst) = (folder("Gent"), folder("Aalst"));
    for (file, added, list) in
        [(&gent, 2, "projecten"), (&aalst, 2, "projecten 2"), (&aalst, 0, "projecten 2"), (&gent, 0, "projecten")]
    {
        let answer = import(&place, &[file]);
        assert_eq!((count(&answer, "added"), count(&answer, "changed")), (added, 0), "{file}: {answer:#}");
        assert_eq!(answer["mapping"]["list"], list, "{file}");
    }
    let over = place.run(&["import", &aalst, "--list", "projecten", "--dry-run"]);
    assert!(over.err.contains("written over others"), "{}", over.err);
}

#[test]
fn a_mapping_without_a_sheet_writes_the_sheet_that_it_showed() {
    let place = Place::new();
    let (list, map) = (put(&place, "lijst.csv", b"Titel;Gemeente\nUit de lijst;Gent\n"), place.path("map.json"));
    import(&place, &[&list, "--list", "x", "--save-map", &map, "--dry-run"]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let cover = book.add_worksheet();
    cover.write(0, 0, "Dit is het voorblad").unwrap_or_else(|error| panic!("{error}"));
    let data = book.add_worksheet();
    for (row, cells) in [["Titel", "Gemeente"], ["Van het tweede blad", "Gent"]].iter().enumerate() {
        data.write_row(row as u32, 0, *cells).unwrap_or_else(|error| panic!("{error}"));
    }
    let path = place.path("boek.xlsx");
    book.save(&path).unwrap_or_else(|error| panic!("{error}"));
    let answer = import(&place, &[&path, "--map", &map]);
    assert_eq!((count(&answer, "added"), count(&answer, "rejected")), (1, 0), "{answer:#}");
    let out = place.run(&["export", "--text", "tweede blad", "--format", "csv"]).out;
    assert!(out.contains("Van het tweede blad"), "{out}");
}

#[test]
fn refused_rows_are_mended_in_the_file_that_they_were_saved_in() {
    let place = Place::new();
    let list =
        put(&place, "lijst.csv", "Titel;Gemeente;Status\n\"A; een\";Nergens;loopt\nB twee;Gent;loopt\n".as_bytes());
    let refused = place.path("geweigerd.csv");
    let answer = place.run(&["import", &list, "--list", "lijst", "--rejected", &refused]);
    assert_eq!(answer.status, ExitStatus::Partly, "{}", answer.err);
    let text = fs::read_to_string(&refused).unwrap_or_else(|error| panic!("{error}"));
    put(&place, "geweigerd.csv", text.replace("Nergens;", "Aalst;").as_bytes());
    let mended = import(&place, &[&refused, "--list", "lijst", "--rejected", &refused]);
    assert_eq!((count(&mended, "added"), count(&mended, "rejected")), (1, 0), "{mended:#}");
    assert_eq!(mended["mapping"]["columns"].as_array().map(Vec::len), Some(3), "reasons are no columns");
    let text = fs::read_to_string(&refused).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(text.lines().count(), 1, "nothing was refused: {text}");
}

#[test]
fn what_is_not_what_its_ending_says_is_refused() {
    let place = Place::new();
    let answer = place.run(&["import", &put(&place, "lijst.xlsx", b"Titel;Gemeente\nA;Gent\n")]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(answer.err.contains("“.xlsx”"), "{}", answer.err);
}

#[test]
fn a_list_is_read_by_a_mapping_that_is_kept_for_its_next_edition() {
    let place = Place::new();
    let (first, map) = (put(&place, "lijst 2023.csv", LIST.as_bytes()), place.path("lijst.map.json"));
    let answer = import(&place, &[&first, "--list", "regio", "--save-map", &map]);
    assert_eq!((count(&answer, "added"), answer["rejected"].as_u64()), (2, Some(2)), "{answer:#}");
    assert_eq!(answer["left_out"]["totals"], 1);
    // What the program could not know is said once, in the mapping.
    let mapping = fs::read_to_string(&map).unwrap_or_else(|error| panic!("{error}"));
    let mut mapping: Value = serde_json::from_str(&mapping).unwrap_or_else(|error| panic!("{error}"));
    mapping["columns"][5]["words"]["in de ijskast"] = "stopped".into();
    put(&place, "lijst.map.json", mapping.to_string().as_bytes());
    let second = LIST.replace("Nr;Projectnaam;Trekker", "Nr;Trekker;Projectnaam").replace("loopt", "afgewerkt");
    let second = second
        .replace("1;Slim parkeren;Gent", "1;Gent;Slim parkeren")
        .replace("2;Luchtsensoren;Nevele", "2;Nevele;Luchtsensoren");
    let second = second
        .replace("3;Zonder plaats;Nergenshuizen", "3;Nergenshuizen;Zonder plaats")
        .replace("4;Deelfietsen;9000", "4;9000;Deelfietsen");
    let second = put(&place, "lijst 2024.csv", second.as_bytes());
    let answer = import(&place, &[&second, "--map", &map]);
    assert_eq!((count(&answer, "added"), count(&answer, "changed")), (1, 1), "{answer:#}");
    assert_eq!(answer["unchanged"], 1, "{answer:#}");
    assert_eq!(answer["changes"][0]["fields"], serde_json::json!(["status"]));
    assert_eq!(answer["rejected"], 1, "the place is still unknown");
    let rows = place.run(&["export", "--text", "deelfietsen", "--format", "csv"]).out;
    assert!(rows.contains("regio:4") && rows.contains("stopped") && rows.contains("2021"), "{rows}");
}

#[test]
fn each_word_is_told_with_what_it_was_taken_for() {
    let place = Place::new();
    let list = "Titel;Domein;Status;Deelnemers\r\n;;;\r\nEen;Mobiliteit / Milieu;lopend;VITO\r\nTwee;Milieu;Niet actief;Gent, Deinze\r\n";
    let path = put(&place, "woorden.csv", list.as_bytes());
    let words = ["import", &path, "--list", "x"];
    for dry in [&[][..], &["--dry-run"]] {
        let told = place.run_in("nl", &[&words[..], dry].concat()).err;
        for line in [
            "  Mobiliteit → Mobiliteit",
            "  Milieu → Leefomgeving",
            "  lopend → Lopend",
            "  Niet actief → geen betekenis gekozen",
            "Deelnemers die geen gemeente zijn, bewaard als naam: VITO",
        ] {
            assert!(told.lines().any(|one| one == line), "{line}: {told}");
        }
    }
    let told = place.run(&words).err;
    assert!(told.contains("  Milieu → Environment") && told.contains("kept as names: VITO"), "{told}");
    let answer = import(&place, &[&path, "--list", "x", "--dry-run"]);
    assert_eq!(answer["no_municipality"], serde_json::json!(["VITO"]), "{answer:#}");
}

#[test]
fn text_in_any_encoding_and_a_layer_of_geodata_are_read() {
    let place = Place::new();
    let text = "Titel;Gemeente\nCafé Léopold één;Gent\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes) in [("a.csv", windows.into_owned()), ("b.csv", utf16)] {
        let path = put(&place, name, &bytes);
        let answer = import(&place, &[&path, "--list", "x", "--dry-run"]);
        assert_eq!(answer["added_ids"], serde_json::json!(["x:cafe leopold een@44021"]), "{name}");
    }
    let kml = "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark>\
        <name>Een plek</name><Point><coordinates>3.72,51.05</coordinates></Point></Placemark></Document></kml>";
    let answer = import(&place, &[&put(&place, "c.kml", kml.as_bytes()), "--list", "plekken"]);
    assert_eq!(count(&answer, "added"), 1, "{answer:#}");
    let rows = place.run(&["export", "--text", "een plek", "--format", "geojson"]).out;
    assert!(rows.contains("3.72") && rows.contains("51.05"), "{rows}");
}

#[test]
fn what_is_no_list_says_why_and_changes_nothing() {
    let place = Place::new();
    for (name, bytes, reason) in [
        ("a.csv", &b"NIS;2019\n44021;5\n"[..], "no column with titles"),
        ("b.csv", &b"<html><body>404</body></html>"[..], "web page"),
        ("c.xlsx", &b"PK\x03\x04broken"[..], "can't be unpacked"),
    ] {
        let path = put(&place, name, bytes);
        let answer = place.run(&["import", &path, "--list", "x"]);
        assert_eq!(answer.status, ExitStatus::Failed, "{name}: {}", answer.err);
        assert!(answer.err.contains(reason), "{name}: {}", answer.err);
    }
    let answer = place.run(&["import", &put(&place, "d.csv", LIST.as_bytes()), "--crs", "EPSG:1"]);
    assert_eq!(answer.status, ExitStatus::Usage, "{}", answer.err);
}

const READINGS: &str = "Meetpunt;Tijdstip;lon;lat;NO2 (µg/m³);Geluid (dB(A));Temperatuur\r\n\
    Markt;1/7/2025 12:00;3,7247;51,0539;21,5;61;24\r\n\
    Markt;1/7/2025 13:00;3,7247;51,0539;22,5;;25\r\n\
    Kaai;1/7/2025 12:00;;;19;58;veel\r\n\
    Brug;32/7/2025 12:00;;;19;58;24\r\n";

fn sensors(place: &Place, words: &[&str]) -> Value {
    import(place, &[words, &["--as", "sensors"]].concat())
}

fn of(answer: &Value, part: &str) -> [Option<u64>; 3] {
    let second = if part == "sensors" { "changed" } else { "corrected" };
    ["added", second, "unchanged"].map(|key| answer[part][key].as_u64())
}

#[test]
fn a_list_of_sensors_is_read_kept_as_of_a_file_and_brought_up_to_date() {
    let place = Place::new();
    let (first, map) = (put(&place, "meetnet juli.csv", READINGS.as_bytes()), place.path("meetnet.map.json"));
    let refused = place.path("refused.csv");
    let words = [
        &*first,
        "--list",
        "meetnet",
        "--source",
        "Stad X",
        "--licence",
        "CC0-1.0",
        "--save-map",
        &map,
        "--rejected",
        &refused,
    ];
    let tried = sensors(&place, &[&words[..3], &["--dry-run"]].concat());
    assert_eq!(
        (of(&tried, "sensors"), tried["rejected"].as_u64()),
        ([Some(2), Some(0), Some(0)], Some(2)),
        "{tried:#}"
    );
    assert!(!place.run(&["feeds", "list", "meetnet"]).out.contains("meetnet"), "a dry run writes nothing");
    let answer = sensors(&place, &words);
    assert_eq!(of(&answer, "readings"), [Some(7), Some(0), Some(0)], "{answer:#}");
    assert_eq!((&answer["readings"]["missing"], &answer["sensors"]["without_place"]), (&1.into(), &1.into()));
    assert_eq!(answer["rejected_rows"][0]["column"], "Temperatuur", "{answer:#}");
    assert_eq!(fs::read_to_string(&refused).map(|text| text.lines().count()).unwrap_or_default(), 3);
    let feed = place.run(&["--json", "feeds", "list", "meetnet"]).out;
    let feed: Value = serde_json::from_str(&feed).unwrap_or_else(|error| panic!("{error}: {feed}"));
    assert_eq!((&feed[0]["health"]["state"], &feed[0]["feed"]["url"]), (&"file".into(), &"meetnet juli.csv".into()));
    assert_eq!(feed[0]["feed"]["attribution"], "Stad X");
    assert_eq!(place.run(&["feeds", "poll", "import:meetnet"]).status, ExitStatus::Failed, "a file is not asked");
    assert_eq!(place.run(&["feeds", "poll"]).status, ExitStatus::Done, "nor with all others");
    let again = sensors(&place, &[&first, "--map", &map]);
    assert_eq!(
        (of(&again, "sensors"), of(&again, "readings")),
        ([Some(0), Some(0), Some(2)], [Some(0), Some(0), Some(7)])
    );
    let second = READINGS.replace("22,5", "23,5").replace("32/7/2025", "2/7/2025").replace("veel", "23");
    let second = sensors(&place, &[&put(&place, "meetnet augustus.csv", second.as_bytes()), "--map", &map]);
    assert_eq!(of(&second, "readings"), [Some(4), Some(1), Some(6)], "{second:#}");
    let rows = place.run(&["export", "--what", "observations", "--format", "csv"]).out;
    assert_eq!(rows.lines().filter(|row| row.contains("import:meetnet/")).count(), 11, "{rows}");
    assert!(rows.contains("23.5") && !rows.contains("22.5") && rows.contains("2025-07-01T10:00:00"), "{rows}");
    let answer = place.run(&["check"]);
    assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
}

#[test]
fn sensors_come_from_workbooks_and_layers_too() {
    let place = Place::new();
    let layer = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"p1","parameter":"lawaai",
        "waarde":61.5,"tijd":"2025-07-01T10:00:00Z"},"geometry":{"type":"Point","coordinates":[3.72,51.05]}}]}"#;
    let answer = sensors(&place, &[&put(&place, "a.geojson", layer.as_bytes()), "--list", "a"]);
    assert_eq!((of(&answer, "readings")[0], &answer["sensors"]["without_place"]), (Some(1), &0.into()), "{answer:#}");
    assert_eq!(answer["words"][0]["words"][0]["means"], "noise_laeq");
    let exported = place.path("readings.xlsx");
    let written = place.run(&["export", "--what", "observations", "--format", "xlsx", "-o", &exported]);
    assert_eq!(written.status, ExitStatus::Done, "{}", written.err);
    let answer = sensors(&place, &[&exported, "--list", "b", "--dry-run"]);
    assert_eq!(of(&answer, "readings")[0], Some(1), "our own export comes back: {answer:#}");
    for (text, reason) in [("a;b\n1;2\n", "tells the sensors apart"), ("sensor;NO2\na;1\n", "when they were observed")]
    {
        let answer = place.run(&["import", &put(&place, "x.csv", text.as_bytes()), "--as", "sensors"]);
        assert_eq!(answer.status, ExitStatus::Failed, "{text}");
        assert!(answer.err.contains(reason), "{}", answer.err);
    }
}

/// What is told of the places, and how many came in.
fn told(place: &Place, name: &str, text: &str, more: &[&str]) -> (Value, String) {
    let file = put(place, name, text.as_bytes());
    let words = [&["--json", "import", &file, "--dry-run"], more].concat();
    let answer = place.run(&words);
    (serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {}", answer.err)), answer.err)
}

#[test]
fn turned_coordinates_are_told_by_the_whole_file_and_turned() {
    let place = Place::new();
    let text = "Titel;Gemeente;X;Y\nA een;Gent;193911,227;104863,112\nB twee;Brugge;211608,420;70052,791\n";
    let places = ["--as", "places"];
    for more in [&[][..], &places[..]] {
        let (answer, err) = told(&place, "turned.csv", text, more);
        assert_eq!((&answer["turned_axes"], &answer["places"]["outside"]), (&2.into(), &0.into()), "{err}");
        assert!(err.contains("the other way round"), "{err}");
    }
}

#[test]
fn a_wrong_reference_system_is_told_and_the_right_one_offered() {
    let place = Place::new();
    let collection = |crs: &str, x: f64, y: f64| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"features":[
            {{"type":"Feature","properties":{{"naam":"A","gemeente":"Gent"}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}]}}"#
        )
    };
    for (said, x, y, real) in [
        ("EPSG:31370", 3.725, 51.0536, "EPSG:4326"),
        ("EPSG:3812", 104_863.11, 193_911.22, "EPSG:31370"),
        ("EPSG:31370", 604_860.31, 693_906.07, "EPSG:3812"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 104_863.11, 193_911.22, "EPSG:31370"),
    ] {
        let text = collection(said, x, y);
        for more in [&[][..], &["--as", "places"][..]] {
            let (answer, err) = told(&place, "a.geojson", &text, more);
            assert_eq!(answer["places"]["offered_crs"], real, "{said} {err}");
            assert!(err.contains(&format!("--crs {real}")), "{err}");
        }
        let (answer, err) = told(&place, "a.geojson", &text, &["--crs", real]);
        let clean = (&answer["places"]["offered_crs"], &answer["places"]["outside"], &answer["rejected"]);
        assert_eq!(clean, (&Value::Null, &0.into(), &0.into()), "{err}");
    }
    let (_, err) = told(&place, "b.geojson", &collection("EPSG:3857", 414_665.1, 6_630_780.4), &["--list", "b"]);
    assert!(!err.contains("--crs"), "{err}");
}

#[test]
fn rows_that_lie_amiss_are_named_and_imported() {
    let place = Place::new();
    let text = "Titel;Gemeente;Latitude;Longitude\nA;Gent;50.93;5.33\nB;Gent;51.05;3.72\nC;Gent;48.85;2.35\n";
    let file = put(&place, "afar.csv", text.as_bytes());
    let answer = place.run(&["import", &file, "--dry-run"]);
    assert_eq!(answer.status, ExitStatus::Done, "{}", answer.err);
    assert!(answer.err.contains("far from the municipality that it names (row 2)"), "{}", answer.err);
    assert!(answer.err.contains("outside Flanders and Brussels (row 4)"), "{}", answer.err);
    let (answer, err) = told(&place, "afar.csv", text, &["--list", "x"]);
    assert_eq!(answer["added"], 3, "{err}");
    let sensors = "sensor;lat;lon;tijd;no2\na;48.85;2.35;2025-07-01T10:00:00Z;5\nb;51.05;3.72;2025-07-01T10:00:00Z;5\n";
    let (answer, err) = told(&place, "s.csv", sensors, &["--as", "sensors"]);
    assert_eq!(answer["places"]["outside"], 1, "{err}");
}

#[test]
fn a_municipality_is_derived_where_no_column_states_one() {
    let place = Place::new();
    let (answer, err) = told(&place, "c.csv", "Titel;Latitude;Longitude\nA een;51.0536;3.725\nB;48.85;2.35\n", &[]);
    assert_eq!((&answer["derived_municipalities"], &answer["regional"]), (&1.into(), &1.into()), "{err}");
    let text = "Titel;Gemeente;Latitude;Longitude\nA een;Gent;51.0536;3.725\nB twee;;;\n";
    let (answer, err) = told(&place, "d.csv", text, &["--list", "d"]);
    assert_eq!((&answer["derived_municipalities"], &answer["regional"]), (&0.into(), &1.into()), "{err}");
    let text = "Titel;Postcode;Gemeente\nA;;Gent\nB;9000;Aalst\n";
    let (answer, err) = told(&place, "e.csv", text, &["--list", "e"]);
    assert_eq!(answer["other_postal_codes"], 1, "{err}");
    assert!(err.contains("the name counts (row 3)"), "{err}");
}

const PARKS: &str = r#"{"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"naam":"Citadelpark","ha":14.3},"geometry":{"type":"Polygon","coordinates":[[[3.715,51.035],[3.725,51.035],[3.725,51.04],[3.715,51.035]]]}},
 {"type":"Feature","properties":{"naam":"Leiepad","ha":null},"geometry":{"type":"LineString","coordinates":[[3.70,51.05],[3.72,51.06]]}},
 {"type":"Feature","properties":{"naam":"Zonder vorm","ha":1},"geometry":null}]}"#;

#[test]
fn a_plain_layer_is_kept_as_it_is_and_replaced_under_its_name() {
    let place = Place::new();
    let parks = put(&place, "parken.geojson", PARKS.as_bytes());
    let tried = import(&place, &[&parks, "--as", "layer", "--dry-run"]);
    assert_eq!(
        (tried["areas"].as_u64(), tried["lines"].as_u64(), tried["rejected"].as_u64()),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!(place.json(&["info"])["layers"], serde_json::json!([]), "nothing was written");
    let refused = place.path("geweigerd.csv");
    let words = ["import", &parks, "--as", "layer", "--list", "Parken", "--rejected", &refused, "--licence", "CC0"];
    let done = place.run(&words);
    assert_eq!(done.status, ExitStatus::Partly, "{}", done.err);
    let refused = fs::read_to_string(&refused).unwrap_or_else(|error| panic!("{error}"));
    assert!(refused.contains("the row has no shape"), "{refused}");
    let info = place.json(&["info"]);
    let layer = &info["layers"][0];
    assert_eq!((&layer["name"], &layer["kind"], &layer["label"]), (&"Parken".into(), &"layer".into(), &"naam".into()));
    assert_eq!((&layer["source"]["licence"], &layer["source"]["origin"]), (&"CC0".into(), &"parken.geojson".into()));
    assert!(layer["source"]["hash"].as_str().is_some_and(|hash| hash.len() == 64));
    let table = put(&place, "lambert.csv", b"Naam;X;Y\nBelfort;104700;193700\nNergens;;\n");
    let answer = import(&place, &[&table, "--as", "places", "--list", "Parken", "--crs", "EPSG:31370"]);
    assert_eq!((answer["points"].as_u64(), answer["rejected"].as_u64()), (Some(1), Some(1)), "{answer:#}");
    let info = place.json(&["info"]);
    assert_eq!(
        (info["layers"].as_array().map(Vec::len), &info["layers"][0]["kind"]),
        (Some(1), &"places".into()),
        "it took the other's place"
    );
}

#[test]
fn a_table_without_places_is_no_layer_and_says_so() {
    let place = Place::new();
    let list = put(&place, "lijst.csv", LIST.as_bytes());
    let answer = place.run(&["import", &list, "--as", "layer"]);
    assert_eq!(answer.status, ExitStatus::Failed);
    assert!(answer.err.contains("two columns with coordinates"), "{}", answer.err);
    let parks = put(&place, "parken.geojson", PARKS.as_bytes());
    let answer = place.run(&["import", &parks, "--as", "places", "--label", "titel"]);
    assert_eq!(answer.status, ExitStatus::Usage);
    assert!(answer.err.contains("there are naam, ha"), "{}", answer.err);
}
