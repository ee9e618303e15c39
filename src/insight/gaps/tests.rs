//! White spots by the letter of the rules.

use proptest::prelude::*;

use super::*;
use crate::insight::values::{Inputs, Values};
use crate::model::{Localized, LonLat, Partner, ProjectId};
use crate::query::test_support::{any_projects, municipalities, nis};
use crate::workspace::{AreaFilter, GapsCell, Municipalities, Projects};

fn workspace(rows: Vec<Project>) -> Workspace {
    Workspace {
        municipalities: Arc::new(municipalities()),
        projects: Arc::new(Projects::new(rows)),
        ..Workspace::default()
    }
}

fn project(id: &str, lead: u32, others: &[u32], dimensions: &[Dimension]) -> Project {
    let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
    project.lead = Some(nis(lead));
    project.others = others.iter().copied().map(nis).collect();
    project.dimensions = dimensions.into();
    project
}

fn matrix(workspace: &Workspace, view: &MatrixView) -> Matrix {
    let rows: Vec<u32> = (0..workspace.projects.rows().len() as u32).collect();
    run(workspace, view, &Filter::default(), &rows)
}

fn cell(matrix: &Matrix, town: u32, column: &str) -> u32 {
    matrix.row(nis(town)).unwrap().cells[matrix.column(column).unwrap()]
}

#[test]
fn a_municipality_counts_what_it_leads_or_takes_part_in_and_totals_count_once() {
    use Dimension::{Living, Mobility};
    let both = project("both", 44021, &[44083], &[Mobility, Living]);
    let mut umbrella = project("umbrella", 44021, &[], &[Mobility]);
    umbrella.kind = ProjectKind::Programme;
    let workspace = workspace(vec![both, project("one", 44049, &[], &[Mobility]), umbrella]);
    let view = MatrixView { group: GapsGroup::Nothing, ..MatrixView::default() };
    let matrix = matrix(&workspace, &view);
    assert_eq!((cell(&matrix, 44021, "mobility"), cell(&matrix, 44021, "living")), (1, 1));
    // Nevele is Deinze today.
    assert_eq!((cell(&matrix, 44083, "mobility"), matrix.row(nis(44083)).unwrap().total), (2, 2));
    let all = &matrix.groups[0];
    assert_eq!((all.total, all.cells[matrix.column("mobility").unwrap()]), (2, 2));
    assert_eq!(matrix.columns[matrix.column("living").unwrap()].count, 1);
}

#[test]
fn no_project_known_is_not_the_same_as_not_in_the_sample() {
    let workspace = workspace(vec![project("a", 44021, &[], &[Dimension::Mobility])]);
    let view = MatrixView { group: GapsGroup::Nothing, ..MatrixView::default() };
    // A filter that wants nothing of Ghent leaves it in the sample.
    let matrix = run(&workspace, &view, &Filter::default(), &[]);
    assert!(matrix.row(nis(44021)).unwrap().is_in_sample);
    assert!(!matrix.row(nis(44083)).unwrap().is_in_sample);
    assert_eq!(matrix.groups[0].empty_counts[0], 1, "only those in the sample are white spots");
    let hiding = MatrixView { hides_not_in_sample: true, ..view };
    let hidden = run(&workspace, &hiding, &Filter::default(), &[]);
    assert_eq!(hidden.groups[0].rows.len(), 1);
}

#[test]
fn columns_count_what_the_municipalities_of_the_matrix_count() {
    let with = |id: &str, town: u32, theme: &str| Project { theme: theme.into(), ..project(id, town, &[], &[]) };
    let workspace =
        workspace(vec![with("here", 44021, "parking"), with("there", 31005, "air"), with("too", 31005, "air")]);
    let filter = Filter { municipalities: [nis(44021)].into(), ..Filter::default() };
    let view = MatrixView { by: GapsBy::Theme, ..MatrixView::default() };
    let matrix = run(&workspace, &view, &filter, &[0, 1, 2]);
    let columns: Vec<(&str, u32)> = matrix.columns.iter().map(|column| (&*column.key, column.count)).collect();
    assert_eq!(columns, [("parking", 1)]);
}

#[test]
fn a_group_is_held_against_the_inhabitants_of_those_in_the_sample() {
    let mut workspace = workspace(vec![project("a", 44021, &[44083], &[Dimension::Mobility])]);
    let mut known = municipalities().rows().to_vec();
    let view = MatrixView { group: GapsGroup::Nothing, ..MatrixView::default() };
    let mut population = |of: &dyn Fn(Nis) -> Option<u32>| {
        for town in &mut known {
            town.population_2020 = of(town.nis);
        }
        workspace.municipalities = Arc::new(Municipalities::new(
            known.clone(),
            BTreeMap::new(),
            Vec::new(),
            municipalities().timeline().clone(),
        ));
        matrix(&workspace, &view).groups[0].population
    };
    assert_eq!(population(&|_| Some(20_000)), Some(40_000));
    assert_eq!(population(&|code| (code != nis(44083)).then_some(20_000)), None, "a sum that lacks a part is unknown");
    assert_eq!(population(&|code| (code != nis(11002)).then_some(20_000)), Some(40_000), "it is not in the sample");
}

#[test]
fn an_area_without_a_municipality_leaves_none() {
    let workspace = workspace(vec![project("a", 44021, &[], &[Dimension::Mobility])]);
    let sea = AreaFilter::Near { centre: LonLat::new(2.6, 51.6).unwrap(), metres: 10.0 };
    let filter = Filter { area: Some(sea), ..Filter::default() };
    assert!(run(&workspace, &MatrixView::default(), &filter, &[0]).groups.is_empty());
}

#[test]
fn planned_only_counts_ideas_and_decided_projects() {
    let with = |id: &str, status| Project { status, ..project(id, 44021, &[], &[Dimension::People]) };
    let rows = vec![with("i", Status::Idea), with("p", Status::Planned), with("r", Status::Running)];
    let workspace = workspace(rows);
    for (only, expected) in [(GapsOnly::All, 3), (GapsOnly::Planned, 2), (GapsOnly::PlannedRunning, 3)] {
        let view = MatrixView { only, ..MatrixView::default() };
        assert_eq!(cell(&matrix(&workspace, &view), 44021, "people"), expected);
    }
}

#[test]
fn a_role_counts_a_project_once_however_many_partners_have_it() {
    let mut one = project("a", 44021, &[], &[]);
    let partner = |name: &str| Partner { name: name.into(), role: Some(HelixRole::Company) };
    one.partners = [partner("A"), partner("B")].into();
    let view = MatrixView { by: GapsBy::Helix, ..MatrixView::default() };
    assert_eq!(cell(&matrix(&workspace(vec![one]), &view), 44021, "company"), 1);
}

#[test]
fn unknown_population_gives_no_ratio() {
    let row = |population| Row { nis: nis(44021), population, is_in_sample: true, cells: Vec::new(), total: 0 };
    assert_eq!(row(Some(20_000)).per_10000(3), Some(1.5));
    assert_eq!(row(None).per_10000(3), None);
}

#[test]
fn an_empty_cell_tells_of_neighbours_with_such_a_project() {
    let mut there = project("there", 44021, &[], &[Dimension::Living]);
    there.funding = "VLAIO".into();
    there.partners = [Partner { name: "imec".into(), role: None }, Partner { name: "Gent".into(), role: None }].into();
    let here = project("here", 44083, &[], &[Dimension::Mobility]);
    let workspace = workspace(vec![there, here]);
    let values = Values::new(Inputs { workspace: &workspace, rows: &[0, 1], sensors: None, this_year: 2026 });
    let asked = GapsCell { nis: nis(44083), column: "living".into() };
    let detail = detail::run(&values, &MatrixView::default(), &asked);
    assert!(detail.rows.is_empty() && detail.is_in_sample);
    assert_eq!((detail.other_count, detail.near.len(), detail.near[0].nis), (1, 1, nis(44021)));
    assert!(detail.near[0].distance_km > 1.0);
    assert_eq!(detail.funding, [(Arc::from("VLAIO"), 1)]);
    let names: Vec<&str> = detail.partners.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["imec"], "municipalities are no candidates");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cells_are_what_a_plain_count_says(projects in any_projects(60), by in 0..4_usize, only in 0..3_usize) {
        let view = MatrixView { by: GapsBy::ALL[by], only: GapsOnly::ALL[only], ..MatrixView::default() };
        let workspace = workspace(projects.rows().to_vec());
        let matrix = matrix(&workspace, &view);
        let timeline = workspace.municipalities.timeline();
        for group in &matrix.groups {
            for row in &group.rows {
                let here = |one: &&Project| {
                    one.kind != ProjectKind::Programme
                        && is_counted(view.only, one)
                        && one.municipalities().any(|nis| timeline.today(nis) == row.nis)
                };
                let own: Vec<&Project> = workspace.projects.rows().iter().filter(here).collect();
                prop_assert_eq!(row.total as usize, own.len());
                for (column, cell) in matrix.columns.iter().zip(&row.cells) {
                    let count = own.iter().filter(|one| columns_of(view.by, one).contains(&column.key)).count();
                    prop_assert_eq!(*cell as usize, count);
                    prop_assert!(*cell <= column.count);
                }
            }
            prop_assert!(group.rows.iter().all(|row| row.total <= group.total));
        }
    }
}
