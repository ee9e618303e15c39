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

/// A height to be marked with a dashed line over the whole width: a threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Where.
    pub y: f64,
    /// What it is.
    pub text: String,
}

/// A reading that does not count, drawn as a cross.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// When.
    pub x: f64,
    /// Its value; `None` = it has none, and stands at the foot of the chart.
    pub y: Option<f64>,
    /// The value and why it does not count, in words.
    pub said: String,
}

/// A band between two heights that goes along with a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Colour, pale.
    pub colour: Color32,
    /// Least and greatest by position; `None` is a gap.
    pub edges: Vec<(f64, Option<(f64, f64)>)>,
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
    /// Marked heights.
    pub levels: Vec<Level>,
    /// Readings that don't count.
    pub flags: Vec<Flag>,
    /// Bands behind the lines.
    pub areas: Vec<Area>,
    /// A word across the whole chart: "simulated". Empty = none.
    pub watermark: String,
    /// Fixed room on the left and on the right, in points, for charts that share an axis: their lines are cut at the
    /// edges, and their names stand elsewhere.
    pub margins: Option<(f32, f32)>,
    /// How far a dot may lie from a position to be said there; 0 = not at all.
    pub tolerance: f64,
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
                let after = line.dots.partition_point(|dot| dot.x < x);
                let around = [Some(after), after.checked_sub(1)].into_iter().flatten();
                let near = around.filter_map(|index| line.dots.get(index));
                let dot = near.min_by(|a, b| (a.x - x).abs().total_cmp(&(b.x - x).abs()))?;
                ((dot.x - x).abs() <= self.tolerance).then_some((line.colour, line.name.as_str(), dot))
            })
            .collect();
        let value = |dot: &Dot| dot.y.unwrap_or(f64::NEG_INFINITY);
        said.sort_by(|a, b| value(b.2).total_cmp(&value(a.2)));
        said
    }
}

impl Chart {
    /// The readings that don't count at one position.
    pub fn flags_at(&self, x: f64) -> impl Iterator<Item = &Flag> {
        let first = self.flags.partition_point(|flag| flag.x < x - self.tolerance);
        let near = self.flags.get(first..).unwrap_or_default();
        near.iter().take_while(move |flag| flag.x <= x + self.tolerance)
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
    fn a_dot_is_said_where_it_is_near_enough() {
        let dot = |x: f64| Dot { x, y: Some(x), said: x.to_string(), is_uncertain: false };
        let line = Line { name: String::new(), colour: Color32::BLACK, dots: vec![dot(10.0), dot(20.0)] };
        let flags = vec![Flag { x: 14.0, y: None, said: "missing".to_owned() }];
        let chart = Chart { lines: vec![line], flags, tolerance: 3.0, ..Chart::default() };
        let said = |x: f64| chart.said_at(x).first().map(|(_, _, dot)| dot.said.clone());
        assert_eq!(said(12.0).as_deref(), Some("10"));
        assert_eq!(said(17.5).as_deref(), Some("20"));
        assert_eq!(said(15.0), None);
        assert_eq!((chart.flags_at(12.0).count(), chart.flags_at(18.0).count()), (1, 0));
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
