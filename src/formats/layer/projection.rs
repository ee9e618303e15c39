//! The reference system that a well-known text (`.prj`) or a registry's number names. May use: `formats::crs`.
//!
//! Names are those of the EPSG registry and of Esri's projection engine; texts are OGC 01-009 (also as Esri writes it,
//! without AUTHORITY) and ISO 19162.

use super::LayerCrs;
use crate::formats::crs::Crs;

/// Names as they are compared: letters and digits in lower case.
const NAMES: [(&str, Crs); 26] = [
    ("belgelambert1972", Crs::Lambert72),
    ("belge1972belgianlambert72", Crs::Lambert72),
    ("belge1972belgelambert72", Crs::Lambert72),
    ("belgianlambert72", Crs::Lambert72),
    ("bd72belgianlambert72", Crs::Lambert72),
    ("belgelambert72", Crs::Lambert72),
    ("belgianlambert1972", Crs::Lambert72),
    ("belgianlambert2008", Crs::Lambert2008),
    ("belgelambert2008", Crs::Lambert2008),
    ("etrs89belgianlambert2008", Crs::Lambert2008),
    ("etrs1989belgianlambert2008", Crs::Lambert2008),
    ("belgelambert2005", Crs::Lambert2005),
    ("belgianlambert2005", Crs::Lambert2005),
    ("etrs89belgianlambert2005", Crs::Lambert2005),
    ("wgs1984webmercatorauxiliarysphere", Crs::WebMercator),
    ("wgs1984webmercator", Crs::WebMercator),
    ("wgs84pseudomercator", Crs::WebMercator),
    ("popularvisualisationcrsmercator", Crs::WebMercator),
    ("googlemapsglobalmercator", Crs::WebMercator),
    ("gcswgs1984", Crs::Wgs84),
    ("wgs84", Crs::Wgs84),
    ("wgs1984", Crs::Wgs84),
    ("wgs84crs84", Crs::Wgs84),
    ("gcsetrs1989", Crs::Wgs84),
    ("etrs89", Crs::Wgs84),
    ("etrs1989", Crs::Wgs84),
];

/// The system of a well-known text.
pub(super) fn from_wkt(text: &str) -> LayerCrs {
    let text = horizontal(text.trim_start_matches('\u{feff}').trim());
    let Some(name) = text.split('"').nth(1) else { return LayerCrs::Untold };
    let by_code = authority(text).and_then(|code| Crs::from_name(&code));
    match by_code.or_else(|| from_name(name)) {
        Some(crs) => LayerCrs::Known(crs),
        None => LayerCrs::Unknown(name.to_owned()),
    }
}

/// The system of a number in the EPSG registry.
pub(super) fn from_epsg(code: i64) -> LayerCrs {
    let name = format!("EPSG:{code}");
    Crs::from_name(&name).map_or(LayerCrs::Unknown(name), LayerCrs::Known)
}

/// The system of a name.
pub(super) fn from_name(name: &str) -> Option<Crs> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect();
    NAMES.iter().find(|(known, _)| *known == plain).map(|(_, crs)| *crs)
}

/// Of a system compounded with heights, the part in the plane.
fn horizontal(text: &str) -> &str {
    let is_compound = ["COMPD_CS", "COMPOUNDCRS"].into_iter().any(|word| text.starts_with(word));
    let starts = ["PROJCS[", "PROJCRS[", "GEOGCS[", "GEOGCRS["].into_iter().filter_map(|word| text.find(word));
    let start = if is_compound { starts.min().unwrap_or(0) } else { 0 };
    text.get(start..).unwrap_or(text)
}

/// The number in the EPSG registry of the outermost system, not of its parts.
fn authority(text: &str) -> Option<String> {
    let (mut depth, mut is_quoted) = (0_u32, false);
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '[' | '(' => depth += 1,
            ']' | ')' if depth == 1 => return None,
            ']' | ')' => depth = depth.saturating_sub(1),
            'A' | 'I' if depth == 1 => {
                if let Some(code) = code_at(text.get(at..)?) {
                    return Some(code);
                }
            }
            _ => {}
        }
    }
    None
}

fn code_at(text: &str) -> Option<String> {
    let rest = text.strip_prefix("AUTHORITY").or_else(|| text.strip_prefix("ID"))?.trim_start();
    let inner = rest.strip_prefix(['[', '('])?.split([']', ')']).next()?;
    let (registry, code) = inner.split_once(',')?;
    let unquoted = |text: &str| text.trim().trim_matches('"').to_owned();
    (unquoted(registry) == "EPSG").then(|| unquoted(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projection_is_told_by_code_or_by_name() {
        for text in [
            r#"PROJCS["Belge_Lambert_1972",GEOGCS["GCS_Belge 1972",DATUM["D_Belge_1972"]]]"#,
            r#"PROJCS["x",GEOGCS["Belge 1972",AUTHORITY["EPSG","4313"]],AUTHORITY["EPSG","31370"]]"#,
            r#"PROJCRS["Belge 1972 / Belgian Lambert 72",BASEGEOGCRS["Belge 1972"],ID["EPSG",31370]]"#,
            r#"COMPD_CS["a + b",PROJCS["Belgian_Lambert_72"],VERT_CS["c",AUTHORITY["EPSG","5710"]],AUTHORITY["EPSG","6190"]]"#,
        ] {
            assert_eq!(from_wkt(text), LayerCrs::Known(Crs::Lambert72), "{text}");
        }
        let wgs84 = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]"#;
        assert_eq!(from_wkt(wgs84), LayerCrs::Known(Crs::Wgs84));
        assert_eq!(from_wkt(r#"PROJCS["ETRS89_Belgian_Lambert_2008"]"#), LayerCrs::Known(Crs::Lambert2008));
        let mercator = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]]"#;
        assert_eq!(from_wkt(mercator), LayerCrs::Known(Crs::WebMercator));
        // The code of a part is not that of the whole.
        let part = r#"PROJCS["Mine",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]]]"#;
        assert_eq!(from_wkt(part), LayerCrs::Unknown("Mine".to_owned()));
        assert_eq!(from_wkt("nothing"), LayerCrs::Untold);
    }
}
