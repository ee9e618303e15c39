//! Which municipalities a filter wants. May use: `workspace`, `model`.

use std::collections::BTreeSet;

use crate::model::{Municipality, Nis, Project};
use crate::query::places;
use crate::workspace::{Filter, Municipalities};

/// Today's municipalities that meet every part of the filter about places, perhaps none; `None` where the filter says
/// nothing of places. An area wants those whose label point lies in it.
pub fn wanted(municipalities: &Municipalities, filter: &Filter) -> Option<BTreeSet<Nis>> {
    let towns = WantedTowns::new(municipalities, filter);
    let meets_all = |met: u8| met == towns.part_count;
    let codes = municipalities.rows().iter().zip(&towns.met_parts).filter(|(_, met)| meets_all(**met));
    (towns.part_count > 0).then(|| codes.map(|(town, _)| town.nis).collect())
}

/// Which municipalities the filter's parts about places want.
#[derive(Debug)]
pub struct WantedTowns {
    /// By position in the list of municipalities: parts that it meets, of those that are asked for.
    met_parts: Vec<u8>,
    /// How many parts are asked for.
    part_count: u8,
}

impl WantedTowns {
    /// Holds every municipality of today against the filter.
    pub fn new(municipalities: &Municipalities, filter: &Filter) -> Self {
        let part_count = [
            !filter.municipalities.is_empty(),
            !filter.provinces.is_empty(),
            !filter.arrondissements.is_empty(),
            !filter.typologies.is_empty(),
            filter.region.is_some(),
            filter.centrumsteden_only,
            filter.area.is_some(),
        ];
        let asked: Vec<Nis> = filter.municipalities.iter().map(|nis| municipalities.timeline().today(*nis)).collect();
        let members = filter.region.as_ref().map(|region| region.today(municipalities)).unwrap_or_default();
        let met = |town: &Municipality| {
            [
                asked.contains(&town.nis),
                filter.provinces.contains(&town.province),
                filter.arrondissements.contains(&town.arrondissement),
                filter.typologies.contains(&town.typology),
                members.contains(&town.nis),
                filter.centrumsteden_only && town.is_centrumstad,
                filter.area.as_ref().is_some_and(|area| places::holds(area, town.label_point)),
            ]
        };
        let count = |flags: [bool; 7]| flags.into_iter().map(u8::from).sum();
        Self {
            met_parts: municipalities.rows().iter().map(|town| count(met(town))).collect(),
            part_count: count(part_count),
        }
    }

    /// Positions of the project's municipalities at which it is to stand.
    pub fn positions(&self, project: &Project, municipalities: &Municipalities) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        for nis in project.municipalities() {
            let position = municipalities.position(municipalities.timeline().today(nis));
            all.extend(position.filter(|position| !all.contains(position)));
        }
        let meeting = |least: u8| -> Vec<usize> {
            all.iter()
                .copied()
                .filter(|&position| self.met_parts.get(position).is_some_and(|met| *met >= least))
                .collect()
        };
        let of_all_parts = meeting(self.part_count);
        if of_all_parts.is_empty() { meeting(1) } else { of_all_parts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LonLat, Province};
    use crate::query::test_support::{municipalities, nis};
    use crate::workspace::{AreaFilter, SmartRegion};

    #[test]
    fn all_parts_about_places_must_be_met() {
        let known = municipalities();
        assert_eq!(wanted(&known, &Filter::default()), None);
        let filter = Filter {
            municipalities: [nis(44049), nis(44021), nis(11002)].into(),
            provinces: [Province::EastFlanders].into(),
            ..Filter::default()
        };
        assert_eq!(wanted(&known, &filter), Some([nis(44021), nis(44083)].into()));
        let region = SmartRegion { name: "Leie".into(), members: [nis(44049), nis(31005)].into() };
        let within = Filter { region: Some(region), ..filter };
        assert_eq!(wanted(&known, &within), Some([nis(44083)].into()));
    }

    #[test]
    fn an_area_without_a_municipality_wants_none_not_all() {
        let sea = AreaFilter::Near { centre: LonLat::new(2.6, 51.6).unwrap(), metres: 10.0 };
        let filter = Filter { area: Some(sea), ..Filter::default() };
        assert_eq!(wanted(&municipalities(), &filter), Some(BTreeSet::new()));
    }
}
