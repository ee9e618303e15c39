//! A simulated OGC SensorThings service: paths and options → JSON as the standard (18-088) writes it.
//!
//! Contract: pure; shares no code with the reader. May use: nothing of the crate but this folder.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::city::{City, Device, HISTORY_S, Kind, Measure};
use super::query::Options;
use super::route::{Answer, Ask};
use crate::model::Feed;

/// What this service offers.
const KINDS: [Kind; 5] = [Kind::Parking, Kind::Air, Kind::Noise, Kind::Traffic, Kind::Waste];

/// Entities a page without `$top`.
const DEFAULT_TOP: usize = 100;

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/v1.1");
    feed.poll_seconds = 30;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let root = format!("{}/v1.1", ask.host);
    let service = Service { ask, city: ask.city, root: &root, path: ask.path, pairs: ask.query, now: ask.now };
    let Ok(options) = Options::of_query(ask.query) else { return Answer::error(400, "the query is not understood") };
    service.route(&options).map_or_else(|| Answer::error(404, "not found"), |value| Answer::json(&value))
}

struct Service<'a> {
    ask: &'a Ask<'a>,
    city: &'a City,
    root: &'a str,
    path: &'a str,
    pairs: &'a [(String, String)],
    now: Timestamp,
}

impl Service<'_> {
    fn route(&self, options: &Options) -> Option<Value> {
        let path = self.path.strip_prefix("/v1.1")?.trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            [""] => Some(self.index()),
            ["Things"] => Some(self.things(options)),
            [thing] if thing.starts_with("Things(") => Some(self.thing(self.device(thing)?, options)),
            [thing, "Datastreams"] => {
                let device = self.device(thing)?;
                let all: Vec<Value> = device.streams().map(|(id, m)| self.stream(device, id, m, options)).collect();
                Some(json!({ "value": all }))
            }
            [stream] => {
                let (device, id, measure) = self.find_stream(stream)?;
                Some(self.stream(device, id, measure, options))
            }
            [stream, "Observations"] => {
                let (device, id, measure) = self.find_stream(stream)?;
                Some(self.observations(device, id, measure, options))
            }
            _ => None,
        }
    }

    fn index(&self) -> Value {
        let entry = |name: &str| json!({ "name": name, "url": format!("{}/{name}", self.root) });
        json!({ "value": [entry("Things"), entry("Datastreams")] })
    }

    fn device(&self, text: &str) -> Option<&Device> {
        let id = text.strip_prefix("Things(")?.strip_suffix(')')?.parse().ok()?;
        self.city.device(id).filter(|device| self.ask.is_there(device))
    }

    fn find_stream(&self, text: &str) -> Option<(&Device, u64, Measure)> {
        let id = text.strip_prefix("Datastreams(")?.strip_suffix(')')?.parse().ok()?;
        let (device, measure) = self.city.stream(id)?;
        self.ask.is_there(device).then_some((device, id, measure))
    }

    fn things(&self, options: &Options) -> Value {
        let there: Vec<&Device> = self.ask.devices(&KINDS).collect();
        let top = options.top.unwrap_or(DEFAULT_TOP);
        let page: Vec<Value> =
            there.iter().skip(options.skip).take(top).map(|device| self.thing(device, options)).collect();
        let mut answer = json!({ "@iot.count": there.len(), "value": page });
        if options.skip + top < there.len() {
            answer["@iot.nextLink"] = self.next_link(options.skip + top).into();
        }
        answer
    }

    /// The same address with another `$skip`.
    fn next_link(&self, skip: usize) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs.iter().filter(|(name, _)| name != "$skip"));
        query.append_pair("$skip", &skip.to_string());
        let path = self.path.strip_prefix("/v1.1").unwrap_or(self.path);
        format!("{}{path}?{}", self.root, query.finish())
    }

    fn thing(&self, device: &Device, options: &Options) -> Value {
        let label = device.kind.label();
        let link = format!("{}/Things({})", self.root, device.id);
        let mut thing = json!({
            "@iot.id": device.id,
            "@iot.selfLink": link,
            "name": format!("Simulated {label} {} {}", device.municipality, device.id),
            "description": format!("A simulated {label}. Its readings are made up."),
            "properties": { "simulated": true, "nis": device.nis.to_string() },
            "Datastreams@iot.navigationLink": format!("{link}/Datastreams"),
        });
        if options.expanded("Locations").is_some() {
            let point = [device.location.lon(), device.location.lat()];
            thing["Locations"] = json!([{
                "@iot.id": device.id, "name": "simulated place", "description": "", "encodingType": "application/geo+json",
                "location": { "type": "Point", "coordinates": point },
            }]);
        }
        if let Some(inner) = options.expanded("Datastreams") {
            let all: Vec<Value> = device.streams().map(|(id, m)| self.stream(device, id, m, inner)).collect();
            thing["Datastreams"] = all.into();
        }
        thing
    }

    fn stream(&self, device: &Device, id: u64, measure: Measure, options: &Options) -> Value {
        let link = format!("{}/Datastreams({id})", self.root);
        let (name, symbol) = measure.unit();
        let mut stream = json!({
            "@iot.id": id,
            "@iot.selfLink": link,
            "name": format!("Simulated {}", measure.name()),
            "description": "Simulated.",
            "unitOfMeasurement": { "name": name, "symbol": symbol, "definition": "" },
            "Observations@iot.navigationLink": format!("{link}/Observations"),
        });
        if measure == Measure::FreeSpaces {
            stream["properties"] = json!({ "capacity": device.capacity });
        }
        if options.expanded("ObservedProperty").is_some() {
            stream["ObservedProperty"] = json!({ "@iot.id": measure.name(), "name": measure.name(), "definition": "" });
        }
        if let Some(inner) = options.expanded("Observations") {
            let (page, _) = self.page(device, measure, inner);
            stream["Observations"] = page.iter().map(|time| self.observation(device, id, measure, *time)).collect();
        }
        stream
    }

    fn observations(&self, device: &Device, id: u64, measure: Measure, options: &Options) -> Value {
        let (page, has_more) = self.page(device, measure, options);
        let mut answer = if options.is_data_array {
            let row = |time: &Timestamp| json!([self.ask.shown(*time).to_string(), device.value(measure, *time)]);
            let rows: Vec<Value> = page.iter().map(row).collect();
            let link = format!("{}/Datastreams({id})", self.root);
            let components = ["phenomenonTime", "result"];
            json!({ "value": [{
                "Datastream@iot.navigationLink": link, "components": components, "dataArray": rows,
            }] })
        } else {
            let all: Vec<Value> = page.iter().map(|time| self.observation(device, id, measure, *time)).collect();
            json!({ "value": all })
        };
        if has_more {
            answer["@iot.nextLink"] = self.next_link(options.skip + page.len()).into();
        }
        answer
    }

    fn observation(&self, device: &Device, id: u64, measure: Measure, time: Timestamp) -> Value {
        let seen = self.ask.shown(time).to_string();
        json!({
            "@iot.id": format!("{id}-{}", time.as_second()),
            "phenomenonTime": seen,
            "resultTime": seen,
            "result": device.value(measure, time),
        })
    }

    /// Times of the observations of a page, and whether there are more.
    fn page(&self, device: &Device, measure: Measure, options: &Options) -> (Vec<Timestamp>, bool) {
        let step = measure.step_s();
        // Devices do not all send in the same second.
        let phase = i64::try_from(device.id).unwrap_or_default() % step;
        let second = self.now.as_second();
        let last = options.until.map_or(second, |until| until.as_second().min(second));
        let first = options.from.map_or(second - HISTORY_S, |from| from.as_second().max(second - HISTORY_S));
        let (from, until) = ((first - phase + step - 1).div_euclid(step), (last - phase).div_euclid(step));
        let count = usize::try_from(until - from + 1).unwrap_or(0);
        let top = options.top.unwrap_or(DEFAULT_TOP);
        let taken = top.min(count.saturating_sub(options.skip));
        let at = |index: usize| {
            let offset = (options.skip + index) as i64;
            let number = if options.is_newest_first { until - offset } else { from + offset };
            Timestamp::from_second(number * step + phase).unwrap_or(self.now)
        };
        ((0..taken).map(at).collect(), options.skip + taken < count)
    }
}
