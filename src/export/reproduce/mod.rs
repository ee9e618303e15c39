//! An export, a report or a profile made again from its stamp: what it asked, and what is not as it was.
//!
//! May use: `formats`, `model`, `workspace`.

mod difference;
pub mod parts;
pub mod rows;

use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use self::difference::Difference;
use self::parts::FilePart;
use super::compose::Composed;
use super::layout::Layout;
use super::package::DESCRIPTOR;
use super::report::Profiled;
use super::report::ReportFormat;
use super::stamp::{NAME_INSIDE, Part, STAMP_VERSION, path_of};
use super::{AsOf, ExportRequest, Format, PictureSize, What};
use crate::formats::attached;
use crate::formats::json_paths::{version, without_mark};
use crate::model::reason::explained_error;
use crate::model::{Explained, Language, Reason};
use crate::workspace::View;

/// Greatest stamp that is read, bytes.
pub const SIZE_LIMIT: usize = 16 << 20;

/// What a stamp says of an export, a report or a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct StampRead {
    /// What every stamp says.
    pub told: Told,
    /// Files that it names beside itself: the resources of a package, the files of a folder.
    files: Vec<FilePart>,
    /// What makes it again.
    pub asked: Asked,
}

/// What every stamp says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Told {
    /// Version of the program that made it.
    pub program_version: String,
    /// Language of its headers.
    pub language: Language,
    /// Rows in it.
    pub row_count: u64,
    #[serde(alias = "content_sha256")]
    rows_sha256: String,
    /// SHA-256 of the file, where it could be known when the stamp was written.
    #[serde(default)]
    file_sha256: Option<String>,
    /// What the parts of a document show; older stamps say nothing of them.
    #[serde(default)]
    sections: Vec<Part>,
    sources: Vec<SourceRead>,
}

/// What makes an export, a report or a profile again.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Debug)]
pub enum StampError {
    /// It is not the JSON that is expected.
    Json(serde_json::Error),
    /// A newer program made it.
    Newer(u32),
    /// It is larger than any stamp.
    TooLarge,
}

impl Explained for StampError {
    fn reason(&self) -> Reason {
        match self {
            Self::Json(error) => Reason::new("reason-stamp").because(Reason::said(error)),
            Self::Newer(version) => {
                Reason::new("reason-stamp-newer").with("version", version).with("known", STAMP_VERSION)
            }
            Self::TooLarge => Reason::new("reason-stamp-large"),
        }
    }
}

explained_error!(StampError);

impl From<serde_json::Error> for StampError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
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
    let mut json: serde_json::Value = serde_json::from_slice(without_mark(bytes))?;
    let resources = parts::of_descriptor(&json);
    // A data package has its stamp in its descriptor.
    if let Some(inside) = json.get_mut("regioscope") {
        json = inside.take();
    }
    if let Some(newer) = version(&json, "stamp_version").filter(|version| *version > STAMP_VERSION) {
        return Err(StampError::Newer(newer));
    }
    let told = Told::deserialize(&json)?;
    let files = if resources.is_empty() { parts::of_folder(&json) } else { resources };
    // What it is of says what must stand in it, so that a wrong word is named and not only that there is one.
    let asked = match json.get("what").and_then(serde_json::Value::as_str) {
        Some("report") => Asked::Report(Box::new(Composed::deserialize(&json)?)),
        Some("profile") => Asked::Profile(Box::new(Profiled::deserialize(&json)?)),
        _ => Asked::Export(Box::new(Exported::deserialize(&json)?)),
    };
    Ok(StampRead { told, files, asked })
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
        self.told.rows_sha256 == other.told.rows_sha256
    }

    /// SHA-256 of its file, where the stamp tells it.
    pub fn file_hash(&self) -> Option<&str> {
        let is_of_bytes = match &self.asked {
            Asked::Report(_) => true,
            Asked::Profile(profiled) => profiled.format == ReportFormat::Pdf,
            Asked::Export(exported) => matches!(exported.what, What::Catalogue),
        };
        self.told.file_sha256.as_deref().or_else(|| is_of_bytes.then_some(self.told.rows_sha256.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn stamp(rows: u64, hash: &str, sources: &[(&str, &str)]) -> StampRead {
        let source = |(id, hash): &(&str, &str)| SourceRead {
            id: (*id).into(),
            title: format!("Source {id}"),
            date: None,
            sha256: Some((*hash).into()),
        };
        StampRead {
            files: Vec::new(),
            asked: Asked::Export(Box::new(Exported {
                what: What::Projects,
                format: Format::Csv,
                picture: None,
                as_of: None,
                layout: Layout::default(),
                view: View::default(),
            })),
            told: Told {
                program_version: "1".into(),
                language: Language::Nl,
                row_count: rows,
                rows_sha256: hash.into(),
                file_sha256: None,
                sections: Vec::new(),
                sources: sources.iter().map(source).collect(),
            },
        }
    }

    #[test]
    fn what_differs_is_told_by_source_and_row() {
        let then = stamp(3, "x", &[("a", "1"), ("b", "1")]);
        let keys = |now: &StampRead| then.differences(now, false).iter().map(Difference::key).collect::<Vec<_>>();
        assert_eq!(keys(&stamp(3, "x", &[("a", "1"), ("b", "1")])), ["file"]);
        assert_eq!(keys(&stamp(3, "y", &[("a", "2"), ("b", "1")])), ["source-changed", "values"]);
        assert_eq!(keys(&stamp(4, "y", &[("a", "1"), ("c", "1")])), ["source-gone", "source-new", "row-count"]);
        let mut newer = then.clone();
        newer.told.program_version = "2".into();
        assert_eq!(keys(&newer), ["form", "program"]);
    }

    #[test]
    fn a_changed_file_is_told_apart_from_changed_data() {
        let then = stamp(3, "x", &[]);
        let keys = |now: &StampRead| then.differences(now, true).iter().map(Difference::key).collect::<Vec<_>>();
        assert_eq!(keys(&then), [] as [&str; 0], "the file alone");
        assert_eq!(keys(&stamp(3, "y", &[("a", "1")])), ["source-new", "values"]);
    }

    #[test]
    fn sections_and_files_that_differ_are_named() {
        let part = |name: &str, hash: &str| Part { name: name.into(), sha256: hash.into() };
        let mut then = stamp(3, "x", &[]);
        let mut now = stamp(3, "y", &[]);
        then.told.sections = vec![part("A", "1"), part("A", "2"), part("B", "3")];
        assert_eq!(then.differences(&now, false), [Difference::Values], "an old stamp tells no more");
        now.told.sections = vec![part("A", "1"), part("A", "9"), part("C", "3")];
        assert_eq!(
            then.differences(&now, false),
            [
                Difference::SectionChanged("A (2)".into()),
                Difference::SectionGone("B".into()),
                Difference::SectionNew("C".into())
            ]
        );
        now.told.sections.clone_from(&then.told.sections);
        (then.told.file_sha256, now.told.file_sha256) = (Some("x".into()), Some("y".into()));
        assert_eq!(then.differences(&now, false), [Difference::Form], "the same contents in another file");
        let file = |name: &str, hash: &str| FilePart { name: name.into(), path: name.into(), sha256: hash.into() };
        then.files = vec![file("projects", "1"), file("old", "2")];
        now.files = vec![file("projects", "3"), file("new", "2")];
        assert_eq!(
            then.differences(&now, false),
            [
                Difference::ResourceChanged("projects".into()),
                Difference::ResourceGone("old".into()),
                Difference::ResourceNew("new".into())
            ]
        );
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
            ("{", "not the stamp of an export (EOF"),
            (r#"{"stamp_version": 99}"#, "version 99"),
            (r#"{"regioscope": {"stamp_version": 99}}"#, "version 99"),
            (r#"{"stamp_version": 1, "what": "profile"}"#, "missing field"),
            (
                r#"{"stamp_version": 1, "what": "projects", "format": "csv", "program_version": "1", "language": "nl",
                "row_count": 1, "rows_sha256": "x", "sources": [], "view": {"filtre": {}}}"#,
                "unknown field `filtre`",
            ),
        ] {
            let error = Text::new(Language::En).reason(&read(text.as_bytes()).expect_err(text).reason());
            assert!(error.contains(part), "{error}");
        }
    }
}
