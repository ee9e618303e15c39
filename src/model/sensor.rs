//! Live sensors in the terms of OGC SensorThings: a sensor (thing) has datastreams, a datastream observations.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::dimension::keyed_enum;
use super::ids::{FeedId, Nis, SensorId};
use super::localized::Localized;
use super::place::LonLat;

keyed_enum!(
    /// A protocol that a reader exists for.
    Protocol {
        /// Opendatasoft Explore, versions 2.1 and 1.0.
        Opendatasoft = "opendatasoft",
        /// OGC SensorThings API 1.1 (18-088).
        SensorThings = "sensorthings",
        /// NGSI-LD (ETSI GS CIM 009, API 1.7.1): current entities and temporal ones.
        NgsiLd = "ngsi_ld",
        /// FIWARE NGSI v2, with QuantumLeap for history.
        NgsiV2 = "ngsi_v2",
        /// GBFS 2.x and 3.0: shared bicycles and cars.
        Gbfs = "gbfs",
        /// sensor.community, API v1.
        SensorCommunity = "sensor_community",
        /// The 52°North timeseries API of IRCELINE.
        Irceline = "irceline",
        /// OGC WFS 2.0 with GeoJSON answers, as IRCELINE serves it.
        Wfs = "wfs",
        /// Telraam v1: traffic counted by citizens.
        Telraam = "telraam",
        /// DATEX II parking, XML and JSON.
        Datex2 = "datex2",
        /// Minute counts of the Flemish roads agency (AWV "Meten in Vlaanderen").
        Awv = "awv",
        /// Linked data event streams (LDES, TREE).
        Ldes = "ldes",
        /// MQTT 3.1.1.
        Mqtt = "mqtt",
        /// A list of somebody's, read from a file: never asked, brought up to date by its next edition.
        File = "file",
    }
);

keyed_enum!(
    /// What is observed, normalised over protocols.
    ObservedProperty {
        /// Free parking spaces.
        ParkingFree = "parking_free",
        /// Occupancy of a car park.
        ParkingOccupancy = "parking_occupancy",
        /// Shared bicycles ready to take.
        BikesAvailable = "bikes_available",
        /// Shared bicycles on the road.
        BikesInUse = "bikes_in_use",
        /// Free places in a bicycle park.
        BikeParkingFree = "bike_parking_free",
        /// Occupancy of a bicycle park.
        BikeParkingOccupancy = "bike_parking_occupancy",
        /// Taken parking spaces.
        ParkingOccupied = "parking_occupied",
        /// Free docks of a station of shared bicycles.
        DocksFree = "docks_free",
        /// Shared bicycles that are out of order.
        BikesDisabled = "bikes_disabled",
        /// Shared cars, scooters and other vehicles ready to take.
        VehiclesAvailable = "vehicles_available",
        /// Particulate matter under 10 µm.
        Pm10 = "pm10",
        /// Particulate matter under 2.5 µm.
        Pm25 = "pm25",
        /// Particulate matter under 1 µm.
        Pm1 = "pm1",
        /// Nitrogen dioxide.
        No2 = "no2",
        /// Nitrogen monoxide.
        No = "no",
        /// Nitrogen oxides together, as NO2.
        Nox = "nox",
        /// Ozone.
        O3 = "o3",
        /// Sulphur dioxide.
        So2 = "so2",
        /// Carbon monoxide.
        Co = "co",
        /// Black carbon.
        BlackCarbon = "black_carbon",
        /// Equivalent continuous sound level, A-weighted.
        NoiseLaeq = "noise_laeq",
        /// Greatest sound level, A-weighted.
        NoiseLamax = "noise_lamax",
        /// Motor vehicles per hour.
        TrafficIntensity = "traffic_intensity",
        /// Cars per hour.
        CarIntensity = "car_intensity",
        /// Lorries and buses per hour.
        HeavyIntensity = "heavy_intensity",
        /// Bicycles per hour.
        BicycleIntensity = "bicycle_intensity",
        /// Pedestrians per hour.
        PedestrianIntensity = "pedestrian_intensity",
        /// Mean speed of vehicles.
        TrafficSpeed = "traffic_speed",
        /// Speed that 85 in a hundred vehicles stay under.
        SpeedV85 = "speed_v85",
        /// Part of the time that a detector on the road is covered.
        RoadOccupancy = "road_occupancy",
        /// Mean time between two vehicles.
        Headway = "headway",
        /// People present.
        PeopleCount = "people_count",
        /// Filling level of a waste container.
        WasteFilling = "waste_filling",
        /// Air temperature.
        Temperature = "temperature",
        /// Relative humidity.
        Humidity = "humidity",
        /// Air pressure.
        Pressure = "pressure",
        /// Wind speed.
        WindSpeed = "wind_speed",
        /// Direction that the wind comes from, clockwise from north.
        WindDirection = "wind_direction",
        /// Precipitation.
        Precipitation = "precipitation",
        /// Something that no word above fits.
        Other = "other",
    }
);

keyed_enum!(
    /// A normalised unit.
    Unit {
        /// A count of spaces or bicycles.
        Spaces = "spaces",
        /// Per cent.
        Percent = "%",
        /// Micrograms per cubic metre.
        MicrogramPerCubicMetre = "µg/m³",
        /// Decibel, A-weighted.
        DecibelA = "dB(A)",
        /// Vehicles per hour.
        VehiclesPerHour = "veh/h",
        /// Bicycles or pedestrians per hour.
        PerHour = "/h",
        /// People.
        People = "people",
        /// Kilometres per hour.
        KilometresPerHour = "km/h",
        /// Seconds.
        Seconds = "s",
        /// Degrees Celsius.
        Celsius = "°C",
        /// Hectopascal.
        Hectopascal = "hPa",
        /// Metres per second.
        MetresPerSecond = "m/s",
        /// Degrees, clockwise from north.
        Degrees = "°",
        /// Millimetres of rain: litres per square metre.
        Millimetres = "mm",
        /// As the source writes it ([`Datastream::original_unit`]).
        Original = "original",
    }
);

keyed_enum!(
    /// Whether an observation can be trusted. Flagged observations are kept, never dropped.
    Quality {
        /// Nothing speaks against it.
        Good = "good",
        /// Outside what the property can be.
        Implausible = "implausible",
        /// Its time lies in the future or far in the past of its arrival.
        ClockSkewed = "clock_skewed",
        /// The source gave more than one value for this time; this is the last of them, the others are reported.
        Duplicate = "duplicate",
        /// The source itself doubts it: provisional, or measured for too small a part of the time.
        Uncertain = "uncertain",
        /// The source says that there is no value: `value` is the number that it sends for that (−999), or nought where
        /// it sends none. In no figure, mean or series.
        Missing = "missing",
    }
);

impl Quality {
    /// Whether the number is a value at all.
    pub const fn is_value(self) -> bool {
        !matches!(self, Self::Missing)
    }

    /// Whether it counts in means, rollups and exceedances: good, doubted by its source, or the last of several. What
    /// can't be true, has a wrong clock or is missing does not; it is kept and can be shown.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Good | Self::Duplicate | Self::Uncertain)
    }
}

/// How a feed's records are read, for protocols without a fixed schema (Opendatasoft).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldMapping {
    /// Field that identifies the sensor.
    pub key: String,
    /// Field with its name.
    pub name: String,
    /// Field with the time of observation.
    pub time: String,
    /// Field with the location object or array.
    #[serde(default)]
    pub location: String,
    /// Field with the latitude, where there is no location field.
    #[serde(default)]
    pub lat: String,
    /// Field with the longitude.
    #[serde(default)]
    pub lon: String,
    /// Field with the capacity.
    #[serde(default)]
    pub capacity: String,
    /// Fields with observed values.
    #[serde(default)]
    pub property: Vec<PropertyMapping>,
}

/// A field with an observed value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PropertyMapping {
    /// Name of the field.
    pub field: String,
    /// What it observes.
    pub observed_property: ObservedProperty,
    /// Unit of the field, in the source's words.
    pub unit: String,
    /// Values that mean "missing" (−1, −999).
    #[serde(default)]
    pub missing: Vec<f64>,
}

/// A source of live readings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feed {
    /// Identifier.
    pub id: FeedId,
    /// Name a person reads.
    pub name: Localized,
    /// Protocol.
    pub protocol: Protocol,
    /// Base address.
    pub url: String,
    /// Data set within the address, for Opendatasoft.
    #[serde(default)]
    pub dataset: Option<String>,
    /// How its records are read.
    #[serde(default)]
    pub mapping: Option<FieldMapping>,
    /// Municipality of all its sensors, where the feed belongs to one.
    #[serde(default)]
    pub nis: Option<Nis>,
    /// Licence of the readings.
    pub licence: String,
    /// Attribution that must stand beside them.
    pub attribution: String,
    /// What else its protocol needs to know: a key of the protocol's own (see each file of `feeds`) and its value.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// Name of the secret (key, password) in the system's keyring or of an environment variable; never the secret.
    #[serde(default)]
    pub secret: Option<String>,
    /// Days that observations are kept; `None` = for ever.
    #[serde(default)]
    pub retention_days: Option<u32>,
    /// Shortest time between two polls.
    pub poll_seconds: u32,
    /// Whether it has answered this program at least once.
    pub is_verified: bool,
    /// Whether the user switched it on.
    pub is_enabled: bool,
    /// Whether its readings are simulated: said wherever they appear.
    pub is_simulated: bool,
}

impl Protocol {
    /// The protocols that are asked over a network: all but the last.
    pub const POLLED: &'static [Self] = match Self::ALL {
        [polled @ .., _file] => polled,
        [] => &[],
    };

    /// Whether a feed of it is asked; what stands in a file is not.
    pub const fn is_polled(self) -> bool {
        !matches!(self, Self::File)
    }

    /// How often sources of this protocol publish at least, seconds; nought where that differs from source to source.
    /// Official stations and citizens' counters publish by the hour.
    pub const fn rhythm_s(self) -> u32 {
        match self {
            Self::Irceline | Self::Wfs | Self::Telraam => 3600,
            _ => 0,
        }
    }
}

impl Feed {
    /// The time in which a new value can be expected, seconds: that between two polls, or the source's own rhythm where
    /// that is slower.
    pub fn rhythm_s(&self) -> u32 {
        self.poll_seconds.max(self.protocol.rhythm_s())
    }

    /// A feed as an address alone makes it: named by its identifier, asked every five minutes, switched off.
    pub fn new(id: FeedId, protocol: Protocol, url: &str) -> Self {
        Self {
            name: Localized::same(id.as_str()),
            id,
            protocol,
            url: url.to_owned(),
            dataset: None,
            mapping: None,
            nis: None,
            licence: String::new(),
            attribution: String::new(),
            options: BTreeMap::new(),
            secret: None,
            retention_days: None,
            poll_seconds: 300,
            is_verified: false,
            is_enabled: false,
            is_simulated: false,
        }
    }

    /// How a feed that was not asked yet is doing: off, from a file, or waiting for its first answer.
    pub const fn resting_state(&self) -> FeedState {
        match (self.is_enabled, self.protocol.is_polled()) {
            (false, _) => FeedState::Disabled,
            (true, false) => FeedState::File,
            (true, true) => FeedState::Waiting,
        }
    }

    /// An option of its protocol; an empty one counts as none.
    pub fn option(&self, key: &str) -> Option<&str> {
        self.options.get(key).map(|value| value.trim()).filter(|value| !value.is_empty())
    }
}

/// Options of a feed that comes from a file: what is known of that file. Its name stands in the place of the address.
pub mod file_option {
    /// The date that the user gives it.
    pub const EDITION: &str = "edition";
    /// Hash of its bytes (SHA-256).
    pub const HASH: &str = "sha256";
    /// The day on which it was read, on the region's clock.
    pub const IMPORTED: &str = "imported";
    /// Rows that were read of it.
    pub const RECORDS: &str = "records";
}

/// A thing that observes: a car park, a station, a container.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensor {
    /// Identifier: feed, slash, own identifier.
    pub id: SensorId,
    /// Its feed.
    pub feed: FeedId,
    /// Its name.
    pub name: Arc<str>,
    /// Where it stands.
    pub location: Option<LonLat>,
    /// Municipality, by point in polygon or by the feed.
    pub nis: Option<Nis>,
    /// Whether the municipality rests on an approximate boundary.
    pub is_nis_approximate: bool,
    /// Whether it is simulated.
    pub is_simulated: bool,
    /// What it observes.
    pub datastreams: Vec<Datastream>,
}

/// One observed property of a sensor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Datastream {
    /// Identifier within the sensor.
    pub key: Arc<str>,
    /// What is observed.
    pub property: ObservedProperty,
    /// Name of the property in the source's words.
    pub original_property: Arc<str>,
    /// Normalised unit.
    pub unit: Unit,
    /// Unit in the source's words.
    pub original_unit: Arc<str>,
    /// Greatest possible value, such as the number of spaces.
    pub capacity: Option<f64>,
    /// Newest observation.
    pub latest: Option<Observation>,
}

/// A value at a time. A missing value is no observation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// When it was true (phenomenon time; the end of an interval).
    pub time: Timestamp,
    /// The value in the datastream's normalised unit; finite.
    pub value: f64,
    /// Whether it can be trusted.
    pub quality: Quality,
}

keyed_enum!(
    /// How a feed is doing.
    FeedState {
        /// Switched off.
        Disabled = "disabled",
        /// Switched on, not answered yet.
        Waiting = "waiting",
        /// Its last good value is fresh.
        Live = "live",
        /// It answers, but its values are old.
        Stale = "stale",
        /// The last poll failed; the last good values are kept.
        Failing = "failing",
        /// There is no network, or the user works offline.
        Offline = "offline",
        /// It comes from a file and is not asked: how old its values are, is no matter of its health.
        File = "file",
    }
);

/// The health of a feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedHealth {
    /// The feed.
    pub feed: FeedId,
    /// How it is doing.
    pub state: FeedState,
    /// Last poll that gave readings.
    pub last_success: Option<Timestamp>,
    /// Newest time of observation seen.
    pub last_observation: Option<Timestamp>,
    /// Last poll at all.
    pub last_attempt: Option<Timestamp>,
    /// When the next poll is due.
    pub next_attempt: Option<Timestamp>,
    /// How long the last poll took, milliseconds.
    pub latency_ms: Option<u32>,
    /// What went wrong at the last poll: the kind of error (text key `feeds-error-<kind>`), a colon, technical words.
    pub error: Option<Arc<str>>,
    /// Failures since the last success.
    pub failure_count: u32,
    /// Records of the last poll that could not be read.
    pub rejected_count: u32,
    /// How far the host's clock is ahead of ours, seconds, where it said so at the last answer.
    #[serde(default)]
    pub clock_ahead_s: Option<i64>,
}

impl FeedHealth {
    /// The health of a feed that was never polled.
    pub fn new(feed: FeedId, state: FeedState) -> Self {
        Self {
            feed,
            state,
            last_success: None,
            last_observation: None,
            last_attempt: None,
            next_attempt: None,
            latency_ms: None,
            error: None,
            failure_count: 0,
            rejected_count: 0,
            clock_ahead_s: None,
        }
    }
}
