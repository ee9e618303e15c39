//! Values of a Parquet column as cells. Meanings are those of the Parquet format's logical types, and of the older
//! converted types. May use: `formats::sheet`.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{AsBytes, ByteArray, FixedLenByteArray, Int96};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::schema::types::ColumnDescriptor;

use super::builder::{integer, number};
use super::{LayerError, MAX_CELLS};
use crate::formats::sheet::Cell;
use crate::model::{Reason, hash::hexadecimal};

/// Day number of 1 January 1970, counted as Julian days.
const JULIAN_EPOCH: i128 = 2_440_588;

const NANOS_PER_DAY: i128 = 86_400_000_000_000;

/// Greatest whole number below which a float holds every one.
const MAX_EXACT: u128 = 1 << 53;

/// How the values of a column are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Plain,
    Text,
    Unsigned,
    Date,
    /// Nanoseconds of one unit; whether they are of UTC.
    Time(i128),
    Moment(i128, bool),
    /// Nanoseconds of one unit in UTC, of an export of ours: a moment also at midnight.
    OwnMoment(i128),
    Decimal(i32),
    Uuid,
    HalfFloat,
    /// What has no form as a cell.
    Other,
}

impl Meaning {
    fn of(column: &ColumnDescriptor) -> Self {
        match column.logical_type_ref() {
            Some(LogicalType::String | LogicalType::Enum | LogicalType::Json) => Self::Text,
            Some(LogicalType::Decimal(kind)) => Self::Decimal(kind.scale),
            Some(LogicalType::Date) => Self::Date,
            Some(LogicalType::Time(kind)) => Self::Time(nanos(kind.unit)),
            Some(LogicalType::Timestamp(kind)) => Self::Moment(nanos(kind.unit), kind.is_adjusted_to_u_t_c),
            Some(LogicalType::Integer(kind)) if !kind.is_signed => Self::Unsigned,
            Some(LogicalType::Integer(_) | LogicalType::Unknown) => Self::Plain,
            Some(LogicalType::Uuid) => Self::Uuid,
            Some(LogicalType::Float16) => Self::HalfFloat,
            Some(_) => Self::Other,
            None => Self::converted(column),
        }
    }

    fn converted(column: &ColumnDescriptor) -> Self {
        match column.converted_type() {
            ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON => Self::Text,
            ConvertedType::DECIMAL => Self::Decimal(column.type_scale()),
            ConvertedType::DATE => Self::Date,
            ConvertedType::TIME_MILLIS => Self::Time(1_000_000),
            ConvertedType::TIME_MICROS => Self::Time(1_000),
            ConvertedType::TIMESTAMP_MILLIS => Self::Moment(1_000_000, true),
            ConvertedType::TIMESTAMP_MICROS => Self::Moment(1_000, true),
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
                Self::Unsigned
            }
            ConvertedType::BSON | ConvertedType::INTERVAL => Self::Other,
            _ => Self::Plain,
        }
    }
}

const fn nanos(unit: TimeUnit) -> i128 {
    match unit {
        TimeUnit::MILLIS => 1_000_000,
        TimeUnit::MICROS => 1_000,
        TimeUnit::NANOS => 1,
    }
}

/// A column that is read batch by batch.
pub(super) struct Leaf {
    name: String,
    reader: ColumnReader,
    max_definition: i16,
    max_repetition: i16,
    meaning: Meaning,
}

/// Values of some rows.
pub(super) struct Reading {
    meaning: Meaning,
    is_list: bool,
    raw: Raw,
    /// Which values each row has.
    spans: Vec<Range<usize>>,
}

enum Raw {
    Booleans(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Floats(Vec<f32>),
    Doubles(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

impl Leaf {
    /// The column of a reader. With `is_own`, the file is an export of ours.
    pub fn new(column: &ColumnDescriptor, reader: ColumnReader, is_own: bool) -> Self {
        let meaning = match Meaning::of(column) {
            Meaning::Moment(unit, true) if is_own => Meaning::OwnMoment(unit),
            meaning => meaning,
        };
        Self {
            name: column.path().string(),
            reader,
            max_definition: column.max_def_level(),
            max_repetition: column.max_rep_level(),
            meaning,
        }
    }

    /// Reads so many rows.
    pub fn read(&mut self, row_count: usize) -> Result<Reading, LayerError> {
        let (mut definitions, mut repetitions) = (Vec::new(), Vec::new());
        let (found, raw) = self.read_raw(row_count, &mut definitions, &mut repetitions)?;
        if found != row_count {
            return Err(LayerError::Broken(Reason::new("reason-column-cut").with("name", &self.name)));
        }
        let spans = self.spans(row_count, &definitions, &repetitions);
        Ok(Reading { meaning: self.meaning, is_list: self.max_repetition > 0, raw, spans })
    }

    fn read_raw(
        &mut self,
        row_count: usize,
        definitions: &mut Vec<i16>,
        repetitions: &mut Vec<i16>,
    ) -> Result<(usize, Raw), ParquetError> {
        macro_rules! read {
            ($reader:expr, $kind:path) => {{
                let mut values = Vec::new();
                let (rows, ..) = $reader.read_records(row_count, Some(definitions), Some(repetitions), &mut values)?;
                Ok((rows, $kind(values)))
            }};
        }
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => read!(reader, Raw::Booleans),
            ColumnReader::Int32ColumnReader(reader) => read!(reader, Raw::Int32),
            ColumnReader::Int64ColumnReader(reader) => read!(reader, Raw::Int64),
            ColumnReader::Int96ColumnReader(reader) => read!(reader, Raw::Int96),
            ColumnReader::FloatColumnReader(reader) => read!(reader, Raw::Floats),
            ColumnReader::DoubleColumnReader(reader) => read!(reader, Raw::Doubles),
            ColumnReader::ByteArrayColumnReader(reader) => read!(reader, Raw::Bytes),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => read!(reader, Raw::Fixed),
        }
    }

    /// Which values each row has: a level below the greatest stands for a missing one.
    fn spans(&self, row_count: usize, definitions: &[i16], repetitions: &[i16]) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(row_count);
        let mut at = 0;
        let level_count = if self.max_definition > 0 { definitions.len() } else { repetitions.len().max(row_count) };
        for level in 0..level_count {
            let is_there = definitions.get(level).is_none_or(|level| *level == self.max_definition);
            let next = at + usize::from(is_there);
            match spans.last_mut() {
                Some(last) if repetitions.get(level).is_some_and(|level| *level > 0) => last.end = next,
                _ => spans.push(at..next),
            }
            at = next;
        }
        spans
    }
}

impl Reading {
    /// The cell of a row; several values become one text. Texts are taken off `bytes_left`.
    pub fn cell(&self, row: usize, bytes_left: &mut u64) -> Result<Cell, LayerError> {
        let span = self.spans.get(row).cloned().unwrap_or_default();
        let cell = if self.is_list {
            let mut joined = String::new();
            for at in span {
                let cell = self.value(at);
                joined.push_str(if joined.is_empty() { "" } else { "; " });
                joined.push_str(&cell.shown());
                take(joined.len() as u64, *bytes_left)?;
            }
            Cell::from_text(&joined)
        } else {
            span.last().map_or(Cell::Empty, |at| self.value(at))
        };
        if let Cell::Text(text) = &cell {
            *bytes_left = take(text.len() as u64, *bytes_left)?;
        }
        Ok(cell)
    }

    /// The bytes of a row; `None` = it has none.
    pub fn bytes(&self, row: usize) -> Option<&[u8]> {
        let at = self.spans.get(row)?.clone().next()?;
        match &self.raw {
            Raw::Bytes(values) => values.get(at).map(AsBytes::as_bytes),
            Raw::Fixed(values) => values.get(at).map(AsBytes::as_bytes),
            _ => None,
        }
    }

    fn value(&self, at: usize) -> Cell {
        let found = match &self.raw {
            Raw::Booleans(values) => values.get(at).map(|yes| Cell::Text(yes.to_string())),
            Raw::Int32(values) => values.get(at).map(|value| whole((*value).into(), self.meaning, 32)),
            Raw::Int64(values) => values.get(at).map(|value| whole(*value, self.meaning, 64)),
            Raw::Int96(values) => values.get(at).map(from_int96),
            // The shortest digits that tell it from its neighbours, as a person would write it.
            Raw::Floats(values) => values.get(at).map(|value| number(value.to_string().parse().unwrap_or(f64::NAN))),
            Raw::Doubles(values) => values.get(at).map(|value| number(*value)),
            Raw::Bytes(values) => values.get(at).map(|value| from_bytes(value.as_bytes(), self.meaning)),
            Raw::Fixed(values) => values.get(at).map(|value| from_bytes(value.as_bytes(), self.meaning)),
        };
        found.unwrap_or_default()
    }
}

fn take(bytes: u64, left: u64) -> Result<u64, LayerError> {
    left.checked_sub(bytes).ok_or(LayerError::TooLarge(Reason::more("reason-more-gigabytes", 1)))
}

fn whole(value: i64, meaning: Meaning, bits: u32) -> Cell {
    match meaning {
        Meaning::Unsigned if bits == 32 => integer(i64::from(value as u32)),
        Meaning::Unsigned if value < 0 => Cell::Text(value.cast_unsigned().to_string()),
        Meaning::Date => {
            let day = Date::constant(1970, 1, 1).checked_add(SignedDuration::from_hours(value.saturating_mul(24)));
            day.map_or_else(|_| Cell::Broken(value.to_string()), Cell::Date)
        }
        Meaning::Time(unit) => {
            let since = i64::try_from(i128::from(value) * unit).unwrap_or(i64::MAX);
            let time = Time::midnight().checked_add(since.nanoseconds());
            time.map_or_else(|_| Cell::Broken(value.to_string()), |time| Cell::Text(time.to_string()))
        }
        Meaning::Moment(unit, is_utc) => moment(i128::from(value) * unit, is_utc),
        Meaning::OwnMoment(unit) => {
            let time = Timestamp::from_nanosecond(i128::from(value) * unit);
            time.map_or_else(|_| Cell::Broken(value.to_string()), |time| Cell::Text(time.to_string()))
        }
        Meaning::Decimal(scale) => decimal(value.into(), scale),
        _ => integer(value),
    }
}

/// A moment; one at midnight is a date.
fn moment(nanos: i128, is_utc: bool) -> Cell {
    let Ok(moment) = Timestamp::from_nanosecond(nanos) else { return Cell::Broken(nanos.to_string()) };
    let civil = TimeZone::UTC.to_datetime(moment);
    match Cell::from_moment(civil) {
        Cell::Text(_) if is_utc => Cell::Text(moment.to_string()),
        cell => cell,
    }
}

/// The older form of a moment: nanoseconds of the day, then the Julian day.
fn from_int96(value: &Int96) -> Cell {
    let [low, high, day] = *value.data() else { return Cell::Empty };
    let nanos = i128::from(u64::from(high) << 32 | u64::from(low));
    moment((i128::from(day) - JULIAN_EPOCH) * NANOS_PER_DAY + nanos, false)
}

/// A whole number with the decimal point so many digits from its end. What a float can't hold stays as it is written.
fn decimal(unscaled: i128, scale: i32) -> Cell {
    let Ok(scale) = usize::try_from(scale) else { return Cell::Broken(unscaled.to_string()) };
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale.min(64) + 1);
    let (before, after) = digits.split_at(digits.len().saturating_sub(scale));
    let sign = if unscaled < 0 { "-" } else { "" };
    let point = if after.is_empty() { "" } else { "." };
    let text = format!("{sign}{before}{point}{after}");
    if unscaled.unsigned_abs() > MAX_EXACT {
        return Cell::Text(text);
    }
    text.parse().map_or(Cell::Broken(text), number)
}

fn from_bytes(bytes: &[u8], meaning: Meaning) -> Cell {
    match meaning {
        Meaning::Text => Cell::from_text(&String::from_utf8_lossy(bytes)),
        // Older programs write texts without saying so; what is none is left out, as blobs are.
        Meaning::Plain => std::str::from_utf8(bytes).map_or(Cell::Empty, Cell::from_text),
        Meaning::Decimal(scale) => {
            unscaled(bytes).map_or_else(|| Cell::Broken(hexadecimal(bytes)), |value| decimal(value, scale))
        }
        Meaning::Uuid if bytes.len() == 16 => uuid(&hexadecimal(bytes)),
        Meaning::HalfFloat => match *bytes {
            [low, high] => half(u16::from_le_bytes([low, high])),
            _ => Cell::Empty,
        },
        _ => Cell::Empty,
    }
}

/// A number in two's complement, its first byte the most significant.
fn unscaled(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    let sign = if first & 0x80 == 0 { 0 } else { 0xff };
    let (extra, kept) = bytes.split_at(bytes.len().saturating_sub(16));
    if extra.iter().any(|byte| *byte != sign) {
        return None;
    }
    let mut whole = [sign; 16];
    whole.get_mut(16 - kept.len()..)?.copy_from_slice(kept);
    let value = i128::from_be_bytes(whole);
    (value < 0).eq(&(sign == 0xff)).then_some(value)
}

fn uuid(digits: &str) -> Cell {
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| digits.get(part).unwrap_or_default());
    Cell::Text(parts.join("-"))
}

/// A float of 16 bits (IEEE 754).
fn half(bits: u16) -> Cell {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match exponent {
        0 => fraction * 2_f64.powi(-24),
        0x1f => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    };
    number(if bits & 0x8000 == 0 { size } else { -size })
}

/// Pages of a column, as long as they hold no more values and bytes than a layer may.
pub(super) struct Pages {
    inner: Box<dyn PageReader>,
    values_left: usize,
    bytes_left: u64,
}

impl Pages {
    /// Guards the pages of a column.
    pub fn new(inner: Box<dyn PageReader>) -> Self {
        Self { inner, values_left: MAX_CELLS, bytes_left: super::MAX_FILE_BYTES }
    }

    fn checked(&mut self, page: Page) -> ParquetResult<Page> {
        let left = self.values_left.checked_sub(page.num_values() as usize);
        let bytes = self.bytes_left.checked_sub(page.buffer().len() as u64);
        let (Some(left), Some(bytes)) = (left, bytes) else {
            return Err(ParquetError::General("a column holds more than is taken".to_owned()));
        };
        (self.values_left, self.bytes_left) = (left, bytes);
        Ok(page)
    }
}

impl Iterator for Pages {
    type Item = ParquetResult<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> ParquetResult<Option<Page>> {
        let page = self.inner.get_next_page()?;
        page.map(|page| self.checked(page)).transpose()
    }

    fn peek_next_page(&mut self) -> ParquetResult<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> ParquetResult<()> {
        self.inner.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> ParquetResult<bool> {
        self.inner.at_record_boundary()
    }
}
