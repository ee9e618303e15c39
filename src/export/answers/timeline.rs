//! Projects along the years, a row each, those of unknown period too; or how many there were by each year.

use super::{Source, Table, count};
use crate::export::ExportError;
use crate::export::rows::Tracked;
use crate::formats::table::{Kind, Value};
use crate::insight::schedule::{self, Bar, Schedule, ScheduleKey, words};
use crate::model::Project;

const BARS: [(&str, Kind); 13] = [
    ("id", Kind::Text),
    ("title", Kind::Text),
    ("kind", Kind::Text),
    ("status", Kind::Text),
    ("lead_name", Kind::Text),
    ("group", Kind::Text),
    ("period", Kind::Text),
    ("start_year", Kind::Integer),
    ("end_year", Kind::Integer),
    ("bar_from", Kind::Integer),
    ("bar_until", Kind::Integer),
    ("is_counted", Kind::Boolean),
    ("dataset", Kind::Text),
];

const YEARS: [(&str, Kind); 5] = [
    ("year", Kind::Integer),
    ("started_projects", Kind::Integer),
    ("started_services", Kind::Integer),
    ("started_planned_actions", Kind::Integer),
    ("ended", Kind::Integer),
];

/// The table of the page as it stands.
pub(super) fn table(source: Source<'_>) -> Table<'_> {
    let pages = &source.view.projects;
    let rows = source.rows();
    let made = schedule::run(source.workspace, pages.group, &rows, source.text.language());
    if pages.is_cumulative {
        return Table::new(source, &YEARS, made.so_far.len(), move |out| {
            years(&made, out)?;
            Ok(source.facts(rows))
        });
    }
    Table::new(source, &BARS, rows.len(), move |out| {
        bars(source, &made, out)?;
        let mut facts = source.facts(rows);
        facts
            .note_if("export-note-programmes", made.groups.iter().flat_map(|one| &one.bars).any(|bar| !bar.is_counted));
        Ok(facts)
    })
}

fn years(made: &Schedule, out: &mut Tracked<'_>) -> Result<(), ExportError> {
    for (year, so_far) in &made.so_far {
        *out.by_kind.entry("years").or_default() += 1;
        let [projects, services, planned] = so_far.started;
        out.row(&[count(*year), count(projects), count(services), count(planned), count(so_far.ended)], None)?;
    }
    Ok(())
}

fn bars(source: Source<'_>, made: &Schedule, out: &mut Tracked<'_>) -> Result<(), ExportError> {
    for group in &made.groups {
        let name = words::group(&group.key, source.text);
        for bar in &group.bars {
            write(source, bar.row, &name, Some(*bar), out)?;
        }
    }
    made.unknown.iter().try_for_each(|row| {
        let key = source.workspace.projects.get(*row).map(|project| key(source, project));
        let name = key.map(|key| words::group(&key, source.text)).unwrap_or_default();
        write(source, *row, &name, None, out)
    })
}

/// The group of a project without a bar.
fn key(source: Source<'_>, project: &Project) -> ScheduleKey {
    schedule::key(source.view.projects.group, project)
}

fn write(
    source: Source<'_>,
    row: u32,
    group: &str,
    bar: Option<Bar>,
    out: &mut Tracked<'_>,
) -> Result<(), ExportError> {
    let Some(project) = source.workspace.projects.get(row) else { return Ok(()) };
    *out.by_kind.entry(project.kind.key()).or_default() += 1;
    let period = match bar {
        None => "unknown",
        Some(bar) if bar.until.is_none() => "open",
        Some(_) => "closed",
    };
    let lead = project.lead.map(|nis| source.workspace.municipalities.name(nis));
    let cells = [
        Value::text(project.id.as_str()),
        Value::text(project.title.get(source.text.language())),
        Value::text(project.kind.key()),
        Value::text(project.status.key()),
        Value::text(lead.unwrap_or_default()),
        Value::text(group),
        Value::text(period),
        Value::integer(project.period.start),
        Value::integer(project.period.end),
        Value::integer(bar.map(|bar| bar.from)),
        Value::integer(bar.and_then(|bar| bar.until)),
        Value::Boolean(project.kind != crate::model::ProjectKind::Programme),
        Value::text(&*project.provenance.dataset),
    ];
    out.row(&cells, None)
}
