//! Organisations to bring to the table, with their proven work and the reason.

use super::{Source, Table, count};
use crate::export::ExportError;
use crate::export::rows::Tracked;
use crate::export::stamp::Facts;
use crate::formats::table::{Kind, Value};
use crate::insight::likeness::LikenessIndex;
use crate::insight::partnering::{self, Candidate, Wanted, words};
use crate::model::HelixRole;

const COLUMNS: [(&str, Kind); 14] = [
    ("place", Kind::Integer),
    ("organisation", Kind::Text),
    ("role", Kind::Text),
    ("written_as", Kind::Text),
    ("project_count", Kind::Integer),
    ("proven_count", Kind::Integer),
    ("projects", Kind::Text),
    ("proven_projects", Kind::Text),
    ("by_status", Kind::Text),
    ("nis", Kind::Text),
    ("municipalities", Kind::Text),
    ("distance_km", Kind::Real),
    ("works_with", Kind::Text),
    ("why", Kind::Text),
];

/// The table.
pub(super) fn table(source: Source<'_>) -> Table<'_> {
    let wanted = partnering::wanted(source.view);
    let index = wanted.like.is_some().then(|| LikenessIndex::new(source.workspace));
    let mut found = partnering::run(source.workspace, index.as_ref(), &wanted, &source.rows());
    let role = source.view.gaps.partners.role;
    found.candidates.retain(|one| role.is_none() || one.partner.role == role);
    Table::new(source, &COLUMNS, found.candidates.len(), move |out| {
        for (position, one) in found.candidates.iter().enumerate() {
            write(source, &wanted, position, one, out)?;
        }
        Ok::<Facts, ExportError>(source.facts(found.rows))
    })
}

fn write(
    source: Source<'_>,
    wanted: &Wanted,
    position: usize,
    one: &Candidate,
    out: &mut Tracked<'_>,
) -> Result<(), ExportError> {
    *out.by_kind.entry("organisations").or_default() += 1;
    let joined = |parts: Vec<String>| Value::text(parts.join(";"));
    let towns = &one.partner.towns;
    let cells = [
        count(position + 1),
        Value::text(&*one.partner.name),
        Value::text(one.partner.role.map_or("", HelixRole::key)),
        joined(one.partner.written.iter().map(ToString::to_string).collect()),
        count(one.partner.rows.len()),
        count(one.proven.len()),
        Value::text(source.ids(&one.partner.rows)),
        Value::text(source.ids(&one.proven)),
        joined(one.statuses.iter().map(|(status, count)| format!("{}={count}", status.key())).collect()),
        joined(towns.iter().map(ToString::to_string).collect()),
        joined(towns.iter().map(|nis| source.workspace.municipalities.name(*nis)).collect()),
        Value::real(one.distance_km),
        joined(one.with.iter().map(|(name, count)| format!("{name}={count}")).collect()),
        Value::text(words::why(source.workspace, wanted.municipality, one, source.text)),
    ];
    out.row(&cells, None)
}
