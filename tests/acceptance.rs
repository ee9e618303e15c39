//! The counts and figures that a person finds in the data, over the bundled data itself.

use std::sync::OnceLock;

use regioscope::model::{Dimension, IndicatorId, Nis, ProjectKind};
use regioscope::query::series::SeriesPlace;
use regioscope::query::{filter, series, symbols};
use regioscope::workspace::{Borders, Filter, Scale, Workspace};

fn workspace() -> &'static Workspace {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        Workspace::from_dataset(regioscope::formats::bundle::dataset().expect("the bundle of this very build"))
    })
}

fn nis(code: &str) -> Nis {
    code.parse().expect("a code")
}

fn selection(filter: &Filter) -> filter::Selection {
    let workspace = workspace();
    filter::run(&workspace.projects, &workspace.municipalities, filter)
}

#[test]
fn the_headline_keeps_kinds_apart_and_never_counts_programmes() {
    let all = selection(&Filter::default());
    let counts = all.hits;
    assert_eq!(
        (counts.projects, counts.services, counts.planned_actions, counts.programmes),
        (280, 14, 89, 8),
        "kinds of the inventory"
    );
    assert_eq!(counts.counted(), 383);
    assert_eq!(all.rows.len(), 391);
}

#[test]
fn gent_and_mobility_are_the_rows_that_a_person_finds() {
    let gent = nis("44021");
    let filter =
        Filter { municipalities: [gent].into(), dimensions: [Dimension::Mobility].into(), ..Filter::default() };
    let found = selection(&filter);
    let rows = workspace().projects.rows();
    let expected: Vec<u32> = (0_u32..)
        .zip(rows)
        .filter(|(_, row)| row.lead == Some(gent) || row.others.contains(&gent))
        .filter(|(_, row)| row.dimensions.contains(&Dimension::Mobility))
        .map(|(index, _)| index)
        .collect();
    assert!(expected.len() > 10, "{}", expected.len());
    assert_eq!(found.rows, expected);
    assert!(found.rows.iter().all(|row| !rows[*row as usize].provenance.cited.is_empty()), "each names its source");
}

#[test]
fn window_facets_rings_and_headline_show_one_number() {
    let filter = Filter { dimensions: [Dimension::Mobility].into(), ..Filter::default() };
    let found = selection(&filter);
    let counted = |row: &u32| workspace().projects.rows()[*row as usize].kind != ProjectKind::Programme;
    let facet = found.facets.dimensions.iter().find(|(dimension, _)| *dimension == Dimension::Mobility);
    assert_eq!(facet.map(|(_, count)| *count), Some(found.hits.counted()));
    let places = symbols::run(&workspace().projects, &workspace().municipalities, &filter, &found);
    for (municipality, count) in &found.facets.municipalities {
        let ring = places.iter().find(|place| place.nis == Some(*municipality)).expect("a symbol");
        assert_eq!(ring.rows.len() as u32, *count, "ring and facet of {municipality}");
        let parts: u32 = ring.by_dimension.iter().map(|(_, count)| count).sum();
        assert_eq!(parts, *count, "segments of {municipality}");
    }
    let mut on_map: Vec<u32> = places.iter().flat_map(|place| place.rows.iter().copied()).collect();
    on_map.sort_unstable();
    on_map.dedup();
    let tray = found.regional.iter().filter(|row| counted(row)).count();
    assert_eq!(found.regional_count as usize, tray, "the number on the tray");
    assert_eq!(on_map.len() + tray, found.hits.counted() as usize, "map + tray = hits");
}

#[test]
fn antwerpen_has_its_59_and_the_one_of_borsbeek() {
    let all = selection(&Filter::default());
    let antwerpen = all.facets.municipalities.iter().find(|(code, _)| *code == nis("11002"));
    // The inventory names Antwerpen in 59 rows; Borsbeek, which takes part in one more, went up in it in 2025.
    assert_eq!(antwerpen.map(|(_, count)| *count), Some(60));
    let by_name = workspace().projects.rows().iter().filter(|row| row.kind != ProjectKind::Programme).filter(|row| {
        let takes_part = row.municipalities().any(|code| code == nis("11002"));
        takes_part && !row.other_names.iter().any(|name| &**name == "Borsbeek")
    });
    assert_eq!(by_name.count(), 59);
}

fn population(code: &str, year: i16) -> (Option<f64>, Vec<Nis>) {
    let workspace = workspace();
    let series = series::run(
        &workspace.indicators,
        &workspace.municipalities,
        &IndicatorId::new("population"),
        &SeriesPlace::Municipality(nis(code)),
        Scale::Absolute,
        Borders::Today,
    );
    let point = series.points.iter().find(|point| point.year == year).expect("a year of the table");
    (point.value, point.merged_from.clone())
}

#[test]
fn population_of_deinze_is_one_series_with_nevele() {
    let (value, merged) = population("44083", 2009);
    assert_eq!(value, Some(40_594.0));
    assert!(merged.contains(&nis("44049")), "Nevele is named: {merged:?}");
    assert_eq!(population("44083", 2016).0, None, "no figures were published here for 2016");
    assert!(population("44083", 2020).0.is_some());
}

#[test]
fn antwerpen_includes_borsbeek() {
    let (value, merged) = population("11002", 2015);
    assert!(merged.contains(&nis("11007")), "Borsbeek is named: {merged:?}");
    let of_the_time = |code: &str| {
        workspace()
            .indicators
            .values(&IndicatorId::new("population"))
            .and_then(|places| places.get(&nis(code)))
            .and_then(|years| years.get(&2015))
            .map(|(value, _)| *value)
            .expect("a figure of 2015")
    };
    assert_eq!(value, Some(of_the_time("11002") + of_the_time("11007")));
}
