//! Municipalities of today: the key that codes in other tables refer to.

use std::sync::Arc;

use super::ExportError;
use super::rows::{Sheet, Tracked, column};
use super::stamp::Facts;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Kind, Value};
use crate::model::Municipality;
use crate::text::Text;

const COLUMNS: [(&str, Kind); 14] = [
    ("nis", Kind::Text),
    ("name", Kind::Text),
    ("name_fr", Kind::Text),
    ("name_de", Kind::Text),
    ("region", Kind::Text),
    ("province", Kind::Text),
    ("arrondissement", Kind::Text),
    ("typology", Kind::Text),
    ("centrumstad", Kind::Boolean),
    ("area_ha", Kind::Real),
    ("population_2020", Kind::Integer),
    ("postal_codes", Kind::Text),
    ("lon", Kind::Real),
    ("lat", Kind::Real),
];

/// The columns.
pub(super) fn sheet(text: &Text, row_count: usize) -> Sheet {
    let columns = COLUMNS.into_iter().map(|(key, kind)| column(text, key, kind)).collect();
    Sheet { columns, geometry: LayerGeometry::Point, row_count: row_count as u64 }
}

/// Writes the rows, in the order of their codes.
pub(super) fn write(rows: &[Municipality], out: &mut Tracked<'_>) -> Result<Facts, ExportError> {
    for row in rows {
        let postal_codes: Vec<String> = row.postal_codes.iter().map(ToString::to_string).collect();
        let values = [
            Value::text(row.nis.to_string()),
            Value::text(&*row.name),
            Value::text(row.name_fr.as_deref().unwrap_or_default()),
            Value::text(row.name_de.as_deref().unwrap_or_default()),
            Value::text(row.region.key()),
            Value::text(row.province.key()),
            Value::text(row.arrondissement.0.to_string()),
            Value::text(row.typology.key()),
            Value::Boolean(row.is_centrumstad),
            Value::real(row.area_ha),
            Value::integer(row.population_2020),
            Value::text(postal_codes.join(";")),
            Value::real(Some(row.label_point.lon())),
            Value::real(Some(row.label_point.lat())),
        ];
        *out.by_kind.entry("municipalities").or_default() += 1;
        out.row(&values, None)?;
    }
    let mut facts = Facts::default();
    facts.datasets.insert(Arc::from("municipalities"));
    Ok(facts)
}
