//! Series of indicators and figures in words: places, units, moments, reasons, mergers; the same in the window, in
//! pictures and in reports.
//!
//! May use: `query`, `workspace`, `model`, `text`.

use super::{Basis, Value};
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::period::Year;
use crate::model::{Aggregation, Indicator, Nis, ValueStatus};
use crate::query::series::{MergerMark, Series, SeriesPlace};
use crate::text::Text;
use crate::workspace::{Borders, Indicators, Scale, Workspace};

/// More names than this are told by another sentence.
const MANY_NAMES: usize = 6;

/// Whether it is a ratio, which is not divided once more.
pub const fn is_ratio(indicator: &Indicator) -> bool {
    matches!(indicator.aggregation, Aggregation::Ratio { .. })
}

/// The scale that applies where one is asked for: a ratio knows only itself and its index.
pub const fn scale_of(asked: Scale, indicator: &Indicator) -> Scale {
    match asked {
        Scale::PerThousandInhabitants | Scale::PerSquareKilometre if is_ratio(indicator) => Scale::Absolute,
        scale => scale,
    }
}

/// Decimals of an indicator on a scale that applies.
pub const fn decimals(indicator: &Indicator, scale: Scale) -> u8 {
    match scale {
        Scale::Absolute => indicator.decimals,
        Scale::Index | Scale::PerSquareKilometre => 1,
        Scale::PerThousandInhabitants => 2,
    }
}

/// How far into its year a figure stands, as a part of the year: 1 January at the start, a whole year in the middle, the
/// fourth quarter late.
pub fn offset(indicators: &Indicators, indicator: &Indicator) -> f64 {
    let reference = |indicator: &Indicator| match &*indicator.reference {
        "Q4" => 0.875,
        "1 January" => 0.0,
        _ => 0.5,
    };
    match &indicator.aggregation {
        // A ratio happens when what is counted in it happens.
        Aggregation::Ratio { numerator, .. } if indicator.reference.is_empty() => {
            indicators.definition(numerator).map_or(0.0, reference)
        }
        _ => reference(indicator),
    }
}

/// The same of a figure; what is no indicator is of the whole year.
pub fn figure_offset(indicators: &Indicators, figure: &FigureRef) -> f64 {
    match &figure.base {
        FigureBase::Indicator(id) => indicators.definition(id).map_or(0.5, |indicator| offset(indicators, indicator)),
        _ => 0.5,
    }
}

/// A day on an axis of years.
pub fn in_years(date: jiff::civil::Date) -> f64 {
    f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 365.25
}

/// Years in which any series has a figure, ascending.
pub fn years_with_figures(series: &[Series]) -> Vec<Year> {
    let known = series.iter().flat_map(|one| &one.points).filter(|point| point.value.is_some());
    let mut years: Vec<Year> = known.map(|point| point.year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The codes that were added into a value.
pub fn merged_codes(value: &Value) -> &[Nis] {
    match &value.basis {
        Basis::Indicator(figure) => &figure.merged_from,
        Basis::Divided { above, .. } => merged_codes(above),
        Basis::Against { own, .. } => merged_codes(own),
        Basis::Projects(_) | Basis::Sensors(_) => &[],
    }
}

/// What words are made from.
#[derive(Clone, Copy, Debug)]
pub struct SeriesWords<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// Texts.
    pub text: &'a Text,
}

impl SeriesWords<'_> {
    /// Name of a municipality of today or of the past.
    pub fn municipality(&self, nis: Nis) -> String {
        let today = self.workspace.municipalities.get(nis).map(|row| row.name.to_string());
        today.or_else(|| self.old_name(nis)).unwrap_or_else(|| nis.to_string())
    }

    /// Name that a code had: its own before it vanished, else that of today.
    pub fn former_name(&self, nis: Nis) -> String {
        self.old_name(nis).unwrap_or_else(|| self.municipality(nis))
    }

    fn old_name(&self, nis: Nis) -> Option<String> {
        let mut mergers = self.workspace.municipalities.timeline().mergers().iter();
        mergers.find(|merger| merger.old == nis).map(|merger| merger.old_name.to_string())
    }

    /// Name of a code in the borders of the time: where its successor has the same name, with the last year of the code.
    pub fn former(&self, nis: Nis) -> String {
        let timeline = self.workspace.municipalities.timeline();
        let name = self.municipality(nis);
        match timeline.vanished(nis) {
            Some(date) if name == self.municipality(timeline.today(nis)) => {
                let year = (date.year() - 1).to_string();
                self.text.with("indicators-former", &[("name", name.into()), ("year", year.into())])
            }
            _ => name,
        }
    }

    /// Name of a place: in the borders of today a former code stands for what it went up in.
    pub fn place(&self, place: &SeriesPlace, borders: Borders) -> String {
        match place {
            SeriesPlace::Flanders => self.text.get("indicators-flanders"),
            SeriesPlace::Region(region) => region.name.to_string(),
            SeriesPlace::Municipality(nis) if borders == Borders::Today => {
                self.municipality(self.workspace.municipalities.timeline().today(*nis))
            }
            SeriesPlace::Municipality(nis) => self.former(*nis),
        }
    }

    /// Unit of an indicator on a scale that applies; `year` is what the index refers to.
    pub fn unit(&self, indicator: &Indicator, scale: Scale, year: &str) -> String {
        let own = super::definition::unit_word(&indicator.unit, self.text);
        match scale {
            Scale::Absolute => own,
            Scale::PerThousandInhabitants => self.text.with("indicators-per-thousand", &[("unit", own.into())]),
            Scale::PerSquareKilometre => self.text.with("indicators-per-km2", &[("unit", own.into())]),
            Scale::Index => self.text.with("indicators-index", &[("year", year.into())]),
        }
    }

    /// Moment within the year.
    pub fn reference(&self, indicator: &Indicator) -> String {
        match &*indicator.reference {
            "1 January" => self.text.get("indicators-reference-january"),
            "Q4" => self.text.get("indicators-reference-q4"),
            _ => self.text.get("indicators-reference-year"),
        }
    }

    /// Why there is no figure of this year.
    pub fn reason(&self, indicator: &Indicator, series: &Series, year: Year) -> String {
        let known = series.gaps.iter().find(|(from, until, _)| (*from..=*until).contains(&year));
        match known {
            Some((.., reason)) => reason.get(self.text.language()).to_owned(),
            None if is_ratio(indicator) => self.text.get("indicators-missing-ratio"),
            None => self.text.get("indicators-missing"),
        }
    }

    /// "Deinze en Nevele".
    pub fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.text.get("indicators-and")),
        }
    }

    /// What went up in what, and when.
    pub fn merger(&self, mark: &MergerMark) -> String {
        let date = mark.date;
        let month = self.text.get(&format!("indicators-month-{}", date.month()));
        let arguments = [
            ("date", format!("{} {month} {}", date.day(), date.year()).into()),
            ("from", self.list(&mark.from).into()),
            ("into", mark.into.clone().into()),
        ];
        self.text.with("indicators-merger", &arguments)
    }

    /// Names of the municipalities that were added into a figure, the place's own former code aside.
    pub fn merged(&self, place: &str, codes: &[Nis]) -> Vec<String> {
        let mut names: Vec<String> =
            codes.iter().map(|nis| self.former_name(*nis)).filter(|name| name != place).collect();
        names.dedup();
        names
    }

    /// Who was counted in with a place, and until when; `None` where nobody was.
    pub fn merged_remark(&self, place: String, series: &Series) -> Option<String> {
        let known = series.points.iter().rev().filter(|point| point.value.is_some());
        let named = known.map(|point| (point.year, self.merged(&place, &point.merged_from)));
        let (year, names) = named.into_iter().find(|(_, names)| !names.is_empty())?;
        let key = if names.len() > MANY_NAMES { "indicators-merged-many" } else { "indicators-merged" };
        let arguments =
            [("place", place.into()), ("names", self.list(&names).into()), ("year", year.to_string().into())];
        Some(self.text.with(key, &arguments))
    }

    /// Which years of figures may still change.
    pub fn statuses(&self, points: &[(Year, ValueStatus)]) -> Vec<String> {
        let known =
            [(ValueStatus::Provisional, "indicators-provisional"), (ValueStatus::Estimated, "indicators-estimated")];
        let remark = |(status, key): (ValueStatus, &str)| {
            let mut years: Vec<Year> = points.iter().filter(|point| point.1 == status).map(|point| point.0).collect();
            years.sort_unstable();
            years.dedup();
            let words = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            (!years.is_empty()).then(|| self.text.with(key, &[("years", words.into())]))
        };
        known.into_iter().filter_map(remark).collect()
    }
}
