//! Integrity of a workspace file.

use super::error::StoreError;
use super::schema::APPLICATION_ID;
use super::{Store, migrate};

/// Most problems that are told.
const LIMIT: usize = 100;

/// Datastreams whose hours do not stand for as many observations as there are and were, or whose days and months do
/// not for as many as their hours.
const ROLLUPS_SQL: &str = "WITH counts AS (SELECT fid, pruned_count,
    (SELECT count(*) FROM observation_rows WHERE datastream = fid) AS raw,
    (SELECT coalesce(sum(count + flagged_count), 0) FROM rollup_hours WHERE datastream = fid) AS hours,
    (SELECT coalesce(sum(count + flagged_count), 0) FROM rollup_days WHERE datastream = fid) AS days,
    (SELECT coalesce(sum(count + flagged_count), 0) FROM rollup_months WHERE datastream = fid) AS months
    FROM datastreams)
  SELECT 'rollup of hours wrong for datastream ' || fid FROM counts WHERE hours <> raw + pruned_count
  UNION ALL SELECT 'rollup of days wrong for datastream ' || fid FROM counts WHERE days <> raw + pruned_count
  UNION ALL SELECT 'rollup of months wrong for datastream ' || fid FROM counts WHERE months <> raw + pruned_count";

impl Store {
    /// Looks through the whole file: pages and indexes, references, rollups against observations, and whether the
    /// model takes every value. Gives the problems found; none = whole.
    ///
    /// # Errors
    /// When looking itself fails, for want of memory for instance; damage is a problem found, not an error.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let mut problems = Vec::new();
        let looks = [
            self.texts("PRAGMA integrity_check(100)"),
            self.texts("SELECT 'reference broken in ' || \"table\" FROM pragma_foreign_key_check"),
            self.texts(ROLLUPS_SQL),
            self.texts(
                "SELECT 'observations that were deleted are there for datastream ' || fid FROM datastreams d
                 WHERE EXISTS (SELECT 1 FROM observation_rows WHERE datastream = d.fid AND time_us < d.kept_from_us)",
            ),
            self.texts(
                "SELECT 'observations without a datastream: ' || datastream FROM (SELECT DISTINCT datastream FROM
                   observation_rows) WHERE datastream NOT IN (SELECT fid FROM datastreams)",
            ),
            self.header(),
            self.load().map(|_| Vec::new()),
        ];
        for look in looks {
            match look {
                Ok(found) => problems.extend(found.into_iter().filter(|text| text != "ok")),
                Err(error) if error.is_damage() || matches!(error, StoreError::Value { .. }) => {
                    problems.push(error.to_string());
                }
                Err(error) => return Err(error),
            }
        }
        problems.truncate(LIMIT);
        Ok(problems)
    }

    fn texts(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare(sql)?;
        let texts = statement.query_map([], |row| row.get(0))?;
        Ok(texts.collect::<Result<_, _>>()?)
    }

    fn header(&self) -> Result<Vec<String>, StoreError> {
        let mut problems = Vec::new();
        let id: i32 = self.conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if id != APPLICATION_ID {
            problems.push("the file is not marked as a GeoPackage".to_owned());
        }
        if migrate::version(&self.conn)?.is_none() {
            problems.push("the table of migrations is missing".to_owned());
        }
        Ok(problems)
    }
}
