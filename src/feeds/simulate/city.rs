//! Simulated sensors and their values: a daily pattern with noise, from the seed and the time alone.
//!
//! Contract: pure; the same seed, sensor and time give the same value, in whatever order they are asked for.
//! May use: `model`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{LonLat, Nis};

/// How far back observations reach, seconds: 30 days.
pub(super) const HISTORY_S: i64 = 30 * 24 * 3600;

/// Greatest distance of a sensor from the middle of its municipality, degrees (about a kilometre).
const SCATTER_DEG: f64 = 0.01;

/// What a sensor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Parking,
    Air,
    Noise,
    Traffic,
    Waste,
    /// A station of shared bicycles.
    Bikes,
    /// A weather station.
    Weather,
    /// A window counter, as Telraam has them.
    Counter,
}

/// What one of its datastreams measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    FreeSpaces,
    Pm10,
    Pm25,
    No2,
    Laeq,
    Vehicles,
    Filling,
    BikesAvailable,
    DocksFree,
    Temperature,
    Humidity,
    Pressure,
    Cars,
    Lorries,
    Bicycles,
    Pedestrians,
    SpeedV85,
}

impl Kind {
    /// Those that came first keep their numbers: the others follow after them.
    const FIRST: [Self; 5] = [Self::Parking, Self::Air, Self::Noise, Self::Traffic, Self::Waste];
    const LATER: [Self; 3] = [Self::Bikes, Self::Weather, Self::Counter];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Parking => "car park",
            Self::Air => "air quality station",
            Self::Noise => "noise meter",
            Self::Traffic => "traffic counter",
            Self::Waste => "waste container",
            Self::Bikes => "bicycle station",
            Self::Weather => "weather station",
            Self::Counter => "window counter",
        }
    }

    pub const fn measures(self) -> &'static [Measure] {
        match self {
            Self::Parking => &[Measure::FreeSpaces],
            Self::Air => &[Measure::Pm10, Measure::Pm25, Measure::No2],
            Self::Noise => &[Measure::Laeq],
            Self::Traffic => &[Measure::Vehicles],
            Self::Waste => &[Measure::Filling],
            Self::Bikes => &[Measure::BikesAvailable, Measure::DocksFree],
            Self::Weather => &[Measure::Temperature, Measure::Humidity, Measure::Pressure],
            Self::Counter => {
                &[Measure::Cars, Measure::Lorries, Measure::Bicycles, Measure::Pedestrians, Measure::SpeedV85]
            }
        }
    }
}

impl Measure {
    /// Name of the observed property.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FreeSpaces => "parking_free",
            Self::Pm10 => "PM10",
            Self::Pm25 => "PM2.5",
            Self::No2 => "NO2",
            Self::Laeq => "LAeq",
            Self::Vehicles => "traffic intensity",
            Self::Filling => "filling level",
            Self::BikesAvailable => "available bikes",
            Self::DocksFree => "free docks",
            Self::Temperature => "temperature",
            Self::Humidity => "relative humidity",
            Self::Pressure => "air pressure",
            Self::Cars => "cars",
            Self::Lorries => "heavy vehicles",
            Self::Bicycles => "bicycles",
            Self::Pedestrians => "pedestrians",
            Self::SpeedV85 => "v85",
        }
    }

    /// Unit: its name and its symbol. Counts come per five minutes and filling as a fraction, as real devices do it.
    pub const fn unit(self) -> (&'static str, &'static str) {
        match self {
            Self::FreeSpaces => ("parking spaces", "spaces"),
            Self::Pm10 | Self::Pm25 | Self::No2 => ("microgram per cubic metre", "µg/m³"),
            Self::Laeq => ("decibel A-weighted", "dB(A)"),
            Self::Vehicles => ("vehicles per five minutes", "veh/5min"),
            Self::Filling | Self::Humidity => ("fraction", "fraction"),
            Self::BikesAvailable | Self::DocksFree => ("bicycles", "bikes"),
            Self::Temperature => ("degree Celsius", "°C"),
            Self::Pressure => ("pascal", "Pa"),
            Self::Cars | Self::Lorries | Self::Bicycles | Self::Pedestrians => ("per hour", "/h"),
            Self::SpeedV85 => ("kilometres per hour", "km/h"),
        }
    }

    /// Seconds between two observations.
    pub const fn step_s(self) -> i64 {
        match self {
            Self::FreeSpaces | Self::Laeq | Self::BikesAvailable | Self::DocksFree => 60,
            Self::Vehicles => 300,
            Self::Pm10 | Self::Pm25 | Self::No2 | Self::Temperature | Self::Humidity | Self::Pressure => 600,
            Self::Cars | Self::Lorries | Self::Bicycles | Self::Pedestrians | Self::SpeedV85 => 3600,
            Self::Filling => 900,
        }
    }
}

/// A simulated sensor.
#[derive(Clone, Debug)]
pub(super) struct Device {
    /// Identifier of the thing, from 1.
    pub id: u64,
    pub kind: Kind,
    pub municipality: String,
    pub nis: Nis,
    pub location: LonLat,
    /// Spaces of a car park.
    pub capacity: f64,
    /// Gone under [`super::Fault::Vanished`]: one of each kind in three places.
    pub is_fickle: bool,
    seed: u64,
}

/// Every simulated sensor.
#[derive(Clone, Debug)]
pub(super) struct City {
    pub devices: Vec<Device>,
}

impl City {
    /// One sensor of each kind in each place. A place that stands twice gets two of each.
    pub fn new(places: &[(Nis, String, LonLat)], seed: u64) -> Self {
        let first = places.iter().enumerate().flat_map(|place| Kind::FIRST.map(|kind| (place, kind)));
        let later = places.iter().enumerate().flat_map(|place| Kind::LATER.map(|kind| (place, kind)));
        let devices = first.chain(later).zip(1_u64..).map(|(((place, (nis, name, middle)), kind), id)| {
            let is_fickle = (place + kind as usize).is_multiple_of(3);
            let seed = mix(seed ^ mix(u64::from(nis.number())) ^ mix(id));
            let shift = |salt: u64| (unit(mix(seed ^ salt)) - 0.5) * 2.0 * SCATTER_DEG;
            let location = LonLat::new(middle.lon() + shift(1), middle.lat() + shift(2)).unwrap_or(*middle);
            let capacity = (unit(mix(seed ^ 3)) * 16.0).floor().mul_add(50.0, 150.0);
            Device { id, kind, municipality: name.clone(), nis: *nis, location, capacity, is_fickle, seed }
        });
        Self { devices: devices.collect() }
    }

    pub fn device(&self, id: u64) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == id)
    }

    /// The sensor and the measure of a datastream.
    pub fn stream(&self, id: u64) -> Option<(&Device, Measure)> {
        let device = self.device(id / 10)?;
        let index = usize::try_from(id % 10).ok()?;
        device.kind.measures().get(index).map(|measure| (device, *measure))
    }
}

impl Device {
    /// Its datastreams: identifier and measure. The identifier is the thing's, followed by a digit.
    pub fn streams(&self) -> impl Iterator<Item = (u64, Measure)> + '_ {
        self.kind.measures().iter().zip(0_u64..).map(|(measure, index)| (self.id * 10 + index, *measure))
    }

    /// When it measured last, at or before a moment. Devices do not all send in the same second.
    pub fn newest(&self, measure: Measure, now: Timestamp) -> Timestamp {
        let step_s = measure.step_s();
        let phase_s = i64::try_from(self.id).unwrap_or_default() % step_s;
        let second = (now.as_second() - phase_s).div_euclid(step_s) * step_s + phase_s;
        Timestamp::from_second(second).unwrap_or(now)
    }

    /// The value at a time, with the digits that such a device would send.
    pub fn value(&self, measure: Measure, time: Timestamp) -> f64 {
        let hour = local_hour(time);
        let busy = bump(hour, 8.3, 1.6) + bump(hour, 17.3, 2.0);
        let day = bump(hour, 13.5, 4.5);
        let salt = self.seed ^ mix(measure as u64 + 11);
        let drift = smooth(salt, time.as_second(), 3 * 3600);
        let jitter = unit(mix(salt ^ time.as_second() as u64)) - 0.5;
        let level = 0.7 + unit(self.seed) * 0.6;
        match measure {
            Measure::FreeSpaces => {
                let taken = (0.15 + 0.65 * day + 0.15 * drift + 0.02 * jitter) * level;
                (self.capacity * (1.0 - taken.clamp(0.0, 1.0))).round()
            }
            Measure::Pm10 => round(level * (14.0 + 8.0 * busy + 14.0 * drift + jitter), 10.0),
            Measure::Pm25 => round(level * (8.0 + 5.0 * busy + 9.0 * drift + jitter), 10.0),
            Measure::No2 => round(level * (12.0 + 16.0 * busy + 10.0 * drift + jitter), 10.0),
            Measure::Laeq => round(46.0 + 9.0 * day + 7.0 * busy + 5.0 * drift + 4.0 * jitter + 4.0 * level, 10.0),
            Measure::Vehicles => {
                (level * (2.0 + 22.0 * day + 34.0 * busy + 8.0 * drift + 6.0 * jitter)).max(0.0).round()
            }
            Measure::Filling => {
                let period_s = 2.0 * 86_400.0 * level;
                let since_emptied = (time.as_second() as f64 / period_s + unit(salt)).fract();
                round(since_emptied.mul_add(0.9, 0.02 * drift), 100.0)
            }
            Measure::BikesAvailable => self.bikes(day, time),
            Measure::DocksFree => self.docks() - self.bikes(day, time),
            Measure::Temperature => round(8.0 + 7.0 * day + 4.0 * drift + 0.2 * jitter, 10.0),
            Measure::Humidity => round(0.85 - 0.3 * day + 0.1 * drift, 100.0),
            Measure::Pressure => round(100_800.0 + 1_500.0 * drift + 20.0 * jitter, 1.0),
            Measure::Cars => (level * (4.0 + 140.0 * day + 260.0 * busy + 30.0 * jitter)).max(0.0).round(),
            Measure::Lorries => (level * (12.0 * day + 9.0 * busy + 3.0 * jitter)).max(0.0).round(),
            Measure::Bicycles => (level * (30.0 * day + 110.0 * busy + 12.0 * jitter)).max(0.0).round(),
            Measure::Pedestrians => (level * (60.0 * day + 20.0 * busy + 10.0 * jitter)).max(0.0).round(),
            Measure::SpeedV85 => round(38.0 + 10.0 * level - 6.0 * busy + jitter, 10.0),
        }
    }
}

impl Device {
    /// When a measure was taken in `from..=until`, oldest first. Devices do not all send in the same second; nothing is
    /// older than what is kept.
    pub fn times(
        &self,
        measure: Measure,
        from: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> impl DoubleEndedIterator<Item = Timestamp> + use<> {
        let step = measure.step_s();
        let phase = i64::try_from(self.id).unwrap_or_default() % step;
        // The first whole second that is not before `from`.
        let from_s = from.as_second() + i64::from(from.subsec_nanosecond() > 0);
        let first = from_s.max(now.as_second() - HISTORY_S) - phase;
        let last = until.min(now).as_second() - phase;
        let numbers = (first + step - 1).div_euclid(step)..=last.div_euclid(step);
        numbers.map(move |number| Timestamp::from_second(number * step + phase).unwrap_or(now))
    }

    /// Docks of a bicycle station.
    pub fn docks(&self) -> f64 {
        (self.capacity / 25.0).round()
    }

    fn bikes(&self, day: f64, time: Timestamp) -> f64 {
        let drift = smooth(self.seed ^ 17, time.as_second(), 3 * 3600);
        (self.docks() * (0.85 - 0.5 * day - 0.3 * drift).clamp(0.0, 1.0)).round()
    }
}

/// Hours since midnight in Brussels; in UTC where the system has no time zones.
fn local_hour(time: Timestamp) -> f64 {
    let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
    let clock = zone.to_datetime(time);
    f64::from(clock.hour()) + f64::from(clock.minute()) / 60.0
}

/// A bell of height 1 over the day.
fn bump(hour: f64, middle: f64, width: f64) -> f64 {
    let apart = (hour - middle).abs();
    let apart = apart.min(24.0 - apart) / width;
    (-0.5 * apart * apart).exp()
}

fn round(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// Noise from 0 to 1 that changes over so many seconds.
fn smooth(salt: u64, second: i64, period_s: i64) -> f64 {
    let (node, inside) = (second.div_euclid(period_s), second.rem_euclid(period_s));
    let part = inside as f64 / period_s as f64;
    let eased = part * part * (3.0 - 2.0 * part);
    let at = |node: i64| unit(mix(salt ^ mix(node as u64)));
    at(node).mul_add(1.0 - eased, at(node + 1) * eased)
}

/// SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// 0 to 1, without 1.
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_plausible_and_repeat() {
        let gent =
            (Nis::try_from(44021).expect("a code"), "Gent".to_owned(), LonLat::new(3.72, 51.05).expect("a place"));
        let city = City::new(std::slice::from_ref(&gent), 7);
        let same = City::new(&[gent], 7);
        let start = Timestamp::from_second(1_775_000_000).expect("a time");
        for device in &city.devices {
            assert!(device.location.distance_m(LonLat::new(3.72, 51.05).expect("a place")) < 1500.0);
            for (id, measure) in device.streams() {
                let (again, _) = same.stream(id).expect("the same datastream");
                for hour in 0..200 {
                    let time = Timestamp::from_second(start.as_second() + hour * 3571).expect("a time");
                    let value = device.value(measure, time);
                    assert_eq!(value, again.value(measure, time));
                    let most = match measure {
                        Measure::FreeSpaces => device.capacity,
                        Measure::Pressure => 103_000.0,
                        Measure::Cars => 900.0,
                        Measure::Bicycles | Measure::Pedestrians => 300.0,
                        _ => 150.0,
                    };
                    assert!((0.0..=most).contains(&value), "{measure:?}: {value}");
                }
            }
        }
        assert!(
            city.stream(11).is_none() && city.stream(22).is_some(),
            "a car park has one datastream, a station three"
        );
    }
}
