//! Whether a value can be true. Values that can't are kept and flagged; sentinels are no values at all.
//!
//! Contract: pure. Bounds are generous: they catch defects of devices and mappings, not rare weather.
//! May use: `model`.

use jiff::Timestamp;

use super::value::shifted;
use crate::model::{ObservedProperty, Quality};

/// How far a device's clock may be ahead, seconds.
pub const MAX_AHEAD_S: i64 = 300;

/// Times before this come from a clock that was never set (2000-01-01T00:00:00Z, seconds since 1970).
const FIRST_PLAUSIBLE_S: i64 = 946_684_800;

/// The bounds of a property in its normalised unit, inclusive.
pub const fn bounds(property: ObservedProperty) -> (f64, f64) {
    use ObservedProperty as P;
    match property {
        P::ParkingFree
        | P::ParkingOccupied
        | P::BikesAvailable
        | P::BikesInUse
        | P::BikeParkingFree
        | P::DocksFree
        | P::BikesDisabled
        | P::VehiclesAvailable
        // Of carbon monoxide 100 mg/m³ kills within hours; stations on busy streets measure under 20.
        | P::Co => (0.0, 100_000.0),
        P::ParkingOccupancy | P::BikeParkingOccupancy | P::WasteFilling | P::Humidity | P::RoadOccupancy => {
            (0.0, 100.0)
        }
        P::Pm10 | P::Pm25 | P::Pm1 | P::No2 | P::No | P::Nox | P::O3 | P::So2 => (0.0, 2000.0),
        P::NoiseLaeq | P::NoiseLamax => (0.0, 150.0),
        P::TrafficIntensity
        | P::CarIntensity
        | P::HeavyIntensity
        | P::BicycleIntensity
        | P::PedestrianIntensity => (0.0, 20_000.0),
        P::TrafficSpeed | P::SpeedV85 => (0.0, 250.0),
        P::Headway => (0.0, 86_400.0),
        P::PeopleCount => (0.0, 1_000_000.0),
        P::Temperature => (-60.0, 60.0),
        P::Pressure => (850.0, 1100.0),
        P::WindSpeed => (0.0, 75.0),
        P::WindDirection => (-180.0, 360.0),
        P::Precipitation | P::BlackCarbon => (0.0, 500.0),
        P::Other => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// The flag of a value: its clock first, then its bounds and the capacity of what holds it.
pub fn judge(
    property: ObservedProperty,
    value: f64,
    capacity: Option<f64>,
    time: Timestamp,
    now: Timestamp,
) -> Quality {
    let (least, greatest) = bounds(property);
    let counts_places = matches!(
        property,
        ObservedProperty::ParkingFree
            | ObservedProperty::ParkingOccupied
            | ObservedProperty::BikeParkingFree
            | ObservedProperty::DocksFree
    );
    let is_over = counts_places && capacity.is_some_and(|capacity| value > capacity);
    if time > shifted(now, MAX_AHEAD_S) || time.as_second() < FIRST_PLAUSIBLE_S {
        Quality::ClockSkewed
    } else if value < least || value > greatest || is_over {
        Quality::Implausible
    } else {
        Quality::Good
    }
}

/// Whether a number is one that devices send for "no value" (−999 and its like), for protocols that don't declare
/// theirs. Only where the property could not take the value; of a property without bounds only the longest ones.
pub fn is_sentinel(property: ObservedProperty, value: f64) -> bool {
    let is_known = [-99.99, -999.0, -999.9, -9999.0, -32768.0, 65535.0].contains(&value);
    let (least, greatest) = bounds(property);
    match property {
        ObservedProperty::Other => [-999.0, -9999.0, -32768.0].contains(&value),
        _ => is_known && (value < least || value > greatest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_name_the_clock_first() {
        let now: Timestamp = "2026-01-01T12:00:00Z".parse().expect("a time");
        let free = |value, time| judge(ObservedProperty::ParkingFree, value, Some(100.0), time, now);
        assert_eq!(free(100.0, now), Quality::Good);
        assert_eq!(free(101.0, now), Quality::Implausible);
        assert_eq!(free(-2.0, now), Quality::Implausible);
        assert_eq!(free(1.0, shifted(now, MAX_AHEAD_S)), Quality::Good);
        assert_eq!(free(101.0, shifted(now, MAX_AHEAD_S + 1)), Quality::ClockSkewed);
        assert_eq!(free(1.0, Timestamp::UNIX_EPOCH), Quality::ClockSkewed);
    }

    #[test]
    fn sentinels_are_no_values() {
        assert!(is_sentinel(ObservedProperty::Pm10, -999.0));
        assert!(is_sentinel(ObservedProperty::Temperature, -99.99));
        assert!(!is_sentinel(ObservedProperty::Temperature, -9.0));
        assert!(!is_sentinel(ObservedProperty::ParkingFree, 65535.0), "it lies within the bounds");
        assert!(!is_sentinel(ObservedProperty::Other, -99.99));
    }
}
