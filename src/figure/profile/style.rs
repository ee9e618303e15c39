//! The texts of a profile: sizes in points as they are on paper.

use crate::figure::page::{Table, TextStyle};
use crate::figure::style::{Colour, Palette};

/// Every style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Styles {
    /// The name of the municipality.
    pub title: TextStyle,
    /// Under it.
    pub subtitle: TextStyle,
    /// Heading of a part.
    pub section: TextStyle,
    /// Running text.
    pub body: TextStyle,
    /// A large number.
    pub number: TextStyle,
    /// Cells.
    pub cell: TextStyle,
    /// Cells of long tables.
    pub dense: TextStyle,
    /// Remarks.
    pub small: TextStyle,
    /// Definitions and sources.
    pub fine: TextStyle,
    /// Warnings.
    pub warning: TextStyle,
}

impl Styles {
    pub fn new(palette: &Palette) -> Self {
        let style = |size, leading, is_bold, colour: Colour| TextStyle { size, leading, is_bold, colour };
        Self {
            title: style(27.0, 32.0, true, palette.text),
            subtitle: style(9.5, 14.0, false, palette.soft),
            section: style(13.0, 17.0, true, palette.text),
            body: style(9.0, 13.0, false, palette.text),
            number: style(13.5, 16.5, true, palette.text),
            cell: style(8.2, 10.2, false, palette.text),
            dense: style(7.2, 9.0, false, palette.text),
            small: style(7.0, 9.0, false, palette.soft),
            fine: style(7.0, 9.0, false, palette.text),
            warning: style(8.5, 12.0, false, palette.warning),
        }
    }

    /// A table in these texts.
    pub fn table(&self, is_dense: bool, palette: &Palette) -> Table {
        let (style, padding) = if is_dense { (self.dense, 1.9) } else { (self.cell, 2.4) };
        Table { columns: Vec::new(), rows: Vec::new(), style, small: self.small, line: palette.line, padding }
    }
}
