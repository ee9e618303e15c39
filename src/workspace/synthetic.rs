//! Synthetic projects and sensors for trials and benchmarks: many, plausible in shape, and always marked so.
//!
//! The same seed gives the same rows on every machine.

use std::sync::Arc;

use super::municipalities::Municipalities;
use crate::model::{
    CoreValue, Datastream, Dimension, FeedId, HelixRole, Localized, LonLat, Municipality, Nis, ObservedProperty,
    Partner, Project, ProjectId, ProjectKind, Provenance, Sensor, SensorId, Source, Status, Unit, WorkingArea,
};

/// Key of the data set that synthetic rows belong to.
pub const DATASET: &str = "synthetic";

/// A small, fast and repeatable source of numbers (SplitMix64, Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Numbers from this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, all 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub const fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }
}

/// The data set of synthetic rows.
pub fn source(record_count: u64) -> Source {
    Source {
        id: DATASET.into(),
        title: "Synthetic data, stands for nothing real".into(),
        licence: "CC0-1.0".into(),
        attribution: "Regioscope".into(),
        origin: "regioscope generate".into(),
        date: None,
        hash: None,
        record_count: Some(record_count),
        is_simulated: true,
        is_bundled: false,
    }
}

/// So many projects in these municipalities; without any, they are regional.
pub fn projects(count: u32, seed: u64, municipalities: &Municipalities) -> Vec<Project> {
    let mut numbers = Numbers::new(seed);
    let rows = municipalities.rows();
    let provenance = Arc::new(Provenance { dataset: DATASET.into(), ..Provenance::default() });
    let themes: Vec<Arc<str>> = (0..40).map(|index| Arc::from(format!("theme {index}"))).collect();
    let funding: Vec<Arc<str>> = (0..25).map(|index| Arc::from(format!("Programme {index}"))).collect();
    let partners: Vec<Arc<str>> = (0..200).map(|index| Arc::from(format!("Organisation {index}"))).collect();
    let shared = Shared { rows, themes: &themes, funding: &funding, partners: &partners, provenance: &provenance };
    (0..count).map(|index| project(index, &mut numbers, &shared)).collect()
}

struct Shared<'a> {
    rows: &'a [Municipality],
    themes: &'a [Arc<str>],
    funding: &'a [Arc<str>],
    partners: &'a [Arc<str>],
    provenance: &'a Arc<Provenance>,
}

fn project(index: u32, numbers: &mut Numbers, shared: &Shared<'_>) -> Project {
    let kind = match numbers.below(100) {
        0..70 => ProjectKind::Project,
        70..76 => ProjectKind::Service,
        76..98 => ProjectKind::PlannedAction,
        _ => ProjectKind::Programme,
    };
    let theme = shared.themes[numbers.below(shared.themes.len())].clone();
    let title = Localized::same(&format!("Synthetic {kind} {index} on {theme}"));
    let mut row = Project::new(ProjectId::new(format!("S{index:07}")), kind, title);
    row.theme = theme;
    row.description =
        Localized::new("Gegenereerde rij, staat voor niets echts.", "Generated row, stands for nothing real.");
    let mut nis: Vec<Nis> = (0..=numbers.below(3) / 2)
        .filter_map(|_| shared.rows.get(numbers.below(shared.rows.len())).map(|row| row.nis))
        .collect();
    row.lead = nis.pop();
    nis.retain(|other| Some(*other) != row.lead);
    row.others = nis.into();
    row.location = row.lead.and_then(|lead| scattered(lead, numbers, shared.rows));
    let first = numbers.pick(Dimension::ALL);
    let second = numbers.pick(Dimension::ALL).filter(|dimension| Some(*dimension) != first);
    row.dimensions = first.into_iter().chain(second).collect();
    row.working_areas = WorkingArea::try_from(1 + numbers.below(10) as u8).into_iter().collect();
    row.values = numbers.pick(CoreValue::ALL).into_iter().collect();
    row.status = numbers.pick(Status::ALL).unwrap_or(Status::Unknown);
    let start = 2005 + numbers.below(20) as i16;
    row.period.start = (numbers.below(10) > 0).then_some(start);
    row.period.end = (numbers.below(10) > 2).then_some(start + numbers.below(6) as i16);
    row.funding = shared.funding[numbers.below(shared.funding.len())].clone();
    row.partners = (0..numbers.below(4))
        .map(|_| Partner {
            name: shared.partners[numbers.below(shared.partners.len())].clone(),
            role: numbers.pick(HelixRole::ALL),
        })
        .collect();
    row.provenance = Arc::clone(shared.provenance);
    row.is_simulated = true;
    row
}

/// A place some kilometres around the municipality's own.
fn scattered(nis: Nis, numbers: &mut Numbers, rows: &[Municipality]) -> Option<LonLat> {
    let middle = rows.iter().find(|row| row.nis == nis)?.label_point;
    let (dx, dy) = (numbers.unit() - 0.5, numbers.unit() - 0.5);
    LonLat::new(middle.lon() + dx * 0.08, middle.lat() + dy * 0.05).ok()
}

/// So many sensors in these municipalities, without observations.
pub fn sensors(count: u32, seed: u64, municipalities: &Municipalities) -> Vec<Sensor> {
    let mut numbers = Numbers::new(seed ^ 0x5e45);
    let rows = municipalities.rows();
    let kinds = [
        (ObservedProperty::ParkingFree, Unit::Spaces),
        (ObservedProperty::Pm25, Unit::MicrogramPerCubicMetre),
        (ObservedProperty::NoiseLaeq, Unit::DecibelA),
        (ObservedProperty::TrafficIntensity, Unit::VehiclesPerHour),
        (ObservedProperty::WasteFilling, Unit::Percent),
    ];
    (0..count)
        .filter_map(|index| {
            let nis = rows.get(numbers.below(rows.len()))?.nis;
            let (property, unit) = numbers.pick(&kinds)?;
            Some(Sensor {
                id: SensorId::new(format!("{DATASET}/{index}")),
                feed: FeedId::new(DATASET),
                name: Arc::from(format!("Synthetic sensor {index}")),
                location: scattered(nis, &mut numbers, rows),
                nis: Some(nis),
                is_nis_approximate: false,
                is_simulated: true,
                datastreams: vec![Datastream {
                    key: property.key().into(),
                    property,
                    original_property: property.key().into(),
                    unit,
                    original_unit: unit.key().into(),
                    capacity: None,
                    latest: None,
                }],
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_rows_and_marks_them() {
        let municipalities = Municipalities::default();
        let rows = projects(50, 7, &municipalities);
        assert_eq!(rows, projects(50, 7, &municipalities));
        assert_ne!(rows, projects(50, 8, &municipalities));
        assert!(rows.iter().all(|row| row.is_simulated && &*row.provenance.dataset == DATASET));
    }
}
