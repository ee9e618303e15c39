//! A place that stands in one cell: a shape as well-known text (OGC 06-103r4, also with PostGIS' `SRID=…;`), or two
//! coordinates beside each other as maps on the web show them.
//!
//! Contract: pure; never panics; what is no place is `None`. Coordinates stay as they stand, in the file's own system,
//! but for degrees of Belgium with the latitude first, which is how people write them. May use: `formats::{crs, number}`.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use crate::formats::crs::{BELGIUM, Crs};
use crate::formats::number;
use crate::model::{LonLat, Reason};

/// Deepest collection in a collection.
const MAX_DEPTH: usize = 8;

/// A place in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its shape, in the file's reference system.
    pub shape: Geometry<f64>,
    /// The reference system that the cell names.
    named: Option<String>,
}

impl Written {
    /// The reference system that the cell names, if any.
    ///
    /// # Errors
    /// When it names one that can't be read.
    pub fn crs(&self) -> Result<Option<Crs>, Reason> {
        let known =
            |name: &String| Crs::from_name(name).ok_or_else(|| Reason::new("reason-crs-unknown").with("name", name));
        self.named.as_ref().map(known).transpose()
    }
}

/// The place of a cell.
pub fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    well_known(text).or_else(|| pair(text).map(|(x, y)| Written { shape: Point::new(x, y).into(), named: None }))
}

/// Whether a cell surely holds a place: a well-known text, or two coordinates of Belgium with decimals.
pub fn is_place(text: &str) -> bool {
    let text = text.trim();
    well_known(text).is_some()
        || pair(text).is_some_and(|(x, y)| {
            let is_degrees = LonLat::new(x, y).is_ok_and(|place| BELGIUM.contains(place));
            let is_metres = Crs::from_magnitude(x, y).is_some_and(|crs| crs != Crs::Wgs84);
            // "250 000" is an amount, "104 105" two numbers of houses.
            (x.fract() != 0.0 || y.fract() != 0.0) && (is_degrees || is_metres)
        })
}

/// Two coordinates: "51.05, 3.72", "51,05; 3,72", "(3.72 51.05)".
fn pair(text: &str) -> Option<(f64, f64)> {
    let inner = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']']).trim();
    let has_points = inner.matches('.').count() > 0;
    let is_comma = |text: &str| text.matches(',').count() == 1;
    let parts = if inner.contains([';', '|', '/']) {
        inner.split_once([';', '|', '/'])
    } else if is_comma(inner) && has_points {
        inner.split_once(',')
    } else if inner.matches(", ").count() == 1 {
        inner.split_once(", ")
    } else {
        inner.split_once(char::is_whitespace)
    };
    let (first, second) = parts?;
    let coordinate = |text: &str| {
        let text = text.trim().trim_end_matches('°');
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'));
        if is_plain { number::parse_coordinate(text) } else { None }
    };
    let (first, second) = (coordinate(first)?, coordinate(second)?);
    let is_latitude_first = LonLat::new(second, first).is_ok_and(|place| BELGIUM.contains(place));
    Some(if is_latitude_first { (second, first) } else { (first, second) })
}

/// A shape as well-known text, with the system before it: `SRID=31370;POINT (1 2)`, `<http://…/31370> POINT (1 2)`.
fn well_known(text: &str) -> Option<Written> {
    let of_srid = || {
        let (before, rest) = text.split_once(';')?;
        let number = before.trim().get(5..).filter(|_| before.to_ascii_uppercase().starts_with("SRID="))?;
        Some((Some(number.trim().to_owned()), rest))
    };
    let of_address = || text.strip_prefix('<')?.split_once('>').map(|(name, rest)| (Some(name.to_owned()), rest));
    let (named, body) = of_srid().or_else(of_address).unwrap_or((None, text));
    // 0 says that there is none.
    let named = named.filter(|name| name != "0");
    let mut words = Words { rest: body.trim() };
    let shape = words.shape(0)?;
    words.rest.trim().is_empty().then_some(Written { shape, named })
}

/// What is left of a well-known text.
struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    fn shape(&mut self, depth: usize) -> Option<Geometry<f64>> {
        let kind = self.word().to_ascii_uppercase();
        // "POINT Z", "POINTZ": heights and measures are passed over.
        let kind = kind.strip_suffix("ZM").or_else(|| kind.strip_suffix(['Z', 'M'])).unwrap_or(&kind);
        if matches!(self.peek_word().to_ascii_uppercase().as_str(), "Z" | "M" | "ZM") {
            self.word();
        }
        Some(match kind {
            "POINT" => Geometry::Point(Point(*self.coords()?.first()?)),
            "LINESTRING" => Geometry::LineString(self.line()?),
            "POLYGON" => Geometry::Polygon(self.polygon()?),
            "MULTIPOINT" => Geometry::MultiPoint(MultiPoint(self.points()?)),
            "MULTILINESTRING" => Geometry::MultiLineString(MultiLineString(self.list(Self::line)?)),
            "MULTIPOLYGON" => Geometry::MultiPolygon(MultiPolygon(self.list(Self::polygon)?)),
            "GEOMETRYCOLLECTION" if depth < MAX_DEPTH => {
                let parts = self.list(|words| words.shape(depth + 1))?;
                Geometry::GeometryCollection(GeometryCollection(parts))
            }
            _ => return None,
        })
    }

    fn word(&mut self) -> &'a str {
        let word = self.peek_word();
        self.rest = self.rest.trim_start().get(word.len()..).unwrap_or_default();
        word
    }

    fn peek_word(&self) -> &'a str {
        let rest = self.rest.trim_start();
        let end = rest.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(sign)?;
        Some(())
    }

    /// Parts between brackets, parted by commas.
    fn list<T>(&mut self, mut part: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.sign('(')?;
        let mut parts = vec![part(self)?];
        while self.sign(',').is_some() {
            parts.push(part(self)?);
        }
        self.sign(')')?;
        Some(parts)
    }

    fn coords(&mut self) -> Option<Vec<Coord<f64>>> {
        self.list(Self::coord)
    }

    fn line(&mut self) -> Option<LineString<f64>> {
        self.coords().map(LineString)
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let mut rings = self.list(Self::line)?.into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    /// Points with brackets of their own, or without.
    fn points(&mut self) -> Option<Vec<Point<f64>>> {
        self.list(|words| {
            let is_bracketed = words.rest.trim_start().starts_with('(');
            if is_bracketed { words.coords()?.first().copied() } else { words.coord() }.map(Point)
        })
    }

    fn coord(&mut self) -> Option<Coord<f64>> {
        let rest = self.rest;
        let end = rest.find([',', ')', '(']).unwrap_or(rest.len());
        let (position, rest) = rest.split_at_checked(end)?;
        let numbers: Vec<f64> = position.split_whitespace().map(|word| word.parse().ok()).collect::<Option<_>>()?;
        self.rest = rest;
        match numbers.as_slice() {
            [x, y] | [x, y, _] | [x, y, _, _] if x.is_finite() && y.is_finite() => Some(Coord { x: *x, y: *y }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point(text: &str) -> Option<(f64, f64)> {
        match parse(text)?.shape {
            Geometry::Point(point) => Some((point.x(), point.y())),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn two_coordinates_in_a_cell_are_read_however_they_are_parted() {
        for text in [
            "51.05, 3.72",
            "51.05,3.72",
            "51,05; 3,72",
            "51,05;3,72",
            "51,05 3,72",
            "51,05, 3,72",
            "(3.72 51.05)",
            "[3.72, 51.05]",
            "51.05° 3.72°",
            "51.05 / 3.72",
        ] {
            assert_eq!(point(text), Some((3.72, 51.05)), "{text}");
            assert!(is_place(text), "{text}");
        }
        assert_eq!(point("104863,11; 193911,23"), Some((104_863.11, 193_911.23)));
        for none in ["250 000", "104 105", "51,05", "3.72", "Gent, 9000", "2018-2020", "1/5/2019", "12 km", "", "50 3"]
        {
            assert!(!is_place(none), "{none}");
        }
    }

    #[test]
    fn well_known_text_is_read_with_the_system_before_it() {
        assert_eq!(point("POINT (3.725 51.0536)"), Some((3.725, 51.0536)));
        assert_eq!(point("point z(3.725 51.0536 12)"), Some((3.725, 51.0536)));
        assert_eq!(point("POINTZM(3.725 51.0536 12 1)"), Some((3.725, 51.0536)));
        let named = |text: &str| parse(text).map(|written| written.crs());
        assert_eq!(named("SRID=31370;POINT (104863.1 193911.2)"), Some(Ok(Some(Crs::Lambert72))));
        assert_eq!(named("srid=0; POINT (104863.1 193911.2)"), Some(Ok(None)));
        let address = "<http://www.opengis.net/def/crs/EPSG/0/3812> POINT (604860 693906)";
        assert_eq!(named(address), Some(Ok(Some(Crs::Lambert2008))));
        assert!(named("SRID=28992;POINT (1 2)").is_some_and(|crs| crs.is_err()));
        for (text, corners) in [
            ("LINESTRING (3 51, 4 51)", 2),
            ("MULTIPOINT ((3 51), (4 51))", 2),
            ("MULTIPOINT (3 51, 4 51)", 2),
            ("POLYGON ((3 51, 4 51, 4 52, 3 51), (3.1 51.1, 3.2 51.1, 3.2 51.2, 3.1 51.1))", 8),
            ("MULTILINESTRING ((3 51, 4 51), (3 50, 4 50))", 4),
            ("MULTIPOLYGON (((3 51, 4 51, 4 52, 3 51)))", 4),
            ("GEOMETRYCOLLECTION (POINT (3 51), LINESTRING (3 51, 4 51))", 3),
        ] {
            let read = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(geo::CoordsIter::coords_count(&read.shape), corners, "{text}");
        }
        for none in ["POINT EMPTY", "POINT (3)", "POINT (3 51", "POINT (3 51) x", "CIRCLE (3 51)", "POINT (a b)"] {
            assert_eq!(parse(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}", inner in "[0-9 ,.()-]{0,40}") {
            let _ = (parse(&text), is_place(&text), parse(&format!("POLYGON ({inner})")), parse(&inner));
        }

        #[test]
        fn what_gdal_writes_comes_back(x in -1e6..1e6_f64, y in -1e6..1e6_f64) {
            prop_assert_eq!(point(&format!("POINT ({x} {y})")), Some((x, y)));
        }
    }
}
