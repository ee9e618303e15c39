//! A simulated sensor.community.
//!
//! Contract: pure; shares no code with the reader. Answers the last five minutes of every device, a record a measurement,
//! with the filters `area`, `box`, `type` and `country` in the path; some devices hang indoors. Types are named
//! "Simulated …", so that the names of the sensors say it. May use: `model`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::{Feed, LonLat};

/// Seconds between two records of a device.
const STEP_S: i64 = 150;

/// Records of a device in an answer.
const RECORDS: i64 = 2;

const ROOT: &str = "/airrohr/v1/filter/";

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}{ROOT}country=BE");
    feed.poll_seconds = 300;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let Some(filter) = ask.path.strip_prefix(ROOT) else { return Answer::error(404, "not found") };
    let Some(filter) = Filter::of(filter) else { return Answer::error(400, "the filter is not understood") };
    let mut records = Vec::new();
    for device in ask.devices(&[Kind::Air, Kind::Weather, Kind::Noise]) {
        for number in 0..RECORDS {
            let time = moment(device, ask.now, number);
            let sensor = Sensor { device, time, shown: ask.shown(time) };
            records.extend(filter.has(&sensor).then(|| sensor.record(false)));
            let has_twin_indoors = device.kind == Kind::Weather && device.id.is_multiple_of(2);
            records.extend((has_twin_indoors && filter.has(&sensor)).then(|| sensor.record(true)));
        }
    }
    Answer::json(&Value::from(records))
}

/// When a device sent its last record but so many.
fn moment(device: &Device, now: Timestamp, before: i64) -> Timestamp {
    let phase_s = i64::try_from(device.id).unwrap_or_default() % STEP_S;
    let step = (now.as_second() - phase_s).div_euclid(STEP_S) - before;
    Timestamp::from_second(step * STEP_S + phase_s).unwrap_or(now)
}

/// What is asked for.
#[derive(Default)]
struct Filter {
    /// Middle and kilometres.
    area: Option<(LonLat, f64)>,
    /// Latitude and longitude of two corners.
    corners: Option<[f64; 4]>,
    types: Vec<String>,
    is_elsewhere: bool,
}

impl Filter {
    fn of(text: &str) -> Option<Self> {
        let mut filter = Self::default();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            let numbers: Vec<f64> = value.split(',').filter_map(|part| part.parse().ok()).collect();
            match (&*name, numbers.as_slice()) {
                ("area", [lat, lon, km]) => filter.area = Some((LonLat::new(*lon, *lat).ok()?, *km)),
                ("box", [a, b, c, d]) => filter.corners = Some([*a, *b, *c, *d]),
                ("type", _) => filter.types = value.split(',').map(str::to_owned).collect(),
                ("country", _) => filter.is_elsewhere = !value.split(',').any(|country| country == "BE"),
                _ => return None,
            }
        }
        Some(filter)
    }

    fn has(&self, sensor: &Sensor<'_>) -> bool {
        let here = sensor.device.location;
        let between = |a: f64, b: f64, value: f64| (a.min(b)..=a.max(b)).contains(&value);
        let in_box = |[a, b, c, d]: [f64; 4]| between(a, c, here.lat()) && between(b, d, here.lon());
        let is_of_type = |wanted: &String| sensor.kind().0 == wanted;
        !self.is_elsewhere
            && self.area.is_none_or(|(middle, km)| middle.distance_m(here) <= km * 1000.0)
            && self.corners.is_none_or(in_box)
            && (self.types.is_empty() || self.types.iter().any(is_of_type))
    }
}

/// A device at a moment.
struct Sensor<'a> {
    device: &'a Device,
    time: Timestamp,
    shown: Timestamp,
}

impl Sensor<'_> {
    /// Name and number of the type of sensor that measures it.
    const fn kind(&self) -> (&'static str, u32) {
        match self.device.kind {
            Kind::Weather => ("BME280", 17),
            Kind::Noise => ("DNMS (Laerm)", 29),
            _ => ("SDS011", 14),
        }
    }

    fn record(&self, is_indoors: bool) -> Value {
        let (id, place) = (self.device.id * 10 + u64::from(is_indoors), self.device.location);
        let (kind, number) = self.kind();
        let values = self.values().into_iter().zip(1_u64..);
        let value = |((kind, value), number): ((&str, f64), u64)| json!({ "id": id * 100 + number, "value_type": kind, "value": format!("{value:.2}") });
        json!({
            "id": self.time.as_second().unsigned_abs() * 1000 + id, "sampling_rate": null,
            "timestamp": self.shown.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            "location": {
                "id": self.device.id, "latitude": format!("{:.6}", place.lat()),
                "longitude": format!("{:.6}", place.lon()), "altitude": "8.0", "country": "BE", "exact_location": 0,
                "indoor": u8::from(is_indoors),
            },
            "sensor": {
                "id": id, "pin": "1",
                "sensor_type": { "id": number, "name": format!("Simulated {kind}"), "manufacturer": "Simulated" },
            },
            "sensordatavalues": values.map(value).collect::<Vec<_>>(),
        })
    }

    fn values(&self) -> Vec<(&'static str, f64)> {
        let value = |measure| self.device.value(measure, self.time);
        match self.device.kind {
            Kind::Weather => vec![
                ("temperature", value(Measure::Temperature)),
                ("pressure", value(Measure::Pressure)),
                ("humidity", value(Measure::Humidity) * 100.0),
                ("pressure_at_sealevel", value(Measure::Pressure) + 96.0),
            ],
            Kind::Noise => {
                let level = value(Measure::Laeq);
                vec![("noise_LAeq", level), ("noise_LA_min", level - 8.0), ("noise_LA_max", level + 12.0)]
            }
            _ => vec![("P1", value(Measure::Pm10)), ("P2", value(Measure::Pm25))],
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn filters_are_read_as_the_source_writes_them() {
        let filter = Filter::of("area=51.05,3.72,10&type=SDS011,DNMS%20(Laerm)&country=BE").expect("a filter");
        assert_eq!(filter.types, ["SDS011", "DNMS (Laerm)"]);
        assert!(filter.area.is_some_and(|(middle, km)| middle.lat() == 51.05 && km == 10.0) && !filter.is_elsewhere);
        assert!(Filter::of("country=NL").is_some_and(|filter| filter.is_elsewhere));
        assert!(Filter::of("area=51.05").is_none() && Filter::of("colour=red").is_none());
    }

    #[test]
    fn records_are_of_the_last_five_minutes() {
        let now = Timestamp::from_second(1_775_470_917).expect("a time");
        let place = (
            crate::model::Nis::try_from(44021).expect("a code"),
            String::new(),
            LonLat::new(3.7, 51.0).expect("a place"),
        );
        let city = super::super::city::City::new(&[place], 7);
        for device in &city.devices {
            let times = [0, 1].map(|before| moment(device, now, before));
            assert!(times[0] <= now && times[1] < times[0] && times[1] > now - 5.minutes());
        }
    }
}
