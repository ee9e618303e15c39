//! Widths of the columns of the figures' table: names, strip, a column for each municipality, rank.

/// Least and customary width of the names, in points.
const NAME: (f32, f32) = (126.0, 230.0);
/// Least width of the strip.
const STRIP: f32 = 76.0;
/// Width that a municipality gets where there is room.
const TOWN: f32 = 104.0;
/// Width of the rank.
const RANK: f32 = 46.0;

/// The widths, in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// Name and origin of the figure.
    pub name: f32,
    /// The dot strip.
    pub strip: f32,
    /// Each municipality.
    pub towns: Vec<f32>,
    /// Rank of the own one.
    pub rank: f32,
}

impl Columns {
    /// Shares out this width. `least` are the widths that the municipalities can't do without. Where even the least of
    /// all is too wide the table is wider than what it stands in.
    pub fn fit(width: f32, least: &[f32]) -> Self {
        let towns_least: f32 = least.iter().sum();
        let spare = (width - NAME.0 - STRIP - towns_least - RANK).max(0.0);
        let name = NAME.0 + (spare * 0.34).min(NAME.1 - NAME.0);
        let share = spare * 0.3 / least.len().max(1) as f32;
        let towns: Vec<f32> = least.iter().map(|one| one + share.min((TOWN - one).max(0.0))).collect();
        let strip = (width - name - towns.iter().sum::<f32>() - RANK).max(STRIP);
        Self { name, strip, towns, rank: RANK }
    }

    /// Of all of them.
    pub fn total(&self) -> f32 {
        self.name + self.strip + self.towns.iter().sum::<f32>() + self.rank
    }
}

/// Where a name may be broken: after a hyphen or at a space.
pub fn name_parts(name: &str) -> Vec<&str> {
    name.split_inclusive(['-', ' ']).map(str::trim_end).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_none_falls_below_its_least() {
        for (width, least) in [(658.0, vec![62.0; 6]), (1_300.0, vec![70.0; 3]), (900.0, vec![58.0])] {
            let columns = Columns::fit(width, &least);
            assert!((columns.total() - width).abs() < 0.1, "{width}: {columns:?}");
            assert!(columns.towns.iter().zip(&least).all(|(town, least)| town >= least));
        }
        assert!(Columns::fit(400.0, &[62.0; 6]).total() > 400.0, "too narrow: it scrolls");
    }

    #[test]
    fn long_names_break_at_their_hyphens() {
        assert_eq!(name_parts("Beveren-Kruibeke-Zwijndrecht"), ["Beveren-", "Kruibeke-", "Zwijndrecht"]);
        assert_eq!(name_parts("De Haan"), ["De", "Haan"]);
    }
}
