//! Which sensors a view wants, how fresh their values are, and how a day looks on average.
//!
//! Contract: pure; the time of now and the time zone are passed in. May use: `workspace`, `model`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{Datastream, Feed, FeedState, ObservedProperty, Quality, Sensor, Unit};
use crate::query::downsample::Reading;
use crate::query::places;
use crate::workspace::municipalities::fold;
use crate::workspace::{Filter, Municipalities, SensorView, Sensors};

/// A value is old when this many polls could have brought a newer one.
const POLLS_UNTIL_STALE: i64 = 3;
/// Sources publish less often than they may be asked: a value is fresh for at least a quarter of an hour.
const LEAST_FRESH_S: i64 = 15 * 60;

/// The sensors that the view wants, ordered by identifier: those of its feed and property, and of the parts of the
/// filter that a sensor can meet (where it stands, its name). What only projects have does not restrict.
pub fn wanted<'a>(
    sensors: &'a Sensors,
    municipalities: &Municipalities,
    filter: &Filter,
    view: &SensorView,
) -> Vec<&'a Sensor> {
    let text = fold(&filter.text);
    let is_wanted = |sensor: &&Sensor| {
        view.feed.as_ref().is_none_or(|feed| *feed == sensor.feed)
            && view.property.is_none_or(|property| observes(sensor, property))
            && stands_where_wanted(sensor, municipalities, filter)
            && has_words(sensor, municipalities, &text)
    };
    sensors.sensors().values().filter(is_wanted).collect()
}

/// Whether the sensor observes the property.
pub fn observes(sensor: &Sensor, property: ObservedProperty) -> bool {
    sensor.datastreams.iter().any(|datastream| datastream.property == property)
}

/// The datastream that stands for the sensor: the one of the property asked for, else its first.
pub fn shown(sensor: &Sensor, asked: Option<ObservedProperty>) -> Option<&Datastream> {
    let streams = &sensor.datastreams;
    asked.map_or_else(|| streams.first(), |property| streams.iter().find(|stream| stream.property == property))
}

/// Properties that any of the sensors observes, in the order of [`ObservedProperty::ALL`], and by how many.
pub fn properties<'a>(sensors: impl IntoIterator<Item = &'a Sensor>) -> Vec<(ObservedProperty, u32)> {
    let mut counts = vec![0_u32; ObservedProperty::ALL.len()];
    for sensor in sensors {
        for (property, count) in ObservedProperty::ALL.iter().zip(&mut counts) {
            *count += u32::from(observes(sensor, *property));
        }
    }
    ObservedProperty::ALL.iter().copied().zip(counts).filter(|(_, count)| *count > 0).collect()
}

fn stands_where_wanted(sensor: &Sensor, municipalities: &Municipalities, filter: &Filter) -> bool {
    let today = |nis| municipalities.timeline().today(nis);
    let town = sensor.nis.and_then(|nis| municipalities.get(today(nis)));
    (filter.municipalities.is_empty()
        || town.is_some_and(|town| filter.municipalities.iter().any(|nis| today(*nis) == town.nis)))
        && (filter.provinces.is_empty() || town.is_some_and(|town| filter.provinces.contains(&town.province)))
        && (filter.arrondissements.is_empty()
            || town.is_some_and(|town| filter.arrondissements.contains(&town.arrondissement)))
        && (filter.typologies.is_empty() || town.is_some_and(|town| filter.typologies.contains(&town.typology)))
        && filter
            .region
            .as_ref()
            .is_none_or(|region| town.is_some_and(|town| region.today(municipalities).contains(&town.nis)))
        && (!filter.centrumsteden_only || town.is_some_and(|town| town.is_centrumstad))
        && (!filter.regional_only || town.is_none())
        && filter.area.as_ref().is_none_or(|area| sensor.location.is_some_and(|place| places::holds(area, place)))
}

fn has_words(sensor: &Sensor, municipalities: &Municipalities, folded: &str) -> bool {
    if folded.is_empty() {
        return true;
    }
    let mut searched = fold(&sensor.name);
    if let Some(nis) = sensor.nis {
        searched.push(' ');
        searched.push_str(&fold(&municipalities.name(nis)));
    }
    folded.split(' ').all(|word| searched.contains(word))
}

/// Seconds since the value was true; zero for one from a clock that runs ahead.
pub fn age_s(time: Timestamp, now: Timestamp) -> i64 {
    now.as_second().saturating_sub(time.as_second()).max(0)
}

/// Whether a value of that time is fresh for a feed that is polled at most every so many seconds: no older than
/// three polls or a quarter of an hour, whichever is longer.
pub fn is_fresh(time: Timestamp, poll_seconds: u32, now: Timestamp) -> bool {
    age_s(time, now) <= (POLLS_UNTIL_STALE * i64::from(poll_seconds)).max(LEAST_FRESH_S)
}

/// Decimals that a reading of this unit deserves.
pub const fn decimals(unit: Unit) -> u8 {
    match unit {
        Unit::Spaces | Unit::VehiclesPerHour | Unit::PerHour | Unit::People | Unit::Degrees => 0,
        Unit::Percent
        | Unit::MicrogramPerCubicMetre
        | Unit::DecibelA
        | Unit::Celsius
        | Unit::KilometresPerHour
        | Unit::Seconds
        | Unit::Hectopascal
        | Unit::MetresPerSecond
        | Unit::Millimetres
        | Unit::Original => 1,
    }
}

/// Live or stale by the newest value that can be trusted; waiting where there is none yet, disabled where the feed
/// is; from a file where it comes from one, however old.
pub fn state(datastream: &Datastream, feed: &Feed, now: Timestamp) -> FeedState {
    match datastream.latest {
        _ if !feed.is_enabled || !feed.protocol.is_polled() => feed.resting_state(),
        None => FeedState::Waiting,
        Some(latest) if latest.quality == Quality::Good && is_fresh(latest.time, feed.rhythm_s(), now) => {
            FeedState::Live
        }
        Some(_) => FeedState::Stale,
    }
}

/// The mean of one hour of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourMean {
    /// Mean of the readings.
    pub mean: f64,
    /// How many there are.
    pub count: u32,
}

/// Mean reading by hour of the day (0 to 23) in the time zone; `None` for hours without readings.
pub fn hourly_profile(readings: &[Reading], zone: &TimeZone) -> [Option<HourMean>; 24] {
    let mut sums = [(0.0, 0_u32); 24];
    for (time, value) in readings.iter().filter(|(_, value)| value.is_finite()) {
        let hour = usize::try_from(zone.to_datetime(*time).hour()).unwrap_or_default();
        if let Some((sum, count)) = sums.get_mut(hour) {
            *sum += value;
            *count += 1;
        }
    }
    sums.map(|(sum, count)| (count > 0).then(|| HourMean { mean: sum / f64::from(count), count }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, Localized, Observation, Protocol, SensorId, Unit};
    use crate::query::test_support::{at, municipalities, nis};

    fn second(number: i64) -> Timestamp {
        Timestamp::from_second(number).unwrap()
    }

    fn feed() -> Feed {
        Feed {
            id: FeedId::new("f"),
            name: Localized::same("f"),
            protocol: Protocol::Opendatasoft,
            url: String::new(),
            dataset: None,
            mapping: None,
            nis: None,
            licence: String::new(),
            attribution: String::new(),
            options: std::collections::BTreeMap::new(),
            secret: None,
            retention_days: None,
            poll_seconds: 600,
            is_verified: false,
            is_enabled: true,
            is_simulated: false,
        }
    }

    fn datastream(latest: Option<(i64, Quality)>) -> Datastream {
        Datastream {
            key: "pm10".into(),
            property: ObservedProperty::Pm10,
            original_property: "PM10".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "ug/m3".into(),
            capacity: None,
            latest: latest.map(|(time, quality)| Observation { time: second(time), value: 1.0, quality }),
        }
    }

    fn sensor(id: &str, code: Option<u32>) -> Sensor {
        Sensor {
            id: SensorId::new(id),
            feed: FeedId::new("f"),
            name: id.into(),
            location: Some(at(3.72, 51.05)),
            nis: code.map(nis),
            is_nis_approximate: false,
            is_simulated: false,
            datastreams: vec![datastream(None)],
        }
    }

    #[test]
    fn state_follows_the_age_and_the_quality_of_the_newest_value() {
        let now = second(100_000);
        let of = |latest| state(&datastream(latest), &feed(), now);
        assert_eq!(of(None), FeedState::Waiting);
        assert_eq!(of(Some((100_000 - 1_800, Quality::Good))), FeedState::Live);
        assert_eq!(of(Some((100_000 - 1_801, Quality::Good))), FeedState::Stale);
        assert_eq!(of(Some((100_100, Quality::ClockSkewed))), FeedState::Stale);
        let disabled = Feed { is_enabled: false, ..feed() };
        assert_eq!(state(&datastream(None), &disabled, now), FeedState::Disabled);
        assert!(is_fresh(second(100_000 - 900), 60, now));
        assert!(!is_fresh(second(100_000 - 901), 60, now));
    }

    #[test]
    fn wanted_are_those_of_feed_property_place_and_words() {
        let towns = municipalities();
        let all = vec![sensor("f/gent", Some(44021)), sensor("f/nevele", Some(44049)), sensor("f/x", None)];
        let sensors = Sensors::new(vec![feed()], all, &towns);
        let ids = |filter: &Filter, view: &SensorView| -> Vec<String> {
            wanted(&sensors, &towns, filter, view).iter().map(|sensor| sensor.name.to_string()).collect()
        };
        let (any_filter, any_view) = (Filter::default(), SensorView::default());
        assert_eq!(ids(&any_filter, &any_view).len(), 3);
        let deinze = Filter { municipalities: [nis(44083)].into(), ..Filter::default() };
        assert_eq!(ids(&deinze, &any_view), ["f/nevele"]);
        let regional = Filter { regional_only: true, ..Filter::default() };
        assert_eq!(ids(&regional, &any_view), ["f/x"]);
        let words = Filter { text: "GENT f".to_owned(), ..Filter::default() };
        assert_eq!(ids(&words, &any_view), ["f/gent"]);
        let noise = SensorView { property: Some(ObservedProperty::NoiseLaeq), ..SensorView::default() };
        assert!(ids(&any_filter, &noise).is_empty());
        let other = SensorView { feed: Some(FeedId::new("g")), ..SensorView::default() };
        assert!(ids(&any_filter, &other).is_empty());
        assert_eq!(properties(sensors.sensors().values()), [(ObservedProperty::Pm10, 3)]);
    }

    #[test]
    fn profile_is_in_the_hours_of_the_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let readings = [(second(0), 1.0), (second(1_800), 3.0), (second(86_400), 5.0), (second(3_600), f64::NAN)];
        let profile = hourly_profile(&readings, &zone);
        assert_eq!(profile[2], Some(HourMean { mean: 3.0, count: 3 }));
        assert_eq!(profile.iter().flatten().count(), 1);
    }
}
