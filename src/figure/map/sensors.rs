//! Sensors on the map: which of their values is shown, how it looks, and where marks that would cover each other
//! become one.
//!
//! Contract: pure; the time of now is passed in. [`symbols`] rests on the data alone and is made again when they
//! change; [`layout`] on symbols and zoom; `sensor_scene` draws a layout for a viewport.

use std::collections::HashMap;

use jiff::Timestamp;

use super::marks::plane_of;
use super::projection::world_of;
use super::sensor_glyph::Family;
use crate::model::{ObservedProperty, Quality, Sensor, SensorId};
use crate::query::sensor_classes::{Ramp, Scales};
use crate::query::sensors::shown;

/// Half the width of a sensor's mark in points.
pub const SENSOR_RADIUS: f32 = 7.5;

/// Marks whose middles lie closer than this, across and down in points, become one: half a mark and half of one that
/// stands for several.
const REACH: [f64; 2] = [21.0, 16.5];

/// Opacity of a value that is a day old or older.
pub const OLDEST_OPACITY: f32 = 0.35;

/// What the latest value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// There is none.
    None,
    /// There is one that can't be trusted: impossible, or its clock is wrong.
    Flagged,
    /// There is one.
    Good,
}

/// The class of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassMark {
    /// Colours.
    pub ramp: Ramp,
    /// Which, 0 first.
    pub class: u8,
    /// Of how many.
    pub count: u8,
}

/// How a sensor looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// What it observes.
    pub family: Family,
    /// Class of its value, where it has one.
    pub class: Option<ClassMark>,
    /// Its latest value.
    pub reading: Reading,
    /// 1 = the value is of this hour, falling to [`OLDEST_OPACITY`] after a day.
    pub freshness: f32,
    /// Whether it is simulated.
    pub is_simulated: bool,
}

/// A sensor with a place.
#[derive(Clone, Debug, PartialEq)]
pub struct SensorSymbol {
    /// Which.
    pub id: SensorId,
    /// What is shown of it.
    pub property: ObservedProperty,
    /// Where, in world coordinates.
    pub world: [f64; 2],
    /// How it looks.
    pub look: Look,
}

/// One mark: a sensor, or several of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct SensorMark {
    /// Where, in the plane of the zoom.
    pub centre: [f64; 2],
    /// Positions of its sensors in the symbols, ascending; never empty.
    pub members: Vec<u32>,
}

impl SensorMark {
    /// The symbol of a mark that stands for one sensor.
    pub fn single<'a>(&self, symbols: &'a [SensorSymbol]) -> Option<&'a SensorSymbol> {
        match self.members.as_slice() {
            [only] => symbols.get(*only as usize),
            _ => None,
        }
    }

    /// The symbols of its sensors.
    pub fn symbols<'a>(&self, symbols: &'a [SensorSymbol]) -> impl Iterator<Item = &'a SensorSymbol> {
        self.members.iter().filter_map(|index| symbols.get(*index as usize))
    }
}

/// Symbols of the sensors that have a place, in their order: of the property asked for, or of the first of each.
pub fn symbols<'a>(
    sensors: impl IntoIterator<Item = &'a Sensor>,
    asked: Option<ObservedProperty>,
    scales: &Scales,
    now: Timestamp,
) -> Vec<SensorSymbol> {
    let symbol = |sensor: &Sensor| {
        let place = sensor.location?;
        let stream = shown(sensor, asked);
        if stream.is_none() && asked.is_some() {
            return None;
        }
        let property = stream.map_or(ObservedProperty::Other, |stream| stream.property);
        let latest = stream.and_then(|stream| stream.latest);
        let reading = match latest.map(|latest| latest.quality) {
            None | Some(Quality::Missing) => Reading::None,
            Some(quality) if quality.counts() => Reading::Good,
            Some(_) => Reading::Flagged,
        };
        let class = stream.and_then(|stream| scales.class(stream)).map(|(scale, class)| ClassMark {
            ramp: scale.ramp,
            class,
            count: u8::try_from(scale.class_count()).unwrap_or(u8::MAX),
        });
        let freshness = latest.map_or(OLDEST_OPACITY, |latest| freshness(latest.time, now));
        let look = Look { family: Family::of(property), class, reading, freshness, is_simulated: sensor.is_simulated };
        Some(SensorSymbol { id: sensor.id.clone(), property, world: world_of(place), look })
    };
    sensors.into_iter().filter_map(symbol).collect()
}

/// Opacity by age: full for an hour, then evenly down to [`OLDEST_OPACITY`] at a day.
pub fn freshness(time: Timestamp, now: Timestamp) -> f32 {
    let hours = now.as_second().saturating_sub(time.as_second()) as f32 / 3_600.0;
    (1.0 - (1.0 - OLDEST_OPACITY) * (hours - 1.0) / 23.0).clamp(OLDEST_OPACITY, 1.0)
}

/// Marks for a zoom: a sensor joins the first mark before it that it would cover, and each mark stands where its
/// first sensor does. So the same symbols give the same marks wherever the map looks.
pub fn layout(symbols: &[SensorSymbol], zoom: f64) -> Vec<SensorMark> {
    let mut marks: Vec<SensorMark> = Vec::new();
    let mut cells: HashMap<(i64, i64), Vec<u32>> = HashMap::new();
    for (index, symbol) in symbols.iter().enumerate() {
        let centre = plane_of(symbol.world, zoom);
        let cell = [0, 1].map(|axis| (centre[axis] / REACH[axis]).floor() as i64);
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if let Some(mark) = nearest(&cells, &marks, cell, centre).and_then(|near| marks.get_mut(near)) {
            mark.members.push(index);
        } else {
            let number = u32::try_from(marks.len()).unwrap_or(u32::MAX);
            cells.entry((cell[0], cell[1])).or_default().push(number);
            marks.push(SensorMark { centre, members: vec![index] });
        }
    }
    marks
}

/// The nearest mark that a sensor here would cover; of two as near the one made first.
fn nearest(
    cells: &HashMap<(i64, i64), Vec<u32>>,
    marks: &[SensorMark],
    [column, row]: [i64; 2],
    centre: [f64; 2],
) -> Option<usize> {
    let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column.saturating_add(x), row.saturating_add(y))));
    let near = around.filter_map(|cell| cells.get(&cell)).flatten().filter_map(|number| {
        let mark = marks.get(*number as usize)?;
        let [across, down] = [0, 1].map(|axis| (mark.centre[axis] - centre[axis]).abs());
        (across < REACH[0] && down < REACH[1]).then_some((across.hypot(down), *number))
    });
    near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, number)| number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Datastream, FeedId, LonLat, Observation, Unit};

    fn sensor(id: &str, lon: f64, latest: Option<(f64, Quality)>) -> Sensor {
        let stream = |property: ObservedProperty| Datastream {
            key: property.key().into(),
            property,
            original_property: "".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "".into(),
            capacity: None,
            latest: latest.map(|(value, quality)| Observation { time: Timestamp::UNIX_EPOCH, value, quality }),
        };
        Sensor {
            id: SensorId::new(id),
            feed: FeedId::new("f"),
            name: id.into(),
            location: LonLat::new(lon, 51.0).ok(),
            nis: None,
            is_nis_approximate: false,
            is_simulated: false,
            datastreams: vec![stream(ObservedProperty::Pm10), stream(ObservedProperty::No2)],
        }
    }

    fn looks(sensors: &[Sensor], asked: Option<ObservedProperty>) -> Vec<Look> {
        let scales = Scales::of(sensors, asked);
        symbols(sensors, asked, &scales, Timestamp::UNIX_EPOCH).into_iter().map(|symbol| symbol.look).collect()
    }

    #[test]
    fn a_look_tells_class_and_trust() {
        let sensors = [
            sensor("f/a", 4.0, Some((20.0, Quality::Good))),
            sensor("f/b", 4.1, Some((900.0, Quality::Implausible))),
            sensor("f/c", 4.2, Some((-999.0, Quality::Missing))),
            sensor("f/d", 4.3, None),
        ];
        let all = looks(&sensors, None);
        assert_eq!(all[0].class, Some(ClassMark { ramp: Ramp::Air, class: 1, count: 6 }));
        let readings: Vec<Reading> = all.iter().map(|look| look.reading).collect();
        assert_eq!(readings, [Reading::Good, Reading::Flagged, Reading::None, Reading::None]);
        assert_eq!(all[2].class, None);
        let no2 = looks(&sensors, Some(ObservedProperty::No2));
        assert_eq!(no2[0].class.map(|mark| mark.class), Some(1), "20 is above 10 µg/m³ of NO2");
        assert!(looks(&sensors, Some(ObservedProperty::O3)).is_empty());
    }

    #[test]
    fn opacity_falls_between_an_hour_and_a_day() {
        let at = |hours: i64| freshness(Timestamp::UNIX_EPOCH, Timestamp::from_second(hours * 3_600).unwrap());
        assert_eq!([at(-5), at(0), at(1), at(900)], [1.0, 1.0, 1.0, OLDEST_OPACITY]);
        assert!((at(24) - OLDEST_OPACITY).abs() < 1e-6, "{}", at(24));
        assert!((at(12) - 0.689).abs() < 0.01, "{}", at(12));
    }

    #[test]
    fn sensors_that_would_cover_each_other_share_a_mark_and_part_when_nearer() {
        let sensors =
            [4.0, 4.000_01, 4.02, 4.0].map(|lon| sensor(&format!("f/{lon}"), lon, Some((1.0, Quality::Good))));
        let symbols = symbols(&sensors, None, &Scales::of(&sensors, None), Timestamp::UNIX_EPOCH);
        let members = |zoom: f64| layout(&symbols, zoom).into_iter().map(|mark| mark.members).collect::<Vec<_>>();
        assert_eq!(members(8.0), [vec![0, 1, 2, 3]]);
        assert_eq!(members(12.0), [vec![0, 1, 3], vec![2]]);
        assert_eq!(members(22.0), [vec![0, 3], vec![1], vec![2]], "one place stays one mark");
        let marks = layout(&symbols, 12.0);
        assert_eq!(marks[0].single(&symbols), None);
        assert_eq!(marks[1].single(&symbols).map(|symbol| symbol.id.as_str()), Some("f/4.02"));
    }

    #[test]
    fn no_sensor_is_lost() {
        let sensors: Vec<Sensor> =
            (0..400).map(|n| sensor(&format!("f/{n}"), 3.0 + f64::from(n) * 0.003, None)).collect();
        let symbols = symbols(&sensors, None, &Scales::default(), Timestamp::UNIX_EPOCH);
        for zoom in [6.0, 9.5, 13.0] {
            let mut all: Vec<u32> = layout(&symbols, zoom).into_iter().flat_map(|mark| mark.members).collect();
            all.sort_unstable();
            assert_eq!(all, (0..400).collect::<Vec<u32>>());
        }
    }
}
