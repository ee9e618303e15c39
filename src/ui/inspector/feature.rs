//! A feature of a layer of the user's own: its attributes, and where the layer comes from.

use egui::{Align, Label, Layout, RichText, Sense, Ui, vec2};

use super::project::close_ui;
use super::provenance;
use crate::figure::map::own;
use crate::model::LayerCell;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{key_value, semibold_font, small, soft, sub_header};
use crate::workspace::FeatureRef;

/// Draws it; whether there is such a feature.
pub fn feature_ui(ctx: &UiContext<'_>, ui: &mut Ui, wanted: &FeatureRef) -> bool {
    let Some((layer, feature)) = ctx.workspace.feature(wanted) else { return false };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 12.0), Sense::hover());
        let mut scene = Vec::new();
        own::swatch(&mut scene, layer, [0.0, 1.0], &ctx.theme.palette);
        crate::ui::map::paint_scene(ui.painter(), &scene, rect.min);
        let room = (ui.available_width() - 36.0).max(40.0);
        ui.allocate_ui_with_layout(vec2(room, 18.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_max_width(room);
            ui.add(Label::new(small(ctx.theme, &*layer.name)).truncate()).on_hover_text(&*layer.name);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| close_ui(ctx, ui));
    });
    let name = layer.feature_name(feature);
    let number = u64::from(wanted.number) + 1;
    let title = if name.is_empty() {
        ctx.text.with("inspector-feature-number", &[("n", ctx.text.integer(number).into())])
    } else {
        name
    };
    ui.add(Label::new(RichText::new(title).font(semibold_font(measure::TITLE))).wrap());
    ui.add_space(6.0);
    sub_header(ui, ctx.theme, &ctx.t("inspector-attributes"), "");
    let cells = layer.data.columns.iter().zip(&feature.cells);
    let filled: Vec<_> = cells.filter(|(_, cell)| **cell != LayerCell::Empty).collect();
    if filled.is_empty() {
        ui.label(soft(ctx.theme, ctx.t("inspector-no-attributes")));
    }
    for (column, cell) in filled {
        key_value(ui, ctx.theme, &column.name, &cell_words(ctx, cell), false);
    }
    ui.add_space(8.0);
    sub_header(ui, ctx.theme, &ctx.t("inspector-provenance"), "");
    provenance::data_set_ui(ctx, ui, &layer.source.id);
    if let Some(hash) = &layer.source.hash {
        let short: String = hash.chars().take(12).collect();
        ui.label(small(ctx.theme, format!("SHA-256 {short}…"))).on_hover_text(&**hash);
    }
    true
}

/// An attribute as the language writes it; thousands stay together, for a number may be a code.
pub fn cell_words(ctx: &UiContext<'_>, cell: &LayerCell) -> String {
    match cell {
        LayerCell::Number(number) if ctx.language() == crate::model::Language::Nl => {
            number.to_string().replace('.', ",")
        }
        LayerCell::Date(date) => crate::ui::charts::parts::day(ctx, *date),
        cell => cell.shown(),
    }
}
