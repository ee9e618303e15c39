//! A representative point of a geometry that stands in a literal: WKT or GML.
//!
//! Contract: pure; never panics; what can't be read is `None`. Of a line or an area it is the middle of its box. The
//! reference system is the one that the literal names, else the one that the size of the numbers speaks for
//! ([`Crs::from_magnitude`]); swapped axes are turned where the place lies in Belgium only then. May use: `formats`.

use crate::formats::crs::{Crs, ToWgs84};
use crate::model::LonLat;

/// Most numbers that are looked at.
const MAX_NUMBERS: usize = 100_000;

/// The place of `<http://…/EPSG/0/31370> POINT (…)`, of the same without a reference system, or of GML.
pub(super) fn place(text: &str) -> Option<LonLat> {
    let text = text.trim();
    let (named, body, dimensions) = if text.starts_with("<gml") || text.contains("srsName") {
        (attribute(text, "srsName"), without_tags(text), 2)
    } else {
        let (named, body) = match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            Some((iri, body)) => (Some(iri), body),
            None => {
                (None, text.split_once(';').filter(|(start, _)| start.starts_with("SRID")).map_or(text, |(_, b)| b))
            }
        };
        let kind = body.split('(').next().unwrap_or_default().to_ascii_uppercase();
        let dimensions = match kind.trim_end() {
            kind if kind.ends_with("ZM") => 4,
            kind if kind.ends_with('Z') || kind.ends_with(" M") => 3,
            _ => 2,
        };
        (named, body.to_owned(), dimensions)
    };
    let (x, y) = middle(&body, dimensions)?;
    let crs = named.map_or_else(|| Crs::from_magnitude(x, y), |name| Crs::from_name(name.trim()))?;
    let (place, _) = ToWgs84::new(crs).place_either_way(x, y).ok()?;
    (place.lon() != 0.0 || place.lat() != 0.0).then_some(place)
}

fn attribute<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(name)?;
    rest.split(['"', '\'']).nth(1)
}

/// The text with a blank in the place of each tag.
fn without_tags(text: &str) -> String {
    let mut is_tag = false;
    let plain = text.chars().map(|c| {
        is_tag = match c {
            '<' => true,
            '>' => false,
            _ => is_tag,
        };
        if is_tag || c == '>' { ' ' } else { c }
    });
    plain.collect()
}

/// The middle of the box around the coordinates of a geometry. In WKT a comma parts positions, in GML also their
/// numbers: a position that is a single number goes with the next.
fn middle(body: &str, dimensions: usize) -> Option<(f64, f64)> {
    let numbers = body.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E')));
    let numbers: Vec<f64> = numbers.filter_map(|word| word.parse().ok()).take(MAX_NUMBERS).collect();
    let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for position in numbers.chunks_exact(dimensions) {
        let [x, y, ..] = *position else { continue };
        let [west, south, east, north] = bounds;
        bounds = [west.min(x), south.min(y), east.max(x), north.max(y)];
    }
    let [west, south, east, north] = bounds;
    (west.is_finite() && north.is_finite()).then(|| (f64::midpoint(west, east), f64::midpoint(south, north)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_lines_and_areas_come_with_their_reference_system() {
        let brugge = LonLat::new(3.2247, 51.2093).expect("a place");
        for same in [
            "POINT (3.2247 51.2093)",
            "POINT(3.2247 51.2093)",
            "POINT Z (3.2247 51.2093 12)",
            "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT (3.2247 51.2093)",
            "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT (51.2093 3.2247)",
            "SRID=4326;POINT(3.2247 51.2093)",
            "LINESTRING (3.2246 51.2092, 3.2248 51.2094)",
            "POLYGON ((3.2246 51.2092, 3.2248 51.2092, 3.2248 51.2094, 3.2246 51.2092))",
            "<gml:Point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4326\"><gml:coordinates>3.2247,51.2093\
             </gml:coordinates></gml:Point>",
            "<gml:Point srsName='EPSG:4326'><gml:pos>51.2093 3.2247</gml:pos></gml:Point>",
        ] {
            let read = place(same).unwrap_or_else(|| panic!("{same}"));
            assert!(read.distance_m(brugge) < 1.0, "{same}: {read:?}");
        }
    }

    #[test]
    fn lambert_is_known_by_name_and_by_size() {
        let named = place("<http://www.opengis.net/def/crs/EPSG/9.9.1/31370> POINT (144474.5297 208293.5324)");
        let named = named.expect("a place");
        assert!((named.lon() - 4.289_731_13).abs() < 1e-6 && (named.lat() - 51.184_607_69).abs() < 1e-6);
        assert_eq!(place("POINT (144474.5297 208293.5324)"), Some(named));
        for none in ["", "POINT EMPTY", "POINT (0 0)", "<http://example.org/crs> POINT (1 2)", "POINT (x y)", "<"] {
            assert_eq!(place(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}") {
            prop_assert!(place(&text).is_none_or(|at| at.lon().is_finite()));
            let point = format!("POINT ({text})");
            prop_assert!(place(&point).is_none_or(|at| at.lat().is_finite()));
        }
    }
}
