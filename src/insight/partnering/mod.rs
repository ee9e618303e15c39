//! Partners: organisations with proven work in a dimension, or in projects that are like one, for whoever plans
//! something there. Proven is what runs or was completed; what is planned or of unknown stage is told, not counted.
//!
//! Municipalities are no candidates: those with such projects stand in the matrix of white spots. May use: `query`,
//! `workspace`, `model`.

pub mod network;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::likeness::{LikenessIndex, Question};
use super::organisations::{self, NamedPartner, Names};
use crate::model::{Dimension, HelixRole, Nis, Project, ProjectKind, Status};
use crate::workspace::{View, Workspace};

/// Look-alikes whose partners are looked at.
const LOOK_ALIKES: usize = 20;
/// Least likeness of those.
const LEAST_ALIKE: f32 = 0.15;

/// What partners are wanted for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// For whom; `None` leaves distances out.
    pub municipality: Option<Nis>,
    /// In which dimension; `None` = in any.
    pub dimension: Option<Dimension>,
    /// For this project, or idea, instead of a dimension: its look-alikes tell who has done the like.
    pub like: Option<Question>,
}

/// What the page of partners asks.
pub fn wanted(view: &View) -> Wanted {
    let partners = &view.gaps.partners;
    Wanted {
        municipality: partners.municipality,
        dimension: partners.dimension.filter(|_| partners.project.is_none()),
        like: partners.project.clone().map(Question::Project),
    }
}

/// An organisation that may be brought to the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// It, with its projects among those looked at.
    pub partner: NamedPartner,
    /// Its projects that run or were completed.
    pub proven: Vec<u32>,
    /// Its projects by stage, those that occur.
    pub statuses: Vec<(Status, u32)>,
    /// Kilometres to the nearest municipality that it has such a project in, as the crow flies between label points;
    /// `None` where either place is unknown.
    pub distance_km: Option<f64>,
    /// Those that it works with in these projects, most often first: (name, projects).
    pub with: Vec<(Arc<str>, u32)>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partnering {
    /// Candidates: most proven projects first, then the nearest.
    pub candidates: Vec<Candidate>,
    /// Projects that were looked at, by row.
    pub rows: Vec<u32>,
    /// For a project: roles of the helix that it has no partner of, as far as is known.
    pub lacking: Vec<HelixRole>,
    /// For a project: organisations that it has, so that they are no candidates.
    pub own: Vec<Arc<str>>,
}

/// Whether a project is proof of work.
pub const fn is_proven(project: &Project) -> bool {
    matches!(project.status, Status::Running | Status::Completed | Status::ScaledUp)
}

/// Looks for partners among these rows: those that the filter wants.
pub fn run(workspace: &Workspace, index: Option<&LikenessIndex>, wanted: &Wanted, rows: &[u32]) -> Partnering {
    let rows = base(workspace, index, wanted, rows);
    let project = match &wanted.like {
        Some(Question::Project(id)) => workspace.projects.by_id(id),
        _ => None,
    };
    let names = Names::of(workspace);
    let own: BTreeSet<Arc<str>> =
        project.into_iter().flat_map(|project| names.of_project(project)).map(|one| one.name).collect();
    let mut partners = organisations::of_rows(workspace, rows.iter().copied());
    let by_row = by_row(&partners);
    partners.retain(|one| one.nis.is_none() && !own.contains(&one.name));
    let mut candidates: Vec<Candidate> =
        partners.into_iter().map(|partner| candidate(workspace, wanted.municipality, partner, &by_row)).collect();
    candidates.sort_by(|a, b| {
        let distance = |one: &Candidate| one.distance_km.unwrap_or(f64::INFINITY);
        (b.proven.len().cmp(&a.proven.len()))
            .then_with(|| b.partner.rows.len().cmp(&a.partner.rows.len()))
            .then_with(|| distance(a).total_cmp(&distance(b)))
            .then_with(|| a.partner.name.cmp(&b.partner.name))
    });
    Partnering {
        candidates,
        rows,
        lacking: project.map(|project| lacking(&names, project)).unwrap_or_default(),
        own: own.into_iter().collect(),
    }
}

/// The projects that are looked at. Programmes are none.
fn base(workspace: &Workspace, index: Option<&LikenessIndex>, wanted: &Wanted, rows: &[u32]) -> Vec<u32> {
    let is_counted = |row: &u32| {
        workspace.projects.get(*row).is_some_and(|project| {
            project.kind != ProjectKind::Programme
                && wanted.dimension.is_none_or(|dimension| project.dimensions.contains(&dimension))
        })
    };
    let Some(question) = &wanted.like else { return rows.iter().copied().filter(is_counted).collect() };
    let alike = index.map(|index| index.run(workspace, question, LOOK_ALIKES).alike).unwrap_or_default();
    let alike = alike.into_iter().filter(|one| one.score >= LEAST_ALIKE).map(|one| one.row);
    let mut rows: Vec<u32> = alike.filter(is_counted).collect();
    rows.sort_unstable();
    rows
}

/// Roles that no partner of the project has; a partner of unknown role may have any, so then none is told.
fn lacking(names: &Names<'_>, project: &Project) -> Vec<HelixRole> {
    if project.partners.iter().any(|partner| partner.role.is_none()) {
        return Vec::new();
    }
    let mut roles: BTreeSet<HelixRole> = project.partners.iter().filter_map(|partner| partner.role).collect();
    roles.extend(names.of_project(project).iter().filter_map(|one| one.role));
    // Who leads is a government, named as a partner or not.
    if !project.is_regional() {
        roles.insert(HelixRole::Government);
    }
    HelixRole::ALL.iter().copied().filter(|role| !roles.contains(role)).collect()
}

/// Names of the organisations of each row.
fn by_row(partners: &[NamedPartner]) -> BTreeMap<u32, Vec<Arc<str>>> {
    let mut by_row: BTreeMap<u32, Vec<Arc<str>>> = BTreeMap::new();
    for partner in partners {
        for row in &partner.rows {
            by_row.entry(*row).or_default().push(Arc::clone(&partner.name));
        }
    }
    by_row
}

fn candidate(
    workspace: &Workspace,
    town: Option<Nis>,
    partner: NamedPartner,
    by_row: &BTreeMap<u32, Vec<Arc<str>>>,
) -> Candidate {
    let is_work = |row: &&u32| workspace.projects.get(**row).is_some_and(is_proven);
    let mut with: BTreeMap<&Arc<str>, u32> = BTreeMap::new();
    for other in partner.rows.iter().filter_map(|row| by_row.get(row)).flatten().filter(|one| **one != partner.name) {
        *with.entry(other).or_default() += 1;
    }
    let mut with: Vec<(Arc<str>, u32)> = with.into_iter().map(|(name, count)| (Arc::clone(name), count)).collect();
    with.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let nearest = town.and_then(|nis| workspace.municipalities.nearest_m(&[nis], &partner.towns));
    Candidate {
        distance_km: nearest.map(|metres| metres / 1000.0),
        proven: partner.rows.iter().filter(is_work).copied().collect(),
        statuses: super::gaps::detail::statuses(workspace, &partner.rows),
        with,
        partner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, Partner, ProjectId};
    use crate::query::test_support::{nis, workspace};

    fn project(id: &str, lead: u32, status: Status, partners: &[(&str, Option<HelixRole>)]) -> Project {
        let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
        project.lead = Some(nis(lead));
        project.status = status;
        project.dimensions = [Dimension::Mobility].into();
        project.partners = partners.iter().map(|(name, role)| Partner { name: (*name).into(), role: *role }).collect();
        project
    }

    const KNOWLEDGE: Option<HelixRole> = Some(HelixRole::Knowledge);

    #[test]
    fn proven_work_goes_before_plans_and_the_nearest_first_among_equals() {
        let rows = vec![
            project("a", 11002, Status::Completed, &[("Ver", None), ("Stad Gent", None)]),
            project("b", 44083, Status::Running, &[("Dicht", None)]),
            project("c", 44021, Status::Planned, &[("Plan", None), ("Plan", None)]),
            project("d", 44021, Status::Idea, &[("Plan", None)]),
        ];
        let wanted = Wanted { municipality: Some(nis(44021)), ..Wanted::default() };
        let found = run(&workspace(rows), None, &wanted, &[0, 1, 2, 3]);
        let names: Vec<&str> = found.candidates.iter().map(|one| &*one.partner.name).collect();
        assert_eq!(names, ["Dicht", "Ver", "Plan"]);
        assert!(found.candidates[2].proven.is_empty());
        assert_eq!(found.candidates[2].statuses, [(Status::Idea, 1), (Status::Planned, 1)]);
        assert_eq!(found.candidates[2].distance_km, Some(0.0));
        assert_eq!(found.candidates[1].with, [(Arc::from("Gent"), 1)]);
    }

    #[test]
    fn another_dimension_and_programmes_are_not_looked_at() {
        let mut programme = project("p", 44021, Status::Running, &[("P", None)]);
        programme.kind = ProjectKind::Programme;
        let rows = vec![programme, project("a", 44021, Status::Running, &[("A", None)])];
        let workspace = workspace(rows);
        let of = |dimension| {
            let wanted = Wanted { dimension: Some(dimension), ..Wanted::default() };
            run(&workspace, None, &wanted, &[0, 1]).candidates.len()
        };
        assert_eq!((of(Dimension::Mobility), of(Dimension::Living)), (1, 0));
    }

    #[test]
    fn a_project_lacks_the_roles_that_nobody_has() {
        let rows = vec![
            project("a", 44021, Status::Running, &[("VITO", KNOWLEDGE)]),
            project("b", 44021, Status::Running, &[("VITO", KNOWLEDGE), ("Wie", None)]),
            project("c", 44021, Status::Running, &[("residents", Some(HelixRole::Citizens))]),
        ];
        let workspace = workspace(rows);
        let index = LikenessIndex::new(&workspace);
        let lacks = |id: &str| {
            let wanted = Wanted { like: Some(Question::Project(ProjectId::new(id))), ..Wanted::default() };
            run(&workspace, Some(&index), &wanted, &[0, 1, 2]).lacking
        };
        assert_eq!(lacks("a"), [HelixRole::Company, HelixRole::Citizens]);
        assert!(lacks("b").is_empty(), "whoever that is may be any of them");
        assert_eq!(lacks("c"), [HelixRole::Company, HelixRole::Knowledge]);
    }
}
