//! What the user adds to projects: signed, undone and written with all that is the user's own.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Session;
use super::command::RemarkCommand;
use super::notice::NoticeLevel;
use crate::model::own::Own;
use crate::model::remark::{RemarkProblem, Signed};

impl Session {
    /// What is written now is signed so: the author of the settings, today.
    pub fn signed(&self) -> Signed {
        Signed { author: self.settings.author.trim().into(), date: self.now().to_zoned_datetime(TimeZone::UTC).date() }
    }

    /// Why a command on remarks can't be done now, if it can't.
    pub fn remark_problem(&self, command: &RemarkCommand) -> Option<RemarkProblem> {
        command.applied(&self.workspace, &self.signed()).err()
    }

    pub(super) fn run_remark(&mut self, command: &RemarkCommand) {
        let remarks = match command.applied(&self.workspace, &self.signed()) {
            Ok(remarks) if remarks == self.workspace.own.remarks => return,
            Ok(remarks) => remarks,
            Err(problem) => {
                let problem = self.text().word("notes-problem", problem.key());
                self.notify(NoticeLevel::Warning, "notes-refused", vec![("problem", problem)], None);
                return;
            }
        };
        let before = Arc::clone(&self.workspace.own);
        self.history.record_own(Arc::clone(&self.workspace.view), Arc::clone(&before));
        self.put_own(Own { remarks, ..before.as_ref().clone() });
    }
}
