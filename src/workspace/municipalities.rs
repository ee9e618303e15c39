//! Municipalities with look-up by code and by any name they have or had.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

pub use crate::model::fold::{fold, fold_with_positions};
use crate::model::{
    Arrondissement, Boundary, BoundaryAccuracy, Language, Localized, MergerTimeline, Municipality, Nis,
};

/// The municipalities of today, their mergers and names.
#[derive(Clone, Debug, Default)]
pub struct Municipalities {
    rows: Vec<Municipality>,
    by_nis: HashMap<Nis, usize>,
    names: BTreeMap<String, Vec<Nis>>,
    aliases: Vec<(Arc<str>, Nis)>,
    arrondissements: BTreeMap<u8, Localized>,
    timeline: MergerTimeline,
    /// By position in `rows`: codes that share a stretch of boundary, made when first asked for.
    neighbours: Arc<OnceLock<Vec<Vec<Nis>>>>,
}

impl Municipalities {
    /// Orders by code and indexes every name.
    pub fn new(
        mut rows: Vec<Municipality>,
        arrondissements: BTreeMap<u8, Localized>,
        aliases: Vec<(Arc<str>, Nis)>,
        timeline: MergerTimeline,
    ) -> Self {
        rows.sort_by_key(|row| row.nis);
        let by_nis = rows.iter().enumerate().map(|(index, row)| (row.nis, index)).collect();
        let mut names: BTreeMap<String, Vec<Nis>> = BTreeMap::new();
        let mut add = |name: &str, nis: Nis| {
            let found = names.entry(fold(name)).or_default();
            if !found.contains(&nis) {
                found.push(nis);
            }
        };
        for row in &rows {
            add(&row.name, row.nis);
            row.name_fr.iter().chain(&row.name_de).for_each(|name| add(name, row.nis));
        }
        for merger in timeline.mergers() {
            add(&merger.old_name, timeline.today(merger.old));
        }
        for (alias, nis) in &aliases {
            add(alias, timeline.today(*nis));
        }
        Self { rows, by_nis, names, aliases, arrondissements, timeline, neighbours: Arc::default() }
    }

    /// All, ordered by code.
    pub fn rows(&self) -> &[Municipality] {
        &self.rows
    }

    /// The one with this code of today.
    pub fn get(&self, nis: Nis) -> Option<&Municipality> {
        self.by_nis.get(&nis).and_then(|&index| self.rows.get(index))
    }

    /// Position in [`Self::rows`] of the one with this code of today.
    pub fn position(&self, nis: Nis) -> Option<usize> {
        self.by_nis.get(&nis).copied()
    }

    /// Metres between the nearest two label points, as the crow flies; `None` where either side has no known one.
    pub fn nearest_m(&self, some: &[Nis], others: &[Nis]) -> Option<f64> {
        let at = |nis: &Nis| self.get(*nis).map(|town| town.label_point);
        let to_others =
            |one: crate::model::LonLat| others.iter().filter_map(at).map(move |other| one.distance_m(other));
        some.iter().filter_map(at).flat_map(to_others).min_by(f64::total_cmp)
    }

    /// Its name, or the code where it is not known.
    pub fn name(&self, nis: Nis) -> String {
        self.get(nis).map_or_else(|| nis.to_string(), |row| row.name.to_string())
    }

    /// Codes of today for a name (any language, old ones too; case and accents aside), a code of any vintage or a postal
    /// code, which several may share. A current official name wins over former ones.
    pub fn find(&self, text: &str) -> Vec<Nis> {
        if let Ok(nis) = text.trim().parse::<Nis>() {
            let today = self.timeline.today(nis);
            return self.get(today).map(|row| row.nis).into_iter().collect();
        }
        if let Some(postal) = postal_code(text) {
            return self.rows.iter().filter(|row| row.postal_codes.contains(&postal)).map(|row| row.nis).collect();
        }
        let folded = fold(text);
        let exact: Vec<Nis> = self.rows.iter().filter(|row| fold(&row.name) == folded).map(|row| row.nis).collect();
        if exact.is_empty() { self.names.get(&folded).cloned().unwrap_or_default() } else { exact }
    }

    /// Other names with their code of today.
    pub fn aliases(&self) -> &[(Arc<str>, Nis)] {
        &self.aliases
    }

    /// Names of arrondissements by two-digit code.
    pub const fn arrondissements(&self) -> &BTreeMap<u8, Localized> {
        &self.arrondissements
    }

    /// The name of an arrondissement; its code where it has none.
    pub fn arrondissement_name(&self, arrondissement: Arrondissement, language: Language) -> String {
        let name = self.arrondissements.get(&arrondissement.0);
        name.map_or_else(|| arrondissement.0.to_string(), |name| name.get(language).to_owned())
    }

    /// The mergers.
    pub const fn timeline(&self) -> &MergerTimeline {
        &self.timeline
    }

    /// Whether any boundary is approximate.
    pub fn has_approximate_boundaries(&self) -> bool {
        self.rows
            .iter()
            .filter_map(|row| row.boundary.as_ref())
            .any(|boundary| boundary.accuracy == BoundaryAccuracy::Approximate)
    }

    /// Codes of the municipalities that share a stretch of boundary with this one, sorted.
    pub fn neighbours(&self, nis: Nis) -> &[Nis] {
        let all = self.neighbours.get_or_init(|| super::neighbours::all(&self.rows));
        self.position(nis).and_then(|position| all.get(position)).map_or(&[], Vec::as_slice)
    }

    /// The same with other boundaries; codes that are not known are left alone.
    #[must_use]
    pub fn with_boundaries(&self, boundaries: Vec<(Nis, Arc<Boundary>)>) -> Self {
        let mut changed = self.clone();
        changed.neighbours = Arc::default();
        for (nis, boundary) in boundaries {
            if let Some(row) = self.position(nis).and_then(|index| changed.rows.get_mut(index)) {
                row.boundary = Some(boundary);
            }
        }
        changed
    }
}
/// The postal code that a text is: four digits, with or without the country before it ("B-9000").
fn postal_code(text: &str) -> Option<u16> {
    let plain = text.trim();
    let plain = plain.strip_prefix("BE-").or_else(|| plain.strip_prefix("B-")).unwrap_or(plain);
    let is_one = plain.len() == 4 && plain.bytes().all(|byte| byte.is_ascii_digit());
    plain.parse().ok().filter(|_| is_one)
}
