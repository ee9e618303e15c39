//! What each column of a list of sensors means: saved as JSON and used again for the next edition of the same list.
//!
//! Contract: a mapping read back equals the one that was written; a field that it does not know is refused, so that a
//! misspelt one is not passed over. May use: `formats`, `model`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::SensorField;
use crate::formats::indicator_table::SourceDraft;
use crate::formats::mapping_file::{self, MappingError, VERSION};
use crate::formats::number::Decimal;
use crate::formats::placing::PlaceColumns;
use crate::formats::project_list::mapping::{ListColumn, fitted};
use crate::model::ObservedProperty;

/// What one column means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensorColumn {
    /// Its header; where it has none, its position counts.
    #[serde(default)]
    pub header: String,
    /// What it holds; none = it is not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<SensorField>,
    /// Of a column with values: what they are of; none = the row says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub property: Option<ObservedProperty>,
    /// Of a column with values: their unit as the list writes it; empty = the row says so, or the property's usual one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Of a column with what is observed: words by the key of a property, or nothing for "leave these rows out".
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

impl ListColumn for SensorColumn {
    fn header(&self) -> &str {
        &self.header
    }

    fn unread(header: &str) -> Self {
        Self { header: header.to_owned(), ..Self::default() }
    }
}

/// What a list means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensorMapping {
    /// Version of the format.
    pub regioscope_sensor_mapping: u32,
    /// Sheet or layer; the first with a table where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row number of the headers; 0 = there is none, or the format has them apart.
    pub header_row: u64,
    /// Columns in their order.
    pub columns: Vec<SensorColumn>,
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
    /// Name of the list: a later edition under the same name brings its sensors up to date.
    #[serde(default)]
    pub list: String,
    /// Where the list comes from.
    #[serde(default)]
    pub source: SourceDraft,
}

impl Default for SensorMapping {
    fn default() -> Self {
        Self {
            regioscope_sensor_mapping: VERSION,
            sheet: None,
            header_row: 0,
            columns: Vec::new(),
            decimal: None,
            crs: None,
            list: String::new(),
            source: SourceDraft::default(),
        }
    }
}

impl SensorMapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_json(bytes: &[u8]) -> Result<Self, MappingError> {
        mapping_file::from_json(bytes, "reason-mapping-of-sensors", |mapping: &Self| mapping.regioscope_sensor_mapping)
    }

    /// The mapping as a file.
    pub fn to_json(&self) -> Vec<u8> {
        mapping_file::to_json(self)
    }

    /// The column of a field, by position: the first of several.
    pub fn column_of(&self, field: SensorField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    /// The columns that say where a sensor stands.
    pub fn place_columns(&self) -> PlaceColumns {
        use SensorField as F;
        let pair = |first, second| self.column_of(first).zip(self.column_of(second));
        PlaceColumns {
            pairs: [pair(F::Lon, F::Lat), pair(F::X, F::Y)].into_iter().flatten().collect(),
            written: self.column_of(F::Place),
            towns: self.column_of(F::Municipality).into_iter().collect(),
        }
    }

    /// Whether any column holds a field.
    pub fn has(&self, field: SensorField) -> bool {
        self.column_of(field).is_some()
    }

    /// The mapping for another edition of the list: its columns are found by their headers, wherever they stand now.
    #[must_use]
    pub fn fitted(&self, headers: &[String]) -> Self {
        Self { columns: fitted(&self.columns, headers), ..self.clone() }
    }
}
