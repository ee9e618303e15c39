//! Marks of sensors: a letter by what is observed, paler the older the newest value is.

use jiff::Timestamp;

use super::mark_scene::{offset_of, screen_of};
use super::marks::plane_of;
use super::projection::{Viewport, world_of};
use crate::figure::scene::{Align, Label, Outline, Pattern, Primitive};
use crate::figure::style::Palette;
use crate::model::{ObservedProperty, Sensor, SensorId};
use crate::workspace::Sensors;

/// Radius of a sensor's mark in points.
pub const SENSOR_RADIUS: f32 = 7.5;

/// What a sensor observes, as one letter on the map and one line of the legend. The text of its letter is
/// `map-sensor-letter-<key>`, that of its name `map-sensor-family-<key>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Car parks.
    Parking,
    /// Bicycles.
    Bicycle,
    /// Air.
    Air,
    /// Sound.
    Noise,
    /// Traffic.
    Traffic,
    /// Waste.
    Waste,
    /// Weather.
    Weather,
    /// Anything else.
    Other,
}

impl Family {
    /// The family of a property.
    pub const fn of(property: ObservedProperty) -> Self {
        use ObservedProperty as P;
        match property {
            P::ParkingFree | P::ParkingOccupancy | P::ParkingOccupied => Self::Parking,
            P::BikesAvailable
            | P::BikesInUse
            | P::BikeParkingFree
            | P::BikeParkingOccupancy
            | P::DocksFree
            | P::BikesDisabled
            | P::VehiclesAvailable
            | P::BicycleIntensity => Self::Bicycle,
            P::Pm10 | P::Pm25 | P::Pm1 | P::No2 | P::No | P::Nox | P::O3 | P::So2 | P::Co | P::BlackCarbon => Self::Air,
            P::NoiseLaeq | P::NoiseLamax => Self::Noise,
            P::TrafficIntensity
            | P::CarIntensity
            | P::HeavyIntensity
            | P::PedestrianIntensity
            | P::TrafficSpeed
            | P::SpeedV85
            | P::RoadOccupancy
            | P::Headway
            | P::PeopleCount => Self::Traffic,
            P::WasteFilling => Self::Waste,
            P::Temperature | P::Humidity | P::Pressure | P::WindSpeed | P::WindDirection | P::Precipitation => {
                Self::Weather
            }
            P::Other => Self::Other,
        }
    }

    /// Its word in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Parking => "parking",
            Self::Bicycle => "bicycle",
            Self::Air => "air",
            Self::Noise => "noise",
            Self::Traffic => "traffic",
            Self::Waste => "waste",
            Self::Weather => "weather",
            Self::Other => "other",
        }
    }
}

/// A sensor on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct SensorMark {
    /// Which.
    pub id: SensorId,
    /// What it observes first.
    pub family: Family,
    /// Where, in the plane of the zoom.
    pub centre: [f64; 2],
    /// 1 = its newest value is of this hour, falling to 0.35 after a day.
    pub freshness: f32,
    /// Whether it is simulated.
    pub is_simulated: bool,
}

/// Marks of all sensors with a place, in the order of their identifiers.
pub fn layout(sensors: &Sensors, zoom: f64, now: Timestamp) -> Vec<SensorMark> {
    let mark = |sensor: &Sensor| {
        let family = sensor.datastreams.first().map_or(Family::Other, |stream| Family::of(stream.property));
        Some(SensorMark {
            id: sensor.id.clone(),
            family,
            centre: plane_of(world_of(sensor.location?), zoom),
            freshness: freshness(sensor, now),
            is_simulated: sensor.is_simulated,
        })
    };
    sensors.sensors().values().filter_map(mark).collect()
}

fn freshness(sensor: &Sensor, now: Timestamp) -> f32 {
    let newest = sensor.datastreams.iter().filter_map(|stream| stream.latest).map(|latest| latest.time).max();
    let Some(newest) = newest else { return 0.35 };
    let hours = (now.as_second() - newest.as_second()) as f32 / 3_600.0;
    (1.0 - 0.65 * (hours - 1.0) / 23.0).clamp(0.35, 1.0)
}

/// The marks that are seen; `letter` gives the letter of a family.
pub fn scene(
    marks: &[SensorMark],
    viewport: &Viewport,
    palette: &Palette,
    letter: &dyn Fn(Family) -> String,
) -> Vec<Primitive> {
    let offset = offset_of(viewport);
    let mut scene = Vec::new();
    for mark in marks {
        let centre = screen_of(offset, mark.centre);
        let margin = SENSOR_RADIUS;
        let is_seen = (-margin..=viewport.size[0] + margin).contains(&centre[0])
            && (-margin..=viewport.size[1] + margin).contains(&centre[1]);
        if is_seen {
            draw(&mut scene, mark, centre, palette, letter(mark.family));
        }
    }
    scene
}

fn draw(scene: &mut Vec<Primitive>, mark: &SensorMark, centre: [f32; 2], palette: &Palette, text: String) {
    let radius = SENSOR_RADIUS;
    let [x, y] = centre;
    let bounds = [x - radius, y - radius, x + radius, y + radius];
    let grown = [bounds[0] - 1.4, bounds[1] - 1.4, bounds[2] + 1.4, bounds[3] + 1.4];
    scene.push(Primitive::Card { bounds: grown, radius: 4.5, fill: palette.panel, line: None });
    let fill = palette.text.with_opacity(mark.freshness);
    if mark.is_simulated {
        let outline = Outline { width: 1.4, colour: fill, pattern: Pattern::Dashed };
        scene.push(Primitive::Circle { centre, radius: radius - 0.8, outline });
    } else {
        scene.push(Primitive::Card { bounds, radius: 3.5, fill, line: None });
    }
    let colour = if mark.is_simulated { palette.text } else { palette.panel };
    let at = centre;
    scene.push(Primitive::Text(Label { at, align: Align::Centre, text, size: 9.5, is_bold: true, colour, halo: None }));
}
