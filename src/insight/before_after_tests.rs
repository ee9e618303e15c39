//! Before and after on small series made by hand, and what must hold for any.

use proptest::prelude::*;

use super::*;

fn nis(number: u32) -> Nis {
    Nis::try_from(number).unwrap()
}

fn ask<'a>(step: Step, extent: Extent, own: &'a [At], peers: &'a [(Nis, Series)]) -> Question<'a> {
    Question { step, extent, own, peers, is_relative: false }
}

fn years(first: i32, values: &[f64]) -> Series {
    (first..).zip(values.iter().copied()).collect()
}

const PROJECT: Extent = Extent::Closed(2014, 2015);

#[test]
fn the_years_of_the_project_are_on_neither_side() {
    let own = years(2010, &[1.0, 2.0, 3.0, 2.0, 50.0, 60.0, 5.0, 6.0, 7.0]);
    let answer = run(&ask(Step::Year, PROJECT, &own, &[])).unwrap();
    assert_eq!((answer.from, answer.until), (2014, Some(2016)));
    let own = answer.own;
    assert_eq!((own.before.count, own.before.first, own.before.last), (4, Some(2010), Some(2013)));
    assert_eq!((own.after.count, own.after.mean), (3, Some(6.0)));
    assert_eq!(own.difference, Some(4.0));
    assert!(own.interval.is_some_and(|interval| interval.low > 0.0));
    assert!(answer.cautions.contains(&Caution::Few) && answer.cautions.contains(&Caution::OtherCauses));
    assert!(!answer.cautions.contains(&Caution::Peers));
}

#[test]
fn a_running_project_has_no_after_and_an_unknown_one_nothing() {
    let own = years(2010, &[1.0, 2.0, 3.0, 4.0, 5.0]);
    let answer = run(&ask(Step::Year, Extent::Open(2013), &own, &[])).unwrap();
    assert_eq!((answer.until, answer.own.after.count, answer.own.difference), (None, 0, None));
    assert_eq!(answer.own.no_interval, Some(NoInterval::NoDifference));
    assert_eq!(answer.cautions, [Caution::Running]);
    assert_eq!(run(&ask(Step::Year, Extent::Unknown, &own, &[])), Err(Refusal::PeriodUnknown));
    assert_eq!(run(&ask(Step::Year, Extent::Closed(2009, 2010), &own, &[])), Err(Refusal::NothingBefore));
    let ended = run(&ask(Step::Year, Extent::Closed(2013, 2020), &own, &[])).unwrap();
    assert_eq!(ended.cautions, [Caution::NothingAfter]);
}

#[test]
fn one_year_on_a_side_gives_a_difference_without_an_interval() {
    let own = years(2013, &[1.0, 9.0, 9.0, 4.0, 5.0]);
    let answer = run(&ask(Step::Year, PROJECT, &own, &[])).unwrap();
    assert_eq!(answer.own.difference, Some(3.5));
    assert_eq!((answer.own.interval, answer.own.no_interval), (None, Some(NoInterval::TooFew)));
}

#[test]
fn peers_without_a_figure_that_is_used_are_left_out_and_told() {
    let own = years(2010, &[10.0, 11.0, 10.0, 11.0, 0.0, 0.0, 15.0, 16.0]);
    let whole = years(2010, &[1.0, 2.0, 1.0, 2.0, 0.0, 0.0, 3.0, 4.0]);
    let mut gap_beside = whole.clone();
    gap_beside.retain(|(year, _)| *year != 2014);
    let mut gap_within = whole.clone();
    gap_within.retain(|(year, _)| *year != 2011);
    let peers = [(nis(11001), whole), (nis(11002), gap_within), (nis(11003), gap_beside)];
    let answer = run(&ask(Step::Year, PROJECT, &own, &peers)).unwrap();
    let found = answer.peers.unwrap();
    assert_eq!((found.members, found.left_out), (vec![nis(11001), nis(11003)], vec![nis(11002)]));
    assert_eq!(found.change.difference, Some(2.0));
    assert_eq!(answer.against.and_then(|change| change.difference), Some(3.0));
    assert_eq!(value(&found.series, 2014), None, "the year of the project where one of them has no figure");
    let none = run(&ask(Step::Year, PROJECT, &own, &peers[1..2])).unwrap();
    assert!(none.peers.is_none() && none.cautions.contains(&Caution::NoPeers));
}

#[test]
fn amounts_are_held_against_their_own_mean_before() {
    let own = years(2012, &[90.0, 110.0, 0.0, 0.0, 120.0, 130.0]);
    let peers = [(nis(11001), years(2012, &[900.0, 1_100.0, 0.0, 0.0, 1_050.0, 1_150.0]))];
    let question = Question { is_relative: true, ..ask(Step::Year, PROJECT, &own, &peers) };
    let answer = run(&question).unwrap();
    assert_eq!((answer.own.before.mean, answer.own.difference), (Some(100.0), Some(25.0)));
    let against = answer.against.and_then(|change| change.difference).unwrap();
    assert!((against - 15.0).abs() < 1e-9, "{against}");
    let zero = years(2012, &[0.0, 0.0, 0.0, 0.0, 1.0, 2.0]);
    assert_eq!(run(&Question { own: &zero, ..question }), Err(Refusal::ZeroBefore));
}

#[test]
fn each_calendar_month_counts_as_often_before_as_after() {
    // A season of ±10 around 20, a rise of 3 after the project; two years before, seven months after.
    let level = |step: i32| 20.0 + f64::from(step.rem_euclid(12)) + if step % 2 == 0 { 0.1 } else { -0.1 };
    let mut own: Series = (month(2012, 1)..month(2014, 1)).map(|step| (step, level(step))).collect();
    own.extend((month(2016, 1)..month(2016, 8)).map(|step| (step, level(step) + 3.0)));
    let answer = run(&ask(Step::Month, PROJECT, &own, &[])).unwrap();
    assert_eq!((answer.own.before.count, answer.own.after.count), (7, 7));
    assert_eq!(answer.own.before.first, Some(month(2013, 1)), "the year nearest to the project");
    assert!((answer.own.difference.unwrap() - 3.0).abs() < 1e-9);
    assert!(answer.cautions.contains(&Caution::Seasons));
}

#[test]
fn months_of_a_municipality_are_the_means_of_its_datastreams() {
    let first: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
    let day = |number: i64, value: f64| (first + jiff::SignedDuration::from_hours(24 * number), value);
    // January whole, February up to the 21st of 29 days: under three quarters.
    let streams = [(0..52).map(|at| day(at, 10.0)).collect(), (0..31).map(|at| day(at, 20.0)).collect()];
    let found = months(ObservedProperty::No2, &streams);
    assert_eq!(found, [(month(2020, 1), 15.0)]);
    let longer = [(0..53).map(|at| day(at, 10.0)).collect::<Vec<_>>()];
    assert_eq!(months(ObservedProperty::No2, &longer), [(month(2020, 1), 10.0), (month(2020, 2), 10.0)]);
    assert!(months(ObservedProperty::WindDirection, &streams).is_empty());
}

proptest! {
    #[test]
    fn the_difference_of_the_two_is_that_of_the_differences(
        own in prop::collection::vec(-100.0..100.0_f64, 12),
        peers in prop::collection::vec(prop::collection::vec(-100.0..100.0_f64, 12), 1..5),
        start in 2011_i16..2016,
        length in 0_i16..4,
    ) {
        let own = years(2010, &own);
        let peers: Vec<(Nis, Series)> =
            peers.iter().enumerate().map(|(index, one)| (nis(11_000 + index as u32), years(2010, one))).collect();
        let answer = run(&ask(Step::Year, Extent::Closed(start, start + length), &own, &peers)).unwrap();
        let peer = answer.peers.unwrap().change.difference.unwrap();
        let against = answer.against.unwrap().difference.unwrap();
        prop_assert!((answer.own.difference.unwrap() - peer - against).abs() < 1e-9);
        // Peers that go the same way leave nothing.
        let same = [(nis(11_001), own.iter().map(|(year, value)| (*year, value + 7.0)).collect::<Series>())];
        let answer = run(&ask(Step::Year, Extent::Closed(start, start + length), &own, &same)).unwrap();
        prop_assert!(answer.against.unwrap().difference.unwrap().abs() < 1e-9);
    }
}
