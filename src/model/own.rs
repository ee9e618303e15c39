//! What a user of a workspace defines: lists of municipalities, ratios of two figures, and remarks on projects.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::figure_ref::FigureRef;
use super::ids::Nis;
use super::remark::Remarks;

/// A list of municipalities that the user made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnList {
    /// Identifier, unique among the lists of a workspace.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Codes of today, sorted, each once.
    pub members: Vec<Nis>,
}

/// A ratio of two figures that the user defined: `factor × numerator ÷ denominator` of the same municipality and year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnRatio {
    /// Identifier, unique among the ratios of a workspace.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Above the line; no ratio of the user's own.
    pub numerator: FigureRef,
    /// Below the line; no ratio of the user's own.
    pub denominator: FigureRef,
    /// Factor, 100 for a percentage.
    pub factor: f64,
    /// Unit as the user wrote it.
    pub unit: Arc<str>,
    /// Decimals to show.
    pub decimals: u8,
}

/// Everything that the user defined in a workspace. It is small, and is stored and undone as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// Lists in the order in which they were made.
    pub lists: Vec<OwnList>,
    /// Ratios in the order in which they were made.
    pub ratios: Vec<OwnRatio>,
    /// Notes, tags, corrections and projects made by hand.
    #[serde(default)]
    pub remarks: Remarks,
}

impl Own {
    /// The list with this identifier.
    pub fn list(&self, id: &str) -> Option<&OwnList> {
        self.lists.iter().find(|list| &*list.id == id)
    }

    /// The ratio with this identifier.
    pub fn ratio(&self, id: &str) -> Option<&OwnRatio> {
        self.ratios.iter().find(|ratio| &*ratio.id == id)
    }

    /// The same with this list, in the place of one with its identifier.
    #[must_use]
    pub fn with_list(&self, list: OwnList) -> Self {
        let mut own = self.clone();
        match own.lists.iter_mut().find(|known| known.id == list.id) {
            Some(known) => *known = list,
            None => own.lists.push(list),
        }
        own
    }

    /// The same with this ratio, in the place of one with its identifier.
    #[must_use]
    pub fn with_ratio(&self, ratio: OwnRatio) -> Self {
        let mut own = self.clone();
        match own.ratios.iter_mut().find(|known| known.id == ratio.id) {
            Some(known) => *known = ratio,
            None => own.ratios.push(ratio),
        }
        own
    }

    /// The same without the list and the ratio of this identifier.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        let mut own = self.clone();
        own.lists.retain(|list| &*list.id != id);
        own.ratios.retain(|ratio| &*ratio.id != id);
        own
    }

    /// An identifier that no list and no ratio has: the name in plain letters, with a number where it is taken.
    pub fn free_id(&self, name: &str) -> Arc<str> {
        let plain: String =
            super::fold::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let base = plain.trim_matches('-');
        let base = if base.is_empty() { "own" } else { base };
        let is_taken = |id: &str| self.list(id).is_some() || self.ratio(id).is_some();
        let mut id = base.to_owned();
        let mut number = 1_u32;
        while is_taken(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        id.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_a_free_identifier() {
        let list = |id: &str| OwnList { id: id.into(), name: "x".into(), members: Vec::new() };
        let own = Own::default().with_list(list("leie-en-schelde"));
        assert_eq!(&*own.free_id("Leie en Schelde"), "leie-en-schelde-2");
        assert_eq!(&*own.free_id("Één"), "een");
        assert_eq!(&*own.free_id("!"), "own");
        assert_eq!(own.with_list(list("leie-en-schelde")).lists.len(), 1);
        assert!(own.without("leie-en-schelde").lists.is_empty());
    }
}
