//! Observations of sensors, as the store hands them in: all of them, in its order.

use std::collections::HashMap;
use std::sync::Arc;

use super::rows::Tracked;
use super::sensors;
use super::stamp::Facts;
use super::{ExportError, ObservationRow};
use crate::model::{Sensor, SensorId};
use crate::workspace::{View, Workspace};

/// Writes the observations of the sensors that the view wants; the iterator may hold others.
pub(super) fn write(
    workspace: &Workspace,
    view: &View,
    observations: &mut dyn Iterator<Item = Result<ObservationRow, String>>,
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let wanted: HashMap<SensorId, &Sensor> =
        sensors::wanted(workspace, view).into_iter().map(|sensor| (sensor.id.clone(), sensor)).collect();
    let mut facts = Facts::default();
    let mut found: HashMap<(SensorId, Arc<str>), Option<crate::model::Datastream>> = HashMap::new();
    for row in observations {
        let row = row.map_err(ExportError::Store)?;
        let Some(sensor) = wanted.get(&row.sensor) else { continue };
        let key = (row.sensor.clone(), row.datastream.clone());
        let datastream = found.entry(key).or_insert_with(|| {
            let datastreams = sensor.datastreams.iter();
            let is_wanted = |property| view.sensors.property.is_none_or(|wanted| wanted == property);
            datastreams.into_iter().find(|one| one.key == row.datastream && is_wanted(one.property)).cloned()
        });
        if let Some(datastream) = datastream {
            datastream.latest = Some(row.observation);
            sensors::write_row(workspace, sensor, datastream, out, &mut facts)?;
            *out.by_kind.entry(datastream.property.key()).or_default() += 1;
        }
    }
    Ok(facts)
}
