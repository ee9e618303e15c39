//! What a Parquet file says of its geometries: the key `geo` of GeoParquet, or a logical type.
//! May use: `formats::crs`, `layer::projection`.

use serde_json::Value as Json;

use super::{LayerCrs, LayerError, projection};
use crate::formats::crs::Crs;
use crate::model::Reason;

/// The column of geometries, their reference system, and columns that only repeat their bounds.
#[derive(Debug, Default)]
pub(super) struct Places {
    is_told: bool,
    column: Option<(String, LayerCrs)>,
    coverings: Vec<String>,
}

impl Places {
    /// Reads the value of the key `geo`, where the file has one.
    ///
    /// # Errors
    /// When it is not the JSON that it should be.
    pub fn read(told: Option<&str>) -> Result<Self, LayerError> {
        let Some(told) = told else { return Ok(Self::default()) };
        let json: Json = serde_json::from_str(told)
            .map_err(|error| LayerError::Broken(Reason::new("reason-parquet-geometry").because(Reason::said(error))))?;
        let primary = json["primary_column"].as_str().unwrap_or("geometry");
        let column = &json["columns"][primary];
        // Other encodings are columns of numbers within a column; they are read as such.
        let is_binary = column["encoding"].as_str().is_some_and(|name| name.eq_ignore_ascii_case("WKB"));
        let coverings = column["covering"]["bbox"].as_object().into_iter().flatten();
        let coverings = coverings.filter_map(|(_, path)| path[0].as_str().map(str::to_owned)).collect();
        let found = is_binary.then(|| (primary.to_owned(), system(column.get("crs"))));
        Ok(Self { is_told: true, column: found, coverings })
    }

    /// Whether the file has the key.
    pub const fn is_told(&self) -> bool {
        self.is_told
    }

    /// Whether this column holds the geometries.
    pub fn is_geometry(&self, name: &str) -> bool {
        self.column.as_ref().is_some_and(|(column, _)| column == name)
    }

    /// Takes a column for that of the geometries because of its type.
    pub fn tell(&mut self, name: &str, crs: Option<&str>) {
        self.is_told = true;
        let json = crs.and_then(|text| serde_json::from_str::<Json>(text).ok()).filter(Json::is_object);
        let crs = match (crs, json) {
            (None, _) => LayerCrs::Known(Crs::Wgs84),
            (_, Some(json)) => system(Some(&json)),
            (Some(text), None) => {
                let found = Crs::from_name(text).or_else(|| projection::from_name(text));
                found.map_or_else(|| LayerCrs::Unknown(text.to_owned()), LayerCrs::Known)
            }
        };
        self.column = Some((name.to_owned(), crs));
    }

    /// Whether a column, by its path, repeats the bounds of geometries.
    pub fn is_covering(&self, path: &[String]) -> bool {
        path.first().is_some_and(|root| self.coverings.contains(root))
    }

    /// Reference system of the geometries.
    pub fn crs(self) -> LayerCrs {
        self.column.map_or(LayerCrs::Untold, |(_, crs)| crs)
    }
}

/// The system of a PROJJSON; without one it is longitude and latitude, `null` is a system that nobody knows.
fn system(crs: Option<&Json>) -> LayerCrs {
    let Some(crs) = crs else { return LayerCrs::Known(Crs::Wgs84) };
    if crs.is_null() {
        return LayerCrs::Untold;
    }
    let (authority, code) = (crs["id"]["authority"].as_str().unwrap_or_default(), &crs["id"]["code"]);
    let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
    let is_known = ["EPSG", "OGC"].into_iter().any(|one| authority.eq_ignore_ascii_case(one));
    let by_code = is_known.then(|| Crs::from_name(&code)).flatten();
    let name = crs["name"].as_str().unwrap_or_default();
    match by_code.or_else(|| projection::from_name(name)) {
        Some(crs) => LayerCrs::Known(crs),
        None if is_known => LayerCrs::Unknown(format!("{authority}:{code}")),
        None => LayerCrs::Unknown(name.to_owned()),
    }
}
