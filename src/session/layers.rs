//! What the session does with layers that the user brings: reading, importing, changing, undoing.

use std::path::PathBuf;
use std::sync::Arc;

use super::command::LayerCommand;
use super::engine::Session;
use super::notice::NoticeLevel;
use crate::jobs::layer::LayerImported;
use crate::jobs::{LayerMapping, Request};
use crate::model::own_layer::COLOURS;
use crate::model::{LayerPatch, OwnLayer};
use crate::workspace::Change;

impl Session {
    /// Reads a layer and tells what it holds; a mapping without headers asks for a proposal.
    pub fn read_layer(&mut self, path: PathBuf, mut mapping: LayerMapping) {
        self.cache.results.layer_import.error = None;
        if mapping.headers.is_empty() {
            mapping.colour = self.free_colour();
        }
        self.send("job-layer", Request::ReadLayer { path, mapping: Box::new(mapping) });
    }

    /// Writes a layer into the workspace; a dry run reads and reports only.
    pub fn import_layer(&mut self, path: PathBuf, mapping: LayerMapping, is_dry_run: bool) {
        self.cache.results.layer_import.is_imported = false;
        self.send("job-import-layer", Request::ImportLayer { path, mapping: Box::new(mapping), is_dry_run });
    }

    /// The first colour that no layer has; where all are taken, one that the next layer would have.
    fn free_colour(&self) -> u8 {
        let layers = &self.workspace.layers;
        let is_free = |colour: &u8| layers.iter().all(|layer| layer.colour != *colour);
        (0..COLOURS).find(is_free).unwrap_or((layers.len() % usize::from(COLOURS)) as u8)
    }

    pub(super) fn run_layer(&mut self, command: &LayerCommand) {
        match command {
            LayerCommand::Read(path, mapping) => self.read_layer(path.clone(), mapping.as_ref().clone()),
            LayerCommand::Forget => self.cache.results.layer_import.forget(),
            LayerCommand::Import(path, mapping) => {
                self.importing(path);
                self.import_layer(path.clone(), mapping.as_ref().clone(), false);
            }
            LayerCommand::Remove(name) => {
                if self.workspace.layer(name).is_some() {
                    self.change_layers(LayerPatch { remove: vec![Arc::clone(name)], ..LayerPatch::default() });
                }
            }
            LayerCommand::SetColour(name, colour) => self.restyle(name, |layer| layer.colour = *colour),
            LayerCommand::SetLabel(name, label) => self.restyle(name, |layer| layer.label = *label),
        }
    }

    fn restyle(&mut self, name: &str, change: impl FnOnce(&mut OwnLayer)) {
        let Some(known) = self.workspace.layer(name).cloned() else { return };
        let mut layer = known.as_ref().clone();
        change(&mut layer);
        if layer != *known {
            self.change_layers(LayerPatch { restyle: vec![Arc::new(layer)], ..LayerPatch::default() });
        }
    }

    /// Makes a change that can be undone.
    fn change_layers(&mut self, patch: LayerPatch) {
        let view = Arc::clone(&self.workspace.view);
        self.history.record_layers(view, patch.inverse(&self.workspace.layers));
        self.put_layers(patch);
    }

    /// The file follows; the worker's requests are done in order, so a later failure is reported there.
    pub(super) fn put_layers(&mut self, patch: LayerPatch) {
        let patch = Arc::new(patch);
        self.change([Change::Layers(Arc::clone(&patch))]);
        self.send("job-layers", Request::ChangeLayers(patch));
    }

    pub(super) fn layer_imported(&mut self, imported: &LayerImported) {
        let LayerImported { preview, is_dry_run } = imported;
        let layer = &preview.layer;
        if !is_dry_run {
            let patch = LayerPatch { put: vec![Arc::clone(layer)], ..LayerPatch::default() };
            let view = Arc::clone(&self.workspace.view);
            self.history.record_layers(view, patch.inverse(&self.workspace.layers));
            // It is stored already.
            self.change([Change::Layers(Arc::new(patch))]);
            // A name that was hidden once must not hide what was just brought.
            let mut view = self.workspace.view.as_ref().clone();
            if view.map.hidden_layers.remove(&layer.name) {
                self.workspace.set_view(view);
            }
            self.status.rejected.clone_from(&preview.read.rejected);
        }
        let (features, rejected) = (layer.data.features.len(), preview.read.rejected_count);
        let arguments = vec![
            ("layer", layer.name.to_string()),
            ("n", self.text().integer(features)),
            ("rejected", self.text().integer(rejected)),
        ];
        let level = if rejected == 0 { NoticeLevel::Done } else { NoticeLevel::Warning };
        let key = if *is_dry_run { "notice-layer-tried" } else { "notice-layer-imported" };
        let rows = preview.read.rejected.clone();
        let file = self.importing.take();
        self.notify(level, key, arguments, file).rejected = rows;
        self.cache.results.layer_import.end(true);
    }

    /// Takes in what went wrong with a layer; whether nothing more need be said.
    pub(super) fn layer_failed(&mut self, key: &str, error: &str) -> bool {
        match key {
            // The dialog that asked shows it.
            "job-layer" => {
                self.cache.results.layer_import.error = Some(error.to_owned());
                true
            }
            "job-import-layer" => {
                self.cache.results.layer_import.end(false);
                false
            }
            _ => false,
        }
    }
}
