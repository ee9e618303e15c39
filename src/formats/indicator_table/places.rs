//! Which municipality, region or nothing a cell names: codes of any vintage, names in any language, old names.
//!
//! Contract: a code stays as it is in the table; a name gives every code that bore it, and the year of the figure
//! chooses. Nothing is guessed between two municipalities. May use: `model`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::{Date, date};

use crate::formats::sheet::Cell;
use crate::model::fold::fold;
use crate::model::period::Year;
use crate::model::{MergerTimeline, Municipality, Nis, NisVintage, Province, Region, town_words};

/// What a cell of a column with places names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A code of a municipality of Flanders or Brussels, of any vintage.
    Code(Nis),
    /// A name that these codes bore, oldest first.
    Named(Vec<Nis>),
    /// A region, province, arrondissement or the whole of a table.
    Total {
        /// It is the Flemish Region.
        is_flanders: bool,
    },
    /// A municipality elsewhere in Belgium.
    Outside,
    /// What could not be placed (99991, 99992, 99999).
    Unlocated,
    /// Nothing that is known.
    Unknown,
}

/// Since when and until when a code is valid.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    from: Option<Date>,
    until: Option<Date>,
}

/// Every municipality of Flanders and Brussels that there is or was, by code and name.
#[derive(Clone, Debug, Default)]
pub struct PlaceBook {
    lives: BTreeMap<Nis, Life>,
    names: HashMap<String, Vec<Nis>>,
    flemish: BTreeSet<Nis>,
    provinces: BTreeMap<Nis, Province>,
    /// Municipalities of today by postal code.
    postal: BTreeMap<u16, Vec<Nis>>,
    timeline: MergerTimeline,
}

impl PlaceBook {
    /// Of the municipalities of today, their other names, and the mergers before.
    pub fn new(rows: &[Municipality], aliases: &[(Arc<str>, Nis)], timeline: &MergerTimeline) -> Self {
        let mut book = Self { timeline: timeline.clone(), ..Self::default() };
        for row in rows {
            book.lives.entry(row.nis).or_default();
            book.provinces.insert(row.nis, row.province);
            for code in &row.postal_codes {
                book.postal.entry(*code).or_default().push(row.nis);
            }
            if row.region == Region::Flanders {
                book.flemish.insert(row.nis);
            }
            book.add_name(&row.name, row.nis);
            row.name_fr.iter().chain(&row.name_de).for_each(|name| book.add_name(name, row.nis));
        }
        for merger in timeline.mergers().iter().filter(|merger| merger.old != merger.new) {
            book.lives.entry(merger.old).or_default().until = Some(merger.effective);
            book.add_name(&merger.old_name, merger.old);
        }
        for (alias, nis) in aliases {
            // A part of a municipality (Sint-Amandsberg) says nothing where a municipality bore its name.
            if !book.names.contains_key(&fold(alias)) {
                book.add_name(alias, *nis);
            }
        }
        book.date_births();
        let lives = &book.lives;
        let until = |nis: &Nis| lives.get(nis).and_then(|life| life.until).unwrap_or(Date::MAX);
        for codes in book.names.values_mut() {
            codes.sort_by_key(|nis| (until(nis), *nis));
        }
        book
    }

    fn add_name(&mut self, name: &str, nis: Nis) {
        let codes = self.names.entry(fold(name)).or_default();
        if !codes.contains(&nis) {
            codes.push(nis);
        }
    }

    /// A code that several went up in at once was made then; one that took others in was there before.
    fn date_births(&mut self) {
        let mut parties: BTreeMap<(Nis, Date), usize> = BTreeMap::new();
        for merger in self.timeline.mergers().iter().filter(|merger| merger.old != merger.new) {
            *parties.entry((merger.new, merger.effective)).or_default() += 1;
        }
        let mut first: BTreeMap<Nis, (Date, usize)> = BTreeMap::new();
        for ((nis, day), count) in parties {
            first.entry(nis).or_insert((day, count));
        }
        for (nis, (day, count)) in first {
            if count > 1 {
                self.lives.entry(nis).or_default().from = Some(day);
            }
        }
    }

    /// The mergers.
    pub const fn timeline(&self) -> &MergerTimeline {
        &self.timeline
    }

    /// Whether the code is or became a part of a Flemish municipality of today.
    pub fn is_flemish(&self, nis: Nis) -> bool {
        self.flemish.contains(&self.timeline.today(nis))
    }

    /// Whether the code was valid on a day.
    pub fn existed(&self, nis: Nis, day: Date) -> bool {
        self.lives
            .get(&nis)
            .is_some_and(|life| life.from.is_none_or(|from| from <= day) && life.until.is_none_or(|until| day < until))
    }

    /// The day on which a code vanished.
    pub fn vanished(&self, nis: Nis) -> Option<Date> {
        self.lives.get(&nis).and_then(|life| life.until)
    }

    /// What a cell of a column with codes names. Codes may stand as numbers, or after the name of a level of areas
    /// (`gemeente_11002`).
    pub fn code(&self, cell: &Cell) -> Place {
        let shown = cell.shown();
        let digits = shown.rsplit('_').next().unwrap_or_default().trim();
        let digits = digits.strip_suffix(".0").unwrap_or(digits);
        let is_code = matches!(digits.len(), 4 | 5) && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse::<u32>() {
            Ok(number) if is_code => self.numbered(number),
            _ if is_total(&shown) => Place::Total { is_flanders: is_flanders(&shown) },
            _ => Place::Unknown,
        }
    }

    fn numbered(&self, number: u32) -> Place {
        // Statbel and Provincies in Cijfers number regions, provinces and arrondissements by thousands; the two parts
        // of Brabant are 20001 and 20002.
        if number.is_multiple_of(1000) || matches!(number, 20_001 | 20_002) {
            return Place::Total { is_flanders: number == 2_000 };
        }
        if matches!(number, 99_991 | 99_992 | 99_999) {
            return Place::Unlocated;
        }
        match Nis::try_from(number) {
            Ok(nis) if self.lives.contains_key(&nis) => Place::Code(nis),
            // Arrondissements of the Walloon Region (Statbel): 25 Nivelles, 51 to 58, 61 to 64, 81 to 85, 91 to 93.
            Ok(nis) if matches!(nis.arrondissement_code(), 25 | 51..=58 | 61..=64 | 81..=85 | 91..=93) => {
                Place::Outside
            }
            _ => Place::Unknown,
        }
    }

    /// What a cell of a column with names names.
    pub fn name(&self, cell: &Cell) -> Place {
        let Cell::Text(text) = cell else { return Place::Unknown };
        if let Some(codes) = self.names.get(&fold(text)) {
            return Place::Named(codes.clone());
        }
        if is_total(text) {
            return Place::Total { is_flanders: is_flanders(text) };
        }
        let found = self.spelled(text).or_else(|| self.coded(text)).or_else(|| self.qualified(text));
        found.map_or_else(|| self.code(cell), Place::Named)
    }

    /// The codes that bore a name, however it is spelt.
    fn spelled(&self, text: &str) -> Option<Vec<Nis>> {
        town_words::spellings(&fold(text)).iter().find_map(|name| self.names.get(name)).cloned()
    }

    /// "9000 Gent": the codes of that name that lie, today, in a municipality with that postal code.
    fn coded(&self, text: &str) -> Option<Vec<Nis>> {
        let (code, name) = town_words::coded(text)?;
        let here = self.postal.get(&code)?;
        let mut codes = self.spelled(name)?;
        codes.retain(|nis| here.contains(&self.timeline.today(*nis)));
        (!codes.is_empty()).then_some(codes)
    }

    /// "Hove (Antwerpen)", "Brussel / Bruxelles". A part of another municipality ("Halle (Zoersel)") and two of them
    /// ("Gent/Aalst") are none: their figure is not that of the first.
    fn qualified(&self, text: &str) -> Option<Vec<Nis>> {
        let short = text.split(['(', '/']).next().filter(|short| short.len() < text.len())?;
        let codes = self.spelled(short)?;
        let Some((_, beside)) = town_words::qualified(text) else { return Some(codes) };
        if let Some(province) = town_words::province(beside) {
            let lies_there = |nis: &Nis| self.provinces.get(&self.timeline.today(*nis)) == Some(&province);
            let there: Vec<Nis> = codes.iter().copied().filter(lies_there).collect();
            if !there.is_empty() {
                return Some(there);
            }
        }
        let today = |codes: &[Nis]| codes.iter().map(|nis| self.timeline.today(*nis)).collect::<BTreeSet<Nis>>();
        let is_other = self.spelled(beside).is_some_and(|other| today(&other).is_disjoint(&today(&codes)));
        (!is_other).then_some(codes)
    }

    /// Of the codes that a name had, that of a year's figure. `is_of_the_time` tells of a date of mergers whether the
    /// table holds, in that year, codes or names that vanished then.
    pub fn choose(
        &self,
        codes: &[Nis],
        year: Year,
        vintage: NisVintage,
        is_of_the_time: impl Fn(Date) -> bool,
    ) -> Option<Nis> {
        let day = reference_day(year, vintage);
        let valid = |nis: &&Nis| self.existed(**nis, day);
        match vintage {
            NisVintage::Detect => codes.iter().copied().find(|nis| {
                let Some(until) = self.vanished(*nis) else { return true };
                first_day(year) < until && (codes.len() == 1 || is_of_the_time(until))
            }),
            _ => codes.iter().find(valid).copied(),
        }
        // A name that no municipality bore then is still a sign of a municipality: its last code.
        .or_else(|| codes.last().copied())
    }

    /// Every code that went up in `code` after 1 January of `year`, at whatever remove, with the day on which.
    pub fn parts_after(&self, code: Nis, year: Year) -> Vec<(Nis, Date)> {
        let mut found = Vec::new();
        let mut wanted = vec![code];
        while let Some(new) = wanted.pop() {
            for merger in self.timeline.mergers() {
                let is_part = merger.new == new && merger.old != new && merger.effective > first_day(year);
                if is_part && !found.iter().any(|(known, _)| *known == merger.old) {
                    found.push((merger.old, merger.effective));
                    wanted.push(merger.old);
                }
            }
        }
        found
    }

    /// Whether a code may stand for a year in a table of this vintage.
    pub fn is_valid(&self, nis: Nis, year: Year, vintage: NisVintage) -> bool {
        vintage == NisVintage::Detect || self.existed(nis, reference_day(year, vintage))
    }
}

/// 1 January of a year.
pub fn first_day(year: Year) -> Date {
    date(year.clamp(-9999, 9999), 1, 1)
}

/// The day whose borders a year's figures have.
fn reference_day(year: Year, vintage: NisVintage) -> Date {
    let carried_to = match vintage {
        NisVintage::Detect | NisVintage::OfTheYear => Year::MIN,
        NisVintage::Carried2019 => 2019,
        NisVintage::Carried2025 => 2025,
    };
    first_day(year.max(carried_to))
}

/// Words that name Flanders as a whole.
const FLANDERS: [&str; 6] =
    ["vlaams gewest", "vlaanderen", "het vlaamse gewest", "flanders", "flemish region", "region flamande"];

/// Words that name another whole.
const WHOLES: [&str; 22] = [
    "belgie",
    "belgique",
    "belgium",
    "belgien",
    "het rijk",
    "rijk",
    "royaume",
    "brussels hoofdstedelijk gewest",
    "brussels gewest",
    "brussels capital region",
    "region de bruxelles capitale",
    "region bruxelloise",
    "waals gewest",
    "wallonie",
    "wallonia",
    "region wallonne",
    "duitstalige gemeenschap",
    "totaal",
    "total",
    "algemeen totaal",
    "eindtotaal",
    "grand total",
];

fn is_flanders(text: &str) -> bool {
    FLANDERS.contains(&&*fold(text))
}

fn is_total(text: &str) -> bool {
    const BEGINNINGS: [&str; 10] = [
        "provincie ",
        "province ",
        "provincies ",
        "prov ",
        "arrondissement ",
        "arr ",
        "gewest ",
        "totaal ",
        "total ",
        "subtotaal ",
    ];
    let folded = fold(text);
    FLANDERS.contains(&&*folded)
        || WHOLES.contains(&&*folded)
        || BEGINNINGS.iter().any(|beginning| folded.starts_with(beginning))
}
