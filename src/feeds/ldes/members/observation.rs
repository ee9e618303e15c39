//! Observations: SOSA/SSN, OSLO Verkeersmetingen, and collections of them.
//!
//! A count is a count per hour only where the stream says how long was counted; otherwise it stays as it is. Times are the
//! end of what was observed. May use: `model`.

use jiff::{SignedDuration, Timestamp};

use super::super::page::duration_s;
use super::super::rdf::{Node, Object, tail};
use super::{Found, Member, Value, Wrong, name, number, place};
use crate::feeds::{units, value};
use crate::model::{ObservedProperty, Reason};

const RESULT: &[&str] =
    &["hasSimpleResult", "tellingresultaat", "verkeerstellingTellingresultaat", "hasResult", "result", "resultaat"];
const PROPERTY: &[&str] = &["observedProperty", "geobserveerdKenmerk"];
const POINT: &[&str] = &[
    "verkeersmeetpunt",
    "geobserveerdObject",
    "hasFeatureOfInterest",
    "featureOfInterest",
    "hasUltimateFeatureOfInterest",
];
const SENSOR: &[&str] = &["madeBySensor", "uitgevoerdMet", "procedure"];
const VALUE: &[&str] = &["value", "numericValue", "waarde", "hasSimpleResult", "numericalValue"];
const UNIT: &[&str] = &["unitCode", "unit", "hasUnit", "uom", "unitText", "standaardEenheid", "eenheid"];

/// Whether a member is an observation, or a collection of them.
pub(super) fn is_one(node: Node<'_>) -> bool {
    let is_typed = node.types().any(|kind| {
        let known = ["Observation", "OM_Observation", "OM_Measurement", "ObservationCollection", "Verkeersmeting"];
        known.contains(&kind) || kind == "Verkeerstelling" || kind == "Verkeerssnelheidsmeting"
    });
    is_typed || (node.named(RESULT).next().is_some() && node.named(PROPERTY).next().is_some())
}

/// What an observation says of its sensor; of a collection, each of its members.
pub(super) fn read(member: Member<'_>) -> Result<Vec<Found>, Wrong> {
    let parts: Vec<Node<'_>> = member.node.nodes(&["hasMember"]).collect();
    if parts.is_empty() {
        return one(member, &[member.node]).map(|found| vec![found]);
    }
    parts.into_iter().map(|part| one(member, &[part, member.node])).collect()
}

/// One observation. `said` = itself, then the collection that it belongs to, for what they have in common.
fn one(member: Member<'_>, said: &[Node<'_>]) -> Result<Found, Wrong> {
    let first = |words: &'static [&'static str]| said.iter().find_map(|node| node.nodes(words).next());
    let times = said.iter().find_map(|node| period(*node));
    let result_time = || said.iter().find_map(|node| node.text(&["resultTime"]).and_then(value::time_text));
    let time = times.map(|times| times.1).or_else(result_time).or(member.said);
    let time = time.ok_or_else(|| ("phenomenonTime", Reason::new("reason-feed-no-time")))?;
    let (point, sensor) = (first(POINT), first(SENSOR));
    let places: Vec<Node<'_>> = [point, sensor].into_iter().flatten().chain(said.iter().copied()).collect();
    let place = place(&places);
    let own: Vec<Node<'_>> = [point, sensor].into_iter().flatten().filter(|node| node.is_named()).collect();
    let key = own.first().map(|node| node.id.to_owned());
    let key = key.or_else(|| place.map(|at| format!("at-{:.5}-{:.5}", at.lon(), at.lat())));
    let key = key.ok_or_else(|| ("madeBySensor", Reason::new("reason-feed-no-name")))?;
    let observed = observed(said).ok_or_else(|| ("observedProperty", Reason::new("reason-feed-no-property")))?;
    let (result, unit) = result(said)?;
    let period_s = times.and_then(|(start, end)| start.map(|start| end.duration_since(start).as_secs_f64()));
    let period_s = period_s.filter(|seconds| *seconds > 0.0);
    let is_count = observed.is_count && unit.is_empty();
    let property = if is_count && period_s.is_none() { ObservedProperty::Other } else { observed.property };
    let direction = point.and_then(direction);
    let value = Value {
        key: [Some(observed.key), direction].into_iter().flatten().collect::<Vec<_>>().join("-"),
        property,
        original: observed.name,
        unit,
        period_s: if is_count { period_s } else { None },
        capacity: None,
        value: result,
        time,
    };
    Ok(Found {
        name: name(&own),
        key,
        place,
        said: member.said.unwrap_or(time),
        thing: member.thing.to_owned(),
        is_superseded: false,
        values: vec![value],
        declared: Vec::new(),
    })
}

/// What was observed, in our words and in those of the stream.
struct Observed {
    key: String,
    name: String,
    property: ObservedProperty,
    /// It counts passers-by: a number of them in a period.
    is_count: bool,
}

fn observed(said: &[Node<'_>]) -> Option<Observed> {
    let object = said.iter().find_map(|node| node.named(PROPERTY).next().map(|object| (*node, object)));
    let (node, object) = object?;
    let id = match object {
        Object::Literal { text, .. } => return Some(plain(text, &[])),
        Object::Node(id) => id,
    };
    let property = Node { id, ..node };
    let code = |words: &'static [&'static str]| property.named(words).map(code).next();
    let kind = code(&["kenmerktype", "type", "kenmerkType"]).filter(|kind| !kind.is_empty());
    let vehicle = code(&["voertuigType", "voertuigtype"]).unwrap_or_default();
    match kind.filter(|_| !vehicle.is_empty() || is_traffic(property)) {
        Some(kind) => Some(traffic(kind, vehicle)),
        None if property.is_named() => {
            Some(plain(tail(id), &property.text(&["label", "prefLabel"]).into_iter().collect::<Vec<_>>()))
        }
        None => property.text(&["label", "prefLabel", "name"]).map(|label| plain(label, &[])),
    }
}

fn is_traffic(property: Node<'_>) -> bool {
    property.types().any(|kind| kind.ends_with("kenmerk"))
}

/// A property of SOSA: by the end of its IRI, then by its name.
fn plain(word: &str, labels: &[&str]) -> Observed {
    let words: Vec<&str> = std::iter::once(word).chain(labels.iter().copied()).collect();
    let key: String = word.trim().chars().take(100).collect();
    let name = labels.first().map_or_else(|| key.clone(), |label| label.chars().take(100).collect());
    Observed { key, name, property: units::property(&words), is_count: false }
}

/// The end of a code of a code list, or a literal.
fn code(object: &Object) -> &str {
    match object {
        Object::Node(id) => tail(id).rsplit(':').next().unwrap_or_default(),
        Object::Literal { text, .. } => text.trim(),
    }
}

/// A property of OSLO Verkeersmetingen: a kind (`aantal`, `snelheid`, `V85`, `bezettingsgraad`) of a kind of vehicle.
/// Classes of vehicles that are only a part of the traffic and none of ours stay "other".
fn traffic(kind: &str, vehicle: &str) -> Observed {
    use ObservedProperty as P;
    let (low, who) = (kind.to_lowercase(), vehicle.to_lowercase());
    let is = |words: &[&str]| words.iter().any(|word| who.contains(word));
    let is_count = ["aantal", "intensiteit", "telling", "count"].iter().any(|word| low.contains(word));
    let property = if low.contains("v85") {
        P::SpeedV85
    } else if low.contains("snelheid") || low.contains("speed") {
        P::TrafficSpeed
    } else if low.contains("bezetting") || low.contains("occupancy") {
        P::RoadOccupancy
    } else if !is_count {
        P::Other
    } else if is(&["fiets", "bike", "bicycle", "cycl"]) {
        P::BicycleIntensity
    } else if is(&["voetganger", "pedestrian"]) {
        P::PedestrianIntensity
    } else if is(&["vracht", "zwaar", "heavy", "truck", "lorr"]) {
        P::HeavyIntensity
    } else if is(&["auto", "personenwagen", "car", "pcl"]) {
        P::CarIntensity
    } else if who.is_empty()
        || ["voertuig", "voertuigen", "alle", "all", "gemotoriseerd", "any"].contains(&who.as_str())
    {
        P::TrafficIntensity
    } else {
        P::Other
    };
    let key = if vehicle.is_empty() { kind.to_owned() } else { format!("{kind}-{vehicle}") };
    Observed { name: key.replace('-', " "), key, property, is_count }
}

/// The direction of traffic that a measuring point samples, where it says so: two directions are two datastreams.
fn direction(point: Node<'_>) -> Option<String> {
    let sampled = point.nodes(&["bemonsterdObject", "sampledFeature", "isSampleOf"]);
    let mut all = std::iter::once(point).chain(sampled);
    let object = all.find_map(|node| node.named(&["rijrichting"]).next())?;
    Some(code(object).chars().take(40).collect::<String>())
        .filter(|code: &String| !code.is_empty() && !code.starts_with('_'))
}

/// The result and its unit; no number where the stream says that there is none.
fn result(said: &[Node<'_>]) -> Result<(Option<f64>, String), Wrong> {
    let missing = || ("result", Reason::new("reason-feed-no-value"));
    let (node, object) =
        said.iter().find_map(|node| node.named(RESULT).next().map(|object| (*node, object))).ok_or_else(missing)?;
    let (text, unit) = match object {
        Object::Literal { text, datatype } => {
            // A quantity of UCUM holds its unit: "12.5 ug/m3".
            let (number, unit) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
            let unit =
                if unit.is_empty() && datatype.contains("qudt.org/vocab/unit") { datatype.as_str() } else { unit };
            (number, unit.trim().to_owned())
        }
        Object::Node(id) => {
            let inner = Node { id, ..node };
            let deeper = || inner.nodes(VALUE).next().and_then(|node| node.text(VALUE));
            (inner.text(VALUE).or_else(deeper).ok_or_else(missing)?, unit_of(inner).unwrap_or_default())
        }
    };
    let unit = if unit.is_empty() { said.iter().find_map(|node| unit_of(*node)).unwrap_or_default() } else { unit };
    let is_none = ["NaN", "null", "nil", "-", ""].iter().any(|none| text.eq_ignore_ascii_case(none));
    match number(text) {
        Some(number) => Ok((Some(number), unit)),
        None if is_none => Ok((None, unit)),
        None => Err(("result", Reason::new("reason-feed-not-number"))),
    }
}

fn unit_of(node: Node<'_>) -> Option<String> {
    node.named(UNIT).next().map(|object| match object {
        Object::Node(id) => id.chars().take(100).collect(),
        Object::Literal { text, .. } => text.trim().chars().take(100).collect(),
    })
}

/// The time of what was observed: its start, where it is an interval, and its end.
fn period(node: Node<'_>) -> Option<(Option<Timestamp>, Timestamp)> {
    let words = &["phenomenonTime", "fenomeentijd"];
    if let Some(text) = node.text(words) {
        let start = text.split_once('/').and_then(|(start, _)| value::time_text(start));
        return value::time_text(text).map(|end| (start.filter(|start| *start < end), end));
    }
    let time = node.nodes(words).next()?;
    let at = |words: &'static [&'static str]| {
        time.nodes(words).next().and_then(instant).or_else(|| time.text(words).and_then(value::time_text))
    };
    let start = at(&["hasBeginning", "startTime"]);
    let lasted = || {
        let seconds = time.text(&["hasXSDDuration"]).and_then(duration_s)?;
        start?.checked_add(SignedDuration::from_secs(seconds as i64)).ok()
    };
    let end = at(&["hasEnd", "endTime"]).or_else(lasted).or_else(|| instant(time)).or(start)?;
    Some((start.filter(|start| *start < end), end))
}

/// The time of a `time:Instant`.
fn instant(node: Node<'_>) -> Option<Timestamp> {
    node.text(&["inXSDDateTimeStamp", "inXSDDateTime", "inXSDDate", "inDateTime"]).and_then(value::time_text)
}
