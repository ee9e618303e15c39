//! Partners of projects gathered by name, case, accents and punctuation aside. Names that stand for nobody in particular
//! are left out: a role is known of them, but nobody to ask. May use: `workspace`, `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{HelixRole, Nis, Project};
use crate::workspace::Municipalities;
use crate::workspace::municipalities::fold;

/// Names of the inventory that stand for whoever it is, folded, in order.
const UNNAMED: &[&str] = &[
    "15 companies",
    "19 gemeenten",
    "31 municipalities",
    "57 municipalities",
    "burgers",
    "centrumsteden",
    "companies",
    "data suppliers",
    "festival organiser",
    "five flemish provinces",
    "five pilot municipalities",
    "gemeente",
    "gemeenten",
    "households",
    "jongeren",
    "leiedal municipalities",
    "limburgse gemeenten",
    "local partners",
    "lokaal bestuur",
    "lokale besturen",
    "maas providers",
    "municipalities",
    "partnergemeenten",
    "port federations",
    "residents",
    "schools",
    "six other european cities",
    "software suppliers",
    "stad",
    "start up",
    "ten coastal municipalities",
    "three local authorities",
    "transport federations",
    "universities",
    "vijf provincies",
    "volunteers",
    "vrijwilligers",
    "young people",
];

/// Words that stand before the name of a municipality, folded.
const OF_TOWNS: &[&str] = &["stad ", "gemeente ", "city of ", "ville de ", "lokaal bestuur ", "stadsbestuur "];

/// A partner with what it works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPartner {
    /// Its name as most of its projects write it; of those written equally often the first in the alphabet.
    pub name: Arc<str>,
    /// Its role, where any source gives it.
    pub role: Option<HelixRole>,
    /// Municipalities that it has projects in, by code.
    pub towns: Vec<Nis>,
    /// Its projects, by row.
    pub rows: Vec<u32>,
}

impl NamedPartner {
    /// Whether it is a municipality, by its name in any language or an old one.
    pub fn is_municipality(&self, municipalities: &Municipalities) -> bool {
        let folded = fold(&self.name);
        let plain = OF_TOWNS.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded);
        !municipalities.find(plain).is_empty()
    }
}

/// Gathers partners, project after project.
#[derive(Debug, Default)]
pub(super) struct Gatherer(BTreeMap<String, Found>);

#[derive(Debug, Default)]
struct Found {
    names: BTreeMap<Arc<str>, u32>,
    role: Option<HelixRole>,
    towns: BTreeSet<Nis>,
    rows: BTreeSet<u32>,
}

impl Gatherer {
    /// Adds the partners of a project, which they work on in these municipalities.
    pub fn add(&mut self, row: u32, project: &Project, towns: &[Nis]) {
        for partner in &project.partners {
            let folded = fold(&partner.name);
            if UNNAMED.binary_search(&folded.as_str()).is_ok() {
                continue;
            }
            let found = self.0.entry(folded).or_default();
            *found.names.entry(Arc::clone(&partner.name)).or_default() += 1;
            found.role = found.role.or(partner.role);
            found.towns.extend(towns);
            found.rows.insert(row);
        }
    }

    /// The partners, by folded name.
    pub fn partners(self) -> impl Iterator<Item = NamedPartner> {
        self.0.into_values().filter_map(Found::named)
    }
}

impl Found {
    fn named(self) -> Option<NamedPartner> {
        let most = self.names.values().copied().max()?;
        let name = self.names.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)?;
        Some(NamedPartner {
            name,
            role: self.role,
            towns: self.towns.into_iter().collect(),
            rows: self.rows.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, Partner, ProjectId, ProjectKind};
    use crate::query::test_support::{municipalities, nis};

    fn gathered(names: &[&str]) -> Vec<NamedPartner> {
        let mut gatherer = Gatherer::default();
        for (row, name) in (0_u32..).zip(names) {
            let mut project = Project::new(ProjectId::new("P"), ProjectKind::Project, Localized::default());
            project.partners = [Partner { name: (*name).into(), role: None }].into();
            gatherer.add(row, &project, &[nis(44021)]);
        }
        gatherer.partners().collect()
    }

    #[test]
    fn one_partner_is_told_as_most_projects_write_it() {
        let partners = gathered(&["IMEC", "imec", "imec", "VITO"]);
        assert_eq!((&*partners[0].name, partners[0].rows.len(), partners.len()), ("imec", 3, 2));
    }

    #[test]
    fn names_that_stand_for_nobody_in_particular_are_no_partners() {
        assert!(UNNAMED.is_sorted(), "they are searched by halving");
        assert!(gathered(&["lokaal bestuur", "Residents", "start-up", "lokale besturen"]).is_empty());
    }

    #[test]
    fn municipalities_are_told_by_any_of_their_names() {
        let is_town = |name: &str| gathered(&[name])[0].is_municipality(&municipalities());
        assert!(is_town("Stad Gent") && is_town("Nevele") && is_town("Ville de Gand"));
        assert!(!is_town("Gents Milieufront"));
    }
}
