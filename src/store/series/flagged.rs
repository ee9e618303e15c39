//! Observations that do not count, found through their own index however many others lie between them.

use rusqlite::{Connection, OptionalExtension, params};

use super::cover::Part;
use super::direction;
use super::thin::column_of;
use crate::store::error::StoreError;
use crate::store::rollup::{FLAGGED, Point};

/// Those of a stretch that has so many: all, or the first of each column.
pub(super) fn read(conn: &Connection, part: &Part, total: i64, columns: i64) -> Result<Vec<Point>, StoreError> {
    if total == 0 {
        return Ok(Vec::new());
    }
    if total <= columns {
        let mut statement = conn.prepare_cached(&select(false))?;
        let rows = statement.query_map(params![part.datastream, part.from_us, part.until_us, total], Point::read)?;
        return Ok(rows.collect::<Result<_, _>>()?);
    }
    let (Some(first), Some(last)) = (end(conn, part, false)?, end(conn, part, true)?) else {
        return Ok(Vec::new());
    };
    thin(conn, part, first, last, columns)
}

/// The first of each column that has one: a look into the index for each.
fn thin(conn: &Connection, part: &Part, first: Point, last: Point, columns: i64) -> Result<Vec<Point>, StoreError> {
    let length_us = last.time_us.saturating_sub(first.time_us).saturating_add(1);
    let mut statement = conn.prepare_cached(&select(false))?;
    let mut points = vec![first];
    let mut column = 0;
    while column + 1 < columns {
        let from_us = first.time_us.saturating_add(start_of(column + 1, length_us, columns));
        let bounds = params![part.datastream, from_us, part.until_us, 1];
        let Some(point) = statement.query_row(bounds, Point::read).optional()? else {
            break;
        };
        column = column_of(point.time_us, first.time_us, length_us, columns).max(column + 1);
        points.push(point);
    }
    Ok(points)
}

/// Where a column starts, from the start of the first: the least time that [`column_of`] gives it.
fn start_of(column: i64, length_us: i64, columns: i64) -> i64 {
    let along = i128::from(column) * i128::from(length_us);
    ((along + i128::from(columns) - 1) / i128::from(columns)) as i64
}

fn end(conn: &Connection, part: &Part, is_last: bool) -> Result<Option<Point>, StoreError> {
    let mut statement = conn.prepare_cached(&select(is_last))?;
    Ok(statement.query_row(params![part.datastream, part.from_us, part.until_us, 1], Point::read).optional()?)
}

/// Not more than so many, from the first on or from the last.
fn select(is_last: bool) -> String {
    format!(
        "SELECT time_us, value, quality FROM observation_rows INDEXED BY observation_flags
         WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3 AND {FLAGGED} ORDER BY time_us {} LIMIT ?4",
        direction(is_last)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_starts_at_its_first_microsecond() {
        for (length_us, columns) in [(10, 3), (1, 1), (1_000_003, 997), (7, 7), (3, 10)] {
            for column in 0..columns {
                let start_us = start_of(column, length_us, columns);
                assert!(column_of(start_us, 0, length_us, columns) >= column);
                assert!(start_us == 0 || column_of(start_us - 1, 0, length_us, columns) < column);
            }
        }
    }
}
