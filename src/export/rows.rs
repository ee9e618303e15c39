//! Rows on their way out: counted, hashed, cancellable.
//!
//! Rows are made on the thread that asks for the export and written on a thread of its own, which gets them in lots through a
//! channel with room for a few: memory stays bounded, and the order is the one in which they were made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use geo::Geometry;
use sha2::{Digest, Sha256};

use super::ExportError;
use super::layout::Shaper;
use super::lot::Lot;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Column, Kind, RowWriter, Value, WriteError};
use crate::model::hash;
use crate::text::Text;

/// Rows of a lot, at most, and so between two looks at the cancel flag.
const LOT_ROWS: usize = 256;

/// Bytes of a lot from which on it is handed over, however few rows it has.
const LOT_BYTES: usize = 1 << 18;

/// Lots that wait for the writing thread, at most: neither thread has to keep in step with the other.
const LOTS_AHEAD: usize = 4;

/// What a table is.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Type of its geometries.
    pub geometry: LayerGeometry,
    /// Rows that are expected, for the progress.
    pub row_count: u64,
}

/// A column with the title that the texts have for its key.
pub(super) fn column(text: &Text, key: &'static str, kind: Kind) -> Column {
    Column { key: key.into(), title: text.get(&format!("export-column-{}", key.replace('_', "-"))), kind }
}

/// How rows are to be passed on.
pub(super) struct Passage<'a> {
    /// Brings them into their layout.
    pub shaper: Shaper,
    /// Rows that are expected, for the progress.
    pub expected_count: u64,
    /// Is told a fraction from time to time.
    pub progress: &'a dyn Fn(f32),
    /// Ends it soon after it is set.
    pub cancel: &'a AtomicBool,
}

/// Rows that were passed on; their file is not finished yet.
pub(super) struct Passed<'w, T> {
    /// What making them told.
    pub made: T,
    /// What they were written to.
    pub writer: Box<dyn RowWriter + 'w>,
    /// How many rows.
    pub row_count: u64,
    /// SHA-256 of the rows in canonical form, hexadecimal.
    pub hash: String,
    /// Rows by kind, for the stamp.
    pub by_kind: BTreeMap<&'static str, u64>,
}

/// Passes the rows that `make` makes on to a writer, which writes them on another thread meanwhile.
pub(super) fn pass<'w, T>(
    writer: Box<dyn RowWriter + 'w>,
    passage: Passage<'_>,
    make: impl FnOnce(&mut Tracked<'_>) -> Result<T, ExportError>,
) -> Result<Passed<'w, T>, ExportError> {
    pass_in_lots(writer, passage, LOT_ROWS, make)
}

fn pass_in_lots<'w, T>(
    writer: Box<dyn RowWriter + 'w>,
    passage: Passage<'_>,
    lot_rows: usize,
    make: impl FnOnce(&mut Tracked<'_>) -> Result<T, ExportError>,
) -> Result<Passed<'w, T>, ExportError> {
    thread::scope(|scope| {
        let (full, inbox) = sync_channel(LOTS_AHEAD);
        let (emptied, spare) = channel();
        let takes_geometry = writer.takes_geometry();
        let write = move || write_lots(writer, &inbox, &emptied);
        let thread = thread::Builder::new().name("export".to_owned()).spawn_scoped(scope, write);
        let thread = thread.map_err(WriteError::from)?;
        let mut tracked = Tracked {
            lot: Lot::default(),
            lot_rows,
            full,
            spare,
            takes_geometry,
            passage,
            hash: Sha256::new(),
            row_count: 0,
            by_kind: BTreeMap::new(),
        };
        let made = make(&mut tracked).and_then(|made| tracked.hand_over().map(|()| made));
        let Tracked { full, hash, row_count, by_kind, .. } = tracked;
        // Tells the thread that this was all.
        drop(full);
        let written = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // Where both failed, making did because writing had.
        let writer = written?;
        let hash = hash::hexadecimal(&hash.finalize());
        Ok(Passed { made: made?, writer, row_count, hash, by_kind })
    })
}

/// Writes lots until there are no more; gives back the writer.
fn write_lots<'w>(
    mut writer: Box<dyn RowWriter + 'w>,
    inbox: &Receiver<Lot>,
    emptied: &Sender<Lot>,
) -> Result<Box<dyn RowWriter + 'w>, WriteError> {
    for lot in inbox {
        lot.write(&mut *writer)?;
        // Nobody fills it again when all rows are made.
        let _refilled = emptied.send(lot);
    }
    Ok(writer)
}

/// Takes rows, keeps account of them and hands them on.
pub(super) struct Tracked<'a> {
    lot: Lot,
    lot_rows: usize,
    /// To the thread that writes.
    full: SyncSender<Lot>,
    /// Lots that it has written.
    spare: Receiver<Lot>,
    takes_geometry: bool,
    passage: Passage<'a>,
    /// Of the rows in canonical form. Making is less work than writing, so it is done here.
    hash: Sha256,
    row_count: u64,
    /// Rows by kind, for the stamp.
    pub by_kind: BTreeMap<&'static str, u64>,
}

impl Tracked<'_> {
    /// Whether geometries are written at all; making them is in vain otherwise.
    pub const fn takes_geometry(&self) -> bool {
        self.takes_geometry
    }

    /// Writes a row.
    pub fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), ExportError> {
        if self.lot.row_count() == 0 {
            self.look()?;
        }
        self.row_count += 1;
        let (values, geometry) = self.passage.shaper.row(values, geometry.filter(|_| self.takes_geometry))?;
        self.lot.push(&values, geometry.map(Cow::into_owned));
        let is_full = self.lot.row_count() >= self.lot_rows || self.lot.canonical().len() >= LOT_BYTES;
        if is_full { self.hand_over() } else { Ok(()) }
    }

    /// Looks whether it is to go on, and tells how far it is.
    fn look(&self) -> Result<(), ExportError> {
        if self.passage.cancel.load(Ordering::Relaxed) {
            return Err(ExportError::Cancelled);
        }
        (self.passage.progress)(self.row_count as f32 / self.passage.expected_count.max(1) as f32);
        Ok(())
    }

    /// Hands the rows that wait to the thread that writes.
    fn hand_over(&mut self) -> Result<(), ExportError> {
        // Emptied on this thread, which asked for the memory of the geometries in it: another gives it back more slowly.
        let mut next = self.spare.try_recv().unwrap_or_default();
        next.clear();
        let lot = std::mem::replace(&mut self.lot, next);
        self.hash.update(lot.canonical().as_bytes());
        // It takes no more only after it failed, and tells why itself.
        let gone = |_| WriteError::Io(io::Error::from(io::ErrorKind::BrokenPipe));
        Ok(self.full.send(lot).map_err(gone)?)
    }
}

/// How the end of a table is watched.
pub(super) struct Watch<'a> {
    /// Bytes that the file took so far; closed when it is whole.
    pub bytes: Option<Receiver<u64>>,
    /// How far it is when all rows are there.
    pub from: f32,
    /// Is told a fraction from time to time.
    pub progress: &'a dyn Fn(f32),
}

/// Ends a table with a text inside it, where there is a place for one.
pub(super) fn finish(
    mut writer: Box<dyn RowWriter + '_>,
    (name, inside): (&str, Option<&str>),
    watch: Watch<'_>,
) -> Result<(), ExportError> {
    if let Some(inside) = inside {
        writer.attach(name, inside)?;
    }
    let Watch { bytes, from, progress } = watch;
    let expected = writer.bytes_to_come();
    match bytes.filter(|_| expected > 0) {
        Some(bytes) => finish_watched(writer, &bytes, |count| {
            progress(from + (1.0 - from) * (count as f32 / expected as f32).min(1.0));
        })?,
        None => writer.finish()?,
    }
    progress(1.0);
    Ok(())
}

/// Ends a table on another thread and tells meanwhile how many bytes its file took.
fn finish_watched(
    writer: Box<dyn RowWriter + '_>,
    bytes: &Receiver<u64>,
    mut told: impl FnMut(u64),
) -> Result<(), WriteError> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("export".to_owned());
        let thread = thread.spawn_scoped(scope, move || writer.finish())?;
        // Until the file is closed, which it is when the writer has gone, well or not.
        bytes.iter().for_each(&mut told);
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
