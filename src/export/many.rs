//! Many documents in one go: drawn on two threads, handed over as they are ready, and staged: all files appear together
//! when the last is made, or none does.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use super::ExportError;
use super::file::Staging;

/// Threads that draw.
const THREADS: usize = 2;

/// The files of one document, by their path within the folder.
pub(super) type Made = Vec<(PathBuf, Vec<u8>)>;

/// Makes a document of each item and writes it: to `path`, or with `is_each` into that folder under a name of its own,
/// which `make` gives where it is told none. Calls `progress` with a fraction after each. Gives every file, in order.
pub(super) fn staged<T: Sync>(
    items: &[T],
    (path, is_each): (&Path, bool),
    (progress, cancel): (&dyn Fn(f32), &AtomicBool),
    make: impl Fn(&T, Option<&str>) -> Result<Made, ExportError> + Sync,
) -> Result<Vec<PathBuf>, ExportError> {
    let (root, own_name) = target(path, is_each)?;
    let in_file = |error| ExportError::File { error, path: path.to_owned() };
    let mut staging = Staging::new(&root).map_err(|error| ExportError::Folder { error, path: root.clone() })?;
    each(items, cancel, &|item| make(item, own_name.as_deref()), |done, made| {
        for (name, bytes) in made {
            staging.write(&name, &bytes).map_err(in_file)?;
        }
        progress(done as f32 / items.len().max(1) as f32);
        Ok(())
    })?;
    let mut files = staging.commit().map_err(in_file)?;
    // They come in the order in which the threads were ready.
    files.sort();
    Ok(files)
}

/// The folder that files go into, and the name of a single document in it.
fn target(path: &Path, is_each: bool) -> Result<(PathBuf, Option<String>), ExportError> {
    if is_each {
        return Ok((path.to_owned(), None));
    }
    let name = path.file_name().ok_or(ExportError::NeedsFile)?.to_string_lossy().into_owned();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((folder.to_owned(), Some(name)))
}

/// Makes a document of each item and hands over what it came to with how many are done; ends at the first that fails, and
/// soon after `cancel` is set.
fn each<T: Sync>(
    items: &[T],
    cancel: &AtomicBool,
    make: &(dyn Fn(&T) -> Result<Made, ExportError> + Sync),
    mut take: impl FnMut(usize, Made) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let next = AtomicUsize::new(0);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (outbox, inbox) = sync_channel(THREADS);
        for _ in 0..THREADS.min(items.len()) {
            let outbox = outbox.clone();
            let (next, is_over) = (&next, &is_over);
            scope.spawn(move || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let is_cancelled = cancel.load(Ordering::Relaxed);
                    if is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    let made = if is_cancelled { Err(ExportError::Cancelled) } else { make(item) };
                    if outbox.send(made).is_err() {
                        return;
                    }
                }
            });
        }
        drop(outbox);
        let mut result = Ok(());
        for (index, made) in inbox.iter().enumerate() {
            result = made.and_then(|made| take(index + 1, made));
            if result.is_ok() && cancel.load(Ordering::Relaxed) {
                result = Err(ExportError::Cancelled);
            }
            if result.is_err() {
                is_over.store(true, Ordering::Relaxed);
                break;
            }
        }
        // A thread that waits to hand over must learn that nobody takes it.
        drop(inbox);
        result
    })
}
