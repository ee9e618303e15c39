//! Lists of sensors: read, mapped, compared with the workspace, written in one transaction.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::super::list::Survey;
use super::super::sensor_list::{SensorListRequest, SensorsImported, SensorsPreview};
use super::super::worker::{JobContext, JobError};
use super::super::{Event, Outcome};
use super::list::{chosen, file_name, said_source, seen};
use super::{Desk, failed, files, store_failed};
use crate::feeds::sensor_list::apply::{self, Around};
use crate::feeds::sensor_list::plan::{self, StreamId};
use crate::feeds::sensor_list::{Known, SensorListError, SensorListRead, SensorMapping, detect, feed_id};
use crate::formats::project_list::ListTable;
use crate::formats::refused;
use crate::model::sensor::file_option;
use crate::model::{Feed, FeedId, Localized, Observation, Protocol, ReadingsPatch, Sensor, SensorId};
use crate::query::sensor_words::zone;

/// A list of sensors as a mapping reads it, or why it gives nothing.
type Preview = Result<SensorsPreview, SensorListError>;

impl Desk {
    pub(super) fn run_sensor_list(
        &mut self,
        request: SensorListRequest,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        match request {
            SensorListRequest::Read { path, mapping } => self.read_sensors(&path, mapping.map(|one| *one), context),
            SensorListRequest::Import { path, mapping, is_dry_run } => {
                self.import_sensors(&path, &mapping, is_dry_run, context)
            }
            SensorListRequest::Change(patch) => {
                self.write_readings(&patch, None, context)?;
                Ok(Outcome::Nothing)
            }
            SensorListRequest::ReadMapping(path) => files::read_sensor_mapping(&path),
        }
    }

    /// Reads a list of sensors and tells what it would change.
    fn read_sensors(
        &mut self,
        path: &Path,
        mapping: Option<SensorMapping>,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let tables = self.list_tables(path, context)?;
        let table = of_sheet(&tables, mapping.as_ref().and_then(|mapping| mapping.sheet.as_deref()), path)?;
        let mapping = match mapping {
            // A mapping of another edition: its columns are found by their headers, wherever those stand now.
            Some(mapping) if !mapping.columns.is_empty() => {
                let known: Vec<&str> = mapping.columns.iter().map(|column| column.header.as_str()).collect();
                let header_row = table.row_of_headers(&known, mapping.header_row);
                SensorMapping { header_row, ..mapping.fitted(&table.headers(header_row)) }
            }
            _ => detect::guess(table, &file_name(path), &|text| self.places.find(text)),
        };
        context.check_cancelled()?;
        context.progress(0.6);
        let preview = self.preview_sensors(table, &mapping, path)?.map(Arc::new);
        let headers = table.headers(mapping.header_row);
        context.send(Event::SensorList(Arc::new(seen(path, &tables, table, headers, mapping, preview))));
        Ok(Outcome::Nothing)
    }

    /// Writes the sensors of a list and their readings in one transaction, unless it is a dry run.
    fn import_sensors(
        &mut self,
        path: &Path,
        mapping: &SensorMapping,
        is_dry_run: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let tables = self.list_tables(path, context)?;
        let table = of_sheet(&tables, mapping.sheet.as_deref(), path)?;
        let preview = self.preview_sensors(table, mapping, path)?;
        let mut preview = preview.map_err(|error| failed("error-list", &error, path))?;
        context.check_cancelled()?;
        context.progress(0.7);
        let mut change = None;
        if !is_dry_run && preview.plan.has_changes() {
            let (forth, back) = (std::mem::take(&mut preview.plan.forth), std::mem::take(&mut preview.plan.back));
            self.write_readings(&forth, Some(&preview.rejected), context)?;
            change = Some((Arc::new(forth), Arc::new(back)));
        }
        Ok(Outcome::SensorsImported(SensorsImported { preview: Arc::new(preview), change }))
    }

    /// Makes a change, then tells of the list as it is now.
    fn write_readings(
        &mut self,
        patch: &ReadingsPatch,
        refused: Option<&[crate::model::Rejected]>,
        context: &JobContext,
    ) -> Result<(), JobError> {
        let sensors = self.store()?.change_readings(patch, refused);
        let sensors = sensors.map_err(|error| store_failed("error-write", &error))?;
        if let Some(before) = &patch.before {
            self.live.remove(&before.id);
            context.send(Event::FeedRemoved { feed: before.id.clone(), keeps_history: false });
        }
        if let Some(after) = &patch.after {
            let health = self.live.set_feed(after);
            context.send(Event::Feed(Box::new(after.clone())));
            context.send(Event::Health(health));
            context.send(Event::Sensors(sensors));
        }
        Ok(())
    }

    fn preview_sensors(
        &mut self,
        table: &ListTable,
        mapping: &SensorMapping,
        path: &Path,
    ) -> Result<Preview, JobError> {
        let id = feed_id(&mapping.list);
        let known = self.known_list(&id)?;
        let feed = self.list_feed(&id, mapping, path)?;
        let survey = self.survey(table, mapping.header_row, &mapping.place_columns(), mapping.crs.as_deref());
        let places = self.places.clone();
        let mut read = {
            let known_unit = |sensor: &SensorId, key: &str| {
                let stream = known.sensors.get(sensor)?.datastreams.iter().find(|stream| &*stream.key == key)?;
                Some((stream.unit, Arc::clone(&stream.original_unit)))
            };
            let resolve = |text: &str| places.find(text);
            let file = file_name(path);
            let now = self.live.now();
            let (feed, known_unit, axes) = (&feed, &known_unit, survey.axes);
            let around = Around { feed, resolve: &resolve, known_unit, now, axes, file: &file };
            match apply::read(table, mapping, around) {
                Ok(read) => read,
                Err(error) => return Ok(Err(error)),
            }
        };
        refused::name_columns(&mut read.rejected, mapping.columns.iter().map(|column| column.header.as_str()));
        self.compared(read, feed, known).map(|preview| Ok(SensorsPreview { survey, ..preview }))
    }

    /// Holds what was read against what is known.
    fn compared(&mut self, read: SensorListRead, feed: Feed, known: Known) -> Result<SensorsPreview, JobError> {
        let SensorListRead { mut readings, left_out, rejected, rejected_count, notes, words, row_count } = read;
        for sensor in &mut readings.sensors {
            self.find_town(sensor);
        }
        let options = [(file_option::RECORDS.to_owned(), row_count.to_string())];
        let feed = Feed {
            options: feed.options.into_iter().chain(options).collect(),
            is_enabled: known.feed.as_ref().is_none_or(|known| known.is_enabled),
            ..feed
        };
        let mut stretches: BTreeMap<StreamId, (Timestamp, Timestamp)> = BTreeMap::new();
        for (sensor, key, Observation { time, .. }) in &readings.observations {
            let stretch = stretches.entry((sensor.clone(), Arc::clone(key))).or_insert((*time, *time));
            *stretch = (stretch.0.min(*time), stretch.1.max(*time));
        }
        let mut known = known;
        let store = self.store()?;
        for (stream, stretch) in stretches.into_iter().filter(|((id, _), _)| known.sensors.contains_key(id)) {
            let observations = store.observations_of(&stream.0, &stream.1, stretch);
            let observations = observations.map_err(|error| store_failed("error-read", &error))?;
            known.observations.insert(stream, observations.into_iter().map(|seen| (seen.time, seen)).collect());
        }
        let times = || readings.observations.iter().map(|(_, _, seen)| seen.time);
        let stretch = times().min().zip(times().max());
        let plan = plan::plan(&readings, feed, known);
        let survey = Survey::default();
        Ok(SensorsPreview { plan, left_out, rejected, rejected_count, notes, words, row_count, stretch, survey })
    }

    /// What is known of a list, its readings apart.
    fn known_list(&mut self, id: &FeedId) -> Result<Known, JobError> {
        let store = self.store()?;
        let failed = |error| store_failed("error-read", &error);
        let feed = store.feeds().map_err(failed)?.into_iter().find(|feed| feed.id == *id);
        let sensors: Vec<Sensor> = store.sensors_of(id).map_err(failed)?;
        let sensors = sensors.into_iter().map(|sensor| (sensor.id.clone(), sensor)).collect();
        Ok(Known { feed, sensors, observations: BTreeMap::new() })
    }

    /// The feed of a list: its file, and what is said of where it comes from.
    fn list_feed(&self, id: &FeedId, mapping: &SensorMapping, path: &Path) -> Result<Feed, JobError> {
        let said = said_source(&mapping.source, mapping.list.trim(), path);
        let today = zone().to_datetime(self.live.now()).date().to_string();
        let options = [
            (file_option::EDITION, said.date.map(|date| date.to_string()).unwrap_or_default()),
            (file_option::HASH, self.list_hash()?.to_owned()),
            (file_option::IMPORTED, today),
        ];
        let is_said = |(_, value): &(&str, String)| !value.is_empty();
        Ok(Feed {
            name: Localized::same(&said.title),
            licence: said.licence.to_string(),
            attribution: said.attribution.to_string(),
            options: options.into_iter().filter(is_said).map(|(key, value)| (key.to_owned(), value)).collect(),
            is_verified: true,
            is_enabled: true,
            ..Feed::new(id.clone(), Protocol::File, &said.origin)
        })
    }
}

fn of_sheet<'t>(tables: &'t [ListTable], wanted: Option<&str>, path: &Path) -> Result<&'t ListTable, JobError> {
    chosen(tables, wanted).map_err(|name| failed("error-list", &SensorListError::NoSheet(name), path))
}
