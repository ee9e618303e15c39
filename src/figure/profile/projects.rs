//! The projects of a municipality: by dimension beside its peers, then all of them; programmes apart.

use super::Maker;
use crate::figure::chart::bars::{self, Bar};
use crate::figure::page::{Block, Cell, Column, Picture, Run, words};
use crate::figure::scene::Align;
use crate::insight::{Profile, peers};
use crate::model::{Project, ProjectKind, StatusBasis};
use crate::query::project_words;

/// More projects than these stand in smaller letters, and still smaller ones.
const DENSE: usize = 18;
const VERY_DENSE: usize = 40;

/// Width of the bars.
const BARS: f32 = 290.0;

/// The blocks.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let styles = &maker.styles;
    let mut blocks = vec![maker.section("profile-projects")];
    if profile.is_in_sample {
        let lead = vec![Run::bold(counts(maker, profile)), Run::plain(maker.t("profile-projects-sample"))];
        blocks.push(Block::Paragraph(lead, styles.body, 3.0));
        blocks.push(Block::Picture(picture(maker, profile), 8.0));
        blocks.push(Block::Table(table(maker, profile, &profile.projects), 8.0));
        let is_inferred = |project: &&Project| project.status_basis == Some(StatusBasis::Inferred);
        if rows(maker, &profile.projects).iter().any(is_inferred) {
            let note = vec![Run::plain(maker.t("profile-inferred"))];
            blocks.push(Block::Paragraph(note, styles.small, 3.0));
        }
    } else {
        let name = maker.name(profile);
        let words = maker.text.with("profile-projects-none", &[("name", name.into())]);
        blocks.push(Block::Paragraph(vec![Run::plain(words)], styles.body, 3.0));
    }
    if !profile.programmes.is_empty() {
        let note = vec![Run::plain(maker.t("profile-programmes"))];
        blocks.push(Block::Paragraph(note, styles.small, 8.0));
        blocks.push(Block::Table(table(maker, profile, &profile.programmes), 3.0));
    }
    blocks
}

fn rows<'a>(maker: &Maker<'a>, rows: &[u32]) -> Vec<&'a Project> {
    rows.iter().filter_map(|row| maker.workspace().projects.get(*row)).collect()
}

/// "62 projecten · 1 dienst · 3 geplande acties."
fn counts(maker: &Maker<'_>, profile: &Profile<'_>) -> String {
    let projects = rows(maker, &profile.projects);
    let kinds = [
        (ProjectKind::Project, "map-count-projects"),
        (ProjectKind::Service, "map-count-services"),
        (ProjectKind::PlannedAction, "map-count-planned"),
    ];
    let words: Vec<String> = kinds
        .into_iter()
        .filter_map(|(kind, key)| {
            let n = projects.iter().filter(|project| project.kind == kind).count() as u32;
            (n > 0).then(|| maker.text.with(key, &[("n", n.into()), ("shown", maker.text.integer(n).into())]))
        })
        .collect();
    format!("{}.", words.join(" · "))
}

/// The bars and what the tick means.
fn picture(maker: &Maker<'_>, profile: &Profile<'_>) -> Picture {
    let name = |one: crate::model::Dimension| maker.text.word("dimension", one.key());
    let mut bars: Vec<Bar> = profile
        .dimensions
        .iter()
        .map(|one| Bar {
            dimension: Some(one.dimension),
            name: name(one.dimension),
            count: one.count,
            beside: one.median.map_or_else(String::new, |median| {
                let number = maker.text.number(median, u8::from(median.fract() != 0.0));
                maker.text.with("profile-bars-median", &[("median", number.into())])
            }),
        })
        .collect();
    let without = rows(maker, &profile.projects).iter().filter(|project| project.dimensions.is_empty()).count();
    if without > 0 {
        let name = maker.t("profile-dimension-none");
        bars.push(Bar { dimension: None, name, count: without as u32, beside: String::new() });
    }
    let (mut scene, height) = bars::scene(&bars, &maker.palette, BARS);
    let group = peers::name(maker.workspace(), &profile.peers, maker.text);
    let legend = maker.text.with("profile-bars-legend", &[("peers", group.into())]);
    let left = BARS + 22.0;
    let style = maker.styles.small;
    for (index, line) in words::text_lines(&legend, style, Maker::width() - left, 8).into_iter().enumerate() {
        let y = style.leading.mul_add(index as f32, 7.0);
        scene.push(words::label(line, style, [left, y], Align::Left));
    }
    let told: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.name, bar.count)).collect();
    let alternative = maker.text.with("profile-bars-alternative", &[("counts", told.join(", ").into())]);
    Picture { name: "dimensions".to_owned(), alternative, scene, size: [Maker::width(), height] }
}

fn table(maker: &Maker<'_>, profile: &Profile<'_>, which: &[u32]) -> crate::figure::page::Table {
    let mut table = maker.styles.table(profile.projects.len() > DENSE, &maker.palette);
    if profile.projects.len() > VERY_DENSE {
        table.style = maker.styles.densest;
        table.padding = 1.5;
    }
    let column = |key: &str, part| Column { title: maker.t(key), part, align: Align::Left, max_lines: 2 };
    table.columns = vec![
        column("column-title", 164.0),
        column("profile-column-role", 44.0),
        column("column-kind", 60.0),
        column("column-status", 44.0),
        column("column-period", 86.0),
        column("column-dimensions", 83.0),
    ];
    let timeline = maker.workspace().municipalities.timeline();
    let row = |project: &Project| {
        let is_lead = project.lead.is_some_and(|code| timeline.today(code) == profile.nis);
        let dimensions: Vec<String> =
            project.dimensions.iter().map(|one| maker.text.word("dimension", one.key())).collect();
        let dimensions = if dimensions.is_empty() { "–".to_owned() } else { dimensions.join(", ") };
        let mut title = project.title.get(maker.text.language()).to_owned();
        if project.is_simulated {
            title = format!("{title} ({})", maker.t("sensors-simulated"));
        }
        vec![
            Cell::text(title),
            Cell::text(maker.t(if is_lead { "profile-role-lead" } else { "profile-role-partner" })),
            Cell::text(maker.text.word("kind", project.kind.key())),
            Cell::text(status(maker, project)),
            Cell::text(project_words::period(maker.text, project)),
            Cell::text(dimensions),
        ]
    };
    table.rows = rows(maker, which).into_iter().map(row).collect();
    table
}

/// The stage; an asterisk where it was inferred, explained under the table.
fn status(maker: &Maker<'_>, project: &Project) -> String {
    let word = maker.text.word("status", project.status.key());
    if project.status_basis == Some(StatusBasis::Inferred) { format!("{word}*") } else { word }
}
