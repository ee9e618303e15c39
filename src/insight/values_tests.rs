//! Figures of a small workspace made by hand.

use std::collections::BTreeMap;

use super::*;
use crate::insight::comparison::{self, Rank};
use crate::insight::peers::{self, PeerBasis};
use crate::model::own::{Own, OwnList, OwnRatio};
use crate::model::{Dataset, Direction, Indicator, IndicatorValue, Localized, Period, ProjectId, Status};
use crate::query::test_support::{municipalities, nis};
use crate::workspace::{CompareView, PeerChoice};

fn indicator(id: &str, aggregation: Aggregation) -> Indicator {
    Indicator {
        id: IndicatorId::new(id),
        name: Localized::same(id),
        definition: Localized::same(id),
        unit: "inhabitants".into(),
        decimals: 0,
        dimension: None,
        direction: Direction::Neutral,
        aggregation,
        table: id.into(),
        reference: "year".into(),
        provisional_from: None,
        status_note: Localized::default(),
        source: "made up".into(),
        is_default_choropleth: false,
        class_breaks: Box::default(),
        vintage: crate::model::indicator::NisVintage::Detect,
    }
}

fn values_of(rows: &[(u32, Year, f64)]) -> Vec<IndicatorValue> {
    rows.iter()
        .map(|(code, year, value)| IndicatorValue {
            nis: nis(*code),
            year: *year,
            value: *value,
            status: ValueStatus::Final,
        })
        .collect()
}

fn project(id: &str, lead: u32, status: Status, start: Option<Year>, end: Option<Year>) -> Project {
    let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
    project.lead = Some(nis(lead));
    project.status = status;
    project.period = Period { start, end };
    project.dimensions = [crate::model::Dimension::Mobility].into();
    project
}

/// Population of Gent and Deinze (Deinze and Nevele before 2019), cars of Gent and of one part of Deinze only.
fn workspace() -> Workspace {
    let known = municipalities();
    let population = values_of(&[
        (44021, 2018, 200.0),
        (44021, 2020, 242.0),
        (44011, 2018, 60.0),
        (44049, 2018, 40.0),
        (44083, 2020, 121.0),
    ]);
    let cars = values_of(&[(44021, 2018, 50.0), (44021, 2020, 0.0), (44011, 2018, 30.0)]);
    let mut programme = project("P3", 44021, Status::Running, Some(2010), None);
    programme.kind = ProjectKind::Programme;
    let mut workspace = Workspace::from_dataset(Dataset {
        municipalities: known.rows().to_vec(),
        mergers: known.timeline().clone(),
        indicators: vec![indicator("population", Aggregation::Sum), indicator("cars", Aggregation::Sum)],
        indicator_values: BTreeMap::from([
            (IndicatorId::new("population"), population),
            (IndicatorId::new("cars"), cars),
        ]),
        projects: vec![
            project("P1", 44021, Status::Running, Some(2018), None),
            project("P2", 44049, Status::Completed, Some(2018), None),
            programme,
        ],
        own: Own {
            lists: vec![OwnList { id: "leie".into(), name: "Leie".into(), members: vec![nis(44049), nis(44021)] }],
            ratios: vec![OwnRatio {
                id: "cars-per-head".into(),
                name: "Cars per head".into(),
                numerator: FigureRef::indicator("cars"),
                denominator: FigureRef::indicator("population"),
                factor: 1.0,
                unit: "".into(),
                decimals: 2,
            }],
            ..Own::default()
        },
        ..Dataset::default()
    });
    workspace.set_view(crate::workspace::View::default());
    workspace
}

fn inputs<'a>(workspace: &'a Workspace, rows: &'a [u32]) -> Inputs<'a> {
    Inputs { workspace, rows, sensors: None, this_year: 2020 }
}

fn figure(text: &str) -> FigureRef {
    text.parse().unwrap()
}

const ROWS: [u32; 3] = [0, 1, 2];
const GENT: u32 = 44021;
const DEINZE: u32 = 44083;
const BRUGGE: u32 = 31005;

#[test]
fn parts_of_a_merged_municipality_add_up_and_a_lacking_part_makes_the_whole_missing() {
    let workspace = workspace();
    let values = Values::new(inputs(&workspace, &ROWS));
    let get = |text: &str, code: u32, year| values.get(&figure(text), nis(code), Some(year)).map(|found| found.value);
    assert_eq!(get("population", DEINZE, 2018), Ok(100.0));
    assert_eq!(get("cars", DEINZE, 2018), Err(Missing::NotInTable), "Nevele's are not known: 30 would be too few");
    assert_eq!(get("own/cars-per-head", GENT, 2018), Ok(0.25));
    assert_eq!(get("own/cars-per-head", GENT, 2020), Ok(0.0), "a zero that was counted is a figure");
    assert_eq!(get("own/cars-per-head", DEINZE, 2018), Err(Missing::NotInTable));
    assert_eq!(get("own/gone", GENT, 2018), Err(Missing::Unknown));
}

#[test]
fn index_and_change_refer_to_the_first_year() {
    let workspace = workspace();
    let values = Values::new(inputs(&workspace, &ROWS));
    let get = |text: &str, code: u32| {
        values.get(&figure(text), nis(code), None).map(|found| (found.value * 1e6).round() / 1e6)
    };
    assert_eq!(get("population@index", GENT), Ok(121.0));
    assert_eq!(get("population@change_per_year", GENT), Ok(10.0), "1.21 over two years");
    assert_eq!(get("cars@change_per_year", GENT), Err(Missing::DividedByZero));
    let first = values.get(&figure("population@change_per_year"), nis(GENT), Some(2018));
    assert_eq!(first, Err(Missing::NotInThisForm), "nothing has changed in the first year");
}

#[test]
fn no_project_known_is_not_the_same_as_not_in_the_sample() {
    let workspace = workspace();
    let values = Values::new(inputs(&workspace, &ROWS));
    let get = |text: &str, code: u32| values.get(&figure(text), nis(code), None).map(|found| found.value);
    assert_eq!(get("projects", GENT), Ok(1.0), "the programme is not counted");
    assert_eq!(get("projects", DEINZE), Ok(1.0), "that of Nevele");
    assert_eq!(get("projects/dimension/living", GENT), Ok(0.0));
    assert_eq!(get("projects", BRUGGE), Err(Missing::NotInSample));
    assert_eq!(get("projects@per_inhabitant", GENT), Ok(10_000.0 / 242.0));
    // A filter that wants none of its projects leaves a municipality in the sample.
    let none = Values::new(inputs(&workspace, &[]));
    assert_eq!(none.get(&figure("projects"), nis(GENT), None).map(|found| found.value), Ok(0.0));
}

#[test]
fn a_project_is_active_in_the_years_that_are_known() {
    let workspace = workspace();
    let values = Values::new(inputs(&workspace, &ROWS));
    let active = figure("projects/active");
    assert_eq!(values.years(&active), [2018, 2019, 2020]);
    let get = |code: u32| values.get(&active, nis(code), Some(2020)).map(|found| found.value);
    assert_eq!(get(GENT), Ok(1.0), "open while it runs");
    assert_eq!(get(DEINZE), Ok(0.0), "completed without an end: in no year");
}

#[test]
fn ranks_and_spread_are_those_of_the_peers() {
    let workspace = workspace();
    let values = Values::new(inputs(&workspace, &ROWS));
    let view = CompareView {
        municipalities: vec![nis(44049), nis(GENT), nis(44011)],
        peers: Some(PeerChoice::List("leie".into())),
        figures: vec![figure("population"), figure("projects")],
        ..CompareView::default()
    };
    let comparison = comparison::run(&values, &view).unwrap();
    assert_eq!(comparison.municipalities, [nis(DEINZE), nis(GENT)], "old codes are the municipality of today");
    assert_eq!(comparison.peers.members, [nis(GENT), nis(DEINZE)]);
    let row = &comparison.rows[0];
    assert_eq!(row.ranks, [Some(Rank { place: 2, of: 2 }), Some(Rank { place: 1, of: 2 })]);
    assert_eq!(row.year, Some(2020));
    assert_eq!(row.spread.quartiles.unwrap().median, 181.5);
    let tied = &comparison.rows[1];
    assert_eq!(
        tied.ranks,
        [Some(Rank { place: 1, of: 2 }), Some(Rank { place: 1, of: 2 })],
        "equal ones share the best"
    );
}

#[test]
fn peers_say_how_they_were_made() {
    let workspace = workspace();
    let values = Values::new(inputs(&workspace, &ROWS));
    let run = |choice: PeerChoice| peers::run(&values, nis(GENT), &choice, &[]);
    assert_eq!(run(PeerChoice::Centrumsteden).members, [nis(11002), nis(GENT)]);
    assert_eq!(run(PeerChoice::Province).members, [nis(GENT), nis(DEINZE)]);
    assert_eq!(run(PeerChoice::Flanders).members.len(), 5, "without Brussel");
    assert_eq!(run(PeerChoice::List("gone".into())).basis, PeerBasis::Unknown);
    let similar = peers::run(&values, nis(GENT), &PeerChoice::Similar, &[figure("population")]);
    assert_eq!(similar.members, [nis(GENT), nis(DEINZE)]);
    assert!(matches!(&similar.basis, PeerBasis::Similar { distances, .. } if distances == &[(nis(DEINZE), 2.0)]));
}
