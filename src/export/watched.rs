//! The file that rows go into, watched: it refuses more once the export is cancelled, and tells how much it took. After a
//! refusal it takes all and keeps nothing: what a library still tries while it is taken down must not fail aloud.
//!
//! Some formats do most of their work when all rows are there. That work looks at no flag and tells nothing, but it
//! writes.

use std::io::{self, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A file under way.
#[derive(Debug)]
pub(super) struct Watched<'a, W> {
    out: W,
    cancel: &'a AtomicBool,
    /// Whether something was refused, here or by the file.
    has_refused: &'a AtomicBool,
    byte_count: u64,
    told: SyncSender<u64>,
}

impl<'a, W> Watched<'a, W> {
    /// Watches a file; how many bytes it took comes out of the other end, which closes with the file.
    pub fn new(out: W, cancel: &'a AtomicBool, has_refused: &'a AtomicBool) -> (Self, Receiver<u64>) {
        let (told, inbox) = sync_channel(1);
        (Self { out, cancel, has_refused, byte_count: 0, told }, inbox)
    }

    fn refuse<T>(&self, error: io::Error) -> io::Result<T> {
        self.has_refused.store(true, Ordering::Relaxed);
        Err(error)
    }
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_refused.load(Ordering::Relaxed) {
            return Ok(bytes.len());
        }
        if self.cancel.load(Ordering::Relaxed) {
            // Not "interrupted": that is tried again.
            return self.refuse(io::Error::other("cancelled"));
        }
        let length = match self.out.write(bytes) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => return self.refuse(error),
            written => written?,
        };
        self.byte_count += length as u64;
        // Where one number waits to be read already, this one is left out: the next follows soon.
        let _heard = self.told.try_send(self.byte_count);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Seek> Seek for Watched<'_, W> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.out.seek(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_how_much_it_took_and_refuses_more_when_cancelled() {
        let cancel = AtomicBool::new(false);
        let has_refused = AtomicBool::new(false);
        let (mut out, inbox) = Watched::new(Vec::new(), &cancel, &has_refused);
        out.write_all(b"abc").expect("memory takes it");
        out.write_all(b"de").expect("memory takes it");
        cancel.store(true, Ordering::Relaxed);
        assert_eq!(out.write_all(b"fg").expect_err("it was cancelled").kind(), io::ErrorKind::Other);
        assert!(has_refused.load(Ordering::Relaxed));
        out.write_all(b"hi").expect("said once is enough");
        assert_eq!(out.out, b"abcde");
        drop(out);
        assert_eq!(inbox.iter().collect::<Vec<_>>(), [3], "nobody read meanwhile");
    }
}
