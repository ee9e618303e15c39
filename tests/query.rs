//! Queries over the bundled data: figures that are known from elsewhere, and counts that must agree.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use regioscope::formats::bundle;
use regioscope::insight::{Inputs, Values, before_after, comparison, over_time, sheet};
use regioscope::model::figure_ref::FigureRef;
use regioscope::model::{Aggregation, IndicatorId, Language, Nis, ProjectId, Region};
use regioscope::query::figures::Figures;
use regioscope::query::series::{self, SeriesPlace};
use regioscope::query::{classes, filter, search, symbols, timeline};
use regioscope::workspace::{Borders, CompareView, Filter, MapView, PeerChoice, Scale, Workspace};

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
fn a_figure_before_and_after_a_project_is_that_of_its_years() {
    let workspace = workspace();
    let rows: Vec<u32> = (0..).take(workspace.projects.rows().len()).collect();
    let values = Values::new(Inputs { workspace: &workspace, rows: &rows, sensors: None, this_year: 2026 });
    let project = workspace.projects.by_id(&ProjectId::new("P003")).unwrap();
    assert_eq!((project.period.start, project.period.end), (Some(2017), Some(2018)));
    let figure: FigureRef = "dwellings_new_per_1000".parse().unwrap();
    let (own, peer) = (nis(12025), nis(44021));
    let answer = before_after::of_figure(&values, &figure, own, &[own, peer], project).unwrap();
    let raw =
        |id: &str, code: Nis, year: i16| workspace.indicators.values(&IndicatorId::new(id)).unwrap()[&code][&year].0;
    let mean = |code: Nis, years: &[i16]| {
        let rate = |year: &i16| 1_000.0 * raw("dwellings_new", code, *year) / raw("population", code, *year);
        years.iter().map(rate).sum::<f64>() / years.len() as f64
    };
    let (before, after) = ([2009, 2010, 2011, 2012, 2013, 2014, 2015], [2019, 2020]);
    let change = |code: Nis| mean(code, &after) - mean(code, &before);
    let peers = answer.peers.unwrap();
    assert_eq!(peers.members, [peer], "the municipality is no peer of itself");
    for (found, expected) in [
        (answer.own.before.mean, mean(own, &before)),
        (answer.own.difference, change(own)),
        (peers.change.difference, change(peer)),
        (answer.against.unwrap().difference, change(own) - change(peer)),
    ] {
        assert!((found.unwrap() - expected).abs() < 1e-9, "{found:?}, not {expected}");
    }
    assert_eq!((answer.own.before.count, answer.own.after.count), (7, 2));
}

#[test]
fn series_side_by_side_show_the_middle_of_the_peers_and_the_parts_of_then() {
    let workspace = workspace();
    let values = Values::new(Inputs { workspace: &workspace, rows: &[], sensors: None, this_year: 2026 });
    let figure: FigureRef = "population".parse().unwrap();
    let peers: Vec<Nis> =
        workspace.municipalities.rows().iter().filter(|row| row.is_centrumstad).map(|row| row.nis).collect();
    let today = over_time::run(&values, &figure, &[nis(44021), nis(44083)], &peers, Borders::Today);
    let then = over_time::run(&values, &figure, &[nis(44021), nis(44083)], &peers, Borders::OfTheTime);
    let at = |series: &over_time::PlaceSeries, year: i16| {
        series
            .points
            .iter()
            .find(|point| point.year == year)
            .and_then(|point| point.value.as_ref().ok().map(|v| v.value))
    };
    assert_eq!(
        today.mergers.iter().map(|(position, mark)| (*position, mark.date.year())).collect::<Vec<_>>(),
        [(1, 2019)]
    );
    let codes: Vec<u32> = then.series.iter().map(|one| one.nis.number()).collect();
    assert_eq!(codes, [44021, 44083, 44011, 44049]);
    let parts: f64 = then.series.iter().filter(|one| one.position == 1).filter_map(|one| at(one, 2015)).sum();
    assert_eq!(at(&today.series[1], 2015), Some(parts));
    assert_eq!(at(&then.series[1], 2015), None);
    let mut all: Vec<f64> = peers.iter().map(|nis| values.get(&figure, *nis, Some(2015)).unwrap().value).collect();
    all.sort_by(f64::total_cmp);
    let peer = today.peers.iter().find(|peer| peer.year == 2015).unwrap();
    assert_eq!((peer.count, peer.quartiles.map(|quartiles| quartiles.median)), (13, Some(all[6])));
    assert_eq!(today.years(), [2009, 2010, 2011, 2012, 2013, 2014, 2015, 2018, 2019, 2020]);
}

#[test]
fn nevele_finds_deinze() {
    let hits = search::run(&workspace(), None, "nevele", Language::Nl, 5);
    let town = hits.iter().find(|hit| hit.found == search::Found::Municipality(nis(44083))).unwrap();
    assert_eq!((town.title.as_str(), town.detail.as_str()), ("Deinze", "Nevele"));
}

#[test]
fn a_sheet_has_a_series_for_each_figure_and_municipality() {
    let workspace = workspace();
    let rows: Vec<u32> = (0..workspace.projects.rows().len() as u32).collect();
    let values = Values::new(Inputs { workspace: &workspace, rows: &rows, sensors: None, this_year: 2026 });
    let view = CompareView { municipalities: vec![nis(12_025), nis(24_062)], ..CompareView::default() };
    let comparison = comparison::run(&values, &view).expect("a comparison");
    let sheet = sheet::run(&values, &comparison, &view);
    assert_eq!(sheet.series.len(), comparison.rows.len());
    assert!(sheet.series.iter().all(|row| row.len() == 2));
    assert_eq!(sheet.chosen, comparison.rows[0]);
    assert_eq!(sheet.field.len(), workspace.municipalities.rows().len());
    let count = |rule: PeerChoice| sheet.peer_counts.iter().find(|(known, _)| *known == rule).map(|(_, count)| *count);
    assert_eq!(count(PeerChoice::Centrumsteden), Some(13));
    let mechelen = sheet.field.iter().find(|(code, _)| *code == nis(12_025)).and_then(|(_, value)| value.clone().ok());
    let told = comparison.rows[0].values[0].as_ref().expect("a figure").value;
    assert_eq!(mechelen.map(f64::to_bits), Some(told.to_bits()));
}
