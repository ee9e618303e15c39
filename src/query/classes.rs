//! Classes of a choropleth.

use crate::model::{IndicatorId, Nis, ValueStatus};
use crate::query::series;
use crate::workspace::{ClassMethod, Indicators, MapView, Municipalities};

/// A coloured map of one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Choropleth {
    /// The figure.
    pub indicator: IndicatorId,
    /// Its year.
    pub year: i16,
    /// Years that could be chosen, ascending.
    pub years: Vec<i16>,
    /// Lower bounds of the classes, ascending; a value belongs to the last class whose bound it reaches. The top
    /// class is open ("≥ 1500").
    pub bounds: Vec<f64>,
    /// Value and class of each municipality with a figure, ordered by code.
    pub values: Vec<(Nis, f64, u8)>,
    /// How many municipalities have no figure in that year.
    pub missing_count: u32,
    /// The bounds were made by this method (quantiles where customary ones were asked for and there are none).
    pub method: ClassMethod,
    /// Whether any figure of that year is provisional.
    pub is_provisional: bool,
}

/// The choropleth that the view asks for; `None` where it is off or there is no indicator with figures. A year
/// without figures is replaced by the newest that has some.
pub fn run(indicators: &Indicators, municipalities: &Municipalities, view: &MapView) -> Option<Choropleth> {
    if !(view.has_choropleth && view.show_municipalities) {
        return None;
    }
    let asked = view.indicator.as_ref().and_then(|id| indicators.definition(id));
    let definition = asked.or_else(|| indicators.default_choropleth())?;
    let years = series::years(indicators, &definition.id);
    let year = view.year.filter(|year| years.contains(year)).or_else(|| years.last().copied())?;
    let figures = series::year_figures(indicators, municipalities, &definition.id, year);
    let values: Vec<f64> = figures.iter().map(|(_, figure)| figure.value).collect();
    let (bounds, method) = class_bounds(&definition.class_breaks, &values, view);
    Some(Choropleth {
        indicator: definition.id.clone(),
        year,
        years,
        values: figures.iter().map(|(nis, figure)| (*nis, figure.value, class_of(&bounds, figure.value))).collect(),
        missing_count: u32::try_from(municipalities.rows().len() - figures.len()).unwrap_or(u32::MAX),
        is_provisional: figures.iter().any(|(_, figure)| figure.status == ValueStatus::Provisional),
        bounds,
        method,
    })
}

/// Lower bounds of the classes that the view asks for, and the method that made them: the customary ones of the figure
/// where those are asked for and it has some, else quantiles in their place.
pub fn class_bounds(customary: &[f64], values: &[f64], view: &MapView) -> (Vec<f64>, ClassMethod) {
    match view.class_method {
        ClassMethod::Customary if !customary.is_empty() => (customary.to_vec(), ClassMethod::Customary),
        asked => {
            let method = if asked == ClassMethod::Customary { ClassMethod::Quantile } else { asked };
            (bounds(values, usize::from(view.class_count), method), method)
        }
    }
}

/// The last class whose lower bound the value reaches; the first for a value below all.
pub fn class_of(bounds: &[f64], value: f64) -> u8 {
    let reached = bounds.iter().filter(|bound| value >= **bound).count();
    u8::try_from(reached.saturating_sub(1)).unwrap_or(u8::MAX)
}

/// Lower bounds of at most `count` classes for the values, by the method (customary counts as quantiles here):
/// ascending, each once, so fewer where values tie. Values that are not finite are left out.
pub fn bounds(values: &[f64], count: usize, method: ClassMethod) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.is_empty() || count == 0 {
        return Vec::new();
    }
    let mut bounds = match method {
        ClassMethod::Customary | ClassMethod::Quantile => quantiles(&sorted, count),
        ClassMethod::EqualInterval => equal_intervals(&sorted, count),
        ClassMethod::NaturalBreaks => natural_breaks(&sorted, count),
    };
    bounds.dedup();
    bounds
}

fn quantiles(sorted: &[f64], count: usize) -> Vec<f64> {
    (0..count).filter_map(|class| sorted.get(class * sorted.len() / count).copied()).collect()
}

fn equal_intervals(sorted: &[f64], count: usize) -> Vec<f64> {
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    let width = (greatest - least) / count as f64;
    (0..count).map(|class| width.mul_add(class as f64, least)).collect()
}

/// Fisher's exact grouping (W. D. Fisher, "On grouping for maximum homogeneity", 1958, which Jenks applied to
/// maps): the classes with the least sum of squared deviations from their means, by dynamic programming over the
/// distinct values, which never split ties.
fn natural_breaks(sorted: &[f64], count: usize) -> Vec<f64> {
    let groups = Groups::new(sorted);
    let size = groups.values.len();
    let count = count.min(size);
    // cost[end]: least cost of the first `end` distinct values in the classes so far.
    let mut cost: Vec<f64> = (0..=size).map(|end| groups.deviation(0, end)).collect();
    let mut starts: Vec<Vec<usize>> = vec![vec![0; size + 1]];
    for class in 1..count {
        let mut best = vec![f64::INFINITY; size + 1];
        let mut best_start = vec![class; size + 1];
        for end in class + 1..=size {
            for start in class..end {
                let sum = cost.get(start).copied().unwrap_or(f64::INFINITY) + groups.deviation(start, end);
                if best.get(end).is_some_and(|least| sum < *least) {
                    best[end] = sum;
                    best_start[end] = start;
                }
            }
        }
        cost = best;
        starts.push(best_start);
    }
    let mut end = size;
    let mut bounds: Vec<f64> = Vec::with_capacity(count);
    for class_starts in starts.iter().rev() {
        end = class_starts.get(end).copied().unwrap_or_default();
        bounds.extend(groups.values.get(end));
    }
    bounds.reverse();
    bounds
}

/// Distinct values with running sums of counts, values and squares (about the mean, for accuracy).
struct Groups {
    values: Vec<f64>,
    sums: Vec<(f64, f64, f64)>,
}

impl Groups {
    fn new(sorted: &[f64]) -> Self {
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        let mut groups = Self { values: Vec::new(), sums: vec![(0.0, 0.0, 0.0)] };
        let mut sum = (0.0, 0.0, 0.0);
        for tied in sorted.chunk_by(|a, b| a == b) {
            let (Some(&value), weight) = (tied.first(), tied.len() as f64) else { continue };
            let centred = value - mean;
            sum = (sum.0 + weight, weight.mul_add(centred, sum.1), (weight * centred).mul_add(centred, sum.2));
            groups.values.push(value);
            groups.sums.push(sum);
        }
        groups
    }

    /// Sum of squared deviations of the distinct values `start..end` from their mean.
    fn deviation(&self, start: usize, end: usize) -> f64 {
        let (Some(low), Some(high)) = (self.sums.get(start), self.sums.get(end)) else {
            return f64::INFINITY;
        };
        let (weight, sum, squares) = (high.0 - low.0, high.1 - low.1, high.2 - low.2);
        if weight > 0.0 { (squares - sum * sum / weight).max(0.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_hold_as_many_each_and_ties_give_fewer_classes() {
        let values: Vec<f64> = (0..10).map(f64::from).collect();
        assert_eq!(bounds(&values, 5, ClassMethod::Quantile), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(bounds(&[1.0, 1.0, 1.0, 1.0, 7.0], 5, ClassMethod::Quantile), [1.0, 7.0]);
        assert_eq!(bounds(&[3.0, 3.0], 4, ClassMethod::EqualInterval), [3.0]);
        assert_eq!(bounds(&[], 4, ClassMethod::Quantile), [] as [f64; 0]);
        assert_eq!(bounds(&[f64::NAN, 1.0], 4, ClassMethod::NaturalBreaks), [1.0]);
    }

    #[test]
    fn equal_intervals_split_the_range() {
        assert_eq!(bounds(&[0.0, 1.0, 100.0], 4, ClassMethod::EqualInterval), [0.0, 25.0, 50.0, 75.0]);
    }

    #[test]
    fn natural_breaks_find_the_clusters() {
        let values = [10.0, 11.0, 12.0, 50.0, 51.0, 52.0, 200.0, 201.0];
        assert_eq!(bounds(&values, 3, ClassMethod::NaturalBreaks), [10.0, 50.0, 200.0]);
        assert_eq!(bounds(&[5.0, 5.0, 9.0], 5, ClassMethod::NaturalBreaks), [5.0, 9.0]);
    }

    #[test]
    fn class_is_the_last_reached() {
        let bounds = [0.0, 200.0, 400.0];
        assert_eq!([-1.0, 0.0, 199.9, 200.0, 9_999.0].map(|value| class_of(&bounds, value)), [0, 0, 0, 1, 2]);
    }
}
