//! How marks of sensors look. Ground by class of the value, paler with age; picture by what is observed; hollow
//! without a value; outlined with a corner mark where the value can't be trusted; dashed where it is simulated.

use super::mark_scene::{offset_of, screen_of};
use super::projection::Viewport;
use super::sensor_glyph::{self, Family};
use super::sensors::{ClassMark, Look, Reading, SENSOR_RADIUS, SensorMark, SensorSymbol};
use crate::figure::scene::{Align, Label, Lines, Outline, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};
use crate::model::SensorId;

/// From this zoom on there is room for the values under the marks.
pub const VALUES_ABOVE_ZOOM: f64 = 12.5;

/// Radius of a mark's corners.
const CORNER: f32 = 3.5;
/// Half the width of the picture in a mark.
const GLYPH: f32 = 4.7;
/// Half the height of a mark that stands for several.
const STACK_HALF_HEIGHT: f32 = 8.0;
/// Size of its number.
const STACK_TEXT: f32 = 10.0;

/// The marks that are seen; the one of `selected` has a ring. `value` gives the words that stand under a single mark,
/// where there is room for them.
pub fn scene(
    (symbols, marks): (&[SensorSymbol], &[SensorMark]),
    viewport: &Viewport,
    palette: &Palette,
    selected: Option<&SensorId>,
    value: &dyn Fn(&SensorSymbol) -> Option<String>,
) -> Vec<Primitive> {
    let offset = offset_of(viewport);
    let mut scene = Vec::new();
    for mark in marks {
        let centre = screen_of(offset, mark.centre);
        if !is_seen(centre, viewport) {
            continue;
        }
        if let Some(symbol) = mark.single(symbols) {
            if let Some(words) = value(symbol) {
                scene.push(value_label(centre, words, palette));
            }
            self::symbol(&mut scene, &symbol.look, centre, palette);
        } else {
            stack(&mut scene, &Stack::of(mark, symbols), centre, palette);
        }
        if selected.is_some_and(|id| mark.symbols(symbols).any(|symbol| symbol.id == *id)) {
            let (colour, width) = (palette.accent, half_width(mark, symbols));
            let bounds = around(centre, width + 3.4, SENSOR_RADIUS + 3.4);
            scene.push(outline(bounds, CORNER + 3.0, Outline { width: 2.2, colour, pattern: Pattern::Solid }));
        }
    }
    scene
}

fn is_seen([x, y]: [f32; 2], viewport: &Viewport) -> bool {
    let margin = 3.0 * SENSOR_RADIUS;
    (-margin..=viewport.size[0] + margin).contains(&x) && (-margin..=viewport.size[1] + margin).contains(&y)
}

/// Half the width of a mark in points.
pub fn half_width(mark: &SensorMark, symbols: &[SensorSymbol]) -> f32 {
    if mark.members.len() == 1 { SENSOR_RADIUS } else { Stack::of(mark, symbols).half_width() }
}

/// Middle and half size of every mark in the plane of its zoom: what no name may cover.
pub fn obstacles(symbols: &[SensorSymbol], marks: &[SensorMark]) -> Vec<([f64; 2], [f64; 2])> {
    let half = |mark| [f64::from(half_width(mark, symbols)), f64::from(STACK_HALF_HEIGHT)];
    marks.iter().map(|mark| (mark.centre, half(mark))).collect()
}

/// The mark of one sensor, also for a legend.
pub fn symbol(scene: &mut Vec<Primitive>, look: &Look, centre: [f32; 2], palette: &Palette) {
    let radius = SENSOR_RADIUS;
    let ground = ground(look, palette);
    // Marks stand out from whatever lies under them.
    let halo = if look.is_simulated { 2.2 } else { 1.4 };
    scene.push(card(around(centre, radius + halo, radius + halo), CORNER + 1.4, palette.panel));
    scene.push(card(around(centre, radius, radius), CORNER, ground));
    scene.push(rim(look, centre, palette));
    let ink = if look.reading == Reading::None { palette.soft } else { palette.text_on(ground) };
    sensor_glyph::draw(scene, look.family, centre, GLYPH, ink);
    if look.reading == Reading::Flagged {
        corner_mark(scene, [centre[0] + radius - 0.5, centre[1] - radius + 0.5], palette);
    }
}

/// A mark that stands for several, for a legend.
pub fn several(scene: &mut Vec<Primitive>, centre: [f32; 2], palette: &Palette) {
    stack(scene, &Stack { count: 3, family: None, classes: None, is_simulated: false }, centre, palette);
}

fn ground(look: &Look, palette: &Palette) -> Colour {
    if look.reading == Reading::None {
        return palette.panel;
    }
    let class = |mark: ClassMark| palette.sensor_class(mark.ramp, mark.class.into(), mark.count.into());
    look.class.map_or(palette.soft, class).over(palette.panel, look.freshness)
}

fn rim(look: &Look, centre: [f32; 2], palette: &Palette) -> Primitive {
    let radius = SENSOR_RADIUS;
    let (width, colour) = match look.reading {
        Reading::Flagged => (1.8, palette.warning),
        Reading::None => (1.3, palette.soft),
        Reading::Good if look.is_simulated => (1.1, palette.text),
        Reading::Good => (0.8, palette.text.with_opacity(0.45 * look.freshness)),
    };
    let pattern = if look.is_simulated { Pattern::Dashed } else { Pattern::Solid };
    let out = if look.is_simulated { radius + 0.7 } else { radius - width / 2.0 };
    outline(around(centre, out, out), CORNER, Outline { width, colour, pattern })
}

/// A triangle with a stroke in the upper right corner.
fn corner_mark(scene: &mut Vec<Primitive>, [x, y]: [f32; 2], palette: &Palette) {
    let triangle =
        |size: f32| vec![[x, y - size], [x + size * 0.95, y + size * 0.75], [x - size * 0.95, y + size * 0.75]];
    scene.push(Primitive::Convex { corners: triangle(6.2), fill: palette.panel });
    scene.push(Primitive::Convex { corners: triangle(4.8), fill: palette.warning });
    let mut stroke = Lines::new(1.1, palette.panel, Pattern::Solid);
    stroke.push([[x, y - 2.2], [x, y + 0.9]]);
    stroke.push([[x, y + 1.7], [x, y + 2.8]]);
    scene.push(Primitive::Lines(stroke));
}

fn value_label([x, y]: [f32; 2], text: String, palette: &Palette) -> Primitive {
    let at = [x, y + SENSOR_RADIUS + 8.0];
    let (colour, halo) = (palette.text, Some(palette.halo));
    Primitive::Text(Label { at, align: Align::Centre, text, size: 10.5, is_bold: true, colour, halo })
}

/// A mark that stands for several sensors.
struct Stack {
    count: usize,
    /// What they observe, where it is the same.
    family: Option<Family>,
    /// How many values lie in which class, where all have the same classes.
    classes: Option<Vec<(ClassMark, usize)>>,
    is_simulated: bool,
}

impl Stack {
    fn of(mark: &SensorMark, symbols: &[SensorSymbol]) -> Self {
        let mut members = mark.symbols(symbols);
        let first = members.next();
        let mut family = first.map(|symbol| symbol.look.family);
        let mut property = first.map(|symbol| symbol.property);
        let mut is_simulated = first.is_some_and(|symbol| symbol.look.is_simulated);
        for symbol in members {
            family = family.filter(|family| *family == symbol.look.family);
            property = property.filter(|property| *property == symbol.property);
            is_simulated &= symbol.look.is_simulated;
        }
        let classes = property.map(|_| {
            let mut counts: Vec<(ClassMark, usize)> = Vec::new();
            for class in mark.symbols(symbols).filter_map(|symbol| symbol.look.class) {
                match counts.iter_mut().find(|(known, _)| *known == class) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((class, 1)),
                }
            }
            counts.sort_unstable_by_key(|(class, _)| class.class);
            counts
        });
        Self { count: mark.members.len(), family, classes, is_simulated }
    }

    fn half_width(&self) -> f32 {
        let digits = self.count.checked_ilog10().unwrap_or(0) + 1;
        let glyph = if self.family.is_some() { 11.0 } else { 0.0 };
        let text = 6.4 * digits as f32;
        ((text + glyph + 9.0) / 2.0).max(STACK_HALF_HEIGHT + 1.0)
    }
}

fn stack(scene: &mut Vec<Primitive>, stack: &Stack, centre: [f32; 2], palette: &Palette) {
    let (wide, high) = (stack.half_width(), STACK_HALF_HEIGHT);
    scene.push(card(around(centre, wide + 1.4, high + 1.4), CORNER + 2.0, palette.panel));
    let pattern = if stack.is_simulated { Pattern::Dashed } else { Pattern::Solid };
    let rim = Outline { width: 1.2, colour: palette.text, pattern };
    scene.push(outline(around(centre, wide, high), CORNER + 0.6, rim));
    let [x, y] = [centre[0], centre[1] - 1.6];
    let mut middle = x;
    if let Some(family) = stack.family {
        sensor_glyph::draw(scene, family, [x - wide + 8.6, y], 4.2, palette.text);
        middle = x + 5.6;
    }
    let (text, colour) = (stack.count.to_string(), palette.text);
    let at = [middle, y];
    scene.push(Primitive::Text(Label {
        at,
        align: Align::Centre,
        text,
        size: STACK_TEXT,
        is_bold: true,
        colour,
        halo: None,
    }));
    strip(scene, stack, [x - wide + 3.0, y + 5.6], 2.0 * wide - 6.0, palette);
}

/// The classes of the values as parts of a line under the number; one grey line where they can't be compared.
fn strip(scene: &mut Vec<Primitive>, stack: &Stack, [left, top]: [f32; 2], width: f32, palette: &Palette) {
    let bounds = |from: f32, to: f32| [left + width * from, top, left + width * to, top + 2.6];
    let classes = stack.classes.as_deref().unwrap_or_default();
    let total = classes.iter().map(|(_, count)| *count).sum::<usize>();
    if total == 0 {
        scene.push(card(bounds(0.0, 1.0), 0.0, palette.faint));
        return;
    }
    let mut from = 0.0;
    for (class, count) in classes {
        let to = from + *count as f32 / total as f32;
        let fill = palette.sensor_class(class.ramp, class.class.into(), class.count.into());
        scene.push(card(bounds(from, to), 0.0, fill));
        from = to;
    }
}

fn around([x, y]: [f32; 2], wide: f32, high: f32) -> [f32; 4] {
    [x - wide, y - high, x + wide, y + high]
}

const fn card(bounds: [f32; 4], radius: f32, fill: Colour) -> Primitive {
    Primitive::Card { bounds, radius, fill, line: None }
}

/// The line around a card, closed.
fn outline(bounds: [f32; 4], radius: f32, outline: Outline) -> Primitive {
    let mut lines = Lines::new(outline.width, outline.colour, outline.pattern);
    let mut corners = crate::figure::scene::card_corners(bounds, radius);
    // Beyond the start, so that both ends meet under one join.
    corners.extend_from_within(..corners.len().min(2));
    lines.push(corners);
    Primitive::Lines(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::map::projection::{REGION, world_of};
    use crate::figure::map::sensors::layout;
    use crate::model::{LonLat, ObservedProperty};
    use crate::query::sensor_classes::Ramp;

    fn symbol(id: &str, lon: f64, class: u8, reading: Reading) -> SensorSymbol {
        SensorSymbol {
            id: SensorId::new(id),
            property: ObservedProperty::Pm10,
            world: world_of(LonLat::new(lon, 51.0).unwrap()),
            look: Look {
                family: Family::Air,
                class: (reading != Reading::None).then_some(ClassMark { ramp: Ramp::Air, class, count: 6 }),
                reading,
                freshness: 1.0,
                is_simulated: false,
            },
        }
    }

    fn fills(scene: &[Primitive]) -> Vec<Colour> {
        scene.iter().filter_map(|one| if let Primitive::Card { fill, .. } = one { Some(*fill) } else { None }).collect()
    }

    #[test]
    fn the_ground_tells_the_class_and_is_hollow_without_a_value() {
        let palette = Palette::light();
        let of = |reading: Reading, class: u8, freshness: f32| {
            let mut scene = Vec::new();
            let look = Look { freshness, ..symbol("f/a", 4.0, class, reading).look };
            super::symbol(&mut scene, &look, [0.0, 0.0], &palette);
            scene
        };
        assert_eq!(fills(&of(Reading::Good, 3, 1.0))[1], palette.sensors.air[3]);
        assert_ne!(fills(&of(Reading::Good, 3, 0.35))[1], palette.sensors.air[3]);
        assert_eq!(fills(&of(Reading::None, 0, 1.0))[1], palette.panel);
        let corners = |scene: &[Primitive]| {
            scene.iter().filter(|one| matches!(one, Primitive::Convex { fill, .. } if *fill == palette.warning)).count()
        };
        assert_eq!((corners(&of(Reading::Flagged, 3, 1.0)), corners(&of(Reading::Good, 3, 1.0))), (1, 0));
    }

    #[test]
    fn several_of_one_place_show_their_number_and_their_classes() {
        let palette = Palette::light();
        let symbols = [
            symbol("f/a", 4.0, 0, Reading::Good),
            symbol("f/b", 4.0, 5, Reading::Good),
            symbol("f/c", 4.0, 0, Reading::None),
            symbol("f/d", 9.0, 0, Reading::Good),
        ];
        let viewport = Viewport::fit(&REGION, [800.0, 600.0], 20.0);
        let marks = layout(&symbols, viewport.zoom);
        let selected = SensorId::new("f/b");
        let drawn = scene((&symbols, &marks), &viewport, &palette, Some(&selected), &|_| None);
        let texts: Vec<&str> = drawn
            .iter()
            .filter_map(|one| if let Primitive::Text(label) = one { Some(label.text.as_str()) } else { None })
            .collect();
        assert_eq!(texts, ["3"], "what lies outside is not drawn");
        assert!(fills(&drawn).contains(&palette.sensors.air[5]));
        let is_ring = |one: &&Primitive| matches!(one, Primitive::Lines(lines) if lines.colour == palette.accent);
        assert_eq!(drawn.iter().filter(is_ring).count(), 1);
    }
}
