//! Tables: rows that are never broken, a header that is repeated on every page.

use super::piece::{Maker, Piece};
use super::{Cell, Column, Mark, NodeId, Part, Role, Table, TextStyle, words};
use crate::figure::place;
use crate::figure::scene::{Align, Lines, Pattern, Primitive};

/// Between a column and the next.
const GUTTER: f32 = 6.0;

/// Width of the line under a row.
const LINE_WIDTH: f32 = 0.5;

/// Where a column starts and ends.
type Span = [f32; 2];

/// The pieces of a table: its header, then a piece for each row.
pub(super) fn pieces(maker: &mut Maker, table: &Table, before: f32, width: f32) -> Vec<Piece> {
    let spans = spans(&table.columns, width);
    let root = maker.node(Role::Table, None);
    let mut header = header(maker, table, root, &spans);
    header.before = before;
    maker.headers.push(repeated(&header));
    let number = maker.headers.len() - 1;
    let body = maker.node(Role::TableBody, Some(root));
    let mut pieces = vec![header];
    for row in &table.rows {
        let mut piece = row_piece(maker, table, row, body, &spans);
        piece.header = Some(number);
        pieces.push(piece);
    }
    pieces
}

fn spans(columns: &[Column], width: f32) -> Vec<Span> {
    let gaps = GUTTER * columns.len().saturating_sub(1) as f32;
    let all: f32 = columns.iter().map(|column| column.part).sum::<f32>().max(f32::MIN_POSITIVE);
    let mut left = 0.0;
    let span = |column: &Column| {
        let own = (width - gaps) * column.part / all;
        let span = [left, left + own];
        left += own + GUTTER;
        span
    };
    columns.iter().map(span).collect()
}

fn header(maker: &mut Maker, table: &Table, root: NodeId, spans: &[Span]) -> Piece {
    let head = maker.node(Role::TableHead, Some(root));
    let row = maker.node(Role::Row, Some(head));
    let titles: Vec<Vec<String>> = table
        .columns
        .iter()
        .zip(spans)
        .map(|(column, span)| words::text_lines(&column.title, table.small, span[1] - span[0], 3))
        .collect();
    let most = titles.iter().map(Vec::len).max().unwrap_or(0);
    let height = table.small.leading * most as f32 + 4.0;
    let mut piece = Piece { height: height + LINE_WIDTH, keeps_with_next: true, ..Piece::default() };
    for ((column, span), lines) in table.columns.iter().zip(spans).zip(&titles) {
        let node = maker.node(Role::ColumnHeader, Some(row));
        let top = table.small.leading * (most - lines.len()) as f32;
        let scene = text_scene(lines, table.small, column.align, *span, top);
        piece.parts.push(Part { mark: Mark::Content(node), scene });
    }
    piece.parts.push(rule(table, spans, height, 1.6));
    piece
}

fn repeated(header: &Piece) -> Piece {
    let parts = header.parts.iter().map(|part| Part { mark: Mark::Decoration, scene: part.scene.clone() });
    Piece { height: header.height, parts: parts.collect(), ..Piece::default() }
}

fn row_piece(maker: &mut Maker, table: &Table, cells: &[Cell], body: NodeId, spans: &[Span]) -> Piece {
    let row = maker.node(Role::Row, Some(body));
    let set: Vec<SetCell<'_>> = table
        .columns
        .iter()
        .zip(cells)
        .zip(spans)
        .map(|((column, cell), span)| SetCell::new(table, column, cell, span[1] - span[0]))
        .collect();
    let inner = set.iter().map(|cell| cell.height).fold(table.style.leading, f32::max);
    let height = inner + 2.0 * table.padding;
    let mut piece = Piece { height: height + LINE_WIDTH, ..Piece::default() };
    for (index, ((cell, column), span)) in set.into_iter().zip(&table.columns).zip(spans).enumerate() {
        let role = if index == 0 { Role::RowHeader } else { Role::Cell };
        let node = maker.node(role, Some(row));
        let top = table.padding + (inner - cell.height) / 2.0;
        piece.parts.extend(cell.parts(maker, node, column.align, *span, top));
    }
    piece.parts.push(rule(table, spans, height, 1.0));
    piece
}

/// The line under a row.
fn rule(table: &Table, spans: &[Span], y: f32, factor: f32) -> Part {
    let right = spans.last().map_or(0.0, |span| span[1]);
    let mut line = Lines::new(LINE_WIDTH * factor, table.line, Pattern::Solid);
    line.push([[0.0, y + LINE_WIDTH / 2.0], [right, y + LINE_WIDTH / 2.0]]);
    Part { mark: Mark::Decoration, scene: vec![Primitive::Lines(line)] }
}

/// A cell whose text is in lines.
struct SetCell<'a> {
    cell: &'a Cell,
    text: (Vec<String>, TextStyle),
    remark: (Vec<String>, TextStyle),
    height: f32,
}

impl<'a> SetCell<'a> {
    fn new(table: &Table, column: &Column, cell: &'a Cell, width: f32) -> Self {
        match cell {
            Cell::Picture(picture) => {
                let (text, remark) = ((Vec::new(), table.style), (Vec::new(), table.small));
                Self { cell, text, remark, height: picture.size[1] }
            }
            Cell::Text { text, is_bold, colour, remark } => {
                let style = TextStyle {
                    is_bold: *is_bold || table.style.is_bold,
                    colour: colour.unwrap_or(table.style.colour),
                    ..table.style
                };
                let lines = words::text_lines(text, style, width, column.max_lines);
                let small = words::text_lines(remark, TextStyle { is_bold: false, ..table.small }, width, 2);
                let small_style = TextStyle { is_bold: false, ..table.small };
                let height = style.leading * lines.len() as f32 + table.small.leading * small.len() as f32;
                Self { cell, text: (lines, style), remark: (small, small_style), height }
            }
        }
    }

    fn parts(self, maker: &mut Maker, node: NodeId, align: Align, span: Span, top: f32) -> Vec<Part> {
        if let Cell::Picture(picture) = self.cell {
            let figure = maker.node(Role::Figure(picture.alternative.clone()), Some(node));
            let scene = place::moved(picture.scene.clone(), [span[0], top]);
            return vec![Part { mark: Mark::Content(figure), scene }];
        }
        let (lines, style) = self.text;
        let mut scene = text_scene(&lines, style, align, span, top);
        let below = top + style.leading * lines.len() as f32;
        scene.extend(text_scene(&self.remark.0, self.remark.1, align, span, below));
        if scene.is_empty() { Vec::new() } else { vec![Part { mark: Mark::Content(node), scene }] }
    }
}

fn text_scene(lines: &[String], style: TextStyle, align: Align, span: Span, top: f32) -> Vec<Primitive> {
    let x = match align {
        Align::Left => span[0],
        Align::Centre => f32::midpoint(span[0], span[1]),
        Align::Right => span[1],
    };
    let line = |(index, text): (usize, &String)| {
        let y = style.leading.mul_add(index as f32 + 0.5, top);
        words::label(text.as_str(), style, [x, y], align)
    };
    lines.iter().enumerate().map(line).collect()
}
