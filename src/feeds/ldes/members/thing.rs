//! Things with a state: car parks and bicycle parks of mobivoc, and hindrances of GIPOD.
//!
//! A hindrance measures nothing. It is kept as a sensor with one datastream, "hindrance": 1 from the beginning of each of
//! its periods, 0 from the end, as far as they have passed; a list, a map and a chart then show what is in force now. Only
//! its newest version counts. May use: `model`.

use jiff::Timestamp;

use super::super::rdf::Node;
use super::{Found, Member, Value, Wrong, name, number, place};
use crate::feeds::value;
use crate::model::{ObservedProperty, Reason};

/// Datastream of a hindrance.
pub(super) const HINDRANCE: &str = "hindrance";

/// What reads a kind of thing.
pub(super) type Reader = fn(Member<'_>) -> Result<Found, Wrong>;

/// What reads a node, where it is a thing that is known.
pub(super) fn reader(node: Node<'_>) -> Option<Reader> {
    let is = |words: &[&str]| node.types().any(|kind| words.iter().any(|word| kind.contains(word)));
    if is(&["Parking"]) {
        Some(parking)
    } else if is(&["Mobiliteitshinder", "Inname", "Werk", "Grondwerk", "Evenement"]) {
        Some(hindrance)
    } else {
        None
    }
}

fn parking(member: Member<'_>) -> Result<Found, Wrong> {
    use ObservedProperty as P;
    let node = member.node;
    let time = member.said.ok_or_else(|| ("modified", Reason::new("reason-feed-no-time")))?;
    let all: Vec<Node<'_>> = std::iter::once(node).chain(node.nodes(&["capacity", "realTimeCapacity"])).collect();
    let find = |words: &'static [&'static str]| all.iter().find_map(|node| node.text(words)).map(number);
    let capacity = find(&["totalCapacity", "total", "maximumValue"]).or_else(|| node.text(&["capacity"]).map(number));
    let capacity = capacity.flatten().filter(|capacity| *capacity > 0.0);
    let is_for_bikes = node.types().any(|kind| kind.contains("Bicycle") || kind.contains("Bike"));
    let (free, part) = if is_for_bikes {
        (P::BikeParkingFree, P::BikeParkingOccupancy)
    } else {
        (P::ParkingFree, P::ParkingOccupancy)
    };
    let wanted: [(&'static [&'static str], ObservedProperty, &str); 3] = [
        (&["currentValue", "numberOfVacantParkingSpaces", "availableCapacity", "availableSpaces"], free, ""),
        (&["numberOfOccupiedParkingSpaces", "occupiedSpaces"], P::ParkingOccupied, ""),
        (&["rateOfOccupancy", "occupancyRate", "occupancy"], part, "%"),
    ];
    let mut values = Vec::new();
    for (words, property, unit) in wanted {
        let Some(value) = find(words) else { continue };
        values.push(Value {
            key: property.key().to_owned(),
            property,
            original: words.first().copied().unwrap_or_default().to_owned(),
            unit: unit.to_owned(),
            period_s: None,
            capacity: if property == part { None } else { capacity },
            value,
            time,
        });
    }
    if values.is_empty() {
        return Err(("currentValue", Reason::new("reason-feed-no-spaces")));
    }
    Ok(Found {
        key: member.thing.to_owned(),
        name: name(&[node]),
        place: place(&[node]),
        said: time,
        thing: member.thing.to_owned(),
        is_superseded: false,
        values,
        declared: Vec::new(),
    })
}

fn hindrance(member: Member<'_>) -> Result<Found, Wrong> {
    let node = member.node;
    let at = |period: Node<'_>, words: &'static [&'static str]| -> Option<Timestamp> {
        let inner = || period.nodes(words).next()?.text(&["inXSDDateTime", "inXSDDateTimeStamp"]);
        period.text(words).or_else(inner).and_then(value::time_text)
    };
    let mut steps = Vec::new();
    for period in node.nodes(&["periode", "period", "temporal"]) {
        let Some(start) = at(period, &["startTime", "startDate", "hasBeginning", "start"]) else { continue };
        steps.push((start, 1.0));
        if let Some(end) = at(period, &["endTime", "endDate", "hasEnd", "einde"]).filter(|end| *end > start) {
            steps.push((end, 0.0));
        }
    }
    if steps.is_empty() {
        return Err(("periode", Reason::new("reason-feed-no-period")));
    }
    // Of two periods that touch, the one that begins decides.
    steps.sort_by_key(|(time, value)| (*time, *value as i64));
    let said = member.said.or_else(|| steps.first().map(|(start, _)| *start));
    let said = said.ok_or_else(|| ("created", Reason::new("reason-feed-no-time")))?;
    steps.dedup_by(|later, first| {
        later.0 == first.0 && {
            *first = *later;
            true
        }
    });
    let title = node.text(&["description", "title", "label"]).map(|text| text.chars().take(200).collect());
    let values = steps.into_iter().map(|(time, value)| Value {
        key: HINDRANCE.to_owned(),
        property: ObservedProperty::Other,
        original: HINDRANCE.to_owned(),
        unit: String::new(),
        period_s: None,
        capacity: None,
        value: Some(value),
        time,
    });
    Ok(Found {
        key: member.thing.to_owned(),
        name: title.unwrap_or_else(|| name(&[node])),
        place: place(&[node]),
        said,
        thing: member.thing.to_owned(),
        is_superseded: true,
        values: values.collect(),
        declared: vec![(HINDRANCE.to_owned(), HINDRANCE.to_owned())],
    })
}
