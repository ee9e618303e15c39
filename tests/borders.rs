//! Borders of today: whatever the vintage of a table's codes, sums over mergers are the sums of their parts, ratios are
//! those of the sums, and what lacks a part is missing. In worlds of random mergers (chains, codes that live on), and
//! in the bundled data against sums made here from the raw figures.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use proptest::prelude::*;
use regioscope::formats::bundle;
use regioscope::model::municipality::Merger;
use regioscope::model::{
    Aggregation, Arrondissement, Direction, Indicator, IndicatorId, IndicatorValue, Localized, LonLat, MergerTimeline,
    Municipality, Nis, NisVintage, Province, Region, Typology, ValueStatus,
};
use regioscope::query::figures::{AREA_HA, Figures};
use regioscope::query::series::{self, SeriesPlace};
use regioscope::workspace::{Borders, Indicators, Municipalities, Scale, Workspace};

const ATOMS: u32 = 14;
const FIRST_NEW: u32 = 50_000;
const YEARS: std::ops::Range<i16> = 2010..2029;
const DATES: [Date; 3] = [date(2013, 1, 1), date(2019, 1, 1), date(2025, 1, 1)];

fn nis(number: u32) -> Nis {
    Nis::try_from(number).unwrap()
}

/// Municipalities that never split: every code is a set of the first ones.
type State = BTreeMap<u32, BTreeSet<u32>>;

#[derive(Clone, Debug)]
struct World {
    mergers: Vec<Merger>,
    /// The codes before the first date, and after each of [`DATES`].
    states: Vec<State>,
    seed: u32,
}

impl World {
    /// `plan`: date, codes by position, whether a new code is made (else the first takes the second in).
    fn new(plan: &[(usize, Vec<prop::sample::Index>, bool)], seed: u32) -> Self {
        let mut state: State = (0..ATOMS).map(|atom| (10_000 + atom, BTreeSet::from([atom]))).collect();
        let mut world = Self { mergers: Vec::new(), states: vec![state.clone()], seed };
        let mut next_new = FIRST_NEW;
        for (index, effective) in DATES.into_iter().enumerate() {
            let mut free: Vec<u32> = state.keys().copied().collect();
            for (_, picks, is_new) in plan.iter().filter(|(at, ..)| *at == index) {
                let wanted = if *is_new { picks.len() } else { 2 };
                if free.len() < wanted {
                    continue;
                }
                let mut group: Vec<u32> =
                    picks.iter().take(wanted).map(|at| free.remove(at.index(free.len()))).collect();
                let new = if *is_new { next_new } else { group.remove(0) };
                next_new += 1;
                for old in group {
                    let parts = state.remove(&old).unwrap();
                    state.entry(new).or_default().extend(parts);
                    world.mergers.push(Merger { old: nis(old), old_name: "".into(), new: nis(new), effective });
                }
            }
            world.states.push(state.clone());
        }
        world
    }

    fn state(&self, day: Date) -> &State {
        &self.states[DATES.iter().filter(|date| **date <= day).count()]
    }

    fn today(&self) -> &State {
        self.states.last().unwrap()
    }

    fn municipalities(&self) -> Municipalities {
        let town = |code: &u32| Municipality {
            nis: nis(*code),
            name: code.to_string().into(),
            name_fr: None,
            name_de: None,
            region: Region::Flanders,
            province: Province::Antwerp,
            arrondissement: Arrondissement(11),
            typology: Typology::Mixed,
            is_centrumstad: false,
            area_ha: None,
            population_2020: None,
            postal_codes: Box::default(),
            label_point: LonLat::new(4.0, 51.0).unwrap(),
            label_rank: 1,
            boundary: None,
        };
        let timeline = MergerTimeline::new(self.mergers.clone());
        Municipalities::new(self.today().keys().map(town).collect(), BTreeMap::new(), Vec::new(), timeline)
    }

    /// The figure of some first municipalities; whole numbers, so that sums are exact.
    fn sum<'a>(&self, id: &str, atoms: impl IntoIterator<Item = &'a u32>, year: i16) -> f64 {
        let salt = self.seed.wrapping_add(id.len() as u32 * 31);
        let figure = |atom: u32| 1 + (atom * 7_919 + u32::from(year.unsigned_abs()) * 104_729 + salt) % 9_973;
        atoms.into_iter().map(|atom| f64::from(figure(*atom))).sum()
    }

    fn total(&self, id: &str, year: i16) -> f64 {
        self.sum(id, &(0..ATOMS).collect::<Vec<_>>(), year)
    }

    /// The rows of a table that holds in each year the codes of that year's `day`.
    fn rows(&self, id: &str, day: impl Fn(i16) -> Date) -> Vec<IndicatorValue> {
        let row = |code: u32, atoms: &BTreeSet<u32>, year: i16| IndicatorValue {
            nis: nis(code),
            year,
            value: self.sum(id, atoms, year),
            status: ValueStatus::Final,
        };
        YEARS.flat_map(|year| self.state(day(year)).iter().map(move |(code, atoms)| row(*code, atoms, year))).collect()
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let group = (0..DATES.len(), prop::collection::vec(any::<prop::sample::Index>(), 2..4), any::<bool>());
    (prop::collection::vec(group, 0..9), any::<u32>()).prop_map(|(plan, seed)| World::new(&plan, seed % 1_000_000))
}

/// For each year a day whose codes the table holds, from long ago to long after.
fn vintages() -> impl Strategy<Value = Vec<Date>> {
    let days = [date(2001, 1, 1), DATES[0], DATES[1], DATES[2]];
    prop::collection::vec(prop::sample::select(days.to_vec()), YEARS.len())
}

fn of_year(days: &[Date]) -> impl Fn(i16) -> Date + '_ {
    |year| days[usize::try_from(year - YEARS.start).unwrap()]
}

fn start(year: i16) -> Date {
    date(year, 1, 1)
}

fn definition(id: &str, aggregation: Aggregation, vintage: NisVintage) -> Indicator {
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
        provisional_from: None,
        status_note: Localized::default(),
        source: "".into(),
        is_default_choropleth: false,
        class_breaks: Box::default(),
        vintage,
    }
}

fn table(id: &str, rows: Vec<IndicatorValue>, vintage: NisVintage) -> Indicators {
    let values = BTreeMap::from([(IndicatorId::new(id), rows)]);
    Indicators::new(vec![definition(id, Aggregation::Sum, vintage)], values, Vec::new())
}

fn at(code: u32) -> SeriesPlace {
    SeriesPlace::Municipality(nis(code))
}

/// Every figure of today's borders is that of its parts, and the region's that of all.
fn check_today(world: &World, indicators: &Indicators) -> Result<(), TestCaseError> {
    let municipalities = world.municipalities();
    let figures = Figures::new(indicators, &municipalities, Borders::Today);
    let id = IndicatorId::new("n");
    for year in YEARS {
        for (code, atoms) in world.today() {
            let found = figures.get(&id, &at(*code), year, Scale::Absolute).map(|figure| figure.value);
            prop_assert_eq!(found, Some(world.sum("n", atoms, year)), "{} in {}", code, year);
        }
        let whole = figures.get(&id, &SeriesPlace::Flanders, year, Scale::Absolute).map(|figure| figure.value);
        prop_assert_eq!(whole, Some(world.total("n", year)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn sums_are_the_same_whatever_vintage_each_year_has(world in worlds(), days in vintages()) {
        check_today(&world, &table("n", world.rows("n", of_year(&days)), NisVintage::Detect))?;
    }

    #[test]
    fn a_declared_vintage_gives_the_same_sums(world in worlds()) {
        let cases: [(NisVintage, &dyn Fn(i16) -> Date); 6] = [
            (NisVintage::OfTheYear, &start),
            (NisVintage::Carried2019, &|year| start(year).max(DATES[1])),
            (NisVintage::Carried2025, &|year| start(year).max(DATES[2])),
            // Tables that lag behind: codes of 2019, of 2013 in years after.
            (NisVintage::Carried2019, &|_| DATES[1]),
            (NisVintage::OfTheYear, &|year| start(year).min(DATES[0])),
            (NisVintage::Detect, &|year| if year > 2020 { DATES[2] } else { start(year) }),
        ];
        for (vintage, day) in cases {
            check_today(&world, &table("n", world.rows("n", day), vintage))?;
        }
    }

    #[test]
    fn borders_of_the_time_add_up_to_the_same(world in worlds(), lags in vintages()) {
        // Of the year itself, or of an earlier day: what existed then is known to the last code.
        let lag = of_year(&lags);
        let indicators = table("n", world.rows("n", |year| lag(year).min(start(year))), NisVintage::Detect);
        let municipalities = world.municipalities();
        let figures = Figures::new(&indicators, &municipalities, Borders::OfTheTime);
        let id = IndicatorId::new("n");
        let codes: BTreeSet<u32> = world.states.iter().flat_map(BTreeMap::keys).copied().collect();
        for year in YEARS {
            let mut sum = 0.0;
            for code in &codes {
                let found = figures.get(&id, &at(*code), year, Scale::Absolute).map(|figure| figure.value);
                let then = world.state(start(year)).get(code).map(|atoms| world.sum("n", atoms, year));
                prop_assert_eq!(found, then, "{} in {}", code, year);
                sum += found.unwrap_or(0.0);
            }
            prop_assert_eq!(sum, world.total("n", year));
            let whole = figures.get(&id, &SeriesPlace::Flanders, year, Scale::Absolute).map(|figure| figure.value);
            prop_assert_eq!(whole, Some(sum));
        }
    }

    #[test]
    fn a_carried_table_says_what_it_counts_in(world in worlds(), days in vintages()) {
        let indicators = table("n", world.rows("n", of_year(&days)), NisVintage::Detect);
        let municipalities = world.municipalities();
        let figures = Figures::new(&indicators, &municipalities, Borders::OfTheTime);
        for year in YEARS {
            let then = world.state(start(year));
            for (code, atoms) in then {
                let Some(figure) = figures.get(&IndicatorId::new("n"), &at(*code), year, Scale::Absolute) else {
                    continue;
                };
                let mut all = atoms.clone();
                let others = figure.merged_from.iter().filter_map(|other| then.get(&other.number()));
                all.extend(others.flatten());
                prop_assert_eq!(figure.value, world.sum("n", &all, year), "{} in {}: {:?}", code, year, figure);
            }
        }
    }

    #[test]
    fn ratios_are_those_of_the_sums(world in worlds(), above in vintages(), below in vintages()) {
        let id = IndicatorId::new;
        let ratio = Aggregation::Ratio { numerator: id("n"), denominator: id("per"), factor: 100.0 };
        let sum = |name| definition(name, Aggregation::Sum, NisVintage::Detect);
        let rows = [("n", of_year(&above)), ("per", of_year(&below))];
        let indicators = Indicators::new(
            vec![sum("n"), sum("per"), definition("ratio", ratio, NisVintage::Detect)],
            rows.into_iter().map(|(name, day)| (id(name), world.rows(name, day))).collect(),
            Vec::new(),
        );
        let municipalities = world.municipalities();
        let today = Figures::new(&indicators, &municipalities, Borders::Today);
        let then = Figures::new(&indicators, &municipalities, Borders::OfTheTime);
        let quotient = |atoms: &BTreeSet<u32>, year| 100.0 * world.sum("n", atoms, year) / world.sum("per", atoms, year);
        for year in YEARS {
            for (code, atoms) in world.today() {
                let found = today.get(&id("ratio"), &at(*code), year, Scale::Absolute).map(|figure| figure.value);
                prop_assert_eq!(found, Some(quotient(atoms, year)), "{} in {}", code, year);
            }
            // Of the time a ratio never divides figures of different borders.
            for (code, atoms) in world.state(start(year)) {
                let Some(figure) = then.get(&id("ratio"), &at(*code), year, Scale::Absolute) else { continue };
                let mut all = atoms.clone();
                let others = figure.merged_from.iter().filter_map(|other| world.state(start(year)).get(&other.number()));
                all.extend(others.flatten());
                prop_assert_eq!(figure.value, quotient(&all, year), "{} in {}", code, year);
            }
        }
    }

    #[test]
    fn a_missing_part_is_never_a_smaller_sum(
        world in worlds(),
        days in vintages(),
        year in YEARS,
        pick in any::<prop::sample::Index>(),
        is_declared in any::<bool>(),
    ) {
        let (vintage, day) = if is_declared {
            (NisVintage::OfTheYear, start(year))
        } else {
            (NisVintage::Detect, of_year(&days)(year))
        };
        let timeline = MergerTimeline::new(world.mergers.clone());
        let mut rows = world.rows("n", |_| day);
        rows.retain(|row| row.year == year);
        let lost = rows.remove(pick.index(rows.len())).nis;
        // Where nothing that is left tells the vintage, only a declared one can.
        let is_told = timeline.vanished(lost).is_none_or(|date| {
            rows.iter().filter_map(|row| timeline.vanished(row.nis)).any(|other| other <= date)
        });
        prop_assume!(is_declared || is_told);
        let indicators = table("n", rows, vintage);
        let municipalities = world.municipalities();
        let figures = Figures::new(&indicators, &municipalities, Borders::Today);
        for (code, atoms) in world.today() {
            let found = figures.get(&IndicatorId::new("n"), &at(*code), year, Scale::Absolute).map(|figure| figure.value);
            let expected = (timeline.today(lost) != nis(*code)).then(|| world.sum("n", atoms, year));
            prop_assert_eq!(found, expected, "{} in {} without {}", code, year, lost);
        }
        let whole = figures.get(&IndicatorId::new("n"), &SeriesPlace::Flanders, year, Scale::Absolute);
        prop_assert_eq!(whole, None);
    }
}

#[test]
fn a_table_of_one_municipality_needs_its_vintage_said() {
    let towns = bundle::dataset().map(Workspace::from_dataset).unwrap().municipalities;
    let row = IndicatorValue { nis: nis(11002), year: 2020, value: 7.0, status: ValueStatus::Final };
    let value = |vintage| {
        let indicators = table("n", vec![row], vintage);
        let figures = Figures::new(&indicators, &towns, Borders::Today);
        figures.get(&IndicatorId::new("n"), &at(11002), 2020, Scale::Absolute).map(|figure| figure.value)
    };
    // Borsbeek, which Antwerpen took in in 2025, has no row: counted in, or forgotten?
    assert_eq!(value(NisVintage::Detect), Some(7.0));
    assert_eq!(value(NisVintage::Carried2025), Some(7.0));
    assert_eq!(value(NisVintage::OfTheYear), None);
    assert_eq!(value(NisVintage::Carried2019), None);
}

/// The raw figures of the codes that are one municipality today, added here without the rules of the program: a bundled
/// table holds in each year either all of the codes of the time or only those of today.
fn raw_sum(workspace: &Workspace, id: &IndicatorId, today: Nis, year: i16) -> Option<f64> {
    if id.as_str() == AREA_HA {
        return workspace.municipalities.get(today)?.area_ha;
    }
    let values = workspace.indicators.values(id)?;
    let codes = workspace.municipalities.timeline().codes_of(today);
    let known: Vec<f64> = codes.iter().filter_map(|code| Some(values.get(code)?.get(&year)?.0)).collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

#[test]
fn bundled_figures_of_merged_municipalities_are_the_sums_of_their_parts() {
    let workspace = Workspace::from_dataset(bundle::dataset().unwrap());
    let (indicators, towns) = (&workspace.indicators, &workspace.municipalities);
    let figures = Figures::new(indicators, towns, Borders::Today);
    let merged: BTreeSet<Nis> =
        towns.timeline().mergers().iter().map(|merger| towns.timeline().today(merger.old)).collect();
    let names: Vec<String> = merged.iter().map(|code| towns.name(*code)).collect();
    for name in ["Tongeren-Borgloon", "Deinze", "Pelt", "Beveren-Kruibeke-Zwijndrecht", "Antwerpen"] {
        assert!(names.iter().any(|known| known == name), "{name} is merged: {names:?}");
    }
    let mut compared = 0;
    for definition in indicators.definitions() {
        for (code, year) in
            merged.iter().flat_map(|code| figures.years(&definition.id).into_iter().map(move |y| (code, y)))
        {
            let found = figures.get(&definition.id, &SeriesPlace::Municipality(*code), year, Scale::Absolute);
            let expected = match &definition.aggregation {
                Aggregation::Sum => raw_sum(&workspace, &definition.id, *code, year),
                Aggregation::Ratio { numerator, denominator, factor } => raw_sum(&workspace, numerator, *code, year)
                    .zip(raw_sum(&workspace, denominator, *code, year))
                    .map(|(above, below)| factor * above / below),
            };
            let (found, expected) = (found.map(|figure| figure.value), expected.filter(|value| value.is_finite()));
            let is_near = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * expected.abs(),
                (found, expected) => found == expected,
            };
            assert!(is_near, "{} of {code} in {year}: {found:?}, not {expected:?}", definition.id);
            compared += usize::from(found.is_some());
        }
    }
    assert!(compared > 5_000, "{compared} figures compared");
}

#[test]
fn tongeren_borgloon_is_tongeren_and_borgloon() {
    let workspace = Workspace::from_dataset(bundle::dataset().unwrap());
    let (indicators, towns) = (&workspace.indicators, &workspace.municipalities);
    let population = IndicatorId::new("population");
    let raw = |code: u32, year: i16| indicators.values(&population).unwrap()[&nis(code)][&year].0;
    let today = Figures::new(indicators, towns, Borders::Today);
    let figure = today.get(&population, &at(73111), 2020, Scale::Absolute).unwrap();
    assert_eq!(figure.value, raw(73083, 2020) + raw(73009, 2020));
    assert_eq!(figure.merged_from, [nis(73009), nis(73083)]);
    let marks = series::run(indicators, towns, &population, &at(73111), Scale::Absolute, Borders::Today).mergers;
    assert!(marks.is_empty(), "the figures end before the merger: {marks:?}");
    let permits = IndicatorId::new("residential_buildings_new");
    let marks = series::run(indicators, towns, &permits, &at(73083), Scale::Absolute, Borders::Today).mergers;
    assert_eq!((marks[0].date, marks[0].into.as_str()), (date(2025, 1, 1), "Tongeren-Borgloon"));
}
