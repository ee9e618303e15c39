//! A catalogue of the data sets that a selection rests on, and of a package made from it, as DCAT-AP 3.0
//! (<https://semiceu.github.io/DCAT-AP/releases/3.0.0/>) describes them; Turtle or JSON-LD.
//!
//! Contract: the same data give the same bytes, with no clock and no blank nodes; nothing is invented. DCAT-AP Vlaanderen 2
//! (<https://data.vlaanderen.be/doc/applicatieprofiel/DCAT-AP-VL/>) also asks for a contact, a statute and a licence from
//! its own list; where no source tells them they are left out, and whoever publishes the catalogue adds them.
//! May use: `query`, `workspace`, `formats`, `model`, `text`.

mod describe;
mod entry;
mod jsonld;
pub mod licence;
pub mod media;
pub(super) mod turtle;
mod vocabulary;

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::AtomicBool;

pub use self::entry::Entry;
pub(super) use self::entry::public_address;
use self::vocabulary::Graph;
use super::package::tables::{self, Form, Selection, Table};
use super::package::target::Target;
use super::stamp::{self, Counts, Facts};
use super::{ExportError, ExportRequest, ExportSummary, Format, Inputs, package, write_with_stamp};
use crate::model::{Language, hash};
use crate::text::Text;

/// Identifier of the catalogue.
const CATALOGUE_ID: &str = "selection";

/// Writes the catalogue of the data sets that the selection rests on, its stamp beside it. Gives back how many they are.
pub(super) fn run(
    request: &ExportRequest,
    inputs: &Inputs<'_>,
    stream: &mut dyn Write,
    progress: &dyn Fn(f32),
    cancel: &AtomicBool,
) -> Result<ExportSummary, ExportError> {
    let Inputs { workspace, text, .. } = *inputs;
    let selection = Selection { workspace, view: &request.view, text, form: Form::Csv, progress, cancel };
    // Rows say themselves what they rest on, so they are made as for a package and thrown away.
    let tables = tables::write_all(&selection, &mut Target::Nowhere)?;
    let facts = package::facts(&tables);
    let entries = Entry::all(workspace, &facts);
    let graph = of_entries(&entries);
    let mut bytes = Vec::new();
    match request.format {
        Format::JsonLd => jsonld::write(&graph, &mut bytes)?,
        _ => turtle::write(&graph, &mut bytes)?,
    }
    let row_count = entries.len() as u64;
    let Some(path) = &request.path else {
        stream.write_all(&bytes).map_err(|error| ExportError::Write(error.into()))?;
        return Ok(ExportSummary { row_count, ..ExportSummary::default() });
    };
    let by_kind = BTreeMap::from([("data_sets", row_count)]);
    let counts = Counts { row_count, by_kind: &by_kind, hash: &hash::of_bytes(&bytes) };
    let stamp = stamp::json(request, workspace, text.language(), &counts, &facts)?;
    write_with_stamp(path, &bytes, &stamp, row_count)
}

fn of_entries(entries: &[Entry]) -> Graph {
    let mut graph = Graph::default();
    let texts = Language::ALL.map(Text::new);
    describe::catalogue(&mut graph, entries, &texts);
    for entry in entries {
        describe::dataset(&mut graph, entry, &texts);
    }
    graph
}

/// The catalogue that lies in a package: its data sets, and the package itself, derived from them.
pub(super) fn of_package(selection: &Selection<'_>, tables: &[Table], facts: &Facts, hash: &str) -> Graph {
    let entries = Entry::all(selection.workspace, facts);
    let mut graph = of_entries(&entries);
    describe::package(&mut graph, &entries, (selection.form, tables), hash, &Language::ALL.map(Text::new));
    graph
}
