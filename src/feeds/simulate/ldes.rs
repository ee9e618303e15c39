//! A simulated linked data event stream: a description, a view by time, and a page for each half hour.
//!
//! Traffic counts come as OSLO Verkeersmetingen write them, air as SOSA; pages in Turtle, N-Quads or JSON-LD, as the
//! request asks. A page of a half hour that has passed never changes (`ldes:immutable`, `Cache-Control: immutable`); the
//! others carry an `ETag`. Contract: pure; shares no code with the reader. May use: `model`.

mod write;

use jiff::Timestamp;

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::Feed;
use write::{Statements, Term, blank, date_time, iri, number, plain};

/// What this service offers.
const KINDS: [Kind; 2] = [Kind::Traffic, Kind::Air];

/// Time that a page covers, seconds.
const PAGE_S: i64 = 1800;

/// Pages that are kept, the last one included: four hours.
const PAGES: i64 = 8;

const TREE: &str = "https://w3id.org/tree#";
const LDES: &str = "https://w3id.org/ldes#";
const DCT: &str = "http://purl.org/dc/terms/";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const PROV: &str = "http://www.w3.org/ns/prov#";
const SOSA: &str = "http://www.w3.org/ns/sosa/";
const TIME: &str = "http://www.w3.org/2006/time#";
const GEO: &str = "http://www.opengis.net/ont/geosparql#";
const WGS84: &str = "http://www.w3.org/2003/01/geo/wgs84_pos#";
const OM: &str = "http://def.isotc211.org/iso19156/2011/Observation#OM_Observation.";
const POINT: &str = "http://def.isotc211.org/iso19156/2011/SamplingPoint#SF_SamplingPoint.";
const VKM: &str = "https://data.vlaanderen.be/ns/verkeersmetingen#";
const CONCEPT: &str = "https://data.vlaanderen.be/id/concept/";
const QUDT: &str = "http://qudt.org/schema/qudt/";

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/ldes/by-time");
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let statements = match (ask.path, ask.parameter("from")) {
        ("/ldes", None) => description(ask),
        ("/ldes/by-time", None) => view(ask),
        ("/ldes/by-time", Some(from)) => match from.parse().ok().filter(|from| starts(ask).contains(from)) {
            Some(from) => return page(ask, from),
            None => return Answer::error(410, "the page is no longer kept"),
        },
        _ => return Answer::error(404, "not found"),
    };
    finish(ask, &statements, false)
}

/// The answer in the syntax that is wanted; "not modified" where it is known.
fn finish(ask: &Ask<'_>, statements: &Statements, is_immutable: bool) -> Answer {
    let (content_type, body) = statements.write(ask.header("accept").unwrap_or_default());
    let etag = format!("\"{:016x}\"", body.bytes().fold(0xcbf2_9ce4_8422_2325_u64, fnv));
    let cache = if is_immutable { "public, max-age=604800, immutable" } else { "public, max-age=60" };
    let known = ask.header("if-none-match") == Some(etag.as_str());
    let answer =
        if known { Answer { status: 304, ..Answer::new(content_type, "") } } else { Answer::new(content_type, body) };
    answer.with("etag", etag).with("cache-control", cache).with("vary", "accept")
}

/// One step of FNV-1a.
fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn description(ask: &Ask<'_>) -> Statements {
    let mut all = Statements::default();
    stream(&mut all, ask);
    all.add(iri(&format!("{}/ldes", ask.host)), &format!("{TREE}view"), iri(&format!("{}/ldes/by-time", ask.host)));
    all
}

/// What every page says of the stream.
fn stream(all: &mut Statements, ask: &Ask<'_>) {
    let stream = || iri(&format!("{}/ldes", ask.host));
    all.a(stream(), &format!("{LDES}EventStream"));
    all.add(stream(), &format!("{RDFS}label"), plain("Simulated stream of observations"));
    all.add(stream(), &format!("{LDES}timestampPath"), iri(&format!("{PROV}generatedAtTime")));
    all.add(stream(), &format!("{LDES}versionOfPath"), iri(&format!("{DCT}isVersionOf")));
}

/// Starts of the pages that are kept, oldest first.
fn starts(ask: &Ask<'_>) -> Vec<i64> {
    let last = ask.now.as_second().div_euclid(PAGE_S);
    (last - PAGES + 1..=last).map(|number| number * PAGE_S).collect()
}

fn view(ask: &Ask<'_>) -> Statements {
    let mut all = Statements::default();
    stream(&mut all, ask);
    let view = || iri(&format!("{}/ldes/by-time", ask.host));
    all.add(iri(&format!("{}/ldes", ask.host)), &format!("{TREE}view"), view());
    all.a(view(), &format!("{TREE}Node"));
    for start in starts(ask) {
        for (kind, bound) in [("GreaterThanOrEqualToRelation", start), ("LessThanRelation", start + PAGE_S)] {
            let relation = || blank(&format!("r{start}{kind}"));
            all.add(view(), &format!("{TREE}relation"), relation());
            all.a(relation(), &format!("{TREE}{kind}"));
            all.add(relation(), &format!("{TREE}node"), iri(&format!("{}/ldes/by-time?from={start}", ask.host)));
            all.add(relation(), &format!("{TREE}path"), iri(&format!("{PROV}generatedAtTime")));
            all.add(relation(), &format!("{TREE}value"), date_time(at(ask, bound)));
        }
    }
    all
}

fn at(ask: &Ask<'_>, second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(ask.now)
}

/// The page of the half hour that begins then.
fn page(ask: &Ask<'_>, start: i64) -> Answer {
    let mut all = Statements::default();
    stream(&mut all, ask);
    let here = || iri(&format!("{}/ldes/by-time?from={start}", ask.host));
    let is_over = start + PAGE_S <= ask.now.as_second();
    all.a(here(), &format!("{TREE}Node"));
    all.add(iri(&format!("{}/ldes", ask.host)), &format!("{TREE}view"), iri(&format!("{}/ldes/by-time", ask.host)));
    if is_over {
        all.add(here(), &format!("{LDES}immutable"), Term::Typed("true".to_owned(), "boolean"));
    }
    for device in ask.devices(&KINDS) {
        let mut has_member = false;
        for (id, measure) in device.streams() {
            for time in times(ask, device, measure, start) {
                let member = format!("{}/ldes/observations/{id}/{}", ask.host, time.as_second());
                all.add(iri(&format!("{}/ldes", ask.host)), &format!("{TREE}member"), iri(&member));
                let said = Said { ask, device, id, measure, member: &member, time };
                if measure == Measure::Vehicles {
                    said.count(&mut all);
                } else {
                    said.air(&mut all);
                }
                has_member = true;
            }
        }
        if has_member {
            station(&mut all, ask, device);
        }
    }
    finish(ask, &all, is_over)
}

/// When a device measured within a page, up to now. Devices do not all send in the same second.
fn times(ask: &Ask<'_>, device: &Device, measure: Measure, start: i64) -> Vec<Timestamp> {
    let step = measure.step_s();
    let phase = i64::try_from(device.id).unwrap_or_default() % step;
    let until = (start + PAGE_S - 1).min(ask.now.as_second());
    let first = (start - phase + step - 1).div_euclid(step);
    let last = (until - phase).div_euclid(step);
    (first..=last).map(|number| at(ask, number * step + phase)).collect()
}

/// Where a device stands: a measuring point of OSLO, or a station with degrees.
fn station(all: &mut Statements, ask: &Ask<'_>, device: &Device) {
    let station = || iri(&station_iri(ask, device));
    let label = format!("Simulated {} {} {}", device.kind.label(), device.municipality, device.id);
    all.add(station(), &format!("{RDFS}label"), plain(&label));
    let (lon, lat) = (device.location.lon(), device.location.lat());
    if device.kind == Kind::Traffic {
        let shape = || blank(&format!("shape{}", device.id));
        all.a(station(), &format!("{VKM}Verkeersmeetpunt"));
        all.add(station(), &format!("{POINT}shape"), shape());
        all.a(shape(), "http://www.opengis.net/ont/sf#Point");
        let wkt = format!("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT ({lon} {lat})");
        all.add(shape(), &format!("{GEO}asWKT"), Term::Literal(wkt, format!("{GEO}wktLiteral")));
    } else {
        all.a(station(), &format!("{SOSA}Sensor"));
        all.add(station(), &format!("{WGS84}lat"), number(lat));
        all.add(station(), &format!("{WGS84}long"), number(lon));
    }
}

fn station_iri(ask: &Ask<'_>, device: &Device) -> String {
    format!("{}/ldes/stations/{}", ask.host, device.id)
}

/// One observation.
struct Said<'a> {
    ask: &'a Ask<'a>,
    device: &'a Device,
    id: u64,
    measure: Measure,
    member: &'a str,
    time: Timestamp,
}

impl Said<'_> {
    fn common(&self, all: &mut Statements) {
        let member = || iri(self.member);
        let thing = format!("{}/ldes/observations/{}", self.ask.host, self.id);
        all.add(member(), &format!("{DCT}isVersionOf"), iri(&thing));
        all.add(member(), &format!("{PROV}generatedAtTime"), date_time(self.ask.shown(self.time)));
    }

    /// Vehicles in five minutes.
    fn count(&self, all: &mut Statements) {
        let member = || iri(self.member);
        let label = format!("{}x{}", self.id, self.time.as_second());
        let (property, period) = (|| blank(&format!("p{label}")), || blank(&format!("t{label}")));
        self.common(all);
        all.a(member(), &format!("{VKM}Verkeersmeting"));
        all.add(member(), &format!("{VKM}geobserveerdObject"), iri(&station_iri(self.ask, self.device)));
        all.add(member(), &format!("{OM}observedProperty"), property());
        all.a(property(), &format!("{VKM}Verkeerskenmerk"));
        all.add(property(), &format!("{VKM}type"), iri(&format!("{CONCEPT}VkmVerkeersKenmerkType/aantal")));
        all.add(property(), &format!("{VKM}voertuigType"), iri(&format!("{CONCEPT}VkmVoertuigType/voertuig")));
        all.add(member(), &format!("{OM}phenomenonTime"), period());
        all.a(period(), &format!("{TIME}ProperInterval"));
        let begin = self.time.as_second() - self.measure.step_s();
        for (word, time) in [("hasBeginning", at(self.ask, begin)), ("hasEnd", self.time)] {
            let instant = || blank(&format!("{word}{label}"));
            all.add(period(), &format!("{TIME}{word}"), instant());
            all.a(instant(), &format!("{TIME}Instant"));
            all.add(instant(), &format!("{TIME}inXSDDateTime"), date_time(self.ask.shown(time)));
        }
        let count = self.device.value(self.measure, self.time);
        all.add(member(), &format!("{OM}result"), Term::Typed(format!("{count:.0}"), "integer"));
    }

    /// A concentration.
    fn air(&self, all: &mut Statements) {
        let member = || iri(self.member);
        let result = || blank(&format!("q{}x{}", self.id, self.time.as_second()));
        self.common(all);
        all.a(member(), &format!("{SOSA}Observation"));
        all.add(member(), &format!("{SOSA}madeBySensor"), iri(&station_iri(self.ask, self.device)));
        let property = format!("{}/ldes/properties/{}", self.ask.host, self.measure.name());
        all.add(member(), &format!("{SOSA}observedProperty"), iri(&property));
        all.add(member(), &format!("{SOSA}resultTime"), date_time(self.ask.shown(self.time)));
        all.add(member(), &format!("{SOSA}hasResult"), result());
        all.a(result(), &format!("{QUDT}QuantityValue"));
        all.add(result(), &format!("{QUDT}numericValue"), number(self.device.value(self.measure, self.time)));
        all.add(result(), &format!("{QUDT}unit"), iri("http://qudt.org/vocab/unit/MicroGM-PER-M3"));
    }
}
