//! Indicators, their values and gaps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::rows;
use crate::model::period::Year;
use crate::model::{
    Aggregation, Dimension, Direction, Indicator, IndicatorGap, IndicatorId, IndicatorValue, NisVintage, ValueStatus,
};
use crate::store::error::StoreError;
use crate::store::values::{Columns, insert_sql, join, select_sql};

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "name_nl",
    "name_en",
    "definition_nl",
    "definition_en",
    "unit",
    "decimals",
    "dimension",
    "direction",
    "aggregation",
    "numerator",
    "denominator",
    "factor",
    "values_table",
    "reference",
    "provisional_from",
    "status_note_nl",
    "status_note_en",
    "source",
    "is_default_choropleth",
    "class_breaks",
    "nis_vintage",
    "is_bundled",
];

/// Writes definitions, of the program or of the user.
pub(in crate::store) fn insert(
    conn: &Connection,
    indicators: &[Indicator],
    is_bundled: bool,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("indicators", COLUMNS))?;
    for row in indicators {
        let (kind, numerator, denominator, factor) = match &row.aggregation {
            Aggregation::Sum => ("sum", None, None, None),
            Aggregation::Ratio { numerator, denominator, factor } => {
                ("ratio", Some(numerator.as_str()), Some(denominator.as_str()), Some(*factor))
            }
        };
        statement.execute(params![
            row.id.as_str(),
            row.name.nl,
            row.name.en,
            row.definition.nl,
            row.definition.en,
            row.unit,
            row.decimals,
            row.dimension.map(Dimension::key),
            row.direction.key(),
            kind,
            numerator,
            denominator,
            factor,
            row.table,
            row.reference,
            row.provisional_from,
            row.status_note.nl,
            row.status_note.en,
            row.source,
            row.is_default_choropleth,
            join(row.class_breaks.iter().map(f64::to_string)),
            row.vintage.key(),
            is_bundled,
        ])?;
    }
    Ok(())
}

/// All definitions in display order: those of the program first.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Indicator>, StoreError> {
    let sql = format!("SELECT {} FROM indicators ORDER BY is_bundled DESC, fid", COLUMNS.join(", "));
    rows(conn, "indicators", &sql, read)
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Indicator, StoreError> {
    Ok(Indicator {
        id: IndicatorId::new(columns.take::<Arc<str>>()?),
        name: columns.localized()?,
        definition: columns.localized()?,
        unit: columns.take()?,
        decimals: columns.take()?,
        dimension: columns.parse_some("dimension", Dimension::from_key)?,
        direction: columns.parse("direction", Direction::from_key)?,
        aggregation: aggregation(columns)?,
        table: columns.take()?,
        reference: columns.take()?,
        provisional_from: columns.take()?,
        status_note: columns.localized()?,
        source: columns.take()?,
        is_default_choropleth: columns.take()?,
        class_breaks: columns.list("class_breaks", |text| text.parse().ok())?.into(),
        vintage: columns.parse("nis_vintage", NisVintage::from_key)?,
    })
}

/// A figure, column by column.
pub(super) fn read_value_columns(columns: &mut Columns<'_>) -> Result<IndicatorValue, StoreError> {
    columns.take::<Arc<str>>()?;
    Ok(IndicatorValue {
        nis: columns.nis("nis")?,
        year: columns.take()?,
        value: columns.take()?,
        status: columns.parse("status", ValueStatus::from_key)?,
    })
}

fn aggregation(columns: &mut Columns<'_>) -> Result<Aggregation, StoreError> {
    let kind: String = columns.take()?;
    let numerator: Option<Arc<str>> = columns.take()?;
    let denominator: Option<Arc<str>> = columns.take()?;
    let factor: Option<f64> = columns.take()?;
    match (kind.as_str(), numerator, denominator, factor) {
        ("sum", ..) => Ok(Aggregation::Sum),
        ("ratio", Some(numerator), Some(denominator), Some(factor)) => Ok(Aggregation::Ratio {
            numerator: IndicatorId::new(numerator),
            denominator: IndicatorId::new(denominator),
            factor,
        }),
        _ => Err(columns.refuse("aggregation", kind)),
    }
}

pub(super) const VALUE_COLUMNS: &[&str] = &["indicator", "nis", "year", "value", "status"];

/// Writes values of the program, but those that an import wrote. An indicator without values leaves no trace.
pub(in crate::store) fn insert_values(
    conn: &Connection,
    values: &BTreeMap<IndicatorId, Vec<IndicatorValue>>,
    imported: &BTreeSet<(String, u32, Year)>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("indicator_values", VALUE_COLUMNS))?;
    for (indicator, values) in values {
        for row in values {
            let id = indicator.as_str();
            if !imported.is_empty() && imported.contains(&(id.to_owned(), row.nis.number(), row.year)) {
                continue;
            }
            statement.execute(params![id, row.nis.number(), row.year, row.value, row.status.key()])?;
        }
    }
    Ok(())
}

/// All values, by indicator.
pub(in crate::store) fn load_values(
    conn: &Connection,
) -> Result<BTreeMap<IndicatorId, Vec<IndicatorValue>>, StoreError> {
    let mut statement = conn.prepare(&select_sql("indicator_values", VALUE_COLUMNS))?;
    let mut found = statement.query([])?;
    let mut lists: Vec<(IndicatorId, Vec<IndicatorValue>)> = Vec::new();
    while let Some(row) = found.next()? {
        let indicator = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        // Values of one indicator stand together, so that its name need not be looked up for each.
        if lists.last().is_none_or(|(id, _)| id.as_str() != indicator) {
            lists.push((IndicatorId::new(indicator), Vec::new()));
        }
        let value = read_value(row)?;
        if let Some((_, list)) = lists.last_mut() {
            list.push(value);
        }
    }
    let mut values: BTreeMap<IndicatorId, Vec<IndicatorValue>> = BTreeMap::new();
    for (indicator, list) in lists {
        values.entry(indicator).or_default().extend(list);
    }
    Ok(values)
}

pub(super) fn read_value(row: &rusqlite::Row<'_>) -> Result<IndicatorValue, StoreError> {
    let refuse = |column, value: String| StoreError::Value { table: "indicator_values", column, value };
    let number: u32 = row.get(1)?;
    let status = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(IndicatorValue {
        nis: crate::model::Nis::try_from(number).map_err(|_| refuse("nis", number.to_string()))?,
        year: row.get(2)?,
        value: row.get(3)?,
        status: ValueStatus::from_key(status).ok_or_else(|| refuse("status", status.to_owned()))?,
    })
}

const GAP_COLUMNS: &[&str] = &["values_table", "from_year", "until_year", "reason_nl", "reason_en"];

/// Writes gaps.
pub(in crate::store) fn insert_gaps(conn: &Connection, gaps: &[IndicatorGap]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("indicator_gaps", GAP_COLUMNS))?;
    for gap in gaps {
        statement.execute(params![gap.table, gap.from, gap.until, gap.reason.nl, gap.reason.en])?;
    }
    Ok(())
}

/// All gaps.
pub(in crate::store) fn load_gaps(conn: &Connection) -> Result<Vec<IndicatorGap>, StoreError> {
    rows(conn, "indicator_gaps", &select_sql("indicator_gaps", GAP_COLUMNS), |columns| {
        Ok(IndicatorGap {
            table: columns.take()?,
            from: columns.take()?,
            until: columns.take()?,
            reason: columns.localized()?,
        })
    })
}
