//! The report that the user works on. It is part of the settings, so that it outlives dialog and program.

use std::path::PathBuf;

use crate::export::compose::ComposeRequest;
use crate::workspace::Report;

/// What is done with the report.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportCommand {
    /// It is this now.
    Change(Box<Report>),
    /// Puts it on disk at once.
    Keep,
    /// Reads it from a file.
    Open(PathBuf),
    /// Writes it to a file.
    Save(PathBuf),
    /// Makes it, for the whole or for municipalities.
    Make(Box<ComposeRequest>),
}
