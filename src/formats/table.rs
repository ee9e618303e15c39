//! Rows on their way into a file: columns, values, and what every writer of rows can do.
//!
//! Contract: a writer takes rows one at a time and keeps none of them, so that memory does not grow with their number.

use std::borrow::Cow;

use geo::Geometry;
use jiff::Timestamp;

use crate::model::{Explained, Reason};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with decimals.
    Real,
    /// Yes or no.
    Boolean,
    /// Moments in UTC.
    Moment,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name that programs go by: lower case, ASCII, stable over languages.
    pub key: Cow<'static, str>,
    /// The name a person reads.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// There is none.
    Missing,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
    /// A moment, to the microsecond ([`Value::moment`]).
    Moment(Timestamp),
}

impl<'a> Value<'a> {
    /// A text; an empty one is missing.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Missing } else { Self::Text(text) }
    }

    /// A whole number that may be missing.
    pub fn integer(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Missing, |number| Self::Integer(number.into()))
    }

    /// A number that may be missing; one that is not finite is missing.
    pub fn real(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Missing, Self::Real)
    }

    /// A moment that may be missing, cut to the microsecond: so exact a workspace file keeps it, and no format has to
    /// round it further.
    pub fn moment(time: Option<Timestamp>) -> Self {
        let cut = |time: Timestamp| Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time);
        time.map(cut).map_or(Self::Missing, Self::Moment)
    }
}

/// A row could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file or stream refused it.
    #[error("cannot write: {0}")]
    Io(#[from] std::io::Error),
    /// SQLite refused it.
    #[error("cannot write the GeoPackage: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A text does not fit in a cell of a spreadsheet. Rows count from 1, the header left out.
    #[error(
        "row {row}, column \"{column}\": the text is longer than the 32,767 characters that a cell of a spreadsheet \
         holds; choose CSV or GeoPackage"
    )]
    TooLong {
        /// Title of the column.
        column: String,
        /// Number of the row.
        row: u64,
    },
    /// A sheet is full. The limit leaves the header out.
    #[error("a sheet holds {limit} rows and there are more; choose CSV or GeoPackage")]
    TooManyRows {
        /// Most rows.
        limit: u64,
    },
    /// A sheet is too narrow.
    #[error("a sheet holds {limit} columns and there are more; choose CSV or GeoPackage")]
    TooManyColumns {
        /// Most columns.
        limit: usize,
    },
    /// The table is too large for the container of a spreadsheet.
    #[error("the table unfolds to more than 4 GiB, which an OpenDocument file cannot hold; choose CSV or GeoPackage")]
    TooLarge,
}

impl Explained for WriteError {
    fn reason(&self) -> Reason {
        match self {
            Self::Io(error) => Reason::new("reason-export-unwritten").because(error.reason()),
            Self::Sqlite(error) => Reason::new("reason-export-unwritten").because(Reason::said(error)),
            Self::TooLong { column, row } => Reason::new("reason-write-long").with("row", row).with("column", column),
            Self::TooManyRows { limit } => Reason::more("reason-write-rows", usize::try_from(*limit).unwrap_or(0)),
            Self::TooManyColumns { limit } => Reason::more("reason-write-columns", *limit),
            Self::TooLarge => Reason::new("reason-write-large"),
        }
    }
}

/// Something that rows are written to, by whatever thread has it.
pub trait RowWriter: Send {
    /// Whether it writes geometries; where it does not, none need be made for it.
    fn takes_geometry(&self) -> bool {
        false
    }

    /// Writes one row; as many values as there are columns.
    ///
    /// # Errors
    /// When the file or stream refuses it.
    fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), WriteError>;

    /// Keeps a text inside the file, under a name, where the format has a place for one.
    ///
    /// # Errors
    /// As for [`RowWriter::row`].
    fn attach(&mut self, name: &str, text: &str) -> Result<(), WriteError>;

    /// How much of the work is left when all rows are there, about: from 0 to 1.
    fn share_of_end(&self) -> f32 {
        0.0
    }

    /// Bytes that [`RowWriter::finish`] will write, about; 0 where it has little to do.
    fn bytes_to_come(&self) -> u64 {
        0
    }

    /// Writes what must stand at the end.
    ///
    /// # Errors
    /// As for [`RowWriter::row`].
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}
