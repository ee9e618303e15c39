//! Documents of pages: blocks of text, tables and pictures that flow over sheets of A4, with what each part means
//! (heading, cell, figure with its description) beside how it looks.
//!
//! Contract: nothing overlaps, leaves the page or is lost; a heading stays with what follows it, a table shows its
//! header on every page, a picture is never broken. Positions are in points from the left upper corner of the page.
//! May use: `figure`'s primitives, `model`.

mod flow;
mod piece;
mod table;
pub mod words;

use std::sync::Arc;

pub use flow::{Furniture, Sheet, document};

use super::scene::{Align, Primitive};
use super::style::Colour;
use crate::model::Language;

/// A4 in points (ISO 216: 210 × 297 mm).
pub const A4: [f32; 2] = [595.28, 841.89];

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Size in points.
    pub size: f32,
    /// From line to line in points.
    pub leading: f32,
    /// Semi-bold.
    pub is_bold: bool,
    /// Colour.
    pub colour: Colour,
}

/// A part of a text in one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Semi-bold.
    pub is_bold: bool,
}

impl Run {
    /// Words as the style has them.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_bold: false }
    }

    /// Semi-bold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_bold: true }
    }
}

/// A picture of a fixed size; its legend is part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Name of its file where it is written on its own.
    pub name: String,
    /// What it shows, for who can't see it.
    pub alternative: String,
    /// Primitives from (0, 0).
    pub scene: Vec<Primitive>,
    /// Width and height.
    pub size: [f32; 2],
}

/// What a cell of a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, with a smaller remark beneath it (empty = none).
    Text {
        /// The text.
        text: String,
        /// Semi-bold.
        is_bold: bool,
        /// Colour; that of the table's text where there is none.
        colour: Option<Colour>,
        /// Beneath it.
        remark: String,
    },
    /// A picture.
    Picture(Picture),
}

impl Cell {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), is_bold: false, colour: None, remark: String::new() }
    }

    /// The picture that it holds.
    pub const fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Picture(picture) => Some(picture),
            Self::Text { .. } => None,
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Its part of the table's width; the parts of all columns are added up.
    pub part: f32,
    /// Where texts lie.
    pub align: Align,
    /// Most lines of a text; the rest becomes "…".
    pub max_lines: usize,
}

/// A table; the first cell of a row is its header.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Text of the cells.
    pub style: TextStyle,
    /// Text of titles and remarks.
    pub small: TextStyle,
    /// Lines between rows.
    pub line: Colour,
    /// Space above and below the text of a row.
    pub padding: f32,
}

/// What a document is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading: level (1 = the title), text, style, space above it.
    Heading(u8, String, TextStyle, f32),
    /// A paragraph: its runs, style, space above it.
    Paragraph(Vec<Run>, TextStyle, f32),
    /// A list: the runs of each item, style, space above it.
    List(Vec<Vec<Run>>, TextStyle, f32),
    /// A picture with the space above it.
    Picture(Picture, f32),
    /// A table with the space above it.
    Table(Table, f32),
    /// Side by side, never broken: the width of each and what stands in it, the gap between them, the space above.
    Columns(Vec<(f32, Vec<Self>)>, f32, f32),
    /// A box with a background around paragraphs, never broken: background, blocks, space above.
    Callout(Colour, Vec<Self>, f32),
}

/// Position of a node in [`Document::nodes`].
pub type NodeId = usize;

/// What a part of a document means.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// A heading of a level, 1 = the title.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The mark before an item.
    ItemMark,
    /// What an item says.
    ItemBody,
    /// A picture and what it shows.
    Figure(String),
    /// A table.
    Table,
    /// The header of a table.
    TableHead,
    /// The rows of a table.
    TableBody,
    /// A row.
    Row,
    /// The title of a column.
    ColumnHeader,
    /// The header of a row.
    RowHeader,
    /// A cell.
    Cell,
}

/// A node of the document's structure, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// What it is part of.
    pub parent: Option<NodeId>,
}

/// What a drawn part belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The text above every page.
    Header,
    /// The text below every page.
    Footer,
    /// Lines, backgrounds and what is repeated: nothing to be read aloud.
    Decoration,
    /// Content of a node.
    Content(NodeId),
}

/// Primitives that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What they belong to.
    pub mark: Mark,
    /// The primitives.
    pub scene: Vec<Primitive>,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What is drawn, in reading order.
    pub parts: Vec<Part>,
}

/// Where a heading stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Level, 1 = the title.
    pub level: u8,
    /// The heading.
    pub text: String,
    /// Page, from 0.
    pub page: usize,
    /// Upper edge.
    pub top: f32,
}

/// A document laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// What tells this document from others of the same title.
    pub identity: Arc<str>,
    /// Width and height of a page.
    pub size: [f32; 2],
    /// Structure, in reading order.
    pub nodes: Vec<Node>,
    /// Headings.
    pub bookmarks: Vec<Bookmark>,
    /// Pages.
    pub pages: Vec<Page>,
}

impl Document {
    /// One page as large as its picture: the roles in reading order, each a node of its own, and what is drawn, back to
    /// front.
    pub fn single(
        title: String,
        language: Language,
        identity: Arc<str>,
        size: [f32; 2],
        roles: Vec<Role>,
        parts: Vec<Part>,
    ) -> Self {
        let bookmark = Bookmark { level: 1, text: title.clone(), page: 0, top: 0.0 };
        let nodes = roles.into_iter().map(|role| Node { role, parent: None }).collect();
        Self { title, language, identity, size, nodes, bookmarks: vec![bookmark], pages: vec![Page { parts }] }
    }
}

#[cfg(test)]
mod tests;
