//! What each column of a list of projects means: saved as JSON and used again for the next edition of the same list.
//!
//! Contract: a mapping read back equals the one that was written; a field that it does not know is refused, so that a
//! misspelt one is not passed over. May use: `formats::project`, `formats::sheet`, `model`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::formats::indicator_table::SourceDraft;
use crate::formats::mapping_file::{self, MappingError, VERSION};
use crate::formats::number::Decimal;
use crate::formats::placing::PlaceColumns;
use crate::formats::project::ProjectField;
use crate::formats::sheet::Row;
use crate::model::dimension::keyed_enum;
use crate::model::fold::fold;

keyed_enum!(
    /// What tells that a row is about a project that is known.
    #[derive(Default)]
    RowKey {
        /// Title and leading municipality, within this list.
        #[default]
        Title = "title",
        /// The list's own number or code.
        Number = "number",
        /// The identifier in the workspace, whatever list the project came from.
        Id = "id",
    }
);

/// What one column means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectColumn {
    /// Its header; where it has none, its position counts.
    #[serde(default)]
    pub header: String,
    /// The field that it holds; none = it is not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<ProjectField>,
    /// Words of the list by what they stand for: the key of a choice, or nothing for "leave empty".
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

/// What a list means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectMapping {
    /// Version of the format.
    pub regioscope_project_mapping: u32,
    /// Sheet or layer; the first with a table where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row number of the headers; 0 = there is none, or the format has them apart.
    pub header_row: u64,
    /// Columns in their order.
    pub columns: Vec<ProjectColumn>,
    /// Decimal sign of numbers that stand as text; found out where it is not said.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::formats::indicator_table::mapping::decimal_word"
    )]
    pub decimal: Option<Decimal>,
    /// Reference system of the coordinates, such as `EPSG:31370`; found out where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// What tells that a project is known.
    #[serde(default)]
    pub key: RowKey,
    /// Name of the list: a later edition under the same name brings its projects up to date.
    #[serde(default)]
    pub list: String,
    /// Where the list comes from.
    #[serde(default)]
    pub source: SourceDraft,
}

impl Default for ProjectMapping {
    fn default() -> Self {
        Self {
            regioscope_project_mapping: VERSION,
            sheet: None,
            header_row: 0,
            columns: Vec::new(),
            decimal: None,
            crs: None,
            key: RowKey::default(),
            list: String::new(),
            source: SourceDraft::default(),
        }
    }
}

impl ProjectMapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_json(bytes: &[u8]) -> Result<Self, MappingError> {
        mapping_file::from_json(bytes, "reason-mapping-of-projects", |mapping: &Self| {
            mapping.regioscope_project_mapping
        })
    }

    /// The mapping as a file.
    pub fn to_json(&self) -> Vec<u8> {
        mapping_file::to_json(self)
    }

    /// The column of a field, by position: the first of several.
    pub fn column_of(&self, field: ProjectField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    /// The columns that say where a row lies.
    pub fn place_columns(&self) -> PlaceColumns {
        use ProjectField as F;
        let pair = |first, second| self.column_of(first).zip(self.column_of(second));
        PlaceColumns {
            pairs: [pair(F::Lon, F::Lat), pair(F::X, F::Y)].into_iter().flatten().collect(),
            written: self.column_of(F::Place),
            towns: [F::LeadNis, F::LeadName, F::PostalCode].iter().filter_map(|field| self.column_of(*field)).collect(),
        }
    }

    /// Whether any column holds a field.
    pub fn has(&self, field: ProjectField) -> bool {
        self.column_of(field).is_some()
    }

    /// The mapping for another edition of the list: its columns are found by their headers, wherever they stand now.
    /// A column that has the same header twice is taken in its order.
    #[must_use]
    pub fn fitted(&self, headers: &[String]) -> Self {
        Self { columns: fitted(&self.columns, headers), ..self.clone() }
    }
}

/// A column of a mapping that is found again by its header.
pub trait ListColumn: Clone {
    /// Its header.
    fn header(&self) -> &str;

    /// A column with this header that is not read.
    fn unread(header: &str) -> Self;
}

impl ListColumn for ProjectColumn {
    fn header(&self) -> &str {
        &self.header
    }

    fn unread(header: &str) -> Self {
        Self { header: header.to_owned(), ..Self::default() }
    }
}

/// Whether a row repeats the headers: every cell is its column's, or empty.
pub fn repeats_headers<C: ListColumn>(columns: &[C], row: &Row) -> bool {
    columns.iter().zip(&row.cells).all(|(column, cell)| {
        cell.is_empty() || (!column.header().is_empty() && fold(&cell.shown()) == fold(column.header()))
    })
}

/// The columns of another edition, found by their headers; one that has the same header twice is taken in its order.
pub fn fitted<C: ListColumn>(columns: &[C], headers: &[String]) -> Vec<C> {
    let is_same = columns.len() == headers.len();
    if is_same && columns.iter().zip(headers).all(|(column, header)| column.header() == header) {
        return columns.to_vec();
    }
    let mut left: Vec<&C> = columns.iter().collect();
    let found = headers.iter().enumerate().map(|(index, header)| {
        let by_name = left.iter().position(|column| !header.is_empty() && column.header() == header);
        let by_place = || {
            let column = columns.get(index).filter(|column| column.header().is_empty() && header.is_empty())?;
            left.iter().position(|one| std::ptr::eq(*one, column))
        };
        match by_name.or_else(by_place) {
            Some(place) => left.remove(place).clone(),
            None => C::unread(header),
        }
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str, field: Option<ProjectField>) -> ProjectColumn {
        ProjectColumn { header: header.into(), field, ..ProjectColumn::default() }
    }

    #[test]
    fn a_mapping_comes_back_as_it_was_written() {
        let mut mapping = ProjectMapping {
            sheet: Some("Blad 1".into()),
            header_row: 3,
            columns: vec![column("Naam", Some(ProjectField::Title)), column("Status", Some(ProjectField::Status))],
            decimal: Some(Decimal::Comma),
            crs: Some("EPSG:31370".into()),
            key: RowKey::Number,
            list: "projecten".into(),
            ..ProjectMapping::default()
        };
        mapping.columns[1].words.insert("bezig".into(), "running".into());
        assert_eq!(ProjectMapping::from_json(&mapping.to_json()).expect("a mapping"), mapping);
        let marked = [b"\xef\xbb\xbf", &*mapping.to_json()].concat();
        assert_eq!(ProjectMapping::from_json(&marked).expect("a mapping of Windows' editor"), mapping);
        for (text, part) in [
            ("{", "reason-not-mapping"),
            (r#"{"regioscope_project_mapping": 2, "header_row": 1, "columns": []}"#, "reason-mapping-version 2"),
            (r#"{"regioscope_project_mapping": 1, "header_row": 1, "columns": [], "sheeet": "x"}"#, "sheeet"),
        ] {
            let error = ProjectMapping::from_json(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn a_later_edition_with_other_columns_is_read_by_its_headers() {
        let mapping = ProjectMapping {
            columns: vec![
                column("Naam", Some(ProjectField::Title)),
                column("", Some(ProjectField::Note)),
                column("Stad", Some(ProjectField::LeadName)),
            ],
            ..ProjectMapping::default()
        };
        let fitted = mapping.fitted(&["Stad", "", "Nieuw", "Naam"].map(String::from));
        let fields: Vec<Option<ProjectField>> = fitted.columns.iter().map(|column| column.field).collect();
        assert_eq!(fields, [Some(ProjectField::LeadName), Some(ProjectField::Note), None, Some(ProjectField::Title)]);
    }
}
