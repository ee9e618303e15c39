//! The matrix of white spots as a picture: names at the left, a symbol over each dimension, one hue by class, what is
//! not known apart from who is not in the sample. May use: `insight`, `workspace`, `model`, `text`.

use super::font;
use super::map::mark_scene;
use super::scene::{Align, Label, Lines, Pattern, Primitive};
use super::style::{Colour, Palette};
use crate::insight::gaps::{Group, Matrix, Row, words};
use crate::model::{Dimension, Status};
use crate::text::Text;
use crate::workspace::{GapsBy, Workspace};

const MARGIN: f32 = 24.0;
const NAME: f32 = 190.0;
const POPULATION: f32 = 70.0;
/// Least width of a column: one whose longest word needs more makes all of them wider.
const COLUMN: f32 = 88.0;
const TOTAL: f32 = 66.0;
const ROW: f32 = 20.0;
const GAP: f32 = 2.0;
const SIZE: f32 = 11.0;
/// Least space between the names of two columns.
const SPACE: f32 = 8.0;
/// Distance of the strokes that say "not in the sample".
const HATCH: f32 = 6.0;

/// Class of a number by its share of the greatest: 0 to 4. By the square root, so that few are told apart.
pub fn class_of(value: f64, most: f64) -> usize {
    let share = (value / most.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
    ((share.sqrt() * 4.0).ceil() as usize).clamp(1, 4)
}

/// What a picture of the matrix is made from.
#[derive(Clone, Copy)]
pub struct MatrixFigure<'a> {
    /// Names of places.
    pub workspace: &'a Workspace,
    /// The matrix.
    pub matrix: &'a Matrix,
    /// For each 10,000 inhabitants.
    pub is_per_10000: bool,
    /// Over it all.
    pub title: &'a str,
    /// Under the title, a line each.
    pub remarks: &'a [String],
    /// Colours.
    pub palette: &'a Palette,
    /// Texts.
    pub text: &'a Text,
}

/// The picture, and its width and height in points.
pub fn scene(figure: &MatrixFigure<'_>) -> (Vec<Primitive>, [f32; 2]) {
    let most = figure.matrix.most(figure.is_per_10000);
    let column = column_width(figure);
    let mut sheet = Sheet { figure, most, column, scene: Vec::new(), y: MARGIN };
    sheet.head();
    sheet.columns();
    for group in &figure.matrix.groups {
        sheet.group(group);
        group.rows.iter().for_each(|row| sheet.row(row));
    }
    sheet.legend();
    let width = MARGIN * 2.0 + NAME + POPULATION + column * figure.matrix.columns.len() as f32 + TOTAL;
    (sheet.scene, [width, sheet.y + MARGIN])
}

/// Wide enough for the longest word of any name: words are not broken.
fn column_width(figure: &MatrixFigure<'_>) -> f32 {
    let names = figure.matrix.columns.iter().map(|column| words::column(figure.matrix.by, &column.key, figure.text));
    let width = |name: String| name.split_whitespace().map(|word| font::width(word, SIZE, true)).fold(0.0, f32::max);
    names.map(width).fold(COLUMN, |widest, width| widest.max(width + SPACE))
}

struct Sheet<'a> {
    figure: &'a MatrixFigure<'a>,
    /// The greatest number of any cell.
    most: f64,
    /// Width of a column.
    column: f32,
    scene: Vec<Primitive>,
    y: f32,
}

impl Sheet<'_> {
    fn text(
        &mut self,
        text: impl Into<String>,
        at: [f32; 2],
        align: Align,
        (size, is_bold, colour): (f32, bool, Colour),
    ) {
        self.scene.push(Primitive::Text(Label { at, align, text: text.into(), size, is_bold, colour, halo: None }));
    }

    fn head(&mut self) {
        let (palette, figure) = (self.figure.palette, self.figure);
        self.text(figure.title, [MARGIN, self.y + 8.0], Align::Left, (17.0, true, palette.text));
        self.y += 26.0;
        let room = NAME + POPULATION + TOTAL + self.column * figure.matrix.columns.len() as f32;
        for line in figure.remarks.iter().flat_map(|remark| font::wrapped(remark, SIZE, false, room)) {
            self.text(line, [MARGIN, self.y + 6.0], Align::Left, (SIZE, false, palette.soft));
            self.y += 15.0;
        }
        self.y += 8.0;
    }

    fn left(&self, position: usize) -> f32 {
        MARGIN + NAME + POPULATION + self.column * position as f32
    }

    fn columns(&mut self) {
        let figure = self.figure;
        let soft = figure.palette.soft;
        let names: Vec<Vec<String>> = figure
            .matrix
            .columns
            .iter()
            .map(|column| words::column(figure.matrix.by, &column.key, figure.text))
            .map(|name| font::wrapped(&name, SIZE, true, self.column - SPACE))
            .collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or_default() as f32;
        let has_symbols = figure.matrix.by == GapsBy::Dimension;
        let bottom = self.y + lines * 14.0 + if has_symbols { 18.0 } else { 0.0 };
        for (position, (column, name)) in figure.matrix.columns.iter().zip(names).enumerate() {
            let middle = self.left(position) + self.column / 2.0;
            let top = bottom - name.len() as f32 * 14.0;
            for (line, words) in name.into_iter().enumerate() {
                let at = [middle, top + 14.0 * line as f32 + 7.0];
                self.text(words, at, Align::Centre, (SIZE, true, soft));
            }
            let dimension = Dimension::from_key(&column.key).filter(|_| has_symbols);
            if dimension.is_some() {
                let at = [middle, top - 9.0];
                mark_scene::symbol(&mut self.scene, at, 5.5, dimension, Status::Running, figure.palette);
            }
        }
        let y = bottom - 7.0;
        self.text(figure.text.get("gaps-municipality"), [MARGIN, y], Align::Left, (SIZE, true, soft));
        let at = [self.left(0) - 12.0, y];
        self.text(figure.text.get("gaps-population"), at, Align::Right, (SIZE, true, soft));
        let at = [self.left(figure.matrix.columns.len()) + TOTAL, y];
        self.text(figure.text.get("gaps-total"), at, Align::Right, (SIZE, true, soft));
        self.y = bottom + 6.0;
    }

    fn group(&mut self, group: &Group) {
        let figure = self.figure;
        let name = words::group(figure.workspace, group.key, figure.text);
        let style = (SIZE, true, figure.palette.soft);
        let y = self.y + ROW / 2.0;
        self.text(name, [MARGIN, y], Align::Left, style);
        for (position, count) in group.cells.iter().enumerate() {
            let at = [self.left(position) + self.column / 2.0, y];
            self.text(self.number(*count, group.population), at, Align::Centre, style);
        }
        let at = [self.left(group.cells.len()) + TOTAL, y];
        self.text(self.number(group.total, group.population), at, Align::Right, style);
        self.y += ROW;
    }

    fn row(&mut self, row: &Row) {
        let figure = self.figure;
        let (text, soft) = (figure.palette.text, figure.palette.soft);
        let y = self.y + ROW / 2.0;
        let name = font::elided(&figure.workspace.municipalities.name(row.nis), SIZE, false, NAME - 8.0);
        self.text(name, [MARGIN, y], Align::Left, (SIZE, false, text));
        let population = row.population.map_or_else(|| "–".to_owned(), |count| figure.text.integer(count));
        self.text(population, [self.left(0) - 12.0, y], Align::Right, (SIZE, false, soft));
        for (position, count) in row.cells.iter().enumerate() {
            let left = self.left(position);
            let bounds = [left + GAP, self.y + GAP / 2.0, left + self.column - GAP, self.y + ROW - GAP / 2.0];
            self.cell(bounds, row, *count);
        }
        let total = if row.is_in_sample { self.number(row.total, row.population) } else { "–".to_owned() };
        self.text(total, [self.left(row.cells.len()) + TOTAL, y], Align::Right, (SIZE, false, soft));
        self.y += ROW;
    }

    fn cell(&mut self, bounds: [f32; 4], row: &Row, count: u32) {
        let figure = self.figure;
        if !row.is_in_sample {
            self.hatch(bounds);
        } else if count == 0 {
            self.empty(bounds);
        } else {
            let value = row.value(count, figure.is_per_10000).unwrap_or_default();
            self.count(bounds, class_of(value, self.most), self.number(count, row.population));
        }
    }

    fn number(&self, count: u32, population: Option<u32>) -> String {
        let figure = self.figure;
        words::number(count, population, figure.is_per_10000, figure.text).unwrap_or_else(|| "?".to_owned())
    }

    fn count(&mut self, bounds: [f32; 4], class: usize, words: String) {
        let palette = self.figure.palette;
        let fill = palette.choropleth.get(class).copied().unwrap_or(palette.panel);
        self.scene.push(Primitive::Card { bounds, radius: 3.0, fill, line: None });
        let at = [f32::midpoint(bounds[0], bounds[2]), f32::midpoint(bounds[1], bounds[3])];
        self.text(words, at, Align::Centre, (SIZE, true, palette.text));
    }

    fn empty(&mut self, bounds: [f32; 4]) {
        let palette = self.figure.palette;
        let [left, top, right, bottom] = bounds;
        let mut lines = Lines::new(0.8, palette.faint, Pattern::Dashed);
        lines.push([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]);
        self.scene.push(Primitive::Lines(lines));
        let at = [f32::midpoint(left, right), f32::midpoint(top, bottom)];
        self.text("–", at, Align::Centre, (SIZE, false, palette.soft));
    }

    /// Strokes from below left to above right, cut off at the cell's sides.
    fn hatch(&mut self, [left, top, right, bottom]: [f32; 4]) {
        let mut lines = Lines::new(0.8, self.figure.palette.line, Pattern::Solid);
        let height = bottom - top;
        let mut start = left - height + HATCH / 2.0;
        while start < right {
            let (from, until) = (start.max(left), (start + height).min(right));
            if until > from {
                lines.push([[from, bottom - (from - start)], [until, bottom - (until - start)]]);
            }
            start += HATCH;
        }
        self.scene.push(Primitive::Lines(lines));
    }

    fn legend(&mut self) {
        self.y += 14.0;
        let keys = ["gaps-legend-count", "gaps-none-known", "gaps-not-in-sample"];
        let mut left = MARGIN;
        for (position, key) in keys.into_iter().enumerate() {
            let bounds = [left, self.y, left + 40.0, self.y + ROW - GAP];
            match position {
                0 => self.count(bounds, class_of(0.3, 1.0), "3".to_owned()),
                1 => self.empty(bounds),
                _ => self.hatch(bounds),
            }
            let words = self.figure.text.get(key);
            let width = font::width(&words, SIZE, false);
            let at = [left + 48.0, self.y + ROW / 2.0 - GAP / 2.0];
            self.text(words, at, Align::Left, (SIZE, false, self.figure.palette.soft));
            left += 48.0 + width + 24.0;
        }
        self.y += ROW;
    }
}

#[cfg(test)]
mod tests {
    use super::class_of;

    #[test]
    fn one_project_has_a_class_and_the_greatest_the_last() {
        assert_eq!((class_of(1.0, 25.0), class_of(25.0, 25.0), class_of(0.0, 0.0)), (1, 4, 1));
        assert!(class_of(6.0, 25.0) < class_of(17.0, 25.0));
    }
}
