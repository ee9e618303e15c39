//! The report that the user works on: kept in the settings, read from and written to files, made.

use std::path::Path;

use super::command::ReportCommand;
use super::engine::Session;
use super::notice::NoticeLevel;
use super::report_file;
use crate::jobs::Request;
use crate::model::Explained;

impl Session {
    pub(super) fn run_report(&mut self, command: &ReportCommand) {
        match command {
            ReportCommand::Change(report) => {
                let has_other_sections = report.sections.len() != self.settings.report.sections.len();
                self.settings.report = report.as_ref().clone();
                // Words that are being typed are written a little later, sections at once.
                if has_other_sections {
                    self.save_settings();
                }
            }
            ReportCommand::Keep => self.save_settings(),
            ReportCommand::Open(path) => {
                self.send("job-open", Request::ReadReport(path.clone()));
            }
            ReportCommand::Save(path) => match report_file::write(&self.settings.report) {
                Ok(bytes) => {
                    self.send("job-save", Request::WriteFile { path: path.clone(), bytes, is_announced: true });
                }
                Err(error) => {
                    self.notify(NoticeLevel::Error, "error-report-file", Vec::new(), Some(error.to_string()));
                }
            },
            ReportCommand::Make(request) => {
                let snapshot = Box::new(self.workspace.clone());
                let language = self.text().language();
                self.send("job-compose", Request::Compose { request: request.clone(), snapshot, language });
            }
        }
    }

    pub(super) fn report_read(&mut self, path: &Path, bytes: &[u8]) {
        match report_file::read(bytes) {
            Ok(report) => self.run(&ReportCommand::Change(Box::new(report)).into()),
            Err(error) => {
                let detail = self.text().reason(&error.reason().in_file(path.display()));
                self.notify(NoticeLevel::Error, "error-report-file", Vec::new(), Some(detail));
            }
        }
    }
}
