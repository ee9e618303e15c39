//! A figure of a municipality before and after a project, beside the same of its peers.
//!
//! Before are the whole years (months) that end before the project's period starts, after are those that begin once it
//! has ended; those of the project itself are left out. A running project has no after, one of unknown period nothing.
//! The peers' series is the mean of those that have every figure which is used; the difference of the two differences is
//! made from the gap between municipality and peers, step by step. How sure each difference is: `difference.rs`.
//! What all this can't prove is told as cautions. May use: `query`, `workspace`, `model`, `text`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::difference::{At, mean, paired, welch};
pub use super::difference::{Interval, NoInterval};
use super::values::Values;
use crate::model::dimension::keyed_enum;
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef};
use crate::model::period::{Extent, Year};
use crate::model::{Aggregation, Nis, ObservedProperty, Project};
use crate::query::sensor_hours::Averaging;
use crate::text::Text;
use crate::workspace::Borders;

/// Fewer values than this on a side are called few.
const FEW: u32 = 5;
/// Share of the days of a month that must have data: the 75 % of Directive 2008/50/EC, annex XI, for means.
pub const LEAST_DAYS: f64 = 0.75;
/// An autocorrelation from here on is told.
const TOLD_AUTOCORRELATION: f64 = 0.05;

keyed_enum!(
    /// How time is counted.
    Step {
        /// Years.
        Year = "year",
        /// Calendar months (UTC).
        Month = "month",
    }
);

keyed_enum!(
    /// Why nothing can be computed.
    Refusal {
        /// The project's period is not known.
        PeriodUnknown = "period_unknown",
        /// No figure of the municipality lies before the project.
        NothingBefore = "nothing_before",
        /// The mean before is zero: no change in per cent.
        ZeroBefore = "zero_before",
    }
);

keyed_enum!(
    /// What must be said beside a result: what it can't prove, and what it was made with.
    Caution {
        /// Anything else that happened in those years.
        OtherCauses = "other_causes",
        /// What rose before the project is no merit of it.
        Trend = "trend",
        /// Projects of an inventory that is a sample, chosen by the reader.
        Sample = "sample",
        /// Other peers give another result.
        Peers = "peers",
        /// Fewer than five values on a side.
        Few = "few",
        /// The project goes on: there is no after.
        Running = "running",
        /// No figure after its end.
        NothingAfter = "nothing_after",
        /// No peer has all the figures.
        NoPeers = "no_peers",
        /// Values that follow each other are alike: they count for less.
        Autocorrelation = "autocorrelation",
        /// Each calendar month counts as often before as after.
        Seasons = "seasons",
        /// In per cent of the mean before, which counts as exact.
        Relative = "relative",
    }
);

impl Refusal {
    /// The key of the text that tells it.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::PeriodUnknown => "compare-before-refused-period",
            Self::NothingBefore => "compare-before-refused-nothing",
            Self::ZeroBefore => "compare-before-refused-zero",
        }
    }
}

impl Caution {
    /// Whether it tells how the result was made; else it tells what the result can't prove.
    pub const fn is_of_making(self) -> bool {
        matches!(self, Self::Autocorrelation | Self::Seasons | Self::Relative)
    }

    /// It in words; `peers` is what the group is called within a sentence.
    pub fn words(self, peers: &str, text: &Text) -> String {
        match self {
            Self::Peers => text.with("compare-before-caution-peers", &[("peers", peers.into())]),
            other => text.word("compare-before-caution", other.key()),
        }
    }
}

/// A series: value by number of the step, ascending. A missing value is not there.
pub type Series = Vec<(i32, f64)>;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Years or months.
    pub step: Step,
    /// The project's period.
    pub extent: Extent,
    /// The municipality's series.
    pub own: &'a [(i32, f64)],
    /// The peers' series, the municipality itself not among them.
    pub peers: &'a [(Nis, Series)],
    /// Whether each series is in per cent of its own mean before: for amounts that grow with the municipality.
    pub is_relative: bool,
}

/// One side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Side {
    /// Values that went in.
    pub count: u32,
    /// Their mean; `None` of nothing.
    pub mean: Option<f64>,
    /// First step.
    pub first: Option<i32>,
    /// Last step.
    pub last: Option<i32>,
}

/// A mean before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Before.
    pub before: Side,
    /// After.
    pub after: Side,
    /// After less before.
    pub difference: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// Why there is none.
    pub no_interval: Option<NoInterval>,
}

/// The peers taken together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeerChange {
    /// Those with every figure that is used.
    pub members: Vec<Nis>,
    /// Those without.
    pub left_out: Vec<Nis>,
    /// Their mean at every step at which all of them have a value; in the unit of the result.
    pub series: Series,
    /// Before and after.
    pub change: Change,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Years or months.
    pub step: Step,
    /// First step of the project.
    pub from: i32,
    /// First step after it; `None` while it goes on.
    pub until: Option<i32>,
    /// Whether values are in per cent of their mean before.
    pub is_relative: bool,
    /// The municipality's series, in the unit of the result.
    pub series: Series,
    /// The municipality.
    pub own: Change,
    /// Its peers; `None` where none has all the figures.
    pub peers: Option<PeerChange>,
    /// The municipality's difference less the peers'.
    pub against: Option<Change>,
    /// What must be said beside it.
    pub cautions: Vec<Caution>,
}

/// The number of a month, as the steps of [`Step::Month`] are counted.
pub fn month(year: Year, month: i8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

/// Compares.
///
/// # Errors
/// Where nothing can be computed.
pub fn run(question: &Question<'_>) -> Result<Answer, Refusal> {
    let (from, until) = period(question.step, question.extent)?;
    let used = used(question, from, until);
    if used.before.is_empty() {
        return Err(Refusal::NothingBefore);
    }
    let in_unit = |series: &[At]| in_unit(series, &used, question.is_relative);
    let series = in_unit(question.own).ok_or(Refusal::ZeroBefore)?;
    let own = change(question.step, &series, &used);
    let (complete, left_out): (Vec<_>, Vec<_>) = question
        .peers
        .iter()
        .map(|(nis, series)| (*nis, used.is_in(series).then(|| in_unit(series)).flatten()))
        .partition(|(_, series)| series.is_some());
    let members: Vec<Nis> = complete.iter().map(|(nis, _)| *nis).collect();
    let peers = mean_series(&complete.into_iter().filter_map(|(_, series)| series).collect::<Vec<_>>());
    let against = peers.as_ref().map(|peers| change(question.step, &gap(&series, peers), &used));
    let peers = peers.map(|series| PeerChange {
        members,
        left_out: left_out.into_iter().map(|(nis, _)| nis).collect(),
        change: change(question.step, &series, &used),
        series,
    });
    let mut answer = Answer {
        step: question.step,
        from,
        until,
        is_relative: question.is_relative,
        series,
        own,
        peers,
        against,
        cautions: Vec::new(),
    };
    answer.cautions = cautions(&answer, !question.peers.is_empty());
    Ok(answer)
}

/// First step of the project, first step after it.
fn period(step: Step, extent: Extent) -> Result<(i32, Option<i32>), Refusal> {
    let first = |year: Year| if step == Step::Year { i32::from(year) } else { month(year, 1) };
    match extent {
        Extent::Closed(start, end) => Ok((first(start), Some(first(end.saturating_add(1))))),
        Extent::Open(start) => Ok((first(start), None)),
        Extent::Unknown => Err(Refusal::PeriodUnknown),
    }
}

/// The steps that go in, each in order of time; of months the same ones on both sides, pair by pair.
#[derive(Debug, Default)]
struct Used {
    before: Vec<i32>,
    after: Vec<i32>,
}

impl Used {
    fn is_in(&self, series: &[At]) -> bool {
        self.before.iter().chain(&self.after).all(|step| value(series, *step).is_some())
    }
}

fn used(question: &Question<'_>, from: i32, until: Option<i32>) -> Used {
    let steps = |wanted: &dyn Fn(i32) -> bool| -> Vec<i32> {
        question.own.iter().map(|(step, _)| *step).filter(|step| wanted(*step)).collect()
    };
    let before = steps(&|step| step < from);
    let after = steps(&|step| until.is_some_and(|until| step >= until));
    // Without an after there is nothing to pair: the mean before is of all months.
    if question.step == Step::Year || after.is_empty() {
        return Used { before, after };
    }
    let mut pairs: Vec<(i32, i32)> = Vec::new();
    for calendar in 0..12 {
        let of = |steps: &[i32]| -> Vec<i32> {
            steps.iter().copied().filter(|step| step.rem_euclid(12) == calendar).collect()
        };
        // Those nearest to the project on both sides, as many as both have.
        let (earlier, later) = (of(&before), of(&after));
        let count = earlier.len().min(later.len());
        pairs.extend(earlier.iter().copied().skip(earlier.len() - count).zip(later));
    }
    pairs.sort_unstable();
    Used { before: pairs.iter().map(|pair| pair.0).collect(), after: pairs.iter().map(|pair| pair.1).collect() }
}

fn value(series: &[At], step: i32) -> Option<f64> {
    series.binary_search_by_key(&step, |(at, _)| *at).ok().and_then(|index| series.get(index)).map(|(_, value)| *value)
}

fn at_steps(series: &[At], steps: &[i32]) -> Series {
    steps.iter().filter_map(|step| Some((*step, value(series, *step)?))).collect()
}

/// The series itself, or in per cent of its mean before; `None` where that is zero.
fn in_unit(series: &[At], used: &Used, is_relative: bool) -> Option<Series> {
    if !is_relative {
        return Some(series.to_vec());
    }
    let base = mean(&at_steps(series, &used.before)).filter(|base| *base != 0.0)?;
    Some(series.iter().map(|(step, value)| (*step, 100.0 * value / base)).collect())
}

/// The mean of series at the steps that all have; `None` of nothing.
fn mean_series(all: &[Series]) -> Option<Series> {
    let (first, _) = all.split_first()?;
    let at = |step: i32| all.iter().map(|series| value(series, step)).collect::<Option<Vec<f64>>>();
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    Some(first.iter().filter_map(|(step, _)| Some((*step, mean(at(*step)?)))).collect())
}

fn gap(own: &[At], peers: &[At]) -> Series {
    own.iter().filter_map(|(step, own)| Some((*step, own - value(peers, *step)?))).collect()
}

fn change(step: Step, series: &[At], used: &Used) -> Change {
    let (before, after) = (at_steps(series, &used.before), at_steps(series, &used.after));
    let side = |values: &[At]| Side {
        count: values.len() as u32,
        mean: mean(values),
        first: values.iter().map(|(step, _)| *step).min(),
        last: values.iter().map(|(step, _)| *step).max(),
    };
    let found = match step {
        _ if after.is_empty() => Err(NoInterval::NoDifference),
        Step::Year => welch(&before, &after),
        Step::Month => {
            let pairs = before.iter().zip(&after);
            paired(&pairs.map(|((step, before), (_, after))| (*step, after - before)).collect::<Vec<_>>())
        }
    };
    let (before, after) = (side(&before), side(&after));
    Change {
        before,
        after,
        difference: after.mean.zip(before.mean).map(|(after, before)| after - before),
        interval: found.ok(),
        no_interval: found.err(),
    }
}

fn cautions(answer: &Answer, has_peers: bool) -> Vec<Caution> {
    let changes = [Some(&answer.own), answer.peers.as_ref().map(|peers| &peers.change), answer.against.as_ref()];
    let intervals = || changes.into_iter().flatten().filter_map(|change| change.interval);
    let has_after = answer.own.after.count > 0;
    let told = [
        (Caution::Running, answer.until.is_none()),
        (Caution::NothingAfter, answer.until.is_some() && !has_after),
        (Caution::Few, has_after && answer.own.before.count.min(answer.own.after.count) < FEW),
        (Caution::NoPeers, has_peers && answer.peers.is_none()),
        (Caution::OtherCauses, has_after),
        (Caution::Trend, has_after),
        (Caution::Sample, has_after),
        (Caution::Peers, answer.peers.is_some() && has_after),
        (Caution::Relative, answer.is_relative),
        (Caution::Seasons, answer.step == Step::Month && has_after),
        (Caution::Autocorrelation, intervals().any(|one| one.autocorrelation >= TOLD_AUTOCORRELATION)),
    ];
    told.into_iter().filter(|(_, is_told)| *is_told).map(|(caution, _)| caution).collect()
}

/// A yearly figure of a municipality before and after a project, in today's borders.
///
/// # Errors
/// Where nothing can be computed.
pub fn of_figure(
    values: &Values<'_>,
    figure: &FigureRef,
    own: Nis,
    peers: &[Nis],
    project: &Project,
) -> Result<Answer, Refusal> {
    let series = |nis: Nis| -> Series {
        let years = values.series(figure, nis, Borders::Today).into_iter();
        years.filter_map(|one| Some((i32::from(one.year), one.value.ok()?.value))).collect()
    };
    let peers: Vec<(Nis, Series)> = peers.iter().filter(|nis| **nis != own).map(|nis| (*nis, series(*nis))).collect();
    run(&Question {
        step: Step::Year,
        extent: project.period.extent(project.status),
        own: &series(own),
        peers: &peers,
        is_relative: is_relative(values, figure),
    })
}

/// Whether a figure can be looked at before and after a project: it has years and does not count projects itself.
pub fn can_ask(values: &Values<'_>, figure: &FigureRef) -> bool {
    let is_form = matches!(figure.form, FigureForm::Plain | FigureForm::PerInhabitant | FigureForm::PerSquareKilometre);
    is_form && matches!(figure.base, FigureBase::Indicator(_) | FigureBase::Own(_)) && values.years(figure).len() > 1
}

/// Whether the figure is an amount, which grows with the municipality and is compared in per cent.
fn is_relative(values: &Values<'_>, figure: &FigureRef) -> bool {
    let FigureBase::Indicator(id) = &figure.base else { return false };
    let definition = values.workspace().indicators.definition(id);
    figure.form == FigureForm::Plain && definition.is_some_and(|one| one.aggregation == Aggregation::Sum)
}

/// The months (UTC) of a municipality from the daily means of its datastreams of one property: a day is the mean of its
/// datastreams, each of the same weight, a month the mean of its days; sound levels by energy. A month counts where
/// [`LEAST_DAYS`] of its days have data. Empty for a property without a mean.
pub fn months(property: ObservedProperty, streams: &[Vec<(Timestamp, f64)>]) -> Series {
    let Some(averaging) = Averaging::of(property) else { return Series::new() };
    let mut days: BTreeMap<Date, Vec<f64>> = BTreeMap::new();
    for (start, mean) in streams.iter().flatten().filter(|(_, mean)| mean.is_finite()) {
        days.entry(TimeZone::UTC.to_datetime(*start).date()).or_default().push(*mean);
    }
    let mut months: BTreeMap<i32, (f64, Vec<f64>)> = BTreeMap::new();
    for (date, means) in days {
        let days = months.entry(month(date.year(), date.month())).or_default();
        days.0 = f64::from(date.days_in_month());
        days.1.extend(averaging.mean(&means));
    }
    let is_covered = |(length, days): &(f64, Vec<f64>)| days.len() as f64 >= LEAST_DAYS * length;
    months
        .into_iter()
        .filter(|(_, days)| is_covered(days))
        .filter_map(|(month, (_, days))| Some((month, averaging.mean(&days)?)))
        .collect()
}

#[cfg(test)]
#[path = "before_after_tests.rs"]
mod tests;
