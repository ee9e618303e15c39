//! Indicators with their values by municipality and year, as the data sets give them (codes of their vintage).

use std::collections::BTreeMap;

use crate::model::period::Year;
use crate::model::{Indicator, IndicatorGap, IndicatorId, IndicatorValue, Nis, ValueStatus};

/// The values of one indicator: code of the data set's vintage → year → value and status.
pub type ValuesByPlace = BTreeMap<Nis, BTreeMap<Year, (f64, ValueStatus)>>;

/// Definitions, values and gaps.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    definitions: Vec<Indicator>,
    values: BTreeMap<IndicatorId, ValuesByPlace>,
    gaps: Vec<IndicatorGap>,
}

impl Indicators {
    /// Arranges the values by place and year.
    pub fn new(
        definitions: Vec<Indicator>,
        values: BTreeMap<IndicatorId, Vec<IndicatorValue>>,
        gaps: Vec<IndicatorGap>,
    ) -> Self {
        let values = values.into_iter().map(|(id, rows)| (id, by_place(&rows))).collect();
        Self { definitions, values, gaps }
    }

    /// All definitions in display order.
    pub fn definitions(&self) -> &[Indicator] {
        &self.definitions
    }

    /// The definition with this identifier.
    pub fn definition(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.definitions.iter().find(|definition| definition.id == *id)
    }

    /// The values that the data sets give for it; none for a ratio, which is computed in `query::series`.
    pub fn values(&self, id: &IndicatorId) -> Option<&ValuesByPlace> {
        self.values.get(id)
    }

    /// Why some years have no figures.
    pub fn gaps(&self) -> &[IndicatorGap] {
        &self.gaps
    }

    /// The indicator that the map shows at first.
    pub fn default_choropleth(&self) -> Option<&Indicator> {
        self.definitions.iter().find(|definition| definition.is_default_choropleth).or_else(|| self.definitions.first())
    }
}

fn by_place(rows: &[IndicatorValue]) -> ValuesByPlace {
    let mut places = ValuesByPlace::new();
    for row in rows {
        places.entry(row.nis).or_default().insert(row.year, (row.value, row.status));
    }
    places
}
