//! Which columns a workbook shows as per cent: there 0.25 stands for 25 %. May use: nothing of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::MAX_COLUMNS;

/// What is counted of a sheet, by column: numbers, and those among them shown as per cent.
#[derive(Debug, Default)]
pub(super) struct Percents(BTreeMap<usize, (usize, usize)>);

impl Percents {
    /// Counts a number.
    pub fn count(&mut self, column: usize, is_percent: bool) {
        let counts = self.0.entry(column).or_default();
        counts.0 += 1;
        counts.1 += usize::from(is_percent);
    }

    /// The columns most of whose numbers are.
    pub fn columns(self) -> BTreeSet<usize> {
        self.0.into_iter().filter(|(_, (all, percents))| 2 * percents > *all).map(|(column, _)| column).collect()
    }
}

/// Of the sheets of an OpenDocument workbook in their order; what can't be read counts nothing. calamine reads such cells
/// as numbers like others.
pub(super) fn of_ods(bytes: &[u8]) -> Vec<Percents> {
    let mut sheets = Vec::new();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return sheets };
    let Ok(part) = archive.by_name("content.xml") else { return sheets };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let (mut buffer, mut column) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.name().as_ref() {
                b"table:table" => sheets.push(Percents::default()),
                b"table:table-row" => column = 0,
                b"table:table-cell" | b"table:covered-table-cell" => {
                    let cell = NumberCells::of(&element);
                    if let (Some(is_percent), Some(sheet)) = (cell.is_percent, sheets.last_mut()) {
                        let columns = column..column.saturating_add(cell.count).min(MAX_COLUMNS);
                        columns.for_each(|column| sheet.count(column, is_percent));
                    }
                    column = column.saturating_add(cell.count);
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return sheets,
            Ok(_) => {}
        }
    }
}

/// Cells beside each other that are written once.
struct NumberCells {
    count: usize,
    /// `None` = they are no numbers.
    is_percent: Option<bool>,
}

impl NumberCells {
    fn of(element: &BytesStart<'_>) -> Self {
        let mut cells = Self { count: 1, is_percent: None };
        for attribute in element.attributes().flatten() {
            match (attribute.key.as_ref(), attribute.value.as_ref()) {
                (b"table:number-columns-repeated", count) => {
                    cells.count = std::str::from_utf8(count).ok().and_then(|count| count.parse().ok()).unwrap_or(1);
                }
                (b"office:value-type", b"percentage") => cells.is_percent = Some(true),
                (b"office:value-type", b"float" | b"currency") => cells.is_percent = Some(false),
                _ => {}
            }
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn columns(content: &str) -> Vec<BTreeSet<usize>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("content.xml", SimpleFileOptions::default()).expect("a part");
        writer.write_all(content.as_bytes()).expect("written");
        let bytes = writer.finish().expect("an archive").into_inner();
        of_ods(&bytes).into_iter().map(Percents::columns).collect()
    }

    #[test]
    fn cells_of_open_document_say_that_they_are_per_cent() {
        let cell = |kind: &str, count: usize| {
            format!("<table:table-cell office:value-type=\"{kind}\" table:number-columns-repeated=\"{count}\"/>")
        };
        let first = format!("{}{}{}", cell("string", 1), cell("float", 2), cell("percentage", 1));
        let second = format!("<table:covered-table-cell/>{}{}", cell("percentage", 1), cell("percentage", 2));
        let third = format!("<table:table-cell/>{}{}", cell("currency", 1), cell("percentage", 2));
        let rows = [first, second, third].map(|row| format!("<table:table-row>{row}</table:table-row>")).concat();
        let content = format!("<x><table:table table:name=\"a\">{rows}</table:table><table:table/></x>");
        assert_eq!(columns(&content), [BTreeSet::from([2, 3]), BTreeSet::new()]);
        assert_eq!(columns("<x><table:table><unclosed"), [BTreeSet::new()]);
        let far = format!("<table:table><table:table-row>{}", cell("percentage", usize::MAX));
        assert_eq!(columns(&far)[0].len(), MAX_COLUMNS);
        assert!(of_ods(b"no archive").is_empty());
    }
}
