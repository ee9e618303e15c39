//! The series of one figure for some municipalities, with the middle of their peers and the mergers on the way.
//!
//! In borders of the time a municipality's former parts have series of their own beside it; the peers stay in today's
//! borders, since a group of then is not known. May use: `query`, `workspace`, `model`.

use super::spread::{Quartiles, Spread};
use super::values::{Missing, Values, YearValue};
use crate::model::Nis;
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::period::Year;
use crate::query::series::{MergerMark, SeriesPlace, merger_marks};
use crate::workspace::Borders;

/// Peers with a figure below which a middle half says nothing.
pub const LEAST_PEERS: usize = 4;

/// The series of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceSeries {
    /// The code, of today or of the time.
    pub nis: Nis,
    /// Position of the municipality of today among those asked for.
    pub position: usize,
    /// Every year from the first to the last with a figure for anybody.
    pub points: Vec<YearValue>,
}

/// The peers in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeerYear {
    /// The year.
    pub year: Year,
    /// Peers with a figure.
    pub count: usize,
    /// Their spread; `None` where fewer than [`LEAST_PEERS`] have a figure.
    pub quartiles: Option<Quartiles>,
}

/// Series side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct OverTime {
    /// Which figure.
    pub figure: FigureRef,
    /// In whose borders.
    pub borders: Borders,
    /// Series in the order asked for, former parts after their successor; without any figure they are left out, unless
    /// they are of today.
    pub series: Vec<PlaceSeries>,
    /// The peers by year.
    pub peers: Vec<PeerYear>,
    /// Mergers on the way to each municipality, by its position, within the years.
    pub mergers: Vec<(usize, MergerMark)>,
}

impl OverTime {
    /// Years in which any of the municipalities has a figure, ascending.
    pub fn years(&self) -> Vec<Year> {
        let known = self.series.iter().flat_map(|one| &one.points).filter(|point| point.value.is_ok());
        let mut years: Vec<Year> = known.map(|point| point.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// Why there is no figure in a year that nobody has one of: what the first says.
    pub fn reason(&self, year: Year) -> Option<&Missing> {
        let points = self.series.first()?.points.iter();
        points.filter(|point| point.year == year).find_map(|point| point.value.as_ref().err())
    }
}

/// Looks the series up. Projects and sensors know today's borders only.
pub fn run(
    values: &Values<'_>,
    figure: &FigureRef,
    municipalities: &[Nis],
    peers: &[Nis],
    borders: Borders,
) -> OverTime {
    let borders = if has_borders(figure) { borders } else { Borders::Today };
    let known = &values.workspace().municipalities;
    let mut series = Vec::new();
    for (position, today) in municipalities.iter().enumerate() {
        let codes = if borders == Borders::Today { Vec::new() } else { known.timeline().codes_of(*today) };
        let former = codes.into_iter().filter(|code| code != today);
        for nis in std::iter::once(*today).chain(former) {
            let points = values.series(figure, nis, borders);
            if nis == *today || points.iter().any(|point| point.value.is_ok()) {
                series.push(PlaceSeries { nis, position, points });
            }
        }
    }
    let mut found = OverTime {
        figure: figure.clone(),
        borders,
        series,
        peers: peer_years(values, figure, peers),
        mergers: Vec::new(),
    };
    if let [first, .., last] = found.years().as_slice() {
        for (position, nis) in municipalities.iter().enumerate().filter(|_| has_borders(figure)) {
            let marks = merger_marks(known, &SeriesPlace::Municipality(*nis), *first, *last);
            found.mergers.extend(marks.into_iter().map(|mark| (position, mark)));
        }
    }
    found
}

/// Whether a figure can be told in the borders of the time.
pub const fn has_borders(figure: &FigureRef) -> bool {
    matches!(figure.base, FigureBase::Indicator(_) | FigureBase::Own(_))
}

fn peer_years(values: &Values<'_>, figure: &FigureRef, peers: &[Nis]) -> Vec<PeerYear> {
    let series: Vec<(Nis, Vec<YearValue>)> =
        peers.iter().map(|nis| (*nis, values.series(figure, *nis, Borders::Today))).collect();
    let years = series.first().map(|(_, points)| points.iter().map(|point| point.year)).into_iter().flatten();
    years
        .enumerate()
        .map(|(index, year)| {
            let value = |points: &[YearValue]| points.get(index)?.value.as_ref().ok().map(|value| value.value);
            let spread = Spread::new(series.iter().filter_map(|(nis, points)| Some((*nis, value(points)?))));
            let count = spread.len();
            PeerYear { year, count, quartiles: spread.quartiles.filter(|_| count >= LEAST_PEERS) }
        })
        .collect()
}
