//! What an export keeps of itself inside the file ([`super::table::RowWriter::attach`]), read back.

use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::sheet::{self, Sheet};
use super::workbook::WHOLE;
use crate::model::{Explained, Reason};

/// The text that was attached under a name; `None` where the format has no place for one, or it is empty.
///
/// # Errors
/// When the file can't be read.
pub fn read(path: &Path, name: &str) -> Result<Option<String>, Reason> {
    let mut head = [0; 4];
    let mut file = File::open(path).map_err(|error| error.reason())?;
    // A shorter file is none of the formats.
    if file.read_exact(&mut head).is_err() {
        return Ok(None);
    }
    match &head {
        b"SQLi" => in_geopackage(path, name),
        b"PK\x03\x04" => in_workbook(path, name),
        #[cfg(feature = "parquet")]
        b"PAR1" => in_parquet(path, name),
        [b'{', ..] => in_geojson(path, name),
        _ => Ok(None),
    }
}

fn in_geopackage(path: &Path, name: &str) -> Result<Option<String>, Reason> {
    let base = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(Reason::said)?;
    let table = name.replace('"', "\"\"");
    let found = base.query_row(&format!("SELECT text FROM \"{table}\" LIMIT 1"), [], |row| row.get(0));
    // Without the table nothing was attached.
    Ok(found.ok())
}

fn in_workbook(path: &Path, name: &str) -> Result<Option<String>, Reason> {
    let file = File::open(path).map_err(|error| error.reason())?;
    let mut bytes = Vec::new();
    let read = file.take(sheet::MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| error.reason())?;
    let sheets = sheet::read(&bytes).map_err(|error| error.reason())?;
    let is_meant = |sheet: &&Sheet| sheet.rows.first().is_some_and(|row| row.get(0).shown() == name);
    let rows = sheets.iter().find(is_meant).into_iter().flat_map(|sheet| &sheet.rows);
    let pieces: Vec<_> = rows.filter(|row| row.get(0).shown() == WHOLE).map(|row| row.get(1).shown()).collect();
    Ok((!pieces.is_empty()).then(|| pieces.concat()))
}

#[cfg(feature = "parquet")]
fn in_parquet(path: &Path, name: &str) -> Result<Option<String>, Reason> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let file = File::open(path).map_err(|error| error.reason())?;
    let read = std::panic::catch_unwind(|| SerializedFileReader::new(file));
    let damaged = || Reason::new("reason-parquet-damaged");
    let reader = read.map_err(|_| damaged())?.map_err(|_| damaged())?;
    let pairs = reader.metadata().file_metadata().key_value_metadata();
    let pair = pairs.and_then(|pairs| pairs.iter().find(|pair| pair.key == name));
    Ok(pair.and_then(|pair| pair.value.clone()))
}

fn in_geojson(path: &Path, name: &str) -> Result<Option<String>, Reason> {
    let file = BufReader::new(File::open(path).map_err(|error| error.reason())?);
    let mut deserializer = serde_json::Deserializer::from_reader(file);
    let found = deserializer.deserialize_map(Member { name });
    found.map_err(Reason::said)
}

/// The member of this name; all others are passed over and not kept.
struct Member<'a> {
    name: &'a str,
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = entries.next_key::<String>()? {
            if key == self.name {
                found = Some(entries.next_value::<serde_json::Value>()?.to_string());
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
