//! Names, units and reasons of indicators in words.

use crate::model::{Aggregation, Indicator, IndicatorId, Nis};
use crate::query::series::{Point, Series, SeriesPlace};
use crate::ui::UiContext;
use crate::workspace::{Borders, Scale};

/// The indicator shown: the one chosen, else the first.
pub fn shown<'a>(ctx: &UiContext<'a>) -> Option<&'a Indicator> {
    let indicators = &ctx.workspace.indicators;
    let chosen = ctx.view.indicators.indicator.as_ref().and_then(|id| indicators.definition(id));
    chosen.or_else(|| indicators.definitions().first())
}

/// Whether it is a ratio, which is not divided once more.
pub const fn is_ratio(indicator: &Indicator) -> bool {
    matches!(indicator.aggregation, Aggregation::Ratio { .. })
}

/// Name of a municipality of today or of the past.
pub fn municipality(ctx: &UiContext<'_>, nis: Nis) -> String {
    let municipalities = &ctx.workspace.municipalities;
    let former = || {
        let merger = municipalities.timeline().mergers().iter().find(|merger| merger.old == nis);
        merger.map_or_else(|| nis.to_string(), |merger| merger.old_name.to_string())
    };
    municipalities.get(nis).map_or_else(former, |row| row.name.to_string())
}

/// Name of a place in the borders shown: in those of today a former code stands for what it went up in.
pub fn place(ctx: &UiContext<'_>, place: &SeriesPlace) -> String {
    match place {
        SeriesPlace::Flanders => ctx.t("indicators-flanders"),
        SeriesPlace::Region(region) => region.name.to_string(),
        SeriesPlace::Municipality(nis) if ctx.view.indicators.borders == Borders::Today => {
            municipality(ctx, ctx.workspace.municipalities.timeline().today(*nis))
        }
        SeriesPlace::Municipality(nis) => former(ctx, *nis),
    }
}

/// Name of a code in the borders of the time: where its successor has the same name, with the last year of the code.
pub fn former(ctx: &UiContext<'_>, nis: Nis) -> String {
    let timeline = ctx.workspace.municipalities.timeline();
    let name = municipality(ctx, nis);
    match timeline.vanished(nis) {
        Some(date) if name == municipality(ctx, timeline.today(nis)) => {
            let year = (date.year() - 1).to_string();
            ctx.text.with("indicators-former", &[("name", name.into()), ("year", year.into())])
        }
        _ => name,
    }
}

/// Unit of the data in the reader's language; as the data writes it where we have no word.
pub fn unit(ctx: &UiContext<'_>, unit: &str) -> String {
    crate::insight::definition::unit_word(unit, ctx.text)
}

/// The scale that applies: a ratio knows only itself and its index.
pub fn scale_of(ctx: &UiContext<'_>, indicator: &Indicator) -> Scale {
    match ctx.view.indicators.scale {
        Scale::PerThousandInhabitants | Scale::PerSquareKilometre if is_ratio(indicator) => Scale::Absolute,
        scale => scale,
    }
}

/// Unit of what is drawn.
pub fn drawn_unit(ctx: &UiContext<'_>, indicator: &Indicator, series: &[Series]) -> String {
    let own = unit(ctx, &indicator.unit);
    match scale_of(ctx, indicator) {
        Scale::Absolute => own,
        Scale::PerThousandInhabitants => ctx.text.with("indicators-per-thousand", &[("unit", own.into())]),
        Scale::PerSquareKilometre => ctx.text.with("indicators-per-km2", &[("unit", own.into())]),
        Scale::Index => {
            let year = crate::query::series::first_common_year(series).map(|year| year.to_string());
            ctx.text.with("indicators-index", &[("year", year.unwrap_or_else(|| "—".to_owned()).into())])
        }
    }
}

/// Decimals of what is drawn.
pub fn decimals(ctx: &UiContext<'_>, indicator: &Indicator) -> u8 {
    match scale_of(ctx, indicator) {
        Scale::Absolute => indicator.decimals,
        Scale::Index | Scale::PerSquareKilometre => 1,
        Scale::PerThousandInhabitants => 2,
    }
}

/// Names of the municipalities that were added into a figure, the place's own former code aside.
pub fn merged(ctx: &UiContext<'_>, place_name: &str, point: &Point) -> Vec<String> {
    let mut names: Vec<String> = point.merged_from.iter().map(|nis| former_name(ctx, *nis)).collect();
    names.retain(|name| name != place_name);
    names.dedup();
    names
}

/// Name that a code had: its own before it vanished, else that of today.
pub fn former_name(ctx: &UiContext<'_>, nis: Nis) -> String {
    let mut mergers = ctx.workspace.municipalities.timeline().mergers().iter();
    mergers
        .find(|merger| merger.old == nis)
        .map_or_else(|| municipality(ctx, nis), |merger| merger.old_name.to_string())
}

/// Why there is no figure of this year.
pub fn reason(ctx: &UiContext<'_>, indicator: &Indicator, series: &Series, year: i16) -> String {
    let known = series.gaps.iter().find(|(from, until, _)| (*from..=*until).contains(&year));
    match known {
        Some((.., reason)) => reason.get(ctx.text.language()).to_owned(),
        None if is_ratio(indicator) => ctx.t("indicators-missing-ratio"),
        None => ctx.t("indicators-missing"),
    }
}

/// How far into its year a figure stands: 1 January at the start, a whole year in the middle, the fourth quarter late.
pub fn offset(ctx: &UiContext<'_>, indicator: &Indicator) -> f64 {
    let reference = |indicator: &Indicator| match &*indicator.reference {
        "Q4" => 0.875,
        "1 January" => 0.0,
        _ => 0.5,
    };
    match &indicator.aggregation {
        // A ratio happens when what is counted in it happens.
        Aggregation::Ratio { numerator, .. } if indicator.reference.is_empty() => {
            ctx.workspace.indicators.definition(numerator).map_or(0.0, reference)
        }
        _ => reference(indicator),
    }
}

/// Moment within the year in words.
pub fn reference(ctx: &UiContext<'_>, indicator: &Indicator) -> String {
    match &*indicator.reference {
        "1 January" => ctx.t("indicators-reference-january"),
        "Q4" => ctx.t("indicators-reference-q4"),
        _ => ctx.t("indicators-reference-year"),
    }
}

/// The data set that an indicator belongs to in the list: its own, or that of what stands above the line.
pub fn table(ctx: &UiContext<'_>, indicator: &Indicator) -> String {
    let mut current = indicator;
    // A ratio of ratios is at most a few deep; the bound guards against a circle in the data.
    for _ in 0..4 {
        let Aggregation::Ratio { numerator, .. } = &current.aggregation else { break };
        match ctx.workspace.indicators.definition(numerator) {
            Some(next) => current = next,
            None => break,
        }
    }
    current.table.to_string()
}

/// Name of an indicator; its identifier where it is gone.
pub fn name(ctx: &UiContext<'_>, id: &IndicatorId) -> String {
    let indicator = ctx.workspace.indicators.definition(id);
    indicator.map_or_else(|| ctx.t("indicators-area"), |indicator| indicator.name.get(ctx.text.language()).to_owned())
}
