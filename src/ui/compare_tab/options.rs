//! The tab's own options: which municipalities, against whom, of which year, in whose borders.

use egui::{Align, ComboBox, Label, Layout, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{CompareTab, Dialog, look};
use crate::insight::comparison::MUNICIPALITY_LIMIT;
use crate::insight::{Comparison, PeerBasis, Sheet, peers};
use crate::model::Nis;
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Icon, Tone, icon};
use crate::workspace::{Borders, PeerChoice};

impl CompareTab {
    /// The tab's own options.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let codes = ctx.results.comparison.as_ref().map(|one| one.municipalities.clone()).unwrap_or_default();
        self.towns_ui(ctx, ui, &codes);
        let (Some(comparison), Some(sheet)) = (ctx.results.comparison.clone(), ctx.results.sheet.clone()) else {
            return;
        };
        self.peers_ui(ctx, ui, &comparison, &sheet);
        year_ui(ctx, ui, &sheet);
        borders_ui(ctx, ui);
        mergers_ui(ctx, ui, &comparison);
    }

    fn towns_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, codes: &[Nis]) {
        let right =
            ctx.text.with("indicators-of-limit", &[("n", codes.len().into()), ("limit", MUNICIPALITY_LIMIT.into())]);
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-municipalities"), &right);
        for (position, nis) in codes.iter().enumerate() {
            self.town_ui(ctx, ui, position, *nis);
            ui.add_space(4.0);
        }
        if codes.len() >= MUNICIPALITY_LIMIT {
            ui.add(Label::new(widgets::small(ctx.theme, ctx.t("compare-full"))).wrap());
            return;
        }
        let name = ctx.t("compare-add-municipality");
        if let Some(nis) = self.search.town_search_ui(ctx, ui, &name, codes, Borders::Today) {
            ctx.send(CompareCommand::SetMunicipalities(codes.iter().copied().chain([nis]).collect()));
        }
    }

    /// A card with colour, name and cross; a click on another than the own one makes it the own one.
    fn town_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, position: usize, nis: Nis) {
        let name = look::name(ctx, nis);
        let is_own = position == 0;
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
        let key = if is_own { "compare-own-town" } else { "compare-make-own" };
        let spoken = ctx.tw(key, &[("name", &name)]);
        let role = if is_own { Role::Label } else { Role::Button };
        response.widget_info(|| WidgetInfo::labeled(role, true, &spoken));
        let palette = &ctx.theme.palette;
        let fill = if response.hovered() && !is_own { palette.hover } else { palette.panel };
        let edge =
            if self.linked.is(nis) { egui::Stroke::new(1.5, look::ink(ctx, position)) } else { ctx.theme.line() };
        ui.painter().rect(rect, 7.0, colour(fill), edge, StrokeKind::Inside);
        ui.painter().circle_filled(pos2(rect.left() + 16.0, rect.center().y), 5.5, look::ink(ctx, position));
        let (text, soft) = (ctx.theme.text(), ctx.theme.soft());
        let own = if is_own { ctx.t("compare-own") } else { String::new() };
        let mark = widgets::elided(ui, &own, widgets::font(measure::TINY), soft, 60.0);
        let face = if is_own { widgets::semibold_font(measure::TEXT) } else { widgets::font(measure::TEXT) };
        let line = widgets::elided(ui, &name, face, text, rect.width() - 66.0 - mark.size().x);
        ui.painter().galley(pos2(rect.left() + 30.0, rect.center().y - line.size().y / 2.0), line, text);
        let at = pos2(rect.right() - 32.0 - mark.size().x, rect.center().y - mark.size().y / 2.0);
        ui.painter().galley(at, mark, soft);
        if response.hovered() {
            self.linked.point(nis);
        }
        let cross = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(22.0, 22.0));
        let removes = ui.interact(cross, ui.scope_id().with(("compare-remove", nis.number())), Sense::click());
        let removed = ctx.tw("indicators-remove", &[("name", &name)]);
        removes.widget_info(|| WidgetInfo::labeled(Role::Button, true, &removed));
        let ink = if removes.hovered() { text } else { soft };
        icon::paint(ui.painter(), Icon::Cross, cross.shrink(7.0), ink);
        widgets::focus_ring(ui, ctx.theme, rect, &response);
        widgets::focus_ring(ui, ctx.theme, cross, &removes);
        if removes.on_hover_text(removed).clicked() {
            ctx.send(CompareCommand::ToggleMunicipality(nis));
        } else if response.on_hover_text(&spoken).clicked() && !is_own {
            ctx.send(CompareCommand::MakeOwn(nis));
        }
    }

    fn peers_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison, sheet: &Sheet) {
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-with"), "");
        let chosen = &comparison.peers.choice;
        for (rule, count) in &sheet.peer_counts {
            let word = ctx.text.word("figures-peers", rule.key());
            let label = format!("{word} ({})", ctx.text.integer(*count));
            if widgets::radio(ui, ctx.theme, rule == chosen, &label).clicked() {
                ctx.send(CompareCommand::SetPeers(Some(rule.clone())));
            }
        }
        self.lists_ui(ctx, ui, chosen);
        ui.add_space(8.0);
        let explanation = peers::explanation(ctx.workspace, &comparison.peers, ctx.text);
        ui.add(Label::new(widgets::small(ctx.theme, explanation)).wrap());
        if *chosen == PeerChoice::Similar {
            self.similar_ui(ctx, ui, comparison);
        }
    }

    /// Lists of the user's own, and the way to make one.
    fn lists_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, chosen: &PeerChoice) {
        for list in &ctx.workspace.own.lists {
            let rule = PeerChoice::List(std::sync::Arc::clone(&list.id));
            let label = format!("{} ({})", list.name, ctx.text.integer(list.members.len()));
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let spoken = ctx.tw("compare-list-edit-name", &[("name", &list.name)]);
                    let edit = widgets::link(ui, ctx.theme, &ctx.t("compare-list-edit"));
                    edit.widget_info(|| WidgetInfo::labeled(Role::Link, true, &spoken));
                    if edit.clicked() {
                        self.dialog = Some(Dialog::List(super::lists::ListDialog::edit(list)));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        if widgets::radio(ui, ctx.theme, rule == *chosen, &label).clicked() {
                            ctx.send(CompareCommand::SetPeers(Some(rule)));
                        }
                    });
                });
            });
        }
        ui.add_space(4.0);
        if widgets::link(ui, ctx.theme, &ctx.t("compare-list-new")).clicked() {
            self.dialog = Some(Dialog::List(super::lists::ListDialog::default()));
        }
    }

    /// What likeness rests on, and how far each one lies.
    fn similar_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison) {
        ui.add_space(4.0);
        if widgets::link(ui, ctx.theme, &ctx.t("compare-similar-choose")).clicked() {
            self.dialog = Some(Dialog::Picker(super::picker::Picker::for_likeness(ctx)));
        }
        let PeerBasis::Similar { distances, .. } = &comparison.peers.basis else { return };
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-distances"), &ctx.t("compare-distances-unit"));
        let greatest = distances.iter().map(|(_, distance)| *distance).fold(0.0, f64::max);
        for (nis, distance) in distances {
            distance_ui(ctx, ui, *nis, *distance, greatest, &mut self.linked);
        }
    }
}

/// One look-alike with its distance as a bar; a click compares it.
fn distance_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis, distance: f64, greatest: f64, linked: &mut look::Linked) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::click());
    let name = look::name(ctx, nis);
    let number = ctx.text.number(distance, 2);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {number}")));
    if response.hovered() {
        linked.point(nis);
    }
    if response.hovered() || linked.is(nis) {
        ui.painter().rect_filled(rect, f32::from(measure::RADIUS), colour(ctx.theme.palette.hover));
    }
    let (text, soft) = (ctx.theme.text(), ctx.theme.soft());
    let line = widgets::elided(ui, &name, widgets::font(measure::SMALL), text, rect.width() - 112.0);
    ui.painter().galley(pos2(rect.left() + 2.0, rect.center().y - line.size().y / 2.0), line, text);
    let figure = widgets::elided(ui, &number, widgets::font(measure::SMALL), soft, 40.0);
    let at = pos2(rect.right() - figure.size().x - 2.0, rect.center().y - figure.size().y / 2.0);
    ui.painter().galley(at, figure, soft);
    let share = if greatest > 0.0 { (distance / greatest) as f32 } else { 0.0 };
    let bar = Rect::from_min_size(pos2(rect.right() - 104.0, rect.center().y - 3.0), vec2(68.0 * share, 6.0));
    ui.painter().rect_filled(bar, 2.0, colour(ctx.theme.palette.faint));
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    if response.on_hover_text(ctx.tw("compare-compare", &[("name", &name)])).clicked() {
        ctx.send(CompareCommand::ToggleMunicipality(nis));
    }
}

/// The newest year of each figure, or one year for all that have it.
fn year_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &Sheet) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-year"), "");
    let said = |year: Option<i16>| year.map_or_else(|| ctx.t("compare-year-newest"), |year| year.to_string());
    let chosen = ctx.view.compare.year;
    let combo = ComboBox::from_id_salt("compare-year").width(ui.available_width()).selected_text(said(chosen));
    let shown = combo.show_ui(ui, |ui| {
        for year in std::iter::once(None).chain(sheet.years.iter().rev().copied().map(Some)) {
            if ui.selectable_label(year == chosen, said(year)).clicked() && year != chosen {
                ctx.send(CompareCommand::SetYear(year));
            }
        }
    });
    let name = format!("{}: {}", ctx.t("compare-year"), said(chosen));
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    if chosen.is_some() {
        ui.add(Label::new(widgets::small(ctx.theme, ctx.t("compare-year-remark"))).wrap());
    }
}

fn borders_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("indicators-borders"), &ctx.t("compare-borders-remark"));
    for (borders, key) in [(Borders::Today, "compare-borders-today"), (Borders::OfTheTime, "compare-borders-then")] {
        if widgets::radio(ui, ctx.theme, ctx.view.compare.borders == borders, &ctx.t(key)).clicked() {
            ctx.send(CompareCommand::SetBorders(borders));
        }
    }
}

/// Which of the compared municipalities took in others.
fn mergers_ui(ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison) {
    let timeline = ctx.workspace.municipalities.timeline();
    let merged: Vec<String> = comparison
        .municipalities
        .iter()
        .filter(|nis| !timeline.leading_to(**nis).is_empty())
        .map(|nis| look::name(ctx, *nis))
        .collect();
    if !merged.is_empty() {
        ui.add_space(8.0);
        let names = merged.join(", ");
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.tw("compare-merged", &[("names", &names)]));
    }
}
