//! The file that rows go into, watched: it refuses more once the export is cancelled, and tells how much it took.
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
    byte_count: u64,
    told: SyncSender<u64>,
}

impl<'a, W> Watched<'a, W> {
    /// Watches a file; how many bytes it took comes out of the other end, which closes with the file.
    pub fn new(out: W, cancel: &'a AtomicBool) -> (Self, Receiver<u64>) {
        let (told, inbox) = sync_channel(1);
        (Self { out, cancel, byte_count: 0, told }, inbox)
    }
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancel.load(Ordering::Relaxed) {
            // Not "interrupted": that is tried again.
            return Err(io::Error::other("cancelled"));
        }
        let length = self.out.write(bytes)?;
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
        let (mut out, inbox) = Watched::new(Vec::new(), &cancel);
        out.write_all(b"abc").expect("memory takes it");
        out.write_all(b"de").expect("memory takes it");
        cancel.store(true, Ordering::Relaxed);
        assert_eq!(out.write_all(b"fg").expect_err("it was cancelled").kind(), io::ErrorKind::Other);
        assert_eq!(out.out, b"abcde");
        drop(out);
        assert_eq!(inbox.iter().collect::<Vec<_>>(), [3], "nobody read meanwhile");
    }
}
