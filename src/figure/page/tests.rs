//! Pages hold everything, nothing twice, nothing outside.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::figure::place::{self, Bounds};
use crate::figure::style::Palette;

fn style(size: f32) -> TextStyle {
    TextStyle { size, leading: size * 1.4, is_bold: false, colour: Palette::light().text }
}

fn sheet() -> Sheet {
    Sheet { size: A4, margins: [42.0, 46.0, 42.0, 50.0] }
}

fn laid(blocks: &[Block]) -> Document {
    let line = Palette::light().line;
    let header = ["Sint-Gillis-Waas".to_owned(), "Regioscope".to_owned()];
    let furniture =
        Furniture { header, footer: "steekproef, geen volledige telling".to_owned(), style: style(7.5), line };
    document("Proef".to_owned(), Language::Nl, Arc::from("x"), sheet(), &furniture, blocks)
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let column = |title: &str, part, align| Column { title: title.to_owned(), part, align, max_lines: 3 };
    Table {
        columns: vec![
            column("Project", 3.0, Align::Left),
            column("Periode", 1.0, Align::Left),
            column("Rang", 0.5, Align::Right),
        ],
        rows,
        style: style(8.5),
        small: style(7.5),
        line: Palette::light().line,
        padding: 3.0,
    }
}

fn row(title: &str) -> Vec<Cell> {
    vec![Cell::text(title), Cell::text("2018–2020"), Cell::text("1")]
}

/// Texts of what is content, in order.
fn content(document: &Document) -> Vec<String> {
    let parts = document.pages.iter().flat_map(|page| &page.parts);
    let content = parts.filter(|part| matches!(part.mark, Mark::Content(_)));
    let texts = content.flat_map(|part| &part.scene).filter_map(|primitive| match primitive {
        Primitive::Text(label) => Some(label.text.clone()),
        _ => None,
    });
    texts.collect()
}

fn text_boxes(page: &Page) -> Vec<(String, Bounds)> {
    let texts = page.parts.iter().flat_map(|part| &part.scene).filter_map(|primitive| match primitive {
        Primitive::Text(label) => {
            // Letters reach less far than the line: lines of one paragraph stand close.
            let [left, _, right, _] = place::text_bounds(label);
            let reach = label.size * 0.4;
            Some((label.text.clone(), [left, label.at[1] - reach, right, label.at[1] + reach]))
        }
        _ => None,
    });
    texts.collect()
}

fn check(document: &Document) -> Result<(), TestCaseError> {
    let whole = [0.0, 0.0, document.size[0], document.size[1]];
    for page in &document.pages {
        for primitive in page.parts.iter().flat_map(|part| &part.scene) {
            let own = place::bounds(primitive).expect("an extent");
            prop_assert!(place::is_within(own, whole), "{primitive:?}");
        }
        let boxes = text_boxes(page);
        for (index, (text, a)) in boxes.iter().enumerate() {
            for (other, b) in boxes.iter().skip(index + 1) {
                let overlaps = a[0] < b[2] - 0.1 && b[0] < a[2] - 0.1 && a[1] < b[3] - 0.1 && b[1] < a[3] - 0.1;
                prop_assert!(!overlaps, "{text} {a:?} lies over {other} {b:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn a_heading_stays_with_what_follows_it() {
    let filler = |height| {
        let picture =
            Picture { name: "x".to_owned(), alternative: "x".to_owned(), scene: Vec::new(), size: [10.0, height] };
        Block::Picture(picture, 0.0)
    };
    let heading = Block::Heading(2, "Projecten".to_owned(), style(13.0), 12.0);
    let laid = laid(&[filler(715.0), heading, Block::Table(table(vec![row("Eerste"), row("Tweede")]), 4.0)]);
    assert_eq!(laid.pages.len(), 2);
    let bookmark = laid.bookmarks.first().expect("a heading");
    assert_eq!((bookmark.page, bookmark.top), (1, 46.0), "the space above a heading falls away at the top of a page");
}

#[test]
fn a_table_shows_its_header_on_every_page_and_counts_it_once() {
    let laid = laid(&[Block::Table(table((0..120).map(|index| row(&format!("Project {index}"))).collect()), 0.0)]);
    assert!(laid.pages.len() > 2);
    for page in &laid.pages {
        assert!(text_boxes(page).iter().any(|(text, _)| text == "Periode"), "a header on every page");
    }
    assert_eq!(content(&laid).iter().filter(|text| *text == "Periode").count(), 1);
    assert_eq!(laid.nodes.iter().filter(|node| node.role == Role::Row).count(), 121);
    let numbers: Vec<bool> = laid
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| {
            let number = format!("{} / {}", index + 1, laid.pages.len());
            text_boxes(page).iter().any(|(text, _)| *text == number)
        })
        .collect();
    assert!(numbers.iter().all(|is_there| *is_there), "each page has its number: {numbers:?}");
}

#[test]
fn words_are_kept_and_only_a_full_cell_is_cut() {
    let text = "Aandeel zonder Belgische nationaliteit ".repeat(40);
    let laid = laid(&[Block::Paragraph(vec![Run::bold("Definitie."), Run::plain(text.as_str())], style(9.0), 0.0)]);
    let words = content(&laid).join(" ");
    assert_eq!(words.split_whitespace().count(), 1 + 40 * 4);
    let lines = words::text_lines(&text, style(9.0), 100.0, 2);
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| font_width(line) <= 100.0) && lines[1].ends_with('…'), "{lines:?}");
    let broken = words::text_lines("Zwijndrecht-Beveren-Kruibeke-Melsele", style(9.0), 50.0, 9);
    assert!(broken.len() > 2 && broken.concat() == "Zwijndrecht-Beveren-Kruibeke-Melsele", "{broken:?}");
}

fn font_width(text: &str) -> f32 {
    crate::figure::font::width(text, 9.0, false)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_overlaps_leaves_the_page_or_is_lost(
        titles in proptest::collection::vec("[A-Za-zé-]{1,60}( [a-z]{1,14}){0,12}", 1..70),
        paragraphs in proptest::collection::vec("[a-z]{1,12}( [a-z]{1,30}){0,90}", 0..6),
        height in 10.0_f32..600.0,
    ) {
        let colour = Palette::light().line;
        let frame = Primitive::Card { bounds: [0.0, 0.0, 200.0, height], radius: 0.0, fill: colour, line: None };
        let picture = Picture { name: "x".to_owned(), alternative: "x".to_owned(), scene: vec![frame], size: [200.0, height] };
        let mut blocks = vec![Block::Heading(1, titles[0].clone(), style(24.0), 0.0)];
        let text = |text: &String| Block::Paragraph(vec![Run::plain(text.as_str())], style(9.0), 6.0);
        blocks.extend(paragraphs.iter().map(text));
        let beside = paragraphs.iter().take(1).map(text).collect();
        blocks.push(Block::Columns(vec![(200.0, vec![Block::Picture(picture, 0.0)]), (300.0, beside)], 11.0, 8.0));
        blocks.push(Block::Heading(2, "Projecten".to_owned(), style(13.0), 14.0));
        blocks.push(Block::Table(table(titles.iter().map(|title| row(title)).collect()), 4.0));
        let laid = laid(&blocks);
        check(&laid)?;
        let periods = content(&laid).iter().filter(|text| *text == "2018–2020").count();
        prop_assert_eq!(periods, titles.len());
    }
}
