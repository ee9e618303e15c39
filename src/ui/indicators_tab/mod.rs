//! Series over time of an indicator for chosen municipalities, as a chart and as a table.

use crate::session::command::IndicatorCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct IndicatorsTab {}

impl IndicatorsTab {
    /// The centre.
    pub fn indicators_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        parts::scrolling_page(ui, "indicators", |ui| {
            for point in ctx.results.series.iter().flat_map(|series| &series.points) {
                let value = point.value.map(|value| ctx.text.number(value, 0)).unwrap_or_default();
                widgets::key_value(ui, ctx.theme, &point.year.to_string(), &value, false);
            }
        });
    }

    /// The tab's own options.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        for indicator in ctx.workspace.indicators.definitions() {
            let is_chosen = ctx.view.indicators.indicator.as_ref() == Some(&indicator.id);
            if widgets::radio(ui, ctx.theme, is_chosen, indicator.name.get(ctx.text.language())).clicked() {
                ctx.send(IndicatorCommand::SetIndicator(indicator.id.clone()));
            }
        }
    }
}
