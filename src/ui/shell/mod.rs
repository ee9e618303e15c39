//! The frame of the window: bars, panels and what lies in the middle.

mod centre;
mod chip_bar;
mod drop;
mod perform;
pub mod shortcuts;
mod states;
mod top_bar;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use self::centre::Centre;
pub use self::perform::is_possible;
use super::UiContext;
use super::dialogs::Dialogs;
use super::filters::FilterPanel;
use super::inspector::Inspector;
use super::notifications::Notifications;
use super::palette::CommandPalette;
use super::theme::{colour, measure};
use super::timebar::TimeBar;
use crate::session::Action;
use crate::workspace::View;

/// State of the frame that is only about looking.
#[derive(Default)]
pub struct Shell {
    filters: FilterPanel,
    timebar: TimeBar,
    inspector: Inspector,
    centre: Centre,
    palette: CommandPalette,
    dialogs: Dialogs,
    notifications: Notifications,
}

impl Shell {
    /// Whether nothing of the tab's picture is still being made.
    pub fn is_ready(&self, view: &View) -> bool {
        self.centre.is_ready(view)
    }

    /// Draws the window.
    pub fn shell_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        shortcuts::read(ctx, ui.ctx(), self.is_modal());
        drop::take_files(ctx, ui.ctx());
        let bar = Frame::new().fill(colour(ctx.theme.palette.panel)).inner_margin(Margin::symmetric(16, 0));
        Panel::top("top-bar").exact_size(measure::TOP_BAR).frame(bar).show(ui, |ui| top_bar::top_bar_ui(ctx, ui));
        if ctx.results.is_loaded {
            self.panels_ui(ctx, ui);
        } else {
            let frame = Frame::new().fill(colour(ctx.theme.palette.background));
            CentralPanel::default().frame(frame).show(ui, |ui| states::not_loaded_ui(ctx, ui));
        }
        self.palette.palette_ui(ctx, ui.ctx());
        self.dialogs.dialogs_ui(ctx, ui.ctx());
        self.notifications.notifications_ui(ctx, ui.ctx(), &mut self.dialogs);
        self.perform(ctx, ui.ctx());
    }

    fn panels_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let panel = colour(ctx.theme.palette.panel);
        let side = Frame::new().fill(panel).inner_margin(Margin { left: 16, right: 2, top: 12, bottom: 0 });
        if ctx.settings.has_filter_panel {
            let Self { filters, centre, .. } = self;
            Panel::left("left-panel")
                .exact_size(measure::FILTER_PANEL)
                .resizable(false)
                .frame(side)
                .show(ui, |ui| filters.filters_ui(ctx, ui, |ui| centre.options_ui(ctx, ui)));
        }
        let bar = Frame::new().fill(panel).inner_margin(Margin::symmetric(16, 0));
        chip_bar::chip_bar_panel(ctx, ui, bar);
        if ctx.settings.has_inspector {
            Panel::right("inspector")
                .exact_size(measure::INSPECTOR)
                .resizable(false)
                .frame(Frame::new().fill(panel).inner_margin(Margin { left: 16, right: 2, top: 12, bottom: 0 }))
                .show(ui, |ui| self.inspector.inspector_ui(ctx, ui));
        }
        Panel::bottom("time-bar")
            .exact_size(measure::TIME_BAR)
            .resizable(false)
            .frame(Frame::new().fill(panel).inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 4 }))
            .show(ui, |ui| self.timebar.timebar_ui(ctx, ui));
        let middle = Frame::new().fill(colour(ctx.theme.palette.background));
        CentralPanel::default().frame(middle).show(ui, |ui| {
            let rect = ui.max_rect();
            self.centre.centre_ui(ctx, ui);
            states::no_hits_ui(ctx, ui, rect);
        });
    }

    /// Whether something lies over the window that takes the keys.
    fn is_modal(&self) -> bool {
        self.palette.is_open() || self.dialogs.is_open() || self.notifications.is_viewing() || self.centre.is_modal()
    }

    /// Carries out what menu, palette and keys asked for.
    fn perform(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        let asked: Vec<Action> = ctx.actions.borrow_mut().drain(..).collect();
        for action in asked {
            perform::perform(self, ctx, context, action);
        }
    }
}
