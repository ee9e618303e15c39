//! The texts of profiles and reports: sizes in points as they are on paper.

use crate::figure::page::{Table, TextStyle};
use crate::figure::style::{Colour, Palette};

/// Every style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::figure) struct Styles {
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
    /// Cells of very long tables.
    pub densest: TextStyle,
    /// Remarks.
    pub small: TextStyle,
    /// Definitions and sources.
    pub fine: TextStyle,
    /// Warnings.
    pub warning: TextStyle,
    /// Space above the heading of a part.
    pub before_section: f32,
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
            densest: style(6.8, 8.4, false, palette.text),
            small: style(7.0, 9.0, false, palette.soft),
            fine: style(7.0, 9.0, false, palette.text),
            warning: style(8.5, 12.0, false, palette.warning),
            before_section: 16.0,
        }
    }

    /// The same in smaller letters, closer to each other, where there is much to tell. Never under 6.4 points.
    pub fn closer(&self) -> Self {
        let smaller = |style: TextStyle, size, leading| TextStyle { size, leading, ..style };
        Self {
            section: smaller(self.section, 11.5, 15.0),
            cell: smaller(self.cell, 7.8, 9.6),
            dense: smaller(self.dense, 6.8, 8.2),
            densest: smaller(self.densest, 6.5, 7.8),
            fine: smaller(self.fine, 6.4, 8.0),
            before_section: 11.0,
            ..*self
        }
    }

    /// A table in these texts.
    pub fn table(&self, is_dense: bool, palette: &Palette) -> Table {
        let (style, padding) = if is_dense { (self.dense, 1.9) } else { (self.cell, 2.4) };
        Table { columns: Vec::new(), rows: Vec::new(), style, small: self.small, line: palette.line, padding }
    }
}
