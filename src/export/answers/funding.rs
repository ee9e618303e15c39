//! What paid: a row for each name of funding with its sums and what they cover, under it a row for each of its calls;
//! last the calls that no project names.

use super::{Source, Table, count};
use crate::export::ExportError;
use crate::export::rows::Tracked;
use crate::export::stamp::Facts;
use crate::formats::table::{Kind, Value};
use crate::insight::funding::{self, Covered, Funding, FundingSheet};
use crate::model::reference::Call;

const COLUMNS: [(&str, Kind); 20] = [
    ("row", Kind::Text),
    ("funding_programme", Kind::Text),
    ("programme_group", Kind::Text),
    ("project_count", Kind::Integer),
    ("programme_count", Kind::Integer),
    ("budget_eur", Kind::Real),
    ("budget_known", Kind::Integer),
    ("budget_consortia", Kind::Text),
    ("subsidy_eur", Kind::Real),
    ("subsidy_known", Kind::Integer),
    ("subsidy_consortia", Kind::Text),
    ("projects", Kind::Text),
    ("programmes", Kind::Text),
    ("call_programme", Kind::Text),
    ("call", Kind::Text),
    ("call_period", Kind::Text),
    ("call_projects", Kind::Text),
    ("call_amount_eur", Kind::Integer),
    ("call_detail", Kind::Text),
    ("source", Kind::Text),
];

/// The columns that a row of funding and a row of a call each leave empty.
const OF_FUNDING: usize = 10;
const OF_CALL: usize = 7;

/// The table.
pub(super) fn table(source: Source<'_>) -> Table<'_> {
    let rows = source.rows();
    let sheet = funding::run(source.workspace, &rows);
    let calls: usize = sheet.all.iter().map(|one| one.calls.len()).sum();
    let row_count = sheet.all.len() + calls + sheet.calls_without_project.len();
    Table::new(source, &COLUMNS, row_count, move |out| {
        for one in &sheet.all {
            write(source, one, out)?;
            calls_of(source, Some(one), &one.calls, out)?;
        }
        calls_of(source, None, &sheet.calls_without_project, out)?;
        Ok(facts(source, &sheet, rows))
    })
}

/// What it rests on and what must be said of it.
pub(in crate::export) fn facts(source: Source<'_>, sheet: &FundingSheet, rows: Vec<u32>) -> Facts {
    let mut facts = source.facts(rows);
    let all = || sheet.all.iter();
    facts.note_if("export-note-programmes", all().any(|one| !one.programmes.is_empty()));
    let mut sums = all().flat_map(|one| [&one.budget, &one.subsidy]);
    facts.note_if("export-note-consortium", sums.any(|sum| !sum.of_consortia.is_empty()));
    facts
}

fn write(source: Source<'_>, one: &Funding, out: &mut Tracked<'_>) -> Result<(), ExportError> {
    *out.by_kind.entry("funding").or_default() += 1;
    let mut cells = vec![
        Value::text("funding"),
        Value::text(&*one.name),
        Value::text(&*one.group),
        count(one.rows.len()),
        count(one.programmes.len()),
    ];
    cells.extend(covered(source, &one.budget));
    cells.extend(covered(source, &one.subsidy));
    cells.extend([Value::text(source.ids(&one.rows)), Value::text(source.ids(&one.programmes))]);
    cells.extend(std::iter::repeat_n(Value::Missing, OF_CALL));
    out.row(&cells, None)
}

/// A sum that nobody tells is missing, not zero.
fn covered(source: Source<'_>, sum: &Covered) -> [Value<'static>; 3] {
    let of_consortia = sum.of_consortia.iter().filter_map(|(row, eur)| {
        let project = source.workspace.projects.get(*row)?;
        Some(format!("{}={eur}", project.id))
    });
    [
        Value::real((sum.known > 0).then_some(sum.eur)),
        count(sum.known),
        Value::text(of_consortia.collect::<Vec<_>>().join(";")),
    ]
}

fn calls_of(
    source: Source<'_>,
    funding: Option<&Funding>,
    calls: &[usize],
    out: &mut Tracked<'_>,
) -> Result<(), ExportError> {
    for call in calls.iter().filter_map(|place| source.workspace.reference.calls.get(*place)) {
        *out.by_kind.entry("calls").or_default() += 1;
        let mut cells = vec![
            Value::text("call"),
            Value::text(funding.map_or("", |one| &*one.name)),
            Value::text(funding.map_or("", |one| &*one.group)),
        ];
        cells.extend(std::iter::repeat_n(Value::Missing, OF_FUNDING));
        cells.extend(told(call));
        out.row(&cells, None)?;
    }
    Ok(())
}

fn told(call: &Call) -> [Value<'_>; OF_CALL] {
    [
        Value::text(&*call.programme),
        Value::text(&*call.call),
        Value::text(&*call.period),
        Value::text(&*call.projects),
        Value::integer(call.amount_eur.and_then(|eur| i64::try_from(eur).ok())),
        Value::text(&*call.detail),
        Value::text(&*call.source),
    ]
}
