//! The parts of a likeness: text, theme, dimensions, partners, place, period, each 0 to 1 or unknown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Idea;
use crate::insight::organisations::{Names, towns_of};
use crate::model::dimension::keyed_enum;
use crate::model::{Dimension, Language, Nis, Project};
use crate::query::terms::TermIndex;
use crate::workspace::Workspace;
use crate::workspace::municipalities::fold;

/// Metres at which nearness is half of what it is at the same place.
const HALF_M: f64 = 20_000.0;
/// Years between two periods at which nothing is in common.
const YEARS: f32 = 10.0;

keyed_enum!(
    /// A part.
    Part {
        /// Title and description.
        Text = "text",
        /// The keyword.
        Theme = "theme",
        /// Dimensions.
        Dimension = "dimension",
        /// Organisations that take part, municipalities aside.
        Partners = "partners",
        /// Municipalities, and how near they are.
        Place = "place",
        /// Years.
        Period = "period",
    }
);

/// Number of parts.
pub const PART_COUNT: usize = Part::ALL.len();

/// How alike two projects are in each part; `None` = either doesn't know.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts(pub [Option<f32>; PART_COUNT]);

impl Parts {
    /// One part.
    pub fn get(&self, part: Part) -> Option<f32> {
        self.0.get(part.index()).copied().flatten()
    }
}

/// What each part weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights(pub [f32; PART_COUNT]);

impl Default for Weights {
    /// Chosen on the half of the judged pairs that is for choosing, see `docs/look-alikes.md`.
    fn default() -> Self {
        Self([0.65, 0.2, 0.05, 0.05, 0.02, 0.03])
    }
}

impl Weights {
    /// The text alone.
    pub const TEXT: Self = Self([1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);

    /// The mean of the parts that are known.
    pub fn score(&self, parts: &Parts) -> f32 {
        self.shares(parts).into_iter().map(|(_, share)| share).sum()
    }

    /// What each known part adds to the score.
    pub fn shares(&self, parts: &Parts) -> Vec<(Part, f32)> {
        let all: f32 = self.0.iter().zip(parts.0).filter(|(_, part)| part.is_some()).map(|(weight, _)| weight).sum();
        let known = Part::ALL.iter().zip(self.0).filter_map(|(part, weight)| Some((*part, weight * parts.get(*part)?)));
        known.map(|(part, share)| (part, if all > 0.0 { share / all } else { 0.0 })).collect()
    }
}

/// What is compared besides the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    theme: String,
    dimensions: BTreeSet<Dimension>,
    pub partners: BTreeSet<u32>,
    towns: Vec<Nis>,
    period: Option<(i16, Option<i16>)>,
}

/// What is known of each row that takes long to find out.
#[derive(Debug)]
pub(super) struct Facts {
    /// Organisations by number, in the order of the project's partners; municipalities are places, and count there.
    partners: Vec<Box<[u32]>>,
    /// Their names, by number.
    names: Vec<Arc<str>>,
}

impl Facts {
    /// Reads all projects.
    pub fn new(workspace: &Workspace) -> Self {
        let known = Names::of(workspace);
        let (mut numbers, mut names) = (HashMap::new(), Vec::new());
        let mut partners = Vec::with_capacity(workspace.projects.rows().len());
        for project in workspace.projects.rows() {
            let mut own: Vec<u32> = Vec::new();
            for one in known.of_project(project).into_iter().filter(|one| one.nis.is_none()) {
                let number = *numbers.entry(one.key).or_insert_with(|| {
                    names.push(one.name);
                    names.len() as u32 - 1
                });
                if !own.contains(&number) {
                    own.push(number);
                }
            }
            partners.push(own.into_boxed_slice());
        }
        Self { partners, names }
    }

    /// Names of the organisations of a row that are among these.
    pub fn shared_partners(&self, asked: &Asked, row: u32) -> Vec<Arc<str>> {
        let both = self.of(row).iter().filter(|number| asked.partners.contains(number));
        both.filter_map(|number| self.names.get(*number as usize)).cloned().collect()
    }

    fn of(&self, row: u32) -> &[u32] {
        self.partners.get(row as usize).map_or(&[], AsRef::as_ref)
    }

    /// What is known of a row.
    pub fn of_row(&self, workspace: &Workspace, row: u32) -> Asked {
        let Some(project) = workspace.projects.get(row) else { return Asked::default() };
        Asked {
            theme: project.theme.to_string(),
            dimensions: project.dimensions.iter().copied().collect(),
            partners: self.of(row).iter().copied().collect(),
            towns: towns_of(&workspace.municipalities, project),
            period: known_period(project),
        }
    }
}

impl From<&Idea> for Asked {
    fn from(idea: &Idea) -> Self {
        let towns = idea.municipalities.iter().copied().collect();
        Self { dimensions: idea.dimensions.clone(), towns, ..Self::default() }
    }
}

/// From and until; no end where it is open.
fn known_period(project: &Project) -> Option<(i16, Option<i16>)> {
    let start = project.period.start?;
    match project.period.end {
        Some(end) => Some((start, Some(end))),
        None if project.status.is_ongoing() => Some((start, None)),
        // The end is unknown: the start is all that is known, and compared as a year.
        None => Some((start, Some(start))),
    }
}

/// All parts.
pub(super) fn compare((workspace, terms): (&Workspace, &TermIndex), text: f32, asked: &Asked, theirs: &Asked) -> Parts {
    let mut parts = Parts::default();
    let mut set = |part: Part, value: Option<f32>| {
        if let Some(place) = parts.0.get_mut(part.index()) {
            *place = value;
        }
    };
    set(Part::Text, Some(text.clamp(0.0, 1.0)));
    set(Part::Theme, theme(terms, &asked.theme, &theirs.theme));
    set(Part::Dimension, common(&asked.dimensions, &theirs.dimensions));
    set(Part::Partners, common(&asked.partners, &theirs.partners));
    set(Part::Place, place(workspace, &asked.towns, &theirs.towns));
    set(Part::Period, period(asked.period, theirs.period));
    parts
}

/// What both have over what either has.
fn common<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> Option<f32> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let both = a.intersection(b).count() as f32;
    Some(both / (a.len() + b.len()) as f32 * 2.0)
}

/// The same keyword is 1; else the telling words that both have, over all.
fn theme(terms: &TermIndex, a: &str, b: &str) -> Option<f32> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if fold(a) == fold(b) {
        return Some(1.0);
    }
    let of = |theme: &str| -> BTreeSet<String> {
        terms
            .terms(theme, Language::En)
            .into_iter()
            .filter(|term| !term.key.starts_with('#'))
            .map(|term| term.key)
            .collect()
    };
    let (a, b) = (of(a), of(b));
    let sum = |keys: &mut dyn Iterator<Item = &String>| keys.map(|key| terms.rarity(key)).sum::<f32>();
    let all = sum(&mut a.union(&b));
    Some(if all > 0.0 { sum(&mut a.intersection(&b)) / all } else { 0.0 })
}

/// 1 where a municipality is the same, less the farther the nearest two are.
fn place(workspace: &Workspace, a: &[Nis], b: &[Nis]) -> Option<f32> {
    if a.iter().any(|nis| b.contains(nis)) {
        return Some(1.0);
    }
    let nearest = workspace.municipalities.nearest_m(a, b)?;
    // Never as much as being in one municipality.
    Some((0.7 / (1.0 + nearest / HALF_M)) as f32)
}

/// 1 where the years overlap, less the more years lie between.
fn period(a: Option<(i16, Option<i16>)>, b: Option<(i16, Option<i16>)>) -> Option<f32> {
    let ((a_from, a_until), (b_from, b_until)) = (a?, b?);
    let gap = |until: Option<i16>, from: i16| until.map_or(0, |until| (from - until).max(0));
    let between = f32::from(gap(a_until, b_from).max(gap(b_until, a_from)));
    Some((1.0 - between / YEARS).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_part_is_left_out_of_the_mean() {
        let weights = Weights([0.6, 0.2, 0.0, 0.0, 0.2, 0.0]);
        let mut parts = Parts([Some(0.5), None, None, None, None, None]);
        assert!((weights.score(&parts) - 0.5).abs() < 1e-6);
        parts.0[4] = Some(0.0);
        assert!((weights.score(&parts) - 0.375).abs() < 1e-6);
        let shares: f32 = weights.shares(&parts).iter().map(|(_, share)| share).sum();
        assert!((shares - weights.score(&parts)).abs() < 1e-6);
    }

    #[test]
    fn years_overlap_or_lie_apart() {
        assert_eq!(period(Some((2016, Some(2018))), Some((2018, None))), Some(1.0));
        assert_eq!(period(Some((2016, None)), Some((2024, Some(2025)))), Some(1.0));
        assert_eq!(period(Some((2010, Some(2012))), Some((2017, Some(2018)))), Some(0.5));
        assert_eq!(period(None, Some((2017, None))), None);
    }
}
