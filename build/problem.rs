//! What is wrong with the data, in a form that leads a person to the spot.

use std::fmt;

/// How many problems are written out.
pub const LISTED: usize = 50;

/// Where in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The file as a whole.
    File,
    /// A line, counted from 1.
    Line(u64),
    /// A feature of a GeoJSON file, counted from 1.
    Feature(u64),
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as seen from the top of the project.
    pub file: String,
    /// Where in it.
    pub row: Row,
    /// Column or property; empty where the whole row is at fault.
    pub column: String,
    /// Why.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.row {
            Row::File => {}
            Row::Line(line) => write!(f, ":{line}")?,
            Row::Feature(number) => write!(f, ":feature {number}")?,
        }
        if !self.column.is_empty() {
            write!(f, " [{}]", self.column)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Everything that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The problems, in the order found.
    pub list: Vec<Problem>,
}

impl Problems {
    /// Notes one.
    pub fn add(&mut self, file: &str, row: Row, column: &str, reason: impl Into<String>) {
        self.list.push(Problem { file: file.to_owned(), row, column: column.to_owned(), reason: reason.into() });
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.list.iter().take(LISTED) {
            writeln!(f, "{problem}")?;
        }
        match self.list.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => writeln!(f, "… and {more} more"),
        }
    }
}
