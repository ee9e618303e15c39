//! What the tabs answer, as tables: comparison, series, look-alikes, partners, time line, funding. Each is made from the
//! view alone, by the functions that window and command line use.

pub(super) mod comparison;
pub(super) mod funding;
mod partners;
mod series;
mod similar;
mod timeline;

use std::sync::Arc;

use super::rows::{Sheet, Tracked, column};
use super::stamp::Facts;
use super::{ExportError, Now, What};
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Kind, Value};
use crate::query::filter;
use crate::text::Text;
use crate::workspace::{View, Workspace};

/// What a table is made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub workspace: &'a Workspace,
    pub view: &'a View,
    pub text: &'a Text,
    pub now: &'a Now,
}

/// Writes the rows of a table.
type Write<'a> = dyn FnOnce(&mut Tracked<'_>) -> Result<Facts, ExportError> + 'a;

/// A table that is ready to be written.
pub(super) struct Table<'a> {
    pub sheet: Sheet,
    pub write: Box<Write<'a>>,
}

impl<'a> Table<'a> {
    fn new(
        source: Source<'a>,
        columns: &[(&'static str, Kind)],
        row_count: usize,
        write: impl FnOnce(&mut Tracked<'_>) -> Result<Facts, ExportError> + 'a,
    ) -> Self {
        let columns = columns.iter().map(|(key, kind)| column(source.text, key, *kind)).collect();
        let sheet = Sheet { columns, geometry: LayerGeometry::Point, row_count: row_count as u64 };
        Self { sheet, write: Box::new(write) }
    }
}

/// The table of an answer; `None` for what is none.
pub(super) fn table(what: What, source: Source<'_>) -> Option<Table<'_>> {
    match what {
        What::Comparison => Some(comparison::table(source)),
        What::Series => Some(series::table(source)),
        What::Similar => Some(similar::table(source)),
        What::Partners => Some(partners::table(source)),
        What::Timeline => Some(timeline::table(source)),
        What::Funding => Some(funding::table(source)),
        _ => None,
    }
}

impl Source<'_> {
    /// Rows of the projects that the filter wants.
    pub fn rows(&self) -> Vec<u32> {
        filter::run(&self.workspace.projects, &self.workspace.municipalities, &self.view.filter).rows
    }

    /// Identifiers of these rows, separated by semicolons.
    fn ids(&self, rows: &[u32]) -> String {
        let projects = rows.iter().filter_map(|row| self.workspace.projects.get(*row));
        projects.map(|project| project.id.to_string()).collect::<Vec<_>>().join(";")
    }

    /// What rests on the inventory.
    pub fn facts(&self, rows: impl IntoIterator<Item = u32>) -> Facts {
        let mut facts = Facts::default();
        facts.datasets.insert(Arc::from("municipalities"));
        for project in rows.into_iter().filter_map(|row| self.workspace.projects.get(row)) {
            facts.datasets.insert(Arc::clone(&project.provenance.dataset));
            facts.note_if("export-note-simulated", project.is_simulated);
            facts.note_if("export-note-own", self.workspace.own.remarks.mark(&project.id) == "own");
        }
        facts.note_if("export-note-sample", true);
        facts
    }
}

/// A count.
fn count(number: impl TryInto<i64>) -> Value<'static> {
    Value::integer(number.try_into().ok())
}
