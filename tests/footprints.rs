//! Shapes of projects: kept from file to file, whichever format they go through.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use geo::{Geometry, LineString, MultiPoint, MultiPolygon, Point, Polygon};
use proptest::prelude::*;
use regioscope::export::layout::Layout;
use regioscope::export::{self, ExportRequest, Format, Inputs, What};
use regioscope::formats::crs::Crs;
use regioscope::formats::layer;
use regioscope::formats::project_list::{self, ListTable, apply, detect};
use regioscope::model::{Dataset, Footprint, Language, Localized, LonLat, Nis, Project, ProjectId, ProjectKind};
use regioscope::text::Text;
use regioscope::workspace::{View, Workspace};

fn export(projects: &[Project], format: Format, crs: Option<Crs>, path: &Path) {
    let workspace = Workspace::from_dataset(Dataset { projects: projects.to_vec(), ..Dataset::default() });
    let layout = Layout { crs, ..Layout::default() };
    let path = Some(path.to_owned());
    let request = ExportRequest { what: What::Projects, format, view: View::default(), path, picture: None, layout };
    let text = Text::new(Language::Nl);
    let inputs = Inputs {
        workspace: &workspace,
        text: &text,
        observations: &mut std::iter::empty(),
        now: export::Now::default(),
    };
    export::run(&request, inputs, &mut Vec::new(), &|_| {}, &AtomicBool::new(false)).expect("the export is made");
}

/// The projects of a file as a list, and what it would change of those that are known.
fn import(path: &Path, known: &[Project]) -> (Vec<Project>, project_list::plan::ListPlan) {
    let layer = layer::read(path).expect("layers").into_iter().find(|layer| layer.name.contains("projects"));
    let table = ListTable::from(layer.expect("the layer of projects"));
    let resolve = |_: &str| Vec::<Nis>::new();
    let known: BTreeMap<ProjectId, Project> = known.iter().map(|row| (row.id.clone(), row.clone())).collect();
    let mapping = detect::guess(&table, "projects", &resolve, &|id| known.contains_key(&ProjectId::new(id)));
    let read = apply::read(&table, &mapping, &resolve, "projects").expect("a list");
    assert_eq!(read.rejected, []);
    (read.rows.clone(), project_list::plan::plan(read.rows, &mapping, &known))
}

fn coords() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((2.6..5.9_f64, 50.7..51.5_f64), 4..8)
}

fn shape() -> impl Strategy<Value = Geometry<f64>> {
    let polygon = |coords: Vec<(f64, f64)>| Polygon::new(LineString::from(coords), Vec::new());
    prop_oneof![
        coords().prop_map(|coords| LineString::from(coords).into()),
        coords().prop_map(move |coords| polygon(coords).into()),
        coords().prop_map(|coords| MultiPoint::from(coords.into_iter().map(Point::from).collect::<Vec<_>>()).into()),
        (coords(), coords()).prop_map(move |(one, two)| MultiPolygon(vec![polygon(one), polygon(two)]).into()),
        (coords(), coords()).prop_map(|(one, two)| geo::MultiLineString(vec![
            LineString::from(one),
            LineString::from(two)
        ])
        .into()),
    ]
}

prop_compose! {
    fn project()(number in 0..1_000_000_u32, shape in prop::option::of(shape()),
                 (lon, lat) in (26_000_000..59_000_000_i32, 507_000_000..515_000_000_i32)) -> Project {
        let id = ProjectId::new(format!("P{number}"));
        let mut project = Project::new(id, ProjectKind::Project, Localized::same("Een fietspad"));
        project.location = LonLat::new(f64::from(lon) / 1e7, f64::from(lat) / 1e7).ok();
        project.shape = shape.and_then(|shape| Footprint::new(&shape)).map(Arc::new);
        project
    }
}

fn shapes(projects: &[Project]) -> BTreeMap<&str, &Arc<Footprint>> {
    projects.iter().filter_map(|row| Some((row.id.as_str(), row.shape.as_ref()?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_exported_is_read_back_and_changes_nothing(
        projects in prop::collection::btree_map(0..99_u8, project(), 1..5)
    ) {
        let mut projects: Vec<Project> = projects.into_values().collect();
        projects.sort_by(|one, other| one.id.cmp(&other.id));
        projects.dedup_by(|one, other| one.id == other.id);
        let folder = tempfile::tempdir().expect("a folder");
        let lambert = Some(Crs::Lambert72);
        for (format, crs) in [
            (Format::GeoJson, None), (Format::GeoPackage, None), (Format::GeoPackage, lambert),
            #[cfg(feature = "parquet")]
            (Format::Parquet, None),
        ] {
            let path = folder.path().join(format!("projects.{format}"));
            export(&projects, format, crs, &path);
            let (read, plan) = import(&path, &projects);
            if crs.is_none() {
                prop_assert_eq!(shapes(&read), shapes(&projects), "{}", format);
                let fields: Vec<_> = plan.changed.iter().flat_map(|change| change.fields.clone()).collect();
                prop_assert_eq!((plan.added.len(), fields), (0, Vec::new()), "{}", format);
                prop_assert_eq!(plan.unchanged, projects.len() as u64);
            }
            let after: Vec<Project> = plan.changed.into_iter().map(|change| change.after).collect();
            let kept: Vec<Project> =
                projects.iter().filter(|one| after.iter().any(|row| row.id == one.id)).cloned().collect();
            prop_assert_eq!(shapes(&after), shapes(&kept), "a shape that went through metres is the same");
        }
    }
}

fn pond() -> Project {
    let ring = LineString::from(vec![(3.70, 51.05), (3.72, 51.05), (3.72, 51.06), (3.70, 51.06), (3.70, 51.05)]);
    let mut project = Project::new(ProjectId::new("A1"), ProjectKind::Project, Localized::same("Een vijver"));
    project.location = LonLat::new(3.71, 51.055).ok();
    project.shape = Footprint::new(&Polygon::new(ring, Vec::new()).into()).map(Arc::new);
    project
}

/// A file of one area in Lambert 72, with another tool's columns and nothing that says where it lies but the area.
const LAMBERT: &str = r#"{"type":"FeatureCollection","name":"projects",
    "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::31370"}},"features":[
    {"type":"Feature","properties":{"projectnaam":"Park","omschrijving":"x"},"geometry":{"type":"Polygon","coordinates":
    [[[104000,193000,5],[105000,193000,5],[105000,194000,5],[104000,194000,5],[104000,193000,5]]]}}]}"#;

#[test]
fn an_area_in_metres_is_kept_in_degrees_with_a_point_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("projects.geojson");
    let mut file = std::fs::File::create(&path).expect("a file");
    std::io::Write::write_all(&mut file, LAMBERT.as_bytes()).expect("written");
    let (read, plan) = import(&path, &[]);
    let bounds = read[0].shape.as_ref().and_then(|shape| shape.bounds()).expect("a shape");
    assert!(bounds.contains(read[0].location.expect("a place")), "{bounds:?}");
    assert!((3.71..3.72).contains(&bounds.west) && (3.72..3.73).contains(&bounds.east), "{bounds:?}");
    assert!((51.04..51.05).contains(&bounds.south) && (51.05..51.06).contains(&bounds.north), "{bounds:?}");
    assert_eq!(plan.added.len(), 1);
}

#[test]
fn a_layer_is_of_points_unless_a_project_has_a_shape() {
    let Ok(version) = std::process::Command::new("ogrinfo").arg("--version").output() else {
        println!("skipped: ogrinfo is not installed");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let point = Project { shape: None, id: ProjectId::new("A2"), ..pond() };
    for (projects, kind) in [(vec![point.clone()], "Multi Point"), (vec![pond(), point], "Unknown (any)")] {
        let path = folder.path().join("projects.gpkg");
        export(&projects, Format::GeoPackage, None, &path);
        let output =
            std::process::Command::new("ogrinfo").args(["-ro", "-al"]).arg(&path).output().expect("ogrinfo runs");
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(shown.contains(&format!("Geometry: {kind}")), "{version:?}: {shown}");
        assert_eq!(shown.contains("POLYGON ((3.7 51.05,3.72 51.05"), projects.len() == 2, "{shown}");
    }
}
