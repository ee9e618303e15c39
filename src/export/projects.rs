//! Projects: every field, then what each row rests on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::ExportError;
use super::rows::{Sheet, Tracked, column};
use super::stamp::Facts;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::project::fields::EXPORT_ONLY;
use crate::formats::project::write::{self, Place};
use crate::formats::table::{Kind, Value};
use crate::model::remark::Signed;
use crate::model::{Nis, Project, ProjectKind, Source};
use crate::query::filter::{self, Selection};
use crate::query::table;
use crate::text::Text;
use crate::workspace::{View, Workspace};

/// Fields that this project assigned by judgement: marked in every row.
const ASSIGNED: &str = "working_areas;values";

/// The rows of the view, in the order of its table.
pub(super) fn rows(workspace: &Workspace, view: &View, text: &Text) -> Vec<u32> {
    let rows = filter::rows(&workspace.projects, &workspace.municipalities, &view.filter);
    let selection = Selection { rows, ..Selection::default() };
    table::sorted(&workspace.projects, &workspace.municipalities, &selection, &view.table.sort, text.language())
}

/// The table of these rows: its layer is one of points, unless a project has a shape.
pub(super) fn sheet_of(text: &Text, workspace: &Workspace, rows: &[u32]) -> Sheet {
    let mut sheet = sheet(text, rows.len());
    let mut projects = rows.iter().filter_map(|row| workspace.projects.get(*row));
    if projects.any(|project| project.shape.is_some()) {
        sheet.geometry = LayerGeometry::Mixed;
    }
    sheet
}

/// The columns.
pub(super) fn sheet(text: &Text, row_count: usize) -> Sheet {
    let mut columns = write::columns(text);
    for key in EXPORT_ONLY {
        columns.push(column(text, key, Kind::Text));
    }
    Sheet { columns, geometry: LayerGeometry::MultiPoint, row_count: row_count as u64 }
}

/// Writes the rows.
pub(super) fn write(workspace: &Workspace, rows: &[u32], out: &mut Tracked<'_>) -> Result<Facts, ExportError> {
    let place = |nis: Nis| workspace.municipalities.get(nis).map(|row| (&*row.name, row.label_point));
    let mut datasets: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut facts = Facts::default();
    for kind in ProjectKind::ALL {
        out.by_kind.insert(kind.key(), 0);
    }
    // The first of a name counts, as in a search from the front.
    let sources: HashMap<&str, &Source> = workspace.sources.iter().rev().map(|source| (&*source.id, source)).collect();
    let mut values = Vec::new();
    for project in rows.iter().filter_map(|row| workspace.projects.get(*row)) {
        let source = sources.get(&*project.provenance.dataset).copied();
        let is_bundled = source.is_some_and(|source| source.is_bundled);
        values.clear();
        push_values(&mut values, workspace, (project, source), &place);
        let geometry = if out.takes_geometry() { write::geometry(project, &place) } else { None };
        out.row(&values, geometry.as_ref())?;
        if !datasets.contains(&project.provenance.dataset) {
            datasets.insert(project.provenance.dataset.clone());
        }
        *out.by_kind.entry(project.kind.key()).or_default() += 1;
        facts.note_if("export-note-simulated", project.is_simulated);
        facts.note_if("export-note-programmes", project.kind == ProjectKind::Programme);
        let mut amounts = project.budget.iter().chain(&project.subsidy);
        facts.note_if("export-note-consortium", amounts.any(|amount| amount.is_consortium));
        let is_assigned = !project.working_areas.is_empty() || !project.values.is_empty();
        facts.note_if("export-note-assigned", is_assigned && is_bundled);
        let mark = workspace.own.remarks.mark(&project.id);
        facts.note_if("export-note-own", mark == "own");
        facts.note_if("export-note-corrected", mark == "corrected");
        facts.note_if("export-note-sample", is_bundled);
    }
    facts.datasets = datasets;
    facts.datasets.insert(Arc::from("municipalities"));
    Ok(facts)
}

/// Adds the values of a row.
fn push_values<'a>(
    values: &mut Vec<Value<'a>>,
    workspace: &'a Workspace,
    (project, source): (&'a Project, Option<&'a Source>),
    place: &Place<'a>,
) {
    write::push_values(values, project, place);
    values.extend(remarks(workspace, project));
    values.extend([
        if source.is_some_and(|source| source.is_bundled) { Value::text(ASSIGNED) } else { Value::Missing },
        Value::text(&*project.provenance.dataset),
        Value::text(&*project.record),
        Value::text(source.map_or("", |source| &*source.licence)),
        Value::text(source.map_or("", |source| &*source.attribution)),
    ]);
}

/// The mark, what was corrected, tags and notes of a project; missing where there is nothing.
fn remarks<'a>(workspace: &Workspace, project: &Project) -> [Value<'a>; 4] {
    let remarks = &workspace.own.remarks;
    let joined = |parts: Vec<String>, between: &str| {
        if parts.is_empty() { Value::Missing } else { Value::text(parts.join(between)) }
    };
    let signed = |by: &Signed| match &*by.author {
        "" => by.date.to_string(),
        author => format!("{author}, {}", by.date),
    };
    let corrections = remarks.corrections_of(&project.id);
    let corrections = corrections.map(|one| format!("{} ({}; was: {})", one.field, signed(&one.by), one.source));
    let tags = remarks.tags_of(&project.id).map(|tag| tag.word.to_string());
    let notes = remarks.notes_of(&project.id).map(|note| format!("{} ({})", note.text, signed(&note.by)));
    let mark = remarks.mark(&project.id);
    [
        if mark.is_empty() { Value::Missing } else { Value::text(mark) },
        joined(corrections.collect(), " | "),
        joined(tags.collect(), ";"),
        joined(notes.collect(), " | "),
    ]
}
