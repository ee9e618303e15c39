//! Smart regions in the filter panel: the saved ones, and making one from the places of the filter.

use std::collections::BTreeSet;

use egui::{Align, Label, Layout, Ui};

use crate::model::Nis;
use crate::model::own::OwnList;
use crate::query::towns;
use crate::session::command::{FilterCommand, OwnCommand};
use crate::ui::UiContext;
use crate::ui::widgets::{Icon, primary_button, quiet_icon_button, radio, section_header, small, text_field};
use crate::workspace::{Filter, SmartRegion};

/// The name that is being typed.
#[derive(Debug, Default)]
pub struct RegionPart {
    name: String,
}

impl RegionPart {
    /// Draws the part.
    pub fn region_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let chosen = ctx.view.filter.region.as_ref();
        let right = if chosen.is_some() { ctx.tn("filter-chosen", 1) } else { String::new() };
        if !section_header(ui, ctx.theme, "region", &ctx.t("region-title"), &right, chosen.is_some()) {
            return;
        }
        saved_ui(ctx, ui);
        let members = towns::wanted(&ctx.workspace.municipalities, &ctx.view.filter).unwrap_or_default();
        let is_saved = ctx.workspace.own.lists.iter().any(|list| list.members.iter().eq(&members));
        if !members.is_empty() && !is_saved {
            self.make_ui(ctx, ui, &members);
        }
        ui.add_space(8.0);
    }

    /// A name for the municipalities of the filter; saving makes them one.
    fn make_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, members: &BTreeSet<Nis>) {
        ui.add_space(4.0);
        ui.label(small(ctx.theme, ctx.tn("region-from-filter", members.len() as u32)));
        ui.add_space(2.0);
        let name = ctx.t("region-name");
        text_field(ui, &mut self.name, &name, &name);
        ui.add_space(4.0);
        let is_named = !self.name.trim().is_empty();
        ui.add_enabled_ui(is_named && !ctx.workspace.is_read_only, |ui| {
            if primary_button(ui, ctx.theme, &ctx.t("region-make")).clicked() {
                save(ctx, self.name.trim(), members);
                self.name.clear();
            }
        });
        if ctx.workspace.is_read_only {
            ui.add(Label::new(small(ctx.theme, ctx.t("region-read-only"))).wrap());
        }
    }
}

/// Saves a region, and filters by it in the place of what it was made from.
fn save(ctx: &UiContext<'_>, name: &str, members: &BTreeSet<Nis>) {
    let list =
        OwnList { id: ctx.workspace.own.free_id(name), name: name.into(), members: members.iter().copied().collect() };
    let region = SmartRegion::from(&list);
    ctx.send(OwnCommand::PutList(list));
    ctx.send(FilterCommand::Set(Box::new(Filter { region: Some(region), ..ctx.view.filter.without_places() })));
}

fn saved_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let lists = &ctx.workspace.own.lists;
    if lists.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.t("region-none-saved"))).wrap());
        return;
    }
    for list in lists {
        let region = SmartRegion::from(list);
        let is_chosen = ctx.view.filter.region.as_ref() == Some(&region);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let spoken = ctx.tw("region-remove", &[("name", &list.name)]);
                let is_removable = !ctx.workspace.is_read_only;
                let cross =
                    ui.add_enabled_ui(is_removable, |ui| quiet_icon_button(ui, ctx.theme, Icon::Cross, &spoken));
                if cross.inner.clicked() {
                    ctx.send(OwnCommand::Remove(list.id.clone()));
                }
                ui.label(small(ctx.theme, ctx.text.integer(list.members.len())));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.set_max_width(ui.available_width());
                    if radio(ui, ctx.theme, is_chosen, &list.name).clicked() {
                        ctx.send(FilterCommand::SetRegion((!is_chosen).then_some(region)));
                    }
                });
            });
        });
    }
}
