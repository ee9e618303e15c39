//! Colours as tokens: the only source of colour for the window and for pictures, read from `assets/theme/`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::Dimension;
use crate::query::sensor_classes::Ramp;

/// A colour, sRGB with alpha, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

impl Colour {
    /// The same with this opacity, 0 to 1.
    #[must_use]
    pub fn with_opacity(self, opacity: f32) -> Self {
        Self { a: (f32::from(self.a) * opacity.clamp(0.0, 1.0)).round() as u8, ..self }
    }

    /// This colour over another, opaque: what `opacity` (0 to 1) of it looks like there.
    #[must_use]
    pub fn over(self, ground: Self, opacity: f32) -> Self {
        let part = (opacity * f32::from(self.a) / 255.0).clamp(0.0, 1.0);
        let mix = |on: u8, under: u8| f32::from(on).mul_add(part, f32::from(under) * (1.0 - part)).round() as u8;
        Self { r: mix(self.r, ground.r), g: mix(self.g, ground.g), b: mix(self.b, ground.b), a: ground.a }
    }

    /// Relative luminance (WCAG 2.1).
    pub fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio with another colour, 1 to 21 (WCAG 2.1).
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let invalid = || format!("not a colour: {text}");
        let digits = text.strip_prefix('#').ok_or_else(invalid)?;
        let number = u32::from_str_radix(digits, 16).map_err(|_| invalid())?;
        let [a, r, g, b] = match digits.len() {
            6 => [255, (number >> 16) as u8, (number >> 8) as u8, number as u8],
            8 => [number as u8, (number >> 24) as u8, (number >> 16) as u8, (number >> 8) as u8],
            _ => return Err(invalid()),
        };
        Ok(Self { r, g, b, a })
    }
}

/// The colours of a look. Names as in `assets/theme/*.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Whether it is a dark look.
    pub is_dark: bool,
    /// Behind panels.
    pub background: Colour,
    /// Panels and cards.
    pub panel: Colour,
    /// Lines between them.
    pub line: Colour,
    /// A control under the pointer.
    pub hover: Colour,
    /// Text.
    pub text: Colour,
    /// Text of lesser weight.
    pub soft: Colour,
    /// Marks that need not be read.
    pub faint: Colour,
    /// What can be acted on.
    pub accent: Colour,
    /// Behind what is chosen.
    pub accent_background: Colour,
    /// Text on the accent.
    pub on_accent: Colour,
    /// Warning text.
    pub warning: Colour,
    /// Behind it.
    pub warning_background: Colour,
    /// Error text.
    pub error: Colour,
    /// Behind it.
    pub error_background: Colour,
    /// Good state.
    pub good: Colour,
    /// Sea and lakes.
    pub water: Colour,
    /// Rivers.
    pub river: Colour,
    /// Land.
    pub land: Colour,
    /// Roads.
    pub road: Colour,
    /// Railways.
    pub railway: Colour,
    /// Borders of countries and regions.
    pub border: Colour,
    /// Borders of municipalities.
    pub municipality_line: Colour,
    /// Municipalities without a figure.
    pub missing: Colour,
    /// Names on the map.
    pub label: Colour,
    /// Names of water and of countries.
    pub label_soft: Colour,
    /// Around names and symbols.
    pub halo: Colour,
    /// Classes of a choropleth, least first.
    pub choropleth: [Colour; 5],
    /// By key of the dimension.
    pub dimensions: BTreeMap<String, Colour>,
    /// Series of a chart: a palette of its own, not the dimensions'.
    pub series: [Colour; 8],
    /// Classes of sensors.
    pub sensors: SensorRamps,
}

/// Colours of the classes of sensors, the first class first. Ramps of ColorBrewer (Brewer and Harrower) and
/// matplotlib's inferno, which stay apart for colour-blind eyes; the dark look lifts what would sink into the ground.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensorRamps {
    /// Air, best first.
    pub air: [Colour; 6],
    /// Sound, quietest first.
    pub noise: [Colour; 6],
    /// Room: none, nearly none, little, plenty.
    pub room: [Colour; 4],
    /// Filling, emptiest first.
    pub filling: [Colour; 5],
    /// Temperature, coldest first.
    pub temperature: [Colour; 9],
    /// Quantiles, least first.
    pub amount: [Colour; 5],
}

impl SensorRamps {
    /// All colours of a ramp.
    pub const fn of(&self, ramp: Ramp) -> &[Colour] {
        match ramp {
            Ramp::Air => &self.air,
            Ramp::Noise => &self.noise,
            Ramp::Room => &self.room,
            Ramp::Filling => &self.filling,
            Ramp::Temperature => &self.temperature,
            Ramp::Amount => &self.amount,
        }
    }
}

impl Palette {
    /// The light look.
    pub fn light() -> Self {
        Self::parse(include_str!("../../assets/theme/light.toml"))
    }

    /// The dark look.
    pub fn dark() -> Self {
        Self::parse(include_str!("../../assets/theme/dark.toml"))
    }

    /// The colour of a dimension; the soft text colour for none.
    pub fn dimension(&self, dimension: Option<Dimension>) -> Colour {
        dimension.and_then(|dimension| self.dimensions.get(dimension.key())).copied().unwrap_or(self.soft)
    }

    /// The colour of a class of a sensor's scale with so many classes: fewer than the ramp has are spread over it.
    pub fn sensor_class(&self, ramp: Ramp, class: usize, count: usize) -> Colour {
        let ramp = self.sensors.of(ramp);
        let last = ramp.len().saturating_sub(1);
        let index = if count > 1 { (class * last + (count - 1) / 2) / (count - 1) } else { last / 2 };
        ramp.get(index.min(last)).copied().unwrap_or(self.soft)
    }

    /// Text that can be read on this colour: dark or light, whichever contrasts more.
    pub fn text_on(&self, colour: Colour) -> Colour {
        let (dark, light) = if self.is_dark { (self.background, self.text) } else { (self.text, self.panel) };
        if colour.contrast(dark) >= colour.contrast(light) { dark } else { light }
    }

    fn parse(source: &str) -> Self {
        match toml::from_str(source) {
            Ok(palette) => palette,
            // The files are part of the program and a test reads both.
            Err(error) => unreachable!("theme file: {error}"),
        }
    }
}

/// The shape that stands for a dimension, beside its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Mobility.
    Square,
    /// Environment.
    Hexagon,
    /// Governance.
    Star,
    /// People, and what has no dimension.
    Circle,
    /// Economy.
    Triangle,
    /// Living.
    Diamond,
}

impl Shape {
    /// The shape of a dimension.
    pub const fn of(dimension: Option<Dimension>) -> Self {
        match dimension {
            Some(Dimension::Mobility) => Self::Square,
            Some(Dimension::Environment) => Self::Hexagon,
            Some(Dimension::Governance) => Self::Star,
            Some(Dimension::People) | None => Self::Circle,
            Some(Dimension::Economy) => Self::Triangle,
            Some(Dimension::Living) => Self::Diamond,
        }
    }

    /// Its corners around the origin, for a symbol of about radius 1, y downwards; a circle as a polygon of 20.
    pub fn corners(self) -> Vec<[f32; 2]> {
        use std::f32::consts::{FRAC_PI_2, TAU};
        let ring = |count: u8, radius: f32, turn: f32| -> Vec<[f32; 2]> {
            (0..count)
                .map(|index| {
                    let angle = turn + TAU * f32::from(index) / f32::from(count);
                    [radius * angle.cos(), radius * angle.sin()]
                })
                .collect()
        };
        match self {
            Self::Square => vec![[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
            Self::Hexagon => ring(6, 1.02, 0.0),
            Self::Circle => ring(20, 0.95, 0.0),
            Self::Triangle => vec![[0.0, -1.08], [1.05, 0.82], [-1.05, 0.82]],
            Self::Diamond => ring(4, 1.18, -FRAC_PI_2),
            Self::Star => (0..10u8)
                .map(|index| {
                    let radius = if index.is_multiple_of(2) { 1.22 } else { 0.52 };
                    let angle = TAU * f32::from(index) / 10.0 - FRAC_PI_2;
                    [radius * angle.cos(), radius * angle.sin()]
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_looks_can_be_read() {
        for palette in [Palette::light(), Palette::dark()] {
            for text in [palette.text, palette.soft, palette.accent, palette.error] {
                assert!(text.contrast(palette.panel) >= 4.5, "{text:?} on the panel");
            }
            assert!(palette.warning.contrast(palette.warning_background) >= 4.5);
            assert!(palette.error.contrast(palette.error_background) >= 4.5);
            assert!(palette.on_accent.contrast(palette.accent) >= 4.5);
            assert!(palette.accent.contrast(palette.accent_background) >= 4.5);
            assert!(Dimension::ALL.iter().all(|dimension| palette.dimensions.contains_key(dimension.key())));
        }
    }
    #[test]
    fn classes_of_sensors_go_one_way_and_stay_apart() {
        for palette in [Palette::light(), Palette::dark()] {
            for ramp in [Ramp::Air, Ramp::Noise, Ramp::Filling, Ramp::Amount] {
                for pair in palette.sensors.of(ramp).windows(2) {
                    assert!(pair[0].luminance() > pair[1].luminance(), "{ramp:?}: {pair:?} must grow darker");
                    assert!(pair[0].contrast(pair[1]) > 1.2, "{ramp:?}: {pair:?} are too alike");
                }
            }
            for ramp in [Ramp::Air, Ramp::Noise, Ramp::Room, Ramp::Filling, Ramp::Temperature, Ramp::Amount] {
                for class in palette.sensors.of(ramp) {
                    assert!(class.contrast(palette.text_on(*class)) >= 3.0, "a glyph on {class:?} of {ramp:?}");
                }
            }
        }
        let palette = Palette::light();
        let spread = [0, 1, 2].map(|class| palette.sensor_class(Ramp::Amount, class, 3));
        assert_eq!(spread, [palette.sensors.amount[0], palette.sensors.amount[2], palette.sensors.amount[4]]);
        assert_eq!(palette.panel.over(palette.text, 0.0), palette.text);
    }
}
