//! Exports from a snapshot.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::super::Outcome;
use super::super::worker::{JobContext, JobError};
use super::{Desk, failed, make_folder, store_failed};
use crate::export::{self, AsOf, ExportError, ExportRequest, Inputs, Now, ObservationRow, What};
use crate::model::basemap::Basemap;
use crate::model::{Language, SensorId};
use crate::query::sensors;
use crate::store::ObservationFilter;
use crate::text::Text;
use crate::workspace::Workspace;

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
            make_folder(path)?;
        }
        if request.what == What::Map {
            let basemap = self.basemap().map_err(|reason| JobError::new("error-export", reason))?;
            let drawn = export::map::run(request, snapshot, &basemap, &Text::new(language));
            let summary = drawn.map_err(|error| JobError::new("error-export", error.to_string()))?;
            return Ok(Outcome::Exported { what: request.what, files: summary.files, row_count: summary.row_count });
        }
        let rows = if request.what == What::Observations { self.observations(snapshot)? } else { Vec::new() };
        let now = self.now(request, as_of, context)?;
        let observations = &mut rows.into_iter().map(Ok);
        let inputs = Inputs { workspace: snapshot, text: &Text::new(language), observations, now };
        let progress = |fraction| context.progress(fraction);
        let mut out: Box<dyn Write> = match stream {
            Some(path) => Box::new(File::create(path).map_err(|error| failed("error-export", &error, path))?),
            None => Box::new(std::io::sink()),
        };
        let done = export::run(request, inputs, &mut *out, &progress, context.cancel_flag());
        let summary = done.map_err(|error| match error {
            ExportError::Cancelled => JobError::Cancelled,
            error => JobError::new("error-export", error.to_string()),
        })?;
        Ok(Outcome::Exported { what: request.what, files: summary.files, row_count: summary.row_count })
    }

    /// The readings that figures of the export are made from.
    fn now(&mut self, request: &ExportRequest, as_of: AsOf, context: &JobContext) -> Result<Now, JobError> {
        let wanted = as_of.readings.filter(|_| matches!(request.what, What::Comparison | What::Series | What::Chart));
        let towns = wanted.map(|[from, until]| self.read_towns((from, until), context)).transpose()?;
        Ok(Now { as_of, towns })
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
