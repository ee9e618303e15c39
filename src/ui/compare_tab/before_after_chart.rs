//! The chart of before and after: municipality and peers, the project as a band, the means as dashed lines.

use super::before_after_words::{self as words, Shown};
use super::{project_picker, series_words};
use crate::insight::before_after::{Answer, Change, Series, Side, Step};
use crate::model::Project;
use crate::ui::UiContext;
use crate::ui::charts::{Axis, Band, Chart, Dot, Line, ticks};
use crate::ui::indicators_tab::describe;
use crate::ui::theme::colour;

/// Width in points that a labelled year takes.
const TICK_WIDTH: f32 = 64.0;
/// Months of a year.
const MONTHS: f64 = 12.0;

/// The chart; `width` in points decides how many years are labelled.
pub fn chart(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer, project: &Project, width: f32) -> Chart {
    let scale = Scale::new(ctx, shown, answer);
    let own_ink = describe::series_colour(ctx, 0);
    let peers_ink = colour(ctx.theme.palette.soft);
    let mut lines = Vec::new();
    if let Some(peers) = &answer.peers {
        let name = ctx.t("compare-before-peers-mean");
        lines.push(line(ctx, shown, answer, &scale, name, peers_ink, &peers.series));
        lines.extend(means(ctx, shown, answer, &scale, peers_ink, &peers.change));
    }
    lines.push(line(ctx, shown, answer, &scale, shown.own.clone(), own_ink, &answer.series));
    lines.extend(means(ctx, shown, answer, &scale, own_ink, &answer.own));
    let values = || lines.iter().flat_map(|line| line.dots.iter().filter_map(|dot| dot.y));
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let (low, high, step) = ticks::value_range(low, high, 5);
    let (from, until) = scale.range(answer);
    let mut moments: Vec<i32> = answer.series.iter().map(|(step, _)| *step).collect();
    moments.dedup();
    Chart {
        name: ctx.tw(
            "compare-before-chart-name",
            &[("title", &words::title(ctx, shown)), ("project", &project_picker::named(ctx, project))],
        ),
        x: Axis {
            min: from - 0.15,
            max: until + 0.15,
            ticks: ticks::years(
                from.floor() as i16,
                until.ceil() as i16,
                (width / TICK_WIDTH) as usize,
                scale.tick_offset(),
            ),
        },
        y: Axis { min: low, max: high, ticks: ticks::values(ctx.text, low, high, step) },
        lines,
        bands: vec![Band {
            from: scale.edge(answer.from),
            until: answer.until.map_or(until + 1.0, |until| scale.edge(until)),
            name: project_picker::named(ctx, project),
        }],
        moments: moments.into_iter().map(|step| (scale.at(step), words::step(answer, step))).collect(),
        ..Chart::default()
    }
}

/// Where steps stand on the axis, in years.
struct Scale {
    step: Step,
    offset: f64,
}

impl Scale {
    fn new(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer) -> Self {
        let offset = match answer.step {
            Step::Year => series_words::offset(ctx, &shown.definition.figure),
            Step::Month => 0.5 / MONTHS,
        };
        Self { step: answer.step, offset }
    }

    /// Where the value of a step stands.
    fn at(&self, step: i32) -> f64 {
        self.edge(step) + self.offset
    }

    /// Where a step begins.
    fn edge(&self, step: i32) -> f64 {
        match self.step {
            Step::Year => f64::from(step),
            Step::Month => f64::from(step) / MONTHS,
        }
    }

    const fn tick_offset(&self) -> f64 {
        match self.step {
            Step::Year => self.offset,
            Step::Month => 0.0,
        }
    }

    /// The figures, and the project as far as it is known.
    fn range(&self, answer: &Answer) -> (f64, f64) {
        let steps = || answer.series.iter().map(|(step, _)| self.at(*step));
        let from = steps().fold(self.edge(answer.from), f64::min);
        let until = steps().fold(self.edge(answer.until.unwrap_or(answer.from + 1)), f64::max);
        (from, until)
    }
}

fn line(
    ctx: &UiContext<'_>,
    shown: &Shown,
    answer: &Answer,
    scale: &Scale,
    name: String,
    ink: egui::Color32,
    series: &Series,
) -> Line {
    let mut dots: Vec<Dot> = Vec::new();
    let mut before: Option<i32> = None;
    for (step, value) in series {
        // A step without a value is a gap, not a stretch to be bridged.
        if before.is_some_and(|before| step - before > 1) {
            dots.push(Dot {
                x: scale.at(step - 1),
                y: None,
                said: ctx.t("figures-short-missing"),
                is_uncertain: false,
            });
        }
        let said = words::value(ctx, shown, answer, *value);
        dots.push(Dot { x: scale.at(*step), y: Some(*value), said, is_uncertain: false });
        before = Some(*step);
    }
    Line { name, colour: ink, dots }
}

/// The mean of each side as a dashed line over the steps that went in.
fn means(
    ctx: &UiContext<'_>,
    shown: &Shown,
    answer: &Answer,
    scale: &Scale,
    ink: egui::Color32,
    change: &Change,
) -> Vec<Line> {
    let of = |side: &Side, key: &str| {
        let (mean, first, last) = (side.mean?, side.first?, side.last?);
        let said = ctx.tw(key, &[("number", &words::value(ctx, shown, answer, mean))]);
        let dot = |step: i32| Dot { x: scale.at(step), y: Some(mean), said: said.clone(), is_uncertain: true };
        Some(Line { name: String::new(), colour: ink.gamma_multiply(0.75), dots: vec![dot(first), dot(last)] })
    };
    let sides = [of(&change.before, "compare-before-mean-before"), of(&change.after, "compare-before-mean-after")];
    sides.into_iter().flatten().collect()
}
