//! Blocks become pieces: what can't be broken any further, with its height and its place in the structure.

use super::{Block, Mark, Node, NodeId, Part, Picture, Role, Run, TextStyle, table, words};
use crate::figure::place;
use crate::figure::scene::Primitive;

/// Lines of a paragraph up to which it is kept whole.
const WHOLE_LINES: usize = 3;

/// Where the text of an item of a list begins.
const INDENT: f32 = 12.0;

/// Space between the items of a list.
const ITEM_SPACE: f32 = 1.5;

/// Space around what stands in a box.
const BOX_PADDING: f32 = 8.0;

/// A part of a document that is on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Its height.
    pub height: f32,
    /// Space above it, unless it starts a page.
    pub before: f32,
    /// The next piece must stand on the same page.
    pub keeps_with_next: bool,
    /// What is drawn, from (0, 0).
    pub parts: Vec<Part>,
    /// Position of the header to repeat where it starts a page.
    pub header: Option<usize>,
    /// Level and text of a heading.
    pub bookmark: Option<(u8, String)>,
}

/// Makes pieces, nodes and headers to repeat.
#[derive(Debug, Default)]
pub(super) struct Maker {
    pub nodes: Vec<Node>,
    pub headers: Vec<Piece>,
}

impl Maker {
    /// Adds a node.
    pub fn node(&mut self, role: Role, parent: Option<NodeId>) -> NodeId {
        self.nodes.push(Node { role, parent });
        self.nodes.len() - 1
    }

    /// The pieces of all blocks, for a column of this width.
    pub fn pieces(&mut self, blocks: &[Block], width: f32) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut is_after_heading = false;
        for (index, block) in blocks.iter().enumerate() {
            let mut made = self.block(block, width);
            let is_lead = is_after_heading && matches!(block, Block::Paragraph(..)) && made.len() <= WHOLE_LINES;
            // A short paragraph under a heading leads in what follows: all three stay together.
            let leads_in = blocks.get(index + 1).is_some_and(|next| !matches!(next, Block::Heading(..)));
            if is_lead
                && leads_in
                && let Some(last) = made.last_mut()
            {
                last.keeps_with_next = true;
            }
            is_after_heading = matches!(block, Block::Heading(..));
            pieces.extend(made);
        }
        pieces
    }

    fn block(&mut self, block: &Block, width: f32) -> Vec<Piece> {
        match block {
            Block::Heading(level, text, style, before) => {
                let node = self.node(Role::Heading(*level, text.clone()), None);
                let mut pieces = paragraph(&[Run::plain(text.as_str())], *style, *before, width, node);
                for piece in &mut pieces {
                    piece.keeps_with_next = true;
                }
                if let Some(first) = pieces.first_mut() {
                    first.bookmark = Some((*level, text.clone()));
                }
                pieces
            }
            Block::Paragraph(runs, style, before) => {
                let node = self.node(Role::Paragraph, None);
                paragraph(runs, *style, *before, width, node)
            }
            Block::List(items, style, before) => self.list(items, *style, *before, width),
            Block::Picture(picture, before) => vec![self.picture(picture, *before)],
            Block::Table(table, before) => table::pieces(self, table, *before, width),
            Block::Columns(columns, gap, before) => vec![self.columns(columns, *gap, *before)],
            Block::Callout(background, blocks, before) => {
                let inner = self.pieces(blocks, width - 2.0 * BOX_PADDING);
                let mut whole = stacked(inner, [BOX_PADDING, BOX_PADDING]);
                whole.height += BOX_PADDING;
                whole.before = *before;
                let bounds = [0.0, 0.0, width, whole.height];
                let card = Primitive::Card { bounds, radius: 4.0, fill: *background, line: None };
                whole.parts.insert(0, Part { mark: Mark::Decoration, scene: vec![card] });
                vec![whole]
            }
        }
    }

    fn list(&mut self, items: &[Vec<Run>], style: TextStyle, before: f32, width: f32) -> Vec<Piece> {
        let root = self.node(Role::List, None);
        let mut pieces = Vec::new();
        for (index, runs) in items.iter().enumerate() {
            let item = self.node(Role::Item, Some(root));
            let mark = self.node(Role::ItemMark, Some(item));
            let body = self.node(Role::ItemBody, Some(item));
            let before = if index == 0 { before } else { ITEM_SPACE };
            let mut own = paragraph(runs, style, before, width - INDENT, body);
            for piece in &mut own {
                piece.parts = moved(std::mem::take(&mut piece.parts), [INDENT, 0.0]);
            }
            if let Some(first) = own.first_mut() {
                let at = [INDENT / 2.0, style.leading / 2.0];
                let dot = words::label("•", style, at, crate::figure::scene::Align::Centre);
                first.parts.insert(0, Part { mark: Mark::Content(mark), scene: vec![dot] });
            }
            pieces.extend(own);
        }
        pieces
    }

    fn picture(&mut self, picture: &Picture, before: f32) -> Piece {
        let node = self.node(Role::Figure(picture.alternative.clone()), None);
        let part = Part { mark: Mark::Content(node), scene: picture.scene.clone() };
        Piece { height: picture.size[1], before, parts: vec![part], ..Piece::default() }
    }

    fn columns(&mut self, columns: &[(f32, Vec<Block>)], gap: f32, before: f32) -> Piece {
        let mut all = Piece { before, ..Piece::default() };
        let mut left = 0.0;
        for (width, blocks) in columns {
            let inner = self.pieces(blocks, *width);
            let column = stacked(inner, [left, 0.0]);
            all.height = all.height.max(column.height);
            all.parts.extend(column.parts);
            left += width + gap;
        }
        all
    }
}

/// Pieces under each other as one that is not broken.
fn stacked(pieces: Vec<Piece>, [left, top]: [f32; 2]) -> Piece {
    let mut whole = Piece { height: top, ..Piece::default() };
    for (index, piece) in pieces.into_iter().enumerate() {
        whole.height += if index == 0 { 0.0 } else { piece.before };
        let by = [left, whole.height];
        whole.parts.extend(moved(piece.parts, by));
        whole.height += piece.height;
    }
    whole
}

/// The parts moved.
pub(super) fn moved(parts: Vec<Part>, by: [f32; 2]) -> Vec<Part> {
    parts.into_iter().map(|part| Part { mark: part.mark, scene: place::moved(part.scene, by) }).collect()
}

/// A piece for each line; none stands alone on a page.
fn paragraph(runs: &[Run], style: TextStyle, before: f32, width: f32, node: NodeId) -> Vec<Piece> {
    let lines = words::lines(runs, style, width);
    let count = lines.len();
    let piece = |(index, line): (usize, words::Line)| Piece {
        height: style.leading,
        before: if index == 0 { before } else { 0.0 },
        keeps_with_next: index + 1 < count && (count <= WHOLE_LINES || index == 0 || index + 2 == count),
        parts: vec![Part { mark: Mark::Content(node), scene: words::line_scene(&line, style, 0.0, 0.0) }],
        ..Piece::default()
    };
    lines.into_iter().enumerate().map(piece).collect()
}
