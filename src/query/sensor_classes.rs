//! Classes that the value of a sensor falls in: published ones where there are, else by capacity, fixed steps, or the
//! quantiles of the values shown.
//!
//! Sources. Air: the bands of the European Air Quality Index as revised in 2024 (EEA; ETC HE report 2024/17), made
//! for hourly means. Noise: the 5 dB bands of Directive 2002/49/EC, Annex VI, made for Lden over a year. Both are held
//! here against the latest value, which the legend says. Room, filling and temperature: rules of this project.
//! Contract: pure. May use: `workspace`, `model`.

use std::collections::BTreeMap;

use super::classes;
use super::sensors;
use crate::model::{Datastream, Observation, ObservedProperty, Sensor, Unit};
use crate::workspace::ClassMethod;

/// Which colours a scale has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ramp {
    /// Six bands of air quality, best first.
    Air,
    /// Six bands of sound, quietest first.
    Noise,
    /// Four degrees of room: none, nearly none, little, plenty.
    Room,
    /// Five degrees of filling, emptiest first.
    Filling,
    /// Nine steps of five degrees, coldest first.
    Temperature,
    /// Up to five quantiles, least first.
    Amount,
}

impl Ramp {
    /// Its word in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Air => "air",
            Self::Noise => "noise",
            Self::Room => "room",
            Self::Filling => "filling",
            Self::Temperature => "temperature",
            Self::Amount => "amount",
        }
    }
}

/// What is held against the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The value itself.
    Value,
    /// The value as a share of the capacity, %: what is free.
    FreeShare,
    /// What the value leaves free of the capacity, %.
    LeftShare,
    /// What the value, a percentage taken, leaves free, %.
    LeftPercent,
}

/// Where a value on a limit belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// To the class above: "55 to 59".
    Above,
    /// To the class below: "up to 15".
    Below,
}

/// Classes of a property.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// What it is for.
    pub property: ObservedProperty,
    /// Unit that its limits are in.
    pub unit: Unit,
    /// Its colours.
    pub ramp: Ramp,
    /// What is held against the limits.
    pub basis: Basis,
    /// Limits between classes, ascending: one fewer than there are classes.
    pub limits: Vec<f64>,
    edge: Edge,
}

impl Scale {
    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.limits.len() + 1
    }

    /// The class of a value, 0 for the first; `None` where it needs a capacity that is not known, or is no number.
    pub fn class_of(&self, value: f64, capacity: Option<f64>) -> Option<u8> {
        let whole = capacity.filter(|capacity| *capacity > 0.0);
        let held = match self.basis {
            Basis::Value => value,
            Basis::LeftPercent => 100.0 - value,
            // Nothing free is nothing, whatever the capacity.
            Basis::FreeShare if value <= 0.0 => 0.0,
            Basis::FreeShare => 100.0 * value / whole?,
            Basis::LeftShare => 100.0 - 100.0 * value / whole?,
        };
        if !held.is_finite() {
            return None;
        }
        let is_over = |limit: &&f64| match self.edge {
            Edge::Above => held >= **limit,
            Edge::Below => held > **limit,
        };
        u8::try_from(self.limits.iter().filter(is_over).count()).ok()
    }

    /// Whether a value on a limit belongs to the class below it.
    pub const fn holds_upper_limit(&self) -> bool {
        matches!(self.edge, Edge::Below)
    }

    fn fixed(property: ObservedProperty, unit: Unit, ramp: Ramp, edge: Edge, limits: &[f64]) -> Self {
        Self { property, unit, ramp, basis: Basis::Value, limits: limits.to_vec(), edge }
    }
}

/// Upper limits of the bands of the European Air Quality Index of 2024, µg/m³; the last band is open.
const fn air_bands(property: ObservedProperty) -> Option<[f64; 5]> {
    use ObservedProperty as P;
    match property {
        P::Pm25 => Some([5.0, 15.0, 50.0, 90.0, 140.0]),
        P::Pm10 => Some([15.0, 45.0, 120.0, 195.0, 270.0]),
        P::No2 => Some([10.0, 25.0, 60.0, 100.0, 150.0]),
        P::O3 => Some([60.0, 100.0, 120.0, 160.0, 180.0]),
        P::So2 => Some([20.0, 40.0, 125.0, 190.0, 275.0]),
        _ => None,
    }
}

/// Lower limits of the bands of the noise directive, dB.
const NOISE_BANDS: [f64; 5] = [55.0, 60.0, 65.0, 70.0, 75.0];
/// Free share, %: none at all; up to a tenth is nearly none; up to three tenths is little.
const ROOM: [f64; 3] = [0.0, 10.0, 30.0];
/// Filling, %: at nine tenths a container overflows before its next round.
const FILLING: [f64; 4] = [25.0, 50.0, 75.0, 90.0];
/// Steps of five degrees, °C.
const TEMPERATURE: [f64; 8] = [-5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0];
/// Quantiles.
const AMOUNT_CLASSES: usize = 5;

/// The classes that hold for a property whatever is shown; `None` where they must be made from the values, or where
/// there is no order to make classes of.
pub fn scale_of(property: ObservedProperty) -> Option<Scale> {
    use ObservedProperty as P;
    if let Some(limits) = air_bands(property) {
        return Some(Scale::fixed(property, Unit::MicrogramPerCubicMetre, Ramp::Air, Edge::Below, &limits));
    }
    let room = |unit, basis| Some(Scale { basis, ..Scale::fixed(property, unit, Ramp::Room, Edge::Below, &ROOM) });
    match property {
        P::NoiseLaeq | P::NoiseLamax => {
            Some(Scale::fixed(property, Unit::DecibelA, Ramp::Noise, Edge::Above, &NOISE_BANDS))
        }
        P::ParkingFree | P::BikeParkingFree | P::BikesAvailable | P::DocksFree | P::VehiclesAvailable => {
            room(Unit::Spaces, Basis::FreeShare)
        }
        P::ParkingOccupied => room(Unit::Spaces, Basis::LeftShare),
        P::ParkingOccupancy | P::BikeParkingOccupancy => room(Unit::Percent, Basis::LeftPercent),
        P::WasteFilling => Some(Scale::fixed(property, Unit::Percent, Ramp::Filling, Edge::Above, &FILLING)),
        P::Temperature => Some(Scale::fixed(property, Unit::Celsius, Ramp::Temperature, Edge::Above, &TEMPERATURE)),
        _ => None,
    }
}

/// Whether classes can be made from values of the property: a direction turns round and round, and what no word
/// fits may be anything.
const fn has_quantiles(property: ObservedProperty) -> bool {
    !matches!(property, ObservedProperty::WindDirection | ObservedProperty::Other)
}

/// Classes of as many values each, at most five, fewer where values tie; `None` of fewer than two different values.
pub fn quantile_scale(property: ObservedProperty, unit: Unit, values: &[f64]) -> Option<Scale> {
    if !has_quantiles(property) || unit == Unit::Original {
        return None;
    }
    let lowest = classes::bounds(values, AMOUNT_CLASSES, ClassMethod::Quantile);
    let limits = lowest.get(1..).filter(|limits| !limits.is_empty())?;
    Some(Scale::fixed(property, unit, Ramp::Amount, Edge::Above, limits))
}

/// Classes of everything that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scales {
    scales: BTreeMap<ObservedProperty, Scale>,
}

impl Scales {
    /// The classes of what these sensors show ([`sensors::shown`]). Values that can't be trusted make no quantiles.
    pub fn of<'a>(sensors: impl IntoIterator<Item = &'a Sensor>, asked: Option<ObservedProperty>) -> Self {
        let mut values: BTreeMap<(ObservedProperty, Unit), Vec<f64>> = BTreeMap::new();
        for stream in sensors.into_iter().filter_map(|sensor| sensors::shown(sensor, asked)) {
            let of_stream = values.entry((stream.property, stream.unit)).or_default();
            of_stream.extend(stream.latest.filter(counts).map(|latest| latest.value));
        }
        let mut scales = BTreeMap::new();
        for ((property, unit), values) in values {
            let scale = match scale_of(property) {
                Some(scale) => (scale.unit == unit).then_some(scale),
                None => quantile_scale(property, unit, &values),
            };
            scales.extend(scale.map(|scale| (property, scale)));
        }
        Self { scales }
    }

    /// The classes of a datastream; `None` where there are none for its property in its unit.
    pub fn get(&self, stream: &Datastream) -> Option<&Scale> {
        self.scales.get(&stream.property).filter(|scale| scale.unit == stream.unit)
    }

    /// The class of the latest value of a datastream.
    pub fn class(&self, stream: &Datastream) -> Option<(&Scale, u8)> {
        let scale = self.get(stream)?;
        let latest = stream.latest.filter(|latest| latest.quality.is_value())?;
        Some((scale, scale.class_of(latest.value, stream.capacity)?))
    }

    /// All of them, in the order of the properties.
    pub fn iter(&self) -> impl Iterator<Item = &Scale> {
        self.scales.values()
    }
}

fn counts(observation: &Observation) -> bool {
    observation.quality.counts()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, Quality, SensorId};

    fn class(property: ObservedProperty, value: f64, capacity: Option<f64>) -> Option<u8> {
        scale_of(property).unwrap().class_of(value, capacity)
    }

    #[test]
    fn air_follows_the_bands_of_the_index() {
        let pm10 = [0.0, 15.0, 15.1, 45.0, 120.0, 195.0, 270.0, 271.0];
        let classes = pm10.map(|value| class(ObservedProperty::Pm10, value, None).unwrap());
        assert_eq!(classes, [0, 0, 1, 1, 2, 3, 4, 5]);
        assert_eq!(class(ObservedProperty::O3, 120.1, None), Some(3));
        assert_eq!(class(ObservedProperty::No2, f64::NAN, None), None);
        let count = |property| scale_of(property).map(|scale| scale.class_count());
        assert_eq!([ObservedProperty::Pm25, ObservedProperty::So2].map(count), [Some(6), Some(6)]);
        assert_eq!(count(ObservedProperty::Co), None);
    }

    #[test]
    fn a_limit_of_noise_belongs_to_the_band_that_starts_there() {
        let classes = [54.9, 55.0, 59.9, 60.0, 75.0, 90.0].map(|value| class(ObservedProperty::NoiseLaeq, value, None));
        assert_eq!(classes, [0, 1, 1, 2, 5, 5].map(Some));
    }

    #[test]
    fn room_is_a_share_of_the_capacity_however_it_is_told() {
        let free = |value| class(ObservedProperty::ParkingFree, value, Some(200.0));
        assert_eq!([0.0, 1.0, 20.0, 21.0, 60.0, 61.0, 230.0].map(free), [0, 1, 1, 2, 2, 3, 3].map(Some));
        let taken = |value| class(ObservedProperty::ParkingOccupied, value, Some(200.0));
        assert_eq!([200.0, 199.0, 179.0, 100.0, 210.0].map(taken), [0, 1, 2, 3, 0].map(Some));
        let percent = |value| class(ObservedProperty::ParkingOccupancy, value, None);
        assert_eq!([100.0, 99.0, 89.0, 50.0].map(percent), [0, 1, 2, 3].map(Some));
        assert_eq!(class(ObservedProperty::ParkingFree, 12.0, None), None);
        assert_eq!(class(ObservedProperty::ParkingFree, 12.0, Some(0.0)), None);
        assert_eq!(class(ObservedProperty::BikesAvailable, 0.0, None), Some(0));
    }

    fn sensor(id: &str, property: ObservedProperty, unit: Unit, value: f64, quality: Quality) -> Sensor {
        let stream = Datastream {
            key: "one".into(),
            property,
            original_property: "".into(),
            unit,
            original_unit: "".into(),
            capacity: None,
            latest: Some(Observation { time: jiff::Timestamp::UNIX_EPOCH, value, quality }),
        };
        Sensor {
            id: SensorId::new(id),
            feed: FeedId::new("f"),
            name: id.into(),
            location: None,
            nis: None,
            is_nis_approximate: false,
            is_simulated: false,
            datastreams: vec![stream],
        }
    }

    #[test]
    fn other_properties_are_split_by_the_values_that_count() {
        let count = ObservedProperty::TrafficIntensity;
        let mut sensors: Vec<Sensor> = (0..10_u8)
            .map(|n| sensor(&format!("f/{n}"), count, Unit::VehiclesPerHour, f64::from(n) * 100.0, Quality::Good))
            .collect();
        let wild = ["a", "b", "c", "d"]
            .map(|name| sensor(&format!("f/wild-{name}"), count, Unit::VehiclesPerHour, 9e9, Quality::Implausible));
        sensors.extend(wild);
        sensors.push(sensor("f/raw", count, Unit::Original, 7.0, Quality::Good));
        let scales = Scales::of(&sensors, None);
        let scale = scales.get(&sensors[0].datastreams[0]).unwrap();
        assert_eq!(scale.limits, [200.0, 400.0, 600.0, 800.0]);
        assert_eq!(scales.class(&sensors[3].datastreams[0]).map(|(_, class)| class), Some(1));
        assert_eq!(scales.class(&sensors[10].datastreams[0]).map(|(_, class)| class), Some(4));
        assert_eq!(scales.get(&sensors[14].datastreams[0]), None, "another unit has no classes");
        let missing = sensor("f/none", count, Unit::VehiclesPerHour, -999.0, Quality::Missing);
        assert_eq!(scales.class(&missing.datastreams[0]), None);
        assert_eq!(quantile_scale(count, Unit::VehiclesPerHour, &[3.0, 3.0]), None);
        assert_eq!(quantile_scale(ObservedProperty::WindDirection, Unit::Degrees, &[1.0, 2.0]), None);
    }

    #[test]
    fn every_scale_ascends() {
        for scale in ObservedProperty::ALL.iter().filter_map(|property| scale_of(*property)) {
            assert!(scale.limits.is_sorted_by(|a, b| a < b), "{:?}", scale.property);
        }
    }
}
