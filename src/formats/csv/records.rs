//! Text to records: quotes, doubled quotes, line ends of any kind, blank lines, and a way back from a quote that is
//! never closed.

use std::borrow::Cow;
use std::io::Read;

use memchr::{memchr, memchr2, memchr2_iter, memchr3};

use super::decode::TextReader;

/// Longest record; a longer one is a quote that was never closed.
const MAX_RECORD_BYTES: usize = 1 << 20;

/// A record, as it lies in the buffer of its [`Records`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRecord<'a> {
    /// Line on which it starts, from 1.
    pub line: u64,
    /// Its fields.
    pub fields: Vec<Cow<'a, str>>,
    /// Its text as it stood.
    pub original: &'a str,
    /// Whether a quote is opened in its first line and never closed; `fields` is then empty.
    pub is_unclosed: bool,
}

/// Reads records one after another.
#[derive(Debug)]
pub struct Records<R> {
    reader: TextReader<R>,
    buffer: String,
    start: usize,
    line: u64,
    delimiter: u8,
    width: Option<usize>,
    is_at_end: bool,
}

impl<R: Read> Records<R> {
    /// Records of a text.
    pub fn new(reader: TextReader<R>, delimiter: u8) -> Self {
        Self { reader, buffer: String::new(), start: 0, line: 1, delimiter, width: None, is_at_end: false }
    }

    /// Sets how many fields a record should have. One that spans lines and has another number is taken as its first
    /// line only, so that a stray quote does not swallow the good rows after it.
    pub const fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// The next record that is not blank; `None` at the end.
    ///
    /// # Errors
    /// When the input can't be read.
    pub fn next_record(&mut self) -> std::io::Result<Option<RawRecord<'_>>> {
        loop {
            let Some(found) = self.find_end()? else { return Ok(None) };
            let span = self.take(found);
            if span.is_unclosed || !is_blank(self.text(&span), self.delimiter) {
                return Ok(Some(self.record(&span)));
            }
        }
    }

    /// End of the record at `start`: position after its text, and whether its quotes are closed.
    fn find_end(&mut self) -> std::io::Result<Option<(usize, bool)>> {
        loop {
            let bytes = self.buffer.as_bytes().get(self.start..).unwrap_or_default();
            if let Some(length) = record_length(bytes, self.delimiter, self.is_at_end) {
                return Ok(Some((self.start + length, true)));
            }
            if bytes.len() > MAX_RECORD_BYTES {
                return Ok(Some((self.start + first_line(bytes), false)));
            }
            if self.is_at_end {
                let length = first_line(bytes);
                return Ok((!bytes.is_empty()).then_some((self.start + length, false)));
            }
            self.refill()?;
        }
    }

    fn refill(&mut self) -> std::io::Result<()> {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.is_at_end = !self.reader.append(&mut self.buffer)?;
        Ok(())
    }

    /// Where the record lies, and steps over it.
    fn take(&mut self, (mut end, is_closed): (usize, bool)) -> Span {
        let text = self.buffer.get(self.start..end).unwrap_or_default();
        let line_length = first_line(text.as_bytes());
        let spans_lines = line_length < text.len();
        if spans_lines && self.width.is_some_and(|width| is_closed && split(text, self.delimiter).len() != width) {
            end = self.start + line_length;
        }
        let span = Span { start: self.start, end, line: self.line, is_unclosed: !is_closed };
        self.line += line_count(self.text(&span));
        self.start = end;
        span
    }

    fn text(&self, span: &Span) -> &str {
        self.buffer.get(span.start..span.end).unwrap_or_default()
    }

    fn record(&self, span: &Span) -> RawRecord<'_> {
        let text = self.text(span);
        RawRecord {
            line: span.line,
            fields: if span.is_unclosed { Vec::new() } else { split(text, self.delimiter) },
            original: text.trim_end_matches(['\r', '\n']),
            is_unclosed: span.is_unclosed,
        }
    }
}

/// Where a record lies in the buffer.
struct Span {
    start: usize,
    end: usize,
    line: u64,
    is_unclosed: bool,
}

/// Whether nothing stands in any field.
fn is_blank(text: &str, delimiter: u8) -> bool {
    let has_word = text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    !has_word && split(text, delimiter).iter().all(|field| field.trim().is_empty())
}

/// Length of the record at the start of `bytes`, its line end included; `None` where it goes on.
fn record_length(bytes: &[u8], delimiter: u8, is_at_end: bool) -> Option<usize> {
    let mut is_quoted = false;
    let mut index = 0;
    // Only these bytes mean anything; a search for them goes over the others many at once.
    let next = |from: usize, is_quoted: bool| {
        let rest = bytes.get(from..)?;
        let found = if is_quoted { memchr(b'"', rest) } else { memchr3(b'"', b'\n', b'\r', rest) };
        Some(from + found?)
    };
    while let Some(at) = next(index, is_quoted) {
        let after = bytes.get(at + 1).copied();
        index = at + 1;
        match bytes.get(at) {
            Some(b'"') if is_quoted && after == Some(b'"') => index += 1,
            Some(b'"') if is_quoted => is_quoted = false,
            // A quote within a field is a letter like others.
            Some(b'"') => is_quoted = at.checked_sub(1).is_none_or(|before| bytes.get(before) == Some(&delimiter)),
            Some(b'\n') => return Some(at + 1),
            // A lone carriage return ends a line too; whether a line feed follows must be known first.
            _ if after.is_some_and(|next| next != b'\n') => return Some(at + 1),
            _ => {}
        }
    }
    (is_at_end && !is_quoted && !bytes.is_empty()).then_some(bytes.len())
}

/// Length of the first line, its end included.
fn first_line(bytes: &[u8]) -> usize {
    match memchr2(b'\n', b'\r', bytes) {
        Some(at) if bytes.get(at..at + 2) == Some(b"\r\n") => at + 2,
        Some(at) => at + 1,
        None => bytes.len(),
    }
}

fn line_count(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
    memchr2_iter(b'\n', b'\r', bytes).filter(is_end).count() as u64
}

/// The fields of one record.
pub fn split(text: &str, delimiter: u8) -> Vec<Cow<'_, str>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut rest = text.strip_suffix('\r').unwrap_or(text);
    let mut fields = Vec::with_capacity(40);
    loop {
        let (field, length) = if let Some(inside) = rest.strip_prefix('"') {
            let (field, length) = quoted(inside, delimiter);
            (field, length + 1)
        } else {
            let length = memchr(delimiter, rest.as_bytes()).unwrap_or(rest.len());
            (Cow::Borrowed(rest.get(..length).unwrap_or_default()), length)
        };
        fields.push(field);
        // The delimiter itself; there is none after the last field.
        match rest.get(length + 1..) {
            Some(after) if length < rest.len() => rest = after,
            _ => return fields,
        }
    }
}

/// A field after the quote that opens it, and how far it reaches. What follows the closing quote belongs to it as it is.
fn quoted(text: &str, delimiter: u8) -> (Cow<'_, str>, usize) {
    let mut field = String::new();
    let mut from = 0;
    loop {
        let rest = text.get(from..).unwrap_or_default();
        let Some(quote) = memchr(b'"', rest.as_bytes()) else {
            field.push_str(rest);
            return (field.into(), text.len());
        };
        let after = rest.get(quote + 1..).unwrap_or_default();
        if after.starts_with('"') {
            field.push_str(rest.get(..=quote).unwrap_or_default());
            from += quote + 2;
            continue;
        }
        let inside = rest.get(..quote).unwrap_or_default();
        let end = memchr(delimiter, after.as_bytes()).unwrap_or(after.len());
        let length = from + quote + 1 + end;
        if field.is_empty() && end == 0 {
            return (Cow::Borrowed(inside), length);
        }
        field.push_str(inside);
        field.push_str(after.get(..end).unwrap_or_default());
        return (field.into(), length);
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::Encoding;
    use super::*;

    /// A record that outlives the buffer.
    struct Owned {
        line: u64,
        fields: Vec<String>,
        original: String,
        is_unclosed: bool,
    }

    fn records(text: &str, width: Option<usize>) -> Vec<Owned> {
        let mut records = Records::new(TextReader::new(text.as_bytes(), Encoding::Utf8, Vec::new()), b',');
        if let Some(width) = width {
            records.set_width(width);
        }
        let mut all = Vec::new();
        while let Some(record) = records.next_record().expect("memory can be read") {
            let RawRecord { line, fields, original, is_unclosed } = record;
            let fields = fields.into_iter().map(Cow::into_owned).collect();
            all.push(Owned { line, fields, original: original.to_owned(), is_unclosed });
        }
        all
    }

    fn fields(text: &str) -> Vec<Vec<String>> {
        records(text, None).into_iter().map(|record| record.fields).collect()
    }

    #[test]
    fn quotes_line_ends_and_blank_lines_are_understood() {
        assert_eq!(
            fields("a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\n\n,\n3,4"),
            [vec!["a", "b"], vec!["x, \"y\"", "1\n2"], vec!["3", "4"]]
        );
        assert_eq!(fields("a\rb\rc"), [vec!["a"], vec!["b"], vec!["c"]]);
        assert_eq!(fields("5\" screen,b\n"), [vec!["5\" screen", "b"]]);
        assert_eq!(fields(""), Vec::<Vec<String>>::new());
    }

    /// Fields found a character at a time: how they are meant.
    fn plainly_split(text: &str) -> Vec<String> {
        let (mut fields, mut field) = (Vec::new(), String::new());
        let (mut is_quoted, mut is_field_start) = (false, true);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let starts = std::mem::replace(&mut is_field_start, false);
            match character {
                '"' if is_quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
                '"' if is_quoted => is_quoted = false,
                other if is_quoted => field.push(other),
                ',' => {
                    fields.push(std::mem::take(&mut field));
                    is_field_start = true;
                }
                '"' if starts => is_quoted = true,
                other => field.push(other),
            }
        }
        fields.push(field);
        fields
    }

    proptest::proptest! {
        #[test]
        fn fields_are_found_as_they_are_meant(text in "[a,\" é]{0,12}") {
            proptest::prop_assert_eq!(split(&text, b','), plainly_split(&text));
        }
    }

    /// The length of a record found a byte at a time: how it is meant.
    fn plain_length(bytes: &[u8], is_at_end: bool) -> Option<usize> {
        let (mut is_quoted, mut is_field_start, mut index) = (false, true, 0);
        while let Some(byte) = bytes.get(index) {
            let after = bytes.get(index + 1);
            match *byte {
                b'"' if is_quoted && after == Some(&b'"') => index += 1,
                b'"' if is_quoted => is_quoted = false,
                b'"' if is_field_start => is_quoted = true,
                b'\n' if !is_quoted => return Some(index + 1),
                b'\r' if !is_quoted && after.is_some_and(|next| *next != b'\n') => return Some(index + 1),
                _ => {}
            }
            is_field_start = *byte == b',' && !is_quoted;
            index += 1;
        }
        (is_at_end && !is_quoted && !bytes.is_empty()).then_some(bytes.len())
    }

    proptest::proptest! {
        #[test]
        fn records_end_where_they_are_meant_to(text in "[a,\"\r\n]{0,16}", is_at_end: bool) {
            let bytes = text.as_bytes();
            proptest::prop_assert_eq!(record_length(bytes, b',', is_at_end), plain_length(bytes, is_at_end));
        }
    }

    #[test]
    fn lines_are_counted_through_quoted_fields() {
        let lines: Vec<u64> = records("a\n\"b\nc\"\r\n\nd\n", None).iter().map(|record| record.line).collect();
        assert_eq!(lines, [1, 2, 5]);
    }

    #[test]
    fn a_quote_never_closed_costs_its_own_line_only() {
        let found = records("a,b\n1,\"cut\n2,x\n3,y", Some(2));
        let shown: Vec<_> = found.iter().map(|one| (one.line, one.original.as_str(), one.is_unclosed)).collect();
        assert_eq!(shown, [(1, "a,b", false), (2, "1,\"cut", true), (3, "2,x", false), (4, "3,y", false)]);
    }

    #[test]
    fn a_stray_quote_that_a_later_one_closes_costs_its_own_line_only() {
        let found = records("a,b\n1,\"stray\n2,\"x, y\"\n3,z\n", Some(2));
        let shown: Vec<_> = found.iter().map(|one| (one.line, one.fields.len())).collect();
        assert_eq!(shown, [(1, 2), (2, 2), (3, 2), (4, 2)]);
    }
}
