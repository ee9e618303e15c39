//! Exports from a snapshot.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::super::Outcome;
use super::super::worker::{JobContext, JobError};
use super::{Desk, failed, make_folder, store_failed};
use crate::export::{
    self, AsOf, ExportError, ExportRequest, ExportSummary, Inputs, Now, ObservationRow, ReadSeries, What,
};
use crate::model::basemap::Basemap;
use crate::model::{Explained, Language, SensorId};
use crate::query::{sensor_lines, sensors};
use crate::store::{ObservationFilter, Series};
use crate::text::Text;
use crate::workspace::Workspace;

/// Columns that a series is thinned to for a picture whose width is not told.
const COLUMNS: u32 = 1_280;

fn exported(request: &ExportRequest, ExportSummary { files, row_count, cleared }: ExportSummary) -> Outcome {
    Outcome::Exported { what: request.what, files, row_count, cleared }
}

impl Desk {
    /// Writes the export; what lay in its place before stays where it can't be finished.
    pub(super) fn export(
        &mut self,
        request: &ExportRequest,
        as_of: AsOf,
        snapshot: &Workspace,
        (language, stream): (Language, Option<&Path>),
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        if let Some(path) = &request.path {
            make_folder(path, "error-export")?;
        }
        if request.what == What::Map {
            let basemap = self.basemap().map_err(|reason| JobError::new("error-export", reason))?;
            let drawn = export::map::run(request, snapshot, &basemap, (&Text::new(language), as_of.moment));
            let summary = drawn.map_err(|error| JobError::new("error-export", error.reason()))?;
            return Ok(exported(request, summary));
        }
        let rows = if request.what == What::Observations { self.observations(snapshot)? } else { Vec::new() };
        let now = self.now(request, as_of, snapshot, context)?;
        let observations = &mut rows.into_iter().map(Ok);
        let inputs = Inputs { workspace: snapshot, text: &Text::new(language), observations, now };
        let progress = |fraction| context.progress(fraction);
        let mut out: Box<dyn Write + Send> = match stream {
            Some(path) => Box::new(File::create(path).map_err(|error| failed("error-export", &error, path))?),
            None => Box::new(std::io::sink()),
        };
        let done = export::run(request, inputs, &mut *out, &progress, context.cancel_flag());
        let summary = done.map_err(|error| match error {
            ExportError::Cancelled => JobError::Cancelled,
            error => JobError::new("error-export", error.reason()),
        })?;
        Ok(exported(request, summary))
    }

    /// The readings that figures of the export are made from.
    fn now(
        &mut self,
        request: &ExportRequest,
        as_of: AsOf,
        snapshot: &Workspace,
        context: &JobContext,
    ) -> Result<Now, JobError> {
        if request.what == What::Chart && export::is_of_sensors(&request.view) {
            return self.series(request, &as_of, snapshot);
        }
        let wanted = as_of.readings.filter(|_| matches!(request.what, What::Comparison | What::Series | What::Chart));
        let towns = wanted.map(|[from, until]| self.read_towns((from, until), context)).transpose()?;
        Ok(Now { as_of, towns, series: Vec::new() })
    }

    /// The series that the chart of sensors shows.
    fn series(&mut self, request: &ExportRequest, as_of: &AsOf, snapshot: &Workspace) -> Result<Now, JobError> {
        let unread = |error| store_failed("error-read", &error);
        let shown = sensor_lines::shown(&snapshot.sensors, &request.view);
        let [mut from, until] = as_of.readings.unwrap_or([Timestamp::UNIX_EPOCH; 2]);
        if from == Timestamp::UNIX_EPOCH {
            let storage = self.store()?.storage().map_err(unread)?;
            let kept = storage.iter().filter(|one| shown.iter().any(|(_, sensor, _)| sensor.feed == one.feed));
            from = kept.filter_map(|one| one.first).min().unwrap_or(from);
        }
        let columns = request.picture.map_or(COLUMNS, |picture| picture.width);
        let mut series = Vec::new();
        for (stream, ..) in shown {
            let read = self.store()?.read_series(&stream.sensor, &stream.datastream, from, until, columns);
            let Series { points, total_count, flagged, flagged_count } = read.map_err(unread)?;
            series.push(ReadSeries { stream, points, total_count, flagged, flagged_count });
        }
        let as_of = AsOf { readings: Some([from, until]), ..as_of.clone() };
        Ok(Now { as_of, towns: None, series })
    }

    /// The base map, unpacked at the first use.
    pub(super) fn basemap(&mut self) -> Result<Arc<Basemap>, String> {
        if let Some(basemap) = &self.basemap {
            return Ok(Arc::clone(basemap));
        }
        let basemap = Arc::new(crate::formats::bundle::basemap().map_err(|error| error.to_string())?);
        self.basemap = Some(Arc::clone(&basemap));
        Ok(basemap)
    }

    /// Observations of the sensors that the view wants, ordered by sensor, datastream and time.
    fn observations(&mut self, snapshot: &Workspace) -> Result<Vec<ObservationRow>, JobError> {
        let Workspace { sensors: all, municipalities, view, .. } = snapshot;
        let wanted: Vec<SensorId> = sensors::wanted(all, municipalities, &view.filter, &view.sensors)
            .into_iter()
            .map(|sensor| sensor.id.clone())
            .collect();
        let filter = ObservationFilter { sensors: Some(wanted), from: None, until: None };
        let mut rows = Vec::new();
        let read = self.store()?.observations(&filter, |sensor, datastream, observation| {
            rows.push(ObservationRow { sensor: sensor.id.clone(), datastream: datastream.key.clone(), observation });
            true
        });
        read.map_err(|error| store_failed("error-read", &error))?;
        Ok(rows)
    }
}
