//! A smart region as one: its figures, its projects, what is not known of any member, who works for several of them.
//!
//! Figures of a region are those of its members added up, ratios recomputed from the sums; where a member's figure is
//! missing there is none for the region either, and the member is named. A project counts once however many members
//! take part. May use: `query`, `workspace`, `model`.

use std::collections::BTreeSet;

use super::comparison::DEFAULT_FIGURES;
use super::organisations::{Gatherer, NamedPartner, Names};
use crate::model::period::Year;
use crate::model::{Dimension, IndicatorId, Nis, ProjectKind};
use crate::query::figures::{Figure, Figures};
use crate::query::filter::KindCounts;
use crate::query::series::SeriesPlace;
use crate::workspace::{Borders, Scale, SmartRegion, Workspace};

/// One key figure.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionFigure {
    /// Which.
    pub indicator: IndicatorId,
    /// The newest year for which all members have it; where there is none, the newest of the table.
    pub year: Option<Year>,
    /// The figure; `None` where a member lacks it in every year.
    pub figure: Option<Figure>,
    /// Members that lack it in `year`.
    pub missing: Vec<Nis>,
}

/// A region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionSheet {
    /// Its municipalities of today, by code.
    pub members: Vec<Nis>,
    /// Members without any project in the whole inventory: "not in the sample", so nothing is said of them.
    pub not_in_sample: Vec<Nis>,
    /// Its projects, each once, kinds apart.
    pub counts: KindCounts,
    /// Counted projects by dimension, every dimension, zero where none is known.
    pub dimensions: Vec<(Dimension, u32)>,
    /// Counted projects in which two members or more take part, by row.
    pub within: Vec<u32>,
    /// Counted projects that a municipality outside takes part in, by row.
    pub across: Vec<u32>,
    /// Partners of projects in two members or more: most members first, then most projects, then by name.
    pub partners: Vec<NamedPartner>,
    /// Key figures.
    pub figures: Vec<RegionFigure>,
}

/// The region over these rows: those that the filter wants.
pub fn run(workspace: &Workspace, region: &SmartRegion, rows: &[u32]) -> RegionSheet {
    let municipalities = &workspace.municipalities;
    let timeline = municipalities.timeline();
    let members = region.today(municipalities);
    let known = workspace.projects.by_municipality(timeline);
    let mut sheet = RegionSheet {
        not_in_sample: members.iter().copied().filter(|nis| !known.contains_key(nis)).collect(),
        figures: figures(workspace, region, &members),
        dimensions: Dimension::ALL.iter().map(|dimension| (*dimension, 0)).collect(),
        ..RegionSheet::default()
    };
    let names = Names::of(workspace);
    let mut partners = Gatherer::new(&names);
    for &row in rows {
        let Some(project) = workspace.projects.get(row) else { continue };
        let towns: BTreeSet<Nis> = project.municipalities().map(|nis| timeline.today(nis)).collect();
        let inside: Vec<Nis> = towns.intersection(&members).copied().collect();
        if inside.is_empty() {
            continue;
        }
        sheet.counts.add(project.kind);
        if project.kind == ProjectKind::Programme {
            continue;
        }
        for (dimension, count) in &mut sheet.dimensions {
            *count += u32::from(project.dimensions.contains(dimension));
        }
        if inside.len() > 1 {
            sheet.within.push(row);
        }
        if towns.len() > inside.len() {
            sheet.across.push(row);
        }
        partners.add(row, project, &inside);
    }
    sheet.partners = shared(partners);
    sheet.members = members.into_iter().collect();
    sheet
}

fn figures(workspace: &Workspace, region: &SmartRegion, members: &BTreeSet<Nis>) -> Vec<RegionFigure> {
    let figures = Figures::new(&workspace.indicators, &workspace.municipalities, Borders::Today);
    let place = SeriesPlace::Region(region.clone());
    // The customary figures of a comparison that are a plain indicator: the others name none by their word.
    let ids = DEFAULT_FIGURES.iter().map(|id| IndicatorId::new(*id));
    let ids = ids.filter(|id| workspace.indicators.definition(id).is_some());
    ids.map(|indicator| {
        let get = |place: &SeriesPlace, year| figures.get(&indicator, place, year, Scale::Absolute);
        let years: Vec<Year> = figures.years(&indicator).into_iter().rev().collect();
        let found = years.iter().find_map(|year| get(&place, *year).map(|figure| (*year, figure)));
        let year = found.as_ref().map(|(year, _)| *year).or_else(|| years.first().copied());
        let lacks = |nis: &Nis| year.is_none_or(|year| get(&SeriesPlace::Municipality(*nis), year).is_none());
        let missing = if found.is_some() { Vec::new() } else { members.iter().copied().filter(lacks).collect() };
        RegionFigure { figure: found.map(|(_, figure)| figure), year, missing, indicator }
    })
    .collect()
}

/// Those of several members: most members first, then most projects, then by name.
fn shared(partners: Gatherer<'_>) -> Vec<NamedPartner> {
    let mut several: Vec<NamedPartner> = partners.partners().filter(|partner| partner.towns.len() > 1).collect();
    several.sort_by(|a, b| {
        (b.towns.len(), b.rows.len()).cmp(&(a.towns.len(), a.rows.len())).then_with(|| a.name.cmp(&b.name))
    });
    several
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{HelixRole, Localized, Partner, Project, ProjectId};
    use crate::query::test_support::{municipalities, nis};
    use crate::workspace::{Projects, Workspace};

    fn project(id: &str, lead: u32, others: &[u32], partners: &[&str]) -> Project {
        let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
        project.lead = Some(nis(lead));
        project.others = others.iter().copied().map(nis).collect();
        project.dimensions = [Dimension::Mobility].into();
        let partner = |name: &&str| Partner { name: (*name).into(), role: Some(HelixRole::Knowledge) };
        project.partners = partners.iter().map(partner).collect();
        project
    }

    fn sheet(rows: Vec<Project>, members: &[u32]) -> RegionSheet {
        let all: Vec<u32> = (0..rows.len() as u32).collect();
        let workspace = Workspace {
            municipalities: Arc::new(municipalities()),
            projects: Arc::new(Projects::new(rows)),
            ..Workspace::default()
        };
        let region = SmartRegion { name: "Leie".into(), members: members.iter().copied().map(nis).collect() };
        run(&workspace, &region, &all)
    }

    #[test]
    fn a_project_of_two_members_counts_once_and_is_within() {
        let both = project("both", 44021, &[44083], &[]);
        let outside = project("outside", 44021, &[11002], &[]);
        let other = project("other", 11002, &[], &[]);
        let sheet = sheet(vec![both, outside, other], &[44021, 44083]);
        assert_eq!(sheet.counts.projects, 2);
        assert_eq!((sheet.within, sheet.across), (vec![0], vec![1]));
        let known = |dimension| sheet.dimensions.iter().find(|(one, _)| *one == dimension).map(|(_, count)| *count);
        assert_eq!((known(Dimension::Mobility), known(Dimension::Living)), (Some(2), Some(0)));
    }

    #[test]
    fn a_former_code_is_its_municipality_of_today() {
        let sheet = sheet(vec![project("nevele", 44049, &[], &[])], &[44083, 44021]);
        assert_eq!(sheet.members, [nis(44021), nis(44083)]);
        assert_eq!((sheet.counts.projects, sheet.not_in_sample), (1, vec![nis(44021)]));
    }

    #[test]
    fn partners_of_several_members_are_shared() {
        let rows = vec![
            project("a", 44021, &[], &["imec", "Alleen"]),
            project("b", 44083, &[], &["Imec"]),
            project("c", 44083, &[], &["imec"]),
        ];
        let sheet = sheet(rows, &[44021, 44083]);
        assert_eq!(sheet.partners.len(), 1);
        let shared = &sheet.partners[0];
        assert_eq!((&*shared.name, shared.towns.len(), shared.rows.len()), ("imec", 2, 3));
    }
}
