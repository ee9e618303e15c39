//! Municipalities for tests of this layer, which does not read the bundled data.

use std::sync::Arc;

use geo::{Rect, coord};

use crate::model::{Arrondissement, Boundary, BoundaryAccuracy, LonLat, Municipality, Nis, Province, Region, Typology};

pub fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("a place")
}

pub fn nis(code: &str) -> Nis {
    code.parse().expect("a code")
}

/// A municipality around a place, without a boundary.
pub fn town(code: &str, name: &str, label: LonLat, postal_codes: &[u16]) -> Municipality {
    Municipality {
        nis: nis(code),
        name: name.into(),
        name_fr: None,
        name_de: None,
        region: Region::Flanders,
        province: Province::EastFlanders,
        arrondissement: Arrondissement(44),
        typology: Typology::Urban,
        is_centrumstad: false,
        area_ha: None,
        population_2020: None,
        postal_codes: postal_codes.into(),
        label_point: label,
        label_rank: 1,
        boundary: None,
    }
}

/// The same with a box of a twentieth of a degree each way.
pub fn bounded(town: Municipality) -> Municipality {
    let (west, south) = (town.label_point.lon() - 0.05, town.label_point.lat() - 0.05);
    let area = Rect::new(coord!(x: west, y: south), coord!(x: west + 0.1, y: south + 0.1));
    let geometry = geo::MultiPolygon(vec![area.to_polygon()]);
    let boundary = Boundary { geometry, accuracy: BoundaryAccuracy::Approximate };
    Municipality { boundary: Some(Arc::new(boundary)), ..town }
}
