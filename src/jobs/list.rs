//! Lists of projects on their way into the workspace: what is shown before anything is written.

use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::crs::Crs;
pub use crate::formats::placing::{Rows, Survey};
pub use crate::formats::project::words::Choices;
pub use crate::formats::project::{Notes, ProjectField};
pub use crate::formats::project_list::{
    LeftOut, ListError, ListPlan, PlannedChange, ProjectColumn, ProjectMapping, RowKey, WordUse,
};
use crate::model::Rejected;
use crate::text::Text;

/// The sentence about the hidden sheets that were not read; `read` is the name of the one that was.
pub fn hidden_words(text: &Text, hidden: &[String], read: Option<&str>) -> Option<String> {
    let unread: Vec<&str> = hidden.iter().map(String::as_str).filter(|name| Some(*name) != read).collect();
    let n = i64::try_from(unread.len()).unwrap_or(i64::MAX);
    let words = || text.with("import-sheets-hidden", &[("n", n.into()), ("names", unread.join(", ").into())]);
    (n > 0).then(words)
}

/// A list of projects that was read.
pub type ListSeen = Seen<ProjectMapping, ListPreview, ListError>;

/// A table that was read, with the mapping that was given or is proposed, and what it would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<M, P, E> {
    /// The file.
    pub path: PathBuf,
    /// Names of the sheets or layers; one without a name for a text file.
    pub sheets: Vec<String>,
    /// Those of them that the workbook does not show.
    pub hidden: Vec<String>,
    /// The mapping.
    pub mapping: M,
    /// Headers of all columns.
    pub headers: Vec<String>,
    /// Row numbers and cells of the first rows.
    pub grid: Vec<(u64, Vec<String>)>,
    /// Rows of the sheet that are not blank.
    pub row_count: u64,
    /// The format has the headers apart from the rows.
    pub has_own_headers: bool,
    /// Rows that have a shape of their own.
    pub shape_count: u64,
    /// What the mapping gives; why it gives nothing.
    pub preview: Result<Arc<P>, E>,
}

/// What would be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListPreview {
    /// What changes.
    pub plan: ListPlan,
    /// Rows that were left out.
    pub left_out: LeftOut,
    /// Refused rows; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// What was done beyond reading.
    pub notes: Notes,
    /// Words of the columns of choices, by column.
    pub words: Vec<Vec<WordUse>>,
    /// Rows with the key of an earlier one.
    pub doubles: u64,
    /// Projects that would be written over one with another title and another lead: most likely those of another list.
    pub strangers: u64,
    /// Projects without a municipality: they stand in the regional tray.
    pub regional: u64,
    /// Projects whose municipality was derived from their place.
    pub derived_towns: u64,
    /// What the places say together.
    pub survey: Survey,
}

impl ListPreview {
    /// What was left out or done beyond reading, each with the key of the text that tells it; what did not happen is
    /// left out.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let besides = [
            ("import-list-turned", self.notes.turned_axes),
            ("import-list-shapes", self.notes.points_of_shapes),
            ("import-list-shapes-unread", self.notes.unread_shapes),
            ("import-list-strangers", self.strangers),
            ("import-list-doubles", self.doubles),
            ("import-list-derived", self.derived_towns),
            ("import-list-regional", self.regional),
        ];
        self.left_out.told().chain(besides).filter(|(_, count)| *count > 0)
    }
}

/// What is to be told of rows that lie amiss, each with the key of the text that tells it; what did not happen is left
/// out.
pub fn told_places(survey: &Survey) -> impl Iterator<Item = (&'static str, &Rows)> {
    let all = [("import-places-outside", &survey.outside), ("import-places-elsewhere", &survey.elsewhere)];
    all.into_iter().filter(|(_, rows)| rows.count > 0)
}

/// How many rows something holds of, and the first of them.
pub fn rows_words(text: &Text, key: &str, rows: &Rows) -> String {
    let n = i64::try_from(rows.count).unwrap_or(i64::MAX);
    text.with(key, &[("n", n.into()), ("count", text.integer(n).into()), ("rows", rows.named().into())])
}

/// The name of a reference system.
pub fn system_words(text: &Text, system: Crs) -> String {
    text.word("import-list-crs", &format!("epsg-{}", system.epsg()))
}
