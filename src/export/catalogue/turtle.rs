//! A graph as Turtle (<https://www.w3.org/TR/turtle/>).

use std::io::Write;

use oxttl::TurtleSerializer;

use super::vocabulary::{Graph, PREFIXES};
use crate::export::ExportError;

/// Writes the graph.
pub(in crate::export) fn write(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, base) in PREFIXES {
        serializer = serializer.with_prefix(prefix, base).map_err(|error| ExportError::Catalogue(error.to_string()))?;
    }
    let mut writer = serializer.for_writer(out);
    let failed = |error: std::io::Error| ExportError::Write(error.into());
    for triple in &graph.sorted() {
        writer.serialize_triple(triple).map_err(failed)?;
    }
    writer.finish().map(|_| ()).map_err(failed)
}
