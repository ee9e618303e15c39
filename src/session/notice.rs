//! Messages to the user that stay until they are read.

use std::path::PathBuf;

use crate::model::Rejected;

/// How serious a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// Something is done.
    Done,
    /// Something to know.
    Info,
    /// Something is not as it should be, nothing is lost.
    Warning,
    /// Something failed.
    Error,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Number, to take it away.
    pub id: u64,
    /// How serious.
    pub level: NoticeLevel,
    /// Text key (areas `errors`, `commands`) whose arguments are `arguments`.
    pub key: &'static str,
    /// Arguments of the text.
    pub arguments: Vec<(&'static str, String)>,
    /// Technical reason, shown below in small print.
    pub detail: Option<String>,
    /// Rows that were refused, to be looked at and saved.
    pub rejected: Vec<Rejected>,
    /// Files that were written, to be named.
    pub files: Vec<PathBuf>,
}
