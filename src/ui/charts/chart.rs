//! What a line chart consists of.

use egui::Color32;

/// One axis: its range in the units of the data, and where it is labelled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// Least value shown.
    pub min: f64,
    /// Greatest value shown.
    pub max: f64,
    /// Positions with their text, ascending.
    pub ticks: Vec<(f64, String)>,
}

/// One point of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Where on the horizontal axis.
    pub x: f64,
    /// The value; `None` is missing and leaves a gap.
    pub y: Option<f64>,
    /// The value in words, or why there is none.
    pub said: String,
    /// Whether it may still change or is estimated: drawn hollow, the line to it dashed.
    pub is_uncertain: bool,
}

/// A line with the name that stands at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Name.
    pub name: String,
    /// Colour, readable as text on a panel.
    pub colour: Color32,
    /// Points in order of `x`.
    pub dots: Vec<Dot>,
}

/// A stretch of time over the whole height, with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Start, inclusive.
    pub from: f64,
    /// End, exclusive.
    pub until: f64,
    /// Name.
    pub name: String,
}

/// A stretch of time as a thin bar above the lines; bars of different rows overlap in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Row, 0 on top.
    pub row: usize,
    /// Start, inclusive.
    pub from: f64,
    /// End, exclusive.
    pub until: f64,
    /// Name and period, told on hover.
    pub name: String,
    /// Colour.
    pub colour: Color32,
}

/// A moment to be marked with a thin upright line.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// When.
    pub x: f64,
    /// What happened.
    pub text: String,
}

/// A stretch without values, with the reason to be written into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Start: the last value before.
    pub from: f64,
    /// End: the first value after.
    pub until: f64,
    /// Why.
    pub reason: String,
}

/// A line chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// Accessible name.
    pub name: String,
    /// Time.
    pub x: Axis,
    /// Values.
    pub y: Axis,
    /// Lines.
    pub lines: Vec<Line>,
    /// Bands behind the lines.
    pub bands: Vec<Band>,
    /// Thin bars above the lines.
    pub lanes: Vec<Lane>,
    /// Marked moments.
    pub marks: Vec<Mark>,
    /// Gaps with their reason.
    pub gaps: Vec<Gap>,
    /// How the horizontal position of a dot is said in the read-out ("2019", "14:32"), by dot.
    pub moments: Vec<(f64, String)>,
}

impl Chart {
    /// The position with values that is nearest to `x`.
    pub fn nearest(&self, x: f64) -> Option<f64> {
        let after = self.moments.partition_point(|(moment, _)| *moment < x);
        let around = [after.checked_sub(1), Some(after)].into_iter().flatten();
        around
            .filter_map(|index| self.moments.get(index))
            .map(|(moment, _)| *moment)
            .min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()))
    }

    /// Everything said at one position: colour, name and words of each line, greatest value first, missing ones last.
    pub fn said_at(&self, x: f64) -> Vec<(Color32, &str, &Dot)> {
        let mut said: Vec<(Color32, &str, &Dot)> = self
            .lines
            .iter()
            .filter_map(|line| {
                let index = line.dots.partition_point(|dot| dot.x < x);
                let dot = line.dots.get(index).filter(|dot| dot.x == x)?;
                Some((line.colour, line.name.as_str(), dot))
            })
            .collect();
        let value = |dot: &Dot| dot.y.unwrap_or(f64::NEG_INFINITY);
        said.sort_by(|a, b| value(b.2).total_cmp(&value(a.2)));
        said
    }
}

/// Puts stretches into as few rows as they need without overlapping; returns the row of each.
pub fn rows_of(stretches: &[(f64, f64)]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    stretches
        .iter()
        .map(|(from, until)| {
            if let Some(row) = ends.iter().position(|end| end <= from) {
                if let Some(end) = ends.get_mut(row) {
                    *end = *until;
                }
                row
            } else {
                ends.push(*until);
                ends.len() - 1
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_share_rows_where_they_do_not_overlap() {
        assert_eq!(rows_of(&[(2010.0, 2012.0), (2011.0, 2014.0), (2012.0, 2013.0)]), [0, 1, 0]);
    }

    #[test]
    fn the_nearest_position_is_found() {
        let moments = vec![(2009.0, String::new()), (2010.0, String::new()), (2014.0, String::new())];
        let chart = Chart { moments, ..Chart::default() };
        assert_eq!(chart.nearest(2009.4), Some(2009.0));
        assert_eq!(chart.nearest(2012.5), Some(2014.0));
        assert_eq!(chart.nearest(2050.0), Some(2014.0));
        assert_eq!(Chart::default().nearest(1.0), None);
    }
}
