//! Sensors: a row for each datastream, with its newest observation.

use super::ExportError;
use super::rows::{Sheet, Tracked, column};
use super::stamp::Facts;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Kind, Value};
use crate::model::{Datastream, LonLat, Quality, Sensor};
use crate::query::sensors;
use crate::text::Text;
use crate::workspace::{View, Workspace};

/// Columns that sensors and observations share: what is observed, and where.
pub(super) const SENSOR_COLUMNS: &[(&str, Kind)] = &[
    ("sensor", Kind::Text),
    ("name", Kind::Text),
    ("feed", Kind::Text),
    ("nis", Kind::Text),
    ("municipality", Kind::Text),
    ("nis_approximate", Kind::Boolean),
    ("lon", Kind::Real),
    ("lat", Kind::Real),
    ("datastream", Kind::Text),
    ("property", Kind::Text),
    ("original_property", Kind::Text),
    ("unit", Kind::Text),
    ("original_unit", Kind::Text),
    ("capacity", Kind::Real),
    ("time", Kind::Moment),
    ("value", Kind::Real),
    ("quality", Kind::Text),
    ("simulated", Kind::Boolean),
    ("licence", Kind::Text),
    ("attribution", Kind::Text),
];

/// The columns.
pub(super) fn sheet(text: &Text, row_count: u64) -> Sheet {
    let columns = SENSOR_COLUMNS.iter().map(|(key, kind)| column(text, key, *kind)).collect();
    Sheet { columns, geometry: LayerGeometry::Point, row_count }
}

/// The sensors of the view.
pub(super) fn wanted<'a>(workspace: &'a Workspace, view: &View) -> Vec<&'a Sensor> {
    sensors::wanted(&workspace.sensors, &workspace.municipalities, &view.filter, &view.sensors)
}

/// Writes the rows.
pub(super) fn write(
    workspace: &Workspace,
    view: &View,
    sensors: &[&Sensor],
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let mut facts = Facts::default();
    for sensor in sensors {
        *out.by_kind.entry("sensors").or_default() += 1;
        for datastream in &sensor.datastreams {
            if view.sensors.property.is_none_or(|property| property == datastream.property) {
                write_row(workspace, sensor, datastream, out, &mut facts)?;
            }
        }
    }
    Ok(facts)
}

/// Writes a datastream with its newest observation.
pub(super) fn write_row(
    workspace: &Workspace,
    sensor: &Sensor,
    datastream: &Datastream,
    out: &mut Tracked<'_>,
    facts: &mut Facts,
) -> Result<(), ExportError> {
    let feed = workspace.sensors.feeds().get(&sensor.feed);
    let name = sensor.nis.and_then(|nis| workspace.municipalities.get(nis)).map_or("", |row| &*row.name);
    let latest = datastream.latest;
    let values = [
        Value::text(sensor.id.as_str()),
        Value::text(&*sensor.name),
        Value::text(sensor.feed.as_str()),
        sensor.nis.map_or(Value::Missing, |nis| Value::text(nis.to_string())),
        Value::text(name),
        if sensor.nis.is_some() { Value::Boolean(sensor.is_nis_approximate) } else { Value::Missing },
        Value::real(sensor.location.map(LonLat::lon)),
        Value::real(sensor.location.map(LonLat::lat)),
        Value::text(&*datastream.key),
        Value::text(datastream.property.key()),
        Value::text(&*datastream.original_property),
        Value::text(datastream.unit.key()),
        Value::text(&*datastream.original_unit),
        Value::real(datastream.capacity),
        Value::moment(latest.map(|latest| latest.time)),
        Value::real(latest.map(|latest| latest.value)),
        Value::text(latest.map_or("", |latest| latest.quality.key())),
        Value::Boolean(sensor.is_simulated),
        Value::text(feed.map_or("", |feed| feed.licence.as_str())),
        Value::text(feed.map_or("", |feed| feed.attribution.as_str())),
    ];
    let point = sensor.location.map(|place| geo::Geometry::Point(place.into()));
    out.row(&values, point.as_ref())?;
    facts.feeds.insert(sensor.feed.clone());
    facts.note_if("export-note-simulated", sensor.is_simulated);
    facts.note_if("export-note-approximate", sensor.is_nis_approximate);
    facts.note_if("export-note-quality", latest.is_some_and(|latest| latest.quality != Quality::Good));
    Ok(())
}
