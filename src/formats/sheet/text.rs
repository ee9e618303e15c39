//! Comma-separated values and their kin, in any encoding. May use: `formats::csv`.

use std::collections::BTreeSet;

use super::{Cell, MAX_CELLS, MAX_COLUMNS, Row, Sheet, SheetError, decimal_of};
use crate::formats::csv::decode::{Encoding, TextReader};
use crate::formats::csv::records::{Records, split};
use crate::formats::csv::{restore, sniff};
use crate::formats::number::Decimal;
use crate::model::Reason;

/// Bytes looked at before reading begins.
const SAMPLE_BYTES: usize = 64 << 10;

/// Reads a text file.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let (encoding, mark) = Encoding::sniff(bytes.get(..SAMPLE_BYTES).unwrap_or(bytes));
    let body = bytes.get(mark..).unwrap_or_default();
    let head = body.get(..SAMPLE_BYTES).unwrap_or(body);
    let sample = decoded(head, encoding)?;
    if sample.trim_start().starts_with('<') {
        return Err(SheetError::Markup);
    }
    let delimiter = sniff::declared(&sample).unwrap_or_else(|| widest(&sample));
    let mut records = Records::new(TextReader::new(body, encoding, Vec::new()), delimiter);
    if sniff::declared(&sample).is_some() {
        records.next_record()?;
    }
    let (mut rows, mut cell_count) = (Vec::new(), 0_usize);
    while let Some(record) = records.next_record()? {
        cell_count += record.fields.len();
        if cell_count > MAX_CELLS || record.fields.len() > MAX_COLUMNS {
            return Err(SheetError::TooLarge(Reason::more("reason-more-cells", MAX_CELLS)));
        }
        // A quote that is never closed costs its own line only.
        let fields = if record.is_unclosed { split(record.original, delimiter) } else { record.fields };
        let mut cells: Vec<Cell> = fields.iter().map(|field| Cell::from_text(restore(field))).collect();
        if let Some(last) = cells.last_mut().filter(|_| record.is_unclosed) {
            *last = Cell::Unclosed(last.shown().into_owned());
        }
        rows.push(Row { number: record.line, cells });
    }
    let by_delimiter = if delimiter == b';' { Decimal::Comma } else { Decimal::Point };
    let decimal = decimal_of(&rows).unwrap_or(by_delimiter);
    Ok(Sheet { name: String::new(), is_hidden: false, percents: BTreeSet::new(), rows, decimal })
}

fn decoded(head: &[u8], encoding: Encoding) -> Result<String, SheetError> {
    let mut text = String::new();
    let mut reader = TextReader::new(std::io::empty(), encoding, head.to_vec());
    reader.append(&mut text)?;
    Ok(text)
}

/// The delimiter by which most lines have the same number of fields, and more than one. Titles above a table have
/// other widths than its rows, so that the first line does not decide.
fn widest(sample: &str) -> u8 {
    const LINES: usize = 60;
    let lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let score = |sign: u8| {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for line in &lines {
            *counts.entry(split(line, sign).len()).or_default() += 1;
        }
        counts.into_iter().filter(|(width, _)| *width > 1).map(|(width, count)| (count, width)).max()
    };
    // Of signs that do equally well the last wins: a decimal comma loses to a semicolon.
    [b'|', b',', b'\t', b';'].into_iter().max_by_key(|sign| score(*sign)).unwrap_or(b',')
}
