//! What an import would change: figures added, revised, the same, and replaced by others of the same ground; the sum
//! over Flanders beside the former; what stands in its way.
//!
//! Contract: nothing is changed here. [`Plan::patches`] makes the change and the one that takes it back. May use:
//! `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::TableRead;
use super::mapping::{IndicatorDraft, Mapping, is_quotient};
use super::places::{PlaceBook, first_day};
use crate::model::dimension::keyed_enum;
use crate::model::period::Year;
use crate::model::{
    Aggregation, Indicator, IndicatorId, IndicatorImport, IndicatorPatch, IndicatorRevision, IndicatorValue,
    KnownValue, Nis, NisVintage, Source, ValueChange,
};

keyed_enum!(
    /// Why a figure can't be imported as it is.
    Problem {
        /// It has no name.
        NoName = "no_name",
        /// Its identifier is not made of lower case letters, digits and `_`.
        BadIdentifier = "bad_identifier",
        /// It has no unit.
        NoUnit = "no_unit",
        /// It is a percentage or another quotient, whose figures can't be added up over mergers.
        Quotient = "quotient",
        /// It is a ratio, one part of which is not known.
        RatioPart = "ratio_part",
        /// It is a known ratio, which has no figures of its own.
        KnownRatio = "known_ratio",
    }
);

/// What is known before the import.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// Definitions.
    pub definitions: &'a [Indicator],
    /// Those that the user added.
    pub own: &'a BTreeSet<IndicatorId>,
    /// Figures of the indicators that the table is of.
    pub values: &'a BTreeMap<IndicatorId, Vec<KnownValue>>,
    /// Data sets.
    pub sources: &'a [Source],
}

/// The sum of a year over the municipalities of Flanders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlemishSum {
    /// Year.
    pub year: Year,
    /// Before, with the number of municipalities.
    pub before: Option<(f64, usize)>,
    /// After.
    pub after: Option<(f64, usize)>,
    /// As the table itself says it.
    pub stated: Option<f64>,
}

/// What happens to one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorPlan {
    /// Its definition after the import.
    pub definition: Indicator,
    /// There was none of this identifier.
    pub is_new: bool,
    /// It came with the program: its definition stays as it is.
    pub is_fixed: bool,
    /// The definition changes.
    pub is_redefined: bool,
    /// New figures.
    pub added: Vec<IndicatorValue>,
    /// Revised figures, the former one first.
    pub changed: Vec<(IndicatorValue, IndicatorValue)>,
    /// Figures that are the same.
    pub unchanged_count: u64,
    /// Figures of former municipalities that a figure of their successor takes the place of.
    pub superseded: Vec<IndicatorValue>,
    /// Vanished codes that occur.
    pub old_codes: Vec<Nis>,
    /// Sums by year.
    pub sums: Vec<FlemishSum>,
    /// What stands in the way.
    pub problem: Option<Problem>,
}

impl IndicatorPlan {
    /// Whether anything changes.
    pub fn has_changes(&self) -> bool {
        self.is_redefined || !self.added.is_empty() || !self.changed.is_empty() || !self.superseded.is_empty()
    }
}

/// What an import would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// By indicator, those with figures first.
    pub indicators: Vec<IndicatorPlan>,
}

impl Plan {
    /// Whether nothing stands in the way and something changes.
    pub fn can_go(&self) -> bool {
        self.indicators.iter().all(|one| one.problem.is_none())
            && self.indicators.iter().any(IndicatorPlan::has_changes)
    }

    /// The first thing that stands in the way.
    pub fn problem(&self) -> Option<(&IndicatorPlan, Problem)> {
        self.indicators.iter().find_map(|one| Some((one, one.problem?)))
    }

    /// Figures added, revised, the same and replaced, over all indicators.
    pub fn counts(&self) -> [u64; 4] {
        let sum = |count: &dyn Fn(&IndicatorPlan) -> u64| self.indicators.iter().map(count).sum();
        [
            sum(&|one| one.added.len() as u64),
            sum(&|one| one.changed.len() as u64),
            sum(&|one| one.unchanged_count),
            sum(&|one| one.superseded.len() as u64),
        ]
    }

    /// The change, and the one that takes it back.
    pub fn patches(
        &self,
        before: Before<'_>,
        source: &Source,
        import: &IndicatorImport,
    ) -> (IndicatorPatch, IndicatorPatch) {
        let mut forth =
            IndicatorPatch { import: Some(import.clone()), sources: vec![source.clone()], ..Default::default() };
        let mut back = IndicatorPatch { undone: Some(Arc::clone(&import.id)), ..IndicatorPatch::default() };
        match before.sources.iter().find(|known| known.id == source.id) {
            Some(known) => back.sources.push(known.clone()),
            None => back.remove_sources.push(Arc::clone(&source.id)),
        }
        for one in &self.indicators {
            one.define(before, &mut forth, &mut back);
            one.write(before, import, &mut forth, &mut back);
        }
        (forth, back)
    }
}

impl IndicatorPlan {
    fn define(&self, before: Before<'_>, forth: &mut IndicatorPatch, back: &mut IndicatorPatch) {
        if !self.is_redefined {
            return;
        }
        forth.put.push(self.definition.clone());
        match before.definitions.iter().find(|known| known.id == self.definition.id) {
            Some(known) => back.put.push(known.clone()),
            None => back.remove.push(self.definition.id.clone()),
        }
    }

    fn write(
        &self,
        before: Before<'_>,
        import: &IndicatorImport,
        forth: &mut IndicatorPatch,
        back: &mut IndicatorPatch,
    ) {
        let indicator = &self.definition.id;
        let change = |row: &IndicatorValue, is_there: bool, import: Option<Arc<str>>| ValueChange {
            indicator: indicator.clone(),
            nis: row.nis,
            year: row.year,
            value: is_there.then_some((row.value, row.status)),
            import,
        };
        let known: BTreeMap<(Nis, Year), &KnownValue> = known_by_place(before, indicator);
        let restore = |row: &IndicatorValue| {
            let import = known.get(&(row.nis, row.year)).and_then(|known| known.import.clone());
            change(row, true, import)
        };
        let by = || Some(Arc::clone(&import.id));
        let revised = |row: &IndicatorValue| IndicatorRevision {
            indicator: indicator.clone(),
            nis: row.nis,
            year: row.year,
            value: row.value,
            status: row.status,
            replaced: import.at,
            replaced_by: Arc::clone(&import.id),
        };
        for row in &self.added {
            forth.values.push(change(row, true, by()));
            back.values.push(change(row, false, None));
        }
        for (former, row) in &self.changed {
            forth.values.push(change(row, true, by()));
            forth.revisions.push(revised(former));
            back.values.push(restore(former));
        }
        for former in &self.superseded {
            forth.values.push(change(former, false, None));
            forth.revisions.push(revised(former));
            back.values.push(restore(former));
        }
    }
}

fn known_by_place<'a>(before: Before<'a>, indicator: &IndicatorId) -> BTreeMap<(Nis, Year), &'a KnownValue> {
    let rows = before.values.get(indicator).into_iter().flatten();
    rows.map(|known| ((known.value.nis, known.value.year), known)).collect()
}

/// Compares what a table gave with what is known.
pub fn plan(read: &TableRead, mapping: &Mapping, before: Before<'_>, book: &PlaceBook, source: &Source) -> Plan {
    let mut indicators: Vec<IndicatorPlan> = read
        .values
        .iter()
        .map(|(id, values)| {
            let draft = mapping.draft(id.as_str()).cloned();
            let draft =
                draft.unwrap_or_else(|| IndicatorDraft { id: id.to_string(), ..IndicatorDraft::named(id.as_str()) });
            let planned = definition(&draft, mapping, before, source);
            compared(planned, read, values, mapping.vintage, before, book)
        })
        .collect();
    let ratios = mapping.indicators.iter().filter(|draft| draft.ratio.is_some());
    let ratios: Vec<IndicatorPlan> = ratios
        .filter(|draft| !read.values.contains_key(&IndicatorId::new(&draft.id)))
        .map(|draft| definition(draft, mapping, before, source))
        .collect();
    indicators.extend(ratios);
    let known: BTreeSet<IndicatorId> = before
        .definitions
        .iter()
        .map(|known| &known.id)
        .chain(indicators.iter().map(|one| &one.definition.id))
        .cloned()
        .collect();
    for one in &mut indicators {
        one.problem = problem(one, read, &known);
    }
    Plan { indicators }
}

fn definition(draft: &IndicatorDraft, mapping: &Mapping, before: Before<'_>, source: &Source) -> IndicatorPlan {
    let id = IndicatorId::new(&draft.id);
    let known = before.definitions.iter().find(|known| known.id == id);
    let is_fixed = known.is_some() && !before.own.contains(&id);
    let has_values = before.values.get(&id).is_some_and(|values| !values.is_empty());
    // Figures of several imports may be of several vintages: then each year tells for itself.
    let vintage = match known {
        Some(known) if has_values && known.vintage != mapping.vintage => NisVintage::Detect,
        _ => mapping.vintage,
    };
    let drafted = draft.indicator(&source.id, producer(mapping, source), vintage);
    let definition = match known {
        Some(known) if is_fixed => known.clone(),
        // What a draft does not say stays as it is.
        Some(known) => Indicator {
            table: if known.table.is_empty() { drafted.table } else { Arc::clone(&known.table) },
            provisional_from: known.provisional_from,
            status_note: known.status_note.clone(),
            is_default_choropleth: known.is_default_choropleth,
            class_breaks: known.class_breaks.clone(),
            source: if mapping.source.attribution.is_empty() { Arc::clone(&known.source) } else { drafted.source },
            ..drafted
        },
        None => drafted,
    };
    IndicatorPlan {
        is_new: known.is_none(),
        is_fixed,
        is_redefined: !is_fixed && known != Some(&definition),
        definition,
        added: Vec::new(),
        changed: Vec::new(),
        unchanged_count: 0,
        superseded: Vec::new(),
        old_codes: Vec::new(),
        sums: Vec::new(),
        problem: None,
    }
}

fn producer<'a>(mapping: &'a Mapping, source: &'a Source) -> &'a str {
    if mapping.source.attribution.is_empty() { &source.title } else { &mapping.source.attribution }
}

fn compared(
    mut one: IndicatorPlan,
    read: &TableRead,
    values: &[IndicatorValue],
    vintage: NisVintage,
    before: Before<'_>,
    book: &PlaceBook,
) -> IndicatorPlan {
    let known = known_by_place(before, &one.definition.id);
    for row in values {
        match known.get(&(row.nis, row.year)).map(|known| known.value) {
            None => one.added.push(*row),
            Some(former) if former.value == row.value && former.status == row.status => one.unchanged_count += 1,
            Some(former) => one.changed.push((former, *row)),
        }
    }
    one.superseded = superseded(values, &known, vintage, book);
    let old: BTreeSet<Nis> = values.iter().map(|row| row.nis).filter(|nis| book.vanished(*nis).is_some()).collect();
    one.old_codes = old.into_iter().collect();
    one.sums = sums(&one, read, values, &known, book);
    one
}

/// Known figures of ground that coming figures are of too: left beside them they would count twice, or hide them.
fn superseded(
    values: &[IndicatorValue],
    known: &BTreeMap<(Nis, Year), &KnownValue>,
    vintage: NisVintage,
    book: &PlaceBook,
) -> Vec<IndicatorValue> {
    let coming: BTreeSet<(Nis, Year)> = values.iter().map(|row| (row.nis, row.year)).collect();
    let mut gone = parts_taken_in(values, &coming, known, vintage, book);
    gone.extend(wholes_taken_apart(&coming, known, book));
    gone.into_iter().filter_map(|key| Some(known.get(&key)?.value)).collect()
}

/// Figures of former municipalities whose successor's figure comes.
fn parts_taken_in(
    values: &[IndicatorValue],
    coming: &BTreeSet<(Nis, Year)>,
    known: &BTreeMap<(Nis, Year), &KnownValue>,
    vintage: NisVintage,
    book: &PlaceBook,
) -> BTreeSet<(Nis, Year)> {
    let carried_to = match vintage {
        NisVintage::OfTheYear => return BTreeSet::new(),
        NisVintage::Carried2019 => first_day(2019),
        NisVintage::Carried2025 | NisVintage::Detect => jiff::civil::Date::MAX,
    };
    // A survivor of a merger (Antwerpen) bears its code before and after: only a vintage that is known tells.
    let is_clear = |row: &&IndicatorValue| vintage != NisVintage::Detect || !book.existed(row.nis, first_day(row.year));
    let parts = values.iter().filter(is_clear).flat_map(|row| {
        let after = book.parts_after(row.nis, row.year).into_iter();
        after.filter(|(_, day)| *day <= carried_to).map(|(part, _)| (part, row.year))
    });
    parts.filter(|key| !coming.contains(key) && known.contains_key(key)).collect()
}

/// Figures of municipalities that did not exist yet, all of whose parts come.
fn wholes_taken_apart(
    coming: &BTreeSet<(Nis, Year)>,
    known: &BTreeMap<(Nis, Year), &KnownValue>,
    book: &PlaceBook,
) -> BTreeSet<(Nis, Year)> {
    let is_taken_apart = |(nis, year): &&(Nis, Year)| {
        let day = first_day(*year);
        let parts = || book.parts_after(*nis, *year).into_iter().filter(|(part, _)| book.existed(*part, day));
        !coming.contains(&(*nis, *year))
            && !book.existed(*nis, day)
            && parts().next().is_some()
            && parts().all(|(part, _)| coming.contains(&(part, *year)))
    };
    known.keys().filter(is_taken_apart).copied().collect()
}

fn sums(
    one: &IndicatorPlan,
    read: &TableRead,
    values: &[IndicatorValue],
    known: &BTreeMap<(Nis, Year), &KnownValue>,
    book: &PlaceBook,
) -> Vec<FlemishSum> {
    if one.definition.aggregation != Aggregation::Sum {
        return Vec::new();
    }
    let years: BTreeSet<Year> = values.iter().map(|row| row.year).collect();
    let gone: BTreeSet<(Nis, Year)> = one.superseded.iter().map(|row| (row.nis, row.year)).collect();
    let mut after: BTreeMap<(Nis, Year), f64> =
        known.iter().filter(|(key, _)| !gone.contains(key)).map(|(key, known)| (*key, known.value.value)).collect();
    after.extend(values.iter().map(|row| ((row.nis, row.year), row.value)));
    let total = |rows: &mut dyn Iterator<Item = (Nis, f64)>| {
        let flemish = rows.filter(|(nis, _)| book.is_flemish(*nis));
        let (sum, count) = flemish.fold((0.0, 0), |(sum, count), (_, value)| (sum + value, count + 1));
        (count > 0).then_some((sum, count))
    };
    let of_year = |year: Year| {
        let mut was =
            known.iter().filter(|((_, of), _)| *of == year).map(|((nis, _), known)| (*nis, known.value.value));
        let mut is = after.iter().filter(|((_, of), _)| *of == year).map(|((nis, _), value)| (*nis, *value));
        let stated = read.stated.get(&(one.definition.id.clone(), year)).copied();
        FlemishSum { year, before: total(&mut was), after: total(&mut is), stated }
    };
    years.into_iter().map(of_year).collect()
}

fn problem(one: &IndicatorPlan, read: &TableRead, known: &BTreeSet<IndicatorId>) -> Option<Problem> {
    let has_values = !one.added.is_empty() || !one.changed.is_empty() || one.unchanged_count > 0;
    if one.is_fixed {
        let is_ratio = one.definition.aggregation != Aggregation::Sum;
        return (is_ratio && has_values).then_some(Problem::KnownRatio);
    }
    let id = one.definition.id.as_str();
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if id.is_empty() || id.len() > 64 || !id.bytes().all(is_plain) || id == "area_ha" {
        return Some(Problem::BadIdentifier);
    }
    if one.definition.name.is_empty() {
        return Some(Problem::NoName);
    }
    if one.definition.unit.is_empty() {
        return Some(Problem::NoUnit);
    }
    match &one.definition.aggregation {
        // Another name for the unit makes no sums of percentages.
        Aggregation::Sum => {
            let is_part = read.parts.contains(&one.definition.id) || is_quotient(&one.definition.unit);
            is_part.then_some(Problem::Quotient)
        }
        Aggregation::Ratio { .. } if has_values => Some(Problem::KnownRatio),
        Aggregation::Ratio { numerator, denominator, factor } => {
            let is_known =
                |part: &IndicatorId| *part != one.definition.id && (known.contains(part) || part.as_str() == "area_ha");
            let is_whole = is_known(numerator) && is_known(denominator) && factor.is_finite() && *factor != 0.0;
            (!is_whole).then_some(Problem::RatioPart)
        }
    }
}
