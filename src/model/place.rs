//! Places on earth. Every coordinate of the model is WGS84 longitude and latitude in degrees (EPSG:4326, in
//! GeoJSON's order).

use serde::{Deserialize, Serialize};

/// Mean radius of the earth in metres (IUGG), for distances on the sphere.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A point: longitude and latitude in degrees, WGS84; always finite and on the globe.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 2]", into = "[f64; 2]")]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// The numbers are not a place on earth: not finite, or out of range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("not a longitude and latitude: {0}, {1}")]
pub struct InvalidLonLat(pub f64, pub f64);

impl LonLat {
    /// Checks and makes a point.
    ///
    /// # Errors
    /// When a number is not finite, or out of ±180 and ±90 degrees.
    pub fn new(lon: f64, lat: f64) -> Result<Self, InvalidLonLat> {
        let is_valid = lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0;
        if is_valid { Ok(Self { lon, lat }) } else { Err(InvalidLonLat(lon, lat)) }
    }

    /// Longitude in degrees, east positive.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, north positive.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Great-circle distance in metres (haversine on the mean sphere; within 0.5 % of the ellipsoid).
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let (dlat, dlon) = (lat2 - lat1, (other.lon - self.lon).to_radians());
        let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }
}

impl TryFrom<[f64; 2]> for LonLat {
    type Error = InvalidLonLat;

    fn try_from([lon, lat]: [f64; 2]) -> Result<Self, Self::Error> {
        Self::new(lon, lat)
    }
}

impl From<LonLat> for [f64; 2] {
    fn from(point: LonLat) -> Self {
        [point.lon, point.lat]
    }
}

impl From<LonLat> for geo::Point<f64> {
    fn from(point: LonLat) -> Self {
        Self::new(point.lon, point.lat)
    }
}

/// A box in degrees; `west <= east` and `south <= north`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl BoundingBox {
    /// Whether the point lies in the box, its edges included.
    pub fn contains(&self, point: LonLat) -> bool {
        (self.west..=self.east).contains(&point.lon()) && (self.south..=self.north).contains(&point.lat())
    }
}
