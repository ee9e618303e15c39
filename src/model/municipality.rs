//! Municipalities of Flanders and Brussels in today's borders, and the time line of their mergers.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dimension::keyed_enum;
use super::ids::Nis;
use super::place::LonLat;

keyed_enum!(
    /// A region of the bundled data.
    Region {
        /// The Flemish Region.
        Flanders = "flanders",
        /// The Brussels-Capital Region.
        Brussels = "brussels",
    }
);

keyed_enum!(
    /// A province; Brussels stands beside the five as a place of its own.
    Province {
        /// Antwerpen.
        Antwerp = "antwerp",
        /// Oost-Vlaanderen.
        EastFlanders = "east-flanders",
        /// Vlaams-Brabant.
        FlemishBrabant = "flemish-brabant",
        /// Limburg.
        Limburg = "limburg",
        /// West-Vlaanderen.
        WestFlanders = "west-flanders",
        /// The Brussels-Capital Region, which belongs to no province.
        Brussels = "brussels",
    }
);

keyed_enum!(
    /// Urban, mixed or rural, by a rule of this project: urban = centrumstad, Brussels municipality, or at least
    /// 600 inhabitants per km² (population 2020, area by the land register); rural = under 300; else mixed.
    Typology {
        /// At least 600 inhabitants per km², a centrumstad, or in Brussels.
        Urban = "urban",
        /// Between the two.
        Mixed = "mixed",
        /// Under 300 inhabitants per km².
        Rural = "rural",
    }
);

/// An arrondissement by its two-digit code, the first two digits of its municipalities' codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Arrondissement(pub u8);

keyed_enum!(
    /// How exact a boundary is.
    BoundaryAccuracy {
        /// As published by the government, generalised at most.
        Official = "official",
        /// Made from cantons and places; said wherever it is drawn or used.
        Approximate = "approximate",
    }
);

/// The area of a municipality, WGS84 degrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// Rings closed, outer rings counter-clockwise (RFC 7946).
    pub geometry: geo::MultiPolygon<f64>,
    /// How exact it is.
    pub accuracy: BoundaryAccuracy,
}

/// A municipality in today's borders (codes of 2025).
#[derive(Clone, Debug, PartialEq)]
pub struct Municipality {
    /// Its code.
    pub nis: Nis,
    /// Dutch name.
    pub name: Arc<str>,
    /// French name, where one is in use.
    pub name_fr: Option<Arc<str>>,
    /// German name, where one is in use.
    pub name_de: Option<Arc<str>>,
    /// Region.
    pub region: Region,
    /// Province.
    pub province: Province,
    /// Arrondissement.
    pub arrondissement: Arrondissement,
    /// Urban, mixed or rural.
    pub typology: Typology,
    /// One of the thirteen centrumsteden.
    pub is_centrumstad: bool,
    /// Area in hectares: Statbel's land register total of 2015, summed over mergers. Never computed from a boundary.
    pub area_ha: Option<f64>,
    /// Inhabitants on 1 January 2020 (Statbel).
    pub population_2020: Option<u32>,
    /// Postal codes in use.
    pub postal_codes: Box<[u16]>,
    /// Where its name stands on the map.
    pub label_point: LonLat,
    /// Order in which names are placed, 1 first.
    pub label_rank: u16,
    /// Its area.
    pub boundary: Option<Arc<Boundary>>,
}

/// Whether a text is a municipality code or a postal code of Wallonia, whose names the program does not know: the
/// arrondissements of the five provinces (Statbel), and the stretches that bpost gives out there.
pub fn is_walloon(text: &str) -> bool {
    let text = text.trim();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.len(), text.parse::<u32>()) {
        (5, Ok(code)) if is_number => matches!(code / 1000, 25 | 51..=58 | 61..=64 | 81..=85 | 91..=93),
        (4, Ok(code)) if is_number => matches!(code, 1300..=1499 | 4000..=7999),
        _ => false,
    }
}

/// One line of the merger time line: on `effective`, `old` went up in `new`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// The code that vanished.
    pub old: Nis,
    /// Its name.
    pub old_name: Arc<str>,
    /// The code that took it in, which may be as old (Antwerpen 11002 took in Borsbeek 11007).
    pub new: Nis,
    /// First day of the new borders.
    pub effective: Date,
}

/// All mergers, and what follows from them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergerTimeline {
    mergers: Vec<Merger>,
    by_old: BTreeMap<Nis, usize>,
    by_new: BTreeMap<Nis, Vec<usize>>,
    created: BTreeMap<Nis, Date>,
}

impl MergerTimeline {
    /// The time line of these mergers, in order of date and code.
    ///
    /// A code that took in a single municipality on its first date was there before, since a merger has at least two
    /// parties; so was one with a line of its own (`old` = `new`). Every other code was created on its first date.
    pub fn new(mut mergers: Vec<Merger>) -> Self {
        mergers.sort_by_key(|merger| (merger.effective, merger.old));
        let mut timeline = Self::default();
        for (index, merger) in mergers.iter().enumerate().filter(|(_, merger)| merger.old != merger.new) {
            timeline.by_old.insert(merger.old, index);
            timeline.by_new.entry(merger.new).or_default().push(index);
        }
        let lives_on = |code: Nis| mergers.iter().any(|merger| merger.old == code && merger.new == code);
        for (&code, into) in timeline.by_new.iter().filter(|(code, _)| !lives_on(**code)) {
            let dates: Vec<Date> = into.iter().filter_map(|&at| mergers.get(at)).map(|one| one.effective).collect();
            if let [first, second, ..] = dates.as_slice()
                && first == second
            {
                timeline.created.insert(code, *first);
            }
        }
        Self { mergers, ..timeline }
    }

    /// All mergers in order.
    pub fn mergers(&self) -> &[Merger] {
        &self.mergers
    }

    /// The mergers in which the code took in another, in order.
    pub fn into_code(&self, code: Nis) -> impl Iterator<Item = &Merger> {
        self.by_new.get(&code).into_iter().flatten().filter_map(|&index| self.mergers.get(index))
    }

    /// The date on which mergers made the code; `None` for one that was there before.
    pub fn created(&self, code: Nis) -> Option<Date> {
        self.created.get(&code).copied()
    }

    /// The date from which the code is part of another; `None` while it lives on.
    pub fn vanished(&self, code: Nis) -> Option<Date> {
        self.by_old.get(&code).and_then(|&index| self.mergers.get(index)).map(|merger| merger.effective)
    }

    /// Whether the code was in use on that day, as far as mergers tell.
    pub fn existed(&self, code: Nis, day: Date) -> bool {
        self.created(code).is_none_or(|date| date <= day) && self.vanished(code).is_none_or(|date| date > day)
    }

    /// The code of today for a code of any vintage; the code itself where it never vanished.
    pub fn today(&self, nis: Nis) -> Nis {
        let mut current = nis;
        // A chain can't be longer than the list; the bound guards against a circle in the data.
        for _ in 0..=self.mergers.len() {
            match self.by_old.get(&current).and_then(|&index| self.mergers.get(index)) {
                Some(merger) => current = merger.new,
                None => break,
            }
        }
        current
    }

    /// Every merger that led to the municipality of today, in order; empty where its borders never changed.
    pub fn leading_to(&self, today: Nis) -> Vec<&Merger> {
        self.mergers.iter().filter(|merger| self.today(merger.old) == today).collect()
    }

    /// Every code of any vintage whose figures belong to the municipality of today, itself included, sorted.
    pub fn codes_of(&self, today: Nis) -> Vec<Nis> {
        let mut codes: Vec<Nis> = self.leading_to(today).into_iter().flat_map(|m| [m.old, m.new]).collect();
        codes.push(today);
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn timeline(mergers: &[(u32, u32, i16)]) -> MergerTimeline {
        let code = |number: u32| Nis::try_from(number).unwrap();
        let merger = |&(old, new, year): &(u32, u32, i16)| Merger {
            old: code(old),
            old_name: "".into(),
            new: code(new),
            effective: date(year, 1, 1),
        };
        MergerTimeline::new(mergers.iter().map(merger).collect())
    }

    #[test]
    fn a_code_exists_from_its_merger_to_the_next() {
        // A new code of two, which went up in an older one that lives on; that one took in another before.
        let all = [(10001, 10009, 2019), (10002, 10009, 2019), (10009, 10003, 2025), (10004, 10003, 2013)];
        let existed = |number: u32, year| timeline(&all).existed(Nis::try_from(number).unwrap(), date(year, 1, 1));
        assert_eq!([2018, 2019].map(|year| existed(10001, year)), [true, false]);
        assert_eq!([2018, 2019, 2024, 2025].map(|year| existed(10009, year)), [false, true, true, false]);
        assert_eq!([2012, 2013, 2030].map(|year| existed(10003, year)), [true; 3]);
        assert!(existed(10005, 2020), "a code that no merger names");
    }

    #[test]
    fn a_code_with_a_line_of_its_own_was_there_before() {
        let of_two = [(10001, 10003, 2019), (10002, 10003, 2019)];
        let survivor = [(10001, 10003, 2019), (10002, 10003, 2019), (10003, 10003, 2019)];
        let code = Nis::try_from(10003).unwrap();
        assert_eq!(timeline(&of_two).created(code), Some(date(2019, 1, 1)));
        assert_eq!(timeline(&survivor).created(code), None);
        assert_eq!(timeline(&survivor).vanished(code), None);
    }
}
