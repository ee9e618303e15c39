//! Lists of municipalities and ratios of figures that the user defined. They are few: each change writes all of them.

use std::str::FromStr;
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::rows;
use crate::model::Nis;
use crate::model::own::{Own, OwnList, OwnRatio};
use crate::store::error::StoreError;
use crate::store::values::{Columns, select_sql, upsert_sql};

const LISTS: &[&str] = &["id", "name", "members"];
const RATIOS: &[&str] = &["id", "name", "numerator", "denominator", "factor", "unit", "decimals"];

/// Writes all of them in the place of those that are there.
pub(in crate::store) fn replace(conn: &Connection, own: &Own) -> Result<(), StoreError> {
    conn.execute_batch("DELETE FROM own_lists; DELETE FROM own_ratios;")?;
    let mut statement = conn.prepare_cached(&upsert_sql("own_lists", LISTS, &["id"]))?;
    for list in &own.lists {
        let members: Vec<String> = list.members.iter().map(ToString::to_string).collect();
        statement.execute(params![list.id, list.name, members.join(" ")])?;
    }
    let mut statement = conn.prepare_cached(&upsert_sql("own_ratios", RATIOS, &["id"]))?;
    for ratio in &own.ratios {
        let (numerator, denominator) = (ratio.numerator.to_string(), ratio.denominator.to_string());
        let OwnRatio { id, name, factor, unit, decimals, .. } = ratio;
        statement.execute(params![id, name, numerator, denominator, factor, unit, decimals])?;
    }
    super::remarks::replace(conn, &own.remarks)
}

/// All of them.
pub(in crate::store) fn load(conn: &Connection) -> Result<Own, StoreError> {
    let lists = rows(conn, "own_lists", &select_sql("own_lists", LISTS), read_list)?;
    let ratios = rows(conn, "own_ratios", &select_sql("own_ratios", RATIOS), read_ratio)?;
    Ok(Own { lists, ratios, remarks: super::remarks::load(conn)? })
}

fn read_list(columns: &mut Columns<'_>) -> Result<OwnList, StoreError> {
    let (id, name) = (columns.take()?, columns.take()?);
    let members: String = columns.take()?;
    let members = members.split_whitespace().map(|code| parsed::<Nis>("own_lists", "members", code));
    Ok(OwnList { id, name, members: members.collect::<Result<_, _>>()? })
}

fn read_ratio(columns: &mut Columns<'_>) -> Result<OwnRatio, StoreError> {
    let (id, name): (Arc<str>, Arc<str>) = (columns.take()?, columns.take()?);
    let (numerator, denominator): (String, String) = (columns.take()?, columns.take()?);
    Ok(OwnRatio {
        id,
        name,
        numerator: parsed("own_ratios", "numerator", &numerator)?,
        denominator: parsed("own_ratios", "denominator", &denominator)?,
        factor: columns.take()?,
        unit: columns.take()?,
        decimals: columns.take()?,
    })
}

fn parsed<T: FromStr>(table: &'static str, column: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Value { table, column, value: text.to_owned() })
}
