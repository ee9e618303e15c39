//! The end of a report: what it rests on, what must be said beside it, and how it was made; never when.

use std::collections::BTreeSet;

use super::{ReportFacts, ReportMaker};
use crate::figure::page::{Block, Run};
use crate::figure::profile::sources::{self, ProfileSource};
use crate::insight::definition;
use crate::workspace::{Report, ReportSection, Workspace};

/// Between two sources.
const SPACE: f32 = 3.0;

/// Adds what the projects rest on.
pub(super) fn finish(workspace: &Workspace, rows: &BTreeSet<u32>, facts: &mut ReportFacts) {
    for project in rows.iter().filter_map(|row| workspace.projects.get(*row)) {
        facts.datasets.insert(project.provenance.dataset.clone());
        if project.is_simulated {
            facts.notes.insert("export-note-simulated");
        }
    }
}

/// The blocks.
pub(super) fn blocks(maker: &ReportMaker<'_>, report: &Report, facts: &ReportFacts) -> Vec<Block> {
    let (text, styles) = (maker.text, &maker.styles);
    let mut blocks = vec![maker.heading(2, text.get("reports-sources"), styles.before_section)];
    let version = [("version", env!("CARGO_PKG_VERSION").into())];
    blocks.push(Block::Paragraph(vec![Run::plain(text.with("reports-made-with", &version))], styles.fine, 3.0));
    let notes: Vec<Vec<Run>> = facts.notes.iter().map(|key| vec![Run::plain(text.get(key))]).collect();
    if !notes.is_empty() {
        blocks.push(Block::List(notes, styles.fine, SPACE));
    }
    let filters: Vec<Vec<Run>> =
        report.sections.iter().enumerate().map(|(index, section)| filter(maker, index, section)).collect();
    if !filters.is_empty() {
        blocks.push(maker.heading(3, text.get("reports-filters"), 8.0));
        blocks.push(Block::List(filters, styles.fine, SPACE));
    }
    let all = used(maker, facts);
    if !all.is_empty() {
        blocks.push(maker.heading(3, text.get("reports-data"), 8.0));
        let paragraphs = sources::paragraphs(all, text);
        blocks.extend(paragraphs.into_iter().map(|runs| Block::Paragraph(runs, styles.fine, SPACE)));
    }
    blocks
}

/// "Mobility: Gent · running".
fn filter(maker: &ReportMaker<'_>, index: usize, section: &ReportSection) -> Vec<Run> {
    let heading = section.heading.trim();
    let number = || maker.text.with("reports-section", &[("n", (index as i64 + 1).into())]);
    let name = if heading.is_empty() { number() } else { heading.to_owned() };
    vec![Run::bold(format!("{name}:")), Run::plain(maker.filter_words(&section.view))]
}

fn used(maker: &ReportMaker<'_>, facts: &ReportFacts) -> Vec<ProfileSource> {
    let used = maker.workspace.sources.iter().filter(|source| facts.datasets.contains(&source.id));
    let one = |source: &crate::model::Source| ProfileSource {
        id: source.id.to_string(),
        title: definition::source_title(source, maker.text),
        licence: source.licence.to_string(),
        attribution: source.attribution.to_string(),
        date: source.date.as_deref().unwrap_or_default().to_owned(),
        is_simulated: source.is_simulated,
    };
    used.map(one).collect()
}
