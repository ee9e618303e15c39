//! Indicators: figures by municipality and year, and what they mean.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dimension::{Dimension, keyed_enum};
use super::ids::{IndicatorId, Nis};
use super::localized::Localized;
use super::period::Year;

keyed_enum!(
    /// What a higher figure means.
    Direction {
        /// Higher is better.
        HigherBetter = "higher_better",
        /// Lower is better.
        LowerBetter = "lower_better",
        /// Neither.
        Neutral = "neutral",
    }
);

keyed_enum!(
    /// How certain a value is.
    ValueStatus {
        /// Final.
        Final = "final",
        /// May still be revised by its producer.
        Provisional = "provisional",
        /// Estimated.
        Estimated = "estimated",
    }
);

keyed_enum!(
    /// Of which year the municipality codes of a table are. Mergers change codes: a table may hold the codes of each
    /// of its years, or figures that its producer carried to later borders.
    #[derive(Default)]
    NisVintage {
        /// Not known: told for each year and date of mergers from the codes that occur.
        #[default]
        Detect = "detect",
        /// Each year has the codes of its 1 January.
        OfTheYear = "of_the_year",
        /// Earlier years are carried to the borders of 1 January 2019; later ones have the codes of their 1 January.
        Carried2019 = "2019",
        /// Earlier years are carried to the borders of 1 January 2025; later ones have the codes of their 1 January.
        Carried2025 = "2025",
    }
);

/// How the figure of a whole follows from the figures of its parts, over mergers and regions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Aggregation {
    /// Added up.
    Sum,
    /// Recomputed as `factor × numerator ÷ denominator` of the same place and year, or missing.
    Ratio {
        /// Indicator above the line.
        numerator: IndicatorId,
        /// Indicator below the line; `area_ha` is the constant area.
        denominator: IndicatorId,
        /// Factor, 100 for a percentage.
        factor: f64,
    },
}

/// What an indicator is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Identifier.
    pub id: IndicatorId,
    /// Short name.
    pub name: Localized,
    /// Definition in words.
    pub definition: Localized,
    /// Unit as data writes it ("inhabitants", "%", "EUR", "inhabitants/km²").
    pub unit: Arc<str>,
    /// Decimals to show.
    pub decimals: u8,
    /// Dimension it says something of.
    pub dimension: Option<Dimension>,
    /// What a higher figure means.
    pub direction: Direction,
    /// How parts make a whole.
    pub aggregation: Aggregation,
    /// Data set of the values ([`super::Source::id`]); for a ratio empty: its parts have theirs.
    pub table: Arc<str>,
    /// Moment within the year ("1 January", "year", "Q4").
    pub reference: Arc<str>,
    /// First year whose values are provisional.
    pub provisional_from: Option<Year>,
    /// Remark on the status of values.
    pub status_note: Localized,
    /// Producer.
    pub source: Arc<str>,
    /// The figure that the map shows at first.
    pub is_default_choropleth: bool,
    /// Fixed lower bounds of the classes, ascending, where the indicator has customary ones.
    pub class_breaks: Box<[f64]>,
    /// Of which year the codes of its table are.
    pub vintage: NisVintage,
}

impl Indicator {
    /// The producer's short name: what stands before the first bracket, comma or semicolon of its source.
    pub fn producer(&self) -> &str {
        self.source.split(['(', ',', ';']).next().unwrap_or_default().trim()
    }
}

/// One figure. A missing figure is not there: it is never a zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorValue {
    /// Municipality, code of the data set's own vintage.
    pub nis: Nis,
    /// Year.
    pub year: Year,
    /// The figure in the indicator's unit; finite.
    pub value: f64,
    /// How certain it is.
    pub status: ValueStatus,
}

/// Why a data set has no figures for some years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorGap {
    /// Data set.
    pub table: Arc<str>,
    /// First year without figures.
    pub from: Year,
    /// Last year without figures, inclusive.
    pub until: Year,
    /// Why.
    pub reason: Localized,
}
