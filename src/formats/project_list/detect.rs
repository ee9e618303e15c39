//! Proposes what a list of projects means: where its headers are, which field each column holds, what its words stand
//! for.
//!
//! Contract: a proposal, never a decision: every part can be changed. What is not clear is left out. May use: `model`.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{cell_text, choice_items};
use super::mapping::{ProjectColumn, ProjectMapping, RowKey};
use super::{Coordinate, ListTable, MOST, WordUse, apply, coordinate};
use crate::formats::crs::{BELGIUM, Crs};
use crate::formats::missing::is_missing_figure;
use crate::formats::number;
use crate::formats::placing::written;
use crate::formats::project::fields::{FieldNames, all_texts};
use crate::formats::project::words::Choices;
use crate::formats::project::{ProjectField, Resolve};
use crate::formats::sheet::{Cell, Row};
use crate::model::fold::fold;

/// Rows with projects that are looked at.
const SAMPLE_ROWS: usize = 400;

/// Longest text of a cell with choices, bytes.
const LONGEST_CHOICE: usize = 60;

/// A proposal for a table of a file that has this name.
pub fn guess(table: &ListTable, file: &str, resolve: &Resolve<'_>, is_known: &dyn Fn(&str) -> bool) -> ProjectMapping {
    let names = FieldNames::new(&all_texts());
    let header_row = table.header_row(|text| names.field(text));
    let headers = table.headers(header_row);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut mapping = ProjectMapping {
        sheet: (!table.sheet.name.is_empty()).then(|| table.sheet.name.clone()),
        header_row,
        columns: headers.iter().map(|header| ProjectColumn { header: header.clone(), ..Default::default() }).collect(),
        decimal: Some(table.sheet.decimal),
        crs: table.crs.map(|crs| crs.to_string()),
        list: stem.to_owned(),
        ..ProjectMapping::default()
    };
    by_name(&mut mapping, &names);
    let rows: Vec<&Row> = table.data_rows(mapping.header_row).take(SAMPLE_ROWS).collect();
    width_and_length(&mut mapping, &rows);
    towns_are_no_titles(&mut mapping, &rows, resolve);
    by_content(&mut mapping, &rows, resolve);
    propose_words(table, &mut mapping);
    leave_unread(table, &mut mapping);
    mapping.key = key(table, &mapping, is_known);
    mapping
}

/// Whether a table without titles has municipalities and, beside them, a column of numbers that are figures.
pub fn holds_figures(table: &ListTable, mapping: &ProjectMapping) -> bool {
    let has_towns = [ProjectField::LeadNis, ProjectField::LeadName].iter().any(|field| mapping.has(*field));
    let rows: Vec<&Row> = table.data_rows(mapping.header_row).take(SAMPLE_ROWS).collect();
    let is_figures = |(index, column): (usize, &ProjectColumn)| {
        let may_be = matches!(column.field, None | Some(ProjectField::Budget | ProjectField::Subsidy));
        may_be && are_figures(&rows.iter().map(|row| row.get(index)).collect::<Vec<_>>())
    };
    has_towns && mapping.columns.iter().enumerate().any(is_figures)
}

/// Whether most filled cells are numbers; those that stand for a figure that its source hides don't count.
fn are_figures(cells: &[&Cell]) -> bool {
    let told = |cell: &&&Cell| !matches!(cell, Cell::Empty) && !is_missing_figure(&cell.shown());
    let told: Vec<&&Cell> = cells.iter().filter(told).collect();
    let is_number = |cell: &&&&Cell| match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => number::amount(text, None).is_some(),
        _ => false,
    };
    let count = told.iter().filter(is_number).count();
    count > 0 && count as f64 >= MOST * told.len() as f64 && coordinate(cells).is_none()
}

/// Proposes what the words of the columns with choices stand for, where nothing is said of them.
pub fn propose_words(table: &ListTable, mapping: &mut ProjectMapping) {
    let choices = Choices::all();
    for (index, use_of) in apply::words(table, mapping).into_iter().enumerate() {
        let Some(column) = mapping.columns.get_mut(index) else { continue };
        let Some(field) = column.field else { continue };
        for one in use_of.iter().filter(|one| one.key.is_none()) {
            if let Some(key) = choices.near(field, &one.word) {
                column.words.insert(one.word.clone(), key.to_owned());
            }
        }
    }
}

/// Leaves out columns of choices in which no word means anything: "Type" with sensors and dashboards says no kind of
/// project. A column that is called as its field is in our own files stays: its words can be chosen.
fn leave_unread(table: &ListTable, mapping: &mut ProjectMapping) {
    let uses = apply::words(table, mapping);
    for (column, uses) in mapping.columns.iter_mut().zip(uses) {
        let is_known = |one: &WordUse| one.key.is_some() || column.words.contains_key(&one.word);
        let is_ours = ProjectField::ALL.iter().any(|field| fold(field.key()) == fold(&column.header));
        if !uses.is_empty() && !is_ours && !uses.iter().any(is_known) {
            column.field = None;
        }
    }
}

/// Columns whose header is a field's name; a field that holds one value is taken once.
fn by_name(mapping: &mut ProjectMapping, names: &FieldNames) {
    let mut taken: BTreeSet<ProjectField> = BTreeSet::new();
    // A field's own key goes before another name for it, wherever the columns stand.
    for wants_key in [true, false] {
        for column in mapping.columns.iter_mut().filter(|column| names.is_key(&column.header) == wants_key) {
            let field = names.field(&column.header);
            column.field = field.filter(|field| taken.insert(*field) || apply::holds_several(*field));
        }
    }
}

/// Columns "Breedte" and "Lengte" are of a place where both hold coordinates; else they are of a thing.
fn width_and_length(mapping: &mut ProjectMapping, rows: &[&Row]) {
    let at =
        |name: &str| mapping.columns.iter().position(|column| fold(&column.header) == name && column.field.is_none());
    let (Some(north), Some(east)) = (at("breedte"), at("lengte")) else { return };
    let is_known = |field| mapping.has(field);
    if is_known(ProjectField::Lat) || is_known(ProjectField::X) || is_known(ProjectField::Place) {
        return;
    }
    let numbers = |index: usize| -> Vec<f64> {
        rows.iter().filter_map(|row| number::parse_coordinate(&row.get(index).shown())).collect()
    };
    let (north_numbers, east_numbers) = (numbers(north), numbers(east));
    let are_most = |numbers: &[f64], holds: &dyn Fn(f64) -> bool| {
        let count = numbers.iter().filter(|number| holds(**number)).count();
        count > 0 && count as f64 >= MOST * numbers.len() as f64
    };
    let is_metres = |number: f64| Crs::from_magnitude(number, number).is_some_and(|crs| crs != Crs::Wgs84);
    let are_degrees = are_most(&north_numbers, &|number| (BELGIUM.south..=BELGIUM.north).contains(&number))
        && are_most(&east_numbers, &|number| (BELGIUM.west..=BELGIUM.east).contains(&number));
    let fields = if are_degrees {
        (ProjectField::Lon, ProjectField::Lat)
    } else if are_most(&north_numbers, &is_metres) && are_most(&east_numbers, &is_metres) {
        (ProjectField::X, ProjectField::Y)
    } else {
        return;
    };
    for (index, field) in [(east, fields.0), (north, fields.1)] {
        if let Some(column) = mapping.columns.get_mut(index) {
            column.field = Some(field);
        }
    }
}

/// A column "Naam" with names of municipalities holds no titles of projects. One that is called a title does: a project may
/// bear the name of its town.
fn towns_are_no_titles(mapping: &mut ProjectMapping, rows: &[&Row], resolve: &Resolve<'_>) {
    const OF_ANYTHING: [&str; 3] = ["naam", "name", "project"];
    let Some(index) = mapping.column_of(ProjectField::Title) else { return };
    let header = mapping.columns.get(index).map(|column| fold(&column.header)).unwrap_or_default();
    if !OF_ANYTHING.contains(&header.as_str()) {
        return;
    }
    let cells: Vec<String> = rows.iter().map(|row| row.get(index).shown().into_owned()).collect();
    let towns = cells.iter().filter(|cell| !resolve(cell).is_empty()).count();
    if !cells.is_empty() && towns as f64 >= MOST * cells.len() as f64 {
        let is_free = !mapping.has(ProjectField::LeadName);
        if let Some(column) = mapping.columns.get_mut(index) {
            column.field = is_free.then_some(ProjectField::LeadName);
        }
    }
}

/// What columns without a telling header hold, by their cells.
fn by_content(mapping: &mut ProjectMapping, rows: &[&Row], resolve: &Resolve<'_>) {
    let choices = Choices::all();
    let unnamed: Vec<usize> =
        mapping.columns.iter().enumerate().filter(|(_, one)| one.field.is_none()).map(|(index, _)| index).collect();
    for &index in &unnamed {
        let cells: Vec<&Cell> = rows.iter().map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
        let field = by_cells(&cells, mapping, choices, resolve);
        if let Some(column) = mapping.columns.get_mut(index) {
            column.field = field;
        }
    }
    leave_half_places(mapping, &unnamed);
    if !mapping.has(ProjectField::Title) {
        let longest = (0..mapping.columns.len())
            .filter(|index| mapping.columns.get(*index).is_some_and(|column| column.field.is_none()))
            .find(|index| is_like_titles(rows, *index));
        if let Some(column) = longest.and_then(|index| mapping.columns.get_mut(index)) {
            column.field = Some(ProjectField::Title);
        }
    }
}

/// Leaves out columns that are coordinates by the size of their numbers alone where the other coordinate is missing: a
/// width of 2.50 is no longitude.
fn leave_half_places(mapping: &mut ProjectMapping, unnamed: &[usize]) {
    for pair in [[ProjectField::Lon, ProjectField::Lat], [ProjectField::X, ProjectField::Y]] {
        if pair.iter().all(|field| mapping.has(*field)) {
            continue;
        }
        for &index in unnamed {
            if let Some(column) = mapping.columns.get_mut(index) {
                column.field = column.field.filter(|field| !pair.contains(field));
            }
        }
    }
}

fn by_cells(
    cells: &[&Cell],
    mapping: &ProjectMapping,
    choices: &Choices,
    resolve: &Resolve<'_>,
) -> Option<ProjectField> {
    if is_places(cells) {
        return Some(ProjectField::Place).filter(|field| !mapping.has(*field));
    }
    if cells.len() < 2 {
        return None;
    }
    let is_most = |holds: &dyn Fn(&str) -> bool| {
        let count = cells.iter().filter(|cell| holds(&cell.shown())).count();
        count as f64 >= MOST * cells.len() as f64
    };
    let is_code = |text: &str| text.len() == 5 && resolve(text).len() == 1;
    let is_name = |text: &str| number::parse_coordinate(text).is_none() && !resolve(text).is_empty();
    let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let mut found = None;
    if is_most(&is_code) {
        found = Some(ProjectField::LeadNis);
    } else if is_most(&|text| is_code(text) || is_name(text)) {
        found = Some(ProjectField::LeadName);
    } else if is_most(&is_address) {
        found = Some(ProjectField::Url);
    } else if let Some(field) = by_number(cells, mapping) {
        found = Some(field);
    } else {
        for field in [ProjectField::Status, ProjectField::Dimensions, ProjectField::Kind] {
            let means = |item: &str| choices.key(field, item).or_else(|| choices.near(field, item)).is_some();
            let is_word = |text: &str| {
                let items = choice_items(text, field, &BTreeMap::new());
                // Sentences mention a choice now and then: its words are short.
                text.len() <= LONGEST_CHOICE && items.iter().any(|item| means(item) && item.parse::<f64>().is_err())
            };
            if is_most(&is_word) {
                found = Some(field);
                break;
            }
        }
    }
    found.filter(|field| !mapping.has(*field))
}

/// Whether most cells hold a place each: that is plain of a single one.
pub fn is_places(cells: &[&Cell]) -> bool {
    let count = cells.iter().filter(|cell| matches!(cell, Cell::Text(text) if written::is_place(text))).count();
    count > 0 && count as f64 >= MOST * cells.len() as f64
}

/// Coordinates by their size: degrees in Belgium, metres of a Lambert system.
fn by_number(cells: &[&Cell], mapping: &ProjectMapping) -> Option<ProjectField> {
    Some(match coordinate(cells)? {
        Coordinate::Longitude => ProjectField::Lon,
        Coordinate::Latitude => ProjectField::Lat,
        Coordinate::Metres if mapping.has(ProjectField::X) => ProjectField::Y,
        Coordinate::Metres => ProjectField::X,
    })
}

/// Whether a text can be a title by its looks: more than a word, and words rather than an amount ("€ 1 250,00", "12 km").
fn has_words(text: &str) -> bool {
    let count = |is_one: fn(&char) -> bool| text.chars().filter(is_one).count();
    let letters = count(|sign| sign.is_alphabetic());
    text.contains(' ') && letters >= 4 && letters > count(char::is_ascii_digit)
}

/// Whether most cells of a column are texts of more than a word, nearly all different.
fn is_like_titles(rows: &[&Row], index: usize) -> bool {
    let texts: Vec<String> = rows
        .iter()
        .filter_map(|row| match row.get(index) {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    let different: BTreeSet<&str> = texts.iter().map(String::as_str).collect();
    let with_words = texts.iter().filter(|text| has_words(text)).count();
    !rows.is_empty()
        && texts.len() as f64 >= MOST * rows.len() as f64
        && different.len() as f64 >= MOST * texts.len() as f64
        && with_words * 2 >= texts.len()
}

/// Identifiers that the workspace knows; else the list's own numbers, where each stands once; else the titles.
pub fn key(table: &ListTable, mapping: &ProjectMapping, is_known: &dyn Fn(&str) -> bool) -> RowKey {
    let Some(index) = mapping.column_of(ProjectField::Id) else { return RowKey::Title };
    let rows = table.data_rows(mapping.header_row).take(SAMPLE_ROWS);
    let ids: Vec<String> = rows.map(|row| cell_text(row.get(index), number::Decimal::Point)).collect();
    let filled: Vec<&str> = ids.iter().map(String::as_str).filter(|id| !id.is_empty()).collect();
    let different: BTreeSet<&str> = filled.iter().copied().collect();
    if filled.is_empty() || different.len() < filled.len() {
        return RowKey::Title;
    }
    // Numbers from 1 on stand in every list: only what no other list would call so is an identifier.
    let is_number = filled.iter().all(|id| id.parse::<f64>().is_ok());
    if !is_number && filled.iter().any(|id| is_known(id)) { RowKey::Id } else { RowKey::Number }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{guessed, table};
    use super::*;

    #[test]
    fn tables_of_figures_are_told_from_lists_without_titles() {
        let are_figures = |text: &str| holds_figures(&table(text), &guessed(&table(text)));
        for text in [
            "NIS;2019\n44021;5\n",
            "Naam;2019\nGent;5\nDeinze;x\n",
            "Gemeente;Aantal laadpalen\nGent;1.250\nDeinze;n.b.\n",
            "Gemeente;Jaar;Bedrag\nGent;2020;€ 1.250,00\nDeinze;2020;1 250 euro\n",
        ] {
            assert!(are_figures(text), "{text}");
        }
        for text in [
            "Gemeente;Opmerking\nGent;goed\nDeinze;niet goed\n",
            "Nummer;2019\n1;5\n2;6\n",
            "Gemeente;Breedtegraad;Lengtegraad\nGent;51,05;3,72\nDeinze;50,98;3,53\n",
            "Gemeente;Aantal\nGent;x\nDeinze;.\n",
        ] {
            assert!(!are_figures(text), "{text}");
        }
    }
}
