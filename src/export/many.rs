//! Many documents in one go: drawn on two threads, handed over as they are ready.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use super::ExportError;

/// Threads that draw.
const THREADS: usize = 2;

/// The files of one document, by their path within the folder.
pub(super) type Made = Vec<(PathBuf, Vec<u8>)>;

/// Makes a document of each item and hands over what it came to with how many are done; ends at the first that fails, and
/// soon after `cancel` is set.
pub(super) fn each<T: Sync>(
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
