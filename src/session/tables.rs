//! What the session does with tables of figures: reading, importing, undoing.

use std::sync::Arc;

use super::command::FiguresCommand;
use super::engine::Session;
use super::notice::NoticeLevel;
use super::results::TableResults;
use super::undo::IndicatorChange;
use crate::jobs::table::TableImported;
use crate::jobs::{Mapping, Request, TableOrigin};
use crate::workspace::Change;

impl Session {
    /// Reads a table and tells what it would change; without a mapping one is proposed.
    pub fn read_table(&mut self, origin: TableOrigin, mapping: Option<Mapping>) {
        self.cache.results.table_import.error = None;
        self.send("job-table", Request::ReadTable { origin, mapping: mapping.map(Box::new) });
    }

    /// Writes the figures of a table into the workspace; a dry run reads and reports only.
    pub fn import_table(&mut self, origin: TableOrigin, mapping: Mapping, is_dry_run: bool) {
        self.cache.results.table_import.imported = None;
        let request = Request::ImportTable { origin, mapping: Box::new(mapping), is_dry_run };
        self.send("job-import-table", request);
    }

    pub(super) fn run_table(&mut self, command: &FiguresCommand) {
        match command {
            FiguresCommand::Read(origin, mapping) => self.read_table(origin.clone(), mapping.as_deref().cloned()),
            FiguresCommand::Forget => {
                let ended_count = self.cache.results.table_import.ended_count;
                self.cache.results.table_import = TableResults { ended_count, ..TableResults::default() };
            }
            FiguresCommand::Import(origin, mapping) => {
                match origin {
                    TableOrigin::File(path) => self.importing(path),
                    TableOrigin::OData { .. } => self.importing = None,
                }
                self.import_table(origin.clone(), mapping.as_ref().clone(), false);
            }
            FiguresCommand::ReadMapping(path) => {
                self.cache.results.table_import.mapping = None;
                self.send("job-mapping", Request::ReadMapping(path.clone()));
            }
            FiguresCommand::SaveMapping(path, mapping) => {
                let (path, bytes) = (path.clone(), mapping.to_json());
                self.send("job-save", Request::WriteFile { path, bytes, is_announced: true });
            }
        }
    }

    /// Takes in what went wrong with a table; whether nothing more need be said.
    pub(super) fn table_failed(&mut self, key: &str, error: &str) -> bool {
        let results = &mut self.cache.results.table_import;
        match key {
            // The dialog that asked shows it.
            "job-table" | "job-mapping" => {
                results.error = Some(error.to_owned());
                true
            }
            "job-import-table" => {
                results.ended_count += 1;
                false
            }
            _ => false,
        }
    }

    pub(super) fn table_imported(&mut self, imported: TableImported) {
        let TableImported { preview, change } = imported;
        let [added, changed, unchanged, superseded] = preview.plan.counts();
        let is_dry_run = change.is_none();
        if let Some(change) = change {
            let view = Arc::clone(&self.workspace.view);
            let step = IndicatorChange { across: change.back, here: Arc::clone(&change.forth) };
            self.history.record_indicators(view, step);
            self.change([Change::Indicators(change.forth)]);
            self.status.rejected.clone_from(&preview.rejected);
        }
        let text = self.text();
        let count = |number: u64| text.integer(number);
        let arguments = vec![
            ("added", count(added)),
            ("changed", count(changed)),
            ("unchanged", count(unchanged)),
            ("superseded", count(superseded)),
            ("rejected", count(preview.rejected_count)),
        ];
        let waiting = preview.unshown.iter().map(|one| one.count).sum::<u64>();
        let arguments = if waiting > 0 { [arguments, vec![("waiting", count(waiting))]].concat() } else { arguments };
        let is_whole = preview.rejected_count == 0 && waiting == 0;
        let level = if is_whole { NoticeLevel::Done } else { NoticeLevel::Warning };
        let key = match (is_dry_run, waiting > 0) {
            (true, false) => "notice-table-tried",
            (true, true) => "notice-table-tried-waiting",
            (false, false) => "notice-table-imported",
            (false, true) => "notice-table-imported-waiting",
        };
        let rejected = preview.rejected.clone();
        self.cache.results.table_import.imported = Some(preview);
        self.cache.results.table_import.ended_count += 1;
        let file = self.importing.take();
        let notice = self.notify(level, key, arguments, file);
        notice.rejected = rejected;
    }
}
