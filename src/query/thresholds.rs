//! Published reference values for air, as one table with the source of each.
//!
//! The values of Directive 2008/50/EC stand in its Annexes VII, XI and XII and in the Commission's overview of EU air
//! quality standards; those that hold from 2030 in Directive (EU) 2024/2881, Annex I; the guidelines in "WHO global
//! air quality guidelines" (2021), table 0.1, whose short-term levels are 99th percentiles: three to four days a year.
//! Yearly means are left out: a chart of some weeks can't tell them; so are the alerts of NO2 and SO2, which take three
//! hours on end. There is none for noise: what the law and the
//! WHO say of noise is about Lden over a year. May use: `model`, `text`.

use crate::model::ObservedProperty;
use crate::text::Text;

/// What time a value is averaged over before it is held against a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeanOver {
    /// An hour.
    Hour,
    /// Eight hours, running; a day has the greatest of the means that end in it.
    EightHours,
    /// A day of the calendar.
    Day,
}

impl MeanOver {
    /// Its word in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::EightHours => "eight-hours",
            Self::Day => "day",
        }
    }
}

/// What kind of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdKind {
    /// Binding.
    Limit,
    /// Binding from 2030.
    LimitFrom2030,
    /// To be reached where that is not out of proportion.
    Target,
    /// The public is informed.
    Information,
    /// The public is warned.
    Alert,
    /// Advice for health.
    Guideline,
}

impl ThresholdKind {
    /// Its word in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::LimitFrom2030 => "limit-2030",
            Self::Target => "target",
            Self::Information => "information",
            Self::Alert => "alert",
            Self::Guideline => "guideline",
        }
    }

    /// Word of its source in the keys of texts.
    pub const fn source_key(self) -> &'static str {
        match self {
            Self::LimitFrom2030 => "2024-2881",
            Self::Guideline => "who-2021",
            Self::Limit | Self::Target | Self::Information | Self::Alert => "2008-50",
        }
    }
}

/// A reference value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// Of what.
    pub property: ObservedProperty,
    /// The value, in µg/m³; what is greater exceeds it.
    pub value: f64,
    /// Mean that is held against it.
    pub over: MeanOver,
    /// What it is.
    pub kind: ThresholdKind,
    /// How many times a year (hours or days, as `over` says) it may be exceeded; `None` where the source names no
    /// number.
    pub allowed: Option<u16>,
}

impl Threshold {
    /// It in words: what it is, of which mean, how much, how often, and from where.
    pub fn words(&self, text: &Text) -> String {
        let kind = text.get(&format!("map-threshold-{}", self.kind.key()));
        let over = text.get(&format!("map-mean-over-{}", self.over.key()));
        let source = text.get(&format!("map-threshold-source-{}", self.kind.source_key()));
        let value = text.number(self.value, 0);
        let unit = text.get("unit-microgram");
        let words = format!("{kind}, {over}: {value}\u{a0}{unit}");
        let allowed = self.allowed.map(|n| {
            let key = if self.over == MeanOver::Hour { "map-allowed-hours" } else { "map-allowed-days" };
            text.with(key, &[("n", n.into())])
        });
        [Some(words), allowed, Some(source)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

const fn threshold(
    property: ObservedProperty,
    value: f64,
    over: MeanOver,
    kind: ThresholdKind,
    allowed: Option<u16>,
) -> Threshold {
    Threshold { property, value, over, kind, allowed }
}

/// All reference values, what binds first.
pub const THRESHOLDS: &[Threshold] = {
    use MeanOver::{Day, EightHours, Hour};
    use ObservedProperty as P;
    use ThresholdKind::{Alert, Guideline, Information, Limit, LimitFrom2030, Target};
    &[
        threshold(P::Pm10, 50.0, Day, Limit, Some(35)),
        threshold(P::Pm10, 45.0, Day, LimitFrom2030, None),
        threshold(P::Pm10, 45.0, Day, Guideline, None),
        threshold(P::Pm25, 25.0, Day, LimitFrom2030, None),
        threshold(P::Pm25, 15.0, Day, Guideline, None),
        threshold(P::No2, 200.0, Hour, Limit, Some(18)),
        threshold(P::No2, 50.0, Day, LimitFrom2030, None),
        threshold(P::No2, 25.0, Day, Guideline, None),
        threshold(P::O3, 120.0, EightHours, Target, Some(25)),
        threshold(P::O3, 180.0, Hour, Information, None),
        threshold(P::O3, 240.0, Hour, Alert, None),
        threshold(P::O3, 100.0, EightHours, Guideline, None),
        threshold(P::So2, 350.0, Hour, Limit, Some(24)),
        threshold(P::So2, 125.0, Day, Limit, Some(3)),
        threshold(P::So2, 40.0, Day, Guideline, None),
        threshold(P::Co, 10_000.0, EightHours, Limit, None),
        threshold(P::Co, 4_000.0, Day, Guideline, None),
    ]
};

/// The reference values of a property, what binds first; none for most.
pub fn thresholds(property: ObservedProperty) -> impl Iterator<Item = &'static Threshold> {
    THRESHOLDS.iter().filter(move |threshold| threshold.property == property)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn every_value_reads_well_in_both_languages() {
        for language in Language::ALL {
            let text = Text::new(language);
            for threshold in THRESHOLDS {
                let words = threshold.words(&text);
                assert!(!words.contains("map-") && !words.contains('{'), "{words}");
            }
        }
        let first = thresholds(ObservedProperty::No2).next().unwrap();
        let words = first.words(&Text::new(Language::Nl));
        assert_eq!(
            words,
            "EU-grenswaarde, uurgemiddelde: 200\u{a0}µg/m³ · hoogstens 18 uur per jaar · Richtlijn 2008/50/EG"
        );
        assert_eq!(thresholds(ObservedProperty::NoiseLaeq).count(), 0);
    }
}
