//! Arbitrary JSON for the property tests of the parsers: any shape, with the words that feeds use, so that the
//! parsers are reached at depth. Only built for tests.

use proptest::prelude::*;
use serde_json::{Map, Value};

/// Field names and values that mean something to a parser.
const WORDS: &[&str] = &[
    "results",
    "records",
    "fields",
    "value",
    "@iot.id",
    "@iot.nextLink",
    "@iot.selfLink",
    "name",
    "id",
    "lastupdate",
    "availablecapacity",
    "occupation",
    "totalcapacity",
    "location",
    "geometry",
    "coordinates",
    "type",
    "Point",
    "Locations",
    "Datastreams",
    "Observations",
    "ObservedProperty",
    "unitOfMeasurement",
    "symbol",
    "definition",
    "phenomenonTime",
    "result",
    "resultTime",
    "dataArray",
    "components",
    "lon",
    "lat",
    "nhits",
    "total_count",
    "2026-04-06T10:00:00Z",
    "2026-04-06T10:00:00Z/2026-04-06T11:00:00Z",
    "-9999-01-01T00:00:00Z",
    "51.05, 3.72",
    "NaN",
    "1e400",
    "-1",
    "Datastreams@iot.nextLink",
    "properties",
    "message",
    "@id",
    "@type",
    "@graph",
    "@context",
    "@value",
    "https://w3id.org/tree#member",
    "http://www.w3.org/ns/sosa/hasSimpleResult",
    "http://www.w3.org/ns/sosa/observedProperty",
    "timestamp",
    "unit",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(WORDS).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ]
}

/// Any JSON document.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((word(), inner), 0..8)
                .prop_map(|pairs| Value::from(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}
