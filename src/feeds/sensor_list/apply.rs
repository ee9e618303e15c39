//! Reads the sensors of a table and what they observed as a mapping says.
//!
//! Contract: see [`super`]. A place that can't be read, a time that is none, an unknown municipality refuse the row; a
//! value that is none refuses the value alone. May use: `formats`, `model`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use super::super::gather::{Gatherer, Measured};
use super::super::{Readings, units};
use super::mapping::{SensorColumn, SensorMapping};
use super::time::{self, Moment};
use super::{SensorField, SensorListError, words};
use crate::formats::crs::Axes;
use crate::formats::missing::is_missing_figure;
use crate::formats::number::{self, Decimal};
use crate::formats::project::{Notes, ProjectField, ProjectReader, Resolve};
use crate::formats::project_list::apply::{WordCounts, cell_text};
use crate::formats::project_list::mapping::repeats_headers;
use crate::formats::project_list::{ListTable, WordUse};
use crate::formats::refused::refuse;
use crate::formats::sheet::{Cell, Row};
use crate::model::{Feed, LonLat, Nis, ObservedProperty, Rejected, SensorId, Unit};
use crate::model::{Reason, fold::fold};

/// Different units that are told.
const MAX_UNITS: usize = 200;

/// Rows that were left out on purpose, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Headers that stand there once more.
    pub headers: u64,
    /// Remarks beside or below the table: one filled cell and no place.
    pub remarks: u64,
    /// Readings of what the mapping leaves out.
    pub unwanted: u64,
}

/// What was done beyond reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SensorNotes {
    /// Of the places.
    pub places: Notes,
    /// Values that the list leaves empty, or marks as missing.
    pub missing: u64,
    /// Readings that stand there twice, with the same value.
    pub doubles: u64,
    /// Times without a zone, read on the clock of Belgium.
    pub local_times: u64,
    /// Of those, times in the hour that the clock shows twice.
    pub twice: u64,
    /// Units that are not known, with their readings: the values stay in them.
    pub unknown_units: BTreeMap<String, u64>,
    /// Sensors that stand in more than one place: the last one counts.
    pub moved: u64,
    /// Sensors without a place on the map.
    pub placeless: u64,
    /// Readings that count in no mean, because they can't be true or are of the future.
    pub doubted: u64,
}

/// What a table gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SensorListRead {
    /// Sensors and observations.
    pub readings: Readings,
    /// Rows left out.
    pub left_out: LeftOut,
    /// Refused rows and values; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// What was done beyond reading.
    pub notes: SensorNotes,
    /// Words of the columns that say what is observed, by column.
    pub words: Vec<Vec<WordUse>>,
    /// Rows that gave a sensor.
    pub row_count: u64,
}

/// The unit of a datastream that is known, and its source's own word.
pub type KnownUnit<'a> = dyn Fn(&SensorId, &str) -> Option<(Unit, Arc<str>)> + 'a;

/// What reading needs besides the table.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The feed of the list ([`super::feed_id`]).
    pub feed: &'a Feed,
    /// What names a municipality.
    pub resolve: &'a Resolve<'a>,
    /// Units of the datastreams that an earlier edition brought.
    pub known_unit: &'a KnownUnit<'a>,
    /// Now, to tell times of the future.
    pub now: Timestamp,
    /// Which coordinate comes first, as the file as a whole speaks for.
    pub axes: Axes,
    /// The table's name in messages.
    pub file: &'a str,
}

impl std::fmt::Debug for Around<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Around").field("file", &self.file).finish_non_exhaustive()
    }
}

/// Words of the columns that say what is observed, by column, the most frequent first.
pub fn words(table: &ListTable, mapping: &SensorMapping) -> Vec<Vec<WordUse>> {
    let used = |(index, column): (usize, &SensorColumn)| {
        let mut counts = WordCounts::default();
        if column.field == Some(SensorField::Property) {
            let cells = table.data_rows(mapping.header_row).map(|row| row.get(index).shown());
            cells.filter(|word| !word.is_empty()).for_each(|word| counts.add(&word));
        }
        counts.uses(|word| words::named(word).map(|property| property.key().to_owned()))
    };
    mapping.columns.iter().enumerate().map(used).collect()
}

/// Reads the sensors and their readings.
///
/// # Errors
/// When no column tells the sensors apart, or there are values without a time or without saying what they are of.
pub fn read(table: &ListTable, mapping: &SensorMapping, around: Around<'_>) -> Result<SensorListRead, SensorListError> {
    if !mapping.has(SensorField::Id) && !mapping.has(SensorField::Name) {
        return Err(SensorListError::NoSensor);
    }
    let values = values(table, mapping);
    if !values.is_empty() && !mapping.has(SensorField::Time) {
        return Err(SensorListError::NoTime);
    }
    if values.iter().any(|value| value.property.is_none()) && !mapping.has(SensorField::Property) {
        return Err(SensorListError::NoProperty);
    }
    let mut list = Reader::new(table, mapping, values, around);
    for row in table.data_rows(mapping.header_row) {
        list.row(row);
    }
    for (number, reason) in &table.refused {
        list.reject(*number, "", reason.clone(), "");
    }
    Ok(list.finish())
}

/// A column with values.
struct ValueColumn<'a> {
    index: usize,
    column: &'a SensorColumn,
    property: Option<ObservedProperty>,
    /// The decimal sign of its cells.
    decimal: Decimal,
    /// Key of its datastreams, where the column says what is observed.
    key: String,
}

/// The decimal sign that the cells of a column show beyond doubt, else that of the table.
fn decimal(table: &ListTable, mapping: &SensorMapping, index: usize) -> Decimal {
    table.shown_decimal(mapping.header_row, index).or(mapping.decimal).unwrap_or(table.sheet.decimal)
}

/// The columns with values. Of several of one property the first has its plain key.
fn values<'a>(table: &ListTable, mapping: &'a SensorMapping) -> Vec<ValueColumn<'a>> {
    let mut values: Vec<ValueColumn<'_>> = Vec::new();
    let columns = mapping.columns.iter().enumerate();
    for (index, column) in columns.filter(|(_, column)| column.field == Some(SensorField::Value)) {
        let word = words::parted(&column.header).0;
        let plain = column.property.map(|property| key(property, word)).unwrap_or_default();
        let is_taken = values.iter().any(|value| value.key == plain && column.property.is_some());
        let key = if is_taken { format!("{plain}/{}", fold(word)) } else { plain };
        let decimal = decimal(table, mapping, index);
        values.push(ValueColumn { index, column, property: column.property, decimal, key });
    }
    values
}

/// The key of a datastream: its property, or the list's own word where that is none of ours.
fn key(property: ObservedProperty, word: &str) -> String {
    if property == ObservedProperty::Other { fold(word) } else { property.key().to_owned() }
}

type StreamKey = (SensorId, String);

struct Reader<'a> {
    table: &'a ListTable,
    mapping: &'a SensorMapping,
    values: Vec<ValueColumn<'a>>,
    around: Around<'a>,
    file: Arc<str>,
    places: ProjectReader<'a>,
    gatherer: Gatherer<'a>,
    /// Unit and original unit of each datastream.
    units: HashMap<StreamKey, (Unit, Arc<str>)>,
    /// The value at each time, and the row that it stands in.
    seen: HashMap<StreamKey, HashMap<Timestamp, (f64, u64)>>,
    /// Where each sensor stands: place, or municipality.
    sensors: BTreeMap<SensorId, (Option<LonLat>, Option<Nis>, bool)>,
    /// What words of the row's column mean, once looked up.
    meanings: HashMap<String, Option<ObservedProperty>>,
    read: SensorListRead,
}

/// Why a row is refused: the field and the reason.
struct Refusal(SensorField, Reason);

impl<'a> Reader<'a> {
    fn new(table: &'a ListTable, mapping: &'a SensorMapping, values: Vec<ValueColumn<'a>>, around: Around<'a>) -> Self {
        let mut places = ProjectReader::new("", around.resolve);
        places.crs = table.crs_or(mapping.crs.as_deref());
        places.axes = around.axes;
        Self {
            table,
            mapping,
            values,
            around,
            file: Arc::from(around.file),
            places,
            gatherer: Gatherer::new(around.feed, around.now),
            units: HashMap::new(),
            seen: HashMap::new(),
            sensors: BTreeMap::new(),
            meanings: HashMap::new(),
            read: SensorListRead { words: words(table, mapping), ..SensorListRead::default() },
        }
    }

    fn row(&mut self, row: &Row) {
        if let Some(reason) = row.damage() {
            self.reject(row.number, "", reason, &row.original());
        } else if !self.is_left_out(row)
            && let Err(Refusal(field, reason)) = self.take(row)
        {
            self.reject_field(row, field, reason);
        }
    }

    /// Counts a row that is none of the sensors.
    fn is_left_out(&mut self, row: &Row) -> bool {
        let is_named = !self.text(row, SensorField::Id).is_empty() || !self.text(row, SensorField::Name).is_empty();
        let has_shape = self.table.shapes.contains_key(&row.number);
        let left_out = &mut self.read.left_out;
        if is_named && repeats_headers(&self.mapping.columns, row) {
            left_out.headers += 1;
        } else if !has_shape && row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1 {
            left_out.remarks += 1;
        } else {
            return false;
        }
        true
    }

    fn take(&mut self, row: &Row) -> Result<(), Refusal> {
        let (id, name) = (self.text(row, SensorField::Id), self.text(row, SensorField::Name));
        let id = if id.is_empty() { name.clone() } else { id };
        if id.is_empty() {
            let field = if self.mapping.has(SensorField::Id) { SensorField::Id } else { SensorField::Name };
            return Err(Refusal(field, Reason::new("reason-no-sensor")));
        }
        let place = self.place(row)?;
        let nis = self.municipality(row)?;
        let has_value = self.values.iter().any(|value| !is_missing_figure(&row.get(value.index).shown()));
        let moment = if has_value { Some(self.moment(row)?) } else { None };
        let sensor = self.gatherer.sensor(&id, &name, place);
        self.read.row_count += 1;
        let known = self.sensors.entry(sensor.clone()).or_default();
        known.2 |= matches!((known.0, place), (Some(before), Some(now)) if before != now);
        (known.0, known.1) = (place.or(known.0), nis.or(known.1));
        for index in 0..self.values.len() {
            self.value(row, &sensor, index, moment);
        }
        Ok(())
    }

    /// Takes in one value of a row, or refuses it.
    fn value(&mut self, row: &Row, sensor: &SensorId, index: usize, moment: Option<Moment>) {
        let Some(value) = self.values.get(index) else { return };
        let (cell, header, decimal) = (row.get(value.index), value.column.header.clone(), value.decimal);
        let (Some(moment), false) = (moment, is_missing_figure(&cell.shown())) else {
            self.read.notes.missing += 1;
            return;
        };
        let unit = value.column.unit.trim().to_owned();
        let unit = if unit.is_empty() { self.text(row, SensorField::Unit) } else { unit };
        let (property, word, key) = match value.property {
            Some(property) => (property, words::parted(&header).0.to_owned(), value.key.clone()),
            None => match self.meaning(row) {
                Ok(Some((property, word))) => (property, word.clone(), key(property, &word)),
                Ok(None) => {
                    self.read.left_out.unwanted += 1;
                    return;
                }
                Err(Refusal(field, reason)) => return self.reject_field(row, field, reason),
            },
        };
        let number = match cell {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => number::parse(text, decimal),
            _ => None,
        };
        let Some(number) = number else {
            let reason = Reason::new("reason-not-number").with("text", cell.shown());
            return self.reject(row.number, &header, reason, &row.original());
        };
        let stream = (sensor.clone(), key);
        if let Err(reason) = self.take_unit(&stream, property, &unit) {
            return self.reject(row.number, &header, reason, &row.original());
        }
        let Some(time) = self.time_of(&stream, moment, number, row, &header) else { return };
        let measured = Measured { original_property: &word, unit: &unit, ..Measured::new(&stream.1, property) };
        self.gatherer.observe(sensor, &measured, number, time);
    }

    /// What the row's words say is observed; `None` = it is to be left out.
    fn meaning(&mut self, row: &Row) -> Result<Option<(ObservedProperty, String)>, Refusal> {
        let Some(index) = self.mapping.column_of(SensorField::Property) else { return Ok(None) };
        let word = row.get(index).shown().into_owned();
        if word.is_empty() {
            return Err(Refusal(SensorField::Property, Reason::new("reason-no-property")));
        }
        let said = self.mapping.columns.get(index).and_then(|column| column.words.get(&word));
        match said.map(String::as_str) {
            Some("") => return Ok(None),
            Some(key) => {
                let wrong = || Refusal(SensorField::Property, Reason::new("reason-property-unknown").with("text", key));
                return Ok(Some((ObservedProperty::from_key(key).ok_or_else(wrong)?, word)));
            }
            None => {}
        }
        let named = *self.meanings.entry(word.clone()).or_insert_with(|| words::named(&word));
        let wrong = || Refusal(SensorField::Property, Reason::new("reason-property-word").with("text", &word));
        Ok(Some((named.ok_or_else(wrong)?, word.clone())))
    }

    /// Holds the unit against that of the datastream: values of different units don't make one series.
    fn take_unit(&mut self, stream: &StreamKey, property: ObservedProperty, word: &str) -> Result<(), Reason> {
        let unit = units::normalise(property, &[word]).unit;
        let known = self.units.get(stream).cloned().or_else(|| (self.around.known_unit)(&stream.0, &stream.1));
        let (known, original) = known.unwrap_or_else(|| (unit, Arc::from(word)));
        if unit != known || unit == Unit::Original && *original != *word {
            let shown = if known == Unit::Original { &*original } else { known.key() };
            return Err(Reason::new("reason-unit-differs").with("unit", word).with("known", shown));
        }
        if unit == Unit::Original && !word.is_empty() {
            let units = &mut self.read.notes.unknown_units;
            if units.len() < MAX_UNITS || units.contains_key(word) {
                *units.entry(word.to_owned()).or_default() += 1;
            }
        }
        self.units.insert(stream.clone(), (known, original));
        Ok(())
    }

    /// The time of a reading; `None` where it stands there already. Of two values for one time the last is taken, and
    /// the row of the other is told.
    fn time_of(
        &mut self,
        stream: &StreamKey,
        moment: Moment,
        number: f64,
        row: &Row,
        header: &str,
    ) -> Option<Timestamp> {
        let seen = self.seen.entry(stream.clone()).or_default();
        let notes = &mut self.read.notes;
        let time = match moment {
            Moment::Told(time) => time,
            Moment::Local(time) => {
                notes.local_times += 1;
                time
            }
            Moment::Twice(first, second) => {
                notes.local_times += 1;
                notes.twice += 1;
                if seen.contains_key(&first) { second } else { first }
            }
        };
        match seen.insert(time, (number, row.number)) {
            Some((before, _)) if before.to_bits() == number.to_bits() => {
                notes.doubles += 1;
                None
            }
            Some((before, other)) => {
                let reason = Reason::new("reason-other-value").with("row", row.number);
                self.reject(other, header, reason, &before.to_string());
                Some(time)
            }
            None => Some(time),
        }
    }

    /// The place that the row names, else that of its shape.
    fn place(&mut self, row: &Row) -> Result<Option<LonLat>, Refusal> {
        for (first, second) in [(SensorField::Lon, SensorField::Lat), (SensorField::X, SensorField::Y)] {
            let (x, y) = (self.text(row, first), self.text(row, second));
            if x.is_empty() && y.is_empty() {
                continue;
            }
            let number = |text: &str, field| {
                let wrong = || Refusal(field, Reason::new("reason-not-coordinate").with("text", text));
                number::parse_coordinate(text).ok_or_else(wrong)
            };
            let (x, y) = (number(&x, first)?, number(&y, second)?);
            let place = self.places.place(x, y, ProjectField::Lon);
            return place.map(Some).map_err(|error| Refusal(first, error.reason));
        }
        let written = self.text(row, SensorField::Place);
        if !written.is_empty() {
            return self.places.written_place(&written).map_err(|error| Refusal(SensorField::Place, error.reason));
        }
        let Some(shape) = self.table.shapes.get(&row.number) else { return Ok(None) };
        let wrong = |reason| Refusal(SensorField::Lon, reason);
        self.table.check_crs(self.places.crs).map_err(wrong)?;
        self.places.place_of(shape).map_err(|error| wrong(error.reason))
    }

    fn municipality(&mut self, row: &Row) -> Result<Option<Nis>, Refusal> {
        let text = self.text(row, SensorField::Municipality);
        if text.is_empty() {
            return Ok(None);
        }
        let found = self.places.municipality(&text, ProjectField::LeadName);
        found.map(Some).map_err(|error| Refusal(SensorField::Municipality, error.reason))
    }

    fn moment(&self, row: &Row) -> Result<Moment, Refusal> {
        let cell = |field| self.mapping.column_of(field).map(|index| row.get(index));
        let Some(time) = cell(SensorField::Time).filter(|time| !time.is_empty()) else {
            return Err(Refusal(SensorField::Time, Reason::new("reason-no-time")));
        };
        time::moment(time, cell(SensorField::Clock)).map_err(|reason| Refusal(SensorField::Time, reason))
    }

    /// The text of a field; empty where there is none.
    fn text(&self, row: &Row, field: SensorField) -> String {
        let columns = self.mapping.columns.iter().enumerate().filter(|(_, column)| column.field == Some(field));
        let texts = columns.map(|(index, _)| cell_text(row.get(index), Decimal::Point));
        texts.map(|text| text.trim().to_owned()).find(|text| !text.is_empty()).unwrap_or_default()
    }

    fn reject_field(&mut self, row: &Row, field: SensorField, reason: Reason) {
        let header = self.mapping.columns.iter().find(|column| column.field == Some(field));
        let column = header.map_or(field.key(), |column| column.header.as_str()).to_owned();
        self.reject(row.number, &column, reason, &row.original());
    }

    fn reject(&mut self, row: u64, column: &str, reason: Reason, original: &str) {
        let read = &mut self.read;
        refuse((&mut read.rejected, &mut read.rejected_count), &self.file, (row, column), reason, original);
    }

    fn finish(self) -> SensorListRead {
        let mut read = self.read;
        read.readings = self.gatherer.finish();
        // Told above, with the row that they stand in.
        read.readings.rejected.clear();
        for sensor in &mut read.readings.sensors {
            let Some((place, nis, has_moved)) = self.sensors.get(&sensor.id) else { continue };
            if place.is_none() {
                sensor.nis = *nis;
                read.notes.placeless += 1;
            }
            read.notes.moved += u64::from(*has_moved);
        }
        let observations = read.readings.observations.iter();
        read.notes.doubted =
            observations.filter(|(_, _, seen)| seen.quality.is_value() && !seen.quality.counts()).count() as u64;
        read.notes.places = self.places.notes;
        read
    }
}
