//! The look of egui made from the palette: colours, spacing in steps of 4, radius 6–8, Inter, sizes of text.

use egui::{Color32, CornerRadius, FontFamily, FontId, Stroke, TextStyle, vec2};

use crate::figure::style::{Colour, Palette};

/// Measures in points, as in the design.
pub mod measure {
    /// Height of the top bar.
    pub const TOP_BAR: f32 = 46.0;
    /// Height of the bar with chips.
    pub const CHIP_BAR: f32 = 40.0;
    /// Width of the filter panel.
    pub const FILTER_PANEL: f32 = 264.0;
    /// Width of the inspector.
    pub const INSPECTOR: f32 = 326.0;
    /// Height of the time bar.
    pub const TIME_BAR: f32 = 92.0;
    /// One step of spacing.
    pub const STEP: f32 = 4.0;
    /// Radius of buttons and fields.
    pub const RADIUS: u8 = 6;
    /// Size of text.
    pub const TEXT: f32 = 13.0;
    /// Size of small text.
    pub const SMALL: f32 = 12.0;
    /// Size of the smallest text.
    pub const TINY: f32 = 11.0;
    /// Size of titles.
    pub const TITLE: f32 = 17.0;
}

/// Family of semi-bold text.
pub const SEMIBOLD: &str = "semibold";

/// The look.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
}

/// A colour of the palette as egui's.
pub fn colour(colour: Colour) -> Color32 {
    Color32::from_rgba_unmultiplied(colour.r, colour.g, colour.b, colour.a)
}

impl Theme {
    /// The light or the dark look.
    pub fn new(is_dark: bool) -> Self {
        Self { palette: if is_dark { Palette::dark() } else { Palette::light() } }
    }

    /// Text.
    pub fn text(&self) -> Color32 {
        colour(self.palette.text)
    }

    /// Text of lesser weight.
    pub fn soft(&self) -> Color32 {
        colour(self.palette.soft)
    }

    /// What can be acted on.
    pub fn accent(&self) -> Color32 {
        colour(self.palette.accent)
    }

    /// Lines.
    pub fn line(&self) -> Stroke {
        Stroke::new(1.0, colour(self.palette.line))
    }

    /// Gives egui this look.
    pub fn apply(&self, context: &egui::Context) {
        let palette = &self.palette;
        let theme = if palette.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
        context.set_theme(theme);
        let mut style = context.style_of(theme).as_ref().clone();
        let mut visuals = if palette.is_dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        visuals.override_text_color = Some(colour(palette.text));
        visuals.weak_text_color = Some(colour(palette.soft));
        visuals.panel_fill = colour(palette.panel);
        visuals.window_fill = colour(palette.panel);
        visuals.extreme_bg_color = colour(palette.panel);
        visuals.faint_bg_color = colour(palette.background);
        visuals.hyperlink_color = colour(palette.accent);
        visuals.selection.bg_fill = colour(palette.accent_background);
        visuals.selection.stroke = Stroke::new(1.0, colour(palette.accent));
        visuals.window_stroke = self.line();
        visuals.window_corner_radius = CornerRadius::same(8);
        visuals.menu_corner_radius = CornerRadius::same(8);
        for (widget, fill) in [
            (&mut visuals.widgets.noninteractive, palette.panel),
            (&mut visuals.widgets.inactive, palette.panel),
            (&mut visuals.widgets.hovered, palette.hover),
            (&mut visuals.widgets.active, palette.accent_background),
            (&mut visuals.widgets.open, palette.hover),
        ] {
            widget.bg_fill = colour(fill);
            widget.weak_bg_fill = colour(fill);
            widget.bg_stroke = self.line();
            widget.fg_stroke = Stroke::new(1.0, colour(palette.text));
            widget.corner_radius = CornerRadius::same(measure::RADIUS);
            widget.expansion = 0.0;
        }
        visuals.widgets.hovered.bg_stroke = Stroke::new(1.0, colour(palette.faint));
        visuals.widgets.active.bg_stroke = Stroke::new(1.0, colour(palette.accent));
        style.visuals = visuals;
        style.spacing.item_spacing = vec2(8.0, 4.0);
        style.spacing.button_padding = vec2(10.0, 5.0);
        style.spacing.interact_size.y = 26.0;
        style.text_styles = [
            (TextStyle::Body, FontId::new(measure::TEXT, FontFamily::Proportional)),
            (TextStyle::Button, FontId::new(measure::TEXT, FontFamily::Proportional)),
            (TextStyle::Small, FontId::new(measure::SMALL, FontFamily::Proportional)),
            (TextStyle::Monospace, FontId::new(measure::SMALL, FontFamily::Monospace)),
            (TextStyle::Heading, FontId::new(measure::TITLE, FontFamily::Name(SEMIBOLD.into()))),
        ]
        .into();
        context.set_style_of(theme, style);
    }
}
