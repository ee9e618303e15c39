//! Series over mergers, in a small world: Deinze was made of Deinze and Nevele in 2019, Antwerpen took Borsbeek in
//! in 2025 and kept its code.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::{Aggregation, Direction, Indicator, IndicatorGap, IndicatorValue, NisVintage, Region};
use crate::query::figures::{Formula, Part};
use crate::query::test_support::{municipalities, nis};

fn definition(id: &str, aggregation: Aggregation) -> Indicator {
    Indicator {
        id: IndicatorId::new(id),
        name: Localized::same(id),
        definition: Localized::default(),
        unit: "n".into(),
        decimals: 0,
        dimension: None,
        direction: Direction::Neutral,
        table: if aggregation == Aggregation::Sum { id.into() } else { "".into() },
        aggregation,
        reference: "".into(),
        provisional_from: (id == "permits").then_some(2025),
        status_note: Localized::default(),
        source: "".into(),
        is_default_choropleth: false,
        class_breaks: Box::default(),
        vintage: NisVintage::Detect,
    }
}

fn ratio(id: &str, numerator: &str, denominator: &str, factor: f64) -> Indicator {
    let (numerator, denominator) = (IndicatorId::new(numerator), IndicatorId::new(denominator));
    definition(id, Aggregation::Ratio { numerator, denominator, factor })
}

fn values(rows: &[(u32, i16, f64)]) -> Vec<IndicatorValue> {
    let row = |&(code, year, value): &(u32, i16, f64)| IndicatorValue {
        nis: nis(code),
        year,
        value,
        status: if year == 2020 { ValueStatus::Estimated } else { ValueStatus::Final },
    };
    rows.iter().map(row).collect()
}

/// "population" has the codes of each year, "permits" those of 2025.
fn indicators() -> Indicators {
    let population = [
        (44011, 2018, 30_000.0),
        (44049, 2018, 12_000.0),
        (44083, 2020, 43_000.0),
        (11002, 2018, 500_000.0),
        (11007, 2018, 10_000.0),
        (11002, 2020, 520_000.0),
        (11007, 2020, 11_000.0),
        (11002, 2025, 560_000.0),
        (44021, 2018, 260_000.0),
        (31005, 2018, 118_000.0),
        (32030, 2018, 3_000.0),
        (44021, 2020, 262_000.0),
    ];
    let permits = [(44083, 2018, 84.0), (11002, 2018, 510.0), (11002, 2025, 600.0)];
    let all = [("population", values(&population)), ("permits", values(&permits))];
    let gap = IndicatorGap { table: "population".into(), from: 2019, until: 2019, reason: Localized::same("left out") };
    Indicators::new(
        vec![
            definition("population", Aggregation::Sum),
            definition("permits", Aggregation::Sum),
            ratio("permits_per_1000", "permits", "population", 1_000.0),
            ratio("density", "population", "area_ha", 100.0),
        ],
        all.into_iter().map(|(id, rows)| (IndicatorId::new(id), rows)).collect::<BTreeMap<_, _>>(),
        vec![gap],
    )
}

fn series(id: &str, code: u32, scale: Scale, borders: Borders) -> Series {
    let place = SeriesPlace::Municipality(nis(code));
    run(&indicators(), &municipalities(), &IndicatorId::new(id), &place, scale, borders)
}

fn value(series: &Series, year: Year) -> Option<f64> {
    series.points.iter().find(|point| point.year == year).and_then(|point| point.value)
}

#[test]
fn parts_of_before_a_merger_are_added_and_named() {
    let deinze = series("population", 44083, Scale::Absolute, Borders::Today);
    assert_eq!(deinze.points.iter().map(|point| point.year).collect::<Vec<_>>(), (2018..=2025).collect::<Vec<_>>());
    assert_eq!(value(&deinze, 2018), Some(42_000.0));
    assert_eq!(deinze.points[0].merged_from, [nis(44011), nis(44049)]);
    assert_eq!((value(&deinze, 2019), value(&deinze, 2020)), (None, Some(43_000.0)));
    assert!(deinze.points[2].merged_from.is_empty());
    assert_eq!(deinze.points[2].status, ValueStatus::Estimated);
    let mark = &deinze.mergers[0];
    assert_eq!((mark.date.year(), mark.into.as_str()), (2019, "Deinze"));
    assert_eq!(mark.from, ["Deinze", "Nevele"]);
    assert_eq!(deinze.gaps, [(2019, 2019, Localized::same("left out"))]);
    let by_old_code = series("population", 44049, Scale::Absolute, Borders::Today);
    assert_eq!(by_old_code.points, deinze.points);
}

#[test]
fn a_code_that_lives_on_takes_in_the_other_until_the_merger() {
    let antwerp = series("population", 11002, Scale::Absolute, Borders::Today);
    assert_eq!(value(&antwerp, 2020), Some(531_000.0));
    assert_eq!(antwerp.points[2].merged_from, [nis(11007)]);
    assert_eq!(value(&antwerp, 2025), Some(560_000.0));
    assert_eq!(antwerp.mergers[0].from, ["Antwerpen", "Borsbeek"]);
}

#[test]
fn a_table_in_codes_of_2025_has_the_parts_in_already() {
    let antwerp = series("permits", 11002, Scale::Absolute, Borders::Today);
    assert_eq!(value(&antwerp, 2018), Some(510.0));
    assert!(antwerp.points[0].merged_from.is_empty());
    assert_eq!(antwerp.points.last().map(|point| point.status), Some(ValueStatus::Provisional));
    assert_eq!(value(&series("permits", 44083, Scale::Absolute, Borders::Today), 2018), Some(84.0));
    // Of the time: the code was not there, or the figure says what it takes in.
    assert_eq!(value(&series("permits", 44083, Scale::Absolute, Borders::OfTheTime), 2018), None);
    let then = series("permits", 11002, Scale::Absolute, Borders::OfTheTime);
    assert_eq!((value(&then, 2018), then.points[0].merged_from.as_slice()), (Some(510.0), [nis(11007)].as_slice()));
}

#[test]
fn borders_of_the_time_leave_each_code_as_it_was() {
    let of = |code| series("population", code, Scale::Absolute, Borders::OfTheTime);
    assert_eq!((value(&of(44049), 2018), value(&of(44049), 2020)), (Some(12_000.0), None));
    assert_eq!((value(&of(44083), 2018), value(&of(44083), 2020)), (None, Some(43_000.0)));
    assert_eq!(value(&of(11002), 2020), Some(520_000.0));
    assert_eq!(of(11002).points[2].merged_from, []);
    let density = |code| series("density", code, Scale::Absolute, Borders::OfTheTime);
    assert_eq!(value(&density(44049), 2018), None, "the area of a vanished code is not known");
    assert_eq!(value(&density(11002), 2020), None, "today's area holds Borsbeek");
    assert!(value(&density(44021), 2020).is_some());
}

#[test]
fn ratios_are_recomputed_from_the_same_place_and_year() {
    let deinze = series("permits_per_1000", 44083, Scale::Absolute, Borders::Today);
    assert_eq!(value(&deinze, 2018), Some(1_000.0 * 84.0 / 42_000.0));
    assert_eq!(value(&deinze, 2020), None);
    let scaled = series("permits", 44083, Scale::PerThousandInhabitants, Borders::Today);
    assert_eq!(value(&scaled, 2018), value(&deinze, 2018));
    let density = series("density", 44083, Scale::Absolute, Borders::Today);
    let per_km2 = series("population", 44083, Scale::PerSquareKilometre, Borders::Today);
    assert_eq!(value(&density, 2018), Some(100.0 * 42_000.0 / 4_408.3));
    assert_eq!(value(&density, 2018), value(&per_km2, 2018));
}

#[test]
fn the_region_is_missing_where_a_part_is() {
    let flanders = |borders| {
        let place = SeriesPlace::Flanders;
        run(&indicators(), &municipalities(), &IndicatorId::new("population"), &place, Scale::Absolute, borders)
    };
    let today = flanders(Borders::Today);
    assert_eq!(value(&today, 2018), Some(933_000.0));
    assert_eq!(value(&today, 2020), None, "two municipalities have no figure");
    assert_eq!(today, flanders(Borders::OfTheTime));
}

#[test]
fn an_index_refers_to_the_first_year_that_all_have() {
    let mut both = ["population", "permits"].map(|id| series(id, 11002, Scale::Absolute, Borders::Today));
    assert_eq!(first_common_year(&both), Some(2018));
    index_to(&mut both, 2018);
    assert_eq!((value(&both[0], 2018), value(&both[1], 2025)), (Some(100.0), Some(100.0 * 600.0 / 510.0)));
    index_to(&mut both, 2019);
    assert!(both.iter().flat_map(|one| &one.points).all(|point| point.value.is_none()));
    assert_eq!(first_common_year(&[]), None);
    assert_eq!(value(&series("population", 44083, Scale::Index, Borders::Today), 2018), Some(100.0));
}

#[test]
fn a_figure_tells_where_it_comes_from() {
    let place = SeriesPlace::Municipality(nis(44083));
    let id = IndicatorId::new("permits_per_1000");
    let (indicators, municipalities) = (indicators(), municipalities());
    let told = explain(&indicators, &municipalities, &id, &place, 2018, Scale::Absolute, Borders::Today).unwrap();
    let formula = Formula::Ratio { numerator: 84.0, denominator: 42_000.0, factor: 1_000.0 };
    assert_eq!(told.figure.formula, formula);
    let part = |id: &str, code, value| Part { indicator: IndicatorId::new(id), nis: nis(code), year: 2018, value };
    let parts =
        [part("permits", 44083, 84.0), part("population", 44011, 30_000.0), part("population", 44049, 12_000.0)];
    assert_eq!(told.figure.parts, parts);
    assert_eq!(told.sources.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["permits", "population"]);
    assert_eq!(explain(&indicators, &municipalities, &id, &place, 2020, Scale::Absolute, Borders::Today), None);
}

#[test]
fn years_are_those_that_every_table_has() {
    assert_eq!(years(&indicators(), &IndicatorId::new("population")), [2018, 2020, 2025]);
    assert_eq!(years(&indicators(), &IndicatorId::new("permits_per_1000")), [2018, 2025]);
    assert_eq!(years(&indicators(), &IndicatorId::new("density")), [2018, 2020, 2025]);
    assert!(years(&indicators(), &IndicatorId::new("unheard_of")).is_empty());
    let values = year_values(&indicators(), &municipalities(), &IndicatorId::new("population"), 2020);
    assert_eq!(values, [(nis(11002), 531_000.0), (nis(44021), 262_000.0), (nis(44083), 43_000.0)]);
}

proptest! {
    #[test]
    fn sums_over_flanders_are_the_same_in_both_borders(
        figures in proptest::collection::vec(0_u32..1_000_000, 64),
        year in 2015_i16..2028,
    ) {
        let municipalities = municipalities();
        let mut next = figures.iter().cycle();
        let mut rows = Vec::new();
        // Every code that existed in a year has a figure: a table in the codes of the time.
        let codes = [11002, 11007, 44021, 44011, 44049, 44083, 31005, 32030, 21004];
        let blank = Indicators::default();
        let figures_then = Figures::new(&blank, &municipalities, Borders::OfTheTime);
        for year in 2015..2028 {
            for code in codes.iter().filter(|code| figures_then.existed(nis(**code), year)) {
                rows.push((*code, year, f64::from(*next.next().unwrap())));
            }
        }
        let id = IndicatorId::new("n");
        let table = BTreeMap::from([(id.clone(), values(&rows))]);
        let indicators = Indicators::new(vec![definition("n", Aggregation::Sum)], table, Vec::new());
        let get = |place: &SeriesPlace, borders| {
            Figures::new(&indicators, &municipalities, borders).get(&id, place, year, Scale::Absolute).map(|f| f.value)
        };
        let today: Option<f64> = municipalities
            .rows()
            .iter()
            .filter(|row| row.region == Region::Flanders)
            .map(|row| get(&SeriesPlace::Municipality(row.nis), Borders::Today))
            .sum();
        let then: f64 = codes
            .iter()
            .filter(|code| **code != 21004)
            .filter_map(|code| get(&SeriesPlace::Municipality(nis(*code)), Borders::OfTheTime))
            .sum();
        prop_assert_eq!(today, Some(then));
        prop_assert_eq!(get(&SeriesPlace::Flanders, Borders::Today), Some(then));
    }
}

#[test]
fn the_part_that_lacks_a_figure_is_named() {
    let figures = |rows: &[(u32, i16, f64)], code: u32, year: Year| {
        let known = [(IndicatorId::new("lamps"), values(rows))].into();
        let indicators = Indicators::new(vec![definition("lamps", Aggregation::Sum)], known, Vec::new());
        let towns = municipalities();
        let figures = Figures::new(&indicators, &towns, Borders::Today);
        figures.missing_part(&IndicatorId::new("lamps"), nis(code), year)
    };
    assert_eq!(figures(&[(44011, 2018, 1.0)], 44011, 2018), Some(nis(44049)));
    assert_eq!(figures(&[(44011, 2018, 1.0), (44049, 2018, 2.0)], 44011, 2018), None);
    assert_eq!(figures(&[(44083, 2018, 1.0)], 44083, 2018), None);
    // A code that vanished in 2019 says that the table of that year is of the time: Antwerpen is without Borsbeek.
    let of_the_time = [(44011, 2018, 1.0), (44049, 2018, 2.0), (11002, 2018, 3.0)];
    assert_eq!(figures(&of_the_time, 11002, 2018), Some(nis(11007)));
    assert_eq!(figures(&[(11002, 2018, 3.0)], 11002, 2018), None);
}
