//! The older package in the folder that a newer one goes into: tables that the newer one does not have are taken away, so
//! that nobody takes them for a part of it.
//!
//! Contract: only files that lie in the folder itself, that a descriptor with our stamp names and that still are what it
//! says; no links. What was changed since stays there, and is told. May use: `export`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::DESCRIPTOR;
use crate::export::reproduce::parts::FilePart;
use crate::export::reproduce::{self, SIZE_LIMIT};
use crate::export::{Format, file};
use crate::model::hash;

/// What became of the files of an older package that the newer one does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Names of those that were taken away.
    pub removed: Vec<String>,
    /// Names of those that lie there still: they were changed since, or can't be taken away.
    pub left: Vec<String>,
}

/// The files of the package that lies in a folder.
pub(super) struct Older {
    folder: PathBuf,
    files: Vec<FilePart>,
}

impl Older {
    /// The package of ours in this folder; without files where there is none.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), files: files(&folder.join(DESCRIPTOR)).unwrap_or_default() }
    }

    /// Takes away those of its files that are not among the new ones, which lie there already.
    pub fn clear(self, new: &[PathBuf]) -> Cleared {
        let mut cleared = Cleared::default();
        let names: Vec<_> = new.iter().filter_map(|path| path.file_name()).collect();
        for old in self.files {
            let path = self.folder.join(&old.path);
            // Some disks tell no small letters from capitals.
            let is_new = names.iter().any(|name| name.eq_ignore_ascii_case(old.path.as_str()));
            if is_new || path.symlink_metadata().is_err() {
                continue;
            }
            let is_removed = is_as_told(&path, &old.sha256) && file::remove(&path).is_ok();
            if is_removed { cleared.removed.push(old.path) } else { cleared.left.push(old.path) }
        }
        cleared
    }
}

/// What a descriptor names, where it is one of ours.
fn files(descriptor: &Path) -> Option<Vec<FilePart>> {
    if !descriptor.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(descriptor).ok()?.take(SIZE_LIMIT as u64 + 1).read_to_end(&mut bytes).ok()?;
    let stamp = reproduce::read(&bytes).ok()?;
    stamp.format().is_some_and(Format::is_package).then(|| stamp.files().to_vec())
}

fn is_as_told(path: &Path, sha256: &str) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
    is_file && File::open(path).and_then(hash::of_reader).is_ok_and(|hash| hash == sha256)
}
