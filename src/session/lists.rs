//! What the session does with lists of projects: reading, importing.

use std::path::PathBuf;

use super::command::ListCommand;
use super::engine::Session;
use crate::jobs::{ProjectMapping, Request};

impl Session {
    /// Reads a list of projects and tells what it would change; without a mapping one is proposed.
    pub fn read_list(&mut self, path: PathBuf, mapping: Option<ProjectMapping>) {
        self.cache.results.list_import.error = None;
        self.send("job-list", Request::ReadList { path, mapping: mapping.map(Box::new) });
    }

    /// Writes the projects of a list into the workspace; a dry run reads and reports only.
    pub fn import_list(&mut self, path: PathBuf, mapping: ProjectMapping, is_dry_run: bool) {
        self.cache.results.list_import.is_imported = false;
        self.send("job-import-list", Request::ImportList { path, mapping: Box::new(mapping), is_dry_run });
    }

    pub(super) fn run_list(&mut self, command: &ListCommand) {
        match command {
            ListCommand::Read(path, mapping) => self.read_list(path.clone(), mapping.as_deref().cloned()),
            ListCommand::Forget => self.cache.results.list_import.forget(),
            ListCommand::Import(path, mapping) => {
                self.importing(path);
                self.import_list(path.clone(), mapping.as_ref().clone(), false);
            }
            ListCommand::ReadMapping(path) => {
                self.cache.results.list_import.mapping = None;
                self.send("job-list-mapping", Request::ReadListMapping(path.clone()));
            }
            ListCommand::SaveMapping(path, mapping) => {
                let (path, bytes) = (path.clone(), mapping.to_json());
                self.send("job-save", Request::WriteFile { path, bytes, is_announced: true });
            }
        }
    }

    /// An import of projects ended; lists and plain files alike.
    pub(super) fn list_ended(&mut self, is_imported: bool) {
        self.cache.results.list_import.end(is_imported);
    }

    /// Takes in what went wrong with a list; whether nothing more need be said.
    pub(super) fn list_failed(&mut self, key: &str, error: &str) -> bool {
        match key {
            // The dialog that asked shows it.
            "job-list" | "job-list-mapping" => {
                self.cache.results.list_import.error = Some(error.to_owned());
                true
            }
            "job-import-list" => {
                self.list_ended(false);
                false
            }
            "job-sensors" | "job-sensors-mapping" => {
                self.cache.results.sensors_import.error = Some(error.to_owned());
                true
            }
            "job-import-sensors" => {
                self.cache.results.sensors_import.end(false);
                false
            }
            _ => false,
        }
    }
}
