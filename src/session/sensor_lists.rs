//! What the session does with lists of sensors: reading, importing, undoing.

use std::path::PathBuf;
use std::sync::Arc;

use super::command::SensorListCommand;
use super::engine::Session;
use super::notice::NoticeLevel;
use super::undo::ReadingsChange;
use crate::jobs::sensor_list::SensorsImported;
use crate::jobs::{Request, SensorListRequest, SensorMapping};

impl Session {
    /// Reads a list of sensors and tells what it would change; without a mapping one is proposed.
    pub fn read_sensors(&mut self, path: PathBuf, mapping: Option<SensorMapping>) {
        self.cache.results.sensors_import.error = None;
        self.send("job-sensors", Request::SensorList(SensorListRequest::Read { path, mapping: mapping.map(Box::new) }));
    }

    /// Writes the sensors of a list into the workspace; a dry run reads and reports only.
    pub fn import_sensors(&mut self, path: PathBuf, mapping: SensorMapping, is_dry_run: bool) {
        self.cache.results.sensors_import.is_imported = false;
        let request = SensorListRequest::Import { path, mapping: Box::new(mapping), is_dry_run };
        self.send("job-import-sensors", Request::SensorList(request));
    }

    pub(super) fn run_sensor_list(&mut self, command: &SensorListCommand) {
        match command {
            SensorListCommand::Read(path, mapping) => self.read_sensors(path.clone(), mapping.as_deref().cloned()),
            SensorListCommand::Forget => self.cache.results.sensors_import.forget(),
            SensorListCommand::Import(path, mapping) => {
                self.importing(path);
                self.import_sensors(path.clone(), mapping.as_ref().clone(), false);
            }
            SensorListCommand::ReadMapping(path) => {
                self.cache.results.sensors_import.mapping = None;
                self.send("job-sensors-mapping", Request::SensorList(SensorListRequest::ReadMapping(path.clone())));
            }
            SensorListCommand::SaveMapping(path, mapping) => {
                let (path, bytes) = (path.clone(), mapping.to_json());
                self.send("job-save", Request::WriteFile { path, bytes, is_announced: true });
            }
        }
    }

    /// Remembers an import, so that it can be taken back, and tells of it. What is on screen follows the events that
    /// came before.
    pub(super) fn sensors_imported(&mut self, imported: SensorsImported) {
        let SensorsImported { preview, change } = imported;
        let is_written = change.is_some();
        if let Some((forth, back)) = change {
            let view = Arc::clone(&self.workspace.view);
            self.history.record_readings(view, ReadingsChange { across: back, here: forth });
            self.cache.results.feeds.forget_past();
            self.status.rejected.clone_from(&preview.rejected);
        }
        let (text, plan) = (self.text(), &preview.plan);
        let count = |number: u64| text.integer(number);
        let arguments = vec![
            ("sensors", count(plan.added_sensors)),
            ("changed", count(plan.changed_sensors)),
            ("added", count(plan.added)),
            ("corrected", count(plan.corrected)),
            ("rejected", count(preview.rejected_count)),
        ];
        let level = if preview.rejected_count == 0 { NoticeLevel::Done } else { NoticeLevel::Warning };
        let key = match (is_written, plan.has_changes() || is_written) {
            (true, _) => "notice-sensors-imported",
            (false, true) => "notice-sensors-tried",
            (false, false) => "notice-sensors-unchanged",
        };
        self.cache.results.sensors_import.end(true);
        let file = self.importing.take();
        let notice = self.notify(level, key, arguments, file);
        notice.rejected.clone_from(&preview.rejected);
    }
}
