//! Organisations behind the names of partners. A name stands for the organisations that the table of names gives, or
//! for a municipality ("Stad Gent", "Ghent"), or for itself, case, accents and punctuation aside. Names that stand for
//! nobody in particular ("residents") are left out: a role is known of them, but nobody to ask.
//! May use: `workspace`, `model`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crate::model::reference::PartnerName;
use crate::model::{HelixRole, Nis, Partner, Project, Reference};
use crate::workspace::municipalities::fold;
use crate::workspace::{Municipalities, Workspace};

/// Words that stand before the name of a municipality, folded.
const OF_TOWNS: &[&str] = &["stad ", "gemeente ", "city of ", "ville de ", "lokaal bestuur ", "stadsbestuur "];

/// Why a written name stands for an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It is its name.
    Written,
    /// It names a municipality, by one of its names.
    Municipality,
    /// The table of names says so, for this reason.
    Table(Arc<str>),
}

impl Basis {
    /// Its key.
    pub fn key(&self) -> &str {
        match self {
            Self::Written => "written",
            Self::Municipality => "municipality",
            Self::Table(reason) => reason,
        }
    }
}

/// An organisation that a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name; that of a municipality of today.
    pub name: Arc<str>,
    /// The same, folded: what tells one organisation from another.
    pub key: Arc<str>,
    /// Its role, where the table or the source gives it.
    pub role: Option<HelixRole>,
    /// Whether the table gives the role: that goes before all sources.
    pub is_role_settled: bool,
    /// The municipality that it is.
    pub nis: Option<Nis>,
    /// Why the name stands for it.
    pub basis: Basis,
}

/// A name as a source writes it, and the role that it gives.
type Written = (Arc<str>, Option<HelixRole>);

/// Tells organisations by their names.
#[derive(Debug)]
pub struct Names<'a> {
    municipalities: &'a Municipalities,
    listed: HashMap<String, &'a PartnerName>,
    /// What each written name stands for, looked up once: by name and role.
    known: RefCell<HashMap<Written, Rc<[Organisation]>>>,
}

impl<'a> Names<'a> {
    /// Names of this table and these municipalities.
    pub fn new(reference: &'a Reference, municipalities: &'a Municipalities) -> Self {
        let listed = reference.partner_names.iter().map(|name| (fold(&name.written), name)).collect();
        Self { municipalities, listed, known: RefCell::default() }
    }

    /// Names of this workspace.
    pub fn of(workspace: &'a Workspace) -> Self {
        Self::new(&workspace.reference, &workspace.municipalities)
    }

    /// The organisations of a partner; none where its name stands for nobody in particular.
    pub fn organisations(&self, partner: &Partner) -> Rc<[Organisation]> {
        let key = (Arc::clone(&partner.name), partner.role);
        Rc::clone(self.known.borrow_mut().entry(key).or_insert_with(|| self.look_up(partner)))
    }

    /// The organisations of a project, in the order of its partners; one that is named twice stands twice.
    pub fn of_project(&self, project: &Project) -> Vec<Organisation> {
        project.partners.iter().flat_map(|partner| self.organisations(partner).to_vec()).collect()
    }

    fn look_up(&self, partner: &Partner) -> Rc<[Organisation]> {
        let Some(listed) = self.listed.get(&fold(&partner.name)) else {
            return [self.organisation(&partner.name, partner.role, None)].into();
        };
        let role = listed.role.or(partner.role);
        listed.organisations.iter().map(|name| self.organisation(name, role, Some(listed))).collect()
    }

    fn organisation(&self, name: &Arc<str>, role: Option<HelixRole>, listed: Option<&PartnerName>) -> Organisation {
        let nis = self.municipality(name, role);
        let name = nis.map_or_else(|| Arc::clone(name), |nis| self.municipalities.name(nis).into());
        let basis = match (listed, nis) {
            (Some(listed), _) => Basis::Table(Arc::clone(&listed.reason)),
            (None, Some(_)) => Basis::Municipality,
            (None, None) => Basis::Written,
        };
        Organisation {
            key: fold(&name).into(),
            name,
            role: if nis.is_some() { Some(HelixRole::Government) } else { role },
            is_role_settled: nis.is_some() || listed.is_some_and(|listed| listed.role.is_some()),
            nis,
            basis,
        }
    }

    /// A bare name is a municipality's only where nothing says that it is no government.
    fn municipality(&self, name: &str, role: Option<HelixRole>) -> Option<Nis> {
        let folded = fold(name);
        let titled = OF_TOWNS.iter().find_map(|word| folded.strip_prefix(word));
        let plain = titled.or_else(|| role.is_none_or(|role| role == HelixRole::Government).then_some(&*folded))?;
        self.municipalities.find(plain).first().copied()
    }
}

/// An organisation with what it works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPartner {
    /// Its name: as the table or most of its projects write it; of those written equally often the first in the alphabet.
    pub name: Arc<str>,
    /// Its role, where any source gives it: that of the table, else the most frequent.
    pub role: Option<HelixRole>,
    /// The municipality that it is.
    pub nis: Option<Nis>,
    /// Municipalities that it has projects in, by code.
    pub towns: Vec<Nis>,
    /// Its projects, by row.
    pub rows: Vec<u32>,
    /// Names that sources write for it, in order.
    pub written: Vec<Arc<str>>,
}

/// Gathers partners, project after project.
#[derive(Debug)]
pub struct Gatherer<'a> {
    names: &'a Names<'a>,
    found: BTreeMap<Arc<str>, Found>,
}

#[derive(Debug, Default)]
struct Found {
    names: BTreeMap<Arc<str>, u32>,
    roles: BTreeMap<HelixRole, u32>,
    settled: Option<HelixRole>,
    nis: Option<Nis>,
    towns: BTreeSet<Nis>,
    rows: BTreeSet<u32>,
    written: BTreeSet<Arc<str>>,
}

impl<'a> Gatherer<'a> {
    /// Nothing yet.
    pub fn new(names: &'a Names<'a>) -> Self {
        Self { names, found: BTreeMap::new() }
    }

    /// Adds the partners of a project, which they work on in these municipalities.
    pub fn add(&mut self, row: u32, project: &Project, towns: &[Nis]) {
        for partner in &project.partners {
            for one in self.names.organisations(partner).iter() {
                let found = self.found.entry(Arc::clone(&one.key)).or_default();
                *found.names.entry(Arc::clone(&one.name)).or_default() += 1;
                if let Some(role) = one.role {
                    *found.roles.entry(role).or_default() += 1;
                }
                found.settled = found.settled.or(one.role.filter(|_| one.is_role_settled));
                found.nis = found.nis.or(one.nis);
                found.towns.extend(towns);
                found.rows.insert(row);
                found.written.insert(Arc::clone(&partner.name));
            }
        }
    }

    /// The partners, by folded name.
    pub fn partners(self) -> impl Iterator<Item = NamedPartner> {
        self.found.into_values().filter_map(Found::named)
    }
}

impl Found {
    fn named(self) -> Option<NamedPartner> {
        let most = self.names.values().copied().max()?;
        let name = self.names.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)?;
        let frequent = self.roles.values().copied().max();
        let frequent = self.roles.into_iter().find(|(_, count)| Some(*count) == frequent).map(|(role, _)| role);
        Some(NamedPartner {
            name,
            role: self.settled.or(frequent),
            nis: self.nis,
            towns: self.towns.into_iter().collect(),
            rows: self.rows.into_iter().collect(),
            written: self.written.into_iter().collect(),
        })
    }
}

/// Codes of today of the municipalities that lead a project or take part in it, each once.
pub fn towns_of(municipalities: &Municipalities, project: &Project) -> Vec<Nis> {
    let towns: BTreeSet<Nis> = project.municipalities().map(|nis| municipalities.timeline().today(nis)).collect();
    towns.into_iter().collect()
}

/// The organisations of these projects, by folded name.
pub fn of_rows(workspace: &Workspace, rows: impl Iterator<Item = u32>) -> Vec<NamedPartner> {
    let names = Names::of(workspace);
    let mut gatherer = Gatherer::new(&names);
    for row in rows {
        if let Some(project) = workspace.projects.get(row) {
            gatherer.add(row, project, &towns_of(&workspace.municipalities, project));
        }
    }
    gatherer.partners().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, ProjectId, ProjectKind};
    use crate::query::test_support::{municipalities, nis, reference};

    fn gathered(names: &[(&str, Option<HelixRole>)]) -> Vec<NamedPartner> {
        let reference = reference();
        let towns = municipalities();
        let known = Names::new(&reference, &towns);
        let mut gatherer = Gatherer::new(&known);
        for (row, (name, role)) in (0_u32..).zip(names) {
            let mut project = Project::new(ProjectId::new("P"), ProjectKind::Project, Localized::default());
            project.partners = [Partner { name: (*name).into(), role: *role }].into();
            gatherer.add(row, &project, &[nis(44021)]);
        }
        gatherer.partners().collect()
    }

    fn told(names: &[&str]) -> Vec<String> {
        let names: Vec<_> = names.iter().map(|name| (*name, None)).collect();
        gathered(&names).iter().map(|one| one.name.to_string()).collect()
    }

    #[test]
    fn one_partner_is_told_as_most_projects_write_it() {
        let partners = gathered(&[("IMEC", None), ("imec", None), ("imec", None), ("VITO", None)]);
        assert_eq!((&*partners[0].name, partners[0].rows.len(), partners.len()), ("imec", 3, 2));
    }

    #[test]
    fn names_that_stand_for_nobody_in_particular_are_no_partners() {
        assert!(told(&["lokaal bestuur", "Residents", "start-up", "lokale besturen"]).is_empty());
    }

    #[test]
    fn the_table_brings_names_together_and_takes_them_apart() {
        assert_eq!(told(&["Ghent University and imec", "UGent"]), ["imec", "UGent"]);
        assert_eq!(told(&["VMM", "Vlaamse Milieumaatschappij"]), ["Vlaamse Milieumaatschappij (VMM)"]);
        assert_eq!(told(&["Stad Gent and Stad Leuven", "Gand"]), ["Gent", "Stad Leuven"], "Leuven is unknown here");
    }

    #[test]
    fn municipalities_are_told_by_any_of_their_names() {
        let of = |name: &str, role| gathered(&[(name, role)])[0].nis;
        assert_eq!(of("Stad Gent", None), Some(nis(44021)));
        assert_eq!(of("Gemeente Nevele", Some(HelixRole::Government)), Some(nis(44083)));
        assert_eq!(of("Gand", None), Some(nis(44021)));
        assert_eq!(of("Landegem", Some(HelixRole::Company)), None, "a company may bear the name of a village");
        assert_eq!(of("Gents Milieufront", None), None);
    }

    #[test]
    fn a_role_of_the_table_goes_before_what_sources_say() {
        let company = Some(HelixRole::Company);
        assert_eq!(gathered(&[("De Lijn", company), ("De Lijn", company)])[0].role, Some(HelixRole::Government));
        let sources = [("X", company), ("X", Some(HelixRole::Knowledge)), ("X", Some(HelixRole::Knowledge))];
        assert_eq!(gathered(&sources)[0].role, Some(HelixRole::Knowledge));
    }
}
