//! Municipalities side by side: figures with their spread over the peers, series, projects, a map, before and after.

mod before_after;
mod over_time;

use egui::Ui;

use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;
use crate::workspace::CompareSection;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct CompareTab {
    over_time: over_time::OverTime,
    before_after: before_after::BeforeAfter,
}

impl CompareTab {
    /// The centre.
    pub fn compare_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let Some(comparison) = ctx.results.comparison.clone() else {
            parts::page(ui, |ui| {
                parts::empty(ctx, ui, "compare-empty", "compare-empty-text", None);
            });
            return;
        };
        parts::page(ui, |ui| {
            section_ui(ctx, ui);
            match ctx.view.compare.section {
                CompareSection::OverTime => self.over_time.over_time_ui(ctx, ui, &comparison),
                CompareSection::BeforeAfter => self.before_after.before_after_ui(ctx, ui, &comparison),
                CompareSection::Figures | CompareSection::Projects | CompareSection::Map => {}
            }
        });
    }

    /// The tab's own options.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}
}

fn section_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let choices: Vec<(CompareSection, String)> =
        CompareSection::ALL.iter().map(|section| (*section, ctx.text.word("compare-section", section.key()))).collect();
    if let Some(section) = widgets::segmented(ui, ctx.theme, ctx.view.compare.section, &choices) {
        ctx.send(CompareCommand::SetSection(section));
    }
    ui.add_space(8.0);
}
