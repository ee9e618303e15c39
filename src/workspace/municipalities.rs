//! Municipalities with look-up by code and by any name they have or had.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use crate::model::fold::fold;
use crate::model::{Boundary, BoundaryAccuracy, Localized, MergerTimeline, Municipality, Nis};

/// The municipalities of today, their mergers and names.
#[derive(Clone, Debug, Default)]
pub struct Municipalities {
    rows: Vec<Municipality>,
    by_nis: HashMap<Nis, usize>,
    names: BTreeMap<String, Vec<Nis>>,
    aliases: Vec<(Arc<str>, Nis)>,
    arrondissements: BTreeMap<u8, Localized>,
    timeline: MergerTimeline,
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
        Self { rows, by_nis, names, aliases, arrondissements, timeline }
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

    /// Its name, or the code where it is not known.
    pub fn name(&self, nis: Nis) -> String {
        self.get(nis).map_or_else(|| nis.to_string(), |row| row.name.to_string())
    }

    /// Codes of today for a name (any language, old ones too; case and accents aside) or a code of any vintage.
    /// A current official name wins over former ones.
    pub fn find(&self, text: &str) -> Vec<Nis> {
        if let Ok(nis) = text.trim().parse::<Nis>() {
            let today = self.timeline.today(nis);
            return self.get(today).map(|row| row.nis).into_iter().collect();
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

    /// The same with other boundaries; codes that are not known are left alone.
    #[must_use]
    pub fn with_boundaries(&self, boundaries: Vec<(Nis, Arc<Boundary>)>) -> Self {
        let mut changed = self.clone();
        for (nis, boundary) in boundaries {
            if let Some(row) = self.position(nis).and_then(|index| changed.rows.get_mut(index)) {
                row.boundary = Some(boundary);
            }
        }
        changed
    }
}
<<<<<<< HEAD

/// Lower case without accents, punctuation as spaces, single spaces: how names and search texts are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_onto(&mut folded, character);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// As [`fold`], with the position in `text` of the character that each byte of the result was made from.
pub fn fold_with_positions(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut positions = Vec::with_capacity(text.len());
    for (position, character) in text.char_indices() {
        fold_onto(&mut folded, character);
        positions.resize(folded.len(), position);
    }
    folded.truncate(folded.trim_end().len());
    positions.truncate(folded.len());
    (folded, positions)
}

fn fold_onto(folded: &mut String, character: char) {
    for lower in character.to_lowercase() {
        match plain_letter(lower) {
            Some(letters) => folded.push_str(letters),
            None if lower.is_alphanumeric() => folded.push(lower),
            None if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            None => {}
        }
    }
}

/// The unaccented letters for an accented one of the languages of the data.
const fn plain_letter(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        '\u{300}'..='\u{36f}' | '\'' | '’' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folding_ignores_case_accents_and_punctuation() {
        assert_eq!(fold("  Sint-Niklaas "), "sint niklaas");
        assert_eq!(fold("Liège / Lüttich"), "liege luttich");
        assert_eq!(fold("'s-Gravenvoeren"), "s gravenvoeren");
        assert_eq!(fold("e\u{301}cole"), "ecole");
    }
}
=======
>>>>>>> 777f6ec (Read projects from CSV and GeoJSON, and write tables as both)
