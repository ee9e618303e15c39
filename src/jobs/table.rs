//! Tables of figures on their way into the workspace: where they are read from, and what is shown before anything is
//! written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use crate::formats::indicator_table::plan::FlemishSum;
pub use crate::formats::indicator_table::{
    ColumnMapping, IndicatorDraft, IndicatorPlan, LeftOut, Mapping, Plan, Problem, RatioDraft, Role, SourceDraft,
    TableError,
};
use crate::model::period::Year;
use crate::model::{IndicatorId, IndicatorValue, Nis, Rejected};
use crate::query::figures::Figures;
use crate::text::Text;
use crate::workspace::{Borders, Indicators, Municipalities};

/// Where a table is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableOrigin {
    /// A file: CSV, TSV, XLSX, ODS, or an OData answer that was saved.
    File(PathBuf),
    /// A collection of an OData service.
    OData {
        /// Its address.
        url: String,
        /// Name of its key in the keyring or the environment.
        secret: Option<String>,
    },
}

impl TableOrigin {
    /// Name for messages and sources: the file's without its folder, or the host and path of an address without what
    /// follows, which may hold a key.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => file_name(path),
            Self::OData { url, .. } => {
                let plain = url.split(['?', '#']).next().unwrap_or_default();
                plain.split_once("://").map_or(plain, |(_, rest)| rest).to_owned()
            }
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A table that was read, with the mapping that was given or is proposed, and what it would change.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSeen {
    /// Where it is from.
    pub origin: TableOrigin,
    /// Names of the sheets that hold a table; one without a name for a text file.
    pub sheets: Vec<String>,
    /// Those of them that the workbook does not show.
    pub hidden: Vec<String>,
    /// The mapping.
    pub mapping: Mapping,
    /// Headers of all columns.
    pub headers: Vec<String>,
    /// Row numbers and cells of the first rows.
    pub grid: Vec<(u64, Vec<String>)>,
    /// Rows of the sheet that are not blank.
    pub row_count: u64,
    /// What the mapping gives; why it gives nothing.
    pub preview: Result<TablePreview, TableError>,
}

/// What would be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TablePreview {
    /// What changes.
    pub plan: Plan,
    /// Rows that were left out.
    pub left_out: LeftOut,
    /// Figures that the table says are missing.
    pub missing_count: u64,
    /// Refused rows and cells; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// Codes that were chosen for names that more than one code bore.
    pub chosen: Vec<Nis>,
    /// Figures that are kept and can't be shown in today's borders, in order of indicator, municipality and year.
    pub unshown: Vec<Unshown>,
}

/// Figures of parts of a merged municipality, another part of which has none: there is no sum to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshown {
    /// Indicator.
    pub indicator: IndicatorId,
    /// Municipality of today.
    pub place: Nis,
    /// Year.
    pub year: Year,
    /// The part without a figure, code of any vintage.
    pub missing: Nis,
    /// Figures of the table that wait for it.
    pub count: u64,
}

impl Unshown {
    /// Those of an import: `after` are the figures as they would be, `coming` those of the table by indicator.
    pub fn of(after: &Indicators, municipalities: &Municipalities, coming: &ComingFigures) -> Vec<Self> {
        let figures = Figures::new(after, municipalities, Borders::Today);
        let mut unshown = Vec::new();
        for (indicator, values) in coming {
            let mut waiting: BTreeMap<(Nis, Year), u64> = BTreeMap::new();
            for row in values {
                *waiting.entry((municipalities.timeline().today(row.nis), row.year)).or_default() += 1;
            }
            unshown.extend(waiting.into_iter().filter_map(|((place, year), count)| {
                let missing = figures.missing_part(indicator, place, year)?;
                Some(Self { indicator: indicator.clone(), place, year, missing, count })
            }));
        }
        unshown
    }
}

/// The sentence about figures that can't be shown, with the municipalities and what they lack; `None` where there are
/// none.
pub fn unshown_words(text: &Text, municipalities: &Municipalities, unshown: &[Unshown]) -> Option<String> {
    /// Municipalities that are named.
    const NAMED: usize = 12;
    let mut years: BTreeMap<(Nis, Nis), BTreeSet<Year>> = BTreeMap::new();
    for one in unshown {
        years.entry((one.place, one.missing)).or_default().insert(one.year);
    }
    let place = |((place, missing), years): (&(Nis, Nis), &BTreeSet<Year>)| {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        let arguments = [
            ("place", municipalities.name(*place).into()),
            ("missing", municipalities.name_then(*missing).into()),
            ("years", years.join(", ").into()),
        ];
        text.with("import-unshown-place", &arguments)
    };
    let mut places: Vec<String> = years.iter().take(NAMED).map(place).collect();
    places.extend((years.len() > NAMED).then(|| "…".to_owned()));
    let count = unshown.iter().map(|one| one.count).sum::<u64>();
    let n = i64::try_from(count).unwrap_or(i64::MAX);
    let arguments = [("n", n.into()), ("count", text.integer(n).into()), ("places", places.join("; ").into())];
    (n > 0).then(|| text.with("import-unshown", &arguments))
}

/// Figures of a table, by indicator.
pub type ComingFigures = BTreeMap<IndicatorId, Vec<IndicatorValue>>;

/// What an import of figures did.
#[derive(Clone, Debug, PartialEq)]
pub struct TableImported {
    /// What it was.
    pub preview: Arc<TablePreview>,
    /// The change, to be made in memory too; `None` = it was a dry run.
    pub change: Option<TableChange>,
}

/// A change and the one that takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct TableChange {
    /// The change.
    pub forth: Arc<crate::model::IndicatorPatch>,
    /// What takes it back.
    pub back: Arc<crate::model::IndicatorPatch>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_neither_folder_nor_key() {
        assert_eq!(TableOrigin::File("/home/me/x.csv".into()).name(), "x.csv");
        let url = "https://provincies.incijfers.be/jiveservices/odata/Variables?apikey=hush".to_owned();
        let name = TableOrigin::OData { url, secret: None }.name();
        assert_eq!(name, "provincies.incijfers.be/jiveservices/odata/Variables");
    }
}
