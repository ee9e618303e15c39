//! Municipalities side by side: a row for each figure and municipality, with its rank and the spread of its peers.

use super::{Source, Table};
use crate::export::rows::Tracked;
use crate::export::stamp::Facts;
use crate::export::{AsOf, ExportError};
use crate::formats::table::{Kind, Value};
use crate::insight::comparison::{self, Comparison, Rank};
use crate::insight::{Basis, Definition, FigureRow, Inputs, Missing, Value as Figure, Values, definition, peers};
use crate::model::figure_ref::{FigureBase, FigureRef, ProjectFigure};
use crate::model::{Nis, ValueStatus};
use crate::query::filter;
use crate::workspace::Workspace;

const COLUMNS: [(&str, Kind); 26] = [
    ("figure", Kind::Text),
    ("name", Kind::Text),
    ("unit", Kind::Text),
    ("form", Kind::Text),
    ("nis", Kind::Text),
    ("municipality", Kind::Text),
    ("is_own", Kind::Boolean),
    ("year", Kind::Integer),
    ("value", Kind::Real),
    ("status_value", Kind::Text),
    ("missing", Kind::Text),
    ("rank", Kind::Integer),
    ("rank_of", Kind::Integer),
    ("peers", Kind::Text),
    ("peers_name", Kind::Text),
    ("peer_count", Kind::Integer),
    ("peers_with_figure", Kind::Integer),
    ("peer_min", Kind::Real),
    ("peer_q1", Kind::Real),
    ("peer_median", Kind::Real),
    ("peer_q3", Kind::Real),
    ("peer_max", Kind::Real),
    ("simulated", Kind::Boolean),
    ("nis_approximate", Kind::Boolean),
    ("calculation", Kind::Text),
    ("source", Kind::Text),
];

/// The table; without a municipality it has no rows.
pub(super) fn table(source: Source<'_>) -> Table<'_> {
    let rows = placeless(source);
    let compared = with_values(source, &rows, |values| comparison::run(values, &source.view.compare));
    let count = compared.as_ref().map_or(0, |found| found.rows.len() * found.municipalities.len());
    Table::new(source, &COLUMNS, count, move |out| {
        let Some(compared) = compared else { return Ok(Facts::default()) };
        with_values(source, &rows, |values| write(source, values, &compared, out))
    })
}

/// Rows of the projects that the filter wants, its places aside.
pub(in crate::export) fn placeless(source: Source<'_>) -> Vec<u32> {
    let placeless = source.view.filter.without_places();
    filter::run(&source.workspace.projects, &source.workspace.municipalities, &placeless).rows
}

/// Looks figures up as of the time that was asked.
pub(in crate::export) fn with_values<T>(source: Source<'_>, rows: &[u32], work: impl FnOnce(&Values<'_>) -> T) -> T {
    let this_year = source.now.as_of.this_year.unwrap_or_default();
    let sensors = source.now.towns.as_ref();
    work(&Values::new(Inputs { workspace: source.workspace, rows, sensors, this_year }))
}

fn write(
    source: Source<'_>,
    values: &Values<'_>,
    compared: &Comparison,
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let mut facts = facts(source, compared);
    for row in &compared.rows {
        let definition = definition::run(values, &row.figure, source.text);
        let each = compared.municipalities.iter().zip(&row.values).zip(&row.ranks);
        for ((nis, value), rank) in each {
            if let Ok(value) = value {
                learn(source.workspace, value, &mut facts);
            }
            *out.by_kind.entry("figures").or_default() += 1;
            let mut cells = head(source, compared, row, &definition, *nis);
            cells.extend(found(source, row, value, *rank));
            cells.extend(spread(source, compared, row));
            cells.extend(remarks(source, value, &definition));
            out.row(&cells, None)?;
        }
    }
    Ok(facts)
}

fn head<'a>(
    source: Source<'a>,
    compared: &Comparison,
    row: &FigureRow,
    definition: &'a Definition,
    nis: Nis,
) -> Vec<Value<'a>> {
    vec![
        Value::text(row.figure.to_string()),
        Value::text(&*definition.name),
        Value::text(&*definition.unit),
        Value::text(row.figure.form.key()),
        Value::text(nis.to_string()),
        Value::text(source.workspace.municipalities.name(nis)),
        Value::Boolean(nis == compared.peers.of),
    ]
}

fn found(
    source: Source<'_>,
    row: &FigureRow,
    value: &Result<Figure, Missing>,
    rank: Option<Rank>,
) -> [Value<'static>; 6] {
    let known = value.as_ref().ok();
    let reason = value.as_ref().err().map(|reason| definition::missing(reason, source.text));
    [
        Value::integer(known.map_or(row.year, |value| value.year)),
        Value::real(known.map(|value| value.value)),
        Value::text(known.map_or("", |value| value.status.key())),
        Value::text(reason.unwrap_or_default()),
        Value::integer(rank.map(|rank| rank.place)),
        Value::integer(rank.map(|rank| rank.of)),
    ]
}

fn spread(source: Source<'_>, compared: &Comparison, row: &FigureRow) -> [Value<'static>; 9] {
    let quartiles = row.spread.quartiles;
    [
        Value::text(compared.peers.choice.key()),
        Value::text(peers::name(source.workspace, &compared.peers, source.text)),
        super::count(compared.peers.members.len()),
        super::count(row.spread.len()),
        Value::real(quartiles.map(|known| known.min)),
        Value::real(quartiles.map(|known| known.q1)),
        Value::real(quartiles.map(|known| known.median)),
        Value::real(quartiles.map(|known| known.q3)),
        Value::real(quartiles.map(|known| known.max)),
    ]
}

fn remarks(source: Source<'_>, value: &Result<Figure, Missing>, definition: &Definition) -> [Value<'static>; 4] {
    let known = value.as_ref().ok();
    let titles: Vec<&str> = definition.sources.iter().map(|one| &*one.title).collect();
    [
        known.map_or(Value::Missing, |value| Value::Boolean(value.is_simulated(source.workspace))),
        known.map_or(Value::Missing, |value| Value::Boolean(value.is_approximate())),
        Value::text(known.map_or_else(String::new, |value| definition::calculation(value, source.text))),
        Value::text(titles.join("; ")),
    ]
}

pub(in crate::export) fn facts(source: Source<'_>, compared: &Comparison) -> Facts {
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers"].map(std::sync::Arc::from));
    compared.rows.iter().for_each(|row| add_figure(source, &row.figure, &mut facts));
    facts
}

/// Adds what a figure rests on.
pub(in crate::export) fn add_figure(source: Source<'_>, figure: &FigureRef, facts: &mut Facts) {
    let ids = definition::source_ids(source.workspace, figure, source.text);
    facts.datasets.extend(ids.into_iter().map(Into::into));
    facts.note_if("export-note-sample", figure.is_sample());
    let mut used = facts.as_of.take().unwrap_or_default();
    if rests_on(source.workspace, figure, |base| *base == FigureBase::Projects(ProjectFigure::Active)) {
        used.this_year = source.now.as_of.this_year;
    }
    if rests_on(source.workspace, figure, |base| matches!(base, FigureBase::Sensors(..))) {
        used.readings = source.now.as_of.readings;
    }
    facts.as_of = (used != AsOf::default()).then_some(used);
}

/// Whether a figure, or a side of an own ratio, is of this kind.
fn rests_on(workspace: &Workspace, figure: &FigureRef, is: impl Fn(&FigureBase) -> bool) -> bool {
    let ratio = match &figure.base {
        FigureBase::Own(id) => workspace.own.ratio(id),
        _ => None,
    };
    is(&figure.base) || ratio.is_some_and(|ratio| is(&ratio.numerator.base) || is(&ratio.denominator.base))
}

/// What a figure says of the whole table.
pub(in crate::export) fn learn(workspace: &Workspace, value: &Figure, facts: &mut Facts) {
    facts.note_if("export-note-simulated", value.is_simulated(workspace));
    facts.note_if("export-note-approximate", value.is_approximate());
    facts.note_if("export-note-provisional", value.status == ValueStatus::Provisional);
    match &value.basis {
        Basis::Indicator(figure) => facts.note_if("export-note-merged", !figure.merged_from.is_empty()),
        Basis::Projects(_) => {}
        Basis::Sensors(town) => {
            let sensors = town.sensors.iter().filter_map(|id| workspace.sensors.sensors().get(id));
            facts.feeds.extend(sensors.map(|sensor| sensor.feed.clone()));
        }
        Basis::Divided { above, below, .. } => [above, below].into_iter().for_each(|one| learn(workspace, one, facts)),
        Basis::Against { first, own } => [first, own].into_iter().for_each(|one| learn(workspace, one, facts)),
    }
}
