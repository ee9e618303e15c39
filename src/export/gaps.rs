//! White spots: a row for each municipality and column, with its state.

use super::ExportError;
use super::rows::{Sheet, Tracked, column};
use super::stamp::Facts;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Kind, Value};
use crate::insight::gaps::{self, Matrix, words};
use crate::query::filter;
use crate::text::Text;
use crate::workspace::{GapsBy, View, Workspace};

/// The matrix of the view.
pub(super) fn matrix(workspace: &Workspace, view: &View) -> Matrix {
    let placeless = view.filter.without_places();
    let rows = filter::run(&workspace.projects, &workspace.municipalities, &placeless).rows;
    gaps::run(workspace, &view.gaps.matrix, &view.filter, &rows)
}

/// The columns.
pub(super) fn sheet(text: &Text, matrix: &Matrix) -> Sheet {
    let columns = [
        ("nis", Kind::Text),
        ("municipality", Kind::Text),
        ("group", Kind::Text),
        ("population", Kind::Integer),
        ("by", Kind::Text),
        ("column", Kind::Text),
        ("column_name", Kind::Text),
        ("only", Kind::Text),
        ("state", Kind::Text),
        ("project_count", Kind::Integer),
        ("per_10000", Kind::Real),
    ];
    let rows: usize = matrix.groups.iter().map(|group| group.rows.len()).sum();
    let columns = columns.into_iter().map(|(key, kind)| column(text, key, kind)).collect();
    Sheet { columns, geometry: LayerGeometry::Point, row_count: (rows * matrix.columns.len()) as u64 }
}

/// Writes the rows. A municipality that is not in the sample has no counts.
pub(super) fn write(
    workspace: &Workspace,
    view: &View,
    text: &Text,
    matrix: &Matrix,
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers"].map(std::sync::Arc::from));
    facts.datasets.extend(workspace.projects.rows().iter().map(|project| project.provenance.dataset.clone()));
    facts.note_if("export-note-simulated", workspace.projects.rows().iter().any(|project| project.is_simulated));
    facts.note_if("export-note-assigned", matrix.by == GapsBy::WorkingArea);
    facts.note_if("export-note-sample", true);
    for group in &matrix.groups {
        let group_name = words::group(workspace, group.key, text);
        for row in &group.rows {
            for (column, count) in matrix.columns.iter().zip(&row.cells) {
                let state = match (row.is_in_sample, count) {
                    (false, _) => "not_in_sample",
                    (true, 0) => "no_project_known",
                    (true, _) => "projects",
                };
                *out.by_kind.entry("cells").or_default() += 1;
                let ratio = row.per_10000(*count).filter(|_| row.is_in_sample);
                let values = [
                    Value::text(row.nis.to_string()),
                    Value::text(workspace.municipalities.name(row.nis)),
                    Value::text(group_name.as_str()),
                    row.population.map_or(Value::Missing, |population| Value::Integer(i64::from(population))),
                    Value::text(matrix.by.key()),
                    Value::text(&*column.key),
                    Value::text(words::column(matrix.by, &column.key, text)),
                    Value::text(view.gaps.matrix.only.key()),
                    Value::text(state),
                    if row.is_in_sample { Value::Integer(i64::from(*count)) } else { Value::Missing },
                    Value::real(ratio),
                ];
                out.row(&values, None)?;
            }
        }
    }
    Ok(facts)
}
