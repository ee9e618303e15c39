//! Answers of an OData service (version 4, JSON) as a sheet: a row for each object of `value`, a column for each of its
//! plain members.
//!
//! Swing, the platform of Provincies in Cijfers, answers `Variables('…')/GeoLevels('gemeente')/PeriodLevels('year')/
//! Periods('all')/Values` with `ExternalCode` ("gemeente_11002"), `Period` ("2023") and `ValueString`. The members were
//! read in public code that asks the service; none was confirmed by an answer, since it wants a key. So they are only
//! a preference: any service whose objects hold a place, a year and a figure can be mapped. May use: `formats::sheet`.

use serde_json::{Map, Value};

use super::detect;
use super::mapping::{ColumnMapping, IndicatorDraft, Mapping, Role, identifier};
use super::places::PlaceBook;
use crate::formats::number::Decimal;
use crate::formats::sheet::{Cell, MAX_CELLS, MAX_COLUMNS, Row, Sheet};
use crate::model::reason::explained_error;
use crate::model::{Explained, Indicator, NisVintage, Reason};

/// Builds a sheet out of pages.
#[derive(Debug, Default)]
pub struct Pages {
    headers: Vec<String>,
    rows: Vec<Vec<Cell>>,
    cell_count: usize,
}

/// An answer is no page of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ODataError {
    /// It is not JSON.
    Json(String),
    /// It has no list `value`.
    NoValue,
    /// There is more than is taken.
    TooLarge,
}

impl Explained for ODataError {
    fn reason(&self) -> Reason {
        match self {
            Self::Json(said) => Reason::new("reason-answer-not-json").because(Reason::said(said)),
            Self::NoValue => Reason::new("reason-answer-no-value"),
            Self::TooLarge => Reason::new("reason-answer-large"),
        }
    }
}

explained_error!(ODataError);

impl Pages {
    /// Adds a page; gives the link to the next one, if there is any.
    ///
    /// # Errors
    /// When it is no page of a collection.
    pub fn add(&mut self, bytes: &[u8]) -> Result<Option<String>, ODataError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let page: Value = serde_json::from_slice(bytes).map_err(|error| ODataError::Json(error.to_string()))?;
        let rows = page.get("value").and_then(Value::as_array).ok_or(ODataError::NoValue)?;
        for row in rows.iter().filter_map(Value::as_object) {
            self.row(row)?;
        }
        Ok(page.get("@odata.nextLink").and_then(Value::as_str).map(str::to_owned))
    }

    fn row(&mut self, object: &Map<String, Value>) -> Result<(), ODataError> {
        let mut cells = vec![Cell::Empty; self.headers.len()];
        for (name, value) in object.iter().filter(|(name, _)| !name.contains('@')) {
            let cell = match value {
                Value::String(text) => Cell::from_text(text),
                Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
                Value::Bool(is_so) => Cell::Text(is_so.to_string()),
                Value::Null => Cell::Empty,
                // What is nested is no cell.
                Value::Array(_) | Value::Object(_) => continue,
            };
            let at = self.headers.iter().position(|known| known == name).unwrap_or_else(|| {
                self.headers.push(name.clone());
                self.headers.len() - 1
            });
            if at >= MAX_COLUMNS {
                return Err(ODataError::TooLarge);
            }
            if cells.len() <= at {
                cells.resize(at + 1, Cell::Empty);
            }
            if let Some(place) = cells.get_mut(at) {
                *place = cell;
            }
        }
        self.cell_count += cells.len();
        self.rows.push(cells);
        if self.cell_count > MAX_CELLS { Err(ODataError::TooLarge) } else { Ok(()) }
    }

    /// The sheet: the names of the members as its first row. Numbers that stand as text are written with a point or,
    /// as Dutch settings of the service have it, with a comma: what most of them show decides.
    pub fn sheet(self) -> Sheet {
        let header = Row { number: 1, cells: self.headers.iter().map(|name| Cell::from_text(name)).collect() };
        let body = self.rows.into_iter().enumerate();
        let body = body.map(|(index, cells)| Row { number: index as u64 + 2, cells });
        let rows: Vec<Row> = std::iter::once(header).chain(body).collect();
        let texts = rows.iter().skip(1).take(400).flat_map(|row| &row.cells);
        let commas = texts.filter(|cell| {
            matches!(cell, Cell::Text(text) if text.contains(',')
            && crate::formats::number::decimal_of(text) == Some(Decimal::Comma))
        });
        let decimal = if commas.count() > 0 { Decimal::Comma } else { Decimal::Point };
        Sheet { name: String::new(), is_hidden: false, percents: std::collections::BTreeSet::new(), rows, decimal }
    }
}

/// A proposal for what such an answer means; `variable` is the name of the figure in the address, where it has one.
pub fn guess(sheet: &Sheet, variable: Option<&str>, book: &PlaceBook, known: &[Indicator]) -> Mapping {
    let mut mapping = Mapping { header_row: 1, ..Mapping::default() };
    let headers = detect::headers(sheet, &mapping);
    let has = |name: &str| headers.iter().any(|header| header == name);
    if !(has("ExternalCode") && has("Period") && (has("ValueString") || has("Value"))) {
        return detect::guess(sheet, book, known);
    }
    let value = if has("Value") { "Value" } else { "ValueString" };
    let id = variable.map(identifier).filter(|id| !id.is_empty()).unwrap_or_else(|| "figure".to_owned());
    mapping.columns = headers
        .iter()
        .map(|header| {
            let role = match header.as_str() {
                "ExternalCode" => Role::Nis,
                "Period" => Role::Year,
                name if name == value => Role::Value,
                _ => Role::Ignore,
            };
            let indicator = (role == Role::Value).then(|| id.clone());
            ColumnMapping { header: header.clone(), role, indicator, ..ColumnMapping::default() }
        })
        .collect();
    mapping.vintage = vintage(sheet, &headers);
    let is_known = known.iter().find(|one| one.id.as_str() == id);
    mapping.indicators = vec![is_known.map_or_else(
        || IndicatorDraft { id: id.clone(), ..IndicatorDraft::named(variable.unwrap_or_default()) },
        IndicatorDraft::of,
    )];
    mapping
}

/// Of which year the codes are, by the level of areas before them: `gemeente` is the municipalities of today,
/// `gemeente2024` and `gemeente_2018` those until the end of that year.
fn vintage(sheet: &Sheet, headers: &[String]) -> NisVintage {
    let Some(at) = headers.iter().position(|header| header == "ExternalCode") else { return NisVintage::Detect };
    let code = sheet.rows.iter().skip(1).map(|row| row.get(at).shown()).find(|code| !code.is_empty());
    let level = code.as_deref().and_then(|code| code.rsplit_once('_')).map(|(level, _)| level.to_lowercase());
    match level.as_deref().and_then(|level| level.strip_prefix("gemeente")).map(|year| year.trim_start_matches('_')) {
        Some("") => NisVintage::Carried2025,
        Some("2019" | "2020" | "2021" | "2022" | "2023" | "2024") => NisVintage::Carried2019,
        _ => NisVintage::Detect,
    }
}

/// The name of the figure in an address of Swing: `Variables('v2101_woningen')`.
pub fn variable(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("Variables('")?;
    let (name, _) = rest.split_once("')")?;
    (!name.is_empty()).then_some(name)
}
