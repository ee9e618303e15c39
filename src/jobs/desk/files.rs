//! Small files beside the workspace: view files, settings, rejected rows.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::super::Outcome;
use super::super::worker::JobError;
use super::{failed, make_folder};
use crate::export;
use crate::feeds::sensor_list::SensorMapping;
use crate::formats::indicator_table::Mapping;
use crate::formats::mapping_file;
use crate::formats::project_list::ProjectMapping;
use crate::formats::refused;
use crate::model::{Language, Reason, Rejected};
use crate::text::Text;

/// Greatest view file that is read, in bytes.
const VIEW_LIMIT: u64 = 4 << 20;

/// Greatest report file that is read, in bytes.
const REPORT_LIMIT: u64 = 16 << 20;

/// Writes bytes to a file, all or nothing.
pub(super) fn write(path: PathBuf, bytes: &[u8], is_announced: bool) -> Result<Outcome, JobError> {
    make_folder(&path, "error-save")?;
    export::file::write(&path, bytes).map_err(|error| failed("error-save", &error, &path))?;
    Ok(if is_announced { Outcome::FileWritten(path) } else { Outcome::Nothing })
}

/// Reads a view file; what is in it is looked at by the session.
pub(super) fn read_view(path: PathBuf) -> Result<Outcome, JobError> {
    let bytes = read(&path, VIEW_LIMIT)?;
    Ok(Outcome::ViewRead { path, bytes })
}

/// Reads a report file; what is in it is looked at by the session.
pub(super) fn read_report(path: PathBuf) -> Result<Outcome, JobError> {
    let bytes = read(&path, REPORT_LIMIT)?;
    Ok(Outcome::ReportRead { path, bytes })
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>, JobError> {
    let file = std::fs::File::open(path).map_err(|error| failed("error-read", &error, path))?;
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that a larger file is seen to be one.
    let read = file.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed("error-read", &error, path))?;
    Ok(bytes)
}

fn mapping_bytes(path: &Path) -> Result<Vec<u8>, JobError> {
    let file = std::fs::File::open(path).map_err(|error| failed("error-mapping", &error, path))?;
    let mut bytes = Vec::new();
    let read = file.take(mapping_file::MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed("error-mapping", &error, path))?;
    Ok(bytes)
}

/// Reads a mapping of a list of projects.
pub(super) fn read_list_mapping(path: &Path) -> Result<Outcome, JobError> {
    let mapping = ProjectMapping::from_json(&mapping_bytes(path)?);
    mapping
        .map(|mapping| Outcome::ListMappingRead(Box::new(mapping)))
        .map_err(|error| failed("error-mapping", &error, path))
}

/// Reads a mapping of a list of sensors.
pub(super) fn read_sensor_mapping(path: &Path) -> Result<Outcome, JobError> {
    let mapping = SensorMapping::from_json(&mapping_bytes(path)?);
    mapping
        .map(|mapping| Outcome::SensorMappingRead(Box::new(mapping)))
        .map_err(|error| failed("error-mapping", &error, path))
}

/// Reads a mapping of a table.
pub(super) fn read_mapping(path: PathBuf) -> Result<Outcome, JobError> {
    let bytes = mapping_bytes(&path)?;
    let mapping = Mapping::from_json(&bytes).map_err(|error| failed("error-mapping", &error, &path))?;
    Ok(Outcome::MappingRead { path, mapping: Box::new(mapping) })
}

/// Saves refused rows as CSV, with the reasons in this language.
pub(super) fn save_rejected(path: PathBuf, rows: &[Rejected], language: Language) -> Result<Outcome, JobError> {
    let bytes = refused::to_csv(rows, &Text::new(language));
    let bytes = bytes.map_err(|error| failed("error-save", &Reason::said(error), &path))?;
    write(path, &bytes, true)
}
