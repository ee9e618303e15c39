//! The command line where there is no window.

use std::path::PathBuf;

use regioscope::cli::{CliError, Face, Picture};
use regioscope::model::Language;
use regioscope::session::Session;

/// There is no window here.
pub struct NoWindow;

impl Face for NoWindow {
    fn open_window(&self, _workspace: Option<PathBuf>, _language: Option<Language>) -> Result<(), CliError> {
        Err(CliError::NoDisplay("no display".into()))
    }

    fn screenshot(&self, _session: Session, _picture: &Picture) -> Result<Vec<u8>, CliError> {
        Err(CliError::NoDisplay("no display".into()))
    }
}
