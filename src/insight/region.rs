//! A smart region as one: its figures, its projects, what is not known of any member, who works for several of them.
//!
//! Figures of a region are those of its members added up, ratios recomputed from the sums; where a member's figure is
//! missing there is none for the region either, and the member is named. A project counts once however many members
//! take part. May use: `query`, `workspace`, `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::period::Year;
use crate::model::{Dimension, HelixRole, IndicatorId, Municipality, Nis, Project, ProjectKind};
use crate::query::figures::{Figure, Figures};
use crate::query::filter::KindCounts;
use crate::query::places;
use crate::query::series::SeriesPlace;
use crate::workspace::municipalities::fold;
use crate::workspace::{Borders, Filter, Municipalities, Scale, SmartRegion, Workspace};

/// The indicators that a region is shown with.
pub const KEY_FIGURES: &[&str] = &[
    "population",
    "population_density",
    "share_65_plus",
    "income_per_inhabitant",
    "establishments_per_1000",
    "dwellings_new_per_1000",
    "built_share",
];

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

/// An organisation that works for several members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPartner {
    /// Its name as most of its projects write it.
    pub name: Arc<str>,
    /// Its role, where any source gives it.
    pub role: Option<HelixRole>,
    /// Members that it has projects in, by code.
    pub members: Vec<Nis>,
    /// Its projects in the region, by row.
    pub rows: Vec<u32>,
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
    pub partners: Vec<SharedPartner>,
    /// Key figures.
    pub figures: Vec<RegionFigure>,
}

/// The region over these rows: those that the filter wants.
pub fn run(workspace: &Workspace, region: &SmartRegion, rows: &[u32]) -> RegionSheet {
    let municipalities = &workspace.municipalities;
    let timeline = municipalities.timeline();
    let members: BTreeSet<Nis> = region.members.iter().map(|nis| timeline.today(*nis)).collect();
    let known = workspace.projects.by_municipality(timeline);
    let mut sheet = RegionSheet {
        not_in_sample: members.iter().copied().filter(|nis| !known.contains_key(nis)).collect(),
        figures: figures(workspace, region, &members),
        ..RegionSheet::default()
    };
    let mut partners = Partners::default();
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
        if inside.len() > 1 {
            sheet.within.push(row);
        }
        if towns.len() > inside.len() {
            sheet.across.push(row);
        }
        partners.add(row, project, &inside);
    }
    sheet.dimensions = dimensions(workspace, rows, &members);
    sheet.partners = partners.shared();
    sheet.members = members.into_iter().collect();
    sheet
}

/// Today's municipalities that meet every part of the filter about places: what a region is made from. Empty where the
/// filter says nothing of places.
pub fn members_of(municipalities: &Municipalities, filter: &Filter) -> BTreeSet<Nis> {
    let asked: BTreeSet<Nis> = filter.municipalities.iter().map(|nis| municipalities.timeline().today(*nis)).collect();
    let has_places = !(filter.municipalities.is_empty()
        && filter.provinces.is_empty()
        && filter.arrondissements.is_empty()
        && filter.typologies.is_empty()
        && filter.area.is_none())
        || filter.centrumsteden_only;
    let meets = |town: &&Municipality| {
        (asked.is_empty() || asked.contains(&town.nis))
            && (filter.provinces.is_empty() || filter.provinces.contains(&town.province))
            && (filter.arrondissements.is_empty() || filter.arrondissements.contains(&town.arrondissement))
            && (filter.typologies.is_empty() || filter.typologies.contains(&town.typology))
            && (!filter.centrumsteden_only || town.is_centrumstad)
            && filter.area.as_ref().is_none_or(|area| places::holds(area, town.label_point))
    };
    if !has_places {
        return BTreeSet::new();
    }
    municipalities.rows().iter().filter(meets).map(|town| town.nis).collect()
}

/// The region of a filter; `None` where it has none.
pub fn of(workspace: &Workspace, filter: &Filter, rows: &[u32]) -> Option<RegionSheet> {
    filter.region.as_ref().map(|region| run(workspace, region, rows))
}

fn dimensions(workspace: &Workspace, rows: &[u32], members: &BTreeSet<Nis>) -> Vec<(Dimension, u32)> {
    let timeline = workspace.municipalities.timeline();
    let counted: Vec<&Project> = rows
        .iter()
        .filter_map(|row| workspace.projects.get(*row))
        .filter(|project| project.kind != ProjectKind::Programme)
        .filter(|project| project.municipalities().any(|nis| members.contains(&timeline.today(nis))))
        .collect();
    let of = |dimension| counted.iter().filter(|project| project.dimensions.contains(&dimension)).count() as u32;
    Dimension::ALL.iter().map(|dimension| (*dimension, of(*dimension))).collect()
}

fn figures(workspace: &Workspace, region: &SmartRegion, members: &BTreeSet<Nis>) -> Vec<RegionFigure> {
    let figures = Figures::new(&workspace.indicators, &workspace.municipalities, Borders::Today);
    let place = SeriesPlace::Region(region.clone());
    let ids = KEY_FIGURES.iter().map(|id| IndicatorId::new(*id));
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

/// Partners by folded name.
#[derive(Default)]
struct Partners(BTreeMap<String, Found>);

#[derive(Default)]
struct Found {
    names: BTreeMap<Arc<str>, u32>,
    role: Option<HelixRole>,
    members: BTreeSet<Nis>,
    rows: BTreeSet<u32>,
}

impl Partners {
    fn add(&mut self, row: u32, project: &Project, inside: &[Nis]) {
        for partner in &project.partners {
            let found = self.0.entry(fold(&partner.name)).or_default();
            *found.names.entry(Arc::clone(&partner.name)).or_default() += 1;
            found.role = found.role.or(partner.role);
            found.members.extend(inside);
            found.rows.insert(row);
        }
    }

    fn shared(self) -> Vec<SharedPartner> {
        let several = self.0.into_values().filter(|found| found.members.len() > 1);
        let mut partners: Vec<SharedPartner> = several.filter_map(Found::told).collect();
        partners.sort_by(|a, b| {
            (b.members.len(), b.rows.len()).cmp(&(a.members.len(), a.rows.len())).then_with(|| a.name.cmp(&b.name))
        });
        partners
    }
}

impl Found {
    /// Under the name that most projects write; of those written equally often the first in the alphabet.
    fn told(self) -> Option<SharedPartner> {
        let most = self.names.values().copied().max()?;
        let name = self.names.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)?;
        Some(SharedPartner {
            name,
            role: self.role,
            members: self.members.into_iter().collect(),
            rows: self.rows.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, Partner, ProjectId};
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
    fn a_region_is_made_from_the_places_of_the_filter() {
        let known = municipalities();
        assert!(members_of(&known, &Filter::default()).is_empty());
        let filter = Filter {
            municipalities: [nis(44049), nis(44021), nis(11002)].into(),
            provinces: [crate::model::Province::EastFlanders].into(),
            ..Filter::default()
        };
        assert_eq!(members_of(&known, &filter), [nis(44021), nis(44083)].into());
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
        assert_eq!((&*shared.name, shared.members.len(), shared.rows.len()), ("imec", 2, 3));
    }
}
