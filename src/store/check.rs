//! Integrity of a workspace file.

use super::error::StoreError;
use super::schema::APPLICATION_ID;
use super::{Store, migrate};

/// Most problems that are told.
const LIMIT: usize = 100;

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
            self.texts(
                "SELECT 'rollup of ' || kind || ' wrong for datastream ' || datastream FROM (
                   SELECT 'hours' AS kind, datastream, sum(count) AS n FROM rollup_hours GROUP BY datastream
                   UNION ALL SELECT 'days', datastream, sum(count) FROM rollup_days GROUP BY datastream) r
                 WHERE n <> (SELECT count(*) FROM observation_rows o WHERE o.datastream = r.datastream)",
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
