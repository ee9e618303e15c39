//! The offline basemap: lines and areas under everything else, WGS84 degrees.

use std::sync::Arc;

use super::place::LonLat;

/// A line with its class.
#[derive(Clone, Debug, PartialEq)]
pub struct BasemapLine {
    /// Corners, longitude and latitude.
    pub points: Vec<[f64; 2]>,
    /// Class: "motorway", "main"; "country", "region", "province"; empty where there is one only.
    pub class: Arc<str>,
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct BasemapPlace {
    /// Dutch name.
    pub name_nl: Arc<str>,
    /// French name, where it differs.
    pub name_fr: Option<Arc<str>>,
    /// Where.
    pub place: LonLat,
    /// 1 = shown first.
    pub rank: u8,
    /// "country", "sea", "city", "town", "village", "deelgemeente".
    pub kind: Arc<str>,
    /// Country code (BE, NL, FR, DE, LU, GB); empty for seas.
    pub country: Arc<str>,
    /// Municipality of today that it is the main place of.
    pub nis: Option<super::Nis>,
}

/// All layers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Basemap {
    /// Land areas.
    pub land: Vec<geo::Polygon<f64>>,
    /// Lakes.
    pub lakes: Vec<geo::Polygon<f64>>,
    /// Rivers.
    pub rivers: Vec<BasemapLine>,
    /// Roads.
    pub roads: Vec<BasemapLine>,
    /// Railways.
    pub railways: Vec<BasemapLine>,
    /// Borders of countries, regions and provinces.
    pub borders: Vec<BasemapLine>,
    /// Named places, most important first.
    pub places: Vec<BasemapPlace>,
}
