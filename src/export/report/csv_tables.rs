//! The tables of a profile as CSV (RFC 4180): the numbers that the document prints, unrounded.

use crate::export::ExportError;
use crate::figure::profile::{self, Maker};
use crate::formats::csv::{CsvWriter, Dialect};
use crate::formats::table::{Column, Kind, RowWriter, Value};
use crate::insight::{Definition, Profile, definition};
use crate::model::StatusBasis;
use crate::model::figure_ref::FigureRef;
use crate::query::project_words;

/// A table under way.
struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Value<'static>>>,
}

impl Table {
    fn new(columns: &[(&'static str, Kind)]) -> Self {
        let column = |&(key, kind): &(&'static str, Kind)| Column { key: key.into(), title: key.to_owned(), kind };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    fn bytes(&self) -> Result<Vec<u8>, ExportError> {
        let mut bytes = Vec::new();
        let mut writer = Box::new(CsvWriter::new(&mut bytes, Dialect::Rfc4180, &self.columns)?);
        for row in &self.rows {
            writer.row(row, None)?;
        }
        writer.finish()?;
        Ok(bytes)
    }
}

/// Every table with its name.
pub(super) fn all(maker: &Maker<'_>, profile: &Profile<'_>) -> Result<Vec<(&'static str, Vec<u8>)>, ExportError> {
    let tables = [
        ("figures", figures(maker, profile)),
        ("series", series(maker, profile)),
        ("peers", peers(maker, profile)),
        ("dimensions", dimensions(profile)),
        ("projects", projects(maker, profile)),
        ("sensors", sensors(maker, profile)),
        ("mergers", mergers(profile)),
        ("missing", missing(maker, profile)),
        ("definitions", definitions(maker)),
        ("sources", sources(maker, profile)),
    ];
    tables.into_iter().map(|(name, table)| Ok((name, table.bytes()?))).collect()
}

fn text(text: impl Into<String>) -> Value<'static> {
    Value::text(text.into())
}

fn defined<'a>(maker: &'a Maker<'_>, figure: &FigureRef) -> Option<&'a Definition> {
    maker.definitions.get(figure)
}

fn name_of(maker: &Maker<'_>, figure: &FigureRef) -> String {
    defined(maker, figure).map_or_else(|| figure.to_string(), |one| one.name.clone())
}

fn figures(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    use Kind::{Integer, Real, Text};
    let mut table = Table::new(&[
        ("figure", Text),
        ("name", Text),
        ("unit", Text),
        ("year", Integer),
        ("value", Real),
        ("status", Text),
        ("rank", Integer),
        ("rank_of", Integer),
        ("peer_count", Integer),
        ("peer_min", Real),
        ("peer_q1", Real),
        ("peer_median", Real),
        ("peer_q3", Real),
        ("peer_max", Real),
        ("missing", Text),
    ]);
    for row in &profile.figures {
        let value = row.values.first();
        let own = value.and_then(|value| value.as_ref().ok());
        let rank = row.ranks.first().copied().flatten();
        let spread = row.spread.quartiles;
        let missing = value.and_then(|value| value.as_ref().err());
        table.rows.push(vec![
            text(row.figure.to_string()),
            text(name_of(maker, &row.figure)),
            text(defined(maker, &row.figure).map(|one| one.unit.clone()).unwrap_or_default()),
            Value::integer(row.year),
            Value::real(own.map(|own| own.value)),
            text(own.map(|own| own.status.key()).unwrap_or_default()),
            Value::integer(rank.map(|rank| rank.place)),
            Value::integer(rank.map(|rank| rank.of)),
            Value::Integer(row.spread.len() as i64),
            Value::real(spread.map(|spread| spread.min)),
            Value::real(spread.map(|spread| spread.q1)),
            Value::real(spread.map(|spread| spread.median)),
            Value::real(spread.map(|spread| spread.q3)),
            Value::real(spread.map(|spread| spread.max)),
            text(missing.map(|reason| definition::missing(reason, maker.text)).unwrap_or_default()),
        ]);
    }
    table
}

fn series(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    use Kind::{Integer, Real, Text};
    let mut table = Table::new(&[
        ("figure", Text),
        ("name", Text),
        ("unit", Text),
        ("year", Integer),
        ("value", Real),
        ("status", Text),
        ("peer_q1", Real),
        ("peer_median", Real),
        ("peer_q3", Real),
        ("missing", Text),
    ]);
    for one in &profile.series {
        for year in &one.years {
            let own = year.own.as_ref().ok();
            let missing = year.own.as_ref().err();
            table.rows.push(vec![
                text(one.figure.to_string()),
                text(name_of(maker, &one.figure)),
                text(defined(maker, &one.figure).map(|one| one.unit.clone()).unwrap_or_default()),
                Value::Integer(i64::from(year.year)),
                Value::real(own.map(|(value, _)| *value)),
                text(own.map(|(_, status)| status.key()).unwrap_or_default()),
                Value::real(year.peers.map(|peers| peers.q1)),
                Value::real(year.peers.map(|peers| peers.median)),
                Value::real(year.peers.map(|peers| peers.q3)),
                text(missing.map(|reason| definition::missing(reason, maker.text)).unwrap_or_default()),
            ]);
        }
    }
    table
}

fn peers(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    let mut table = Table::new(&[("nis", Kind::Text), ("name", Kind::Text)]);
    let municipalities = &maker.workspace().municipalities;
    table.rows =
        profile.peers.members.iter().map(|nis| vec![text(nis.to_string()), text(municipalities.name(*nis))]).collect();
    table
}

fn dimensions(profile: &Profile<'_>) -> Table {
    let mut table = Table::new(&[("dimension", Kind::Text), ("count", Kind::Integer), ("peer_median", Kind::Real)]);
    let row = |one: &crate::insight::profile::DimensionCount| {
        // A municipality outside the sample has no count, which is not none.
        let count = if profile.is_in_sample { Value::Integer(i64::from(one.count)) } else { Value::Missing };
        vec![text(one.dimension.key()), count, Value::real(one.median)]
    };
    table.rows = profile.dimensions.iter().map(row).collect();
    table
}

fn projects(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    use Kind::{Boolean, Integer, Text};
    let mut table = Table::new(&[
        ("id", Text),
        ("title", Text),
        ("kind", Text),
        ("is_counted", Boolean),
        ("is_lead", Boolean),
        ("status", Text),
        ("status_basis", Text),
        ("start_year", Integer),
        ("end_year", Integer),
        ("period", Text),
        ("dimensions", Text),
        ("is_simulated", Boolean),
        ("dataset", Text),
    ]);
    let workspace = maker.workspace();
    let timeline = workspace.municipalities.timeline();
    let counted = profile.projects.iter().map(|row| (row, true));
    for (row, is_counted) in counted.chain(profile.programmes.iter().map(|row| (row, false))) {
        let Some(project) = workspace.projects.get(*row) else { continue };
        let dimensions: Vec<&str> = project.dimensions.iter().map(|one| one.key()).collect();
        table.rows.push(vec![
            text(project.id.to_string()),
            text(project.title.get(maker.text.language())),
            text(project.kind.key()),
            Value::Boolean(is_counted),
            Value::Boolean(project.lead.is_some_and(|code| timeline.today(code) == profile.nis)),
            text(project.status.key()),
            text(project.status_basis.map(StatusBasis::key).unwrap_or_default()),
            Value::integer(project.period.start),
            Value::integer(project.period.end),
            text(project_words::period(maker.text, project)),
            text(dimensions.join(";")),
            Value::Boolean(project.is_simulated),
            text(&*project.provenance.dataset),
        ]);
    }
    table
}

fn sensors(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    use Kind::{Boolean, Moment, Real, Text};
    let mut table = Table::new(&[
        ("sensor", Text),
        ("name", Text),
        ("datastream", Text),
        ("property", Text),
        ("unit", Text),
        ("value", Real),
        ("time", Moment),
        ("quality", Text),
        ("is_fresh", Boolean),
        ("is_simulated", Boolean),
        ("is_municipality_approximate", Boolean),
        ("feed", Text),
    ]);
    for one in profile::readings(maker, profile) {
        let unit = definition::unit_of_sensor(one.stream.unit, &one.stream.original_unit, maker.text);
        table.rows.push(vec![
            text(one.sensor.id.to_string()),
            text(&*one.sensor.name),
            text(&*one.stream.key),
            text(one.stream.property.key()),
            text(unit),
            Value::real(one.latest.map(|latest| latest.value)),
            Value::moment(one.latest.map(|latest| latest.time)),
            text(one.latest.map(|latest| latest.quality.key()).unwrap_or_default()),
            Value::Boolean(one.is_fresh),
            Value::Boolean(one.sensor.is_simulated),
            Value::Boolean(one.sensor.is_nis_approximate),
            text(one.sensor.feed.to_string()),
        ]);
    }
    table
}

fn mergers(profile: &Profile<'_>) -> Table {
    use Kind::Text;
    let mut table = Table::new(&[("old_nis", Text), ("old_name", Text), ("new_nis", Text), ("effective", Text)]);
    let row = |merger: &&crate::model::municipality::Merger| {
        let (old, new) = (merger.old.to_string(), merger.new.to_string());
        vec![text(old), text(&*merger.old_name), text(new), text(merger.effective.to_string())]
    };
    table.rows = profile.mergers.iter().map(row).collect();
    table
}

fn missing(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    use Kind::{Integer, Text};
    let mut table = Table::new(&[
        ("figure", Text),
        ("name", Text),
        ("from_year", Integer),
        ("until_year", Integer),
        ("reason", Text),
    ]);
    let row = |gap: profile::Gap| {
        vec![
            text(gap.figure.to_string()),
            text(name_of(maker, &gap.figure)),
            Value::integer(gap.years.map(|(from, _)| from)),
            Value::integer(gap.years.map(|(_, until)| until)),
            text(gap.reason),
        ]
    };
    table.rows = profile::gaps(maker, profile).into_iter().map(row).collect();
    table
}

fn definitions(maker: &Maker<'_>) -> Table {
    use Kind::Text;
    let mut table = Table::new(&[
        ("figure", Text),
        ("name", Text),
        ("unit", Text),
        ("meaning", Text),
        ("formula_words", Text),
        ("formula", Text),
        ("freshness", Text),
        ("remarks", Text),
    ]);
    let row = |one: &Definition| {
        [
            one.figure.to_string(),
            one.name.clone(),
            one.unit.clone(),
            one.meaning.clone(),
            one.formula_words.clone(),
            one.formula.clone(),
            one.freshness.clone(),
            one.remarks.join(" "),
        ]
        .map(text)
        .into()
    };
    table.rows = maker.definitions.values().map(row).collect();
    table
}

fn sources(maker: &Maker<'_>, profile: &Profile<'_>) -> Table {
    use Kind::{Boolean, Text};
    let mut table = Table::new(&[
        ("id", Text),
        ("title", Text),
        ("licence", Text),
        ("attribution", Text),
        ("date", Text),
        ("is_simulated", Boolean),
    ]);
    let row = |one: profile::ProfileSource| {
        let is_simulated = Value::Boolean(one.is_simulated);
        vec![text(one.id), text(one.title), text(one.licence), text(one.attribution), text(one.date), is_simulated]
    };
    table.rows = profile::sources(maker, profile).into_iter().map(row).collect();
    table
}
