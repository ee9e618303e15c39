//! How many projects a section wants: by kind, dimension and stage, and of how many municipalities.

use std::collections::BTreeSet;

use super::{Gathered, Scene, WIDTH};
use crate::figure::chart::bars::{self, Bar};
use crate::figure::page::{Block, Cell, Column, Picture, Table};
use crate::figure::scene::Align;
use crate::model::{Dimension, Nis, Project, Status};

/// Width of the bars.
const BARS: f32 = 285.0;

/// Between bars and tables.
const GAP: f32 = 24.0;

/// The blocks.
pub(super) fn blocks(scene: &Scene<'_>, gathered: &mut Gathered) -> Vec<Block> {
    scene.gather_projects(gathered);
    let rows = scene.selection.rows.iter().filter(|row| scene.is_counted(**row));
    let projects: Vec<&Project> = rows.filter_map(|row| scene.workspace.projects.get(*row)).collect();
    let tables = vec![Block::Table(kinds(scene, &projects), 0.0), Block::Table(statuses(scene, &projects), 10.0)];
    let left = vec![Block::Picture(dimensions(scene, &projects), 0.0)];
    let mut blocks = vec![Block::Columns(vec![(BARS, left), (WIDTH - BARS - GAP, tables)], GAP, 4.0)];
    let programmes = scene.selection.hits.programmes;
    if programmes > 0 {
        let words = scene.t("reports-programmes", &[("n", programmes.into()), ("count", scene.n(programmes))]);
        blocks.push(scene.maker.small(words, 4.0));
    }
    blocks
}

/// Two columns: what, and how many.
fn counts(scene: &Scene<'_>, title: &str, rows: Vec<(String, u32)>) -> Table {
    let text = scene.maker.text;
    let mut table = scene.maker.styles.table(false, &scene.maker.palette);
    let column = |key: &str, part, align| Column { title: text.get(key), part, align, max_lines: 3 };
    table.columns = vec![column(title, 3.0, Align::Left), column("reports-column-count", 1.0, Align::Right)];
    table.rows = rows.into_iter().map(|(name, n)| vec![Cell::text(name), Cell::text(text.integer(n))]).collect();
    table
}

fn kinds(scene: &Scene<'_>, projects: &[&Project]) -> Table {
    let text = scene.maker.text;
    let hits = scene.selection.hits;
    let rows = vec![
        (text.get("reports-count-projects"), hits.projects),
        (text.get("reports-count-services"), hits.services),
        (text.get("reports-count-planned"), hits.planned_actions),
        (text.get("reports-count-municipalities"), towns(scene, projects)),
        (text.get("reports-count-regional"), scene.selection.regional_count),
    ];
    counts(scene, "reports-column-kind", rows)
}

/// Municipalities of today that lead or take part in any of them.
fn towns(scene: &Scene<'_>, projects: &[&Project]) -> u32 {
    let known = &scene.workspace.municipalities;
    let all = projects.iter().flat_map(|project| project.municipalities()).map(|nis| known.timeline().today(nis));
    let towns: BTreeSet<Nis> = all.filter(|nis| known.get(*nis).is_some()).collect();
    towns.len() as u32
}

fn statuses(scene: &Scene<'_>, projects: &[&Project]) -> Table {
    let row = |status: &Status| {
        let n = projects.iter().filter(|project| project.status == *status).count() as u32;
        (scene.maker.text.word("status", status.key()), n)
    };
    let rows = Status::ALL.iter().map(row).filter(|(_, n)| *n > 0).collect();
    counts(scene, "reports-column-status", rows)
}

/// Bars by dimension; a project of several counts in each.
fn dimensions(scene: &Scene<'_>, projects: &[&Project]) -> Picture {
    let text = scene.maker.text;
    let bar = |dimension: Option<Dimension>, name: String, count: usize| Bar {
        dimension,
        name,
        count: count as u32,
        beside: String::new(),
    };
    let of = |one: &Dimension| {
        let count = projects.iter().filter(|project| project.dimensions.contains(one)).count();
        bar(Some(*one), text.word("dimension", one.key()), count)
    };
    let mut all: Vec<Bar> = Dimension::ALL.iter().map(of).collect();
    let without = projects.iter().filter(|project| project.dimensions.is_empty()).count();
    if without > 0 {
        all.push(bar(None, text.get("profile-dimension-none"), without));
    }
    let (scene_of_bars, height) = bars::scene(&all, &scene.maker.palette, BARS);
    let told: Vec<String> = all.iter().map(|bar| format!("{}: {}", bar.name, bar.count)).collect();
    let alternative = text.with("profile-bars-alternative", &[("counts", told.join(", ").into())]);
    Picture { name: "dimensions".to_owned(), alternative, scene: scene_of_bars, size: [BARS, height] }
}
