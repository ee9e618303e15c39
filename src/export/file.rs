//! Files that are either whole or not there: a temporary file in the same folder, synced, then renamed.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Names tried for a temporary file; more lie there only after as many crashes.
const MAX_TRIES: u32 = 1000;

/// A temporary file that becomes the real one, or vanishes.
#[derive(Debug)]
pub struct Pending {
    target: PathBuf,
    temporary: PathBuf,
    is_done: bool,
}

impl Pending {
    /// Makes an empty temporary file beside the target.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn new(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no file name"))?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..MAX_TRIES {
            let temporary = folder.join(format!(".{}.part{number}", name.to_string_lossy()));
            match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Ok(_) => return Ok(Self { target: target.to_owned(), temporary, is_done: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Opens the temporary file for writing.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open(&self) -> io::Result<File> {
        OpenOptions::new().write(true).truncate(true).open(&self.temporary)
    }

    /// Syncs what was written and puts it in the place of the target.
    ///
    /// # Errors
    /// When the disk refuses it; the target is then as it was.
    pub fn commit(mut self) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.temporary)?.sync_all()?;
        std::fs::rename(&self.temporary, &self.target)?;
        self.is_done = true;
        sync_folder(&self.target)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.is_done {
            // Nobody can be told; the next export takes another name.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

/// Writes a whole file.
///
/// # Errors
/// When it can't be written; the target is then as it was.
pub fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let pending = Pending::new(target)?;
    pending.open()?.write_all(bytes)?;
    pending.commit()
}

/// A rename lasts only once its folder is synced.
#[cfg(unix)]
fn sync_folder(target: &Path) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Windows syncs the folder with the rename.
#[cfg(not(unix))]
fn sync_folder(_target: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests look at what was written")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.csv");
        write(&target, b"old").expect("writes");
        write(&target, b"new").expect("writes");
        assert_eq!(std::fs::read(&target).expect("reads"), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1);
    }

    #[test]
    fn what_is_dropped_leaves_the_target_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.csv");
        write(&target, b"old").expect("writes");
        let pending = Pending::new(&target).expect("a temporary file");
        pending.open().and_then(|mut file| file.write_all(b"half")).expect("writes");
        drop(pending);
        assert_eq!(std::fs::read(&target).expect("reads"), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1);
    }
}
