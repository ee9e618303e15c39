//! What a table schema can't say: lists that refer to another table, boundaries that cover every municipality,
//! indicators whose table and column exist.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::geometry::Feature;
use super::problem::{Problems, Row};
use super::table::Table;

/// A column whose items, parted by semicolons, must occur in a column of another table.
struct ListReference {
    table: &'static str,
    column: &'static str,
    other: &'static str,
    other_column: &'static str,
}

const LIST_REFERENCES: &[ListReference] =
    &[ListReference { table: "inventory", column: "other_nis", other: "municipalities", other_column: "nis" }];

/// Checks all of it.
pub fn check(
    tables: &HashMap<String, Table>,
    layers: &HashMap<String, (String, Vec<Feature>)>,
    problems: &mut Problems,
) {
    for reference in LIST_REFERENCES {
        check_list(tables, reference, problems);
    }
    check_boundaries(tables, layers, problems);
    check_indicators(tables, problems);
}

fn check_list(tables: &HashMap<String, Table>, reference: &ListReference, problems: &mut Problems) {
    let (Some(table), Some(other)) = (tables.get(reference.table), tables.get(reference.other)) else { return };
    let known: HashSet<&str> = other.column(reference.other_column).map(|(_, value)| value).collect();
    for (row, cell) in table.column(reference.column) {
        for item in cell.split(';').filter(|item| !item.is_empty() && !known.contains(item)) {
            problems.add(&table.file, row, reference.column, format!("{item:?} is not in {}", reference.other));
        }
    }
}

/// Every municipality has one boundary, and no boundary is another's.
fn check_boundaries(
    tables: &HashMap<String, Table>,
    layers: &HashMap<String, (String, Vec<Feature>)>,
    problems: &mut Problems,
) {
    let (Some(table), Some((file, features))) = (tables.get("municipalities"), layers.get("boundaries")) else {
        return;
    };
    let mut missing: HashSet<&str> = table.column("nis").map(|(_, value)| value).collect();
    for (index, feature) in features.iter().enumerate() {
        let row = Row::Feature(index as u64 + 1);
        let nis = feature.properties.get("nis").and_then(Value::as_str).unwrap_or_default();
        if !missing.remove(nis) {
            problems.add(file, row, "nis", format!("{nis:?} is not in municipalities, or stands here twice"));
        }
        let accuracy = feature.properties.get("accuracy").and_then(Value::as_str).unwrap_or_default();
        if !matches!(accuracy, "official" | "approximate") {
            problems.add(file, row, "accuracy", format!("{accuracy:?} is not one of official, approximate"));
        }
    }
    let mut missing: Vec<&str> = missing.into_iter().collect();
    missing.sort_unstable();
    for nis in missing {
        problems.add(file, Row::File, "nis", format!("there is no boundary of {nis}"));
    }
}

fn check_indicators(tables: &HashMap<String, Table>, problems: &mut Problems) {
    let Some(definitions) = tables.get("indicators") else { return };
    let ids: HashSet<&str> = definitions.column("id").map(|(_, value)| value).collect();
    for (row, denominator) in definitions.column("denominator") {
        if !denominator.is_empty() && denominator != "area_ha" && !ids.contains(denominator) {
            problems.add(&definitions.file, row, "denominator", format!("{denominator:?} is no indicator"));
        }
    }
    for ((row, name), (_, column)) in definitions.column("table").zip(definitions.column("column")) {
        if name.is_empty() {
            continue;
        }
        if tables.get(name).is_none_or(|table| table.schema.position(column).is_none()) {
            problems.add(&definitions.file, row, "column", format!("the table {name} has no column {column:?}"));
        }
    }
}
