//! Sees to it that sensors are read where a figure of sensors is shown: once for each stretch of days up to the whole
//! hour.

use jiff::{SignedDuration, Timestamp};

use crate::insight::Comparison;
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::session::command::FeedCommand;
use crate::ui::UiContext;

/// Days that are looked back where none are chosen.
const DAYS: u32 = 30;

/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// What was asked for last.
#[derive(Debug, Default)]
pub struct Readings {
    asked: Option<(Timestamp, Timestamp)>,
}

impl Readings {
    /// Asks for the sensors of each municipality where a figure of them is shown and they were not read for this
    /// stretch.
    pub fn follow(&mut self, ctx: &UiContext<'_>, comparison: &Comparison) {
        let figures = comparison.rows.iter().map(|row| &row.figure).chain(&ctx.view.compare.chosen);
        if !figures.into_iter().any(|figure| rests_on_sensors(ctx, figure)) {
            return;
        }
        let Some(stretch) = stretch(ctx) else { return };
        let known = ctx.results.feeds.towns.as_ref().map(|towns| (towns.from, towns.until));
        if known == Some(stretch) || self.asked == Some(stretch) {
            return;
        }
        self.asked = Some(stretch);
        ctx.send(FeedCommand::LoadTownSensors { from: stretch.0, until: stretch.1 });
    }
}

/// The last days up to the whole hour.
fn stretch(ctx: &UiContext<'_>) -> Option<(Timestamp, Timestamp)> {
    let days = i64::from(ctx.view.sensors.period_days.unwrap_or(DAYS));
    let until = Timestamp::from_second(ctx.now.as_second().div_euclid(HOUR) * HOUR).ok()?;
    Some((until.checked_sub(SignedDuration::from_hours(24 * days)).ok()?, until))
}

/// Whether a figure is made of readings, itself or one side of it.
fn rests_on_sensors(ctx: &UiContext<'_>, figure: &FigureRef) -> bool {
    match &figure.base {
        FigureBase::Sensors(..) => true,
        FigureBase::Own(id) => ctx.workspace.own.ratio(id).is_some_and(|ratio| {
            [&ratio.numerator, &ratio.denominator].iter().any(|side| matches!(side.base, FigureBase::Sensors(..)))
        }),
        FigureBase::Indicator(_) | FigureBase::Projects(_) => false,
    }
}
