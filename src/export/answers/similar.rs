//! Look-alikes of the view's project or idea: score, its parts and the reason.

use super::{Source, Table};
use crate::export::ExportError;
use crate::export::rows::Tracked;
use crate::export::stamp::Facts;
use crate::formats::table::{Kind, Value};
use crate::insight::likeness::{self, Alike, LikenessIndex, Part, Question, words};

const COLUMNS: [(&str, Kind); 18] = [
    ("asked", Kind::Text),
    ("place", Kind::Integer),
    ("id", Kind::Text),
    ("title", Kind::Text),
    ("kind", Kind::Text),
    ("status", Kind::Text),
    ("lead_name", Kind::Text),
    ("score", Kind::Real),
    ("part_text", Kind::Real),
    ("part_theme", Kind::Real),
    ("part_dimension", Kind::Real),
    ("part_partners", Kind::Real),
    ("part_place", Kind::Real),
    ("part_period", Kind::Real),
    ("relation", Kind::Text),
    ("shared_words", Kind::Text),
    ("why", Kind::Text),
    ("dataset", Kind::Text),
];

/// The table; without a question it has no rows.
pub(super) fn table(source: Source<'_>) -> Table<'_> {
    let question = likeness::asked(source.view);
    let alike = question.as_ref().map(|question| {
        let rows = source.view.gaps.similar.is_within_filter.then(|| source.rows());
        let index = LikenessIndex::new(source.workspace);
        index.run_within(source.workspace, question, rows.as_deref(), likeness::PAGE).alike
    });
    let alike = alike.unwrap_or_default();
    Table::new(source, &COLUMNS, alike.len(), move |out| match question {
        Some(question) => write(source, &question, &alike, out),
        None => Ok(Facts::default()),
    })
}

fn write(
    source: Source<'_>,
    question: &Question,
    alike: &[Alike],
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let asked = match question {
        Question::Project(id) => id.to_string(),
        Question::Idea(idea) => idea.text.clone(),
    };
    for (position, one) in alike.iter().enumerate() {
        let Some(project) = source.workspace.projects.get(one.row) else { continue };
        *out.by_kind.entry(project.kind.key()).or_default() += 1;
        let lead = project.lead.map(|nis| source.workspace.municipalities.name(nis));
        let mut cells = vec![
            Value::text(asked.as_str()),
            super::count(position + 1),
            Value::text(project.id.as_str()),
            Value::text(project.title.get(source.text.language())),
            Value::text(project.kind.key()),
            Value::text(project.status.key()),
            Value::text(lead.unwrap_or_default()),
            real(Some(one.score)),
        ];
        cells.extend(Part::ALL.iter().map(|part| real(one.parts.get(*part))));
        let shared: Vec<String> = one.shared.iter().map(|(asked, theirs)| format!("{asked}={theirs}")).collect();
        cells.extend([
            Value::text(one.relation.key()),
            Value::text(shared.join(";")),
            Value::text(words::why(source.workspace, question, one, source.text)),
            Value::text(&*project.provenance.dataset),
        ]);
        out.row(&cells, None)?;
    }
    let own = match question {
        Question::Project(id) => source.workspace.projects.row_of(id),
        Question::Idea(_) => None,
    };
    Ok(source.facts(alike.iter().map(|one| one.row).chain(own)))
}

/// The number as its shortest decimals say it: 0.1 and not 0.10000000149.
fn real(number: Option<f32>) -> Value<'static> {
    Value::real(number.and_then(|number| number.to_string().parse().ok()))
}
