//! The parts of an export that its stamp names: the sections of a document, the files of a package or a folder; which of
//! them are not as they were.
//!
//! Contract: only files that lie in the folder itself are looked at: no path that leads out of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Component, Path};

use serde_json::Value as Json;

use super::{Difference, StampRead, rows};
use crate::export::Format;
use crate::export::stamp::Part;
use crate::model::hash;

/// A file that a stamp or a descriptor names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// What it is called.
    pub name: String,
    /// Where it lies in the folder.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Whether a path names a file in the folder itself.
pub(in crate::export) fn is_plain(path: &str) -> bool {
    let mut components = Path::new(path).components();
    matches!((components.next(), components.next()), (Some(Component::Normal(_)), None))
}

/// The resources of a data package that tell their hash.
pub(super) fn of_descriptor(json: &Json) -> Vec<FilePart> {
    let resource = |resource: &Json| {
        let word = |key: &str| resource.get(key).and_then(Json::as_str).map(ToOwned::to_owned);
        let (name, path, hash) = (word("name")?, word("path")?, word("hash")?);
        let sha256 = hash.strip_prefix("sha256:")?.to_owned();
        is_plain(&path).then_some(FilePart { name, path, sha256 })
    };
    list(json, "resources").iter().filter_map(resource).collect()
}

/// The files of a folder, as its stamp names them.
pub(super) fn of_folder(json: &Json) -> Vec<FilePart> {
    let file = |file: &Json| {
        let Part { name, sha256 } = serde_json::from_value(file.clone()).ok()?;
        is_plain(&name).then(|| FilePart { path: name.clone(), name, sha256 })
    };
    list(json, "files").iter().filter_map(file).collect()
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// Parts by name that changed, are gone or are new; the second of a name is told apart by its number. None where one side
/// tells of no parts.
pub(super) fn changes(
    [then, now]: &[Vec<(&str, &str)>; 2],
    [changed, gone, new]: [fn(String) -> Difference; 3],
) -> Vec<Difference> {
    if then.is_empty() || now.is_empty() {
        return Vec::new();
    }
    let (before, after) = (numbered(then), numbered(now));
    let hashes: BTreeMap<&str, &str> = after.iter().map(|(name, hash)| (name.as_str(), *hash)).collect();
    let told = before.iter().filter_map(|(name, hash)| match hashes.get(name.as_str()) {
        None => Some(gone(name.clone())),
        Some(other) => (other != hash).then(|| changed(name.clone())),
    });
    let mut found: Vec<Difference> = told.collect();
    let known: BTreeSet<&String> = before.iter().map(|(name, _)| name).collect();
    found.extend(after.iter().filter(|(name, _)| !known.contains(name)).map(|(name, _)| new(name.clone())));
    found
}

fn numbered<'a>(parts: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut numbered = Vec::with_capacity(parts.len());
    for part in parts {
        let count = counts.entry(part.0).or_default();
        *count += 1;
        numbered.push((if *count == 1 { part.0.to_owned() } else { format!("{} ({count})", part.0) }, part.1));
    }
    numbered
}

impl StampRead {
    /// Files that are no longer what their own stamp says of them, or no longer there: `there` is the file, or the folder
    /// of the files. Nothing is told where the stamp says nothing of them.
    ///
    /// # Errors
    /// When one that is there can't be read.
    pub fn changed_files(&self, there: &Path) -> io::Result<Vec<Difference>> {
        let mut found = Vec::new();
        if let Some(told) = self.file_hash()
            && hash_of(there)? != told
        {
            found.push(Difference::File);
        }
        for part in &self.files {
            let path = there.join(&part.path);
            if !path.is_file() {
                found.push(Difference::FileLost(part.name.clone()));
            } else if hash_of(&path)? != part.sha256 {
                found.push(Difference::FileChanged(part.name.clone()));
            }
        }
        Ok(found)
    }

    /// The files that it names beside itself, all in its folder.
    pub fn files(&self) -> &[FilePart] {
        &self.files
    }

    /// The first cells and rows that differ in each table of two folders.
    ///
    /// # Errors
    /// When a file that is there can't be read.
    pub fn differences_in_tables(&self, there: &Path, made: &Path) -> io::Result<Vec<Difference>> {
        let mut found = Vec::new();
        for part in &self.files {
            let format = match Path::new(&part.path).extension().and_then(std::ffi::OsStr::to_str) {
                Some("csv") => Format::Csv,
                Some("parquet") => Format::Parquet,
                _ => continue,
            };
            let [then, now] = [there, made].map(|folder| folder.join(&part.path));
            if !then.is_file() || !now.is_file() || hash_of(&then)? == hash_of(&now)? {
                continue;
            }
            let of_table = |difference| Difference::InTable { table: part.name.clone(), difference };
            found.extend(rows::differences(format, &then, &now).into_iter().map(Box::new).map(of_table));
        }
        Ok(found)
    }
}

fn hash_of(path: &Path) -> io::Result<String> {
    hash::of_reader(File::open(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_itself_are_looked_at() {
        let resource = |path: &str| serde_json::json!({ "name": "a", "path": path, "hash": "sha256:x" });
        let all: Vec<Json> = ["a.csv", "../a.csv", "/etc/passwd", "b/a.csv", ".", "", "./a.csv"].map(resource).to_vec();
        let found = of_descriptor(&serde_json::json!({ "resources": all }));
        assert_eq!(found.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.csv"]);
        let folder =
            serde_json::json!({ "files": [{ "name": "x.csv", "sha256": "1" }, { "name": "../x", "sha256": "1" }] });
        assert_eq!(of_folder(&folder).len(), 1);
    }
}
