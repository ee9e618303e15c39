//! Profiles and reports from a snapshot.

use jiff::Timestamp;

use super::super::Outcome;
use super::super::worker::{JobContext, JobError};
use super::Desk;
use crate::export::ExportError;
use crate::export::compose::{self, ComposeInputs, ComposeRequest};
use crate::export::report::{self, ReportInputs, ReportRequest};
use crate::model::{Explained, Language};
use crate::text::Text;
use crate::workspace::Workspace;

impl Desk {
    /// Writes the profiles; what lay in their place before stays where they can't be finished.
    pub(super) fn report(
        &mut self,
        request: &ReportRequest,
        snapshot: &Workspace,
        (language, now): (Language, Timestamp),
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let basemap = self.basemap().map_err(|reason| JobError::new("error-report", reason))?;
        let inputs = ReportInputs { workspace: snapshot, basemap, text: &Text::new(language), now };
        let done = report::run(request, &inputs, &|fraction| context.progress(fraction), context.cancel_flag());
        let summary = done.map_err(|error| match error {
            ExportError::Cancelled => JobError::Cancelled,
            error => JobError::new("error-report", error.reason()),
        })?;
        Ok(Outcome::Reported { path: request.path.clone(), files: summary.files, count: summary.count })
    }

    /// Writes the reports; what lay in their place before stays where they can't be finished.
    pub(super) fn compose(
        &mut self,
        request: &ComposeRequest,
        snapshot: &Workspace,
        language: Language,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let basemap = self.basemap().map_err(|reason| JobError::new("error-compose", reason))?;
        let inputs = ComposeInputs { workspace: snapshot, basemap, text: &Text::new(language) };
        let done = compose::run(request, &inputs, &|fraction| context.progress(fraction), context.cancel_flag());
        let summary = done.map_err(|error| match error {
            ExportError::Cancelled => JobError::Cancelled,
            error => JobError::new("error-compose", error.reason()),
        })?;
        Ok(Outcome::Composed { path: request.path.clone(), files: summary.files, count: summary.count })
    }
}
