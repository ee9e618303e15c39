//! How the figures of a group of municipalities are spread. May use: `model`.

use crate::model::Nis;

/// Figures of a group, with their quartiles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// Figures with their municipality, ascending, of equal ones by code.
    pub values: Vec<(Nis, f64)>,
    /// Least, first quartile, median, third quartile, greatest; `None` of nothing.
    pub quartiles: Option<Quartiles>,
}

/// Five numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// Least.
    pub min: f64,
    /// A quarter lies under it.
    pub q1: f64,
    /// Half lies under it.
    pub median: f64,
    /// Three quarters lie under it.
    pub q3: f64,
    /// Greatest.
    pub max: f64,
}

impl Spread {
    /// The spread of these figures; those that are not finite are left out.
    pub fn new(values: impl IntoIterator<Item = (Nis, f64)>) -> Self {
        let mut values: Vec<(Nis, f64)> = values.into_iter().filter(|(_, value)| value.is_finite()).collect();
        values.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let sorted: Vec<f64> = values.iter().map(|(_, value)| *value).collect();
        let at = |part| quantile(&sorted, part);
        let quartiles =
            (|| Some(Quartiles { min: at(0.0)?, q1: at(0.25)?, median: at(0.5)?, q3: at(0.75)?, max: at(1.0)? }))();
        Self { values, quartiles }
    }

    /// How many figures.
    pub const fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// The value that `part` (0 to 1) of the sorted values lie under, between two values by straight line: type 7 of
/// R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), which
/// spreadsheets and R use. `None` of nothing.
pub fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = part.clamp(0.0, 1.0) * last as f64;
    let (low, high) = (*sorted.get(place.floor() as usize)?, *sorted.get(place.ceil() as usize)?);
    Some((high - low).mul_add(place.fract(), low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nis(number: u32) -> Nis {
        Nis::try_from(number).unwrap()
    }

    #[test]
    fn quartiles_are_those_of_spreadsheets() {
        let spread = Spread::new([4.0, 1.0, 2.0, 3.0].map(|value| (nis(11_000 + value as u32), value)));
        let quartiles = spread.quartiles.unwrap();
        assert_eq!((quartiles.min, quartiles.q1, quartiles.median), (1.0, 1.75, 2.5));
        assert_eq!((quartiles.q3, quartiles.max), (3.25, 4.0));
        assert_eq!(spread.values.first(), Some(&(nis(11_001), 1.0)));
    }

    #[test]
    fn nothing_has_no_quartiles_and_one_value_is_all_five() {
        assert_eq!(Spread::new([]).quartiles, None);
        let quartiles = Spread::new([(nis(11_001), 7.0), (nis(11_002), f64::NAN)]).quartiles.unwrap();
        assert_eq!((quartiles.min, quartiles.median, quartiles.max), (7.0, 7.0, 7.0));
    }
}
