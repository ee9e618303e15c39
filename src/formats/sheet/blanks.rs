//! OpenDocument with line breaks between the elements of a table, as GDAL writes it and calamine refuses it.
//! May use: nothing of the crate.

use std::io::{Cursor, Read, Write};

use quick_xml::events::Event;
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part with the tables.
const CONTENT: &str = "content.xml";

/// The same workbook without blanks between elements; `None` where it can't be made.
pub(super) fn removed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        if part.name().ok()? == CONTENT {
            let mut xml = Vec::new();
            part.read_to_end(&mut xml).ok()?;
            writer.start_file(CONTENT, SimpleFileOptions::default()).ok()?;
            writer.write_all(&without_blanks(&xml)?).ok()?;
        } else {
            writer.raw_copy_file(part).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Text counts within paragraphs only.
fn without_blanks(xml: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let mut paragraphs = 0_usize;
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Eof => return Some(writer.into_inner()),
            Event::Start(element) if is_paragraph(element.name().as_ref()) => paragraphs += 1,
            Event::End(element) if is_paragraph(element.name().as_ref()) => paragraphs = paragraphs.saturating_sub(1),
            Event::Text(text) if paragraphs == 0 && text.iter().all(u8::is_ascii_whitespace) => continue,
            _ => {}
        }
        writer.write_event(event).ok()?;
    }
}

fn is_paragraph(name: &[u8]) -> bool {
    matches!(name, b"text:p" | b"text:h")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blanks_between_elements_go() {
        let xml = b"<a>\n <b>\n<text:p> x <c>\n</c></text:p>\n</b></a>\n";
        let cleaned = without_blanks(xml).expect("it is XML");
        assert_eq!(String::from_utf8(cleaned).expect("text"), "<a><b><text:p> x <c>\n</c></text:p></b></a>");
    }
}
