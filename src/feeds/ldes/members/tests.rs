//! Members of every kind that is known, in small documents. Only built for tests.

use proptest::prelude::*;
use url::Url;

use super::super::rdf;
use super::*;

const HERE: &str = "https://stream.example/page";

const PREFIXES: &str = "@prefix tree: <https://w3id.org/tree#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix prov: <http://www.w3.org/ns/prov#> . @prefix sosa: <http://www.w3.org/ns/sosa/> .
    @prefix vkm: <https://data.vlaanderen.be/ns/verkeersmetingen#> . @prefix time: <http://www.w3.org/2006/time#> .
    @prefix om: <http://def.isotc211.org/iso19156/2011/Observation#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix sp: <http://def.isotc211.org/iso19156/2011/SamplingPoint#> . @prefix mv: <http://schema.mobivoc.org/#> .
    @prefix impl: <https://implementatie.data.vlaanderen.be/ns/vsds-verkeersmetingen#> .
    @prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
    @prefix mob: <https://data.vlaanderen.be/ns/mobiliteit#> . @prefix m8g: <http://data.europa.eu/m8g/> .
    @prefix locn: <http://www.w3.org/ns/locn#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix schema: <https://schema.org/> . @prefix qudt: <http://qudt.org/schema/qudt/> . ";

fn read_all(text: &str) -> (Vec<Found>, Vec<Refused>) {
    let graph = rdf::parse(format!("{PREFIXES}{text}").as_bytes(), "application/trig", HERE).expect("a graph");
    let page = Page::of(&graph, &[&Url::parse(HERE).expect("an address")]);
    members(&graph, &page, Paths::default(), |_| true)
}

fn read_one(text: &str) -> Found {
    let (found, refused) = read_all(text);
    assert!(refused.is_empty(), "{refused:?}");
    let [one] = <[Found; 1]>::try_from(found).expect("one member");
    one
}

fn refusal(text: &str) -> (&'static str, Reason) {
    let (found, refused) = read_all(text);
    assert!(found.is_empty(), "{found:?}");
    let [one] = <[Refused; 1]>::try_from(refused).expect("one member");
    (one.field, one.reason)
}

/// A count of cyclists on a road, as OSLO Verkeersmetingen writes it, the point and the sensor told apart from it.
const COUNT: &str = "</s> tree:member </obs/7/2026-04-06> .
    </obs/7/2026-04-06> a vkm:Verkeersmeting ; dct:isVersionOf </obs/7> ;
        prov:generatedAtTime '2026-04-06T10:01:00Z'^^xsd:dateTime ; sosa:madeBySensor </sensor/3> ;
        vkm:geobserveerdObject </point/7> ;
        om:OM_Observation.observedProperty [ a vkm:Verkeerskenmerk ;
            vkm:type <https://data.vlaanderen.be/id/concept/VkmVerkeersKenmerkType/aantal> ;
            vkm:voertuigType <https://data.vlaanderen.be/id/concept/VkmVoertuigType/fiets> ] ;
        om:OM_Observation.result '3'^^xsd:integer ;
        om:OM_Observation.phenomenonTime [ a time:ProperInterval ;
            time:hasBeginning [ time:inXSDDateTime '2026-04-06T09:45:00Z'^^xsd:dateTime ] ;
            time:hasEnd [ time:inXSDDateTime '2026-04-06T10:00:00Z'^^xsd:dateTime ] ] .
    </point/7> a vkm:Verkeersmeetpunt ; rdfs:label 'Vaartstraat' ; sp:SF_SamplingPoint.shape [
        geo:asWKT '<http://www.opengis.net/def/crs/EPSG/0/31370> POINT (144474.5297 208293.5324)'^^geo:wktLiteral ] .";

#[test]
fn a_count_of_oslo_has_its_period_its_point_and_its_kind_of_vehicle() {
    let found = read_one(COUNT);
    assert_eq!((found.key.as_str(), found.name.as_str()), ("https://stream.example/point/7", "Vaartstraat"));
    assert!(found.place.is_some_and(|at| (at.lon() - 4.289_731).abs() < 1e-5), "{:?}", found.place);
    assert_eq!(found.thing, "https://stream.example/obs/7");
    let [value] = &found.values[..] else { panic!("{:?}", found.values) };
    assert_eq!((value.key.as_str(), value.property), ("aantal-fiets", ObservedProperty::BicycleIntensity));
    assert_eq!((value.value, value.period_s), (Some(3.0), Some(900.0)));
    assert_eq!(value.time.to_string(), "2026-04-06T10:00:00Z");
}

#[test]
fn durations_directions_and_speeds_of_oslo_are_read() {
    let text = COUNT
        .replace(
            "time:hasEnd [ time:inXSDDateTime '2026-04-06T10:00:00Z'^^xsd:dateTime ]",
            "time:hasXSDDuration 'PT5M'",
        )
        .replace("om:OM_Observation.result '3'^^xsd:integer", "impl:Verkeerstelling.tellingresultaat 3.5")
        .replace(
            "a vkm:Verkeersmeetpunt",
            "a vkm:Verkeersmeetpunt ; vkm:bemonsterdObject [ <#rijrichting> <#inDirection> ]",
        );
    let value = read_one(&text).values.remove(0);
    assert_eq!((value.key.as_str(), value.value), ("aantal-fiets-inDirection", Some(3.5)));
    assert_eq!((value.period_s, value.time.to_string()), (Some(300.0), "2026-04-06T09:50:00Z".to_owned()));
    let fast = COUNT
        .replace("VkmVerkeersKenmerkType/aantal", "VkmVerkeersKenmerkType/V85")
        .replace("'3'^^xsd:integer", "[ schema:value 48.5 ; schema:unitCode 'KMT' ]");
    let value = read_one(&fast).values.remove(0);
    assert_eq!((value.property, value.value), (ObservedProperty::SpeedV85, Some(48.5)));
    assert_eq!((value.unit.as_str(), value.period_s), ("KMT", None));
}

#[test]
fn a_count_without_a_period_is_no_count_per_hour() {
    let (before, after) = COUNT.split_once("om:OM_Observation.phenomenonTime").expect("it is there");
    let (_, after) = after.split_once("] ] .").expect("it ends");
    let value = read_one(&format!("{before} dct:issued 'x' .{after}")).values.remove(0);
    assert_eq!((value.property, value.period_s), (ObservedProperty::Other, None));
    assert_eq!(value.time.to_string(), "2026-04-06T10:01:00Z", "when it was made, where nothing better is said");
}

#[test]
fn observations_of_sosa_give_their_value_and_unit() {
    let text = |result: &str| {
        format!(
            "</s> tree:member </o/1> . </o/1> a sosa:Observation ; sosa:madeBySensor </station/4> ;
            sosa:observedProperty <http://example.org/prop/NO2> ; {result} ; sosa:resultTime '2026-04-06T10:00:00Z' .
            </station/4> rdfs:label 'Station 4' ; wgs84:lat '51.05' ; wgs84:long '3.72' ."
        )
    };
    for (result, value, unit) in [
        ("sosa:hasSimpleResult 31.5", Some(31.5), ""),
        ("sosa:hasSimpleResult '31.5 ug/m3'^^<https://w3id.org/cdt/ucum>", Some(31.5), "ug/m3"),
        (
            "sosa:hasResult [ qudt:numericValue 31.5 ; qudt:unit <http://qudt.org/vocab/unit/MicroGM-PER-M3> ]",
            Some(31.5),
            "http://qudt.org/vocab/unit/MicroGM-PER-M3",
        ),
        ("sosa:hasSimpleResult 'NaN'^^xsd:double", None, ""),
    ] {
        let found = read_one(&text(result));
        assert_eq!((found.key.as_str(), found.name.as_str()), ("https://stream.example/station/4", "Station 4"));
        assert_eq!(found.place, LonLat::new(3.72, 51.05).ok());
        let one = &found.values[0];
        assert_eq!((one.key.as_str(), one.property), ("NO2", ObservedProperty::No2));
        assert_eq!((one.value, one.unit.as_str()), (value, unit), "{result}");
    }
    assert_eq!(refusal(&text("sosa:hasSimpleResult 'much'")).0, "result");
}

#[test]
fn a_collection_gives_each_of_its_observations() {
    let (found, refused) = read_all(
        "</s> tree:member </c> . </c> a sosa:ObservationCollection ; sosa:madeBySensor </scan> ;
        sosa:resultTime '2026-04-06T10:00:00Z' ; sosa:hasMember
            [ a sosa:Observation ; sosa:observedProperty <#temperature> ; sosa:hasSimpleResult 21 ],
            [ a sosa:Observation ; sosa:observedProperty <#relativeHumidity> ; sosa:hasSimpleResult 60 ] .",
    );
    assert!(refused.is_empty(), "{refused:?}");
    let mut seen: Vec<_> = found.iter().map(|one| (one.values[0].property, one.values[0].value)).collect();
    seen.sort_by_key(|(property, _)| property.key());
    assert_eq!(seen, [(ObservedProperty::Humidity, Some(60.0)), (ObservedProperty::Temperature, Some(21.0))]);
    assert!(found.iter().all(|one| one.key.ends_with("/scan")));
}

#[test]
fn a_car_park_has_free_spaces_and_a_capacity() {
    let found = read_one(
        "</s> tree:member </pr/1/v3> . </pr/1/v3> a mv:ParkingLot ; dct:isVersionOf </pr/1> ; rdfs:label 'P+R Oost'@nl ;
        dct:modified '2026-04-06T12:00:00+02:00'^^xsd:dateTime ; mv:rateOfOccupancy 75 ; wgs84:lat 51.05 ; wgs84:long 3.72 ;
        mv:capacity [ a mv:Capacity ; mv:totalCapacity 200 ], [ a mv:RealTimeCapacity ; mv:currentValue 50 ] .",
    );
    assert_eq!((found.key.as_str(), found.name.as_str()), ("https://stream.example/pr/1", "P+R Oost"));
    let seen: Vec<_> = found.values.iter().map(|one| (one.property, one.value, one.capacity)).collect();
    let (free, part) = (ObservedProperty::ParkingFree, ObservedProperty::ParkingOccupancy);
    assert_eq!(seen, [(free, Some(50.0), Some(200.0)), (part, Some(75.0), None)]);
    assert_eq!(found.said.to_string(), "2026-04-06T10:00:00Z");
    let empty = "</s> tree:member </p> . </p> a mv:ParkingLot ; dct:modified '2026-04-06T10:00:00Z' .";
    assert_eq!(refusal(empty).0, "currentValue");
}

#[test]
fn a_hindrance_is_in_force_from_begin_to_end() {
    let found = read_one(
        "</s> tree:member </h/9/2> . </h/9/2> a mob:Mobiliteitshinder ; dct:isVersionOf </h/9> ;
        dct:description 'Container'^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ; mob:zone </h/9/zone> ;
        mob:periode [ a m8g:PeriodOfTime ; m8g:startTime '2026-04-01T05:00:00Z' ; m8g:endTime '2026-04-10T19:00:00Z' ] ;
        prov:generatedAtTime '2026-03-20T10:00:00Z' .
        </h/9/zone> a mob:Zone ; locn:geometry [ geo:asWKT '<http://www.opengis.net/def/crs/EPSG/9.9.1/31370> POLYGON
            ((135966.1 208430.1, 135967.3 208428.6, 135972.0 208432.4, 135966.1 208430.1))'^^geo:wktLiteral ] .",
    );
    assert_eq!((found.key.as_str(), found.name.as_str()), ("https://stream.example/h/9", "Container"));
    assert!(found.is_superseded && found.place.is_some());
    let steps: Vec<_> = found.values.iter().map(|one| (one.time.to_string(), one.value)).collect();
    let (start, end) = ("2026-04-01T05:00:00Z".to_owned(), "2026-04-10T19:00:00Z".to_owned());
    assert_eq!(steps, [(start, Some(1.0)), (end, Some(0.0))]);
    let endless = "</s> tree:member </h> . </h> a mob:Mobiliteitshinder ; mob:periode [ m8g:endTime '2026-04-10' ] .";
    assert_eq!(refusal(endless).0, "periode");
}

#[test]
fn a_member_in_the_graph_of_its_name_is_read() {
    let text = "</s> tree:member </m/1> , </m/2> .
        </m/1> { </p> a mv:ParkingLot ; mv:numberOfVacantParkingSpaces 5 ; dct:modified '2026-04-06T10:00:00Z' . }
        </m/2> { </p> a mv:ParkingLot ; mv:numberOfVacantParkingSpaces 6 ; dct:modified '2026-04-06T10:05:00Z' . }";
    let (found, refused) = read_all(text);
    assert!(refused.is_empty(), "{refused:?}");
    let seen: Vec<_> = found.iter().map(|one| (one.key.as_str(), one.values[0].value)).collect();
    assert_eq!(seen, [("https://stream.example/p", Some(5.0)), ("https://stream.example/p", Some(6.0))]);
}

#[test]
fn what_says_nothing_of_a_sensor_is_refused_with_its_reason() {
    let (field, reason) = refusal("</s> tree:member </x> . </x> a <http://example.org/Poem> .");
    assert_eq!((field, reason.to_string().ends_with(" Poem")), ("type", true));
    assert_eq!(refusal("</s> tree:member </gone> .").0, "type");
    let nowhere =
        "</s> tree:member </o> . </o> a sosa:Observation ; sosa:hasSimpleResult 1 ; sosa:observedProperty <#x>";
    assert_eq!(refusal(&format!("{nowhere} .")).0, "phenomenonTime");
    assert_eq!(refusal(&format!("{nowhere} ; sosa:resultTime '2026-04-06T10:00:00Z' .")).0, "madeBySensor");
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(json in crate::feeds::tests_json::any_json()) {
        let document = serde_json::json!({ "@context": { "@vocab": "https://w3id.org/tree#" }, "@id": HERE,
            "member": [{ "@id": "x", "@type": ["Observation", "ParkingLot"], "value": json.clone() }, json] });
        if let Ok(graph) = rdf::parse(document.to_string().as_bytes(), "application/ld+json", HERE) {
            let page = Page::of(&graph, &[&Url::parse(HERE).expect("an address")]);
            drop(members(&graph, &page, Paths::default(), |_| true));
        }
    }
}
