//! Cells and texts as the markup of OpenDocument 1.3 (OASIS, part 3). May use: `workbook`.

use std::fmt::{Arguments, Write};

use super::package::{FRACTION_STYLE, MOMENT_STYLE};
use crate::formats::workbook::{Cell, has_fraction, shown_moment};

/// Adds a whole row. Empty cells that follow each other are one element.
pub(super) fn push_row(xml: &mut String, cells: &[Cell<'_>]) {
    xml.push_str("<table:table-row>");
    let mut empty_count = 0;
    for cell in cells {
        if matches!(cell, Cell::Empty) {
            empty_count += 1;
        } else {
            push_empty(xml, empty_count);
            empty_count = 0;
            push_cell(xml, cell);
        }
    }
    // A row has at least one cell.
    push_empty(xml, if cells.is_empty() { 1 } else { empty_count });
    xml.push_str("</table:table-row>\n");
}

/// Adds what is formatted, without a text of its own.
fn push(xml: &mut String, what: Arguments<'_>) {
    // Writing to a string can't fail.
    let _written = xml.write_fmt(what);
}

/// Adds a row of titles.
pub(super) fn push_header<'a>(xml: &mut String, titles: impl Iterator<Item = &'a str>) {
    xml.push_str("<table:table-header-rows><table:table-row>");
    for title in titles {
        xml.push_str("<table:table-cell table:style-name=\"header\" office:value-type=\"string\">");
        push_paragraphs(xml, title);
        xml.push_str("</table:table-cell>");
    }
    xml.push_str("</table:table-row></table:table-header-rows>\n");
}

fn push_empty(xml: &mut String, count: usize) {
    match count {
        0 => {}
        1 => xml.push_str("<table:table-cell/>"),
        _ => push(xml, format_args!("<table:table-cell table:number-columns-repeated=\"{count}\"/>")),
    }
}

fn push_cell(xml: &mut String, cell: &Cell<'_>) {
    match cell {
        Cell::Empty => xml.push_str("<table:table-cell/>"),
        Cell::Number(number) => {
            xml.push_str("<table:table-cell office:value-type=\"float\" office:value=\"");
            push(xml, format_args!("{number}\"><text:p>{number}</text:p></table:table-cell>"));
        }
        Cell::Boolean(yes) => {
            let shown = if *yes { "TRUE" } else { "FALSE" };
            push(
                xml,
                format_args!(
                    "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"{yes}\"><text:p>{shown}\
                     </text:p></table:table-cell>"
                ),
            );
        }
        Cell::Moment(moment) => {
            let style = if has_fraction(*moment) { FRACTION_STYLE } else { MOMENT_STYLE };
            let shown = shown_moment(*moment);
            push(
                xml,
                format_args!(
                    "<table:table-cell table:style-name=\"{style}\" office:value-type=\"date\" \
                     office:date-value=\"{moment}\"><text:p>{shown}</text:p></table:table-cell>"
                ),
            );
        }
        Cell::Text(text) => {
            xml.push_str("<table:table-cell office:value-type=\"string\">");
            push_paragraphs(xml, text);
            xml.push_str("</table:table-cell>");
        }
    }
}

/// Adds a text, a paragraph for each line.
fn push_paragraphs(xml: &mut String, text: &str) {
    for line in text.split('\n') {
        xml.push_str("<text:p>");
        push_line(xml, line);
        xml.push_str("</text:p>");
    }
}

/// Adds a line so that no space is lost: readers drop spaces at both ends and all but one of several between.
fn push_line(xml: &mut String, line: &str) {
    if is_plain(line) {
        xml.push_str(line);
    } else {
        push_marked_up(xml, line);
    }
}

/// Whether a line stands for itself, as most do.
fn is_plain(line: &str) -> bool {
    // A space at the beginning is dropped as one after another is.
    let mut last = b' ';
    for byte in line.bytes() {
        let is_markup = matches!(byte, b'&' | b'<' | b'>' | b'"' | ..b' ');
        // U+FFFE and U+FFFF begin with it, as other characters do that need nothing.
        if is_markup || byte == 0xef || (byte == b' ' && last == b' ') {
            return false;
        }
        last = byte;
    }
    last != b' ' || line.is_empty()
}

fn push_marked_up(xml: &mut String, line: &str) {
    let mut space_count = 0;
    let mut is_start = true;
    for character in line.chars() {
        if character == ' ' {
            space_count += 1;
            continue;
        }
        if space_count > 0 && !is_start {
            xml.push(' ');
            space_count -= 1;
        }
        push_spaces(xml, space_count);
        (space_count, is_start) = (0, false);
        push_character(xml, character);
    }
    push_spaces(xml, space_count);
}

fn push_spaces(xml: &mut String, count: usize) {
    match count {
        0 => {}
        1 => xml.push_str("<text:s/>"),
        _ => push(xml, format_args!("<text:s text:c=\"{count}\"/>")),
    }
}

fn push_character(xml: &mut String, character: char) {
    match character {
        '\t' => xml.push_str("<text:tab/>"),
        '&' => xml.push_str("&amp;"),
        '<' => xml.push_str("&lt;"),
        '>' => xml.push_str("&gt;"),
        '"' => xml.push_str("&quot;"),
        // XML 1.0, production 2, has no way to write these.
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push('\u{fffd}'),
        other => xml.push(other),
    }
}

/// A text as the value of an attribute, which has no line ends and keeps its spaces.
pub(super) fn attribute(text: &str) -> String {
    let mut xml = String::new();
    for character in text.chars() {
        push_character(&mut xml, if character == '\t' { ' ' } else { character });
    }
    xml
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str) -> String {
        let mut xml = String::new();
        push_line(&mut xml, text);
        xml
    }

    #[test]
    fn spaces_and_tabs_survive() {
        assert_eq!(line("a b"), "a b");
        assert_eq!(line("  a   b "), "<text:s text:c=\"2\"/>a <text:s text:c=\"2\"/>b<text:s/>");
        assert_eq!(line(" "), "<text:s/>");
        assert_eq!(line("a\t b"), "a<text:tab/> b");
    }

    #[test]
    fn forbidden_characters_are_replaced_and_markup_is_escaped() {
        assert_eq!(line("\0\u{1f}\u{fffe}\u{ffff}\u{7f}"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{7f}");
        assert_eq!(line("<&>\"'"), "&lt;&amp;&gt;&quot;'");
        assert_eq!(attribute("a\t\"\u{1}"), "a &quot;\u{fffd}");
    }

    proptest! {
        #[test]
        fn a_plain_line_is_what_marking_up_makes_of_it(line in "[ -~é\u{0}\u{1f}\u{fffd}-\u{ffff}]{0,12}") {
            let mut xml = String::new();
            push_marked_up(&mut xml, &line);
            prop_assert_eq!(self::line(&line), xml);
        }
    }

    #[test]
    fn lines_are_paragraphs() {
        let mut xml = String::new();
        push_paragraphs(&mut xml, "a\n\nb");
        assert_eq!(xml, "<text:p>a</text:p><text:p></text:p><text:p>b</text:p>");
    }

    #[test]
    fn empty_cells_are_repeated() {
        let mut xml = String::new();
        push_row(&mut xml, &[Cell::Empty, Cell::Empty, Cell::Boolean(true), Cell::Empty]);
        push_row(&mut xml, &[]);
        assert_eq!(
            xml,
            "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>\
             <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p>\
             </table:table-cell><table:table-cell/></table:table-row>\n\
             <table:table-row><table:table-cell/></table:table-row>\n"
        );
    }
}
