//! A Frictionless data package of the whole selection: projects, sensors, indicators and municipalities as tables (CSV or
//! Parquet) with their schema, sources and licences, and a catalogue beside them.
//!
//! Contract: a folder or a ZIP file; all files appear together or none does, and only then what an older package in the
//! folder had besides is taken away; the same data give the same bytes; nothing of the machine (folders, the time) stands in it. May use: `query`, `workspace`, `formats`, `model`, `text`.

mod descriptor;
mod older;
pub(super) mod tables;
pub(super) mod target;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use zip::ZipArchive;
use zip::result::ZipError;

pub use self::older::Cleared;
use self::older::Older;
use self::tables::{Form, Selection, Table};
use self::target::Target;
use super::catalogue::{self, turtle};
use super::stamp::Facts;
use super::{ExportError, ExportRequest, ExportSummary, Format, Inputs};
use crate::model::hash;

/// Name of the descriptor, as the specification of data packages wants it.
pub const DESCRIPTOR: &str = "datapackage.json";

/// Name of the catalogue in a package.
pub const CATALOGUE: &str = "catalogue.ttl";

/// Most bytes that are unpacked from a ZIP file.
const UNPACKED_LIMIT: u64 = 4 << 30;

/// Writes the package.
pub(super) fn run(
    request: &ExportRequest,
    inputs: &Inputs<'_>,
    progress: &dyn Fn(f32),
    cancel: &AtomicBool,
) -> Result<ExportSummary, ExportError> {
    let path = request.path.as_ref().ok_or(ExportError::NeedsFile)?;
    let Inputs { workspace, text, .. } = *inputs;
    let form = if request.format == Format::ParquetPackage { Form::Parquet } else { Form::Csv };
    let selection = Selection { workspace, view: &request.view, text, form, progress, cancel };
    let mut target = Target::new(path)?;
    let tables = tables::write_all(&selection, &mut target)?;
    let facts = facts(&tables);
    let hash = contents_hash(&tables);
    let graph = catalogue::of_package(&selection, &tables, &facts, &hash);
    let ((), catalogue) = target.file(CATALOGUE, |out| turtle::write(&graph, out))?;
    let package = descriptor::Package { selection: &selection, tables: &tables, catalogue: &catalogue, facts: &facts };
    let descriptor = package.json(&hash)?;
    target.file(DESCRIPTOR, |out| out.write_all(descriptor.as_bytes()).map_err(io_error(path)))?;
    let older = target.is_folder().then(|| Older::in_folder(path));
    let mut files = target.commit()?;
    let cleared = older.map(|older| older.clear(&files)).unwrap_or_default();
    // The file that tells what the others are comes first.
    files.reverse();
    Ok(ExportSummary { files, row_count: row_count(&tables), cleared })
}

/// Rows of all tables.
fn row_count(tables: &[Table]) -> u64 {
    tables.iter().map(|table| table.row_count).sum()
}

/// What all tables rest on.
pub(super) fn facts(tables: &[Table]) -> Facts {
    let mut facts = Facts::default();
    for table in tables {
        facts.add(&table.facts);
    }
    facts
}

/// The bytes of the descriptor of a package in a ZIP file, at most one more than is allowed.
///
/// # Errors
/// When it is no ZIP file that can be read, or has no descriptor.
pub fn descriptor_in_zip(file: File, limit: usize) -> io::Result<Vec<u8>> {
    let mut zip = ZipArchive::new(BufReader::new(file))?;
    let part = zip.by_name(DESCRIPTOR)?;
    let mut bytes = Vec::new();
    part.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Puts files of a package in a ZIP file into a folder, by their names; those that are not in it are left out.
///
/// # Errors
/// When it is no ZIP file that can be read, or the folder can't be written.
pub fn unpack<'a>(file: File, names: impl Iterator<Item = &'a str>, folder: &Path) -> io::Result<()> {
    let mut zip = ZipArchive::new(BufReader::new(file))?;
    let mut left = UNPACKED_LIMIT;
    for name in names {
        let part = match zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        // What is cut short there is not what its descriptor says, as its hash tells.
        left -= io::copy(&mut part.take(left), &mut File::create(folder.join(name))?)?;
    }
    Ok(())
}

/// Tells one package from another by what its tables hold.
fn contents_hash(tables: &[Table]) -> String {
    let parts: Vec<String> = tables.iter().map(|table| format!("{} {}\n", table.file.hash, table.file.name)).collect();
    hash::of_bytes(parts.concat().as_bytes())
}

fn io_error(path: &std::path::Path) -> impl Fn(std::io::Error) -> ExportError {
    move |error| ExportError::File { error, path: path.to_owned() }
}
