//! Synonyms, which organisations a written name stands for, and calls for projects.

use super::BundleError;
use super::container::Bundle;
use super::table::{Row, Table};
use crate::model::reference::{Call, PartnerName, Reference, Synonym};
use crate::model::{HelixRole, Language};

/// The tables.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Reference, BundleError> {
    let synonyms = Table::read(bundle, "synonyms.csv")?;
    let partner_names = Table::read(bundle, "partner_names.csv")?;
    let calls = Table::read(bundle, "programmes.csv")?;
    Ok(Reference {
        calls: calls.rows().map(call).collect::<Result<_, _>>()?,
        synonyms: synonyms.rows().map(synonym).collect::<Result<_, _>>()?,
        partner_names: partner_names.rows().map(partner_name).collect::<Result<_, _>>()?,
    })
}

fn synonym(row: Row<'_>) -> Result<Synonym, BundleError> {
    let language = |key: &str| Language::ALL.iter().copied().find(|known| known.code() == key);
    Ok(Synonym { concept: row.shared("concept"), term: row.shared("term"), language: row.keyed("language", language)? })
}

fn call(row: Row<'_>) -> Result<Call, BundleError> {
    Ok(Call {
        programme: row.shared("programme"),
        call: row.shared("call"),
        // A name may hold a semicolon.
        funding: row.text("funding_programmes").split('|').filter(|name| !name.is_empty()).map(Into::into).collect(),
        period: row.shared("period"),
        projects: row.shared("projects"),
        amount_eur: row.optional("amount_eur")?,
        detail: row.shared("detail"),
        source: row.shared("source"),
    })
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
