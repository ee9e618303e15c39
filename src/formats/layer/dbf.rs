//! Tables of the dBase family (`.dbf`), in the encoding that a `.cpg` or the table's own language byte names.
//!
//! Facts are those of the dBase III to 7 and Visual FoxPro file descriptions; what a `.cpg` says, and that a width over
//! 255 stands in two bytes, is as GDAL reads it. Memos, which lie in another file, are left out. May use: nothing of
//! the crate.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use jiff::civil::Date;

use super::LayerError;
use super::builder::{integer, number};
use crate::formats::sheet::Cell;
use crate::model::Reason;

/// Upper half of code page 437, that of the first IBM PC.
const PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Upper half of code page 850, that of DOS in western Europe.
const PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Day number of 1 January 1970, counted as Julian days.
const JULIAN_EPOCH: i64 = 2_440_588;

/// A table in memory.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    fields: Vec<Field>,
    records: &'a [u8],
    record_bytes: usize,
    count: usize,
    page: Page,
}

#[derive(Debug)]
struct Field {
    name: String,
    kind: u8,
    start: usize,
    length: usize,
}

/// What stands at the place of a record.
#[derive(Debug, PartialEq)]
pub(super) enum Record {
    /// Its cells.
    Cells(Vec<Cell>),
    /// It is marked as deleted.
    Deleted,
    /// The file ends before it does.
    CutOff,
    /// The table has no such record.
    None,
}

/// An encoding.
#[derive(Clone, Copy, Debug)]
enum Page {
    Known(&'static Encoding),
    /// Half ASCII; the characters of the other half.
    Half(&'static str),
}

impl Default for Page {
    fn default() -> Self {
        Self::Known(WINDOWS_1252)
    }
}

impl<'a> Table<'a> {
    /// Reads the header.
    pub(super) fn open(bytes: &'a [u8], code_page: Option<&[u8]>) -> Result<Self, LayerError> {
        let broken = || LayerError::Broken(Reason::new("reason-table-header-cut"));
        let header: &[u8; 32] = bytes.first_chunk().ok_or_else(broken)?;
        let [version, _, _, _, c0, c1, c2, c3, h0, h1, r0, r1, ..] = *header;
        let language = header[29];
        let header_bytes = usize::from(u16::from_le_bytes([h0, h1]));
        let named = code_page.and_then(Page::from_label);
        let page = named.or_else(|| Page::from_language(language)).unwrap_or_default();
        let (descriptions, _) = bytes.get(32..header_bytes).ok_or_else(broken)?.as_chunks::<32>();
        let (mut fields, mut start) = (Vec::new(), 1);
        for description in descriptions.iter().take_while(|description| description[0] != b'\r') {
            let field = Field::read(description, start, version, page);
            start += field.length;
            fields.push(field);
        }
        Ok(Self {
            fields,
            records: bytes.get(header_bytes..).unwrap_or_default(),
            record_bytes: usize::from(u16::from_le_bytes([r0, r1])).max(start),
            count: u32::from_le_bytes([c0, c1, c2, c3]) as usize,
            page,
        })
    }

    /// Names of the columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.shown().map(|field| field.name.as_str())
    }

    /// Fields that are not in another file.
    fn shown(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !matches!(field.kind, b'M' | b'G' | b'P' | b'0' | b'V' | b'Q' | b'W'))
    }

    /// Number of records; a header that promises more than the file can hold is not believed.
    pub(super) fn len(&self) -> usize {
        self.count.min(self.records.len().div_ceil(self.record_bytes.max(1)))
    }

    /// The record at a place, from 0.
    pub(super) fn record(&self, at: usize) -> Record {
        if at >= self.len() {
            return Record::None;
        }
        let start = at.saturating_mul(self.record_bytes);
        let Some(bytes) = self.records.get(start..start.saturating_add(self.record_bytes)) else {
            return Record::CutOff;
        };
        if bytes.first() == Some(&b'*') {
            return Record::Deleted;
        }
        let raw = |field: &Field| bytes.get(field.start..field.start + field.length).unwrap_or_default();
        Record::Cells(self.shown().map(|field| cell(field.kind, raw(field), self.page)).collect())
    }
}

impl Field {
    fn read(description: &[u8; 32], start: usize, version: u8, page: Page) -> Self {
        let (name, rest) = description.split_at(11);
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let [kind, _, _, _, _, length, decimals, ..] = *rest else {
            return Self { name: page.text(name), kind: b'0', start, length: 0 };
        };
        let is_wide = kind == b'C' && decimals > 0;
        let length = usize::from(length) + if is_wide { usize::from(decimals) << 8 } else { 0 };
        // Type B is a memo in dBase, a float in Visual FoxPro.
        let kind = if kind == b'B' && !matches!(version, 0x30..=0x32) { b'M' } else { kind };
        Self { name: page.text(name), kind, start, length }
    }
}

fn cell(kind: u8, raw: &[u8], page: Page) -> Cell {
    match kind {
        b'N' | b'F' => from_digits(&String::from_utf8_lossy(raw)),
        b'L' => match raw.first() {
            Some(b'T' | b't' | b'Y' | b'y') => Cell::Text("true".to_owned()),
            Some(b'F' | b'f' | b'N' | b'n') => Cell::Text("false".to_owned()),
            _ => Cell::Empty,
        },
        b'D' => from_day(&String::from_utf8_lossy(raw)),
        b'I' | b'+' => raw.first_chunk().map_or(Cell::Empty, |raw| integer(i32::from_le_bytes(*raw).into())),
        b'B' | b'O' => raw.first_chunk().map_or(Cell::Empty, |raw| number(f64::from_le_bytes(*raw))),
        b'Y' => raw.first_chunk().map_or(Cell::Empty, |raw| number(i64::from_le_bytes(*raw) as f64 / 10_000.0)),
        b'T' | b'@' => raw.first_chunk().map_or(Cell::Empty, |raw| from_julian(i32::from_le_bytes(*raw))),
        _ => Cell::from_text(&page.text(raw)),
    }
}

/// A number that is typed out; stars and blanks stand for none.
fn from_digits(text: &str) -> Cell {
    let text = text.trim_matches(['\0', ' ']);
    if text.chars().all(|sign| sign == '*') {
        return Cell::Empty;
    }
    if let Ok(whole) = text.parse::<i64>() {
        return integer(whole);
    }
    match text.replace(',', ".").parse::<f64>() {
        Ok(value) => number(value),
        Err(_) => Cell::Broken(text.to_owned()),
    }
}

fn from_day(text: &str) -> Cell {
    let text = text.trim_matches(['\0', ' ']);
    if text.chars().all(|sign| sign == '0') {
        return Cell::Empty;
    }
    Date::strptime("%Y%m%d", text).map_or_else(|_| Cell::Broken(text.to_owned()), Cell::Date)
}

fn from_julian(day: i32) -> Cell {
    let days = i64::from(day) - JULIAN_EPOCH;
    let date = jiff::ToSpan::days(1).checked_mul(days).and_then(|span| Date::constant(1970, 1, 1).checked_add(span));
    if day == 0 { Cell::Empty } else { date.map_or_else(|_| Cell::Broken(day.to_string()), Cell::Date) }
}

impl Page {
    /// The encoding that a `.cpg` names: a label, or the number of a code page with or without a word before it.
    fn from_label(label: &[u8]) -> Option<Self> {
        let label =
            String::from_utf8_lossy(label).trim_matches(['\u{feff}', '\0', ' ', '\r', '\n', '\t']).to_ascii_lowercase();
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            return Some(Self::Known(encoding));
        }
        if let Some(language) = label.strip_prefix("ldid/") {
            return Self::from_language(language.parse().ok()?);
        }
        let digits: String =
            label.chars().skip_while(|sign| !sign.is_ascii_digit()).filter(char::is_ascii_digit).collect();
        let name = match digits.as_str() {
            "437" => return Some(Self::Half(PAGE_437)),
            "850" | "858" => return Some(Self::Half(PAGE_850)),
            "8" | "65001" => return Some(Self::Known(UTF_8)),
            "932" => "shift_jis".to_owned(),
            "936" => "gbk".to_owned(),
            "949" => "euc-kr".to_owned(),
            "950" => "big5".to_owned(),
            "866" => "ibm866".to_owned(),
            digits => match digits.strip_prefix("8859") {
                Some(part) => format!("iso-8859-{part}"),
                None => format!("windows-{digits}"),
            },
        };
        Encoding::for_label(name.as_bytes()).map(Self::Known)
    }

    /// The encoding of a language byte.
    fn from_language(language: u8) -> Option<Self> {
        let number: &[u8] = match language {
            0x01 | 0x09 | 0x0b | 0x0d | 0x0f | 0x11 | 0x15 | 0x18 | 0x19 | 0x1b => b"437",
            0x02 | 0x0a | 0x0e | 0x10 | 0x12 | 0x14 | 0x16 | 0x1a | 0x1d | 0x25 | 0x37 => b"850",
            0x03 | 0x57..=0x59 => b"1252",
            0x13 | 0x7b => b"932",
            0x26 | 0x65 => b"866",
            0x4d | 0x7a => b"936",
            0x4e | 0x79 => b"949",
            0x4f | 0x78 => b"950",
            0xc8 => b"1250",
            0xc9 => b"1251",
            0xca => b"1254",
            0xcb => b"1253",
            0xcc => b"1257",
            _ => return None,
        };
        Self::from_label(number)
    }

    fn text(self, raw: &[u8]) -> String {
        let end = raw.iter().position(|byte| *byte == 0).unwrap_or(raw.len());
        let raw = raw.get(..end).unwrap_or(raw);
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(raw).0.into_owned(),
            Self::Half(upper) => raw
                .iter()
                .map(|byte| match byte.checked_sub(128) {
                    None => char::from(*byte),
                    Some(place) => upper.chars().nth(place.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
                })
                .collect(),
        }
    }
}
