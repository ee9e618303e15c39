//! A list of the user's own: its name and its municipalities, from scratch or from what is shown.

use std::sync::Arc;

use egui::{RichText, ScrollArea, Ui};

use super::look;
use crate::model::Nis;
use crate::model::own::OwnList;
use crate::session::command::{CompareCommand, OwnCommand};
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::town_search::TownSearch;
use crate::ui::widgets;
use crate::workspace::{Borders, PeerChoice};

/// The dialog's state.
#[derive(Debug, Default)]
pub struct ListDialog {
    /// The list that is changed; `None` for a new one.
    id: Option<Arc<str>>,
    name: String,
    members: Vec<Nis>,
    search: TownSearch,
    is_deleting: bool,
}

impl ListDialog {
    /// Opens it for a list that there is.
    pub fn edit(list: &OwnList) -> Self {
        Self {
            id: Some(Arc::clone(&list.id)),
            name: list.name.to_string(),
            members: list.members.clone(),
            ..Self::default()
        }
    }

    /// Draws it; whether it is over.
    pub fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let key = if self.id.is_some() { "compare-list-title-edit" } else { "compare-list-title" };
        ui.label(RichText::new(ctx.t(key)).font(widgets::semibold_font(measure::TITLE)));
        let name = ctx.t("compare-list-name");
        widgets::sub_header(ui, ctx.theme, &name, "");
        widgets::text_field(ui, &mut self.name, &name, &ctx.t("compare-list-name-hint"));
        self.starts_ui(ctx, ui);
        let remark = ctx.text.integer(self.members.len());
        widgets::sub_header(ui, ctx.theme, &ctx.t("compare-list-members"), &remark);
        self.members_ui(ctx, ui);
        ui.add_space(6.0);
        let search = ctx.t("compare-list-add");
        if let Some(nis) = self.search.town_search_ui(ctx, ui, &search, &self.members, Borders::Today) {
            self.add(vec![nis]);
        }
        ui.add_space(16.0);
        self.buttons_ui(ctx, ui)
    }

    /// Ways to start: what is compared, the group shown, the municipalities of the filter.
    fn starts_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let comparison = ctx.results.comparison.as_ref();
        let compared = comparison.map(|one| one.municipalities.clone()).unwrap_or_default();
        let peers = comparison.map(|one| one.peers.members.clone()).unwrap_or_default();
        let timeline = ctx.workspace.municipalities.timeline();
        let filtered: Vec<Nis> = ctx.view.filter.municipalities.iter().map(|nis| timeline.today(*nis)).collect();
        let starts = [
            ("compare-list-from-compared", compared),
            ("compare-list-from-peers", peers),
            ("compare-list-from-filter", filtered),
        ];
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            for (key, members) in starts.into_iter().filter(|(_, members)| !members.is_empty()) {
                let n = members.len() as u32;
                if widgets::secondary_button(ui, ctx.theme, &ctx.tn(key, n)).clicked() {
                    self.add(members);
                }
            }
        });
    }

    fn add(&mut self, members: Vec<Nis>) {
        self.members.extend(members);
        self.members.sort_unstable();
        self.members.dedup();
    }

    fn members_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        if self.members.is_empty() {
            ui.label(widgets::soft(ctx.theme, ctx.t("compare-list-empty")));
            return;
        }
        let mut removed = None;
        ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
                for nis in &self.members {
                    let name = look::name(ctx, *nis);
                    let spoken = ctx.tw("indicators-remove", &[("name", &name)]);
                    if widgets::chip(ui, ctx.theme, &name, &spoken).clicked() {
                        removed = Some(*nis);
                    }
                }
            });
        });
        if let Some(removed) = removed {
            self.members.retain(|nis| *nis != removed);
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            let is_whole = !self.name.trim().is_empty() && !self.members.is_empty();
            ui.add_enabled_ui(is_whole && !ctx.workspace.is_read_only, |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("compare-save")).clicked() {
                    self.save(ctx);
                    is_over = true;
                }
            });
            is_over |= widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
            if let Some(id) = self.id.clone() {
                let key = if self.is_deleting { "compare-delete-sure" } else { "compare-delete" };
                if widgets::secondary_button(ui, ctx.theme, &ctx.t(key)).clicked() {
                    if self.is_deleting {
                        delete(ctx, id);
                        is_over = true;
                    }
                    self.is_deleting = true;
                }
            }
        });
        if ctx.workspace.is_read_only {
            ui.label(widgets::small(ctx.theme, ctx.t("compare-read-only")));
        }
        is_over
    }

    /// Writes the list; a new one becomes the group at once.
    fn save(&self, ctx: &UiContext<'_>) {
        let name = self.name.trim();
        let id = self.id.clone().unwrap_or_else(|| ctx.workspace.own.free_id(name));
        let list = OwnList { id: Arc::clone(&id), name: name.into(), members: self.members.clone() };
        ctx.send(OwnCommand::PutList(list));
        if self.id.is_none() {
            ctx.send(CompareCommand::SetPeers(Some(PeerChoice::List(id))));
        }
    }
}

fn delete(ctx: &UiContext<'_>, id: Arc<str>) {
    if ctx.view.compare.peers == Some(PeerChoice::List(Arc::clone(&id))) {
        ctx.send(CompareCommand::SetPeers(None));
    }
    ctx.send(OwnCommand::Remove(id));
}
