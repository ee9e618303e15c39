//! Names, units and reasons of indicators in words.

use crate::insight::series_words::{self, SeriesWords};
use crate::model::period::Year;
use crate::model::{Aggregation, Indicator, IndicatorId, Nis, ValueStatus};
use crate::query::series::{self, MergerMark, Series, SeriesPlace};
use crate::ui::UiContext;
use crate::workspace::Scale;

pub use crate::insight::series_words::is_ratio;

/// The indicator shown: the one chosen, else the first.
pub fn shown<'a>(ctx: &UiContext<'a>) -> Option<&'a Indicator> {
    let indicators = &ctx.workspace.indicators;
    let chosen = ctx.view.indicators.indicator.as_ref().and_then(|id| indicators.definition(id));
    chosen.or_else(|| indicators.definitions().first())
}

const fn words<'a>(ctx: &UiContext<'a>) -> SeriesWords<'a> {
    SeriesWords { workspace: ctx.workspace, text: ctx.text }
}

/// Name of a municipality of today or of the past.
pub fn municipality(ctx: &UiContext<'_>, nis: Nis) -> String {
    words(ctx).municipality(nis)
}

/// Name of a place in the borders shown.
pub fn place(ctx: &UiContext<'_>, place: &SeriesPlace) -> String {
    words(ctx).place(place, ctx.view.indicators.borders)
}

/// Name of a code in the borders of the time.
pub fn former(ctx: &UiContext<'_>, nis: Nis) -> String {
    words(ctx).former(nis)
}

/// Unit of the data in the reader's language; as the data writes it where we have no word.
pub fn unit(ctx: &UiContext<'_>, unit: &str) -> String {
    crate::insight::definition::unit_word(unit, ctx.text)
}

/// The scale that applies.
pub fn scale_of(ctx: &UiContext<'_>, indicator: &Indicator) -> Scale {
    series_words::scale_of(ctx.view.indicators.scale, indicator)
}

/// Unit of what is drawn.
pub fn drawn_unit(ctx: &UiContext<'_>, indicator: &Indicator, series: &[Series]) -> String {
    let year = series::first_common_year(series).map_or_else(|| "—".to_owned(), |year| year.to_string());
    words(ctx).unit(indicator, scale_of(ctx, indicator), &year)
}

/// Decimals of what is drawn.
pub fn decimals(ctx: &UiContext<'_>, indicator: &Indicator) -> u8 {
    series_words::decimals(indicator, scale_of(ctx, indicator))
}

/// Names of the municipalities that were added into a figure, the place's own former code aside.
pub fn merged(ctx: &UiContext<'_>, place_name: &str, codes: &[Nis]) -> Vec<String> {
    words(ctx).merged(place_name, codes)
}

/// Who was counted in with a place, and until when; `None` where nobody was.
pub fn merged_remark(ctx: &UiContext<'_>, series: &Series) -> Option<String> {
    words(ctx).merged_remark(place(ctx, &series.place), series)
}

/// Name that a code had: its own before it vanished, else that of today.
pub fn former_name(ctx: &UiContext<'_>, nis: Nis) -> String {
    words(ctx).former_name(nis)
}

/// "Deinze en Nevele".
pub fn list(ctx: &UiContext<'_>, names: &[String]) -> String {
    words(ctx).list(names)
}

/// What went up in what, and when.
pub fn merger(ctx: &UiContext<'_>, mark: &MergerMark) -> String {
    words(ctx).merger(mark)
}

/// Which years of figures may still change.
pub fn statuses(ctx: &UiContext<'_>, points: &[(Year, ValueStatus)]) -> Vec<String> {
    words(ctx).statuses(points)
}

/// Why there is no figure of this year.
pub fn reason(ctx: &UiContext<'_>, indicator: &Indicator, series: &Series, year: Year) -> String {
    words(ctx).reason(indicator, series, year)
}

/// How far into its year a figure stands.
pub fn offset(ctx: &UiContext<'_>, indicator: &Indicator) -> f64 {
    series_words::offset(&ctx.workspace.indicators, indicator)
}

/// Moment within the year in words.
pub fn reference(ctx: &UiContext<'_>, indicator: &Indicator) -> String {
    words(ctx).reference(indicator)
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
