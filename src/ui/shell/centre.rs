//! What lies in the middle: the tab, and its options for the left panel.

use egui::Ui;

use crate::session::Action;
use crate::ui::UiContext;
use crate::ui::compare_tab::CompareTab;
use crate::ui::data_tab::DataTab;
use crate::ui::gaps_tab::GapsTab;
use crate::ui::indicators_tab::IndicatorsTab;
use crate::ui::map::{self, MapPanel};
use crate::ui::projects_tab::ProjectsTab;
use crate::ui::sensors_tab::SensorsTab;
use crate::workspace::{Tab, View};

/// The tabs.
#[derive(Default)]
pub struct Centre {
    map: MapPanel,
    projects: ProjectsTab,
    indicators: IndicatorsTab,
    compare: CompareTab,
    gaps: GapsTab,
    sensors: SensorsTab,
    data: DataTab,
}

impl Centre {
    /// Draws the tab.
    pub fn centre_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        match ctx.view.tab {
            Tab::Map => self.map.map_ui(ctx, ui),
            Tab::Projects => self.projects.projects_ui(ctx, ui),
            Tab::Indicators => self.indicators.indicators_ui(ctx, ui),
            Tab::Compare => self.compare.compare_ui(ctx, ui),
            Tab::Gaps => self.gaps.gaps_ui(ctx, ui),
            Tab::Sensors => self.sensors.sensors_ui(ctx, ui),
            Tab::Data => self.data.data_ui(ctx, ui),
        }
    }

    /// Draws the options of the tab.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        match ctx.view.tab {
            Tab::Map => map::options_ui(ctx, ui),
            Tab::Projects => self.projects.options_ui(ctx, ui),
            Tab::Indicators => self.indicators.options_ui(ctx, ui),
            Tab::Compare => self.compare.options_ui(ctx, ui),
            Tab::Gaps => self.gaps.options_ui(ctx, ui),
            Tab::Sensors => self.sensors.options_ui(ctx, ui),
            Tab::Data => self.data.options_ui(ctx, ui),
        }
    }

    /// Steps to the next (1) or previous (−1) object of the tab; false where the tab has no order of its own.
    pub fn step(&mut self, ctx: &UiContext<'_>, by: i32) -> bool {
        match ctx.view.tab {
            Tab::Map => self.map.step(ctx, by),
            Tab::Projects => self.projects.step(ctx, by as isize),
            _ => return false,
        }
        true
    }

    /// Whether a dialog of the tab takes the keys.
    pub const fn is_modal(&self) -> bool {
        self.compare.is_modal()
    }

    /// Whether nothing of the tab's picture is still being made.
    pub fn is_ready(&self, view: &View) -> bool {
        match view.tab {
            Tab::Map => self.map.is_ready(),
            Tab::Compare => self.compare.is_ready(&view.compare),
            _ => true,
        }
    }

    /// Zooms the map.
    pub fn zoom(&mut self, ctx: &UiContext<'_>, action: Action) {
        self.map.zoom(ctx, action);
    }
}
