//! Proposes what a list of sensors means: where its headers are, what each column holds, what its words stand for.
//!
//! Contract: a proposal, never a decision: every part can be changed. What is not clear is left out. May use: `model`.

use std::collections::BTreeSet;

use super::mapping::{SensorColumn, SensorMapping};
use super::{SensorField, apply, time, words};
use crate::formats::missing::is_missing_figure;
use crate::formats::number;
use crate::formats::project::Resolve;
use crate::formats::project_list::detect::is_places;
use crate::formats::project_list::{Coordinate, ListTable, MOST, coordinate};
use crate::formats::sheet::{Cell, Row};
use crate::model::ObservedProperty;
use crate::model::fold::fold;

/// Rows that are looked at.
const SAMPLE_ROWS: usize = 400;

/// Names of columns, folded.
const NAMES: &[(SensorField, &[&str])] = &[
    (
        SensorField::Id,
        &[
            "sensor",
            "sensor id",
            "sensorid",
            "id",
            "station",
            "station id",
            "stationid",
            "meetpunt",
            "meetpunt id",
            "meetstation",
            "device",
            "device id",
            "deviceid",
            "dev eui",
            "toestel",
            "toestel id",
            "locatie id",
            "code",
            "stationcode",
            "segment id",
            "identifier",
            "nr",
            "nummer",
        ],
    ),
    (
        SensorField::Name,
        &[
            "name",
            "naam",
            "station name",
            "stationnaam",
            "sensor name",
            "sensornaam",
            "sensor naam",
            "meetpuntnaam",
            "naam meetpunt",
            "locatie",
            "location",
            "omschrijving",
            "label",
        ],
    ),
    (
        SensorField::Time,
        &[
            "time",
            "tijd",
            "tijdstip",
            "timestamp",
            "datetime",
            "date time",
            "date",
            "datum",
            "datum tijd",
            "dag",
            "datum en tijd",
            "datum uur",
            "moment",
            "meettijd",
            "result time",
            "resulttime",
            "phenomenontime",
            "phenomenon time",
            "date observed",
            "dateobserved",
            "begin",
            "from",
            "van",
            "tijd utc",
            "time utc",
        ],
    ),
    (SensorField::Clock, &["uur", "hour", "tijd van de dag", "time of day", "uur van de dag", "klok"]),
    (
        SensorField::Property,
        &[
            "property",
            "observed property",
            "observedproperty",
            "parameter",
            "grootheid",
            "eigenschap",
            "wat",
            "polluent",
            "pollutant",
            "variable",
            "variabele",
            "indicator",
            "stof",
            "component",
            "phenomenon",
            "type",
        ],
    ),
    (SensorField::Value, &["value", "waarde", "meetwaarde", "meting", "result", "resultaat", "measurement", "reading"]),
    (SensorField::Unit, &["unit", "eenheid", "uom", "unit of measurement"]),
    (SensorField::Lon, &["lon", "lng", "long", "longitude", "lengtegraad"]),
    (SensorField::Lat, &["lat", "latitude", "breedtegraad"]),
    (
        SensorField::X,
        &["x", "x lambert", "lambert x", "x lambert72", "x coordinaat", "x coord", "xcoord", "x coordinate", "easting"],
    ),
    (
        SensorField::Y,
        &[
            "y",
            "y lambert",
            "lambert y",
            "y lambert72",
            "y coordinaat",
            "y coord",
            "ycoord",
            "y coordinate",
            "northing",
        ],
    ),
    (
        SensorField::Municipality,
        &["gemeente", "stad", "municipality", "city", "nis", "niscode", "nis code", "refnis", "gemeentenaam", "town"],
    ),
];

/// Names of a column with postal codes: the municipality where no column names it.
const POSTAL: &[&str] = &["postcode", "postal code", "postnummer", "zip"];

/// A proposal for a table of a file that has this name.
pub fn guess(table: &ListTable, file: &str, resolve: &Resolve<'_>) -> SensorMapping {
    let header_row =
        table.header_row(|text| field(text).map(SensorField::key).or_else(|| wide(text).map(ObservedProperty::key)));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let headers = table.headers(header_row);
    let mut mapping = SensorMapping {
        sheet: (!table.sheet.name.is_empty()).then(|| table.sheet.name.clone()),
        header_row,
        columns: headers.iter().map(|header| SensorColumn { header: header.clone(), ..Default::default() }).collect(),
        decimal: Some(table.sheet.decimal),
        crs: table.crs.map(|crs| crs.to_string()),
        list: stem.to_owned(),
        ..SensorMapping::default()
    };
    by_name(&mut mapping);
    let rows: Vec<&Row> = table.data_rows(header_row).take(SAMPLE_ROWS).collect();
    clock_apart(&mut mapping, &rows);
    by_content(&mut mapping, &rows, resolve);
    wide_columns(&mut mapping, &rows);
    one_who_names(&mut mapping);
    propose_words(table, &mut mapping);
    mapping
}

/// Proposes what the words of the columns that say what is observed stand for, where nothing is said of them.
pub fn propose_words(table: &ListTable, mapping: &mut SensorMapping) {
    for (column, uses) in apply::words(table, mapping).into_iter().enumerate() {
        let Some(column) = mapping.columns.get_mut(column) else { continue };
        for one in uses.iter().filter(|one| one.key.is_none()) {
            if let Some(property) = words::near(&one.word) {
                column.words.insert(one.word.clone(), property.key().to_owned());
            }
        }
    }
}

fn field(header: &str) -> Option<SensorField> {
    let folded = fold(header);
    NAMES.iter().find(|(_, names)| names.contains(&&*folded)).map(|(field, _)| *field)
}

/// What a column of values is of, by its header.
fn wide(header: &str) -> Option<ObservedProperty> {
    words::named(words::parted(header).0).or_else(|| words::named(header)).filter(|one| *one != ObservedProperty::Other)
}

/// Columns whose header is the name of a field; each field is taken once.
fn by_name(mapping: &mut SensorMapping) {
    let mut taken = BTreeSet::new();
    for column in &mut mapping.columns {
        column.field = field(&column.header).filter(|field| taken.insert(*field));
    }
    let is_postal = |column: &&mut SensorColumn| POSTAL.contains(&&*fold(&column.header));
    if let Some(column) =
        mapping.columns.iter_mut().find(is_postal).filter(|_| !taken.contains(&SensorField::Municipality))
    {
        column.field = Some(SensorField::Municipality);
    }
}

/// Where "datum" and "tijd" stand apart, the second is the time of the day.
fn clock_apart(mapping: &mut SensorMapping, rows: &[&Row]) {
    let is_clock = |index: usize| {
        let mut cells = rows.iter().map(|row| row.get(index)).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(time::is_clock)
    };
    let Some(time) = mapping.column_of(SensorField::Time) else {
        // "Uur" with a whole date in it: its cells tell.
        if let Some(clock) = mapping.column_of(SensorField::Clock).filter(|clock| !is_clock(*clock)) {
            set(mapping, clock, None);
        }
        return;
    };
    let is_like_time = |header: &str| matches!(&*fold(header), "tijd" | "time" | "uur" | "hour");
    let others: Vec<usize> = (0..mapping.columns.len()).filter(|index| *index != time).collect();
    if is_clock(time) {
        // The date is in another column, called something like it.
        let is_date = |index: &usize| {
            let header = mapping.columns.get(*index).map(|column| fold(&column.header)).unwrap_or_default();
            matches!(&*header, "datum" | "date" | "dag" | "day")
        };
        let date = others.iter().copied().find(is_date);
        set(mapping, time, Some(SensorField::Clock));
        if let Some(date) = date {
            set(mapping, date, Some(SensorField::Time));
        }
        return;
    }
    let clock = others.into_iter().find(|index| {
        let is_free = mapping.columns.get(*index).is_some_and(|column| {
            column.field.is_none() && is_like_time(&column.header) || column.field == Some(SensorField::Clock)
        });
        is_free && is_clock(*index)
    });
    if let Some(clock) = clock {
        set(mapping, clock, Some(SensorField::Clock));
    } else if let Some(other) = mapping.column_of(SensorField::Clock) {
        set(mapping, other, None);
    }
}

fn set(mapping: &mut SensorMapping, index: usize, field: Option<SensorField>) {
    if let Some(column) = mapping.columns.get_mut(index) {
        column.field = field;
    }
}

/// What columns without a telling header hold, by their cells: times, coordinates, municipalities.
fn by_content(mapping: &mut SensorMapping, rows: &[&Row], resolve: &Resolve<'_>) {
    for index in 0..mapping.columns.len() {
        let Some(column) = mapping.columns.get(index) else { continue };
        let cells: Vec<&Cell> = rows.iter().map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
        // "Locatie" may hold names as well as places.
        let may_be_place = column.field.is_none() || column.field == Some(SensorField::Name);
        if may_be_place && !mapping.has(SensorField::Place) && is_places(&cells) {
            set(mapping, index, Some(SensorField::Place));
            continue;
        }
        if column.field.is_some() || wide(&column.header).is_some() {
            continue;
        }
        let found = by_cells(&cells, mapping, resolve).filter(|field| !mapping.has(*field));
        set(mapping, index, found);
    }
}

fn by_cells(cells: &[&Cell], mapping: &SensorMapping, resolve: &Resolve<'_>) -> Option<SensorField> {
    if cells.len() < 2 {
        return None;
    }
    let is_most = |holds: &dyn Fn(&Cell) -> bool| {
        cells.iter().filter(|cell| holds(cell)).count() as f64 >= MOST * cells.len() as f64
    };
    // A bare number may be anything.
    let is_moment = |cell: &Cell| {
        let is_number = matches!(cell, Cell::Number(_)) || cell.shown().bytes().all(|byte| byte.is_ascii_digit());
        !is_number && time::moment(cell, None).is_ok()
    };
    let is_town = |cell: &Cell| matches!(cell, Cell::Text(text) if number::parse_coordinate(text).is_none() && !resolve(text).is_empty());
    if is_most(&is_moment) {
        return Some(SensorField::Time);
    }
    if is_most(&is_town) {
        return Some(SensorField::Municipality);
    }
    Some(match coordinate(cells)? {
        Coordinate::Longitude => SensorField::Lon,
        Coordinate::Latitude => SensorField::Lat,
        Coordinate::Metres if mapping.has(SensorField::X) => SensorField::Y,
        Coordinate::Metres => SensorField::X,
    })
}

/// Columns with numbers that are called like something that is observed; none where the rows say what is observed.
fn wide_columns(mapping: &mut SensorMapping, rows: &[&Row]) {
    let is_long = mapping.has(SensorField::Property) && mapping.has(SensorField::Value);
    let is_number = |cell: &Cell| match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => is_missing_figure(text) || number::parse(text, number::Decimal::Point).is_some(),
        _ => false,
    };
    for (index, column) in mapping.columns.iter_mut().enumerate() {
        let cells: Vec<&Cell> = rows.iter().map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
        let numbers = cells.iter().filter(|cell| is_number(cell)).count();
        let is_of_numbers = !cells.is_empty() && numbers as f64 >= MOST * cells.len() as f64;
        if column.field.is_none() && !is_long && is_of_numbers {
            column.property = wide(&column.header);
            column.field = column.property.map(|_| SensorField::Value);
        }
        if column.field == Some(SensorField::Value) {
            words::parted(&column.header).1.clone_into(&mut column.unit);
        }
    }
}

/// Where no column tells the sensors apart, the one with names does.
fn one_who_names(mapping: &mut SensorMapping) {
    if !mapping.has(SensorField::Id) && !mapping.has(SensorField::Name) && mapping.has(SensorField::Value) {
        let first = mapping.columns.iter_mut().find(|column| column.field.is_none() && !column.header.is_empty());
        if let Some(column) = first {
            column.field = Some(SensorField::Id);
        }
    }
}
