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

/// Files under way to a folder: they lie in a folder of their own inside it until all are there, then each takes its
/// place. What is dropped before leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    root: PathBuf,
    temporary: PathBuf,
    /// Folders that were made for it, outermost first.
    made: Vec<PathBuf>,
    /// Files by their path within the folder.
    files: Vec<PathBuf>,
    is_done: bool,
}

impl Staging {
    /// Makes the folder where it is not there, and one inside it for what is under way.
    ///
    /// # Errors
    /// When the folder can't be made or written.
    pub fn new(root: &Path) -> io::Result<Self> {
        let missing: Vec<PathBuf> = root
            .ancestors()
            .take_while(|one| !one.as_os_str().is_empty() && !one.exists())
            .map(PathBuf::from)
            .collect();
        std::fs::create_dir_all(root)?;
        let made: Vec<PathBuf> = missing.into_iter().rev().collect();
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..MAX_TRIES {
            let temporary = root.join(format!(".regioscope.part{number}"));
            match std::fs::create_dir(&temporary) {
                Ok(()) => {
                    let (root, files) = (root.to_owned(), Vec::new());
                    return Ok(Self { root, temporary, made, files, is_done: false });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Makes an empty file, by its path within the folder; whoever fills it syncs it.
    ///
    /// # Errors
    /// When the disk refuses it.
    pub fn create(&mut self, name: &Path) -> io::Result<File> {
        let path = self.temporary.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = File::create(&path)?;
        self.files.push(name.to_owned());
        Ok(file)
    }

    /// Writes a file, by its path within the folder.
    ///
    /// # Errors
    /// When the disk refuses it.
    pub fn write(&mut self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(name)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Puts every file in its place; one that was there is replaced. Gives back their paths in order.
    ///
    /// # Errors
    /// When the disk refuses it; files before that one are in place then.
    pub fn commit(mut self) -> io::Result<Vec<PathBuf>> {
        let mut paths = Vec::with_capacity(self.files.len());
        for name in &self.files {
            let target = self.root.join(name);
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::rename(self.temporary.join(name), &target)?;
            paths.push(target);
        }
        self.is_done = true;
        if let Some(last) = paths.last() {
            sync_folder(last)?;
        }
        Ok(paths)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nobody can be told of what can't be removed; the next export takes another name.
        let _ = std::fs::remove_dir_all(&self.temporary);
        if !self.is_done {
            for folder in self.made.iter().rev() {
                // Only where it is empty: something else may have been put there meanwhile.
                let _ = std::fs::remove_dir(folder);
            }
        }
    }
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
    fn files_of_a_folder_appear_together_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("deep/profiles");
        let mut staging = Staging::new(&root).expect("a folder");
        staging.write(Path::new("a/x.csv"), b"1").expect("writes");
        assert!(!root.join("a/x.csv").exists());
        drop(staging);
        assert!(!folder.path().join("deep").exists(), "folders made for it are gone too");
        let mut staging = Staging::new(&root).expect("a folder");
        staging.write(Path::new("a/x.csv"), b"2").expect("writes");
        assert_eq!(staging.commit().expect("moves"), [root.join("a/x.csv")]);
        assert_eq!(std::fs::read_dir(&root).expect("lists").count(), 1, "nothing is left beside it");
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
