//! What the session does with exports.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::engine::Session;
use crate::export::report::ReportRequest;
use crate::export::{AsOf, ExportRequest, What, is_of_sensors};
use crate::jobs::Request;
use crate::model::period::Year;
use crate::query::sensor_lines;
use crate::workspace::Stretch;

impl Session {
    /// Writes an export; `stream` is where the rows of a request without a file go, without a stamp.
    pub fn export(&mut self, request: ExportRequest, stream: Option<PathBuf>) {
        let readings = if request.what == What::Chart && is_of_sensors(&request.view) {
            let Stretch { from, until } = sensor_lines::stretch(&request.view, self.now());
            Some([from, until])
        } else {
            self.cache.results.feeds.towns.as_ref().map(|towns| [towns.from, towns.until])
        };
        // As precise as the picture tells it.
        let moment = Timestamp::from_second(self.now().as_second() / 60 * 60).ok();
        self.export_as_of(request, stream, AsOf { this_year: Some(self.this_year()), readings, moment });
    }

    /// The same as of another time: what a stamp says.
    pub fn export_as_of(&mut self, request: ExportRequest, stream: Option<PathBuf>, as_of: AsOf) {
        let snapshot = Box::new(self.workspace.clone());
        let language = self.text().language();
        self.send("job-export", Request::Export { request: Box::new(request), as_of, snapshot, language, stream });
    }

    /// Writes profiles as of now, or of another time: what a stamp says.
    pub fn report_as_of(&mut self, request: ReportRequest, now: Timestamp) {
        let snapshot = Box::new(self.workspace.clone());
        let language = self.text().language();
        self.send("job-report", Request::Report { request: Box::new(request), snapshot, language, now });
    }

    /// The year of now.
    pub fn this_year(&self) -> Year {
        self.now().to_zoned_datetime(TimeZone::UTC).year()
    }
}
