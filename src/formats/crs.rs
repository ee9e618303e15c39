//! Coordinate reference systems of Belgian data, and the way from them to WGS84.
//!
//! Definitions are those of the EPSG registry as PROJ writes them; the datum shift of Lambert 72 is the
//! seven-parameter one (EPSG:15929), good to about a metre. Web Mercator and Lambert 2005 are read, never written.

use proj4rs::Proj;
use proj4rs::transform::transform;

use crate::model::{BoundingBox, Explained, LonLat, Reason};

/// What lies in Belgium, with a margin.
pub const BELGIUM: BoundingBox = BoundingBox { west: 2.3, south: 49.3, east: 6.6, north: 51.7 };

const LAMBERT_72: &str = "+proj=lcc +lat_0=90 +lon_0=4.36748666666667 +lat_1=51.1666672333333 +lat_2=49.8333339 \
    +x_0=150000.013 +y_0=5400088.438 +ellps=intl \
    +towgs84=-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747 +units=m +no_defs";
const LAMBERT_2008: &str = "+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 \
    +lat_2=51.1666666666667 +x_0=649328 +y_0=665262 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";
const LAMBERT_2005: &str = "+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 \
    +lat_2=51.1666666666667 +x_0=150328 +y_0=166262 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";
const WEB_MERCATOR: &str = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m \
    +nadgrids=@null +no_defs";
const WGS84: &str = "+proj=longlat +datum=WGS84 +no_defs";

/// A reference system that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude and latitude in degrees, EPSG:4326 (also ETRS89, EPSG:4258: less than a metre apart).
    Wgs84,
    /// Belgian Lambert 72 in metres, EPSG:31370.
    Lambert72,
    /// Belgian Lambert 2008 in metres, EPSG:3812.
    Lambert2008,
    /// Belgian Lambert 2005 in metres, EPSG:3447, in use until 2008: about a kilometre off Lambert 72.
    Lambert2005,
    /// The projection of maps on the web, EPSG:3857 (also 900913, and 102100 of Esri).
    WebMercator,
}

/// Which of two coordinates comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axes {
    /// The first is the easterly one, unless the place lies in Belgium only the other way round.
    #[default]
    EastFirst,
    /// The second is the easterly one, unless the place lies in Belgium only with the first.
    NorthFirst,
}

impl serde::Serialize for Crs {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Crs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::custom(format!("unknown reference system {name}")))
    }
}

/// Numbers that are no place in their reference system.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{x}, {y} is no place in {crs}")]
pub struct NoPlace {
    /// First coordinate.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// Reference system.
    pub crs: Crs,
}

impl Explained for NoPlace {
    fn reason(&self) -> Reason {
        Reason::new("reason-no-place").with("x", self.x).with("y", self.y).with("crs", self.crs)
    }
}

impl std::fmt::Display for Crs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EPSG:{}", self.epsg())
    }
}

impl Crs {
    /// All of them, the likeliest first.
    pub const ALL: [Self; 5] = [Self::Wgs84, Self::Lambert72, Self::Lambert2008, Self::WebMercator, Self::Lambert2005];

    /// Those that exports are written in.
    pub const WRITTEN: [Self; 3] = [Self::Wgs84, Self::Lambert72, Self::Lambert2008];

    /// Its number in the EPSG registry.
    pub const fn epsg(self) -> u32 {
        match self {
            Self::Wgs84 => 4326,
            Self::Lambert72 => 31370,
            Self::Lambert2008 => 3812,
            Self::Lambert2005 => 3447,
            Self::WebMercator => 3857,
        }
    }

    /// Its definition as well-known text (OGC 01-009), as GDAL writes it; `None` for WGS84, which needs none, and
    /// for what is only read.
    pub const fn wkt(self) -> Option<&'static str> {
        match self {
            Self::Wgs84 | Self::Lambert2005 | Self::WebMercator => None,
            Self::Lambert72 => Some(include_str!("../../assets/crs/31370.wkt")),
            Self::Lambert2008 => Some(include_str!("../../assets/crs/3812.wkt")),
        }
    }

    /// Its definition as PROJJSON; `None` for WGS84, which needs none, and for what is only read.
    pub const fn projjson(self) -> Option<&'static str> {
        match self {
            Self::Wgs84 | Self::Lambert2005 | Self::WebMercator => None,
            Self::Lambert72 => Some(include_str!("../../assets/crs/31370.json")),
            Self::Lambert2008 => Some(include_str!("../../assets/crs/3812.json")),
        }
    }

    /// Its name in the EPSG registry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS 84",
            Self::Lambert72 => "BD72 / Belgian Lambert 72",
            Self::Lambert2008 => "ETRS89 / Belgian Lambert 2008",
            Self::Lambert2005 => "ETRS89 / Belgian Lambert 2005",
            Self::WebMercator => "WGS 84 / Pseudo-Mercator",
        }
    }

    /// The system that a text names: `EPSG:31370`, `urn:ogc:def:crs:EPSG::31370`, `…/EPSG/0/31370`, `CRS84`.
    pub fn from_name(name: &str) -> Option<Self> {
        let last = name.trim().rsplit([':', '/']).next().unwrap_or_default();
        Some(match last {
            "31370" => Self::Lambert72,
            "3812" => Self::Lambert2008,
            "3447" => Self::Lambert2005,
            // Google's number from before it had one in the registry, and Esri's own.
            "3857" | "900913" | "102100" | "102113" => Self::WebMercator,
            "4326" | "4258" => Self::Wgs84,
            _ if last.eq_ignore_ascii_case("CRS84") => Self::Wgs84,
            _ => return None,
        })
    }

    /// The system that the size of the numbers speaks for: Web Mercator only around Belgium, where nothing else fits.
    pub fn from_magnitude(x: f64, y: f64) -> Option<Self> {
        if x.abs() <= 180.0 && y.abs() <= 180.0 {
            return Some(Self::Wgs84);
        }
        let is_between = |value: f64, from: f64, until: f64| (from..until).contains(&value);
        if is_between(x, 10_000.0, 320_000.0) && is_between(y, 10_000.0, 320_000.0) {
            Some(Self::Lambert72)
        } else if is_between(x, 480_000.0, 850_000.0) && is_between(y, 480_000.0, 850_000.0) {
            Some(Self::Lambert2008)
        } else if is_between(x, 250_000.0, 740_000.0) && is_between(y, 6_330_000.0, 6_750_000.0) {
            Some(Self::WebMercator)
        } else {
            None
        }
    }
}

/// Carries coordinates of one system to WGS84.
#[derive(Debug)]
pub struct ToWgs84 {
    crs: Crs,
    projections: Option<(Proj, Proj)>,
}

impl ToWgs84 {
    /// The way from this system.
    pub fn new(crs: Crs) -> Self {
        let definition = match crs {
            Crs::Wgs84 => None,
            Crs::Lambert72 => Some(LAMBERT_72),
            Crs::Lambert2008 => Some(LAMBERT_2008),
            Crs::Lambert2005 => Some(LAMBERT_2005),
            Crs::WebMercator => Some(WEB_MERCATOR),
        };
        // The definitions are constants; a test projects a point with each.
        let projections =
            definition.and_then(|text| Some((Proj::from_proj_string(text).ok()?, Proj::from_proj_string(WGS84).ok()?)));
        Self { crs, projections }
    }

    /// The system it comes from.
    pub const fn crs(&self) -> Crs {
        self.crs
    }

    /// The place of these coordinates.
    ///
    /// # Errors
    /// When they are not finite, out of range, or cannot be projected.
    pub fn place(&self, x: f64, y: f64) -> Result<LonLat, NoPlace> {
        let no_place = || NoPlace { x, y, crs: self.crs };
        if self.crs == Crs::Wgs84 {
            return LonLat::new(x, y).map_err(|_| no_place());
        }
        let (from, to) = self.projections.as_ref().ok_or_else(no_place)?;
        let mut point = (x, y, 0.0);
        if !x.is_finite() || !y.is_finite() || transform(from, to, &mut point).is_err() {
            return Err(no_place());
        }
        LonLat::new(point.0.to_degrees(), point.1.to_degrees()).map_err(|_| no_place())
    }

    /// The way back: the coordinates of a place in the system; `None` where it has none there.
    pub fn coordinates(&self, place: LonLat) -> Option<(f64, f64)> {
        if self.crs == Crs::Wgs84 {
            return Some((place.lon(), place.lat()));
        }
        let (system, wgs84) = self.projections.as_ref()?;
        let mut point = (place.lon().to_radians(), place.lat().to_radians(), 0.0);
        transform(wgs84, system, &mut point).ok()?;
        (point.0.is_finite() && point.1.is_finite()).then_some((point.0, point.1))
    }

    /// The place of these coordinates, turned where they lie in Belgium only the other way round. The second value
    /// says whether they were turned.
    ///
    /// # Errors
    /// As for [`ToWgs84::place`], when neither order is a place.
    pub fn place_either_way(&self, x: f64, y: f64) -> Result<(LonLat, bool), NoPlace> {
        self.place_along(Axes::EastFirst, (x, y))
    }

    /// The place of these coordinates in this order, or in the other where they lie in Belgium only so. The second
    /// value says whether the first coordinate was taken for the northerly one.
    ///
    /// # Errors
    /// As for [`ToWgs84::place`], when neither order is a place.
    pub fn place_along(&self, axes: Axes, (x, y): (f64, f64)) -> Result<(LonLat, bool), NoPlace> {
        let in_order = |is_turned: bool| if is_turned { self.place(y, x) } else { self.place(x, y) };
        let wanted = axes == Axes::NorthFirst;
        let first = in_order(wanted);
        if let Ok(place) = first
            && BELGIUM.contains(place)
        {
            return Ok((place, wanted));
        }
        match in_order(!wanted) {
            Ok(other) if BELGIUM.contains(other) => Ok((other, !wanted)),
            _ => first.map(|place| (place, wanted)),
        }
    }
}

/// The ways from all systems that can be read.
#[derive(Debug)]
pub struct Ways([ToWgs84; 5]);

impl Default for Ways {
    fn default() -> Self {
        Self(Crs::ALL.map(ToWgs84::new))
    }
}

impl Ways {
    /// The way from the system that is named, else from the one that the size of the coordinates speaks for.
    ///
    /// # Errors
    /// When no system can be told.
    pub fn of(&self, named: Option<Crs>, (x, y): (f64, f64)) -> Result<&ToWgs84, Reason> {
        let crs = named.or_else(|| Crs::from_magnitude(x, y));
        let way = self.0.iter().find(|way| Some(way.crs()) == crs);
        way.ok_or_else(|| Reason::new("reason-crs-untold").with("x", x).with("y", y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(place: Result<LonLat, NoPlace>, lon: f64, lat: f64) {
        let place = place.expect("a place");
        assert!((place.lon() - lon).abs() < 1e-8 && (place.lat() - lat).abs() < 1e-8, "{place:?}");
    }

    #[test]
    fn lambert_coordinates_become_degrees() {
        assert_near(ToWgs84::new(Crs::Lambert72).place(144_474.529_7, 208_293.532_4), 4.289_731_13, 51.184_607_69);
        // The origin of Lambert 2008 is where the definition says.
        assert_near(ToWgs84::new(Crs::Lambert2008).place(649_328.0, 665_262.0), 4.359_215_833_33, 50.797_815);
    }

    /// Longitude and latitude in WGS84 with what PROJ 9.5.1 makes of them in Lambert 72 and Lambert 2008: Veurne, Gent,
    /// Antwerpen, Brussel, Liège, Aarlen, Sankt Vith, Turnhout, Brugge, Heuvelland.
    const KNOWN: [([f64; 2], [f64; 2], [f64; 2]); 10] = [
        ([2.55, 51.08], [22_561.071_4, 198_212.599_3], [522_558.409_7, 698_197.600_6]),
        ([3.725, 51.053_6], [104_863.112_7, 193_911.227_3], [604_860.312_4, 693_906.068_9]),
        ([4.402_5, 51.221_1], [152_357.395_7, 212_351.114_3], [652_352.019_1, 712_351.465_1]),
        ([4.351_7, 50.846_6], [148_799.079_5, 170_688.563_9], [648_798.694_3, 670_688.826_5]),
        ([5.570_5, 50.633_3], [235_014.792_4, 147_650.208], [735_016.452_7, 647_660.930_7]),
        ([5.82, 49.55], [255_018.987, 27_494.671_8], [755_034.810_4, 527_508.769_8]),
        ([6.4, 50.33], [294_607.103_2, 115_204.214_8], [794_612.139_3, 615_222.306_9]),
        ([4.93, 51.32], [189_127.478_3, 223_502.109_6], [689_120.477_6, 723_506.748_6]),
        ([3.224_7, 51.208_9], [70_052.790_8, 211_608.419_5], [570_048.158_8, 711_598.973_3]),
        ([2.89, 50.73], [45_606.126_7, 158_756.560_4], [545_607.986_2, 658_744.619_8]),
    ];

    #[test]
    fn known_points_agree_with_proj() {
        for ([lon, lat], lambert_72, lambert_2008) in KNOWN {
            let place = LonLat::new(lon, lat).expect("a place");
            for (crs, [x, y], metres) in [(Crs::Lambert72, lambert_72, 1.0), (Crs::Lambert2008, lambert_2008, 0.01)] {
                let to_wgs84 = ToWgs84::new(crs);
                let (east, north) = to_wgs84.coordinates(place).expect("coordinates");
                assert!((east - x).hypot(north - y) < metres, "{crs:?} of {lon} {lat}: {east} {north}");
                let back = to_wgs84.place(x, y).expect("a place");
                let off = ((back.lon() - lon) * lat.to_radians().cos()).hypot(back.lat() - lat) * 111_320.0;
                assert!(off < metres, "{crs:?} of {x} {y} lies {off} m off");
            }
        }
    }

    /// Longitude and latitude in WGS84 with what PROJ 9.1.1 makes of them in Lambert 2005 and Web Mercator: Gent, Veurne,
    /// Brussel, Aarlen, Sankt Vith.
    const KNOWN_TO_BE_READ: [([f64; 2], [f64; 2], [f64; 2]); 5] = [
        ([3.725, 51.053_6], [105_860.312_4, 194_906.068_9], [414_665.103_2, 6_630_780.424_3]),
        ([2.55, 51.08], [23_558.409_7, 199_197.600_6], [283_864.701_5, 6_635_457.015_1]),
        ([4.351_7, 50.846_6], [149_798.694_3, 171_688.826_5], [484_429.028_1, 6_594_203.764_7]),
        ([5.82, 49.55], [256_034.810_4, 28_508.769_8], [647_879.436_4, 6_368_705.438_7]),
        ([6.4, 50.33], [295_612.139_3, 116_222.306_9], [712_444.741_1, 6_503_623.388_4]),
    ];

    #[test]
    fn systems_that_are_only_read_agree_with_proj() {
        for ([lon, lat], lambert_2005, mercator) in KNOWN_TO_BE_READ {
            for (crs, [x, y]) in [(Crs::Lambert2005, lambert_2005), (Crs::WebMercator, mercator)] {
                assert_near(ToWgs84::new(crs).place(x, y), lon, lat);
            }
            assert_eq!(Crs::from_magnitude(mercator[0], mercator[1]), Some(Crs::WebMercator));
            assert_ne!(Crs::from_magnitude(lambert_2005[0], lambert_2005[1]), Some(Crs::Lambert2005));
        }
        for name in ["EPSG:3857", "EPSG:900913", "urn:ogc:def:crs:EPSG::3857", "102100"] {
            assert_eq!(Crs::from_name(name), Some(Crs::WebMercator), "{name}");
        }
        assert_eq!(Crs::from_name("EPSG:3447"), Some(Crs::Lambert2005));
        assert_eq!(Crs::WRITTEN.iter().filter(|crs| crs.wkt().is_some() && crs.projjson().is_some()).count(), 2);
    }

    #[test]
    fn the_way_back_ends_where_it_began() {
        let lambert = ToWgs84::new(Crs::Lambert72);
        let (x, y) =
            lambert.place(144_474.529_7, 208_293.532_4).ok().and_then(|p| lambert.coordinates(p)).expect("both");
        assert!((x - 144_474.529_7).abs() < 1e-3 && (y - 208_293.532_4).abs() < 1e-3, "{x}, {y}");
    }

    #[test]
    fn names_and_magnitudes_tell_the_system() {
        for name in ["EPSG:31370", "urn:ogc:def:crs:EPSG::31370", "http://www.opengis.net/def/crs/EPSG/0/31370"] {
            assert_eq!(Crs::from_name(name), Some(Crs::Lambert72));
        }
        assert_eq!(Crs::from_name("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(Crs::Wgs84));
        assert_eq!(Crs::from_name("EPSG:28992"), None);
        assert_eq!(Crs::from_magnitude(4.3, 51.2), Some(Crs::Wgs84));
        assert_eq!(Crs::from_magnitude(144_474.5, 208_293.5), Some(Crs::Lambert72));
        assert_eq!(Crs::from_magnitude(649_328.0, 665_262.0), Some(Crs::Lambert2008));
        assert_eq!(Crs::from_magnitude(f64::NAN, 1.0), None);
        assert_eq!(Crs::from_magnitude(5e7, 1.0), None);
    }

    #[test]
    fn turned_axes_are_found_only_where_they_lie_outside() {
        let wgs84 = ToWgs84::new(Crs::Wgs84);
        assert_eq!(wgs84.place_either_way(51.05, 3.72), Ok((LonLat::new(3.72, 51.05).expect("a place"), true)));
        assert_eq!(wgs84.place_either_way(3.72, 51.05), Ok((LonLat::new(3.72, 51.05).expect("a place"), false)));
        assert_eq!(wgs84.place_either_way(2.35, 48.86), Ok((LonLat::new(2.35, 48.86).expect("a place"), false)));
        assert!(wgs84.place_either_way(f64::INFINITY, 3.0).is_err());
    }

    #[test]
    fn an_order_that_was_told_goes_first() {
        // Gent with the northerly coordinate first; as it stands it is a place in Wallonia.
        let lambert = ToWgs84::new(Crs::Lambert72);
        let (place, is_turned) = lambert.place_along(Axes::NorthFirst, (193_911.227, 104_863.112)).expect("a place");
        assert!((place.lon() - 3.725).abs() < 1e-4 && is_turned, "{place:?}");
        let (place, is_turned) = lambert.place_either_way(193_911.227, 104_863.112).expect("a place");
        assert!((place.lat() - 50.25).abs() < 0.01 && !is_turned, "{place:?}");
        let wgs84 = ToWgs84::new(Crs::Wgs84);
        let straight = wgs84.place_along(Axes::NorthFirst, (3.72, 51.05));
        assert_eq!(straight, Ok((LonLat::new(3.72, 51.05).expect("a place"), false)), "one row that is the other way");
    }
}
