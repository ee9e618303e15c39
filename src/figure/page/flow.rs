//! Pieces onto pages.

use std::sync::Arc;

use super::piece::{Maker, Piece, moved};
use super::{Block, Bookmark, Document, Mark, Page, Part, TextStyle, words};
use crate::figure::font;
use crate::figure::scene::{Align, Lines, Pattern, Primitive};
use crate::figure::style::Colour;
use crate::model::Language;

/// A page and its margins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width and height.
    pub size: [f32; 2],
    /// Left, top, right, bottom.
    pub margins: [f32; 4],
}

impl Sheet {
    /// Width between the margins.
    pub fn width(&self) -> f32 {
        self.size[0] - self.margins[0] - self.margins[2]
    }

    fn bottom(&self) -> f32 {
        self.size[1] - self.margins[3]
    }
}

/// What stands above and below the pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Furniture {
    /// Above, from the second page on: left and right.
    pub header: [String; 2],
    /// Below, left of the page's number.
    pub footer: String,
    /// How it looks.
    pub style: TextStyle,
    /// Line between it and the page.
    pub line: Colour,
}

/// Lays blocks out over pages.
pub fn document(
    title: String,
    language: Language,
    identity: Arc<str>,
    sheet: Sheet,
    furniture: &Furniture,
    blocks: &[Block],
) -> Document {
    let mut maker = Maker::default();
    let pieces = maker.pieces(blocks, sheet.width());
    let mut flow = Flow { sheet, headers: &maker.headers, pages: Vec::new(), bookmarks: Vec::new(), y: f32::INFINITY };
    let mut rest = pieces.into_iter().peekable();
    while rest.peek().is_some() {
        let mut group: Vec<Piece> = Vec::new();
        for piece in rest.by_ref() {
            let is_last = !piece.keeps_with_next;
            group.push(piece);
            if is_last {
                break;
            }
        }
        flow.group(group);
    }
    let Flow { mut pages, bookmarks, .. } = flow;
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        furnish(page, index, count, sheet, furniture);
    }
    Document { title, language, identity, size: sheet.size, nodes: maker.nodes, bookmarks, pages }
}

struct Flow<'a> {
    sheet: Sheet,
    headers: &'a [Piece],
    pages: Vec<Page>,
    bookmarks: Vec<Bookmark>,
    /// Lower edge of what stands on the last page.
    y: f32,
}

impl Flow<'_> {
    /// Pieces that stay together where a page can hold them.
    fn group(&mut self, group: Vec<Piece>) {
        let height: f32 = group.iter().map(|piece| piece.before + piece.height).sum();
        let first = group.first().map_or(0.0, |piece| piece.before);
        let fits_a_page = height - first <= self.sheet.bottom() - self.sheet.margins[1];
        if fits_a_page && !self.has_room(height) {
            self.turn(group.first());
        }
        for piece in group {
            self.piece(piece);
        }
    }

    fn has_room(&self, height: f32) -> bool {
        self.y + height <= self.sheet.bottom() + 0.001
    }

    /// A new page, with the header of the table that goes on there.
    fn turn(&mut self, next: Option<&Piece>) {
        self.pages.push(Page::default());
        self.y = self.sheet.margins[1];
        let header = next.and_then(|piece| self.headers.get(piece.header?)).cloned();
        if let Some(header) = header {
            self.put(header);
        }
    }

    fn piece(&mut self, piece: Piece) {
        if !self.has_room(piece.before + piece.height) {
            self.turn(Some(&piece));
        }
        if self.y > self.sheet.margins[1] {
            self.y += piece.before;
        }
        self.put(piece);
    }

    fn put(&mut self, piece: Piece) {
        let page = self.pages.len().saturating_sub(1);
        if let Some((level, text)) = piece.bookmark {
            self.bookmarks.push(Bookmark { level, text, page, top: self.y });
        }
        let parts = moved(piece.parts, [self.sheet.margins[0], self.y]);
        if let Some(page) = self.pages.last_mut() {
            page.parts.extend(parts);
        }
        self.y += piece.height;
    }
}

fn furnish(page: &mut Page, index: usize, count: usize, sheet: Sheet, furniture: &Furniture) {
    let (left, right) = (sheet.margins[0], sheet.size[0] - sheet.margins[2]);
    let style = furniture.style;
    let number = format!("{} / {count}", index + 1);
    let y = sheet.bottom() + (sheet.margins[3] * 0.5).min(22.0);
    let most = right - left - font::width(&number, style.size, style.is_bold) - 16.0;
    let mut footer = vec![rule([left, right], y - 11.0, furniture.line)];
    let words = font::elided(&furniture.footer, style.size, style.is_bold, most);
    footer.push(words::label(words, style, [left, y], Align::Left));
    footer.push(words::label(number, style, [right, y], Align::Right));
    page.parts.push(Part { mark: Mark::Footer, scene: footer });
    if index > 0 {
        let y = sheet.margins[1] * 0.5;
        let [start, end] = &furniture.header;
        let most = right - left - font::width(end, style.size, style.is_bold) - 16.0;
        let words = font::elided(start, style.size, style.is_bold, most);
        let header = vec![
            words::label(words, style, [left, y], Align::Left),
            words::label(end.as_str(), style, [right, y], Align::Right),
            rule([left, right], y + 9.0, furniture.line),
        ];
        page.parts.insert(0, Part { mark: Mark::Header, scene: header });
    }
}

fn rule([left, right]: [f32; 2], y: f32, colour: Colour) -> Primitive {
    let mut line = Lines::new(0.5, colour, Pattern::Solid);
    line.push([[left, y], [right, y]]);
    Primitive::Lines(line)
}
