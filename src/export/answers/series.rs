//! Municipalities over the years: a row for each figure, municipality and year, with the reason where there is no figure.

use super::comparison::{add_figure, learn, placeless, with_values};
use super::{Source, Table};
use crate::export::ExportError;
use crate::export::rows::Tracked;
use crate::export::stamp::Facts;
use crate::formats::table::{Kind, Value};
use crate::insight::over_time::{self, OverTime, PlaceSeries};
use crate::insight::{
    Definition, Missing, SeriesWords, Value as Figure, Values, YearValue, comparison, definition, series_words,
};
use crate::model::Nis;
use crate::model::period::Year;

const COLUMNS: [(&str, Kind); 17] = [
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
    ("borders", Kind::Text),
    ("merged_from", Kind::Text),
    ("simulated", Kind::Boolean),
    ("nis_approximate", Kind::Boolean),
    ("calculation", Kind::Text),
    ("source", Kind::Text),
];

/// The series of the view, and the municipality that the others stand beside.
struct Found {
    own: Nis,
    all: Vec<OverTime>,
}

/// The table; without a municipality it has no rows.
pub(super) fn table(source: Source<'_>) -> Table<'_> {
    let rows = placeless(source);
    let found = with_values(source, &rows, |values| find(source, values));
    // A figure without years has a row that says so.
    let series = found.iter().flat_map(|found| &found.all).flat_map(|one| &one.series);
    let count = series.map(|series| series.points.len().max(1)).sum();
    Table::new(source, &COLUMNS, count, move |out| {
        let Some(found) = found else { return Ok(Facts::default()) };
        with_values(source, &rows, |values| write(source, values, &found, out))
    })
}

/// The figures of the comparison, the chosen one too where it is no row of it.
fn find(source: Source<'_>, values: &Values<'_>) -> Option<Found> {
    let compare = &source.view.compare;
    let compared = comparison::run(values, compare)?;
    let mut figures: Vec<_> = compared.rows.iter().map(|row| &row.figure).collect();
    figures.extend(compare.chosen.as_ref());
    let mut all: Vec<OverTime> = Vec::with_capacity(figures.len());
    for figure in figures {
        if !all.iter().any(|one| one.figure == *figure) {
            all.push(over_time::run(values, figure, &compared.municipalities, &[], compare.borders));
        }
    }
    Some(Found { own: compared.peers.of, all })
}

fn write(source: Source<'_>, values: &Values<'_>, found: &Found, out: &mut Tracked<'_>) -> Result<Facts, ExportError> {
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers"].map(std::sync::Arc::from));
    for one in &found.all {
        add_figure(source, &one.figure, &mut facts);
        let definition = definition::run(values, &one.figure, source.text);
        for series in &one.series {
            for point in &series.points {
                if let Ok(value) = &point.value {
                    learn(source.workspace, value, &mut facts);
                }
                write_row(source, (one, &definition), (series, found.own), Some(point), out)?;
            }
            if series.points.is_empty() {
                write_row(source, (one, &definition), (series, found.own), None, out)?;
            }
        }
    }
    Ok(facts)
}

fn write_row(
    source: Source<'_>,
    (one, definition): (&OverTime, &Definition),
    (series, own): (&PlaceSeries, Nis),
    point: Option<&YearValue>,
    out: &mut Tracked<'_>,
) -> Result<(), ExportError> {
    *out.by_kind.entry("figures").or_default() += 1;
    let words = SeriesWords { workspace: source.workspace, text: source.text };
    let titles: Vec<&str> = definition.sources.iter().map(|one| &*one.title).collect();
    let mut cells = vec![
        Value::text(one.figure.to_string()),
        Value::text(&*definition.name),
        Value::text(&*definition.unit),
        Value::text(one.figure.form.key()),
        Value::text(series.nis.to_string()),
        Value::text(words.former(series.nis)),
        Value::Boolean(series.nis == own),
    ];
    let value = point.map_or(Err(&Missing::NotInThisForm), |point| point.value.as_ref());
    cells.extend(told(source, point.map(|point| point.year), value));
    cells.push(Value::text(one.borders.key()));
    cells.extend(made(source, value.ok()));
    cells.push(Value::text(titles.join("; ")));
    out.row(&cells, None)
}

/// The figure of a year, or why there is none.
fn told(source: Source<'_>, year: Option<Year>, value: Result<&Figure, &Missing>) -> [Value<'static>; 4] {
    let known = value.ok();
    let reason = value.err().map(|reason| definition::missing(reason, source.text));
    [
        Value::integer(year),
        Value::real(known.map(|value| value.value)),
        Value::text(known.map_or("", |value| value.status.key())),
        Value::text(reason.unwrap_or_default()),
    ]
}

/// What it was made from.
fn made(source: Source<'_>, known: Option<&Figure>) -> [Value<'static>; 4] {
    let merged = known.map(series_words::merged_codes).unwrap_or_default().iter();
    let merged: Vec<String> = merged.map(ToString::to_string).collect();
    [
        Value::text(merged.join(";")),
        known.map_or(Value::Missing, |value| Value::Boolean(value.is_simulated(source.workspace))),
        known.map_or(Value::Missing, |value| Value::Boolean(value.is_approximate())),
        Value::text(known.map_or_else(String::new, |value| definition::calculation(value, source.text))),
    ]
}
