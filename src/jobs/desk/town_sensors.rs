//! The sensors of each municipality taken together, from the hourly means in the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::super::worker::{JobContext, JobError};
use super::super::{Event, Outcome};
use super::{Desk, store_failed};
use crate::insight::town_sensors::{self, Stream, TownSensors};
use crate::model::{Datastream, LonLat, Nis, ObservedProperty, Sensor};
use crate::query::sensor_hours::HourlyMean;
use crate::query::sensor_words::zone;
use crate::store::{Bucket, Store};
use crate::workspace::whereabouts::municipality_at;

/// The datastreams of one property in one municipality.
type Group<'a> = Vec<(&'a Sensor, bool, &'a Datastream)>;

impl Desk {
    /// Reads them for the screen.
    pub(super) fn town_sensors(
        &mut self,
        stretch: (Timestamp, Timestamp),
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let towns = self.read_towns(stretch, context)?;
        context.send(Event::TownSensors(Arc::new(towns)));
        Ok(Outcome::Nothing)
    }

    /// Reads municipality after municipality, so that no more than one's readings are in memory.
    pub(super) fn read_towns(
        &mut self,
        stretch: (Timestamp, Timestamp),
        context: &JobContext,
    ) -> Result<TownSensors, JobError> {
        let sensors = self.store()?.sensors().map_err(|error| store_failed("error-read", &error))?;
        let groups = self.groups(&sensors);
        let mut towns = BTreeMap::new();
        let total = groups.len().max(1) as f32;
        for (index, ((nis, property), group)) in groups.into_iter().enumerate() {
            context.check_cancelled()?;
            context.progress(index as f32 / total);
            let streams = streams(self.store()?, &group, stretch)?;
            if let Some(town) = town_sensors::run(property, &streams, stretch, zone()) {
                towns.insert((nis, property), town);
            }
        }
        let (from, until) = stretch;
        Ok(TownSensors { from, until, towns })
    }

    fn groups<'a>(&self, sensors: &'a [Sensor]) -> BTreeMap<(Nis, ObservedProperty), Group<'a>> {
        let mut groups: BTreeMap<(Nis, ObservedProperty), Group<'a>> = BTreeMap::new();
        for sensor in sensors {
            let Some((nis, is_approximate)) = self.town_of(sensor) else { continue };
            for stream in &sensor.datastreams {
                groups.entry((nis, stream.property)).or_default().push((sensor, is_approximate, stream));
            }
        }
        groups
    }

    /// As the workspace has it: what the sensor says, else where it stands.
    fn town_of(&self, sensor: &Sensor) -> Option<(Nis, bool)> {
        let at = |place: LonLat| municipality_at(&self.places, place);
        match sensor.nis {
            Some(nis) => Some((self.places.timeline().today(nis), sensor.is_nis_approximate)),
            None => sensor
                .location
                .and_then(at)
                .map(|(nis, accuracy)| (nis, accuracy == crate::model::BoundaryAccuracy::Approximate)),
        }
    }
}

fn streams(store: &Store, group: &Group<'_>, (from, until): (Timestamp, Timestamp)) -> Result<Vec<Stream>, JobError> {
    let read = |(sensor, is_nis_approximate, stream): &(&Sensor, bool, &Datastream)| {
        let means = store.read_means(&sensor.id, &stream.key, from, until, Bucket::Hour);
        let means = means.map_err(|error| store_failed("error-read", &error))?;
        let hour = |mean: crate::store::Mean| HourlyMean {
            start: mean.start,
            mean: mean.mean,
            count: u32::try_from(mean.count).unwrap_or(u32::MAX),
        };
        Ok(Stream {
            sensor: sensor.id.clone(),
            unit: stream.unit,
            is_simulated: sensor.is_simulated,
            is_nis_approximate: *is_nis_approximate,
            hours: means.into_iter().map(hour).collect(),
        })
    };
    group.iter().map(read).collect()
}
