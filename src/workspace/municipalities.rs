//! Municipalities with look-up by code and by any name they have or had.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

pub use crate::model::fold::{fold, fold_with_positions};
use crate::model::town_words::{plain_number, postal_code, province, qualified, spellings};
use crate::model::{
    Arrondissement, Boundary, BoundaryAccuracy, Language, Localized, MergerTimeline, Municipality, Nis,
};

/// The municipalities of today, their mergers and names.
#[derive(Clone, Debug, Default)]
pub struct Municipalities {
    rows: Vec<Municipality>,
    by_nis: HashMap<Nis, usize>,
    /// Names folded, those that win first: of today, of municipalities until they merged, of parts and other names.
    names: [BTreeMap<String, Vec<Nis>>; 3],
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
        let mut names: [BTreeMap<String, Vec<Nis>>; 3] = Default::default();
        let [current, former, others] = &mut names;
        let add = |names: &mut BTreeMap<String, Vec<Nis>>, name: &str, nis: Nis| {
            let found = names.entry(fold(name)).or_default();
            if !found.contains(&nis) {
                found.push(nis);
            }
        };
        for row in &rows {
            add(current, &row.name, row.nis);
            row.name_fr.iter().chain(&row.name_de).for_each(|name| add(others, name, row.nis));
        }
        for merger in timeline.mergers() {
            add(former, &merger.old_name, timeline.today(merger.old));
        }
        for (alias, nis) in &aliases {
            add(others, alias, timeline.today(*nis));
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

    /// The name that a code of any vintage had: its own before it vanished, else that of today.
    pub fn name_then(&self, nis: Nis) -> String {
        let former = self.timeline.mergers().iter().find(|merger| merger.old == nis && merger.new != nis);
        former.map_or_else(|| self.name(nis), |merger| merger.old_name.to_string())
    }

    /// Codes of today for a name (any language, old ones too; case and accents aside), a code of any vintage or a postal
    /// code, which several may share; also as spreadsheets and letters write them ("44021.0", "B-9000 Gent", "Stad Gent",
    /// "St.-Niklaas"). A name of today wins over one of a municipality that merged, and that over those of parts.
    pub fn find(&self, text: &str) -> Vec<Nis> {
        let text = text.trim();
        let plain = plain_number(text);
        if let Ok(nis) = plain.parse::<Nis>() {
            return self.of_code(nis);
        }
        if let Some(postal) = postal_code(&plain) {
            return self.of_postal(postal);
        }
        let named = self.of_name(&fold(text));
        if !named.is_empty() {
            return named;
        }
        self.of_two(text).unwrap_or_else(|| {
            let spelled = self.of_spelled(text);
            if spelled.is_empty() { self.of_qualified(text) } else { spelled }
        })
    }

    fn of_spelled(&self, text: &str) -> Vec<Nis> {
        let spellings = spellings(&fold(text)).into_iter();
        spellings.map(|name| self.of_name(&name)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// A name with its province ("Aalst (Oost-Vlaanderen)"), one of a part with its municipality ("Halle (Zoersel)"), or the
    /// same in two languages ("Ronse/Renaix"). Nothing where the words contradict each other or say something else.
    fn of_qualified(&self, text: &str) -> Vec<Nis> {
        let Some((name, beside)) = qualified(text) else { return Vec::new() };
        let named = self.of_spelled(name);
        if let Some(province) = province(beside) {
            let lies_there = |nis: &Nis| self.get(*nis).is_some_and(|row| row.province == province);
            let there: Vec<Nis> = named.iter().copied().filter(lies_there).collect();
            if !there.is_empty() {
                return there;
            }
        }
        let other = self.of_spelled(beside);
        let is_part = text.ends_with(')') && !named.is_empty() && other.len() == 1;
        if is_part || named == other { other } else { Vec::new() }
    }

    fn of_code(&self, nis: Nis) -> Vec<Nis> {
        self.get(self.timeline.today(nis)).map(|row| row.nis).into_iter().collect()
    }

    fn of_postal(&self, postal: u16) -> Vec<Nis> {
        self.rows.iter().filter(|row| row.postal_codes.contains(&postal)).map(|row| row.nis).collect()
    }

    fn of_name(&self, folded: &str) -> Vec<Nis> {
        self.names.iter().find_map(|names| names.get(folded)).cloned().unwrap_or_default()
    }

    /// A code beside a name: "9000 Gent", "B-9000 Gent", "Gent (44021)". Where they agree it is that municipality; where
    /// they don't, either may be meant; a name that is not known is one of a part.
    fn of_two(&self, text: &str) -> Option<Vec<Nis>> {
        let of_letter = || text.split_once(char::is_whitespace).filter(|(code, _)| postal_code(code).is_some());
        let of_brackets = || {
            let (name, code) = text.strip_suffix(')')?.rsplit_once('(')?;
            code.trim().bytes().all(|byte| byte.is_ascii_digit()).then_some((code, name))
        };
        let (code, name) = of_letter().or_else(of_brackets)?;
        let (by_code, by_name) = (self.find(code), self.find(name));
        let both: Vec<Nis> = by_name.iter().copied().filter(|nis| by_code.contains(nis)).collect();
        let either = || by_code.iter().chain(&by_name).copied().collect();
        Some(if both.is_empty() { either() } else { both })
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

#[cfg(test)]
#[path = "municipalities_tests.rs"]
mod tests;
