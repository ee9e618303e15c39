//! What differs between two tables of an export: the first cells and rows, by key and column.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Difference;
use crate::export::Format;
use crate::formats::sheet::{Cell, Row};
use crate::formats::{layer, sheet};

/// Most differences that are told.
const MOST: usize = 5;

/// Most columns by which rows are told apart.
const MOST_KEYS: usize = 6;

/// Longest value that is told, in characters.
const MOST_CHARS: usize = 60;

/// The first differences between two files of rows; none where they can't be read as a table, or only with much work.
pub fn differences(format: Format, then: &Path, now: &Path) -> Vec<Difference> {
    match (table(format, then), table(format, now)) {
        (Some(then), Some(now)) => compared(&then, &now),
        _ => Vec::new(),
    }
}

/// A table as texts.
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn table(format: Format, path: &Path) -> Option<Table> {
    let is_small = std::fs::metadata(path).is_ok_and(|file| file.len() <= sheet::MAX_FILE_BYTES);
    match format {
        Format::Csv | Format::CsvExcelBe | Format::Xlsx | Format::Ods if is_small => of_sheet(path),
        Format::GeoJson | Format::GeoPackage | Format::Parquet if is_small => of_layer(path),
        _ => None,
    }
}

fn of_sheet(path: &Path) -> Option<Table> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(sheet::MAX_FILE_BYTES).read_to_end(&mut bytes).ok()?;
    let rows = sheet::read(&bytes).ok()?.into_iter().next()?.rows;
    let mut rows = rows.iter().map(|row| row.cells.iter().map(shown).collect::<Vec<_>>());
    Some(Table { columns: rows.next()?, rows: rows.collect() })
}

fn of_layer(path: &Path) -> Option<Table> {
    let layer = layer::read(path).ok()?.into_iter().next()?;
    let mut columns = layer.columns;
    // The number of a row in a GeoPackage tells nobody which it is.
    let first = usize::from(columns.first().is_some_and(|name| name == "fid"));
    let width = columns.len();
    columns.drain(..first);
    columns.push("geometry".to_owned());
    let row = |(row, geometry): (&Row, &Option<geo::Geometry<f64>>)| {
        let mut cells: Vec<String> = (first..width).map(|at| shown(row.get(at))).collect();
        cells.push(geometry.as_ref().map(|geometry| format!("{geometry:?}")).unwrap_or_default());
        cells
    };
    let rows = layer.rows.iter().zip(&layer.geometries).map(row).collect();
    Some(Table { columns, rows })
}

fn shown(cell: &Cell) -> String {
    cell.shown().into_owned()
}

fn compared(then: &Table, now: &Table) -> Vec<Difference> {
    let width = match (key_width(then), key_width(now)) {
        (0, _) | (_, 0) => 0,
        (before, after) => before.max(after),
    };
    let (before, after) = (keyed(then, width), keyed(now, width));
    let mut found = Vec::new();
    for (key, row) in &before {
        match after.get(key) {
            None => found.push(Difference::RowGone(shortened(&key.0))),
            Some(other) => found.extend(cells(then, (&key.0, row), (now, other))),
        }
        if found.len() >= MOST {
            break;
        }
    }
    let new = after.keys().filter(|key| !before.contains_key(key)).map(|key| Difference::RowNew(shortened(&key.0)));
    found.extend(new.take(MOST));
    found.truncate(MOST);
    found
}

/// Cells of one row that differ, and columns that are not in both.
fn cells(then: &Table, (key, row): (&str, &[String]), (now, other): (&Table, &[String])) -> Vec<Difference> {
    let value = |table: &Table, row: &[String], column: &String| {
        let at = table.columns.iter().position(|one| one == column)?;
        Some(row.get(at).cloned().unwrap_or_default())
    };
    let new = now.columns.iter().filter(|column| !then.columns.contains(column));
    then.columns
        .iter()
        .chain(new)
        .filter_map(|column| {
            let values = [value(then, row, column), value(now, other, column)];
            (values[0] != values[1]).then(|| Difference::Cell {
                row: shortened(key),
                column: column.clone(),
                values: values.map(|value| shortened(&value.unwrap_or_default())),
            })
        })
        .collect()
}

/// The least number of columns from the first on by which rows are told apart; 0 where none of few does, and their places
/// must.
fn key_width(table: &Table) -> usize {
    let tells_apart = |width: &usize| {
        let mut seen = BTreeSet::new();
        table.rows.iter().all(|row| seen.insert(row.iter().take(*width).collect::<Vec<_>>()))
    };
    (1..=MOST_KEYS.min(table.columns.len())).find(tells_apart).unwrap_or(0)
}

/// Rows by key and, where keys occur more than once, by which of them it is.
fn keyed(table: &Table, width: usize) -> BTreeMap<(Cow<'_, str>, usize), &[String]> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let row = |(place, row): (usize, &'_ Vec<String>)| {
        let parts: Vec<&str> = row.iter().take(width).map(String::as_str).filter(|part| !part.is_empty()).collect();
        let key = if width == 0 { format!("{}", place + 1) } else { parts.join(" · ") };
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        (key, *count)
    };
    let keys: Vec<(String, usize)> = table.rows.iter().enumerate().map(row).collect();
    keys.into_iter().zip(&table.rows).map(|((key, nth), row)| ((Cow::Owned(key), nth), row.as_slice())).collect()
}

fn shortened(value: &str) -> String {
    match value.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let mut rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        Table { columns: rows.next().unwrap_or_default(), rows: rows.collect() }
    }

    fn cell(row: &str, column: &str, then: &str, now: &str) -> Difference {
        Difference::Cell { row: row.into(), column: column.into(), values: [then.into(), now.into()] }
    }

    #[test]
    fn cells_are_told_by_key_and_column() {
        let then = table(&[&["id", "status"], &["P1", "running"], &["P2", "idea"]]);
        let now = table(&[&["id", "status"], &["P2", "planned"], &["P3", "idea"]]);
        assert_eq!(
            compared(&then, &now),
            [
                Difference::RowGone("P1".into()),
                cell("P2", "status", "idea", "planned"),
                Difference::RowNew("P3".into())
            ]
        );
        assert!(compared(&then, &then).is_empty());
    }

    #[test]
    fn as_many_columns_make_the_key_as_tell_rows_apart() {
        let then = table(&[&["nis", "year", "value"], &["1", "2019", "7"], &["1", "2020", "8"]]);
        let now = table(&[&["nis", "year", "value"], &["1", "2019", "7"], &["1", "2020", "9"]]);
        assert_eq!(compared(&then, &now), [cell("1 · 2020", "value", "8", "9")]);
        let twins = table(&[&["a"], &["x"], &["x"]]);
        assert_eq!(compared(&twins, &table(&[&["a"], &["x"], &["y"]])), [cell("2", "a", "x", "y")]);
    }

    #[test]
    fn only_the_first_are_told() {
        let many = |word: &str| Table {
            columns: vec!["id".into(), "a".into()],
            rows: (0..20).map(|at| vec![format!("{at:02}"), word.to_owned()]).collect(),
        };
        assert_eq!(compared(&many("x"), &many("y")).len(), MOST);
        assert_eq!(shortened(&"é".repeat(100)).chars().count(), MOST_CHARS + 1);
    }
}
