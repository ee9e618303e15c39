//! The table of an indicator's series: in which order its years stand, and what a series comes to.
//! May use: `workspace`, `model`.

use std::cmp::Ordering;

use super::series::{Series, SeriesPlace};
use crate::model::period::Year;
use crate::workspace::{IndicatorColumn, SortKey};

/// What the years of a series come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Years with a figure.
    pub count: usize,
    /// The least figure and its year, the first of several.
    pub least: (f64, Year),
    /// The greatest figure and its year, the first of several.
    pub greatest: (f64, Year),
    /// Sum by count, each year of equal weight.
    pub mean: f64,
}

/// The column that a series is.
pub const fn column(series: &Series) -> IndicatorColumn {
    match series.place {
        SeriesPlace::Municipality(nis) => IndicatorColumn::Municipality(nis),
        SeriesPlace::Region(_) | SeriesPlace::Flanders => IndicatorColumn::Whole,
    }
}

/// Positions of the years, most significant key first; a year without a figure comes last either way, and years that tie
/// stay in time. Keys of columns that are not there don't count.
pub fn order(series: &[Series], sort: &[SortKey<IndicatorColumn>]) -> Vec<usize> {
    let points = series.first().map(|one| one.points.as_slice()).unwrap_or_default();
    let mut order: Vec<usize> = (0..points.len()).collect();
    let value = |key: &SortKey<IndicatorColumn>, position: usize| match key.column {
        IndicatorColumn::Year => points.get(position).map(|point| f64::from(point.year)),
        wanted => series.iter().find(|one| column(one) == wanted)?.points.get(position)?.value,
    };
    let by_key = |key: &SortKey<IndicatorColumn>, a: usize, b: usize| match (value(key, a), value(key, b)) {
        (Some(a), Some(b)) if key.is_descending => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    order.sort_by(|a, b| {
        sort.iter().map(|key| by_key(key, *a, *b)).find(|found| found.is_ne()).unwrap_or_else(|| a.cmp(b))
    });
    order
}

/// What a series comes to; `None` without any figure.
pub fn summary(series: &Series) -> Option<Summary> {
    let known: Vec<(f64, Year)> = series.points.iter().filter_map(|point| Some((point.value?, point.year))).collect();
    let first = *known.first()?;
    let (mut least, mut greatest, mut sum) = (first, first, 0.0);
    for one in &known {
        least = if one.0 < least.0 { *one } else { least };
        greatest = if one.0 > greatest.0 { *one } else { greatest };
        sum += one.0;
    }
    Some(Summary { count: known.len(), least, greatest, mean: sum / known.len() as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Nis, ValueStatus};
    use crate::query::series::Point;

    fn series(nis: u32, values: &[Option<f64>]) -> Series {
        let point = |(index, value): (usize, &Option<f64>)| Point {
            year: 2010 + index as Year,
            value: *value,
            status: ValueStatus::Final,
            merged_from: Vec::new(),
        };
        Series {
            place: SeriesPlace::Municipality(Nis::try_from(nis).unwrap()),
            points: values.iter().enumerate().map(point).collect(),
            gaps: Vec::new(),
            mergers: Vec::new(),
        }
    }

    #[test]
    fn a_missing_year_is_last_either_way_and_a_second_key_breaks_ties() {
        let (gent, deinze) = (44_021, 44_083);
        let all = [
            series(gent, &[Some(2.0), None, Some(1.0), Some(2.0)]),
            series(deinze, &[Some(9.0), Some(1.0), None, Some(3.0)]),
        ];
        let key = |nis: u32, is_descending| SortKey {
            column: IndicatorColumn::Municipality(Nis::try_from(nis).unwrap()),
            is_descending,
        };
        assert_eq!(order(&all, &[]), [0, 1, 2, 3]);
        assert_eq!(order(&all, &[SortKey { column: IndicatorColumn::Year, is_descending: true }]), [3, 2, 1, 0]);
        assert_eq!(order(&all, &[key(gent, false)]), [2, 0, 3, 1]);
        assert_eq!(order(&all, &[key(gent, true)]), [0, 3, 2, 1]);
        assert_eq!(order(&all, &[key(gent, true), key(deinze, false)]), [3, 0, 2, 1]);
        assert_eq!(order(&all, &[key(11_001, true)]), [0, 1, 2, 3], "a place that is not shown");
    }

    #[test]
    fn what_is_missing_is_no_zero_in_a_summary() {
        let one = series(44_021, &[Some(4.0), None, Some(1.0), Some(4.0)]);
        let found = summary(&one).unwrap();
        assert_eq!(found, Summary { count: 3, least: (1.0, 2012), greatest: (4.0, 2010), mean: 3.0 });
        assert_eq!(summary(&series(44_021, &[None])), None);
    }
}
