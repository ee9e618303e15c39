//! Layers of the map: read, shown, written in one transaction.

use std::path::Path;
use std::sync::Arc;

use super::super::layer::{LayerImported, LayerPreview};
use super::super::worker::{JobContext, JobError};
use super::super::{Event, Outcome};
use super::list::{chosen, file_name, said_source, seen};
use super::{Desk, failed, store_failed};
use crate::formats::map_layer::{LayerMapping, LayerReadError, detect, read};
use crate::formats::project_list::ListTable;
use crate::formats::refused;
use crate::model::{LayerData, LayerPatch, OwnLayer, Source};

impl Desk {
    /// Reads a layer and tells what it holds. A mapping without headers is one to be proposed.
    pub(super) fn read_layer(
        &mut self,
        path: &Path,
        mapping: LayerMapping,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let tables = self.list_tables(path, context)?;
        let table = table_of(&tables, &mapping).map_err(|error| failed("error-layer", &error, path))?;
        let mapping = if mapping.headers.is_empty() {
            let places = &self.places;
            let resolve = |text: &str| places.find(text);
            let guessed = detect::guess(table, mapping.kind, &file_name(path), &resolve);
            // Layers of one file are not one layer: each has its own name.
            let name = match table.sheet.name.as_str() {
                sheet if tables.len() > 1 && !sheet.is_empty() && sheet != guessed.name => {
                    format!("{} {sheet}", guessed.name)
                }
                _ => guessed.name.clone(),
            };
            LayerMapping { colour: mapping.colour, name, ..guessed }
        } else {
            mapping
        };
        context.check_cancelled()?;
        context.progress(0.7);
        let preview = self.preview_layer(table, &mapping, path)?;
        let seen = seen(path, &tables, table, mapping.headers.clone(), mapping, preview.map(Arc::new));
        context.send(Event::Layer(Arc::new(seen)));
        Ok(Outcome::Nothing)
    }

    /// Writes a layer in one transaction, unless it is a dry run.
    pub(super) fn import_layer(
        &mut self,
        path: &Path,
        mapping: &LayerMapping,
        is_dry_run: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let tables = self.list_tables(path, context)?;
        let wrong = |error: &LayerReadError| failed("error-layer", error, path);
        let table = table_of(&tables, mapping).map_err(|error| wrong(&error))?;
        let preview = self.preview_layer(table, mapping, path)?.map_err(|error| wrong(&error))?;
        context.check_cancelled()?;
        context.progress(0.9);
        if !is_dry_run {
            let patch = LayerPatch { put: vec![Arc::clone(&preview.layer)], ..LayerPatch::default() };
            let stored = self.store()?.change_layers(&patch, Some(&preview.read.rejected));
            stored.map_err(|error| store_failed("error-write", &error))?;
        }
        Ok(Outcome::LayerImported(LayerImported { preview: Arc::new(preview), is_dry_run }))
    }

    /// Makes a change of the layers.
    pub(super) fn change_layers(&mut self, patch: &LayerPatch) -> Result<Outcome, JobError> {
        self.store()?.change_layers(patch, None).map_err(|error| store_failed("error-write", &error))?;
        Ok(Outcome::Nothing)
    }

    fn preview_layer(
        &self,
        table: &ListTable,
        mapping: &LayerMapping,
        path: &Path,
    ) -> Result<Result<LayerPreview, LayerReadError>, JobError> {
        let survey = self.survey(table, mapping.header_row, &mapping.place_columns(), mapping.crs.as_deref());
        let mut read = match read::read_along(table, mapping, survey.axes, &file_name(path)) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        refused::name_columns(&mut read.rejected, mapping.headers.iter().map(String::as_str));
        let name = mapping.name.trim();
        let data: LayerData = std::mem::take(&mut read.data);
        let source = said_source(&mapping.source, name, path);
        let source = Source {
            id: OwnLayer::dataset(name),
            hash: Some(self.list_hash()?.into()),
            record_count: Some(data.features.len() as u64),
            ..source
        };
        let layer = OwnLayer {
            name: name.into(),
            kind: mapping.kind,
            colour: mapping.colour.min(crate::model::own_layer::COLOURS - 1),
            label: mapping.label.filter(|label| *label < data.columns.len()),
            source,
            data: Arc::new(data),
        };
        Ok(Ok(LayerPreview { layer: Arc::new(layer), read, survey }))
    }
}

fn table_of<'t>(tables: &'t [ListTable], mapping: &LayerMapping) -> Result<&'t ListTable, LayerReadError> {
    let wanted = mapping.sheet.as_deref();
    chosen(tables, wanted).map_err(LayerReadError::NoSheet)
}
