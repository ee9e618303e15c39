//! Queries over the bundled data: figures that are known from elsewhere, and counts that must agree.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use regioscope::formats::bundle;
use regioscope::model::{Aggregation, IndicatorId, Language, Nis, Region};
use regioscope::query::figures::Figures;
use regioscope::query::series::{self, SeriesPlace};
use regioscope::query::{classes, filter, search, symbols, timeline};
use regioscope::workspace::{Borders, Filter, MapView, Scale, Workspace};

fn workspace() -> Workspace {
    Workspace::from_dataset(bundle::dataset().unwrap())
}

fn nis(number: u32) -> Nis {
    Nis::try_from(number).unwrap()
}

#[test]
fn deinze_of_2009_includes_nevele() {
    let workspace = workspace();
    let place = SeriesPlace::Municipality(nis(44083));
    let series = series::run(
        &workspace.indicators,
        &workspace.municipalities,
        &IndicatorId::new("population"),
        &place,
        Scale::Absolute,
        Borders::Today,
    );
    let first = &series.points[0];
    assert_eq!((first.year, first.value), (2009, Some(40_594.0)));
    assert!(first.merged_from.contains(&nis(44049)));
    assert_eq!(series.mergers.len(), 1);
    assert!(series.gaps.iter().any(|(from, until, _)| (*from, *until) == (2016, 2017)));
}

#[test]
fn antwerpen_includes_borsbeek() {
    let workspace = workspace();
    let (indicators, municipalities) = (&workspace.indicators, &workspace.municipalities);
    let id = IndicatorId::new("population");
    let values = indicators.values(&id).unwrap();
    let own = |code: u32| values[&nis(code)][&2020].0;
    let today = Figures::new(indicators, municipalities, Borders::Today);
    let antwerpen = today.get(&id, &SeriesPlace::Municipality(nis(11002)), 2020, Scale::Absolute).unwrap();
    assert_eq!(antwerpen.value, own(11002) + own(11007));
    assert_eq!(antwerpen.merged_from, [nis(11007)]);
}

#[test]
fn sums_over_flanders_agree_in_both_borders() {
    let workspace = workspace();
    let (indicators, municipalities) = (&workspace.indicators, &workspace.municipalities);
    let today = Figures::new(indicators, municipalities, Borders::Today);
    let then = Figures::new(indicators, municipalities, Borders::OfTheTime);
    let mut compared = 0;
    for definition in indicators.definitions().iter().filter(|each| each.aggregation == Aggregation::Sum) {
        let values = indicators.values(&definition.id).unwrap();
        let has_old_codes = values.keys().any(|code| municipalities.timeline().today(*code) != *code);
        for year in today.years(&definition.id) {
            let Some(whole) = today.get(&definition.id, &SeriesPlace::Flanders, year, Scale::Absolute) else {
                continue;
            };
            let in_flanders = |code: &Nis| {
                let town = municipalities.get(municipalities.timeline().today(*code));
                town.is_some_and(|town| town.region == Region::Flanders)
            };
            let get = |code: &Nis| then.get(&definition.id, &SeriesPlace::Municipality(*code), year, Scale::Absolute);
            let parts: f64 = values.keys().filter(|code| in_flanders(code)).filter_map(get).map(|f| f.value).sum();
            if has_old_codes {
                let difference = (parts - whole.value).abs();
                assert!(difference <= 1e-9 * whole.value.abs(), "{} {year}: {parts} {}", definition.id, whole.value);
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "{compared} years compared");
}

#[test]
fn every_indicator_has_a_figure_for_most_municipalities() {
    let workspace = workspace();
    let (indicators, municipalities) = (&workspace.indicators, &workspace.municipalities);
    for definition in indicators.definitions() {
        let years = series::years(indicators, &definition.id);
        let newest = years.last().copied().unwrap_or_else(|| panic!("{} has no year", definition.id));
        let known = series::year_values(indicators, municipalities, &definition.id, newest).len();
        assert!(known >= 250, "{} {newest}: {known} of {}", definition.id, municipalities.rows().len());
    }
}

#[test]
fn the_first_map_has_the_customary_classes_of_density() {
    let workspace = workspace();
    let map = classes::run(&workspace.indicators, &workspace.municipalities, &MapView::default()).unwrap();
    assert_eq!((map.indicator.as_str(), map.year), ("population_density", 2020));
    assert_eq!(map.bounds, [0.0, 200.0, 400.0, 700.0, 1_500.0]);
    let gent = map.values.iter().find(|(code, ..)| *code == nis(44021)).unwrap();
    assert!((1_600.0..1_800.0).contains(&gent.1) && gent.2 == 4);
    assert_eq!(map.values.len() + map.missing_count as usize, workspace.municipalities.rows().len());
}

#[test]
fn selection_symbols_and_time_line_of_the_inventory_agree() {
    let workspace = workspace();
    let (projects, municipalities) = (&workspace.projects, &workspace.municipalities);
    let filter = Filter::default();
    let selection = filter::run(projects, municipalities, &filter);
    assert_eq!(selection.rows.len(), projects.rows().len());
    assert_eq!(selection.hits, selection.total);
    let symbols = symbols::run(projects, municipalities, &filter, &selection);
    let mut rows: Vec<u32> = symbols.iter().flat_map(|one| one.rows.iter().chain(&one.programmes)).copied().collect();
    rows.extend(&selection.regional);
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows, selection.rows);
    let line = timeline::run(projects, municipalities, &filter, 2031);
    assert_eq!(line.unknown, selection.facets.unknown_period);
}

#[test]
fn nevele_finds_deinze() {
    let hits = search::run(&workspace(), "nevele", Language::Nl, 5);
    let town = hits.iter().find(|hit| hit.found == search::Found::Municipality(nis(44083))).unwrap();
    assert_eq!((town.title.as_str(), town.detail.as_str()), ("Deinze", "Nevele"));
}
