//! The legend of the map of the chosen figure.

use egui::{Color32, Frame, Label, Margin, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::facts::Fact;
use crate::figure::map::base::ramp_colour;
use crate::insight::{Sheet, definition};
use crate::model::figure_ref::FigureBase;
use crate::query::classes::Choropleth;
use crate::ui::UiContext;
use crate::ui::theme::colour;
use crate::ui::widgets;

/// Width of the card.
const WIDTH: f32 = 208.0;

/// Height that the card is taken to have until it has been drawn.
const HEIGHT: f32 = 220.0;

/// Draws the card into the left lower corner.
pub fn legend_ui(ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, choropleth: &Choropleth, sheet: &Sheet, fact: &Fact) {
    // It stands on its foot: its height is that of the frame before.
    let id = ui.scope_id().with("compare-map-legend-height");
    let height = ui.data(|data| data.get_temp(id)).unwrap_or(HEIGHT);
    let place = Rect::from_min_size(pos2(rect.left() + 10.0, rect.bottom() - 10.0 - height), vec2(WIDTH, height));
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt("compare-map-legend"));
    let palette = &ctx.theme.palette;
    let frame = Frame::new()
        .fill(colour(palette.panel.with_opacity(0.95)))
        .stroke(ctx.theme.line())
        .corner_radius(8)
        .inner_margin(Margin::symmetric(10, 8));
    let shown = frame.show(&mut child, |ui| {
        ui.set_width(WIDTH - 20.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        contents_ui(ctx, ui, choropleth, sheet, fact);
    });
    let drawn = shown.response.rect.height();
    if (drawn - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, drawn));
        ui.ctx().request_repaint();
    }
}

fn contents_ui(ctx: &UiContext<'_>, ui: &mut Ui, choropleth: &Choropleth, sheet: &Sheet, fact: &Fact) {
    let palette = &ctx.theme.palette;
    ui.add(Label::new(widgets::semibold(&fact.definition.name)).wrap());
    ui.add(Label::new(widgets::small(ctx.theme, &fact.origin)).wrap());
    ui.add_space(3.0);
    let count = choropleth.bounds.len();
    let number = |bound: f64| definition::number_with_sign(ctx.workspace, &sheet.chosen.figure, bound, ctx.text);
    for (class, bound) in choropleth.bounds.iter().enumerate().rev() {
        let words = match choropleth.bounds.get(class + 1) {
            Some(next) => format!("{} – < {}", number(*bound), number(*next)),
            None => format!("≥ {}", number(*bound)),
        };
        let fill = colour(ramp_colour(palette, class, count));
        swatch_ui(ctx, ui, fill, ctx.theme.line(), &words);
    }
    if choropleth.missing_count > 0 {
        let words = ctx.tn("compare-map-missing", choropleth.missing_count);
        let swatch = swatch_ui(ctx, ui, colour(palette.missing), ctx.theme.line(), &words);
        let line = Stroke::new(0.9, colour(palette.faint));
        for across in [1.0, 6.0, 11.0] {
            let foot = swatch.left_bottom() + vec2(across - 6.0, 0.0);
            let painter = ui.painter().with_clip_rect(swatch.intersect(ui.clip_rect()));
            painter.line_segment([foot, foot + vec2(swatch.height(), -swatch.height())], line);
        }
    }
    let outline = Stroke::new(1.4, colour(palette.text.with_opacity(0.6)));
    swatch_ui(ctx, ui, Color32::TRANSPARENT, outline, &ctx.t("compare-map-peers"));
    let mut remarks = vec![ctx.text.word("class-method", choropleth.method.key())];
    if choropleth.is_provisional {
        remarks.push(ctx.t("map-legend-provisional-short"));
    }
    if ctx.workspace.municipalities.has_approximate_boundaries() {
        remarks.push(ctx.t("compare-map-approximate"));
    }
    match sheet.chosen.figure.base {
        FigureBase::Projects(_) => remarks.push(ctx.t("compare-sample-long")),
        FigureBase::Sensors(..) => remarks.extend(simulated(ctx, sheet)),
        FigureBase::Indicator(_) | FigureBase::Own(_) => {}
    }
    ui.add_space(2.0);
    ui.add(Label::new(widgets::small(ctx.theme, remarks.join(" · "))).wrap());
}

/// The word that must stand beside simulated sensors.
fn simulated(ctx: &UiContext<'_>, sheet: &Sheet) -> Option<String> {
    let FigureBase::Sensors(property, _) = sheet.chosen.figure.base else { return None };
    let towns = ctx.results.feeds.towns.as_ref()?;
    let mut shown = towns.towns.iter().filter(|((_, known), _)| *known == property);
    shown.any(|(_, town)| town.is_simulated).then(|| ctx.t("compare-simulated"))
}

/// A box in a colour with its meaning; returns where the box is.
fn swatch_ui(ctx: &UiContext<'_>, ui: &mut Ui, fill: Color32, edge: Stroke, words: &str) -> Rect {
    ui.spacing_mut().interact_size.y = 16.0;
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 12.0), Sense::hover());
        ui.painter().rect(rect, 2.0, fill, edge, StrokeKind::Inside);
        ui.label(widgets::small(ctx.theme, words));
        rect
    })
    .inner
}
