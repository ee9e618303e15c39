//! An export, a report or a profile made again from its stamp: what it asked, and what is not as it was.
//!
//! May use: `formats`, `model`, `workspace`.

pub mod rows;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::compose::Composed;
use super::layout::Layout;
use super::package::DESCRIPTOR;
use super::report::Profiled;
use super::stamp::{NAME_INSIDE, STAMP_VERSION, path_of};
use super::{AsOf, ExportRequest, Format, PictureSize, What};
use crate::formats::attached;
use crate::formats::json_paths::version;
use crate::model::{Language, Reason};
use crate::workspace::View;

/// Greatest stamp that is read, bytes.
pub const SIZE_LIMIT: usize = 16 << 20;

/// What a stamp says of an export, a report or a profile.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StampRead {
    stamp_version: u32,
    /// Version of the program that made it.
    pub program_version: String,
    /// Language of its headers.
    pub language: Language,
    /// Rows in it.
    pub row_count: u64,
    #[serde(alias = "content_sha256")]
    rows_sha256: String,
    sources: Vec<SourceRead>,
    /// What makes it again.
    #[serde(flatten)]
    pub asked: Asked,
}

/// What makes an export, a report or a profile again.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Asked {
    /// A report.
    Report(Box<Composed>),
    /// A profile.
    Profile(Box<Profiled>),
    /// An export.
    Export(Box<Exported>),
}

/// What makes an export again.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Exported {
    /// What was exported.
    pub what: What,
    /// In which format.
    pub format: Format,
    /// Size of a picture.
    #[serde(default)]
    pub picture: Option<PictureSize>,
    /// What of today it rests on.
    #[serde(default)]
    pub as_of: Option<AsOf>,
    /// Chosen columns and reference system.
    #[serde(default)]
    pub layout: Layout,
    /// The question that it answers.
    pub view: View,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct SourceRead {
    id: String,
    title: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    sha256: Option<String>,
}

/// A file is no stamp of an export.
#[derive(Debug, thiserror::Error)]
pub enum StampError {
    /// It is not the JSON that is expected.
    #[error("this is not the stamp of an export: {0}")]
    Json(#[from] serde_json::Error),
    /// A newer program made it.
    #[error("the stamp is of version {0}; this program reads up to {STAMP_VERSION}")]
    Newer(u32),
    /// It is larger than any stamp.
    #[error("this is not the stamp of an export: it is larger than 16 MB")]
    TooLarge,
}

/// What is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another version of the program made it.
    Program {
        /// The version then.
        then: String,
        /// The version now.
        now: String,
    },
    /// A source has other contents.
    SourceChanged {
        /// Its title.
        title: String,
        /// Its dates then and now, where they are known.
        dates: [Option<String>; 2],
    },
    /// No row rests on this source any more.
    SourceGone(String),
    /// Rows rest on a source that was not there.
    SourceNew(String),
    /// There are more or fewer rows.
    RowCount {
        /// Rows then.
        then: u64,
        /// Rows now.
        now: u64,
    },
    /// As many rows, but other values in them.
    Values,
    /// Another value in a cell.
    Cell {
        /// Key of the row.
        row: String,
        /// Title of the column.
        column: String,
        /// In the file, and now.
        values: [String; 2],
    },
    /// A row that is no longer there, by its key.
    RowGone(String),
    /// A row that was not there.
    RowNew(String),
    /// The same rows, written another way.
    Form,
    /// Data and program are as they were: the file was changed after it was written.
    File,
}

impl Difference {
    /// Key of the text that tells it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Program { .. } => "program",
            Self::SourceChanged { .. } => "source-changed",
            Self::SourceGone(_) => "source-gone",
            Self::SourceNew(_) => "source-new",
            Self::RowCount { .. } => "row-count",
            Self::Values => "values",
            Self::Cell { .. } => "cell",
            Self::RowGone(_) => "row-gone",
            Self::RowNew(_) => "row-new",
            Self::Form => "form",
            Self::File => "file",
        }
    }
}

/// The export and the stamp that a path names: either of the two may be given. The stamp of a data package is its
/// descriptor.
pub fn pair(path: &Path) -> (PathBuf, PathBuf) {
    // A folder is the same with and without a slash at its end.
    let path: &Path = &path.components().collect::<PathBuf>();
    if path.file_name().is_some_and(|name| name == DESCRIPTOR) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return (folder.to_owned(), path.to_owned());
    }
    let descriptor = path.join(DESCRIPTOR);
    if descriptor.is_file() {
        return (path.to_owned(), descriptor);
    }
    let name = path.as_os_str().to_string_lossy();
    match name.strip_suffix(".stamp.json") {
        Some(file) => (PathBuf::from(file), path.to_owned()),
        None => (path.to_owned(), path_of(path)),
    }
}

/// The stamp that a file has inside; `None` where its format has no place for one, or there is none.
///
/// # Errors
/// When the file can't be read.
pub fn inside(file: &Path) -> Result<Option<Vec<u8>>, Reason> {
    attached::read(file, NAME_INSIDE).map(|found| found.map(String::into_bytes))
}

/// Reads a stamp.
///
/// # Errors
/// When it is none, or of a newer version.
pub fn read(bytes: &[u8]) -> Result<StampRead, StampError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(StampError::TooLarge);
    }
    let mut json: serde_json::Value = serde_json::from_slice(bytes)?;
    // A data package has its stamp in its descriptor.
    if let Some(inside) = json.get_mut("regioscope") {
        json = inside.take();
    }
    match version(&json, "stamp_version") {
        Some(version) if version > STAMP_VERSION => Err(StampError::Newer(version)),
        _ => Ok(serde_json::from_value(json)?),
    }
}

impl Exported {
    /// The request that makes the export again, to another file.
    pub fn request(&self, path: PathBuf) -> ExportRequest {
        ExportRequest {
            what: self.what,
            format: self.format,
            view: self.view.clone(),
            path: Some(path),
            picture: self.picture,
            layout: self.layout.clone(),
        }
    }
}

impl StampRead {
    /// The format of an export; none of reports and profiles.
    pub const fn format(&self) -> Option<Format> {
        match &self.asked {
            Asked::Export(exported) => Some(exported.format),
            Asked::Report(_) | Asked::Profile(_) => None,
        }
    }

    /// Whether the contents are the same: of several files together.
    pub fn has_contents_of(&self, other: &Self) -> bool {
        self.rows_sha256 == other.rows_sha256
    }

    /// What is not as it was, where the files differ: the data first, then the program.
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        let by_id = |stamp: &Self| -> BTreeMap<String, SourceRead> {
            stamp.sources.iter().map(|source| (source.id.clone(), source.clone())).collect()
        };
        let (then, today) = (by_id(self), by_id(now));
        for (id, before) in &then {
            match today.get(id) {
                None => found.push(Difference::SourceGone(before.title.clone())),
                Some(after) if (&after.sha256, &after.date) != (&before.sha256, &before.date) => {
                    let dates = [before.date.clone(), after.date.clone()];
                    found.push(Difference::SourceChanged { title: after.title.clone(), dates });
                }
                Some(_) => {}
            }
        }
        let new = today.iter().filter(|(id, _)| !then.contains_key(*id));
        found.extend(new.map(|(_, source)| Difference::SourceNew(source.title.clone())));
        if self.row_count != now.row_count {
            found.push(Difference::RowCount { then: self.row_count, now: now.row_count });
        } else if self.rows_sha256 != now.rows_sha256 {
            found.push(Difference::Values);
        } else if found.is_empty() && self.program_version == now.program_version {
            found.push(Difference::File);
        } else {
            found.push(Difference::Form);
        }
        if self.program_version != now.program_version {
            let (then, now) = (self.program_version.clone(), now.program_version.clone());
            found.push(Difference::Program { then, now });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(rows: u64, hash: &str, sources: &[(&str, &str)]) -> StampRead {
        let source = |(id, hash): &(&str, &str)| SourceRead {
            id: (*id).into(),
            title: format!("Source {id}"),
            date: None,
            sha256: Some((*hash).into()),
        };
        StampRead {
            stamp_version: STAMP_VERSION,
            program_version: "1".into(),
            asked: Asked::Export(Box::new(Exported {
                what: What::Projects,
                format: Format::Csv,
                picture: None,
                as_of: None,
                layout: Layout::default(),
                view: View::default(),
            })),
            language: Language::Nl,
            row_count: rows,
            rows_sha256: hash.into(),
            sources: sources.iter().map(source).collect(),
        }
    }

    #[test]
    fn what_differs_is_told_by_source_and_row() {
        let then = stamp(3, "x", &[("a", "1"), ("b", "1")]);
        let keys = |now: &StampRead| then.differences(now).iter().map(Difference::key).collect::<Vec<_>>();
        assert_eq!(keys(&stamp(3, "x", &[("a", "1"), ("b", "1")])), ["file"]);
        assert_eq!(keys(&stamp(3, "y", &[("a", "2"), ("b", "1")])), ["source-changed", "values"]);
        assert_eq!(keys(&stamp(4, "y", &[("a", "1"), ("c", "1")])), ["source-gone", "source-new", "row-count"]);
        let newer = StampRead { program_version: "2".into(), ..then.clone() };
        assert_eq!(keys(&newer), ["form", "program"]);
    }

    #[test]
    fn either_file_names_the_pair() {
        let both = (PathBuf::from("a.csv"), PathBuf::from("a.csv.stamp.json"));
        assert_eq!(pair(Path::new("a.csv")), both);
        assert_eq!(pair(Path::new("a.csv.stamp.json")), both);
        let both = (PathBuf::from("x/Gent"), PathBuf::from("x/Gent.stamp.json"));
        assert_eq!(pair(Path::new("x/Gent/")), both);
        let package = (PathBuf::from("p"), PathBuf::from("p/datapackage.json"));
        assert_eq!(pair(Path::new("p/datapackage.json")), package);
    }

    #[test]
    fn what_is_no_stamp_of_an_export_says_so() {
        for (text, part) in [
            ("{", "not the stamp"),
            (r#"{"stamp_version": 99}"#, "version 99"),
            (r#"{"regioscope": {"stamp_version": 99}}"#, "version 99"),
            (r#"{"stamp_version": 1, "what": "profile"}"#, "not the stamp"),
        ] {
            let error = read(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
