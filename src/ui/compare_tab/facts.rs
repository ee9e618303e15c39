//! What is said of each figure, in the reader's language: made once for each comparison, not for each frame.

use std::sync::Arc;

use crate::insight::definition::{self, Definition};
use crate::insight::{Comparison, FigureRow, Inputs, Sheet, Values};
use crate::model::figure_ref::{FigureBase, FigureForm};
use crate::model::{Aggregation, Indicator, Language};
use crate::ui::UiContext;

/// A figure in words.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its definition.
    pub definition: Definition,
    /// From whom and of when, short: "Statbel · 1 jan 2020"; "steekproef" for what rests on the inventory.
    pub origin: String,
}

/// What a set of facts was made from.
#[derive(Clone, Debug)]
struct Source {
    comparison: Arc<Comparison>,
    sheet: Arc<Sheet>,
    language: Language,
}

/// The figures of a comparison in words.
#[derive(Debug, Default)]
pub struct Facts {
    /// By row of the comparison.
    pub rows: Vec<Fact>,
    /// The chosen figure.
    pub chosen: Option<Fact>,
    source: Option<Source>,
}

impl Facts {
    /// Makes them again where the comparison or the language changed; whether there is a comparison.
    pub fn refresh(&mut self, ctx: &UiContext<'_>) -> bool {
        let (Some(comparison), Some(sheet)) = (&ctx.results.comparison, &ctx.results.sheet) else { return false };
        let is_known = self.source.as_ref().is_some_and(|source| {
            Arc::ptr_eq(&source.comparison, comparison)
                && Arc::ptr_eq(&source.sheet, sheet)
                && source.language == ctx.language()
        });
        if !is_known {
            let values = values(ctx);
            self.rows = comparison.rows.iter().map(|row| fact(ctx, &values, row)).collect();
            self.chosen = Some(fact(ctx, &values, &sheet.chosen));
            let (comparison, sheet) = (Arc::clone(comparison), Arc::clone(sheet));
            self.source = Some(Source { comparison, sheet, language: ctx.language() });
        }
        true
    }
}

/// What figures are made from now.
pub fn inputs<'a>(ctx: &UiContext<'a>) -> Inputs<'a> {
    ctx.results.inputs(ctx.workspace, ctx.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).year())
}

/// What figures are looked up in; costs some time, so never once a frame.
pub fn values<'a>(ctx: &UiContext<'a>) -> Values<'a> {
    Values::new(inputs(ctx))
}

fn fact(ctx: &UiContext<'_>, values: &Values<'_>, row: &FigureRow) -> Fact {
    Fact { definition: definition::run(values, &row.figure, ctx.text), origin: origin(ctx, values, row) }
}

fn origin(ctx: &UiContext<'_>, values: &Values<'_>, row: &FigureRow) -> String {
    let from = match &row.figure.base {
        FigureBase::Indicator(id) => {
            let indicator = ctx.workspace.indicators.definition(id);
            // The producer's short name; the whole of it stands in the definition.
            indicator.map(|one| one.producer().to_owned()).unwrap_or_default()
        }
        FigureBase::Projects(_) => ctx.t("compare-sample"),
        FigureBase::Sensors(..) => ctx.t("compare-sensors"),
        FigureBase::Own(_) => ctx.t("compare-own-figure"),
    };
    let moment = moment(ctx, values, row);
    [from, moment].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// "1 jan 2020", "4e kwartaal 2020", "2009–2020".
fn moment(ctx: &UiContext<'_>, values: &Values<'_>, row: &FigureRow) -> String {
    let Some(year) = row.year else {
        return match (&row.figure.base, values.sensors()) {
            (FigureBase::Sensors(..), Some(towns)) => {
                let days = (towns.until.as_second() - towns.from.as_second()) / 86_400;
                ctx.text.with("compare-when-days", &[("n", days.into())])
            }
            _ => String::new(),
        };
    };
    if matches!(row.figure.form, FigureForm::Index | FigureForm::ChangePerYear) {
        let first = values.years(&row.figure).first().copied().unwrap_or(year);
        return format!("{first}–{year}");
    }
    let reference = match &row.figure.base {
        FigureBase::Indicator(id) => ctx.workspace.indicators.definition(id).map(|one| reference(ctx, one)),
        _ => None,
    };
    let key = match reference.as_deref() {
        Some("1 January") => "compare-when-january",
        Some("Q4") => "compare-when-q4",
        _ => return year.to_string(),
    };
    ctx.tw(key, &[("year", &year.to_string())])
}

/// When in its year a figure is true; a ratio happens when what is counted in it happens.
fn reference(ctx: &UiContext<'_>, indicator: &Indicator) -> String {
    match &indicator.aggregation {
        Aggregation::Ratio { numerator, .. } if indicator.reference.is_empty() => {
            ctx.workspace.indicators.definition(numerator).map(|one| one.reference.to_string()).unwrap_or_default()
        }
        _ => indicator.reference.to_string(),
    }
}
