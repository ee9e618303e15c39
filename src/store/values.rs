//! Values of the model as columns, and back. Lists become text with `;` between the parts, so that any program that
//! opens the file can read them; a `;` or `\` within a part is written `\;` and `\\`. An empty list is NULL.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::FromSql;

use super::error::StoreError;
use crate::model::pool::{Memo, Pool};
use crate::model::{Localized, Nis};

/// The parts as one text; `None` = no parts.
pub(super) fn join<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> Option<String> {
    let mut joined: Option<String> = None;
    for part in parts {
        let text = match &mut joined {
            Some(text) => {
                text.push(';');
                text
            }
            None => joined.insert(String::new()),
        };
        let part = part.as_ref();
        if part.contains([';', '\\']) {
            for character in part.chars() {
                if matches!(character, ';' | '\\') {
                    text.push('\\');
                }
                text.push(character);
            }
        } else {
            text.push_str(part);
        }
    }
    joined
}

/// The parts of [`join`].
pub(super) fn split(joined: Option<&str>) -> Vec<Cow<'_, str>> {
    let Some(joined) = joined else {
        return Vec::new();
    };
    if !joined.contains('\\') {
        return joined.split(';').map(Cow::Borrowed).collect();
    }
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut characters = joined.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => parts.push(Cow::Owned(std::mem::take(&mut part))),
            '\\' => part.extend(characters.next()),
            other => part.push(other),
        }
    }
    parts.push(Cow::Owned(part));
    parts
}

/// Microseconds since 1970: how times stand in the file.
pub(super) fn micros(time: Timestamp) -> i64 {
    time.as_microsecond()
}

/// The time of so many microseconds since 1970.
pub(super) fn time(table: &'static str, column: &'static str, micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::Value { table, column, value: micros.to_string() })
}

/// Reads the columns of a row one after the other, so that a list of columns and its reader stand in one order.
pub(super) struct Columns<'a> {
    row: &'a Row<'a>,
    table: &'static str,
    next: usize,
}

impl<'a> Columns<'a> {
    /// The columns of a row of `table`, from the first on.
    pub const fn new(row: &'a Row<'a>, table: &'static str) -> Self {
        Self { row, table, next: 0 }
    }

    /// The next column.
    pub fn take<T: FromSql>(&mut self) -> Result<T, StoreError> {
        let value = self.row.get(self.next)?;
        self.next += 1;
        Ok(value)
    }

    /// The next column as the text that it is in the file; NULL is nothing.
    pub fn text_some(&mut self) -> Result<Option<&'a str>, StoreError> {
        let text = self.row.get_ref(self.next)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        self.next += 1;
        Ok(text)
    }

    /// The next column as the text that it is in the file.
    pub fn text(&mut self) -> Result<&'a str, StoreError> {
        let text = self.row.get_ref(self.next)?.as_str().map_err(rusqlite::Error::from)?;
        self.next += 1;
        Ok(text)
    }

    /// The next column as bytes; NULL is nothing.
    pub fn bytes_some(&mut self) -> Result<Option<&'a [u8]>, StoreError> {
        let bytes = self.row.get_ref(self.next)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
        self.next += 1;
        Ok(bytes)
    }

    /// The next column, shared with the rows that have the same text.
    pub fn shared(&mut self, texts: &mut Pool<str>) -> Result<Arc<str>, StoreError> {
        let text = self.text()?;
        Ok(if text.is_empty() { Arc::default() } else { texts.share(text) })
    }

    /// A value that the model refuses, in the column just taken.
    pub fn refuse(&self, column: &'static str, value: impl Into<String>) -> StoreError {
        StoreError::Value { table: self.table, column, value: value.into() }
    }

    /// The next column, checked.
    pub fn parse<T>(&mut self, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.text()?;
        parse(text).ok_or_else(|| self.refuse(column, text))
    }

    /// The next column, checked; NULL is nothing.
    pub fn parse_some<T>(
        &mut self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let text = self.text_some()?;
        text.map(|text| parse(text).ok_or_else(|| self.refuse(column, text))).transpose()
    }

    /// The next column as a list.
    pub fn list<T>(
        &mut self,
        column: &'static str,
        mut parse: impl FnMut(&str) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        let text = self.text_some()?;
        split(text).iter().map(|part| parse(part).ok_or_else(|| self.refuse(column, &**part))).collect()
    }

    /// As [`Columns::list`], shared with the rows that have the same text.
    pub fn list_shared<T>(
        &mut self,
        column: &'static str,
        known: &mut Memo<Arc<[T]>>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Arc<[T]>, StoreError> {
        let Some(text) = self.text_some()? else { return Ok(Arc::default()) };
        let parse = |part: Cow<'_, str>| parse(&part).ok_or_else(|| self.refuse(column, part));
        known.get(text, |text| split(Some(text)).into_iter().map(parse).collect())
    }

    /// The next two columns, Dutch and English; a text that is the same in both is there once.
    pub fn localized(&mut self) -> Result<Localized, StoreError> {
        let (nl, en) = (self.text_some()?, self.text_some()?);
        let dutch: Option<Arc<str>> = nl.map(Arc::from);
        let english = if nl == en { dutch.clone() } else { en.map(Arc::from) };
        Ok(Localized { nl: dutch, en: english })
    }

    /// As [`Columns::localized`], shared with the rows that have the same texts.
    pub fn localized_shared(&mut self, texts: &mut Pool<str>) -> Result<Localized, StoreError> {
        let nl = self.text_some()?.map(|text| texts.share(text));
        Ok(Localized { nl, en: self.text_some()?.map(|text| texts.share(text)) })
    }

    /// The next column as a municipality code; NULL is nothing.
    pub fn nis_some(&mut self, column: &'static str) -> Result<Option<Nis>, StoreError> {
        let number: Option<u32> = self.take()?;
        number.map(|number| Nis::try_from(number).map_err(|_| self.refuse(column, number.to_string()))).transpose()
    }

    /// The next column as a municipality code.
    pub fn nis(&mut self, column: &'static str) -> Result<Nis, StoreError> {
        self.nis_some(column)?.ok_or_else(|| self.refuse(column, "NULL"))
    }

    /// The next column as a time; NULL is nothing.
    pub fn time_some(&mut self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let micros: Option<i64> = self.take()?;
        micros.map(|micros| time(self.table, column, micros)).transpose()
    }
}

/// `INSERT` into these columns.
pub(super) fn insert_sql(table: &str, columns: &[&str]) -> String {
    many_rows_sql("", table, columns, 1)
}

/// `INSERT` of so many rows at once, with what SQLite should do where it can't; the values of the second row are numbered
/// on from those of the first.
pub(super) fn many_rows_sql(otherwise: &str, table: &str, columns: &[&str], rows: usize) -> String {
    let mut numbers = 1..;
    let mut row = || {
        let marks: Vec<String> = numbers.by_ref().take(columns.len()).map(|number| format!("?{number}")).collect();
        format!("({})", marks.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(|_| row()).collect();
    format!("INSERT {otherwise} INTO {table} ({}) VALUES {}", columns.join(", "), rows.join(", "))
}

/// `INSERT` that writes over the row with the same key columns.
pub(super) fn upsert_sql(table: &str, columns: &[&str], key: &[&str]) -> String {
    let sets: Vec<String> =
        columns.iter().filter(|column| !key.contains(column)).map(|name| format!("{name} = excluded.{name}")).collect();
    let insert = insert_sql(table, columns);
    format!("{insert} ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), sets.join(", "))
}

/// `UPDATE` of the row with the same key; parameters as for [`insert_sql`].
pub(super) fn update_sql(table: &str, columns: &[&str], key: &str) -> String {
    let numbered = || (1..).zip(columns);
    let sets: Vec<String> =
        numbered().filter(|(_, name)| **name != key).map(|(number, name)| format!("{name} = ?{number}")).collect();
    let number = numbered().find(|(_, name)| **name == key).map_or(0, |(number, _)| number);
    format!("UPDATE {table} SET {} WHERE {key} = ?{number}", sets.join(", "))
}

/// `SELECT` of these columns in the order in which the rows came.
pub(super) fn select_sql(table: &str, columns: &[&str]) -> String {
    format!("SELECT {} FROM {table} ORDER BY fid", columns.join(", "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_come_back(parts in prop::collection::vec("[a;\\\\ é]{0,4}", 0..5)) {
            let joined = join(&parts);
            prop_assert_eq!(split(joined.as_deref()), parts);
        }
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(join(["Gent", "Aalst"]).as_deref(), Some("Gent;Aalst"));
        assert_eq!(join::<&str>([]), None);
        assert_eq!(join([""]).as_deref(), Some(""));
    }
}
