//! Indicators with their values by municipality and year, as the data sets give them (codes of their vintage).

use std::collections::BTreeMap;

use crate::model::period::Year;
use crate::model::{
    Indicator, IndicatorGap, IndicatorId, IndicatorImport, IndicatorPatch, IndicatorRevision, IndicatorValue, Nis,
    ValueStatus,
};

/// The values of one indicator: code of the data set's vintage → year → value and status.
pub type ValuesByPlace = BTreeMap<Nis, BTreeMap<Year, (f64, ValueStatus)>>;

/// Definitions, values and gaps.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    definitions: Vec<Indicator>,
    values: BTreeMap<IndicatorId, ValuesByPlace>,
    gaps: Vec<IndicatorGap>,
    revisions: BTreeMap<(IndicatorId, Nis, Year), Vec<IndicatorRevision>>,
    imports: Vec<IndicatorImport>,
}

impl Indicators {
    /// Arranges the values by place and year.
    pub fn new(
        definitions: Vec<Indicator>,
        values: BTreeMap<IndicatorId, Vec<IndicatorValue>>,
        gaps: Vec<IndicatorGap>,
    ) -> Self {
        let values = values.into_iter().map(|(id, rows)| (id, by_place(&rows))).collect();
        Self { definitions, values, gaps, ..Self::default() }
    }

    /// The same with what imports changed before.
    #[must_use]
    pub fn with_history(mut self, revisions: &[IndicatorRevision], imports: Vec<IndicatorImport>) -> Self {
        self.add_revisions(revisions);
        self.imports = imports;
        self
    }

    fn add_revisions(&mut self, revisions: &[IndicatorRevision]) {
        for row in revisions {
            self.revisions.entry((row.indicator.clone(), row.nis, row.year)).or_default().push(row.clone());
        }
    }

    /// Takes in an import, or what takes one back.
    pub fn change(&mut self, patch: &IndicatorPatch) {
        for row in &patch.put {
            match self.definitions.iter_mut().find(|known| known.id == row.id) {
                Some(known) => *known = row.clone(),
                None => self.definitions.push(row.clone()),
            }
        }
        self.definitions.retain(|known| !patch.remove.contains(&known.id));
        for change in &patch.values {
            let places = self.values.entry(change.indicator.clone()).or_default();
            let years = places.entry(change.nis).or_default();
            match change.value {
                Some(value) => drop(years.insert(change.year, value)),
                None => drop(years.remove(&change.year)),
            }
            if years.is_empty() {
                places.remove(&change.nis);
            }
        }
        self.values.retain(|_, places| !places.is_empty());
        self.add_revisions(&patch.revisions);
        self.imports.extend(patch.import.clone());
        if let Some(undone) = &patch.undone {
            self.imports.retain(|import| import.id != *undone);
            self.revisions.retain(|_, rows| {
                rows.retain(|row| row.replaced_by != *undone);
                !rows.is_empty()
            });
        }
    }

    /// What a figure was before imports revised it, oldest first.
    pub fn revisions(&self, id: &IndicatorId, nis: Nis, year: Year) -> &[IndicatorRevision] {
        self.revisions.get(&(id.clone(), nis, year)).map_or(&[], Vec::as_slice)
    }

    /// All figures that were revised, by indicator, code and year.
    pub fn all_revisions(&self) -> impl Iterator<Item = &IndicatorRevision> {
        self.revisions.values().flatten()
    }

    /// Imports of figures, oldest first.
    pub fn imports(&self) -> &[IndicatorImport] {
        &self.imports
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
