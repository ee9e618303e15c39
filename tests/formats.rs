//! Formats as their users meet them: good and bad files in, tables out, and back again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use regioscope::formats::crs::Crs;
use regioscope::formats::csv::{self, CsvWriter, Dialect, ReadOptions, Report};
use regioscope::formats::geojson::{self, GeoJsonWriter};
use regioscope::formats::project::write::{columns, geometry, push_values};
use regioscope::formats::table::RowWriter;
use regioscope::model::{
    Amount, CoreValue, Dimension, Explained, HelixRole, Language, Localized, LonLat, Nis, Partner, Period, Project,
    ProjectId, ProjectKind, Status, StatusBasis, WorkingArea,
};
use regioscope::text::Text;

const PLACES: &[(&str, &str, f64, f64)] =
    &[("11002", "Antwerpen", 4.4, 51.2), ("44021", "Gent", 3.7, 51.0), ("31005", "Brugge", 3.2, 51.2)];

fn nis(code: &str) -> Nis {
    code.parse().expect("a code")
}

fn resolve(text: &str) -> Vec<Nis> {
    if text == "Sint-Niklaas of Sint-Truiden" {
        return vec![nis("46021"), nis("71053")];
    }
    let found = PLACES.iter().find(|(code, name, _, _)| *code == text || name.eq_ignore_ascii_case(text));
    found.map(|(code, ..)| nis(code)).into_iter().collect()
}

fn place(code: Nis) -> Option<(&'static str, LonLat)> {
    let (_, name, lon, lat) = PLACES.iter().find(|place| nis(place.0) == code)?;
    Some((name, LonLat::new(*lon, *lat).ok()?))
}

fn options() -> ReadOptions<'static> {
    ReadOptions { file: "test.file", dataset: "test", crs: None, resolve: &resolve }
}

fn read_csv(bytes: &[u8]) -> (Vec<Project>, Report) {
    let mut projects = Vec::new();
    let report = csv::read_projects(bytes, &options(), &mut |project, _| projects.push(project));
    (projects, report.expect("the file as a whole is good"))
}

fn read_geojson(bytes: &[u8]) -> (Vec<Project>, Report) {
    let mut projects = Vec::new();
    let report = geojson::read_projects(bytes, &options(), &mut |project, _| projects.push(project));
    (projects, report.expect("the file as a whole is good"))
}

fn rejected(report: &Report) -> Vec<String> {
    let text = Text::new(Language::En);
    report.rejected.iter().map(|row| text.rejected(row)).collect()
}

fn write(projects: &[Project], make: impl Fn(&Text) -> Box<dyn RowWriter>) {
    let mut writer = make(&Text::new(Language::Nl));
    for project in projects {
        let shape = geometry(project, &|code| place(code));
        let mut values = Vec::new();
        push_values(&mut values, project, &|code| place(code));
        writer.row(&values, shape.as_ref()).expect("memory takes it");
    }
    writer.finish().expect("memory takes it");
}

/// A writer into shared memory, so that a boxed writer can be read out afterwards.
#[derive(Clone, Default)]
struct Shared(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn as_csv(projects: &[Project], dialect: Dialect) -> Vec<u8> {
    let out = Shared::default();
    let into = out.clone();
    write(projects, move |text| {
        Box::new(CsvWriter::new(into.clone(), dialect, &columns(text)).expect("memory takes it"))
    });
    std::mem::take(&mut *out.0.lock().expect("nobody panicked"))
}

fn as_geojson(projects: &[Project]) -> Vec<u8> {
    let out = Shared::default();
    let into = out.clone();
    write(projects, move |text| {
        Box::new(GeoJsonWriter::new(into.clone(), "projects", &columns(text)).expect("memory takes it"))
    });
    std::mem::take(&mut *out.0.lock().expect("nobody panicked"))
}

/// Text that a source could hold: no blanks around it, because cells lose them.
fn words() -> impl Strategy<Value = String> {
    "[=+@'\"a-zA-Zéë0-9][ ,;:\"'\n=a-zé€0-9-]{0,12}[a-z.]"
}

fn name() -> impl Strategy<Value = String> {
    "[A-Z][a-z &.,-]{1,10}[a-z]"
}

fn subset<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = std::sync::Arc<[T]>> {
    prop::sample::subsequence(all, 0..=all.len()).prop_shuffle().prop_map(Into::into)
}

prop_compose! {
    fn texts()(title in words(), english in prop::option::of(words()), nl in words(), en in words(),
               theme in name(), funding in name(), source in words(), note in words()) -> Project {
        let mut project = Project::new(ProjectId::new("x"), ProjectKind::Project, Localized::same(&title));
        if let Some(english) = english.filter(|english| *english != title) {
            project.title = Localized::new(&title, &english);
        }
        project.description = Localized::new(&nl, &en);
        project.theme = theme.as_str().into();
        project.funding = funding.as_str().into();
        let provenance = std::sync::Arc::make_mut(&mut project.provenance);
        provenance.cited = source.as_str().into();
        provenance.note = note.as_str().into();
        project
    }
}

prop_compose! {
    fn choices()(kind in prop::sample::select(ProjectKind::ALL), status in prop::sample::select(Status::ALL),
                 basis in prop::option::of(prop::sample::select(StatusBasis::ALL)),
                 dimensions in subset(Dimension::ALL), values in subset(CoreValue::ALL),
                 areas in prop::collection::btree_set(1..=10_u8, 0..4),
                 is_simulated in any::<bool>()) -> Project {
        let mut project = Project::new(ProjectId::new("x"), kind, Localized::default());
        project.status = status;
        project.status_basis = basis;
        project.dimensions = dimensions;
        project.values = values;
        project.working_areas = areas.into_iter().filter_map(|area| WorkingArea::try_from(area).ok()).collect();
        project.is_simulated = is_simulated;
        project
    }
}

prop_compose! {
    fn project()(texts in texts(), choices in choices(), number in 0..1_000_000_u32, lead in prop::option::of(0..3_usize),
                 others in prop::sample::subsequence(vec![0_usize, 1, 2], 0..=3),
                 location in prop::option::of((2.5..6.5_f64, 49.4..51.6_f64)),
                 start in prop::option::of(1990..2030_i16), length in prop::option::of(0..9_i16),
                 budget in prop::option::of(0..100_000_000_u32), subsidy in prop::option::of(0..100_000_000_u32),
                 is_consortium in any::<bool>(),
                 partners in prop::collection::vec((name(), prop::option::of(prop::sample::select(HelixRole::ALL))), 0..3),
    ) -> Project {
        let mut project = Project { title: texts.title, description: texts.description, theme: texts.theme,
            funding: texts.funding, provenance: texts.provenance, ..choices };
        project.id = ProjectId::new(format!("P{number}"));
        project.lead = lead.map(|index| nis(PLACES[index].0));
        let mut codes: Vec<Nis> = others.iter().map(|index| nis(PLACES[*index].0)).collect();
        codes.sort_unstable();
        codes.retain(|code| Some(*code) != project.lead);
        project.other_names = codes.iter().filter_map(|code| Some(place(*code)?.0.into())).collect();
        project.others = codes.into();
        project.location = location.and_then(|(lon, lat)| LonLat::new(lon, lat).ok());
        project.period = Period { start, end: start.zip(length).map(|(start, length)| start + length) };
        let amount = |eur: u32| Amount { eur: f64::from(eur) / 4.0, is_consortium };
        project.budget = budget.map(amount);
        project.subsidy = subsidy.map(amount);
        project.partners = partners.into_iter().map(|(name, role)| Partner { name: name.into(), role }).collect();
        project
    }
}

/// The project without what a file cannot carry: in which row of which data set it stood.
fn comparable(project: &Project) -> Project {
    let mut plain = project.clone();
    let provenance = std::sync::Arc::make_mut(&mut plain.provenance);
    provenance.dataset = "".into();
    plain.record = "".into();
    plain
}

fn assert_same(read: &(Vec<Project>, Report), written: &[Project]) -> Result<(), TestCaseError> {
    prop_assert_eq!(rejected(&read.1), Vec::<String>::new());
    prop_assert_eq!(
        read.0.iter().map(comparable).collect::<Vec<_>>(),
        written.iter().map(comparable).collect::<Vec<_>>()
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn csv_for_programs_is_read_back(projects in prop::collection::vec(project(), 1..4)) {
        assert_same(&read_csv(&as_csv(&projects, Dialect::Rfc4180)), &projects)?;
    }

    #[test]
    fn csv_for_excel_is_read_back(projects in prop::collection::vec(project(), 1..4)) {
        assert_same(&read_csv(&as_csv(&projects, Dialect::ExcelBelgium)), &projects)?;
    }

    #[test]
    fn geojson_is_read_back(projects in prop::collection::vec(project(), 1..4)) {
        assert_same(&read_geojson(&as_geojson(&projects)), &projects)?;
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0..4_usize) {
        let head: &[u8] = [&b""[..], b"titel;gemeente\n", b"{\"features\":[", b"{\"type\":\"Feature\",\"geometry\":"][start];
        let bytes = [head, &bytes].concat();
        let _ = csv::read_projects(&bytes[..], &options(), &mut |_, _| {});
        let _ = geojson::read_projects(&bytes[..], &options(), &mut |_, _| {});
    }
}

#[test]
fn a_dutch_excel_file_is_read() {
    let text = "sep=;\r\nTitel;Gemeente;Dimensie;Status;Startjaar;Budget;Lengtegraad;Breedtegraad;Kleur\r\n\
        Slimme verlichting;GENT;Leefomgeving, Mobiliteit;Afgerond;2018;1.250.000,50;3,7250;51,0500;rood\r\n";
    let (projects, report) = read_csv(&encoding_rs::WINDOWS_1252.encode(text).0);
    assert_eq!(rejected(&report), [""; 0]);
    let project = projects.first().expect("a project");
    assert_eq!(project.lead, Some(nis("44021")));
    assert_eq!(*project.dimensions, [Dimension::Environment, Dimension::Mobility]);
    assert_eq!((project.status, project.period.start), (Status::Completed, Some(2018)));
    assert_eq!(project.budget.map(|amount| amount.eur), Some(1_250_000.5));
    assert_eq!(project.location, LonLat::new(3.725, 51.05).ok());
    assert_eq!((report.delimiter, report.unknown_columns), (Some(';'), vec!["Kleur".to_owned()]));
    assert_eq!((project.id.as_str(), report.notes.made_ids), ("test:3", 1));
}

fn budgets(projects: &[Project]) -> Vec<Option<f64>> {
    projects.iter().map(|project| project.budget.map(|amount| amount.eur)).collect()
}

#[test]
fn amounts_are_never_a_thousand_times_too_small() {
    let (projects, report) = read_csv(
        "Titel;Lat;Lon;Budget\nA;51.0543;3.7174;45.000,00\nB;51.2;3.2;1.250,50\nC;51.05;3.72;1.250.000,00\n\
         D;51.06;3.73;€ 12.500\nE;;;1,2 miljoen\nF;;;€ 1.250.000,-\n"
            .as_bytes(),
    );
    assert_eq!(rejected(&report), [""; 0]);
    let expected = [45_000.0, 1250.5, 1_250_000.0, 12_500.0, 1_200_000.0, 1_250_000.0].map(Some);
    assert_eq!(budgets(&projects), expected);
    let (projects, _) =
        read_csv(b"Titel;Lat;Lon;Budget\nA;51,05;3,7;45000.00\nB;51,2;3,2;1,250.50\nC;51,2;3,2;12,500\n");
    assert_eq!(budgets(&projects), [45_000.0, 1250.5, 12_500.0].map(Some));
    let features = ["\"45.000,00\"", "\"12.500\"", "12500", "12.125", "\"n.v.t.\""]
        .map(|budget| format!(r#"{{"type":"Feature","geometry":null,"properties":{{"naam":"A","budget":{budget}}}}}"#));
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let (projects, report) = read_geojson(text.as_bytes());
    assert_eq!(rejected(&report), [""; 0]);
    assert_eq!(budgets(&projects), [Some(45_000.0), Some(12_500.0), Some(12_500.0), Some(12.125), None]);
}

#[test]
fn a_table_of_an_office_is_read_with_its_words_for_nothing_and_its_dates() {
    let (projects, report) = read_csv(
        "Naam project;Gemeente (lead);Domein;Status;Startdatum;Einddatum;Subsidie in euro;Partners;Deelnemers;Website\n\
         A;Gent;Mobiliteit & Economie;Lopend;1 maart 2021;heden;n.v.t.;UGent, imec;Brugge, Antwerpen;-\n\
         B;Gent;n.v.t.;n.v.t.;44256;31/12/23;-;-;onbekend;n/a\n\
         C;Gent;?;?;2019-2021;TBD;nog te bepalen;?;?;?\n"
            .as_bytes(),
    );
    assert_eq!(rejected(&report), [""; 0]);
    let years: Vec<_> = projects.iter().map(|one| (one.period.start, one.period.end)).collect();
    assert_eq!(years, [(Some(2021), None), (Some(2021), Some(2023)), (Some(2019), Some(2021))]);
    assert_eq!(projects.iter().map(|one| one.partners.len()).collect::<Vec<_>>(), [2, 0, 0]);
    assert_eq!(projects.iter().map(|one| one.others.len()).collect::<Vec<_>>(), [2, 0, 0]);
    assert_eq!(projects.iter().map(|one| one.dimensions.len()).collect::<Vec<_>>(), [2, 0, 0]);
    assert_eq!(projects[1].status, Status::Unknown);
}

#[test]
fn bad_rows_are_told_and_good_ones_kept() {
    let text = "id,title,lead_name,dimensions,status,start_year,end_year,total_budget_eur,lon,lat,url\n\
        1,good,Gent,mobility,running,2018,2019,100,3.7,51.0,https://example.org\n\
        2,,Gent,,,,,,,,\n\
        3,x,Atlantis,,,,,,,,\n\
        4,x,Sint-Niklaas of Sint-Truiden,,,,,,,,\n\
        5,x,,flying,,,,,,,\n\
        6,x,,,,2019,2018,,,,\n\
        7,x,,,,,,much,,,\n\
        8,x,,,,,,,NaN,51.0,\n\
        9,x,,,,,,,0,0,\n\
        10,x,,,,,,,900,51.0,\n\
        11,x,,,,,,,,,javascript:alert(1)\n\
        12,x,y\n\
        13,good too,,,,,,,51.05,3.72,\n\
        14,\"cut off";
    let (projects, report) = read_csv(text.as_bytes());
    assert_eq!(projects.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["1", "13"]);
    assert_eq!(projects[1].location, LonLat::new(3.72, 51.05).ok());
    assert_eq!((report.accepted_count, report.rejected_count, report.notes.turned_axes), (2, 12, 1));
    assert_eq!(
        rejected(&report),
        [
            "test.file:3 [title]: a project needs a title",
            "test.file:4 [lead_name]: “Atlantis” is not a known municipality",
            "test.file:5 [lead_name]: “Sint-Niklaas of Sint-Truiden” may be 46021, 71053: give the NIS code",
            "test.file:6 [dimensions]: “flying” is not a word that this column knows",
            "test.file:7 [end_year]: the end (2018) is before the start (2019)",
            "test.file:8 [total_budget_eur]: “much” is not an amount in euro",
            "test.file:9 [lon]: “NaN” is not a coordinate",
            "test.file:10 [lon]: 0, 0 is not a place: leave the cells empty",
            "test.file:11 [lon]: 900, 51 lie in no known reference system: name it",
            "test.file:12 [url]: “javascript:alert(1)” is not a web address",
            "test.file:13: the row has 3 values, the header 11",
            "test.file:15: a quotation mark is opened and never closed",
        ]
    );
    assert_eq!(&*report.rejected[11].original, "14,\"cut off");
}

#[test]
fn lambert_coordinates_are_recognised() {
    let (projects, report) = read_csv(b"naam;x;y\nSensor;144474,5297;208293,5324\n");
    assert_eq!(rejected(&report), [""; 0]);
    let place = projects[0].location.expect("a place");
    assert!((place.lon() - 4.289_731_13).abs() < 1e-8 && (place.lat() - 51.184_607_69).abs() < 1e-8);
    assert_eq!(report.notes.detected_crs.map(Crs::epsg), Some(31370));
}

#[test]
fn a_file_that_is_none_is_refused_as_a_whole() {
    let error = |bytes: &[u8]| {
        Text::new(Language::En)
            .reason(&csv::read_projects(bytes, &options(), &mut |_, _| {}).expect_err("it is none").reason())
    };
    assert_eq!(error(b""), "the file is empty: test.file");
    assert!(error(b"a,b\n1,2\n").starts_with("no column with titles"));
    assert_eq!(error(b"title,status,status\n"), "two columns are the field status: test.file");
}

#[test]
fn bad_features_are_told_and_good_ones_kept() {
    let feature = |id: u32, geometry: &str, more: &str| {
        format!(r#"{{"type":"Feature","id":{id},"geometry":{geometry},"properties":{{"title":"t{id}"{more}}}}}"#)
    };
    let features = [
        feature(1, r#"{"type":"Point","coordinates":[3.7,51.0]}"#, r#","dimensions":["mobility","people"]"#),
        feature(2, r#"{"type":"Point","coordinates":[NaN,51.0]}"#, ""),
        feature(3, "null", r#","lead_nis":44021"#),
        feature(4, r#"{"type":"Point","coordinates":[51.05,3.72]}"#, ""),
        feature(5, r#"{"type":"Point","coordinates":["x",51.0]}"#, ""),
        feature(6, r#"{"type":"Polygon","coordinates":[[[3,51],[4,51],[4,52],[3,51]]]}"#, ""),
        feature(7, r#"{"type":"Blob","coordinates":[]}"#, ""),
        feature(8, "null", r#","status":"flying""#),
    ];
    let text = format!(r#"{{"type":"FeatureCollection","features":[{},{{"type":"Feature","prop"#, features.join(",\n"));
    let (projects, report) = read_geojson(text.as_bytes());
    assert_eq!(projects.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["1", "3", "4", "6"]);
    assert_eq!(*projects[0].dimensions, [Dimension::Mobility, Dimension::People]);
    assert_eq!((projects[1].lead, projects[1].location), (Some(nis("44021")), None));
    assert_eq!(projects[2].location, LonLat::new(3.72, 51.05).ok());
    assert!(projects[3].location.is_some());
    assert_eq!((report.notes.turned_axes, report.notes.points_of_shapes), (1, 1));
    let by_row: BTreeMap<u64, &str> = report.rejected.iter().map(|one| (one.row, one.reason.key())).collect();
    assert_eq!(by_row.keys().copied().collect::<Vec<_>>(), [2, 5, 7, 8, 9]);
    assert_eq!(by_row[&2], "reason-json-number");
    assert_eq!(by_row[&8], "reason-word-unknown");
    assert_eq!(by_row[&9], "reason-ends-within");
}

#[test]
fn a_collection_in_lambert_72_is_projected_and_an_unknown_system_refused() {
    let collection = |crs: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"features":[
            {{"type":"Feature","properties":{{"title":"t"}},"geometry":{{"type":"Point","coordinates":[144474.5297,208293.5324]}}}}]}}"#
        )
    };
    let (projects, _) = read_geojson(collection("urn:ogc:def:crs:EPSG::31370").as_bytes());
    let place = projects[0].location.expect("a place");
    assert!((place.lon() - 4.289_731_13).abs() < 1e-8 && (place.lat() - 51.184_607_69).abs() < 1e-8);
    let (_, report) = read_geojson(collection("EPSG:28992").as_bytes());
    assert_eq!(rejected(&report), ["test.file:1 [crs]: the reference system EPSG:28992 is not read"]);
}

#[test]
fn excel_cells_never_start_a_formula() {
    let mut project = Project::new(ProjectId::new("P1"), ProjectKind::Project, Localized::same("=HYPERLINK(1)"));
    project.theme = "@cmd".into();
    for dialect in [Dialect::Rfc4180, Dialect::ExcelBelgium] {
        let text = String::from_utf8(as_csv(std::slice::from_ref(&project), dialect)).expect("UTF-8");
        assert!(text.contains("'=HYPERLINK(1)") && text.contains("'@cmd"), "{text}");
    }
}
