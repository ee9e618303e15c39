//! What each column of a table means, and what its figures are: saved as JSON and used again for the next edition of
//! the same table.
//!
//! Contract: a mapping read back equals the one that was written; a field that it does not know is refused, so that a
//! misspelt one is not passed over. May use: `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::formats::mapping_file::{self, MappingError, VERSION};
use crate::formats::number::Decimal;
use crate::model::dimension::keyed_enum;
use crate::model::period::Year;
use crate::model::{Aggregation, Dimension, Direction, Indicator, IndicatorId, Localized, NisVintage};

keyed_enum!(
    /// What a column means.
    #[derive(Default)]
    Role {
        /// Nothing that is read.
        #[default]
        Ignore = "ignore",
        /// Codes of municipalities.
        Nis = "nis",
        /// Names of municipalities.
        Name = "name",
        /// Years or dates.
        Year = "year",
        /// Months or quarters: its rows are parts of a year, which make a figure only where they are added up.
        Month = "month",
        /// Figures.
        Value = "value",
        /// Which figure the row is of (long tables).
        Indicator = "indicator",
        /// Unit of the row's figure.
        Unit = "unit",
        /// How certain the row's figure is.
        Status = "status",
        /// Only rows in which this column holds one value are read.
        Only = "only",
    }
);

/// What one column means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// Its header; where it has none, its position counts.
    #[serde(default)]
    pub header: String,
    /// What it means.
    pub role: Role,
    /// Figure that it holds, for [`Role::Value`]; in a long table with a column [`Role::Indicator`] that one says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Year of its figures, where the header says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Year>,
    /// The value of [`Role::Only`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
}

/// `factor × numerator ÷ denominator`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatioDraft {
    /// Identifier above the line.
    pub numerator: String,
    /// Identifier below the line.
    pub denominator: String,
    /// Factor, 100 for a percentage.
    pub factor: f64,
}

/// What a figure is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndicatorDraft {
    /// Identifier: that of a known indicator, whose figures are then changed, or a new one.
    pub id: String,
    /// Dutch name.
    pub name_nl: String,
    /// English name.
    pub name_en: String,
    /// Dutch definition.
    pub definition_nl: String,
    /// English definition.
    pub definition_en: String,
    /// Unit.
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// Dimension it says something of.
    pub dimension: Option<Dimension>,
    /// What a higher figure means.
    pub direction: Direction,
    /// Moment within the year.
    pub reference: String,
    /// A ratio of two others instead of a sum with figures of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<RatioDraft>,
    /// The word for it in a column [`Role::Indicator`], where that is not its identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

impl Default for IndicatorDraft {
    fn default() -> Self {
        Self {
            id: String::new(),
            name_nl: String::new(),
            name_en: String::new(),
            definition_nl: String::new(),
            definition_en: String::new(),
            unit: String::new(),
            decimals: 0,
            dimension: None,
            direction: Direction::Neutral,
            reference: String::new(),
            ratio: None,
            word: None,
        }
    }
}

impl IndicatorDraft {
    /// A new figure of this name.
    pub fn named(name: &str) -> Self {
        Self { id: identifier(name), name_nl: name.trim().to_owned(), ..Self::default() }
    }

    /// As a known indicator has it.
    pub fn of(known: &Indicator) -> Self {
        let text = |localized: &Localized, pick: fn(&Localized) -> &Option<Arc<str>>| {
            pick(localized).as_deref().unwrap_or_default().to_owned()
        };
        let ratio = match &known.aggregation {
            Aggregation::Sum => None,
            Aggregation::Ratio { numerator, denominator, factor } => Some(RatioDraft {
                numerator: numerator.to_string(),
                denominator: denominator.to_string(),
                factor: *factor,
            }),
        };
        Self {
            id: known.id.to_string(),
            name_nl: text(&known.name, |name| &name.nl),
            name_en: text(&known.name, |name| &name.en),
            definition_nl: text(&known.definition, |words| &words.nl),
            definition_en: text(&known.definition, |words| &words.en),
            unit: known.unit.to_string(),
            decimals: known.decimals,
            dimension: known.dimension,
            direction: known.direction,
            reference: known.reference.to_string(),
            ratio,
            word: None,
        }
    }

    /// The definition that it makes. `table` is the data set of its figures, `source` who made them.
    pub fn indicator(&self, table: &Arc<str>, source: &str, vintage: NisVintage) -> Indicator {
        // A name in one language serves for both until somebody gives the other.
        let both = |nl: &str, en: &str| match (nl.trim(), en.trim()) {
            (nl, "") => Localized::same(nl),
            ("", en) => Localized::same(en),
            (nl, en) => Localized::new(nl, en),
        };
        let aggregation = self.ratio.as_ref().map_or(Aggregation::Sum, |ratio| Aggregation::Ratio {
            numerator: IndicatorId::new(&ratio.numerator),
            denominator: IndicatorId::new(&ratio.denominator),
            factor: ratio.factor,
        });
        Indicator {
            id: IndicatorId::new(&self.id),
            name: both(&self.name_nl, &self.name_en),
            definition: both(&self.definition_nl, &self.definition_en),
            unit: self.unit.trim().into(),
            decimals: self.decimals.min(6),
            dimension: self.dimension,
            direction: self.direction,
            table: if self.ratio.is_some() { Arc::from("") } else { Arc::clone(table) },
            aggregation,
            reference: self.reference.trim().into(),
            provisional_from: None,
            status_note: Localized::default(),
            source: source.into(),
            is_default_choropleth: false,
            class_breaks: Box::default(),
            vintage,
        }
    }
}

/// Where a table comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceDraft {
    /// Title of the data set.
    pub title: String,
    /// Producer, and what must stand beside the figures.
    pub attribution: String,
    /// Licence, as its publisher names it.
    pub licence: String,
    /// Date of the edition, ISO 8601.
    pub date: String,
}

/// What a table means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Version of the format.
    pub regioscope_mapping: u32,
    /// Sheet; the first with a table where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row number of the last line of headers; 0 = there is none.
    pub header_row: u64,
    /// Lines of headers, the last included.
    #[serde(default = "one")]
    pub header_count: u64,
    /// Row number of a line with units below the headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units_row: Option<u64>,
    /// Columns in their order.
    pub columns: Vec<ColumnMapping>,
    /// Year of the whole table, where neither a column nor the headers say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Year>,
    /// Decimal sign of numbers that stand as text; found out where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "decimal_word")]
    pub decimal: Option<Decimal>,
    /// Of which year the codes are.
    #[serde(default)]
    pub vintage: NisVintage,
    /// Rows of one municipality and year are parts of a whole and are added up (by age, by month).
    #[serde(default)]
    pub adds_up: bool,
    /// What the figures are.
    #[serde(default)]
    pub indicators: Vec<IndicatorDraft>,
    /// Where the table comes from.
    #[serde(default)]
    pub source: SourceDraft,
}

const fn one() -> u64 {
    1
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            regioscope_mapping: VERSION,
            sheet: None,
            header_row: 0,
            header_count: 1,
            units_row: None,
            columns: Vec::new(),
            year: None,
            decimal: None,
            vintage: NisVintage::Detect,
            adds_up: false,
            indicators: Vec::new(),
            source: SourceDraft::default(),
        }
    }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_json(bytes: &[u8]) -> Result<Self, MappingError> {
        mapping_file::from_json(bytes, "reason-mapping-of-figures", |mapping: &Self| mapping.regioscope_mapping)
    }

    /// The mapping as a file.
    pub fn to_json(&self) -> Vec<u8> {
        mapping_file::to_json(self)
    }

    /// What is known of a figure, if anything.
    pub fn draft(&self, id: &str) -> Option<&IndicatorDraft> {
        self.indicators.iter().find(|draft| draft.id == id)
    }

    /// Gives a figure another identifier, wherever it is named.
    pub fn rename(&mut self, from: &str, to: &str) {
        for column in self.columns.iter_mut().filter(|column| column.indicator.as_deref() == Some(from)) {
            column.indicator = Some(to.to_owned());
        }
        for draft in &mut self.indicators {
            if draft.id == from {
                to.clone_into(&mut draft.id);
            }
            for part in draft.ratio.iter_mut().flat_map(|ratio| [&mut ratio.numerator, &mut ratio.denominator]) {
                if part == from {
                    to.clone_into(part);
                }
            }
        }
    }

    /// Adds what a figure is for each column that names one without, and drops what no column and no ratio needs.
    pub fn tidy(&mut self, known: &[Indicator]) {
        let mut wanted: BTreeMap<String, String> = BTreeMap::new();
        for column in self.columns.iter_mut().filter(|column| column.role == Role::Value) {
            let id = column.indicator.get_or_insert_with(|| identifier(&column.header));
            if id.is_empty() {
                "figure".clone_into(id);
            }
            wanted.entry(id.clone()).or_insert_with(|| column.header.clone());
        }
        let is_long = self.columns.iter().any(|column| column.role == Role::Indicator);
        self.indicators.retain(|draft| is_long || draft.ratio.is_some() || wanted.contains_key(&draft.id));
        if is_long {
            return;
        }
        for (id, header) in wanted {
            if self.draft(&id).is_none() {
                let draft = known.iter().find(|one| one.id.as_str() == id).map_or_else(
                    || IndicatorDraft { id: id.clone(), ..IndicatorDraft::named(&header) },
                    IndicatorDraft::of,
                );
                self.indicators.push(draft);
            }
        }
    }
}

/// An identifier made of a name: lower case letters and digits, other signs as `_`.
pub fn identifier(name: &str) -> String {
    const LONGEST: usize = 48;
    let folded = crate::model::fold::fold(name);
    let plain: String = folded.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '_' }).collect();
    plain.chars().take(LONGEST).collect::<String>().trim_matches('_').to_owned()
}

/// Whether a unit is that of a quotient, whose figures can't be added up over places.
pub fn is_quotient(unit: &str) -> bool {
    let folded = unit.to_lowercase();
    folded.contains(['%', '‰', '/'])
        || folded
            .split_whitespace()
            .any(|word| matches!(word, "per" | "procent" | "percent" | "promille" | "gemiddeld"))
}

/// `point` or `comma`.
pub(crate) mod decimal_word {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::formats::number::Decimal;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    pub fn serialize<S: Serializer>(decimal: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        match decimal {
            Some(Decimal::Comma) => serializer.serialize_str("comma"),
            Some(Decimal::Point) => serializer.serialize_str("point"),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        match Option::<String>::deserialize(deserializer)?.as_deref() {
            None => Ok(None),
            Some("comma") => Ok(Some(Decimal::Comma)),
            Some("point") => Ok(Some(Decimal::Point)),
            Some(other) => Err(serde::de::Error::custom(format!("decimal is point or comma, not {other:?}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_comes_back_as_it_was_written() {
        let mapping = Mapping {
            sheet: Some("Blad 1".into()),
            header_row: 3,
            header_count: 2,
            units_row: Some(4),
            columns: vec![
                ColumnMapping { header: "NIS".into(), role: Role::Nis, ..ColumnMapping::default() },
                ColumnMapping {
                    header: "2020".into(),
                    role: Role::Value,
                    indicator: Some("bikes".into()),
                    year: Some(2020),
                    only: None,
                },
            ],
            decimal: Some(Decimal::Comma),
            vintage: NisVintage::Carried2025,
            adds_up: true,
            indicators: vec![IndicatorDraft::named("Fietsen")],
            ..Mapping::default()
        };
        assert_eq!(Mapping::from_json(&mapping.to_json()).expect("a mapping"), mapping);
    }

    #[test]
    fn what_is_no_mapping_is_refused_with_a_reason() {
        for (text, part) in [
            ("{", "reason-not-mapping"),
            (r#"{"regioscope_mapping": 2, "header_row": 1, "columns": []}"#, "reason-mapping-version 2"),
            (r#"{"regioscope_mapping": 1, "header_row": 1, "columns": [], "vintge": "2019"}"#, "vintge"),
        ] {
            let error = Mapping::from_json(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn a_new_identifier_is_followed_everywhere() {
        let mut mapping = Mapping {
            columns: vec![ColumnMapping { role: Role::Value, header: "Laadpalen".into(), ..ColumnMapping::default() }],
            ..Mapping::default()
        };
        mapping.tidy(&[]);
        mapping.indicators.push(IndicatorDraft {
            id: "share".into(),
            ratio: Some(RatioDraft { numerator: "laadpalen".into(), denominator: "population".into(), factor: 1000.0 }),
            ..IndicatorDraft::default()
        });
        mapping.rename("laadpalen", "chargers");
        mapping.tidy(&[]);
        assert_eq!(mapping.columns[0].indicator.as_deref(), Some("chargers"));
        assert_eq!(mapping.indicators.len(), 2);
        assert_eq!(mapping.indicators[1].ratio.as_ref().map(|ratio| ratio.numerator.as_str()), Some("chargers"));
    }

    #[test]
    fn quotients_are_known_by_their_unit() {
        for unit in ["%", "‰", "EUR/inwoner", "per 1000 inwoners", "procent"] {
            assert!(is_quotient(unit), "{unit}");
        }
        for unit in ["aantal", "EUR", "ha", "personen"] {
            assert!(!is_quotient(unit), "{unit}");
        }
    }
}
