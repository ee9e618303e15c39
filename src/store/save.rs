//! Files beside the workspace: names, copies and moves that are whole or not there.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::Store;
use super::error::StoreError;

/// `path` with something after its name, such as `-wal`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}

/// A name beside `path` that no file has: `NAME.LABEL.gpkg`, then `NAME.LABEL-2.gpkg` and so on.
pub(super) fn free_name(path: &Path, label: &str) -> PathBuf {
    let extension = path.extension().map_or_else(|| "gpkg".into(), |extension| extension.to_string_lossy());
    let name = |label: &str| path.with_extension(format!("{label}.{extension}"));
    let mut candidate = name(label);
    let mut number = 2_u32;
    while candidate.exists() {
        candidate = name(&format!("{label}-{number}"));
        number += 1;
    }
    candidate
}

/// Waits until a file is on the disk.
pub(super) fn sync_file(path: &Path) -> Result<(), StoreError> {
    let sync = || File::options().write(true).open(path)?.sync_all();
    sync().map_err(|error| StoreError::io(error, path))
}

/// Removes a file that may not be there.
pub(super) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(error, path)),
        _ => Ok(()),
    }
}

/// Puts a finished file in the place of another, and waits until that is on the disk. A log or journal that lay beside
/// the old file goes: SQLite would play it into the new one.
pub(super) fn put_in_place(made: &Path, target: &Path) -> Result<(), StoreError> {
    sync_file(made)?;
    for suffix in ["-wal", "-shm", "-journal"] {
        remove_if_there(&beside(target, suffix))?;
    }
    std::fs::rename(made, target).map_err(|error| StoreError::io(error, target))?;
    #[cfg(unix)]
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let sync = || File::open(folder)?.sync_all();
        sync().map_err(|error| StoreError::io(error, folder))?;
    }
    Ok(())
}

impl Store {
    /// Writes a compact copy of the workspace to another file, over one that is there. The copy is whole or absent.
    ///
    /// # Errors
    /// When the copy can't be written; what stood there stays.
    pub fn save_as(&self, target: &Path) -> Result<(), StoreError> {
        let made = beside(target, ".part");
        remove_if_there(&made)?;
        let copied = self
            .conn
            .execute("VACUUM INTO ?1", [made.to_string_lossy()])
            .map_err(StoreError::from)
            .and_then(|_| put_in_place(&made, target));
        if copied.is_err() {
            remove_if_there(&made)?;
        }
        copied
    }
}
