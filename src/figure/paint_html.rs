//! Paints blocks as one self-contained HTML page: real headings, lists and tables, pictures as SVG inside, no script,
//! nothing that is loaded from elsewhere. The same blocks give the same bytes.

use std::fmt::Write as _;

use super::markup::escaped;
use super::page::{Block, Cell, Column, Picture, Run, Table};
use super::paint_svg::{FACES, svg};
use super::scene::Align;
use super::style::{Colour, Palette};
use crate::model::Language;

/// How the page is laid out; colours come from the palettes.
const STYLE: &str = "\
*{box-sizing:border-box}\
body{margin:0;background:var(--background);color:var(--text);font-size:16px;line-height:1.5}\
main{max-width:60rem;margin:0 auto;padding:2rem 1.5rem;background:var(--panel)}\
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}\
h2{font-size:1.35rem;margin:2.2rem 0 .5rem}h3{font-size:1.05rem;margin:1.4rem 0 .4rem}\
p,ul{margin:.5rem 0}ul{padding-left:1.4rem}.small{color:var(--soft);font-size:.85rem}\
nav{margin:1.2rem 0;padding:.6rem 1rem;border:1px solid var(--line);border-radius:6px}\
nav ul{list-style:none;padding:0;margin:0}a{color:var(--accent)}\
figure{margin:.8rem 0;padding:.5rem;background:var(--paper);border:1px solid var(--line);border-radius:6px}\
svg{display:block;width:100%;height:auto}\
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.9rem}\
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}\
thead th{color:var(--soft);font-weight:600}tbody th{font-weight:400}.right{text-align:right}\
td small,th small{display:block;color:var(--soft)}\
.columns{display:flex;flex-wrap:wrap;gap:1.5rem}.columns>div{flex:1 1 20rem;min-width:0}\
aside{background:var(--raised);border-radius:6px;padding:.6rem 1rem;margin:.8rem 0}\
@media print{body,main{background:none}main{max-width:none;padding:0}nav{display:none}\
figure,tr{break-inside:avoid}h1,h2,h3{break-after:avoid}thead{display:table-header-group}}";

/// A page as HTML.
pub fn html(title: &str, language: Language, contents: &str, blocks: &[Block]) -> String {
    let mut page = Painter { out: String::new(), language: language.code(), headings: 0 };
    let _infallible = write!(
        page.out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{} {}\">\n<title>{}</title>\n<style>{}body{{font-family:{FACES}}}{STYLE}</style>\n</head>\n<body>\n<main>\n",
        language.code(),
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        escaped(title),
        colours(),
    );
    let start = blocks.iter().position(|block| matches!(block, Block::Heading(2..=6, ..))).unwrap_or(blocks.len());
    let (head, rest) = blocks.split_at(start);
    page.blocks(head);
    page.contents(contents, blocks);
    page.blocks(rest);
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

/// Blocks alone, without the page around them: the same blocks give the same text wherever they stand.
pub fn fragment(language: Language, blocks: &[Block]) -> String {
    let mut part = Painter { out: String::new(), language: language.code(), headings: 0 };
    part.blocks(blocks);
    part.out
}

/// The colours of both looks; pictures stay on paper in the dark.
fn colours() -> String {
    let (light, dark) = (Palette::light(), Palette::dark());
    let of = |palette: &Palette| {
        let names = [
            ("background", palette.background),
            ("panel", palette.panel),
            ("text", palette.text),
            ("soft", palette.soft),
            ("line", palette.line),
            ("accent", palette.accent),
            ("raised", palette.accent_background),
        ];
        names.map(|(name, colour)| format!("--{name}:{};", css(colour))).concat()
    };
    format!(
        ":root{{color-scheme:light dark;{}--paper:{};}}@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}",
        of(&light),
        css(light.panel),
        of(&dark),
    )
}

fn css(colour: Colour) -> String {
    format!("rgb({} {} {})", colour.r, colour.g, colour.b)
}

struct Painter {
    out: String,
    language: &'static str,
    /// Headings so far, for the addresses of parts.
    headings: usize,
}

impl Painter {
    /// Links to the parts, where there are several.
    fn contents(&mut self, name: &str, blocks: &[Block]) {
        let headings = blocks.iter().filter_map(|block| match block {
            Block::Heading(level, text, ..) => Some((*level, text)),
            _ => None,
        });
        let parts: Vec<(usize, &String)> =
            headings.enumerate().filter(|(_, (level, _))| *level == 2).map(|(at, (_, text))| (at + 1, text)).collect();
        if parts.len() < 3 {
            return;
        }
        self.put(&format!("<nav aria-label=\"{}\"><ul>\n", escaped(name)));
        for (number, text) in parts {
            self.put(&format!("<li><a href=\"#part-{number}\">{}</a></li>\n", escaped(text)));
        }
        self.put("</ul></nav>\n");
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text, ..) => {
                self.headings += 1;
                let number = self.headings;
                self.put(&format!("<h{level} id=\"part-{number}\">{}</h{level}>\n", escaped(text)));
            }
            Block::Paragraph(runs, style, _) => {
                // What is small on paper is a remark.
                let class = if style.size < 8.0 { " class=\"small\"" } else { "" };
                self.put(&format!("<p{class}>{}</p>\n", words(runs)));
            }
            Block::List(items, style, _) => {
                let class = if style.size < 8.0 { " class=\"small\"" } else { "" };
                self.put(&format!("<ul{class}>\n"));
                for item in items {
                    self.put(&format!("<li>{}</li>\n", words(item)));
                }
                self.put("</ul>\n");
            }
            Block::Picture(picture, _) => {
                let drawn = self.picture(picture);
                self.put(&format!("<figure>{drawn}</figure>\n"));
            }
            Block::Table(table, _) => self.table(table),
            Block::Columns(columns, ..) => {
                self.put("<div class=\"columns\">\n");
                for (_, blocks) in columns {
                    self.put("<div>\n");
                    self.blocks(blocks);
                    self.put("</div>\n");
                }
                self.put("</div>\n");
            }
            Block::Callout(_, blocks, _) => {
                self.put("<aside>\n");
                self.blocks(blocks);
                self.put("</aside>\n");
            }
        }
    }

    /// The picture, as wide as there is room but not larger than on paper by half.
    fn picture(&self, picture: &Picture) -> String {
        let drawn = svg(&picture.scene, picture.size, self.language, &picture.alternative, "");
        let most = picture.size[0] * 2.0;
        let inside = drawn.split_once("?>\n").map_or(drawn.as_str(), |(_, rest)| rest);
        let inside = inside.replacen("<desc></desc>\n", "", 1);
        format!("<div style=\"max-width:{most:.0}px\">{}</div>", inside.trim_end())
    }

    fn table(&mut self, table: &Table) {
        self.put("<div class=\"table\"><table>\n<thead><tr>");
        for column in &table.columns {
            self.put(&format!("<th scope=\"col\"{}>{}</th>", class(column), escaped(&column.title)));
        }
        self.put("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.put("<tr>");
            for (index, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let (open, close) = if index == 0 { ("th scope=\"row\"", "th") } else { ("td", "td") };
                let inside = self.cell(cell);
                self.put(&format!("<{open}{}>{inside}</{close}>", class(column)));
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table></div>\n");
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Picture(picture) => self.picture(picture),
            Cell::Text { text, is_bold, remark, .. } => {
                let text = escaped(text);
                let text = if *is_bold { format!("<strong>{text}</strong>") } else { text };
                if remark.is_empty() { text } else { format!("{text}<small>{}</small>", escaped(remark)) }
            }
        }
    }
}

fn class(column: &Column) -> &'static str {
    if column.align == Align::Right { " class=\"right\"" } else { "" }
}

/// Runs in their weights, with a space between two that have none.
fn words(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let is_apart = out.ends_with(char::is_whitespace) || run.text.starts_with(char::is_whitespace);
        if !out.is_empty() && !is_apart {
            out.push(' ');
        }
        let text = escaped(&run.text);
        if run.is_bold {
            let _infallible = write!(out, "<strong>{text}</strong>");
        } else {
            out.push_str(&text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::page::TextStyle;

    #[test]
    fn what_a_user_writes_is_text_and_never_markup() {
        let style = TextStyle { size: 9.0, leading: 13.0, is_bold: false, colour: Palette::light().text };
        let evil = "<script>alert(\"1\")</script> & more";
        let blocks = [
            Block::Heading(1, evil.to_owned(), style, 0.0),
            Block::Paragraph(vec![Run::plain(evil), Run::bold(evil)], style, 0.0),
            Block::List(vec![vec![Run::plain(evil)]], style, 0.0),
        ];
        let page = html(evil, Language::Nl, evil, &blocks);
        assert!(!page.contains("<script") && page.contains("<strong>&lt;script&gt;"), "{page}");
        assert!(page.contains("<html lang=\"nl\">"));
    }
}
