//! Before and after as tables: the means with their difference and interval, and the series themselves.

use egui::{Color32, Grid, Label, RichText, Ui, vec2};

use super::before_after_words::{self as words, Shown};
use crate::insight::before_after::{Answer, Change};
use crate::ui::UiContext;
use crate::ui::indicators_tab::describe;
use crate::ui::widgets;

/// The table of the means.
pub fn means_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown, answer: &Answer) {
    let mut rows: Vec<(String, Color32, &Change)> =
        vec![(shown.own.clone(), describe::series_colour(ctx, 0), &answer.own)];
    if let Some(peers) = &answer.peers {
        let n = u32::try_from(peers.members.len()).unwrap_or(u32::MAX);
        let name = ctx.text.with("compare-before-peers", &[("n", n.into()), ("peers", shown.peers.clone().into())]);
        rows.push((name, ctx.theme.text(), &peers.change));
    }
    if let Some(against) = &answer.against {
        rows.push((ctx.t("compare-before-against"), ctx.theme.text(), against));
    }
    let width = ui.available_width();
    let columns = [0.27, 0.18, 0.18, 0.13, 0.24].map(|share| share * width - 10.0);
    Grid::new("compare-before-means").num_columns(5).spacing(vec2(10.0, 8.0)).show(ui, |ui| {
        let heads = [
            "compare-before-head-before",
            "compare-before-head-after",
            "compare-before-head-difference",
            "compare-before-head-interval",
        ];
        cell_ui(ui, columns[0], |ui| {
            ui.label("");
        });
        for (key, width) in heads.iter().zip(columns.iter().skip(1)) {
            cell_ui(ui, *width, |ui| {
                ui.add(Label::new(widgets::semibold(ctx.t(key)).color(ctx.theme.soft())).truncate());
            });
        }
        ui.end_row();
        for (name, ink, change) in &rows {
            row_ui(ctx, ui, shown, answer, &columns, (name, *ink), change);
        }
    });
}

fn row_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    shown: &Shown,
    answer: &Answer,
    columns: &[f32; 5],
    (name, ink): (&str, Color32),
    change: &Change,
) {
    let [first, before, after, difference, interval] = *columns;
    cell_ui(ui, first, |ui| {
        ui.add(Label::new(widgets::semibold(name).color(ink)).wrap());
    });
    for (side, width) in [(&change.before, before), (&change.after, after)] {
        let mean = side.mean.map_or_else(|| "—".to_owned(), |mean| words::value(ctx, shown, answer, mean));
        cell_ui(ui, width, |ui| {
            ui.label(mean);
            ui.add(Label::new(widgets::small(ctx.theme, words::side(ctx, answer, side))).wrap());
        });
    }
    let number = change.difference.map(|value| words::difference(ctx, shown, answer, value));
    cell_ui(ui, difference, |ui| {
        ui.label(widgets::semibold(number.unwrap_or_else(|| "—".to_owned())));
    });
    let said = words::interval(ctx, shown, answer, change);
    cell_ui(ui, interval, |ui| {
        let text = if change.interval.is_some() { RichText::new(said) } else { widgets::small(ctx.theme, said) };
        ui.add(Label::new(text).wrap());
    });
    ui.end_row();
}

/// A cell of a fixed width whose text wraps.
fn cell_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width.max(40.0));
        ui.spacing_mut().item_spacing.y = 1.0;
        contents(ui);
    });
}

/// The table twin of the chart: every step with its values, and on which side it counts.
pub fn series_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown, answer: &Answer) {
    Grid::new("compare-before-series").num_columns(4).striped(true).spacing(vec2(24.0, 4.0)).show(ui, |ui| {
        let peers = ctx.t("compare-before-peers-mean");
        let year = ctx.t(&format!("compare-before-step-{}", answer.step.key()));
        let heads = [year.as_str(), &shown.own, &peers, &ctx.t("compare-before-counts")];
        for head in heads {
            ui.label(widgets::semibold(head).color(ctx.theme.soft()));
        }
        ui.end_row();
        for (step, own) in &answer.series {
            ui.label(widgets::soft(ctx.theme, words::step(answer, *step)));
            ui.label(words::value(ctx, shown, answer, *own));
            let series = answer.peers.as_ref().map(|peers| peers.series.as_slice()).unwrap_or_default();
            let peer = series.iter().find(|(at, _)| at == step);
            ui.label(peer.map_or_else(|| "—".to_owned(), |(_, value)| words::value(ctx, shown, answer, *value)));
            let key = match answer.until {
                _ if *step < answer.from => "compare-before-head-before",
                Some(until) if *step >= until => "compare-before-head-after",
                _ => "compare-before-during",
            };
            ui.label(widgets::small(ctx.theme, ctx.t(key)));
            ui.end_row();
        }
    });
}
