//! One snapshot of the projects in columns: which rows hold which choice of each part of a filter.
//!
//! May use: `workspace`, `model`.

use std::collections::BTreeSet;

use crate::model::period::{Extent, Year};
use crate::model::{
    Arrondissement, CoreValue, Dimension, HelixRole, LonLat, Municipality, Nis, Project, ProjectKind, Province, Status,
    Typology, WorkingArea,
};
use crate::query::bits::Bits;
use crate::query::columns::{Column, Lists, Names};
use crate::query::filter::{Facets, KindCounts};
use crate::query::parts::Part;
use crate::query::places;
use crate::workspace::{AreaFilter, Filter, Municipalities, Projects};

/// What the rows of one snapshot hold.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Number of rows.
    pub len: usize,
    /// The projects, in rows.
    pub projects: Projects,
    /// The municipalities of today.
    pub municipalities: Municipalities,
    /// By part, where it has choices.
    by_part: Vec<Option<Column>>,
    arrondissements: Vec<Arrondissement>,
    themes: Names,
    funding: Names,
    partners: Names,
    /// First and last year; an open end is the last year there is. Of no meaning where the period is unknown.
    pub years: Vec<(Year, Year)>,
    /// The last year in which any of them is known to end.
    pub last_end: Option<Year>,
    /// Rows whose period is unknown.
    pub unknown_period: Bits,
    /// All but programmes.
    pub counted: Bits,
    /// Without a municipality.
    pub regional: Bits,
    /// Rows with a place of their own.
    located: Vec<(u32, LonLat)>,
    is_located: Bits,
}

impl Snapshot {
    /// Makes the columns.
    pub fn new(projects: &Projects, municipalities: &Municipalities) -> Self {
        #[cfg(test)]
        crate::query::test_support::count_made();
        let rows = projects.rows();
        let len = rows.len();
        let towns = town_lists(projects, municipalities);
        let (themes, theme_lists) = Names::column(rows.iter().map(|row| [&row.theme]));
        let (funding, funding_lists) = Names::column(rows.iter().map(|row| [&row.funding]));
        let (partners, partner_lists) =
            Names::column(rows.iter().map(|row| row.partners.iter().map(|partner| &partner.name)));
        let located: Vec<(u32, LonLat)> =
            (0_u32..).zip(rows).filter_map(|(row, project)| Some((row, project.location?))).collect();
        let columns = Self {
            len,
            projects: projects.clone(),
            municipalities: municipalities.clone(),
            arrondissements: arrondissements(municipalities),
            years: rows.iter().map(known_years).collect(),
            last_end: rows.iter().filter_map(|row| row.period.end).max(),
            unknown_period: Bits::from_rows(rows.iter().map(|row| extent(row) == Extent::Unknown)),
            counted: Bits::from_rows(rows.iter().map(|row| row.kind != ProjectKind::Programme)),
            regional: Bits::from_rows(towns.iter().map(<[u32]>::is_empty)),
            is_located: Bits::from_rows(rows.iter().map(|row| row.location.is_some())),
            located,
            ..Self::default()
        };
        let mut by_part: Vec<Option<Column>> =
            Part::ALL.iter().map(|part| columns.few_choices(*part, &towns)).collect();
        let many = [
            (Part::Municipalities, Column::many(towns, municipalities.rows().len())),
            (Part::Themes, Column::many(theme_lists, themes.sorted().len())),
            (Part::Funding, Column::many(funding_lists, funding.sorted().len())),
            (Part::Partners, Column::many(partner_lists, partners.sorted().len())),
        ];
        for (part, column) in many {
            if let Some(slot) = by_part.get_mut(part as usize) {
                *slot = Some(column);
            }
        }
        Self { by_part, themes, funding, partners, ..columns }
    }

    /// The column of a part of which there are few choices.
    fn few_choices(&self, part: Part, towns: &Lists) -> Option<Column> {
        let rows = self.projects.rows();
        let by_project = |count: usize, choices: fn(&Project) -> Vec<usize>| {
            Some(Column::few(self.len, count, |row| rows.get(row).map(choices).unwrap_or_default()))
        };
        let by_town = |count: usize, choice: &dyn Fn(&Municipality) -> Option<usize>| {
            let of_town: Vec<Option<usize>> = self.municipalities.rows().iter().map(choice).collect();
            let choices =
                |row| towns.get(row).iter().filter_map(|town| *of_town.get(*town as usize)?).collect::<Vec<_>>();
            Some(Column::few(self.len, count, choices))
        };
        match part {
            Part::Provinces => by_town(Province::ALL.len(), &|town| Some(town.province.index())),
            Part::Typologies => by_town(Typology::ALL.len(), &|town| Some(town.typology.index())),
            Part::Centrumsteden => by_town(1, &|town| town.is_centrumstad.then_some(0)),
            Part::Arrondissements => by_town(self.arrondissements.len(), &|town| {
                self.arrondissements.binary_search(&town.arrondissement).ok()
            }),
            Part::Dimensions => {
                by_project(Dimension::ALL.len(), |row| row.dimensions.iter().map(|d| d.index()).collect())
            }
            Part::WorkingAreas => by_project(WorkingArea::all().count(), |row| {
                row.working_areas.iter().map(|area| area_index(*area)).collect()
            }),
            Part::Values => by_project(CoreValue::ALL.len(), |row| row.values.iter().map(|v| v.index()).collect()),
            Part::Statuses => by_project(Status::ALL.len(), |row| vec![row.status.index()]),
            Part::Kinds => by_project(ProjectKind::ALL.len(), |row| vec![row.kind.index()]),
            Part::HelixRoles => by_project(HelixRole::ALL.len(), |row| {
                row.partners.iter().filter_map(|partner| Some(partner.role?.index())).collect()
            }),
            Part::Years => Some(Column::Few(vec![self.unknown_period.clone()])),
            Part::Municipalities
            | Part::Themes
            | Part::Funding
            | Part::Partners
            | Part::Region
            | Part::Regional
            | Part::Text
            | Part::Area => None,
        }
    }

    /// The column of a part, where it has choices.
    pub fn column(&self, part: Part) -> Option<&Column> {
        self.by_part.get(part as usize)?.as_ref()
    }

    /// How many of the rows are of each kind.
    pub fn kinds_of(&self, rows: &Bits) -> KindCounts {
        let counts = self.column(Part::Kinds).map(|column| column.counts(rows, None)).unwrap_or_default();
        let of = |kind: ProjectKind| counts.get(kind.index()).copied().unwrap_or_default();
        KindCounts {
            projects: of(ProjectKind::Project),
            services: of(ProjectKind::Service),
            planned_actions: of(ProjectKind::PlannedAction),
            programmes: of(ProjectKind::Programme),
        }
    }

    /// Rows that meet a part of the filter; `None` where it restricts nothing.
    pub fn passing(&self, part: Part, filter: &Filter) -> Option<Bits> {
        match part {
            Part::Regional => filter.regional_only.then(|| self.regional.clone()),
            Part::Years => filter.years.map(|years| self.overlapping(years.from, years.until, filter)),
            Part::Area => filter.area.as_ref().map(|area| self.within(area)),
            Part::Region => filter.region.as_ref().map(|region| {
                let members = self.positions(&region.members);
                self.column(Part::Municipalities)
                    .map_or_else(|| Bits::none(self.len), |column| column.rows_with(self.len, members))
            }),
            _ => {
                let choices = self.choices(part, filter)?;
                Some(self.column(part)?.rows_with(self.len, choices))
            }
        }
    }

    /// Numbers of the choices that the filter wants of a part; `None` where it wants any.
    fn choices(&self, part: Part, filter: &Filter) -> Option<Vec<usize>> {
        let names = |names: &Names, wanted: &BTreeSet<String>| -> Vec<usize> {
            wanted.iter().filter_map(|name| names.position(name)).collect()
        };
        let (is_asked, choices): (bool, Vec<usize>) = match part {
            Part::Municipalities => {
                (!filter.municipalities.is_empty(), self.positions(&filter.municipalities).collect())
            }
            Part::Provinces => (!filter.provinces.is_empty(), filter.provinces.iter().map(|p| p.index()).collect()),
            Part::Arrondissements => {
                let positions =
                    filter.arrondissements.iter().filter_map(|a| self.arrondissements.binary_search(a).ok());
                (!filter.arrondissements.is_empty(), positions.collect())
            }
            Part::Typologies => (!filter.typologies.is_empty(), filter.typologies.iter().map(|t| t.index()).collect()),
            Part::Centrumsteden => (filter.centrumsteden_only, vec![0]),
            Part::Dimensions => (!filter.dimensions.is_empty(), filter.dimensions.iter().map(|d| d.index()).collect()),
            Part::WorkingAreas => {
                (!filter.working_areas.is_empty(), filter.working_areas.iter().map(|a| area_index(*a)).collect())
            }
            Part::Values => (!filter.values.is_empty(), filter.values.iter().map(|v| v.index()).collect()),
            Part::Themes => (!filter.themes.is_empty(), names(&self.themes, &filter.themes)),
            Part::Statuses => (!filter.statuses.is_empty(), filter.statuses.iter().map(|s| s.index()).collect()),
            Part::Kinds => (!filter.kinds.is_empty(), filter.kinds.iter().map(|k| k.index()).collect()),
            Part::Funding => (!filter.funding.is_empty(), names(&self.funding, &filter.funding)),
            Part::Partners => (!filter.partners.is_empty(), names(&self.partners, &filter.partners)),
            Part::HelixRoles => {
                (!filter.helix_roles.is_empty(), filter.helix_roles.iter().map(|r| r.index()).collect())
            }
            Part::Region | Part::Regional | Part::Years | Part::Text | Part::Area => (false, Vec::new()),
        };
        is_asked.then_some(choices)
    }

    /// Positions of today's municipalities of these codes.
    fn positions<'a>(&'a self, codes: &'a BTreeSet<Nis>) -> impl Iterator<Item = usize> + 'a {
        let timeline = self.municipalities.timeline();
        codes.iter().filter_map(move |nis| self.municipalities.position(timeline.today(*nis)))
    }

    fn overlapping(&self, from: Year, until: Year, filter: &Filter) -> Bits {
        let overlaps = |(start, end): &(Year, Year)| u64::from(*start <= until) & u64::from(from <= *end);
        let mut rows = Bits::from_items(&self.years, overlaps);
        if filter.with_unknown_period {
            rows.or(&self.unknown_period);
        } else {
            rows.and_not(&self.unknown_period);
        }
        rows
    }

    /// Rows that stand within the part of the map: at their own place, else at one of their municipalities.
    fn within(&self, area: &AreaFilter) -> Bits {
        let towns = self.municipalities.rows().iter().enumerate();
        let held = towns.filter(|(_, town)| places::holds(area, town.label_point)).map(|(position, _)| position);
        let mut rows = self
            .column(Part::Municipalities)
            .map_or_else(|| Bits::none(self.len), |column| column.rows_with(self.len, held));
        rows.and_not(&self.is_located);
        let Some(bounds) = places::bounds_of_area(area) else {
            return rows;
        };
        for (row, place) in &self.located {
            if bounds.contains(*place) && places::holds(area, *place) {
                rows.insert(*row);
            }
        }
        rows
    }

    /// The facets with these counts by part.
    pub fn facets(&self, counts: &[Vec<u32>]) -> Facets {
        let of = |part: Part| counts.get(part as usize).map_or(&[] as &[u32], Vec::as_slice);
        let first = |part: Part| of(part).first().copied().unwrap_or_default();
        let towns = self.municipalities.rows().iter().map(|town| town.nis);
        Facets {
            municipalities: greatest_first(towns, of(Part::Municipalities), |nis| nis),
            provinces: in_order(Province::ALL.iter().copied(), of(Part::Provinces)),
            arrondissements: in_order(self.arrondissements.iter().copied(), of(Part::Arrondissements)),
            typologies: in_order(Typology::ALL.iter().copied(), of(Part::Typologies)),
            dimensions: in_order(Dimension::ALL.iter().copied(), of(Part::Dimensions)),
            working_areas: in_order(WorkingArea::all(), of(Part::WorkingAreas)),
            values: in_order(CoreValue::ALL.iter().copied(), of(Part::Values)),
            themes: greatest_first(self.themes.sorted(), of(Part::Themes), ToString::to_string),
            statuses: in_order(Status::ALL.iter().copied(), of(Part::Statuses)),
            kinds: in_order(ProjectKind::ALL.iter().copied(), of(Part::Kinds)),
            funding: greatest_first(self.funding.sorted(), of(Part::Funding), ToString::to_string),
            partners: greatest_first(self.partners.sorted(), of(Part::Partners), ToString::to_string),
            helix_roles: in_order(HelixRole::ALL.iter().copied(), of(Part::HelixRoles)),
            centrumsteden: first(Part::Centrumsteden),
            unknown_period: first(Part::Years),
        }
    }
}

/// Positions of each row's municipalities of today, each once.
fn town_lists(projects: &Projects, municipalities: &Municipalities) -> Lists {
    let mut lists = Lists::with_capacity(projects.rows().len());
    let mut own: Vec<u32> = Vec::new();
    for project in projects.rows() {
        own.clear();
        for nis in project.municipalities() {
            let position = municipalities.position(municipalities.timeline().today(nis));
            let position = position.and_then(|position| u32::try_from(position).ok());
            own.extend(position.filter(|position| !own.contains(position)));
        }
        lists.push(own.iter().copied());
    }
    lists
}

fn arrondissements(municipalities: &Municipalities) -> Vec<Arrondissement> {
    let mut all: Vec<Arrondissement> = municipalities.rows().iter().map(|town| town.arrondissement).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn extent(project: &Project) -> Extent {
    project.period.extent(project.status)
}

fn known_years(project: &Project) -> (Year, Year) {
    match extent(project) {
        Extent::Closed(start, end) => (start, end),
        Extent::Open(start) => (start, Year::MAX),
        Extent::Unknown => (Year::MAX, Year::MIN),
    }
}

fn area_index(area: WorkingArea) -> usize {
    usize::from(area.number()).saturating_sub(1)
}

fn in_order<T>(all: impl IntoIterator<Item = T>, counts: &[u32]) -> Vec<(T, u32)> {
    all.into_iter()
        .enumerate()
        .map(|(index, choice)| (choice, counts.get(index).copied().unwrap_or_default()))
        .collect()
}

/// Choices with a count, greatest first; those that tie stay in their order.
fn greatest_first<T, U>(all: impl IntoIterator<Item = T>, counts: &[u32], shown: impl Fn(T) -> U) -> Vec<(U, u32)> {
    let mut present: Vec<(T, u32)> =
        all.into_iter().zip(counts).filter(|(_, count)| **count > 0).map(|(choice, count)| (choice, *count)).collect();
    present.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    present.into_iter().map(|(choice, count)| (shown(choice), count)).collect()
}
