//! The bar above the tab: how many projects, under which filters, and what can be done with them.

use egui::{Align, Frame, Layout, Panel, RichText, ScrollArea, Ui};

use crate::query::filter::KindCounts;
use crate::session::command::FilterCommand;
use crate::session::{Action, Command};
use crate::ui::UiContext;
use crate::ui::filters::words::{self, FilterChip};
use crate::ui::theme::measure;
use crate::ui::widgets::{Icon, chip, font, icon_button, link, primary_button, secondary_button, semibold_font, small};

/// Width that the buttons on the right take.
const BUTTONS_WIDTH: f32 = 330.0;
/// Height of the second row, where the chips don't fit into the first.
const CHIP_ROW: f32 = 34.0;

/// The bar; a second row holds the chips where the first is too narrow.
pub fn chip_bar_panel(ctx: &UiContext<'_>, ui: &mut Ui, frame: Frame) {
    let chips = words::chips(ctx);
    let room = ui.available_width() - 32.0 - BUTTONS_WIDTH - headline_width(ctx, ui);
    let has_second_row = !chips.is_empty() && chips_width(ctx, ui, &chips) > room;
    let height = measure::CHIP_BAR + if has_second_row { CHIP_ROW } else { 0.0 };
    let id = if has_second_row { "chip-bar-two" } else { "chip-bar" };
    Panel::top(id).exact_size(height).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_height(measure::CHIP_BAR);
            headline_ui(ctx, ui, room > 0.0);
            if !has_second_row {
                chips_ui(ctx, ui, &chips);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons_ui(ctx, ui));
        });
        if has_second_row {
            ScrollArea::horizontal().id_salt("chips").show(ui, |ui| {
                ui.horizontal(|ui| chips_ui(ctx, ui, &chips));
            });
        }
    });
}

fn chips_ui(ctx: &UiContext<'_>, ui: &mut Ui, chips: &[FilterChip]) {
    for part in chips {
        let name = ctx.tw("filter-remove", &[("filter", &part.text)]);
        if chip(ui, ctx.theme, &part.text, &name).clicked() {
            ctx.send(part.removes.clone());
        }
    }
    if !chips.is_empty() && link(ui, ctx.theme, &ctx.t("filter-clear-all")).clicked() {
        ctx.send(FilterCommand::Clear);
    }
}

fn chips_width(ctx: &UiContext<'_>, ui: &Ui, chips: &[FilterChip]) -> f32 {
    let width = |text: &str| {
        ui.painter().layout_no_wrap(text.to_owned(), font(measure::TEXT), ctx.theme.text()).size().x.min(260.0)
    };
    let all: f32 = chips.iter().map(|part| width(&part.text) + 46.0).sum();
    all + width(&ctx.t("filter-clear-all")) + 16.0
}

/// "280 projecten · 14 diensten · 89 geplande acties"; filtered, "87 van 383" and the kinds behind it; of a state before,
/// "wordt bijgewerkt…" in their place.
fn headline(ctx: &UiContext<'_>) -> (String, String) {
    let (head, rest) = counts(ctx);
    let is_of_before = ctx.status.is_arriving || ctx.results.is_searching;
    (head, if is_of_before { ctx.t("import-updating") } else { rest })
}

fn counts(ctx: &UiContext<'_>) -> (String, String) {
    let selection = &ctx.results.selection;
    if ctx.is_unfiltered() {
        return (kinds_words(ctx, selection.hits), String::new());
    }
    let hits = ctx.text.integer(selection.hits.counted());
    let total = ctx.text.integer(selection.total.counted());
    (ctx.tw("shell-hits-of", &[("hits", &hits), ("total", &total)]), kinds_words(ctx, selection.hits))
}

/// The kinds that count, apart; kinds without a row are left out.
fn kinds_words(ctx: &UiContext<'_>, counts: KindCounts) -> String {
    let kinds = [
        ("shell-projects", counts.projects),
        ("shell-services", counts.services),
        ("shell-planned-actions", counts.planned_actions),
    ];
    let words: Vec<String> =
        kinds.iter().filter(|(_, count)| *count > 0).map(|&(key, count)| ctx.tn(key, count)).collect();
    if words.is_empty() { ctx.tn("shell-projects", 0) } else { words.join(" · ") }
}

fn headline_width(ctx: &UiContext<'_>, ui: &Ui) -> f32 {
    let (head, rest) = headline(ctx);
    let width = |text: String, face| ui.painter().layout_no_wrap(text, face, ctx.theme.text()).size().x;
    let sample = width(ctx.t("shell-sample"), font(measure::SMALL));
    width(head, semibold_font(measure::TEXT)) + width(rest, font(measure::SMALL)) + sample + 32.0
}

fn headline_ui(ctx: &UiContext<'_>, ui: &mut Ui, has_room: bool) {
    let (head, rest) = headline(ctx);
    let programmes = ctx.results.selection.hits.programmes;
    let tip = ctx.tn("shell-programmes-aside", programmes);
    ui.label(RichText::new(head).font(semibold_font(measure::TEXT))).on_hover_text(&tip);
    if !rest.is_empty() {
        ui.label(small(ctx.theme, rest)).on_hover_text(&tip);
    }
    // Where there is no room for the whole remark its first word stands, and the rest is told on hover.
    let key = if has_room { "shell-sample" } else { "shell-sample-short" };
    ui.label(small(ctx.theme, ctx.t(key))).on_hover_text(ctx.t("shell-sample-tip"));
}

/// From the right: export, save the view, redo, undo.
fn buttons_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let word = |action: Action| ctx.text.word("action", action.key());
    if primary_button(ui, ctx.theme, &ctx.t("shell-export")).clicked() {
        ctx.act(Action::Export);
    }
    if secondary_button(ui, ctx.theme, &ctx.t("shell-save-view")).clicked() {
        ctx.act(Action::SaveView);
    }
    ui.add_enabled_ui(ctx.status.can_redo, |ui| {
        if icon_button(ui, ctx.theme, Icon::Redo, &word(Action::Redo)).clicked() {
            ctx.send(Command::Redo);
        }
    });
    ui.add_enabled_ui(ctx.status.can_undo, |ui| {
        if icon_button(ui, ctx.theme, Icon::Undo, &word(Action::Undo)).clicked() {
            ctx.send(Command::Undo);
        }
    });
}
