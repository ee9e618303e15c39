//! Synonyms, and which organisations a written name stands for.

use super::BundleError;
use super::container::Bundle;
use super::table::{Row, Table};
use crate::model::reference::{PartnerName, Reference, Synonym};
use crate::model::{HelixRole, Language};

/// Both tables.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Reference, BundleError> {
    let synonyms = Table::read(bundle, "synonyms.csv")?;
    let partner_names = Table::read(bundle, "partner_names.csv")?;
    Ok(Reference {
        synonyms: synonyms.rows().map(synonym).collect::<Result<_, _>>()?,
        partner_names: partner_names.rows().map(partner_name).collect::<Result<_, _>>()?,
    })
}

fn synonym(row: Row<'_>) -> Result<Synonym, BundleError> {
    let language = |key: &str| Language::ALL.iter().copied().find(|known| known.code() == key);
    Ok(Synonym { concept: row.shared("concept"), term: row.shared("term"), language: row.keyed("language", language)? })
}

fn partner_name(row: Row<'_>) -> Result<PartnerName, BundleError> {
    let role = match row.text("role") {
        "" => None,
        _ => Some(row.keyed("role", HelixRole::from_key)?),
    };
    Ok(PartnerName {
        written: row.shared("written"),
        organisations: row.items("organisations").map(Into::into).collect(),
        role,
        reason: row.shared("reason"),
    })
}
