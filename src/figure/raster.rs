//! Many points as one picture: counted into pixels on two threads, then coloured by the logarithm of their density.
//! No graphics card takes part; the same raster is a texture in the window and a layer of a PNG.

use super::map::projection::Viewport;
use super::style::{Colour, Palette};

/// Pixels with straight (not premultiplied) sRGB colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Red, green, blue, opacity of each pixel by row.
    pub pixels: Vec<[u8; 4]>,
}

/// Places in stored coordinates (relative to [`super::map::projection::origin`]) and how many things lie there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    /// East of the origin.
    pub x: Vec<f32>,
    /// South of the origin.
    pub y: Vec<f32>,
    /// How many.
    pub weight: Vec<u32>,
}

/// Threads that count: the machine this is made for has two cores.
const THREADS: usize = 2;

/// Share of a point's weight that reaches the pixels beside it and at its corners.
const KERNEL: [f32; 3] = [1.0, 0.6, 0.36];

/// The picture of the points that are seen, `pixels_per_point` pixels for each point of the viewport.
pub fn density(points: &Points, viewport: &Viewport, pixels_per_point: f32, palette: &Palette) -> Raster {
    let [width, height] = viewport.size.map(|side| (side * pixels_per_point).round().max(1.0) as usize);
    let counts = count(points, viewport, pixels_per_point, width, height);
    let soft = spread(&counts, width, height);
    colour(&soft, width, height, palette)
}

/// Things in each pixel.
fn count(points: &Points, viewport: &Viewport, pixels_per_point: f32, width: usize, height: usize) -> Vec<u32> {
    let (scale, offset) = viewport.transform();
    let (scale, [left, top]) = (scale * pixels_per_point, offset.map(|value| value * pixels_per_point));
    let splat = |part: std::ops::Range<usize>| {
        let mut counts = vec![0_u32; width * height];
        let (Some(xs), Some(ys), Some(weights)) =
            (points.x.get(part.clone()), points.y.get(part.clone()), points.weight.get(part))
        else {
            return counts;
        };
        for ((x, y), weight) in xs.iter().zip(ys).zip(weights) {
            let (x, y) = (x.mul_add(scale, left), y.mul_add(scale, top));
            if x >= 0.0 && y >= 0.0 && x < width as f32 && y < height as f32 {
                let pixel = y as usize * width + x as usize;
                if let Some(count) = counts.get_mut(pixel) {
                    *count = count.saturating_add(*weight);
                }
            }
        }
        counts
    };
    let half = points.x.len().div_ceil(THREADS);
    let all = points.x.len();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| splat(half.min(all)..all));
        let mut counts = splat(0..half.min(all));
        // A thread that panicked has counted nothing: half a picture is better than none.
        for (sum, more) in counts.iter_mut().zip(other.join().unwrap_or_default()) {
            *sum = sum.saturating_add(more);
        }
        counts
    })
}

/// Each pixel with its neighbours, so that a lone point is a dot of three pixels.
fn spread(counts: &[u32], width: usize, height: usize) -> Vec<f32> {
    let mut soft = vec![0.0_f32; counts.len()];
    for y in 0..height {
        for x in 0..width {
            let count = counts[y * width + x];
            if count == 0 {
                continue;
            }
            for row in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                for column in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                    let steps = row.abs_diff(y) + column.abs_diff(x);
                    soft[row * width + column] += count as f32 * KERNEL[steps];
                }
            }
        }
    }
    soft
}

fn colour(soft: &[f32], width: usize, height: usize, palette: &Palette) -> Raster {
    let most = soft.iter().copied().fold(0.0_f32, f32::max);
    let range = (1.0 + most).ln().max(1e-6);
    let ramp: Vec<[u8; 4]> = (0..=255_u8).map(|step| ramp_colour(f32::from(step) / 255.0, palette)).collect();
    let pixel = |value: &f32| {
        if *value <= 0.0 {
            return [0, 0, 0, 0];
        }
        // The logarithm, but with its lower end lifted: a lone point must be seen.
        let step = (0.18 + 0.82 * (1.0 + value).ln() / range).min(1.0) * value.min(1.0);
        ramp[(step * 255.0) as usize]
    };
    Raster { width, height, pixels: soft.iter().map(pixel).collect() }
}

/// From a pale accent over the accent to the colour of text.
fn ramp_colour(step: f32, palette: &Palette) -> [u8; 4] {
    let mix = |a: Colour, b: Colour, share: f32| {
        let channel = |a: u8, b: u8| (f32::from(b) - f32::from(a)).mul_add(share, f32::from(a)).round() as u8;
        [channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b)]
    };
    let [r, g, b] = if step < 0.6 {
        mix(palette.choropleth[4], palette.accent, step / 0.6)
    } else {
        mix(palette.accent, palette.text, (step - 0.6) / 0.4)
    };
    [r, g, b, (255.0 * (0.55 + 0.45 * step) * (step * 6.0).min(1.0)).round() as u8]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::map::projection::origin;

    fn viewport() -> Viewport {
        Viewport { centre: origin(), zoom: 8.0, size: [40.0, 30.0] }
    }

    #[test]
    fn a_point_lands_in_its_pixel_and_weighs() {
        let points = Points { x: vec![0.0, 0.0, 9.0], y: vec![0.0, 0.0, 9.0], weight: vec![2, 3, 7] };
        let counts = count(&points, &viewport(), 1.0, 40, 30);
        assert_eq!(counts[15 * 40 + 20], 5);
        assert_eq!(counts.iter().sum::<u32>(), 5);
    }

    #[test]
    fn a_denser_pixel_is_stronger_and_an_empty_one_clear() {
        let step = 10.0 / viewport().scale() as f32;
        let points = Points { x: vec![0.0, step], y: vec![0.0, 0.0], weight: vec![1000, 1] };
        let raster = density(&points, &viewport(), 1.0, &Palette::light());
        let opacity = |x: usize| raster.pixels[15 * 40 + x][3];
        assert!(opacity(20) > opacity(30) && opacity(30) > 60, "{} {}", opacity(20), opacity(30));
        assert_eq!(raster.pixels[0], [0, 0, 0, 0]);
        assert_eq!(raster, density(&points, &viewport(), 1.0, &Palette::light()));
    }
}
