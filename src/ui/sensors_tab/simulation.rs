//! The switch of the simulated city, and the menu of what it imitates and what goes wrong in it.

use std::collections::BTreeSet;

use egui::Ui;
use egui::containers::menu::MenuButton;

use super::words;
use crate::jobs::Fault;
use crate::model::Protocol;
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::widgets;

/// What the menu remembers between frames.
#[derive(Debug)]
pub struct Simulation {
    fault: Fault,
}

impl Default for Simulation {
    fn default() -> Self {
        Self { fault: Fault::None }
    }
}

impl Simulation {
    /// The switch, and the menu below it.
    pub fn simulation_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let toggle = widgets::toggle(ui, ctx.theme, ctx.status.is_simulating, &ctx.t("sensors-simulation"));
        if toggle.on_hover_text(ctx.t("sensors-simulation-help")).clicked() {
            ctx.send(FeedCommand::SetSimulation(!ctx.status.is_simulating));
        }
        let running = running(ctx);
        let text = if running.is_empty() {
            ctx.t("sensors-simulation-choose")
        } else {
            let n = i64::try_from(running.len()).unwrap_or_default();
            ctx.text.with("sensors-simulation-chosen", &[("n", n.into())])
        };
        ui.horizontal(|ui| {
            ui.add_space(24.0);
            let menu =
                egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
            let button = egui::Button::new(widgets::small(ctx.theme, text));
            MenuButton::from_button(button).config(menu).ui(ui, |ui| self.menu_ui(ctx, ui, &running));
        });
    }

    fn menu_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, running: &BTreeSet<Protocol>) {
        ui.set_min_width(250.0);
        ui.set_max_height(460.0);
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.label(widgets::small(ctx.theme, ctx.t("sensors-simulate-protocols")));
            if widgets::toggle(ui, ctx.theme, running.len() == Protocol::POLLED.len(), &ctx.t("sensors-simulate-all"))
                .clicked()
            {
                let is_all = running.len() == Protocol::POLLED.len();
                let protocols = if is_all { BTreeSet::new() } else { Protocol::POLLED.iter().copied().collect() };
                ctx.send(FeedCommand::Simulate(protocols, self.fault));
            }
            for protocol in Protocol::POLLED {
                let is_on = running.contains(protocol);
                if widgets::toggle(ui, ctx.theme, is_on, &ctx.text.word("protocol", protocol.key())).clicked() {
                    let mut protocols = running.clone();
                    if !protocols.remove(protocol) {
                        protocols.insert(*protocol);
                    }
                    ctx.send(FeedCommand::Simulate(protocols, self.fault));
                }
            }
            ui.separator();
            ui.label(widgets::small(ctx.theme, ctx.t("sensors-simulate-faults")));
            for fault in Fault::ALL {
                let text = ctx.text.word("sensors-fault", fault.key());
                if widgets::radio(ui, ctx.theme, self.fault == *fault, &text).clicked() {
                    self.fault = *fault;
                    if !running.is_empty() {
                        ctx.send(FeedCommand::Simulate(running.clone(), *fault));
                    }
                }
            }
        });
    }
}

/// Protocols that are simulated now.
fn running(ctx: &UiContext<'_>) -> BTreeSet<Protocol> {
    let feeds = ctx.workspace.sensors.feeds().values();
    feeds.filter(|feed| feed.is_simulated && words::is_on(ctx, feed)).map(|feed| feed.protocol).collect()
}
