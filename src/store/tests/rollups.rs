//! Rollups against ones that are computed from scratch, whatever happened to the observations.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use proptest::prelude::*;
use rusqlite::params;

use super::*;
use crate::store::rollup::{DAY_US, HOUR_US};

/// Observations of p1 by time.
type Model = BTreeMap<i64, (f64, Quality)>;

/// First, last, the earliest of the least, the earliest of the greatest: their times and values.
type Ends = [(i64, f64); 4];

/// What a bucket must hold: number and sum of what counts with its ends, number of what does not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Expected {
    count: i64,
    sum: f64,
    ends: Option<Ends>,
    flagged_count: i64,
}

impl Expected {
    fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.flagged_count += other.flagged_count;
        let Some(later) = other.ends else { return };
        self.sum += other.sum;
        let ends = self.ends.get_or_insert(later);
        ends[1] = later[1];
        ends[2] = if later[2].1 < ends[2].1 { later[2] } else { ends[2] };
        ends[3] = if later[3].1 > ends[3].1 { later[3] } else { ends[3] };
    }
}

fn month(time_us: i64) -> i64 {
    let first = TimeZone::UTC.to_datetime(time(time_us)).date().first_of_month();
    TimeZone::UTC.to_timestamp(first.to_datetime(jiff::civil::Time::midnight())).expect("a time").as_microsecond()
}

fn group(finer: &BTreeMap<i64, Expected>, start: impl Fn(i64) -> i64) -> BTreeMap<i64, Expected> {
    let mut coarser = BTreeMap::<i64, Expected>::new();
    for (time_us, one) in finer {
        coarser.entry(start(*time_us)).or_default().add(one);
    }
    coarser
}

fn expected(model: &Model) -> [BTreeMap<i64, Expected>; 3] {
    let single = |(&time_us, &(value, quality)): (&i64, &(f64, Quality))| {
        let one = if quality.counts() {
            Expected { count: 1, sum: value, ends: Some([(time_us, value); 4]), flagged_count: 0 }
        } else {
            Expected { flagged_count: 1, ..Expected::default() }
        };
        (time_us, one)
    };
    let hours = group(&model.iter().map(single).collect(), |time_us| time_us.div_euclid(HOUR_US) * HOUR_US);
    let days = group(&hours, |time_us| time_us.div_euclid(DAY_US) * DAY_US);
    let months = group(&days, month);
    [hours, days, months]
}

fn stored(store: &Store, table: &str) -> BTreeMap<i64, Expected> {
    let sql = format!(
        "SELECT start_us, count, coalesce(sum, 0), flagged_count, first_us, first, last_us, last, min_us, min, max_us,
         max FROM {table} WHERE datastream = ?1"
    );
    let mut statement = store.conn.prepare(&sql).expect("a statement");
    let read = |row: &rusqlite::Row<'_>| {
        let end = |column: usize| -> rusqlite::Result<Option<(i64, f64)>> {
            Ok(row.get::<_, Option<i64>>(column)?.zip(row.get(column + 1)?))
        };
        let ends = match (end(4)?, end(6)?, end(8)?, end(10)?) {
            (Some(first), Some(last), Some(min), Some(max)) => Some([first, last, min, max]),
            (None, None, None, None) => None,
            other => panic!("{other:?}"),
        };
        Ok((row.get(0)?, Expected { count: row.get(1)?, sum: row.get(2)?, flagged_count: row.get(3)?, ends }))
    };
    statement.query_map(params![1], read).expect("rows").map(|row| row.expect("a row")).collect()
}

/// Something that happens to the history of p1.
#[derive(Clone, Debug)]
enum Event {
    /// Observations come: new ones, late ones, corrections.
    Append(Vec<(i64, f64, Quality)>),
    /// Retention deletes what is older, by so many rows at once.
    Prune(i64, i64),
}

fn event() -> impl Strategy<Value = Event> {
    // Steps of a quarter of an hour and of five days: corrections, full hours and several months on both sides of 1970.
    let step = prop_oneof![
        (-80_i64..80).prop_map(|quarter| quarter * HOUR_US / 4),
        (-12_i64..12).prop_map(|five| five * 5 * DAY_US)
    ];
    let observation = (step.clone(), -1000.0..1000.0, prop::sample::select(Quality::ALL));
    prop_oneof![
        4 => prop::collection::vec(observation, 0..30).prop_map(Event::Append),
        1 => (step, 1_i64..8).prop_map(|(before_us, rows)| Event::Prune(before_us + HOUR_US / 3, rows)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn rollups_stay_exact_whatever_happens(events in prop::collection::vec(event(), 1..8)) {
        let folder = folder();
        let mut store = with_observations(&folder, &[]);
        let (mut model, mut kept_from_us, mut newest) = (Model::new(), i64::MIN, None);
        for event in events {
            match event {
                Event::Append(all) => {
                    let readings: Vec<Reading> = all.iter().map(|&(at, value, quality)| flagged("p1", at, value, quality)).collect();
                    let appended = store.append_readings(&[], &readings).expect("written");
                    let is_new = |one: &&(i64, f64, Quality)| one.0 >= kept_from_us;
                    prop_assert_eq!(appended.observation_count, all.iter().filter(is_new).count() as u64);
                    prop_assert!(appended.too_old_count <= all.len() as u64 - appended.observation_count);
                    model.extend(all.iter().filter(is_new).map(|&(at, value, quality)| (at, (value, quality))));
                    newest = model.iter().rfind(|(_, (_, quality))| quality.counts()).map(|(at, one)| (*at, one.0));
                }
                Event::Prune(before_us, rows) => {
                    let before_us_hour = before_us.div_euclid(HOUR_US) * HOUR_US;
                    let goes = model.range(kept_from_us.min(before_us_hour)..before_us_hour).count() as u64;
                    let pruned = store.prune_by(&FeedId::new("gent"), time(before_us), rows, |_| true).expect("pruned");
                    prop_assert_eq!(pruned, Pruned { deleted_count: goes, is_complete: true });
                    kept_from_us = if goes > 0 { before_us_hour } else { kept_from_us };
                }
            }
            let [hours, days, months] = expected(&model);
            prop_assert_eq!(stored(&store, "rollup_hours"), hours);
            prop_assert_eq!(stored(&store, "rollup_days"), days);
            prop_assert_eq!(stored(&store, "rollup_months"), months);
            let kept: Vec<(i64, f64)> = model.range(kept_from_us..).map(|(at, one)| (*at, one.0)).collect();
            prop_assert_eq!(everything(&store), kept);
            let latest = store.load().expect("read").sensors[0].datastreams[0].latest;
            let counted = latest.filter(|one| one.quality.counts());
            prop_assert_eq!(counted.map(|one| (one.time.as_microsecond(), one.value)), newest);
            prop_assert_eq!(store.check().expect("a check"), Vec::<String>::new());
        }
        let before = stored(&store, "rollup_months");
        store.transaction(crate::store::refresh::rebuild_all).expect("rebuilt");
        prop_assert_eq!(stored(&store, "rollup_months"), before, "one pass over everything gives the same");
        prop_assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    }
}
