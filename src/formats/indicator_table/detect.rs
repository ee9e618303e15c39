//! Proposes what a table means: where its headers are, what each column holds, which figures it brings.
//!
//! Contract: a proposal, never a decision: every part can be changed. What is not clear is left out. May use: `model`.

use std::collections::BTreeMap;

use super::mapping::{ColumnMapping, IndicatorDraft, Mapping, Role, identifier, is_quotient};
use super::places::{Place, PlaceBook};
use super::{cells, part_of_year, statbel};
use crate::formats::sheet::{Cell, Row, Sheet};
use crate::model::Indicator;
use crate::model::fold::fold;
use crate::model::period::Year;

/// Rows from the top in which the first row with figures is looked for.
const TOP_ROWS: usize = 60;

/// Rows with figures that are looked at.
const SAMPLE_ROWS: usize = 400;

/// Most lines of headers above each other.
const MAX_HEADER_LINES: usize = 3;

/// Part of the filled cells of a column that must say the same for it to be that.
const MOST: f64 = 0.6;

/// Part of the filled cells of a column of codes that must be of Flanders and Brussels: of all Belgian municipalities
/// more than half are.
const SOME_OURS: f64 = 0.3;

/// A proposal for the sheet of a file.
pub fn guess(sheet: &Sheet, book: &PlaceBook, known: &[Indicator]) -> Mapping {
    let first_data = first_data_row(sheet, book);
    let mut mapping = Mapping { sheet: named(sheet), ..header_lines(sheet, first_data) };
    let headers = headers(sheet, &mapping);
    let units = units(sheet, &mapping);
    let rows: Vec<&Row> = sheet.rows.iter().skip(first_data).take(SAMPLE_ROWS).collect();
    mapping.columns = headers
        .iter()
        .enumerate()
        .map(|(index, header)| ColumnMapping { header: header.clone(), ..column(header, index, &rows, sheet, book) })
        .collect();
    settle(&mut mapping, known);
    if part_of_year::are_months(&mapping, &rows)
        && let Some(column) = mapping.columns.iter_mut().find(|column| column.role == Role::Year)
    {
        column.role = Role::Month;
    }
    let named = tell_doubles_apart(&mut mapping, &rows, sheet);
    let is_by_month = mapping.columns.iter().any(|column| column.role == Role::Month);
    mapping.adds_up = statbel::is_broken_down(headers.iter().map(String::as_str)) && !is_by_month;
    mapping.year = year_of_title(sheet, first_data, &mapping);
    mapping.tidy(known);
    describe(&mut mapping, &units, known, &named);
    name_rows(&mut mapping, sheet, first_data, known);
    if statbel::is_statbel(headers.iter().map(String::as_str)) {
        "Statbel".clone_into(&mut mapping.source.attribution);
    }
    mapping
}

fn named(sheet: &Sheet) -> Option<String> {
    (!sheet.name.is_empty()).then(|| sheet.name.clone())
}

/// Position of the first row that holds a place and a figure.
fn first_data_row(sheet: &Sheet, book: &PlaceBook) -> usize {
    let is_data = |row: &Row| {
        let has_place = row.cells.iter().any(|cell| is_place(cell, book));
        let has_number = row.cells.iter().any(|cell| is_figure(cell, sheet) && !is_place(cell, book));
        has_place && has_number && row.cells.len() > 1
    };
    sheet.rows.iter().take(TOP_ROWS).position(is_data).unwrap_or_else(|| usize::from(sheet.rows.len() > 1))
}

fn is_place(cell: &Cell, book: &PlaceBook) -> bool {
    matches!(book.code(cell), Place::Code(_) | Place::Outside)
        || matches!(book.name(cell), Place::Named(_))
        || matches!((cell, book.name(cell)), (Cell::Text(_), Place::Total { .. }))
}

fn is_figure(cell: &Cell, sheet: &Sheet) -> bool {
    !cell.is_empty() && matches!(cells::figure(cell, sheet.decimal), cells::Figure::Value(..))
}

/// The lines of headers above the first row with figures, and a line of units among them.
fn header_lines(sheet: &Sheet, first_data: usize) -> Mapping {
    let above = sheet.rows.get(..first_data).unwrap_or_default();
    let is_header = |row: &&Row| row.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2;
    let lines: Vec<&Row> = above.iter().rev().take_while(is_header).take(MAX_HEADER_LINES + 1).collect();
    let is_units = |row: &Row| {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        row.get(0).is_empty() && filled.all(|cell| matches!(cell, Cell::Text(text) if is_unit(text)))
    };
    let units = lines.first().filter(|row| lines.len() > 1 && is_units(row));
    let rest = lines.iter().skip(usize::from(units.is_some())).take(MAX_HEADER_LINES);
    Mapping {
        header_row: rest.clone().next().map_or(0, |row| row.number),
        header_count: rest.count().max(1) as u64,
        units_row: units.map(|row| row.number),
        ..Mapping::default()
    }
}

/// Words that units are written with.
fn is_unit(text: &str) -> bool {
    const UNITS: &str = "aantal|number|n|eur|euro|€|ha|hectare|km2|km²|m2|m²|kwh|mwh|gwh|ton|kg|personen|inwoners|inhabitants|\
        woningen|gebouwen|index|jaar|uur|km|voertuigen|huishoudens|stuks|bedrijven|kw|mw|kwp|mwp|kva|wh|twh|\
        m3|m³|l|liter|kton|tco2|co2|dagen|uren|minuten|maanden|km/u|gram|mio eur|1000 eur|k€|db|db(a)|°c|are|\
        fte|vte|leerlingen|kinderen|bezoekers|passagiers|dossiers|punten|adressen|panden";
    let plain = text.trim().trim_matches(['(', ')', '[', ']']).to_lowercase();
    UNITS.split('|').any(|unit| unit == plain) || (is_quotient(&plain) && plain.chars().count() <= 24)
}

/// The headers of all columns as one text each. A header that spans columns counts for those without one of their own
/// to its right, as merged cells do.
pub fn headers(sheet: &Sheet, mapping: &Mapping) -> Vec<String> {
    let width = sheet.width();
    let mut headers = vec![String::new(); width];
    let Some(last) = sheet.rows.iter().position(|row| row.number == mapping.header_row) else { return headers };
    let first = (last + 1).saturating_sub(mapping.header_count.max(1) as usize);
    let lines = sheet.rows.get(first..=last).unwrap_or_default();
    for (line_index, line) in lines.iter().enumerate() {
        let is_last = line_index + 1 == lines.len();
        let mut spanning = String::new();
        for (column, header) in headers.iter_mut().enumerate() {
            let own = line.get(column).shown();
            if !own.is_empty() {
                own.trim().clone_into(&mut spanning);
            }
            let part = if is_last { own.trim() } else { spanning.as_str() };
            if !part.is_empty() {
                if !header.is_empty() {
                    header.push(' ');
                }
                header.push_str(part);
            }
        }
    }
    headers
}

/// The units of all columns, from a line of their own or from the header in brackets.
fn units(sheet: &Sheet, mapping: &Mapping) -> Vec<String> {
    let row = mapping.units_row.and_then(|number| sheet.rows.iter().find(|row| row.number == number));
    let headers = headers(sheet, mapping);
    let bracketed = |header: &str| {
        let (_, inner) = header.rsplit_once('(')?;
        let inner = inner.strip_suffix(')')?.trim();
        is_unit(inner).then(|| inner.to_owned())
    };
    let own = |index: usize| row.map(|row| row.get(index).shown().trim_matches(['(', ')', ' ']).to_owned());
    // "Aantal laadpalen" counts; "aantal per inwoner" does not.
    let counted = |header: &str| {
        let folded = fold(header);
        let is_count = folded.starts_with("aantal ") || folded.starts_with("number of ");
        (is_count && !is_quotient(header)).then(|| "aantal".to_owned())
    };
    let filled = |index: usize| -> Vec<&Cell> {
        below(sheet, mapping).map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect()
    };
    let signed = |index: usize| {
        let cells = filled(index);
        let parts = cells.iter().filter(|cell| cells::is_part(cell)).count();
        let is_mille = |cell: &&Cell| cell.shown().ends_with('‰');
        let sign = if cells.iter().any(is_mille) { "‰" } else { "%" };
        (2 * parts > cells.len() || sheet.percents.contains(&index)).then(|| sign.to_owned())
    };
    let money = |index: usize, header: &str| {
        let cells = filled(index);
        let euros = cells.iter().filter(|cell| cells::is_euro(&cell.shown())).count();
        (2 * euros > cells.len() && !is_quotient(header)).then(|| "EUR".to_owned())
    };
    headers
        .iter()
        .enumerate()
        .map(|(index, header)| {
            let said = own(index).filter(|unit| !unit.is_empty()).or_else(|| bracketed(header));
            let said = said.or_else(|| signed(index)).or_else(|| money(index, header));
            said.or_else(|| counted(header)).unwrap_or_default()
        })
        .collect()
}

/// Some rows below the headers.
fn below<'s>(sheet: &'s Sheet, mapping: &'s Mapping) -> impl Iterator<Item = &'s Row> {
    let rows = sheet.rows.iter().filter(|row| row.number > mapping.header_row && Some(row.number) != mapping.units_row);
    rows.take(SAMPLE_ROWS)
}

/// What a column holds, by its header and what stands in it.
fn column(header: &str, index: usize, rows: &[&Row], sheet: &Sheet, book: &PlaceBook) -> ColumnMapping {
    if let Some(known) = statbel::column(header) {
        let only = known.only.map(str::to_owned);
        return ColumnMapping {
            role: known.role,
            indicator: known.indicator.map(str::to_owned),
            only,
            ..ColumnMapping::default()
        };
    }
    let filled: Vec<&Cell> = rows.iter().map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
    let part = |is_so: &dyn Fn(&Cell) -> bool| {
        filled.iter().filter(|cell| is_so(cell)).count() as f64 / filled.len().max(1) as f64
    };
    let role = if filled.is_empty() {
        Role::Ignore
    } else if part(&|cell| matches!(book.code(cell), Place::Code(_) | Place::Outside | Place::Total { .. })) >= MOST
        // Incomes of 25 000 or 51 000 look like codes of Walloon municipalities.
        && part(&|cell| matches!(book.code(cell), Place::Code(_))) >= least_ours(header)
    {
        Role::Nis
    } else if part(&|cell| is_name(cell, book)) >= MOST {
        Role::Name
    } else if let Some(role) = part_of_year::role(header, &filled) {
        role
    } else if is_year_column(header, &filled) {
        Role::Year
    } else {
        by_header(header).unwrap_or_else(|| {
            let says_something = |cell: &Cell| !matches!(cells::figure(cell, sheet.decimal), cells::Figure::Wrong(_));
            let is_figures = part(&says_something) >= MOST && part(&|cell| is_figure(cell, sheet)) > 0.0;
            if is_figures && !is_serial(header) { Role::Value } else { Role::Ignore }
        })
    };
    let year = if role == Role::Value { cells::year_in_header(header).map(|(_, year)| year) } else { None };
    ColumnMapping { role, year, ..ColumnMapping::default() }
}

/// Part of the cells that must be codes of ours: any where the header says that they are codes.
fn least_ours(header: &str) -> f64 {
    let folded = fold(header);
    let is_said = folded.split(' ').any(|word| matches!(word, "nis" | "niscode" | "nis5" | "refnis" | "gemeentecode"));
    if is_said { f64::MIN_POSITIVE } else { SOME_OURS }
}

fn is_name(cell: &Cell, book: &PlaceBook) -> bool {
    matches!((cell, book.name(cell)), (Cell::Text(_), Place::Named(_) | Place::Total { .. }))
}

fn is_year_column(header: &str, filled: &[&Cell]) -> bool {
    const WORDS: [&str; 12] = [
        "jaar",
        "jaartal",
        "year",
        "annee",
        "period",
        "periode",
        "datum",
        "date",
        "peildatum",
        "inkomstenjaar",
        "aanslagjaar",
        "time period",
    ];
    let is_called_so = WORDS.contains(&&*fold(header));
    let years =
        filled.iter().filter(|cell| cells::year(cell).is_some_and(|year| (1900..=2100).contains(&year))).count();
    let are_dates = filled.iter().all(|cell| matches!(cell, Cell::Date(_)));
    years > 0 && (is_called_so && years * 2 > filled.len() || are_dates)
}

/// What a header says of a column whose cells could be anything.
fn by_header(header: &str) -> Option<Role> {
    Some(match &*fold(header) {
        "indicator" | "variabele" | "variable" | "onderwerp" | "kenmerk" | "indicatorcode" => Role::Indicator,
        "eenheid" | "unit" | "meeteenheid" => Role::Unit,
        "status" | "waardestatus" | "obs status" => Role::Status,
        _ => return None,
    })
}

/// Whether a header is that of a number that is no figure.
fn is_serial(header: &str) -> bool {
    matches!(
        &*fold(header),
        "nr" | "id" | "volgnummer" | "rank" | "rang" | "postcode" | "objectid" | "fid" | "index" | "#"
    ) || header.trim().is_empty()
}

/// One column with codes, one with years, and names only where there are no codes.
fn settle(mapping: &mut Mapping, known: &[Indicator]) {
    let keep_first = |columns: &mut Vec<ColumnMapping>, role: Role| {
        for column in columns.iter_mut().filter(|column| column.role == role).skip(1) {
            column.role = Role::Ignore;
        }
    };
    for role in [Role::Nis, Role::Name, Role::Year, Role::Month, Role::Indicator, Role::Status, Role::Unit] {
        keep_first(&mut mapping.columns, role);
    }
    let has = |mapping: &Mapping, role| mapping.columns.iter().any(|column| column.role == role);
    if has(mapping, Role::Indicator) {
        keep_first(&mut mapping.columns, Role::Value);
    }
    let is_long = has(mapping, Role::Indicator);
    let labels: BTreeMap<String, usize> = year_labels(mapping);
    for column in mapping.columns.iter_mut().filter(|column| column.role == Role::Value && column.indicator.is_none()) {
        let label = match (column.year, cells::year_in_header(&column.header)) {
            // "Bevolking 2019" and "Bevolking 2020" are one figure.
            (Some(_), Some((label, _))) if labels.get(&label).is_some_and(|count| *count > 0) => label,
            _ => column.header.clone(),
        };
        let name = without_unit(&label);
        let found = known.iter().find(|one| is_called(one, &name)).map(|one| one.id.to_string());
        column.indicator = (!is_long).then(|| found.unwrap_or_else(|| identifier(&name)));
        if column.indicator.as_deref() == Some("") {
            column.indicator = Some("figure".to_owned());
        }
    }
}

/// Gives columns that would be of the same figure and year an identifier of their own each, unless they say the same:
/// two columns "Inwoners" are two figures. Gives those identifiers with how manieth each is. Months are told elsewhere.
fn tell_doubles_apart(mapping: &mut Mapping, rows: &[&Row], sheet: &Sheet) -> BTreeMap<String, usize> {
    let mut taken: BTreeMap<(String, Option<Year>), usize> = BTreeMap::new();
    let mut named = BTreeMap::new();
    for (index, column) in mapping.columns.iter_mut().enumerate() {
        let is_figure = column.role == Role::Value && part_of_year::in_header(&column.header).is_none();
        let Some(id) = column.indicator.clone().filter(|_| is_figure) else { continue };
        let mut nth = 1;
        let mut own = id.clone();
        while let Some(first) = taken.get(&(own.clone(), column.year)) {
            if say_the_same(rows, (*first, index), sheet) {
                break;
            }
            nth += 1;
            own = format!("{id}_{nth}");
        }
        taken.entry((own.clone(), column.year)).or_insert(index);
        if nth > 1 {
            named.insert(own.clone(), nth);
            column.indicator = Some(own);
        }
    }
    named
}

/// Whether no row has two different figures in these columns.
fn say_the_same(rows: &[&Row], (one, other): (usize, usize), sheet: &Sheet) -> bool {
    let value = |row: &Row, column: usize| match cells::figure(row.get(column), sheet.decimal) {
        cells::Figure::Value(value, _) => Some(value),
        _ => None,
    };
    rows.iter().all(|row| value(row, one).zip(value(row, other)).is_none_or(|(one, other)| one == other))
}

fn year_labels(mapping: &Mapping) -> BTreeMap<String, usize> {
    let mut labels = BTreeMap::new();
    for column in mapping.columns.iter().filter(|column| column.year.is_some()) {
        if let Some((label, _)) = cells::year_in_header(&column.header) {
            *labels.entry(label).or_default() += 1;
        }
    }
    labels
}

fn without_unit(label: &str) -> String {
    match label.rsplit_once('(') {
        Some((name, unit)) if is_unit(unit.trim_end_matches(')')) => name.trim().to_owned(),
        _ => label.trim().to_owned(),
    }
}

fn is_called(indicator: &Indicator, name: &str) -> bool {
    let folded = fold(name);
    let names = indicator.name.nl.iter().chain(&indicator.name.en);
    !folded.is_empty()
        && (indicator.id.as_str() == name || names.map(|name| fold(name)).any(|known| known == folded))
        && indicator.aggregation == crate::model::Aggregation::Sum
}

/// The year that the title above a table without years names.
fn year_of_title(sheet: &Sheet, first_data: usize, mapping: &Mapping) -> Option<Year> {
    let has_years = mapping
        .columns
        .iter()
        .any(|column| column.role == Role::Year || column.role == Role::Value && column.year.is_some());
    if has_years {
        return None;
    }
    let above = sheet.rows.get(..first_data).unwrap_or_default();
    let titles = above.iter().filter(|row| row.number < mapping.header_row).flat_map(|row| &row.cells);
    let from_titles = titles.filter_map(|cell| cells::year_in_header(&cell.shown())).map(|(_, year)| year).next();
    from_titles.or_else(|| cells::year_in_header(&sheet.name).map(|(_, year)| year))
}

/// Names, units and moments for the figures that are new.
fn describe(mapping: &mut Mapping, units: &[String], known: &[Indicator], doubles: &BTreeMap<String, usize>) {
    for draft in &mut mapping.indicators {
        if known.iter().any(|one| one.id.as_str() == draft.id) {
            continue;
        }
        let columns = mapping.columns.iter().zip(units);
        let own = columns.clone().find(|(column, _)| column.indicator.as_deref() == Some(&draft.id));
        let Some((column, unit)) = own else { continue };
        let name = cells::year_in_header(&column.header).filter(|_| column.year.is_some()).map(|(label, _)| label);
        let name = without_unit(&name.unwrap_or_else(|| column.header.clone()));
        let name = doubles.get(&draft.id).map_or_else(|| name.clone(), |nth| format!("{name} ({nth})"));
        *draft = IndicatorDraft { id: draft.id.clone(), ..IndicatorDraft::named(&capital(&name)) };
        draft.unit.clone_from(unit);
        if let Some(day) = cells::day_in_header(&column.header) {
            draft.reference = moment(day.month(), day.day());
        }
    }
}

/// The figures that the rows of a long table name, with their unit.
fn name_rows(mapping: &mut Mapping, sheet: &Sheet, first_data: usize, known: &[Indicator]) {
    /// More are not figures but remarks.
    const MOST_FIGURES: usize = 200;
    let at = |role| mapping.columns.iter().position(|column| column.role == role);
    let (Some(words), units) = (at(Role::Indicator), at(Role::Unit)) else { return };
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for row in sheet.rows.iter().skip(first_data) {
        let word = row.get(words).shown().into_owned();
        if !word.is_empty() && seen.len() < MOST_FIGURES {
            seen.entry(word)
                .or_insert_with(|| units.map(|unit| row.get(unit).shown().into_owned()).unwrap_or_default());
        }
    }
    for (word, unit) in seen {
        let draft = known
            .iter()
            .find(|one| is_called(one, &word))
            .map_or_else(|| IndicatorDraft { unit, ..IndicatorDraft::named(&word) }, IndicatorDraft::of);
        mapping.indicators.push(IndicatorDraft { word: Some(word), ..draft });
    }
}

fn moment(month: i8, day: i8) -> String {
    match (month, day) {
        (1, 1) => "1 January".to_owned(),
        (12, 31) => "31 December".to_owned(),
        _ => format!("{day:02}/{month:02}"),
    }
}

fn capital(name: &str) -> String {
    let mut signs = name.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
