//! The small pictures of what sensors observe, drawn from polygons and lines: they differ in shape, so that they are
//! told apart without colour and without reading, down to a mark of 15 points.

use crate::figure::scene::{Lines, Pattern, Primitive};
use crate::figure::style::Colour;
use crate::model::ObservedProperty;

/// What a sensor observes, as one picture on the map and one line of the legend, named `map-sensor-family-<key>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Car parks: the letter P.
    Parking,
    /// Bicycles: a bicycle.
    Bicycle,
    /// Air: a leaf.
    Air,
    /// Sound: a loudspeaker.
    Noise,
    /// Traffic: a car.
    Traffic,
    /// People: a head and shoulders.
    People,
    /// Waste: a bin.
    Waste,
    /// Weather: the sun.
    Weather,
    /// Anything else: a dot.
    Other,
}

impl Family {
    /// Every family, in the order of the legend.
    pub const ALL: [Self; 9] = [
        Self::Parking,
        Self::Bicycle,
        Self::Air,
        Self::Noise,
        Self::Traffic,
        Self::People,
        Self::Waste,
        Self::Weather,
        Self::Other,
    ];

    /// The family of a property.
    pub const fn of(property: ObservedProperty) -> Self {
        use ObservedProperty as P;
        match property {
            P::ParkingFree | P::ParkingOccupancy | P::ParkingOccupied => Self::Parking,
            P::BikesAvailable
            | P::BikesInUse
            | P::BikeParkingFree
            | P::BikeParkingOccupancy
            | P::DocksFree
            | P::BikesDisabled
            | P::BicycleIntensity => Self::Bicycle,
            P::Pm10 | P::Pm25 | P::Pm1 | P::No2 | P::No | P::Nox | P::O3 | P::So2 | P::Co | P::BlackCarbon => Self::Air,
            P::NoiseLaeq | P::NoiseLamax => Self::Noise,
            P::TrafficIntensity
            | P::CarIntensity
            | P::HeavyIntensity
            | P::TrafficSpeed
            | P::SpeedV85
            | P::RoadOccupancy
            | P::Headway
            | P::VehiclesAvailable => Self::Traffic,
            P::PedestrianIntensity | P::PeopleCount => Self::People,
            P::WasteFilling => Self::Waste,
            P::Temperature | P::Humidity | P::Pressure | P::WindSpeed | P::WindDirection | P::Precipitation => {
                Self::Weather
            }
            P::Other => Self::Other,
        }
    }

    /// Its word in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Parking => "parking",
            Self::Bicycle => "bicycle",
            Self::Air => "air",
            Self::Noise => "noise",
            Self::Traffic => "traffic",
            Self::People => "people",
            Self::Waste => "waste",
            Self::Weather => "weather",
            Self::Other => "other",
        }
    }
}

/// Draws the picture of a family into the square of this half width around the centre.
pub fn draw(scene: &mut Vec<Primitive>, family: Family, centre: [f32; 2], half: f32, colour: Colour) {
    let mut pen = Pen { scene, centre, half, colour };
    match family {
        Family::Parking => parking(&mut pen),
        Family::Bicycle => bicycle(&mut pen),
        Family::Air => leaf(&mut pen),
        Family::Noise => loudspeaker(&mut pen),
        Family::Traffic => car(&mut pen),
        Family::People => person(&mut pen),
        Family::Waste => bin(&mut pen),
        Family::Weather => sun(&mut pen),
        Family::Other => pen.disc([0.0, 0.0], 0.45),
    }
}

/// Draws in the unit square from −1 to 1, y downwards.
struct Pen<'a> {
    scene: &'a mut Vec<Primitive>,
    centre: [f32; 2],
    half: f32,
    colour: Colour,
}

impl Pen<'_> {
    fn at(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [x.mul_add(self.half, self.centre[0]), y.mul_add(self.half, self.centre[1])]
    }

    fn disc(&mut self, middle: [f32; 2], radius: f32) {
        let (centre, radius) = (self.at(middle), radius * self.half);
        self.scene.push(Primitive::Disc { centre, radius, fill: self.colour });
    }

    fn fill(&mut self, corners: &[[f32; 2]]) {
        let corners = corners.iter().map(|corner| self.at(*corner)).collect();
        self.scene.push(Primitive::Convex { corners, fill: self.colour });
    }

    /// Lines of one width, in parts of the half width.
    fn lines(&mut self, width: f32, all: &[&[[f32; 2]]]) {
        let mut lines = Lines::new(width * self.half, self.colour, Pattern::Solid);
        for line in all {
            lines.push(line.iter().map(|corner| self.at(*corner)));
        }
        self.scene.push(Primitive::Lines(lines));
    }
}

/// Corners on a circle from one angle to another, in turns clockwise from the right.
fn arc<const N: usize>([x, y]: [f32; 2], radius: f32, from: f32, to: f32) -> [[f32; 2]; N] {
    std::array::from_fn(|step| {
        let part = step as f32 / (N - 1).max(1) as f32;
        let angle = std::f32::consts::TAU * (to - from).mul_add(part, from);
        [radius.mul_add(angle.cos(), x), radius.mul_add(angle.sin(), y)]
    })
}

fn parking(pen: &mut Pen<'_>) {
    let bowl: [[f32; 2]; 7] = arc([0.1, -0.38], 0.52, -0.25, 0.25);
    let mut outline = vec![[-0.48, 1.0], [-0.48, -0.9], [0.1, -0.9]];
    outline.extend(bowl);
    outline.push([-0.48, 0.14]);
    pen.lines(0.42, &[&outline]);
}

fn bicycle(pen: &mut Pen<'_>) {
    let (back, front): ([[f32; 2]; 11], [[f32; 2]; 11]) =
        (arc([-0.62, 0.4], 0.46, 0.0, 1.0), arc([0.62, 0.4], 0.46, 0.0, 1.0));
    let frame = [[-0.62, 0.4], [-0.28, -0.3], [0.38, -0.3], [0.62, 0.4]];
    let cross = [[-0.38, -0.55], [-0.02, 0.4], [0.38, -0.3]];
    let bar = [[0.38, -0.3], [0.28, -0.72], [0.58, -0.72]];
    pen.lines(0.22, &[&back, &front, &frame, &cross, &bar]);
    pen.lines(0.24, &[&[[-0.6, -0.58], [-0.18, -0.58]]]);
}

fn leaf(pen: &mut Pen<'_>) {
    // Two bows between stalk and tip.
    let mut blade = vec![[-0.62, 0.62]];
    blade.extend([[-0.78, 0.2], [-0.7, -0.25], [-0.4, -0.6], [0.05, -0.82], [0.5, -0.88]]);
    blade.extend([[0.9, -0.9], [0.88, -0.5], [0.82, -0.05], [0.6, 0.4], [0.25, 0.7], [-0.2, 0.78]]);
    pen.fill(&blade);
    pen.lines(0.26, &[&[[-0.95, 0.95], [-0.55, 0.55]]]);
}

fn loudspeaker(pen: &mut Pen<'_>) {
    pen.fill(&[[-0.95, -0.32], [-0.5, -0.32], [-0.5, 0.32], [-0.95, 0.32]]);
    pen.fill(&[[-0.55, -0.32], [-0.02, -0.85], [-0.02, 0.85], [-0.55, 0.32]]);
    let (near, far): ([[f32; 2]; 6], [[f32; 2]; 8]) =
        (arc([-0.05, 0.0], 0.5, -0.14, 0.14), arc([-0.05, 0.0], 0.95, -0.15, 0.15));
    pen.lines(0.24, &[&near, &far]);
}

fn car(pen: &mut Pen<'_>) {
    pen.fill(&[[-0.52, -0.2], [-0.3, -0.8], [0.38, -0.8], [0.68, -0.2]]);
    pen.fill(&[[-1.05, 0.28], [-1.02, -0.14], [-0.9, -0.26], [0.86, -0.26], [1.02, -0.1], [1.05, 0.28]]);
    pen.disc([-0.56, 0.5], 0.3);
    pen.disc([0.56, 0.5], 0.3);
}

fn person(pen: &mut Pen<'_>) {
    pen.disc([0.0, -0.52], 0.4);
    let mut shoulders = vec![[-0.72, 0.95]];
    shoulders.extend(arc::<9>([0.0, 0.6], 0.66, 0.5, 1.0));
    shoulders.push([0.72, 0.95]);
    pen.fill(&shoulders);
}

fn bin(pen: &mut Pen<'_>) {
    pen.fill(&[[-0.62, -0.34], [0.62, -0.34], [0.46, 0.98], [-0.46, 0.98]]);
    pen.lines(0.26, &[&[[-0.82, -0.6], [0.82, -0.6]]]);
    pen.lines(0.26, &[&[[-0.28, -0.86], [0.28, -0.86]]]);
}

fn sun(pen: &mut Pen<'_>) {
    pen.disc([0.0, 0.0], 0.44);
    let rays: [[[f32; 2]; 2]; 8] = std::array::from_fn(|ray| {
        let angle = std::f32::consts::TAU * ray as f32 / 8.0;
        [0.64, 1.0].map(|radius: f32| [radius * angle.cos(), radius * angle.sin()])
    });
    pen.lines(0.24, &rays.each_ref().map(<[[f32; 2]; 2]>::as_slice));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::style::Palette;

    fn picture(family: Family) -> Vec<Primitive> {
        let mut scene = Vec::new();
        draw(&mut scene, family, [0.0, 0.0], 1.0, Palette::light().text);
        scene
    }

    #[test]
    fn every_family_has_a_picture_of_its_own() {
        let all = Family::ALL.map(picture);
        for (index, one) in all.iter().enumerate() {
            assert!(!one.is_empty());
            assert!(all.iter().skip(index + 1).all(|other| other != one));
        }
    }

    #[test]
    fn pictures_stay_in_their_square_and_their_fills_are_convex() {
        for primitive in Family::ALL.iter().flat_map(|family| picture(*family)) {
            let points = match &primitive {
                Primitive::Lines(lines) => lines.points.clone(),
                Primitive::Convex { corners, .. } => corners.clone(),
                _ => Vec::new(),
            };
            assert!(points.iter().flatten().all(|value| value.abs() <= 1.1), "{primitive:?}");
            if let Primitive::Convex { corners, .. } = &primitive {
                let turn = |index: usize| {
                    let [a, b, c] = [0, 1, 2].map(|step| corners[(index + step) % corners.len()]);
                    (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
                };
                let turns: Vec<f32> = (0..corners.len()).map(turn).collect();
                let is_convex = turns.iter().all(|turn| *turn >= -1e-3) || turns.iter().all(|turn| *turn <= 1e-3);
                assert!(is_convex, "{corners:?}: {turns:?}");
            }
        }
    }

    #[test]
    fn every_property_has_a_family() {
        assert_eq!(Family::of(ObservedProperty::PedestrianIntensity), Family::People);
        assert_eq!(ObservedProperty::ALL.iter().filter(|one| Family::of(**one) == Family::Other).count(), 1);
    }
}
