//! Indicator definitions, values and gaps.

use std::collections::BTreeMap;

use super::BundleError;
use super::container::Bundle;
use super::table::{Row, Table};
use crate::model::period::Year;
use crate::model::{
    Aggregation, Dimension, Direction, Indicator, IndicatorGap, IndicatorId, IndicatorValue, Localized, Nis,
    NisVintage, ValueStatus,
};

/// Definitions in display order, values of those with a table, gaps.
pub(super) type Read = (Vec<Indicator>, BTreeMap<IndicatorId, Vec<IndicatorValue>>, Vec<IndicatorGap>);

/// Reads all three.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Read, BundleError> {
    let table = Table::read(bundle, "indicators/definitions.csv")?;
    let mut definitions = Vec::new();
    let mut wanted: BTreeMap<String, Vec<(String, Indicator)>> = BTreeMap::new();
    for row in table.rows() {
        let definition = definition(row)?;
        if !definition.table.is_empty() {
            let column = row.text("column").to_owned();
            wanted.entry(definition.table.to_string()).or_default().push((column, definition.clone()));
        }
        definitions.push(definition);
    }
    let mut values = BTreeMap::new();
    for (name, indicators) in wanted {
        let table = Table::read(bundle, &format!("indicators/values/{name}.csv"))?;
        for ((_, indicator), rows) in indicators.iter().zip(read_values(&table, &indicators)?) {
            values.insert(indicator.id.clone(), rows);
        }
    }
    Ok((definitions, values, gaps(bundle)?))
}

fn definition(row: Row<'_>) -> Result<Indicator, BundleError> {
    let dimension = row.text("dimension");
    Ok(Indicator {
        id: IndicatorId::new(row.text("id")),
        name: Localized::new(row.text("name_nl"), row.text("name_en")),
        definition: Localized::new(row.text("definition_nl"), row.text("definition_en")),
        unit: row.shared("unit"),
        decimals: row.value("decimals")?,
        dimension: if dimension.is_empty() { None } else { Some(row.keyed("dimension", Dimension::from_key)?) },
        direction: row.keyed("direction", Direction::from_key)?,
        aggregation: aggregation(row)?,
        table: row.shared("table"),
        reference: row.shared("reference"),
        provisional_from: row.optional("provisional_from")?,
        status_note: Localized::new(row.text("status_note_nl"), row.text("status_note_en")),
        source: row.shared("source"),
        is_default_choropleth: row.value("default_choropleth")?,
        class_breaks: row.list("class_breaks", |item| item.parse().ok())?,
        vintage: NisVintage::Detect,
    })
}

fn aggregation(row: Row<'_>) -> Result<Aggregation, BundleError> {
    match row.text("aggregation") {
        "sum" => Ok(Aggregation::Sum),
        "ratio" => Ok(Aggregation::Ratio {
            numerator: IndicatorId::new(row.text("numerator")),
            denominator: IndicatorId::new(row.text("denominator")),
            factor: row.value("factor")?,
        }),
        other => Err(row.error("aggregation", &format!("unknown: {other:?}"))),
    }
}

/// The values of each indicator, in one pass over the table. An empty cell is a missing figure.
fn read_values(table: &Table, indicators: &[(String, Indicator)]) -> Result<Vec<Vec<IndicatorValue>>, BundleError> {
    let columns = indicators.iter().map(|(column, _)| table.column(column)).collect::<Result<Vec<_>, _>>()?;
    let mut values: Vec<Vec<IndicatorValue>> = vec![Vec::new(); indicators.len()];
    for row in table.rows() {
        let (nis, year): (Nis, Year) = (row.value("nis")?, row.value("year")?);
        for ((out, column), (name, indicator)) in values.iter_mut().zip(&columns).zip(indicators) {
            let text = row.at(*column);
            if text.is_empty() {
                continue;
            }
            let value: f64 = text.parse().map_err(|_| row.error(name, "not a number"))?;
            let is_provisional = indicator.provisional_from.is_some_and(|from| year >= from);
            let status = if is_provisional { ValueStatus::Provisional } else { ValueStatus::Final };
            out.push(IndicatorValue { nis, year, value, status });
        }
    }
    Ok(values)
}

/// Gaps; an empty end stands for "from the beginning" or "until now".
fn gaps(bundle: &Bundle<'_>) -> Result<Vec<IndicatorGap>, BundleError> {
    let table = Table::read(bundle, "indicators/gaps.csv")?;
    table
        .rows()
        .map(|row| {
            Ok(IndicatorGap {
                table: row.shared("table"),
                from: row.optional("from_year")?.unwrap_or(Year::MIN),
                until: row.optional("until_year")?.unwrap_or(Year::MAX),
                reason: Localized::new(row.text("reason_nl"), row.text("reason_en")),
            })
        })
        .collect()
}
