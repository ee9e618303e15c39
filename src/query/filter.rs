//! Which projects a filter wants, and how many each choice of each facet would give.
//!
//! Facets follow the crossfilter rule: the counts of a facet are made under all other parts of the filter, so that
//! a choice shows what choosing it as well would give. Programmes are listed, never counted: only the facet of
//! kinds counts them. A municipality counts a project that it leads or takes part in.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::period::Extent;
use crate::model::{
    Arrondissement, CoreValue, Dimension, HelixRole, Nis, Project, ProjectKind, Province, Status, Typology, WorkingArea,
};
use crate::query::matching::{self, Part};
use crate::workspace::{Filter, Municipalities, Projects};

/// How many rows of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindCounts {
    /// Projects in the narrow sense.
    pub projects: u32,
    /// Services.
    pub services: u32,
    /// Planned actions.
    pub planned_actions: u32,
    /// Programmes, which no sum includes.
    pub programmes: u32,
}

impl KindCounts {
    /// Everything that counts: all but programmes.
    pub const fn counted(self) -> u32 {
        self.projects + self.services + self.planned_actions
    }

    /// Adds one of this kind.
    pub const fn add(&mut self, kind: ProjectKind) {
        match kind {
            ProjectKind::Project => self.projects += 1,
            ProjectKind::Service => self.services += 1,
            ProjectKind::PlannedAction => self.planned_actions += 1,
            ProjectKind::Programme => self.programmes += 1,
        }
    }
}

/// Counts by choice. Enumerations in their own order, zero included; names by count (greatest first), then name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By municipality of today, those with a count, greatest first, then by code.
    pub municipalities: Vec<(Nis, u32)>,
    /// By province.
    pub provinces: Vec<(Province, u32)>,
    /// By arrondissement, those that exist, by code.
    pub arrondissements: Vec<(Arrondissement, u32)>,
    /// By typology of any of its municipalities.
    pub typologies: Vec<(Typology, u32)>,
    /// By dimension, any of a project's.
    pub dimensions: Vec<(Dimension, u32)>,
    /// By working area.
    pub working_areas: Vec<(WorkingArea, u32)>,
    /// By core value.
    pub values: Vec<(CoreValue, u32)>,
    /// By keyword.
    pub themes: Vec<(String, u32)>,
    /// By stage.
    pub statuses: Vec<(Status, u32)>,
    /// By kind, programmes included here only.
    pub kinds: Vec<(ProjectKind, u32)>,
    /// By funding programme.
    pub funding: Vec<(String, u32)>,
    /// By partner.
    pub partners: Vec<(String, u32)>,
    /// By helix role of any partner.
    pub helix_roles: Vec<(HelixRole, u32)>,
    /// Rows in a centrumstad.
    pub centrumsteden: u32,
    /// Counted rows of unknown period that the other parts of the filter want.
    pub unknown_period: u32,
}

/// What a filter wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Rows wanted, ascending, programmes included.
    pub rows: Vec<u32>,
    /// The same by kind.
    pub hits: KindCounts,
    /// All rows of the workspace by kind.
    pub total: KindCounts,
    /// Those of `rows` without any municipality: the regional tray, so that map + tray = hits.
    pub regional: Vec<u32>,
    /// Counts by choice.
    pub facets: Facets,
}

/// The selection of a filter, computed afresh.
pub fn run(projects: &Projects, municipalities: &Municipalities, filter: &Filter) -> Selection {
    FilterEngine::new(projects, municipalities).select(filter)
}

/// Columns and indexes of one snapshot of the projects, and the state that makes a second selection cheap.
#[derive(Debug, Default)]
pub struct FilterEngine {
    projects: Projects,
    municipalities: Municipalities,
}

impl FilterEngine {
    /// Builds the columns.
    pub fn new(projects: &Projects, municipalities: &Municipalities) -> Self {
        Self { projects: projects.clone(), municipalities: municipalities.clone() }
    }

    /// The selection of a filter; after a small change of the filter only what depends on it is computed again.
    pub fn select(&mut self, filter: &Filter) -> Selection {
        let mut selection = Selection::default();
        let mut counts = Counts::default();
        for (row, project) in (0_u32..).zip(self.projects.rows()) {
            let failed = matching::failures(project, &self.municipalities, filter);
            selection.total.add(project.kind);
            if failed == 0 {
                selection.rows.push(row);
                selection.hits.add(project.kind);
                if matching::today(project, &self.municipalities).is_empty() {
                    selection.regional.push(row);
                }
            }
            if failed.count_ones() <= 1 {
                counts.add(project, &self.municipalities, failed);
            }
        }
        selection.facets = counts.into_facets(&self.municipalities);
        selection
    }
}

#[derive(Default)]
struct Counts {
    municipalities: BTreeMap<Nis, u32>,
    provinces: BTreeMap<Province, u32>,
    arrondissements: BTreeMap<Arrondissement, u32>,
    typologies: BTreeMap<Typology, u32>,
    dimensions: BTreeMap<Dimension, u32>,
    working_areas: BTreeMap<WorkingArea, u32>,
    values: BTreeMap<CoreValue, u32>,
    themes: BTreeMap<String, u32>,
    statuses: BTreeMap<Status, u32>,
    kinds: BTreeMap<ProjectKind, u32>,
    funding: BTreeMap<String, u32>,
    partners: BTreeMap<String, u32>,
    helix_roles: BTreeMap<HelixRole, u32>,
    centrumsteden: u32,
    unknown_period: u32,
}

fn tally<T: Ord>(counts: &mut BTreeMap<T, u32>, choices: impl IntoIterator<Item = T>) {
    let distinct: BTreeSet<T> = choices.into_iter().collect();
    for choice in distinct {
        *counts.entry(choice).or_default() += 1;
    }
}

impl Counts {
    fn add(&mut self, project: &Project, municipalities: &Municipalities, failed: u32) {
        let passes_but = |part: Part| failed & !part.bit() == 0;
        if passes_but(Part::Kinds) {
            tally(&mut self.kinds, [project.kind]);
        }
        if project.kind == ProjectKind::Programme {
            return;
        }
        let places = matching::today(project, municipalities);
        if passes_but(Part::Municipalities) {
            tally(&mut self.municipalities, places.iter().map(|row| row.nis));
        }
        if passes_but(Part::Provinces) {
            tally(&mut self.provinces, places.iter().map(|row| row.province));
        }
        if passes_but(Part::Arrondissements) {
            tally(&mut self.arrondissements, places.iter().map(|row| row.arrondissement));
        }
        if passes_but(Part::Typologies) {
            tally(&mut self.typologies, places.iter().map(|row| row.typology));
        }
        if passes_but(Part::Centrumsteden) {
            self.centrumsteden += u32::from(places.iter().any(|row| row.is_centrumstad));
        }
        if passes_but(Part::Dimensions) {
            tally(&mut self.dimensions, project.dimensions.iter().copied());
        }
        if passes_but(Part::WorkingAreas) {
            tally(&mut self.working_areas, project.working_areas.iter().copied());
        }
        if passes_but(Part::Values) {
            tally(&mut self.values, project.values.iter().copied());
        }
        if passes_but(Part::Themes) {
            tally(&mut self.themes, named(&project.theme));
        }
        if passes_but(Part::Statuses) {
            tally(&mut self.statuses, [project.status]);
        }
        if passes_but(Part::Funding) {
            tally(&mut self.funding, named(&project.funding));
        }
        if passes_but(Part::Partners) {
            tally(&mut self.partners, project.partners.iter().flat_map(|partner| named(&partner.name)));
        }
        if passes_but(Part::HelixRoles) {
            tally(&mut self.helix_roles, project.partners.iter().filter_map(|partner| partner.role));
        }
        if passes_but(Part::Years) {
            self.unknown_period += u32::from(project.period.extent(project.status) == Extent::Unknown);
        }
    }

    fn into_facets(self, municipalities: &Municipalities) -> Facets {
        let existing: BTreeSet<Arrondissement> = municipalities.rows().iter().map(|row| row.arrondissement).collect();
        Facets {
            municipalities: greatest_first(self.municipalities),
            provinces: in_order(Province::ALL.iter().copied(), &self.provinces),
            arrondissements: in_order(existing, &self.arrondissements),
            typologies: in_order(Typology::ALL.iter().copied(), &self.typologies),
            dimensions: in_order(Dimension::ALL.iter().copied(), &self.dimensions),
            working_areas: in_order(WorkingArea::all(), &self.working_areas),
            values: in_order(CoreValue::ALL.iter().copied(), &self.values),
            themes: greatest_first(self.themes),
            statuses: in_order(Status::ALL.iter().copied(), &self.statuses),
            kinds: in_order(ProjectKind::ALL.iter().copied(), &self.kinds),
            funding: greatest_first(self.funding),
            partners: greatest_first(self.partners),
            helix_roles: in_order(HelixRole::ALL.iter().copied(), &self.helix_roles),
            centrumsteden: self.centrumsteden,
            unknown_period: self.unknown_period,
        }
    }
}

fn named(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}

fn in_order<T: Ord + Copy>(all: impl IntoIterator<Item = T>, counts: &BTreeMap<T, u32>) -> Vec<(T, u32)> {
    all.into_iter().map(|choice| (choice, counts.get(&choice).copied().unwrap_or_default())).collect()
}

fn greatest_first<T: Ord>(counts: BTreeMap<T, u32>) -> Vec<(T, u32)> {
    let mut ordered: Vec<(T, u32)> = counts.into_iter().collect();
    ordered.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ordered
}
