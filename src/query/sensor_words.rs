//! What sensors observe, in words: property, unit, value, and stretches of the region's clock; the same in the window
//! and in pictures. May use: `model`, `text`.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sensors::decimals;
use crate::model::{Datastream, Observation, ObservedProperty, Unit};
use crate::text::Text;

/// The zone whose clock is shown: that of the region, wherever the reader sits.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC));

/// The zone whose clock is shown.
pub fn zone() -> &'static TimeZone {
    &ZONE
}

/// A moment: "22/11/2026 13:00".
pub fn moment(time: Timestamp) -> String {
    time.to_zoned_datetime(ZONE.clone()).strftime("%-d/%-m/%Y %H:%M").to_string()
}

/// A stretch of time: "22/11/2026 13:00 – 23/11/2026 13:00".
pub fn stretch(from: Timestamp, until: Timestamp) -> String {
    format!("{} – {}", moment(from), moment(until))
}

/// What a datastream observes; in the source's words where no word of ours fits.
pub fn property(text: &Text, datastream: &Datastream) -> String {
    if datastream.property == ObservedProperty::Other && !datastream.original_property.is_empty() {
        return datastream.original_property.to_string();
    }
    text.word("property", datastream.property.key())
}

/// The unit of a datastream as it is written.
pub fn unit(text: &Text, datastream: &Datastream) -> String {
    match datastream.unit {
        Unit::Spaces => text.get("unit-spaces"),
        Unit::Percent => text.get("unit-percent"),
        Unit::MicrogramPerCubicMetre => text.get("unit-microgram"),
        Unit::DecibelA => text.get("unit-decibel"),
        Unit::VehiclesPerHour => text.get("unit-vehicles"),
        Unit::Celsius => text.get("unit-celsius"),
        Unit::PerHour => text.get("unit-per-hour"),
        Unit::People => text.get("unit-people"),
        Unit::KilometresPerHour => text.get("unit-kilometres-per-hour"),
        Unit::Seconds => text.get("unit-seconds"),
        Unit::Hectopascal => text.get("unit-hectopascal"),
        Unit::MetresPerSecond => text.get("unit-metres-per-second"),
        Unit::Degrees => text.get("unit-degrees"),
        Unit::Millimetres => text.get("unit-millimetres"),
        Unit::Original => datastream.original_unit.to_string(),
    }
}

/// A reading with its unit.
pub fn value(text: &Text, datastream: &Datastream, observation: &Observation) -> String {
    let number = text.number(observation.value, decimals(datastream.unit));
    let unit = unit(text, datastream);
    if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
}
