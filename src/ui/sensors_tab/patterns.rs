//! The average day or week of the datastreams shown, and how often they exceed a threshold. Made from hourly means, and
//! made again only when these, the period or the threshold change.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Ui, vec2};
use jiff::{SignedDuration, Timestamp};

use super::exceedance::{self, Held};
use super::over_time;
use super::streams::{self, Loader, Stream};
use super::words;
use crate::jobs::Mean;
use crate::query::exceedance::{Exceedance, Question};
use crate::query::sensor_hours::{Averaging, Coverage, HourlyMean, coverage};
use crate::query::sensor_profile::{self, ProfileHour};
use crate::session::command::SensorCommand;
use crate::session::results::StreamKey;
use crate::ui::UiContext;
use crate::ui::charts::{self, Area, Axis, Chart, Dot, Line, parts, ticks};
use crate::ui::projects_tab::{one_line, plain_number};
use crate::ui::widgets::{self, Tone};
use crate::workspace::{ProfileKind, SensorThreshold};

/// Days back that can be chosen.
const PERIODS: [(u32, &str); 3] = [(30, "sensors-period-30"), (90, "sensors-period-90"), (365, "sensors-period-365")];

/// Hours before the period that a running mean reaches back to.
const REACH: i64 = 8;

/// Margins of the charts, as those of the series.
const MARGINS: (f32, f32) = (58.0, 18.0);

/// What was made of one datastream.
#[derive(Clone, Debug, Default)]
pub struct Result {
    /// Hours of the day, or of the week from Monday on.
    pub profile: Vec<Option<ProfileHour>>,
    /// How often the threshold was exceeded.
    pub exceedance: Option<Exceedance>,
    /// The threshold.
    pub held: Option<Held>,
    /// Hours with data.
    pub coverage: Coverage,
}

/// What a result rests on.
#[derive(Debug)]
struct Source {
    means: Arc<Vec<Mean>>,
    profile: ProfileKind,
    threshold: Option<SensorThreshold>,
    period: (Timestamp, Timestamp),
}

/// What the part remembers between frames.
#[derive(Debug, Default)]
pub struct Patterns {
    typed: Option<String>,
    results: BTreeMap<StreamKey, (Source, Result)>,
}

impl Patterns {
    /// Draws it.
    pub fn patterns_ui(&mut self, loader: &mut Loader, ctx: &UiContext<'_>, ui: &mut Ui) {
        let shown = streams::shown(ctx);
        let Some(first) = shown.first() else {
            over_time::nothing_ui(ctx, ui);
            return;
        };
        over_time::legend_ui(ctx, ui, &shown);
        controls_ui(ctx, ui);
        let period = period(ctx);
        let stretch = (period.0.checked_sub(SignedDuration::from_hours(REACH)).unwrap_or(period.0), period.1);
        loader.load_means(ctx, ui, &shown, stretch);
        let results: Vec<Result> = shown.iter().map(|stream| self.result(ctx, stream, stretch, period)).collect();
        if streams::is_reading(ctx) && results.iter().all(|result| result.coverage.measured == 0) {
            ui.label(widgets::soft(ctx.theme, ctx.t("sensors-series-loading")));
        }
        profile_ui(ctx, ui, &shown, &results);
        ui.add_space(10.0);
        widgets::card(ui, ctx.theme, |ui| {
            ui.label(widgets::semibold(ctx.t("sensors-exceedances")));
            ui.add_space(4.0);
            exceedance::threshold_ui(ctx, ui, first, &mut self.typed);
            ui.add_space(6.0);
            if results.iter().any(|result| result.exceedance.is_some()) {
                exceedance::counts_ui(ctx, ui, &shown, &results);
                if let Some(Result { exceedance: Some(found), held: Some(held), .. }) = results.first() {
                    exceedance::days_ui(ctx, ui, first, found, held);
                }
                parts::remark(ctx, ui, ctx.t("sensors-exceedance-rule"));
            }
        });
        ui.add_space(6.0);
        over_time::sources_ui(ctx, ui, &shown);
        ui.add_space(8.0);
    }

    /// Profile and exceedance of a datastream, as last made where they still hold.
    fn result(
        &mut self,
        ctx: &UiContext<'_>,
        stream: &Stream<'_>,
        stretch: (Timestamp, Timestamp),
        period: (Timestamp, Timestamp),
    ) -> Result {
        let held = exceedance::held(ctx, &[stream]);
        let threshold = held.as_ref().map(|held| held.threshold);
        let profile = ctx.view.sensors.profile;
        let key = stream.key();
        let Some(loaded) = streams::means_of(ctx, stream, stretch) else {
            // Nothing new yet: what was made last stays, unless it is of another period.
            let old = self.results.get(&key).filter(|(source, _)| source.period == period);
            return old.map(|(_, result)| result.clone()).unwrap_or_default();
        };
        if let Some((source, result)) = self.results.get(&key)
            && Arc::ptr_eq(&source.means, &loaded.means)
            && (source.profile, source.threshold, source.period) == (profile, threshold, period)
        {
            return Result { held, ..result.clone() };
        }
        let result = made(stream, &loaded.means, profile, held, period);
        let means = Arc::clone(&loaded.means);
        self.results.insert(key, (Source { means, profile, threshold, period }, result.clone()));
        result
    }
}

fn made(
    stream: &Stream<'_>,
    means: &[Mean],
    profile: ProfileKind,
    held: Option<Held>,
    (from, until): (Timestamp, Timestamp),
) -> Result {
    let hour = |mean: &Mean| HourlyMean {
        start: mean.start,
        mean: mean.mean,
        count: u32::try_from(mean.count).unwrap_or(u32::MAX),
    };
    let hours: Vec<HourlyMean> = means.iter().map(hour).collect();
    let coverage = coverage(&hours, from, until);
    let Some(averaging) = Averaging::of(stream.datastream.property) else {
        return Result { held, coverage, ..Result::default() };
    };
    let zone = words::zone();
    let of_period: Vec<HourlyMean> = hours.iter().copied().filter(|hour| hour.start >= from).collect();
    let profile = match profile {
        ProfileKind::Day => sensor_profile::daily(&of_period, zone, averaging).to_vec(),
        ProfileKind::Week => sensor_profile::weekly(&of_period, zone, averaging).concat(),
    };
    let exceedance = held.as_ref().map(|held| {
        let over = exceedance::over_of(held.threshold.over);
        let question = Question { threshold: held.threshold.value, over, averaging, from, until };
        crate::query::exceedance::exceedance(&hours, &question, zone)
    });
    Result { profile, exceedance, held, coverage }
}

/// The period until the start of this hour: it stays the same for an hour.
fn period(ctx: &UiContext<'_>) -> (Timestamp, Timestamp) {
    let hour = ctx.now.as_second().div_euclid(3_600) * 3_600;
    let until = Timestamp::from_second(hour).unwrap_or(ctx.now);
    let days = i64::from(ctx.view.sensors.period_days.unwrap_or(30));
    (until.checked_sub(SignedDuration::from_hours(days * 24)).unwrap_or(until), until)
}

fn controls_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 6.0);
        let kinds: Vec<(ProfileKind, String)> =
            ProfileKind::ALL.iter().map(|kind| (*kind, ctx.text.word("sensors-profile", kind.key()))).collect();
        if let Some(kind) = widgets::segmented(ui, ctx.theme, ctx.view.sensors.profile, &kinds) {
            ctx.send(SensorCommand::SetProfile(kind));
        }
        let periods: Vec<(u32, String)> = PERIODS.iter().map(|(days, key)| (*days, ctx.t(key))).collect();
        let days = ctx.view.sensors.period_days.unwrap_or(30);
        if let Some(days) = widgets::segmented(ui, ctx.theme, days, &periods) {
            ctx.send(SensorCommand::SetPeriod(days));
        }
        over_time::as_table_ui(ctx, ui);
    });
    ui.add_space(8.0);
}

/// The profiles as charts, one for each unit, or as a table.
fn profile_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>], results: &[Result]) {
    if let Some(stream) = shown.iter().find(|stream| Averaging::of(stream.datastream.property).is_none()) {
        let name = words::property(ctx.text, stream.datastream);
        widgets::note(ui, ctx.theme, Tone::Neutral, &ctx.text.with("sensors-no-mean", &[("name", name.into())]));
        ui.add_space(6.0);
    }
    if ctx.view.sensors.is_table {
        table_ui(ctx, ui, shown, results);
    } else {
        let mut done: Vec<(crate::model::Unit, &str)> = Vec::new();
        for stream in shown {
            if !done.contains(&stream.unit()) {
                done.push(stream.unit());
                chart_ui(ctx, ui, shown, results, stream, done.len());
            }
        }
    }
    let covered = results.iter().filter_map(|result| result.coverage.percent());
    if let Some(least) = covered.reduce(f64::min) {
        let percent = ctx.text.number(least, 0);
        parts::remark(ctx, ui, ctx.text.with("sensors-coverage", &[("percent", percent.into())]));
    }
}

fn chart_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    shown: &[Stream<'_>],
    results: &[Result],
    first: &Stream<'_>,
    number: usize,
) {
    let is_week = ctx.view.sensors.profile == ProfileKind::Week;
    let members: Vec<(&Stream<'_>, &Result)> =
        shown.iter().zip(results).filter(|(stream, _)| stream.unit() == first.unit()).collect();
    let mut chart = Chart { margins: Some(MARGINS), ..Chart::default() };
    let mut range = (f64::INFINITY, f64::NEG_INFINITY);
    for (stream, result) in &members {
        let dots = result.profile.iter().enumerate().map(|(hour, found)| Dot {
            x: hour as f64 + 0.5,
            y: found.map(|found| found.mean),
            said: found.map(|found| said(ctx, stream, &found)).unwrap_or_default(),
            is_uncertain: false,
        });
        let name = if members.len() > 1 { streams::short_name(ctx, shown, stream) } else { String::new() };
        chart.lines.push(Line { name, colour: stream.colour, dots: dots.collect() });
        let has_band = members.len() == 1;
        for found in result.profile.iter().flatten() {
            let ends = if has_band { (found.low, found.high) } else { (found.mean, found.mean) };
            range = (range.0.min(ends.0), range.1.max(ends.1));
        }
        if has_band {
            let edge = |(hour, found): (usize, &Option<ProfileHour>)| {
                (hour as f64 + 0.5, found.map(|found| (found.low, found.high)))
            };
            let edges = result.profile.iter().enumerate().map(edge).collect();
            chart.areas.push(Area { colour: stream.colour.gamma_multiply(0.16), edges });
        }
    }
    if range.0 > range.1 {
        range = (0.0, 1.0);
    }
    let (low, high, step) = ticks::value_range(range.0, range.1, 4);
    chart.y = Axis { min: low, max: high, ticks: ticks::values(ctx.text, low, high, step) };
    let count = if is_week { 168 } else { 24 };
    chart.x = Axis { min: 0.0, max: f64::from(count), ticks: hour_ticks(ctx, is_week) };
    chart.moments = (0..count).map(|hour| (f64::from(hour) + 0.5, hour_words(ctx, hour, is_week))).collect();
    if members.iter().any(|(stream, _)| stream.sensor.is_simulated) {
        chart.watermark = ctx.t("sensors-watermark");
    }
    let names: Vec<String> = members.iter().map(|(stream, _)| stream.name(ctx)).collect();
    let key = if is_week { "sensors-profile-week-name" } else { "sensors-profile-day-name" };
    let title = ctx.text.with(key, &[("names", names.join(", ").into())]);
    let unit = words::unit(ctx.text, first.datastream);
    let band = if members.len() == 1 { ctx.t("sensors-profile-band") } else { String::new() };
    let raised = if low > 0.0 { ctx.t("sensors-axis-not-zero") } else { String::new() };
    let remark = [unit, band, raised].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    ui.label(widgets::small(ctx.theme, remark));
    chart.name = title;
    charts::show(ctx, ui, &format!("profile-{number}"), &chart, 210.0, None);
}

/// The mean of an hour and what most hours lie between.
fn said(ctx: &UiContext<'_>, stream: &Stream<'_>, found: &ProfileHour) -> String {
    let decimals = words::decimals(stream.datastream.unit).max(1);
    let number = |value: f64| ctx.text.number(value, decimals);
    let unit = words::unit(ctx.text, stream.datastream);
    format!("{}\u{a0}{unit} ({} – {})", number(found.mean), number(found.low), number(found.high))
}

fn hour_ticks(ctx: &UiContext<'_>, is_week: bool) -> Vec<(f64, String)> {
    if is_week {
        return (0..7).map(|day| (f64::from(day * 24), ctx.text.word("sensors-day", &(day + 1).to_string()))).collect();
    }
    (0..=24).step_by(3).map(|hour| (f64::from(hour), format!("{hour:02}:00"))).collect()
}

/// An hour of the day, or of a day of the week.
fn hour_words(ctx: &UiContext<'_>, hour: u32, is_week: bool) -> String {
    let span = format!("{:02}:00 – {:02}:00", hour % 24, hour % 24 + 1);
    if is_week { format!("{} {span}", ctx.text.word("sensors-day", &(hour / 24 + 1).to_string())) } else { span }
}

/// A row for each hour, a column for each datastream.
fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>], results: &[Result]) {
    let is_week = ctx.view.sensors.profile == ProfileKind::Week;
    let count = results.iter().map(|result| result.profile.len()).max().unwrap_or(0);
    let copy = ctx.t("sensors-copy-table");
    if widgets::secondary_button(ui, ctx.theme, &copy).clicked() {
        ui.ctx().copy_text(tsv(ctx, shown, results, count, is_week));
    }
    ui.add_space(4.0);
    let width = ((ui.available_width() - 130.0) / shown.len().max(1) as f32).clamp(90.0, 240.0);
    let cell = |ui: &mut Ui, width: f32, text: egui::RichText| {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(width, 22.0), layout, |ui| {
            ui.set_width(width);
            ui.add(egui::Label::new(text).truncate());
        });
    };
    egui::ScrollArea::horizontal().id_salt("profile-table").show(ui, |ui| {
        ui.horizontal(|ui| {
            cell(ui, 120.0, widgets::small(ctx.theme, ctx.t("sensors-hour")));
            for stream in shown {
                cell(ui, width, widgets::semibold(streams::short_name(ctx, shown, stream)).color(stream.colour));
            }
        });
        egui::ScrollArea::vertical().id_salt("profile-rows").max_height(300.0).show(ui, |ui| {
            parts::rows(ui, 22.0, count, |ui, hour| {
                cell(ui, 120.0, widgets::soft(ctx.theme, hour_words(ctx, hour as u32, is_week)));
                for (stream, result) in shown.iter().zip(results) {
                    let found = result.profile.get(hour).copied().flatten();
                    let text = found.map_or_else(|| "—".to_owned(), |found| said(ctx, stream, &found));
                    cell(ui, width, egui::RichText::new(text));
                }
            });
        });
    });
}

fn tsv(ctx: &UiContext<'_>, shown: &[Stream<'_>], results: &[Result], count: usize, is_week: bool) -> String {
    let mut head = vec![ctx.t("sensors-hour")];
    head.extend(
        shown
            .iter()
            .map(|stream| one_line(&format!("{} ({})", stream.name(ctx), words::unit(ctx.text, stream.datastream)))),
    );
    let mut lines = vec![head.join("\t")];
    for hour in 0..count {
        let mut cells = vec![hour_words(ctx, hour as u32, is_week)];
        cells.extend(results.iter().map(|result| {
            let found = result.profile.get(hour).copied().flatten();
            found.map(|found| plain_number(ctx, found.mean)).unwrap_or_default()
        }));
        lines.push(cells.join("\t"));
    }
    lines.push(String::new());
    lines.join("\n")
}
