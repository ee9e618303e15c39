//! White spots: a row for each municipality and column, with its state; or the matrix as a picture.

use std::collections::BTreeMap;

use super::rows::{Sheet, Tracked, column};
use super::stamp::{Counts, Facts};
use super::{ExportError, ExportRequest, ExportSummary, picture, stamp};
use crate::figure::matrix::{MatrixFigure, scene};
use crate::figure::style::Palette;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Kind, Value};
use crate::insight::gaps::{self, Matrix, words};
use crate::model::hash;
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
    let facts = facts(workspace, matrix);
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

fn facts(workspace: &Workspace, matrix: &Matrix) -> Facts {
    let projects = workspace.projects.rows();
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers"].map(std::sync::Arc::from));
    facts.datasets.extend(projects.iter().map(|project| project.provenance.dataset.clone()));
    facts.note_if("export-note-simulated", projects.iter().any(|project| project.is_simulated));
    facts.note_if("export-note-assigned", matrix.by == GapsBy::WorkingArea);
    facts.note_if("export-note-sample", true);
    facts
}

/// Draws the matrix of the view in the light look, as on paper, and writes it with its stamp.
pub(super) fn picture(
    request: &ExportRequest,
    workspace: &Workspace,
    text: &Text,
) -> Result<ExportSummary, ExportError> {
    let path = request.path.as_ref().ok_or(ExportError::NeedsFile)?;
    let matrix = matrix(workspace, &request.view);
    let facts = facts(workspace, &matrix);
    let (title, remarks) =
        (title(&request.view, text), remarks(workspace, request.view.filter.is_empty(), &matrix, &facts, text));
    let is_per_10000 = request.view.gaps.matrix.is_per_10000;
    let palette = Palette::light();
    let figure = MatrixFigure {
        workspace,
        matrix: &matrix,
        is_per_10000,
        title: &title,
        remarks: &remarks,
        palette: &palette,
        text,
    };
    let (scene, [width, height]) = scene(&figure);
    let said = picture::Said { name: "gaps", title: &title, remarks: &remarks.join(" "), language: text.language() };
    let scale = request.picture.map_or(2.0, |picture| picture.scale);
    let bytes = picture::painted(request.format, scene, [width, height], scale, &said)?;
    let rows: usize = matrix.groups.iter().map(|group| group.rows.len()).sum();
    let row_count = rows as u64;
    let by_kind = BTreeMap::from([("municipalities", row_count)]);
    let counts = Counts { row_count, by_kind: &by_kind, hash: &hash::of_bytes(&bytes) };
    let stamp = stamp::json(request, workspace, text.language(), &counts, &facts)?;
    super::write_with_stamp(path, &bytes, &stamp, row_count)
}

/// "White spots: dimension, planned only, per 10,000 inhabitants".
fn title(view: &View, text: &Text) -> String {
    let matrix = &view.gaps.matrix;
    let value = if matrix.is_per_10000 { "gaps-value-per-10000" } else { "gaps-value-count" };
    let parts = [
        text.word("gaps-by", matrix.by.key()),
        text.get(value),
        format!("{}: {}", text.get("gaps-only"), text.word("gaps-only", matrix.only.key())),
    ];
    format!("{} · {}", text.word("tab", "gaps"), parts.join(" · "))
}

/// That it is a sample, the totals by type beside those of another inventory, and the sources.
fn remarks(workspace: &Workspace, is_unfiltered: bool, matrix: &Matrix, facts: &Facts, text: &Text) -> Vec<String> {
    let sources = workspace.sources.iter().filter(|source| facts.datasets.contains(&source.id));
    let mut names: Vec<&str> = sources.map(|source| &*source.attribution).filter(|name| !name.is_empty()).collect();
    names.dedup();
    let filtered = (!is_unfiltered).then(|| text.get("gaps-filtered"));
    let first = vec![
        text.get("gaps-sample"),
        words::by_typology(matrix, text),
        text.get("gaps-advice"),
        text.with("gaps-sources", &[("names", names.join(" · ").into())]),
    ];
    first.into_iter().chain(filtered).collect()
}
