//! Looks a workbook through before it is opened: how much it unfolds to, counted and not believed, and whether its
//! parts are whole. A part that ends within a table would keep a reader waiting for its end. May use: nothing of the
//! crate.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{MAX_CELLS, SheetError};
use crate::model::Reason;

/// Most bytes that all parts of a workbook may unfold to.
pub(super) const MAX_UNPACKED_BYTES: u64 = 512 << 20;

/// Most parts of a workbook.
const MAX_PARTS: usize = 4_096;

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 256;

/// Which kind of workbook it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Office Open XML (ECMA-376).
    Xlsx,
    /// OpenDocument (ISO/IEC 26300).
    Ods,
}

/// Looks through every part; together they may unfold to so many bytes.
pub(super) fn inspect(bytes: &[u8], max_unpacked_bytes: u64) -> Result<Kind, SheetError> {
    let failed = |error: zip::result::ZipError| SheetError::Workbook(Reason::said(error));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    if archive.len() > MAX_PARTS {
        return Err(SheetError::TooLarge(Reason::more("reason-more-parts", MAX_PARTS)));
    }
    let kind = kind(&archive)?;
    let mut left = max_unpacked_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(failed)?;
        let name = part.name().map_err(failed)?.into_owned();
        let is_markup = matches!(name.rsplit('.').next(), Some("xml" | "rels"));
        let mut counted = Counted { part, left, is_over: false };
        let outcome = if is_markup { look_through(&mut counted, kind) } else { drain(&mut counted) };
        if counted.is_over {
            return Err(SheetError::TooLarge(Reason::more("reason-more-megabytes", 512)));
        }
        outcome?;
        left = counted.left;
    }
    Ok(kind)
}

fn kind(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Kind, SheetError> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("[Content_Types].xml") && archive.file_names().any(|name| name.is_ok_and(|name| name.starts_with("xl/"))) {
        Ok(Kind::Xlsx)
    } else if has("content.xml") && has("mimetype") {
        Ok(Kind::Ods)
    } else {
        Err(SheetError::Workbook(Reason::new("reason-no-workbook")))
    }
}

/// Counts what is really unfolded.
struct Counted<R> {
    part: R,
    left: u64,
    is_over: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.part.read(buffer)?;
        let left = self.left.checked_sub(length as u64);
        self.is_over |= left.is_none();
        self.left = left.unwrap_or_default();
        Ok(if self.is_over { 0 } else { length })
    }
}

fn drain(part: &mut impl Read) -> Result<(), SheetError> {
    let copied = std::io::copy(part, &mut std::io::sink());
    copied.map(|_| ()).map_err(|error| SheetError::Workbook(Reason::said(error)))
}

/// Whether every element is closed, and how many cells repeated ones make.
fn look_through(part: &mut impl Read, kind: Kind) -> Result<(), SheetError> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    let mut cells = Unfolded::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| SheetError::Workbook(Reason::said(error)))? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(SheetError::Workbook(Reason::new("reason-nested")));
                }
                if kind == Kind::Ods {
                    cells.take(&element, true)?;
                }
            }
            Event::Empty(element) if kind == Kind::Ods => cells.take(&element, false)?,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::DocType(_) => return Err(SheetError::Workbook(Reason::new("reason-document-type"))),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(SheetError::Workbook(Reason::new("reason-ends-within-element"))),
            _ => {}
        }
    }
}

/// Cells that an OpenDocument table unfolds to.
#[derive(Default)]
struct Unfolded {
    row_repeat: usize,
    /// Empty cells since the last filled one of the row: they count when another filled one follows.
    waiting: usize,
    total: usize,
}

impl Unfolded {
    fn take(&mut self, element: &BytesStart<'_>, has_content: bool) -> Result<(), SheetError> {
        match element.name().as_ref() {
            b"table:table-row" => {
                self.row_repeat = repeat(element, "table:number-rows-repeated");
                self.waiting = 0;
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let count = repeat(element, "table:number-columns-repeated");
                let is_filled =
                    has_content || element.try_get_attribute("office:value-type").is_ok_and(|found| found.is_some());
                if is_filled {
                    let added = self.waiting.saturating_add(count).saturating_mul(self.row_repeat.max(1));
                    self.total = self.total.saturating_add(added);
                    self.waiting = 0;
                } else {
                    self.waiting = self.waiting.saturating_add(count);
                }
            }
            _ => {}
        }
        if self.total > MAX_CELLS {
            Err(SheetError::TooLarge(Reason::more("reason-more-cells", MAX_CELLS)))
        } else {
            Ok(())
        }
    }
}

fn repeat(element: &BytesStart<'_>, name: &str) -> usize {
    let attribute = element.try_get_attribute(name).ok().flatten();
    let text = attribute.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned());
    text.and_then(|text| text.parse().ok()).unwrap_or(1)
}
