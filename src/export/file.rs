//! Files that are either whole or not there: a temporary file in the same folder, synced, then renamed.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::{Explained, Reason};

/// Names tried for a temporary file; more lie there only after as many crashes.
const MAX_TRIES: u32 = 1000;

/// What is under way in this process, to be taken away if it must end at once.
static UNDER_WAY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Workspaces of this process: no export goes over them, whatever asks for it.
static PROTECTED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// From now on nothing is written over the workspace at this path, open or not any more. One that does not exist yet is
/// protected once it is named again.
pub fn protect(workspace: &Path) {
    if let Ok(path) = workspace.canonicalize() {
        PROTECTED.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
    }
}

fn is_protected(target: &Path) -> bool {
    let protected = PROTECTED.lock().unwrap_or_else(PoisonError::into_inner);
    !protected.is_empty() && target.canonicalize().is_ok_and(|path| protected.contains(&path))
}

fn under_way() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // A set of paths is never half changed.
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away every temporary file and folder of this process, then does the last thing, such as ending it: no other
/// file is begun or put in its place meanwhile.
pub fn abandon_all<T>(last: impl FnOnce() -> T) -> T {
    let mut paths = under_way();
    for path in std::mem::take(&mut *paths) {
        // Nobody can be told any more.
        let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    }
    last()
}

/// A temporary file that becomes the real one, or vanishes.
#[derive(Debug)]
pub struct Pending {
    target: PathBuf,
    temporary: PathBuf,
    /// Held open with a lock on it: one that nobody holds was left by a program that was killed.
    _held: File,
    is_done: bool,
}

impl Pending {
    /// Makes an empty temporary file beside the target, or beside the file that the target is a link to.
    ///
    /// # Errors
    /// When the folder can't be written, or the target is a workspace of this process, protected, a folder, a device or a
    /// pipe.
    pub fn new(target: &Path) -> io::Result<Self> {
        let target = real(target)?;
        let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no file name"))?;
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        let mut known = under_way();
        for number in 0..MAX_TRIES {
            let temporary = folder_of(&target).join(format!(".{}.part{number}", name.to_string_lossy()));
            let made = match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => left_behind(&temporary).ok_or(error),
                made => made,
            };
            match made {
                Ok(held) => {
                    // Where files can't be locked, what is left behind stays.
                    let _unlocked = held.try_lock();
                    known.insert(temporary.clone());
                    return Ok(Self { target, temporary, _held: held, is_done: false });
                }
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

    /// Syncs what was written and puts it in the place of the target, whose permissions it takes.
    ///
    /// # Errors
    /// When the disk refuses it; the target is then as it was.
    pub fn commit(self) -> io::Result<()> {
        commit_together([self]).map_err(|(_, error)| error)
    }

    fn sync(&self) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.temporary)?.sync_all()?;
        match self.target.metadata() {
            Ok(replaced) => std::fs::set_permissions(&self.temporary, replaced.permissions()),
            Err(_) => Ok(()),
        }
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        let mut known = under_way();
        std::fs::rename(&self.temporary, &self.target)?;
        known.remove(&self.temporary);
        drop(known);
        self.is_done = true;
        sync_folder(&self.target)
    }
}

/// Puts files in their places that belong together, after all of them are safe on the disk.
///
/// # Errors
/// The target that could not be written; unless its name could not be changed, all are as they were.
pub fn commit_together(files: impl IntoIterator<Item = Pending>) -> Result<(), (PathBuf, io::Error)> {
    let mut files: Vec<Pending> = files.into_iter().collect();
    for file in &files {
        file.sync().map_err(|error| (file.target.clone(), error))?;
    }
    for file in &mut files {
        file.put_in_place().map_err(|error| (file.target.clone(), error))?;
    }
    Ok(())
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.is_done {
            under_way().remove(&self.temporary);
            // Nobody can be told; the next export takes it over.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

/// The file that a target is or is a link to.
fn real(target: &Path) -> io::Result<PathBuf> {
    let Ok(found) = target.symlink_metadata() else { return Ok(target.to_owned()) };
    let target = if found.is_symlink() { target.canonicalize()? } else { target.to_owned() };
    let found = target.metadata()?;
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // To be renamed over would be the end of a device.
    if !found.is_file() {
        return Err(io::ErrorKind::NotSeekable.into());
    }
    if is_protected(&target) {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    if found.permissions().readonly() { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(target) }
}

/// Why there is no folder to write into.
pub fn no_folder(error: &io::Error, folder: &Path) -> Reason {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => Reason::new("reason-folder-missing"),
        _ => Reason::new("reason-folder-unmade").because(error.reason()),
    };
    reason.in_file(folder.display())
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file that lies there although no program holds it, emptied.
#[cfg(unix)]
fn left_behind(temporary: &Path) -> Option<File> {
    let file = OpenOptions::new().write(true).open(temporary).ok()?;
    file.try_lock().ok()?;
    file.set_len(0).ok()?;
    Some(file)
}

/// Locks are no mere marks on other systems.
#[cfg(not(unix))]
fn left_behind(_temporary: &Path) -> Option<File> {
    None
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

/// Takes a file away; no link, no folder and no workspace of this process.
///
/// # Errors
/// When it is one of these, or the disk refuses it.
pub fn remove(path: &Path) -> io::Result<()> {
    if !path.symlink_metadata()?.is_file() || is_protected(path) {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    std::fs::remove_file(path)
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
                    under_way().insert(temporary.clone());
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
        for name in &self.files {
            real(&self.root.join(name))?;
        }
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
        under_way().remove(&self.temporary);
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
    File::open(folder_of(target))?.sync_all()
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
    fn what_a_killed_program_left_is_taken_over_and_what_is_under_way_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.csv");
        std::fs::write(folder.path().join(".a.csv.part0"), "left").expect("writes");
        let (one, other) = (Pending::new(&target).expect("one"), Pending::new(&target).expect("another"));
        assert_ne!(one.path(), other.path());
        assert_eq!(one.path().metadata().expect("is there").len(), 0);
        drop((one, other));
        assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_permissions_stay_as_they_were() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
        std::fs::write(&target, "old").expect("writes");
        std::fs::set_permissions(&target, PermissionsExt::from_mode(0o600)).expect("sets");
        symlink("real.csv", &link).expect("links");
        write(&link, b"new").expect("writes");
        assert!(link.symlink_metadata().expect("is there").is_symlink());
        assert_eq!(std::fs::read(&target).expect("reads"), b"new");
        assert_eq!(target.metadata().expect("is there").permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&target, PermissionsExt::from_mode(0o400)).expect("sets");
        assert_eq!(write(&target, b"x").expect_err("protected").kind(), io::ErrorKind::PermissionDenied);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_or_a_pipe_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let socket = folder.path().join("socket");
        let _listens = std::os::unix::net::UnixListener::bind(&socket).expect("binds");
        for target in [Path::new("/dev/null"), &socket] {
            assert_eq!(write(target, b"x").expect_err("no file").kind(), io::ErrorKind::NotSeekable, "{target:?}");
        }
        assert_eq!(write(folder.path(), b"x").expect_err("a folder").kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn a_workspace_is_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = folder.path().join("w.gpkg");
        std::fs::write(&workspace, "everything").expect("writes");
        protect(&workspace);
        for path in [workspace.clone(), folder.path().join("./w.gpkg")] {
            assert_eq!(write(&path, b"x").expect_err("a workspace").kind(), io::ErrorKind::ResourceBusy);
        }
        assert_eq!(std::fs::read(&workspace).expect("reads"), b"everything");
        write(&folder.path().join("other.gpkg"), b"x").expect("another file");
    }

    #[test]
    fn files_that_belong_together_are_all_safe_before_the_first_is_in_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let (data, stamp) = (folder.path().join("a.csv"), folder.path().join("a.csv.stamp.json"));
        write(&data, b"old").expect("writes");
        let pending = [&data, &stamp].map(|path| Pending::new(path).expect("a temporary file"));
        pending[0].open().and_then(|mut file| file.write_all(b"new")).expect("writes");
        std::fs::remove_file(pending[1].path()).expect("a disk that loses it");
        let (path, _) = commit_together(pending).expect_err("the stamp is not there");
        assert_eq!(path, stamp);
        assert_eq!(std::fs::read(&data).expect("reads"), b"old");
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
