//! The group that a municipality is held against, and how it was made.
//!
//! Bands are fixed, so that a municipality has the same peers whoever asks. Neighbours share a stretch of boundary,
//! which is approximate while the boundaries are. Likeness is the distance between standardised figures (z-scores over
//! all municipalities that have them): the root of the mean of the squared differences. May use: `query`, `workspace`,
//! `model`, `text`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::values::Values;
use crate::model::figure_ref::FigureRef;
use crate::model::{BoundaryAccuracy, Municipality, Nis, Province, Region, Typology};
use crate::text::Text;
use crate::workspace::{Municipalities, PeerChoice, Workspace};

/// Lower bounds of the bands of population, inhabitants on 1 January 2020.
pub const POPULATION_BANDS: &[u32] = &[0, 10_000, 15_000, 20_000, 30_000, 50_000, 80_000, 120_000];

/// Lower bounds of the bands of density, inhabitants per km²; 300 and 600 are those of the typology.
const DENSITY_BANDS: &[u32] = &[0, 150, 300, 450, 600, 1_000, 2_000, 5_000];

/// How many municipalities are the most alike, the municipality itself included.
pub const SIMILAR_COUNT: usize = 13;

/// Figures that likeness rests on where none are chosen.
pub const SIMILAR_FIGURES: &[&str] = &[
    "population",
    "population_density",
    "share_65_plus",
    "income_per_inhabitant",
    "built_share",
    "establishments_per_1000",
];

/// A group of municipalities.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers {
    /// Whose peers.
    pub of: Nis,
    /// By which rule they were chosen.
    pub choice: PeerChoice,
    /// Codes of today in order, `of` included unless it is not on a list.
    pub members: Vec<Nis>,
    /// What the rule gave for this municipality.
    pub basis: PeerBasis,
}

/// How a group was made.
#[derive(Clone, Debug, PartialEq)]
pub enum PeerBasis {
    /// All of the Flemish Region.
    Flanders,
    /// The thirteen centrumsteden.
    Centrumsteden,
    /// The same type.
    Typology(Typology),
    /// The same band of population: at least, less than (open at the top).
    Population(u32, Option<u32>),
    /// The same band of density, inhabitants per km².
    Density(u32, Option<u32>),
    /// The same province.
    Province(Province),
    /// A shared boundary; whether any boundary of theirs is approximate.
    Neighbours {
        /// Whether the boundaries are approximate.
        is_approximate: bool,
    },
    /// The most alike, with their distance, nearest first; the municipality itself is not among them.
    Similar {
        /// Figures that went in, with their year.
        figures: Vec<(FigureRef, Option<i16>)>,
        /// Distances.
        distances: Vec<(Nis, f64)>,
    },
    /// A list of the user's own.
    List(Arc<str>),
    /// It can't be told: a figure is missing, or the list is gone.
    Unknown,
}

/// The rule that applies where none is chosen: the centrumsteden for one of them, else the type.
pub fn default_choice(municipalities: &Municipalities, of: Nis) -> PeerChoice {
    if municipalities.get(of).is_some_and(|row| row.is_centrumstad) {
        PeerChoice::Centrumsteden
    } else {
        PeerChoice::Typology
    }
}

/// The peers of a municipality. `similar_by` are the figures that likeness rests on; none = [`SIMILAR_FIGURES`].
pub fn run(values: &Values<'_>, of: Nis, choice: &PeerChoice, similar_by: &[FigureRef]) -> Peers {
    let workspace = values.workspace();
    let rows = workspace.municipalities.rows();
    let by = |wanted: &dyn Fn(&Municipality) -> bool| -> Vec<Nis> {
        rows.iter().filter(|row| wanted(row)).map(|row| row.nis).collect()
    };
    let own = workspace.municipalities.get(of);
    let (mut members, basis) = match (choice, own) {
        (PeerChoice::Flanders, _) => (by(&|row| row.region == Region::Flanders), PeerBasis::Flanders),
        (PeerChoice::Centrumsteden, _) => (by(&|row| row.is_centrumstad), PeerBasis::Centrumsteden),
        (PeerChoice::Typology, Some(own)) => {
            (by(&|row| row.typology == own.typology), PeerBasis::Typology(own.typology))
        }
        (PeerChoice::Province, Some(own)) => {
            (by(&|row| row.province == own.province), PeerBasis::Province(own.province))
        }
        (PeerChoice::PopulationBand, Some(own)) => {
            in_band(rows, own, POPULATION_BANDS, population, PeerBasis::Population)
        }
        (PeerChoice::DensityBand, Some(own)) => in_band(rows, own, DENSITY_BANDS, density, PeerBasis::Density),
        (PeerChoice::Neighbours, _) => neighbours(workspace, of),
        (PeerChoice::Similar, _) => similar(values, of, similar_by),
        (PeerChoice::List(id), _) => match workspace.own.list(id) {
            Some(list) => {
                let codes = list.members.iter().map(|nis| workspace.municipalities.timeline().today(*nis));
                (codes.collect(), PeerBasis::List(Arc::clone(&list.name)))
            }
            None => (Vec::new(), PeerBasis::Unknown),
        },
        (_, None) => (Vec::new(), PeerBasis::Unknown),
    };
    if !matches!(choice, PeerChoice::List(_) | PeerChoice::Flanders | PeerChoice::Centrumsteden) {
        members.push(of);
    }
    members.sort_unstable();
    members.dedup();
    Peers { of, choice: choice.clone(), members, basis }
}

fn population(row: &Municipality) -> Option<f64> {
    row.population_2020.map(f64::from)
}

fn density(row: &Municipality) -> Option<f64> {
    Some(100.0 * f64::from(row.population_2020?) / row.area_ha?)
}

fn in_band(
    rows: &[Municipality],
    own: &Municipality,
    bands: &[u32],
    figure: fn(&Municipality) -> Option<f64>,
    basis: fn(u32, Option<u32>) -> PeerBasis,
) -> (Vec<Nis>, PeerBasis) {
    let band_of = |row: &Municipality| {
        let value = figure(row)?;
        bands.iter().rposition(|bound| value >= f64::from(*bound))
    };
    let Some(band) = band_of(own) else { return (Vec::new(), PeerBasis::Unknown) };
    let members = rows.iter().filter(|row| band_of(row) == Some(band)).map(|row| row.nis).collect();
    (members, basis(bands.get(band).copied().unwrap_or_default(), bands.get(band + 1).copied()))
}

fn neighbours(workspace: &Workspace, of: Nis) -> (Vec<Nis>, PeerBasis) {
    let members = workspace.municipalities.neighbours(of).to_vec();
    let is_approximate = members.iter().chain([&of]).any(|nis| {
        let row = workspace.municipalities.get(*nis);
        row.and_then(|row| row.boundary.as_ref()).is_some_and(|one| one.accuracy == BoundaryAccuracy::Approximate)
    });
    (members, PeerBasis::Neighbours { is_approximate })
}

fn similar(values: &Values<'_>, of: Nis, similar_by: &[FigureRef]) -> (Vec<Nis>, PeerBasis) {
    let chosen: Vec<FigureRef> = if similar_by.is_empty() {
        SIMILAR_FIGURES.iter().map(|id| FigureRef::indicator(id)).collect()
    } else {
        similar_by.to_vec()
    };
    let mut figures = Vec::new();
    let mut places: BTreeMap<Nis, Vec<f64>> = BTreeMap::new();
    for figure in chosen {
        let year = values.newest_year(&figure);
        let found: Vec<(Nis, f64)> =
            values.all(&figure, year).into_iter().filter_map(|(nis, value)| Some((nis, value.ok()?.value))).collect();
        for (nis, score) in standardised(&found) {
            places.entry(nis).or_default().push(score);
        }
        figures.push((figure, year));
    }
    // One without all figures can't be placed.
    places.retain(|_, scores| scores.len() == figures.len());
    let Some(own) = places.get(&of).filter(|scores| !scores.is_empty()).cloned() else {
        return (Vec::new(), PeerBasis::Unknown);
    };
    let distance = |scores: &[f64]| {
        let squares: f64 = scores.iter().zip(&own).map(|(a, b)| (a - b).powi(2)).sum();
        (squares / own.len() as f64).sqrt()
    };
    let mut distances: Vec<(Nis, f64)> =
        places.iter().filter(|(nis, _)| **nis != of).map(|(nis, scores)| (*nis, distance(scores))).collect();
    distances.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    distances.truncate(SIMILAR_COUNT - 1);
    let members = distances.iter().map(|(nis, _)| *nis).collect();
    (members, PeerBasis::Similar { figures, distances })
}

/// How many standard deviations each value lies from the mean; nothing where all are equal.
fn standardised(values: &[(Nis, f64)]) -> Vec<(Nis, f64)> {
    let count = values.len() as f64;
    let mean = values.iter().map(|(_, value)| value).sum::<f64>() / count;
    let variance = values.iter().map(|(_, value)| (value - mean).powi(2)).sum::<f64>() / count;
    if variance > 0.0 {
        values.iter().map(|(nis, value)| (*nis, (value - mean) / variance.sqrt())).collect()
    } else {
        Vec::new()
    }
}

/// What the group is called, within a sentence ("mixed municipalities").
pub fn name(workspace: &Workspace, peers: &Peers, text: &Text) -> String {
    let own = workspace.municipalities.name(peers.of);
    let number = |value: u32| text.integer(value);
    let band = |key: &str, low: u32, high: Option<u32>| match high {
        Some(high) => text.with(key, &[("low", number(low).into()), ("high", number(high).into())]),
        None => text.with(&format!("{key}-top"), &[("low", number(low).into())]),
    };
    match &peers.basis {
        PeerBasis::Flanders => text.get("figures-peers-name-flanders"),
        PeerBasis::Centrumsteden => text.get("figures-peers-name-centrumsteden"),
        PeerBasis::Typology(typology) => text.word("figures-peers-name-typology", typology.key()),
        PeerBasis::Population(low, high) => band("figures-peers-name-population", *low, *high),
        PeerBasis::Density(low, high) => band("figures-peers-name-density", *low, *high),
        PeerBasis::Province(Province::Brussels) => text.get("figures-peers-name-brussels"),
        PeerBasis::Province(province) => {
            let province = text.word("province", province.key());
            text.with("figures-peers-name-province", &[("province", province.into())])
        }
        PeerBasis::Neighbours { .. } => text.with("figures-peers-name-neighbours", &[("name", own.into())]),
        PeerBasis::Similar { .. } => text.with("figures-peers-name-similar", &[("name", own.into())]),
        PeerBasis::List(name) => text.with("figures-peers-name-list", &[("name", name.to_string().into())]),
        PeerBasis::Unknown => text.get("figures-peers-name-unknown"),
    }
}

/// How the group was made, as a sentence.
pub fn explanation(workspace: &Workspace, peers: &Peers, text: &Text) -> String {
    let n = || (peers.members.len() as i64).into();
    match &peers.basis {
        PeerBasis::Flanders => text.with("figures-peers-made-flanders", &[("n", n())]),
        PeerBasis::Centrumsteden => text.get("figures-peers-made-centrumsteden"),
        PeerBasis::Typology(_) => text.get("figures-peers-made-typology"),
        PeerBasis::Population(..) => text.get("figures-peers-made-population"),
        PeerBasis::Density(..) => text.get("figures-peers-made-density"),
        PeerBasis::Province(_) => text.get("figures-peers-made-province"),
        PeerBasis::Neighbours { is_approximate: true } => text.get("figures-peers-made-neighbours-approximate"),
        PeerBasis::Neighbours { is_approximate: false } => text.get("figures-peers-made-neighbours"),
        PeerBasis::Similar { figures, distances } => {
            let named = figures.iter().map(|(figure, year)| {
                let name = super::definition::name(workspace, figure, text).to_lowercase();
                year.map_or_else(|| name.clone(), |year| format!("{name} ({year})"))
            });
            let named = named.collect::<Vec<_>>().join(", ");
            let n = (distances.len() as i64).into();
            text.with("figures-peers-made-similar", &[("n", n), ("figures", named.into())])
        }
        PeerBasis::List(_) => text.get("figures-peers-made-list"),
        PeerBasis::Unknown => text.get("figures-peers-made-unknown"),
    }
}
