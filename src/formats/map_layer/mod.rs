//! Layers of the map from any table with places: geodata, or a sheet with coordinates.
//!
//! Contract: everything here is pure. A [`LayerMapping`] says where the places are and what names them;
//! [`detect::guess`] proposes one, [`read::read`] does what it says. Shapes are carried to WGS84 and otherwise kept as
//! they are, attributes with them. Every row ends up as a feature or refused with row, column and reason.
//! May use: `formats::{crs, number, project_list, sheet}`, `model`.

pub mod detect;
pub mod read;

use crate::formats::indicator_table::SourceDraft;
use crate::formats::number::Decimal;
use crate::formats::placing::PlaceColumns;
use crate::formats::project::ProjectField;
use crate::formats::project::fields::{FieldNames, all_texts};
use crate::model::reason::explained_error;
use crate::model::{Explained, LayerKind, Reason};

pub use read::LayerRead;

/// Where the places of a table are, and what is made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerMapping {
    /// Layer, or named places.
    pub kind: LayerKind,
    /// Sheet or layer of the file; the first where none is named.
    pub sheet: Option<String>,
    /// Row number of the headers; 0 = there is none, or the format has them apart.
    pub header_row: u64,
    /// Headers of all columns.
    pub headers: Vec<String>,
    /// Decimal sign of numbers that stand as text.
    pub decimal: Option<Decimal>,
    /// Reference system of the coordinates, such as `EPSG:31370`; found out where it is not said.
    pub crs: Option<String>,
    /// Column of the first coordinate (longitude, x) of rows without a shape of their own.
    pub x: Option<usize>,
    /// Column of the second one.
    pub y: Option<usize>,
    /// Column with a place in each cell: a well-known text, or two coordinates.
    pub place: Option<usize>,
    /// Column that names the features.
    pub label: Option<usize>,
    /// Position of the layer's colour in the theme.
    pub colour: u8,
    /// Name of the layer: it takes the place of the one of that name.
    pub name: String,
    /// Where it comes from.
    pub source: SourceDraft,
}

impl LayerMapping {
    /// Nothing but a kind and a sheet: the rest is to be proposed.
    pub fn about(kind: LayerKind, sheet: Option<String>) -> Self {
        Self { kind, sheet, ..Self::default() }
    }

    /// The columns that say where a row lies; those with its municipality are told by their headers.
    pub fn place_columns(&self) -> PlaceColumns {
        use ProjectField as F;
        let names = FieldNames::new(&all_texts());
        let is_town = |header: &str| matches!(names.field(header), Some(F::LeadNis | F::LeadName | F::PostalCode));
        let towns = self.headers.iter().enumerate().filter(|(_, header)| is_town(header));
        PlaceColumns {
            pairs: self.x.zip(self.y).into_iter().collect(),
            written: self.place,
            towns: towns.map(|(index, _)| index).collect(),
        }
    }

    /// The position of a header; case and accents aside.
    pub fn column(&self, header: &str) -> Option<usize> {
        use crate::model::fold::fold;
        self.headers.iter().position(|one| fold(one) == fold(header))
    }
}

/// A table can't become a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayerReadError {
    /// Nothing in it has a place.
    NoPlaces,
    /// Places need names.
    NoNames,
    /// It has no name.
    NoName,
    /// It holds more than a layer takes.
    TooLarge(Reason),
    /// The file has no such sheet.
    NoSheet(String),
}

impl Explained for LayerReadError {
    fn reason(&self) -> Reason {
        match self {
            Self::NoPlaces => Reason::new("reason-layer-no-places"),
            Self::NoNames => Reason::new("reason-layer-no-names"),
            Self::NoName => Reason::new("reason-layer-no-name"),
            Self::TooLarge(what) => Reason::new("reason-layer-large").because(what.clone()),
            Self::NoSheet(name) => Reason::new("reason-no-sheet").with("name", name),
        }
    }
}

explained_error!(LayerReadError);

#[cfg(test)]
mod tests;
