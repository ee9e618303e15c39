//! The map: density raster against a naive circle for each point, base scene, placing of marks and names.
//!
//! `cargo bench --bench map`; ratios are to a peer measured in the same run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use regioscope::figure::map::base::{self, BaseOptions};
use regioscope::figure::map::labels::{self, LabelInput};
use regioscope::figure::map::projection::REGION;
use regioscope::figure::map::{Prepared, Viewport, marks};
use regioscope::figure::raster::{self, Points};
use regioscope::figure::style::Palette;
use regioscope::formats::bundle;
use regioscope::query::{filter, symbols};
use regioscope::text::Language;
use regioscope::workspace::Workspace;

const POINTS: usize = 1_000_000;

/// The least of so many runs.
fn least(runs: u32, mut work: impl FnMut()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Points spread over the region, the same every time.
fn points(viewport: &Viewport) -> Points {
    let [west, north, east, south] = viewport.stored_bounds(0.0);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / 16_777_216.0
    };
    let mut points = Points::default();
    for _ in 0..POINTS {
        points.x.push(west + (east - west) * (next() + next()) / 2.0);
        points.y.push(north + (south - north) * (next() + next()) / 2.0);
        points.weight.push(1);
    }
    points
}

/// A filled circle of radius 1.5 blended for each point, as a simple painter does.
fn naive(points: &Points, viewport: &Viewport) -> Vec<[f32; 4]> {
    let (width, height) = (viewport.size[0] as i32, viewport.size[1] as i32);
    let mut image = vec![[0.0_f32; 4]; (width * height) as usize];
    let (scale, [left, top]) = viewport.transform();
    for (x, y) in points.x.iter().zip(&points.y) {
        let (x, y) = (x.mul_add(scale, left), y.mul_add(scale, top));
        for row in (y - 2.0) as i32..=(y + 2.0) as i32 {
            for column in (x - 2.0) as i32..=(x + 2.0) as i32 {
                let far = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                let cover = (2.0 - far).clamp(0.0, 1.0) * 0.6;
                if cover > 0.0 && (0..width).contains(&column) && (0..height).contains(&row) {
                    let pixel = &mut image[(row * width + column) as usize];
                    for (channel, value) in pixel.iter_mut().zip([0.04, 0.36, 0.68, 1.0]) {
                        *channel += (value - *channel) * cover;
                    }
                }
            }
        }
    }
    image
}

#[expect(clippy::print_stdout, reason = "a benchmark reports")]
fn main() -> Result<(), bundle::BundleError> {
    let viewport = Viewport::fit(&REGION, [1280.0, 800.0], 20.0);
    let palette = Palette::light();
    let points = points(&viewport);
    let density = least(7, || drop(black_box(raster::density(&points, &viewport, 1.0, &palette))));
    let peer = least(3, || drop(black_box(naive(&points, &viewport))));
    println!(
        "raster of 1 M points: {density:?}; a circle for each: {peer:?}; ratio {:.1}",
        peer.as_secs_f64() / density.as_secs_f64()
    );

    let workspace = Workspace::from_dataset(bundle::dataset()?);
    let basemap = bundle::basemap()?;
    let prepare = least(3, || drop(black_box(Prepared::new(&basemap, &workspace.municipalities))));
    println!("preparing basemap and boundaries, once, on a thread: {prepare:?}");
    let prepared = Prepared::new(&basemap, &workspace.municipalities);
    let options = BaseOptions { has_basemap: true, has_towns: true, choropleth: None };
    for zoom in [8.3, 10.0, 13.0] {
        let viewport = Viewport { zoom, ..viewport };
        let scene = least(20, || drop(black_box(base::scene(&prepared, &viewport, &palette, &options))));
        let filter = &workspace.view.filter;
        let selection = filter::run(&workspace.projects, &workspace.municipalities, filter);
        let places = symbols::run(&workspace.projects, &workspace.municipalities, filter, &selection);
        let lay = || marks::layout(&places, &workspace.projects, &workspace.municipalities, filter, zoom);
        let placing = least(10, || drop(black_box(lay())));
        let marks = lay();
        let input = LabelInput {
            basemap: &basemap,
            municipalities: &workspace.municipalities,
            places: &places,
            marks: &marks,
            language: Language::Nl,
            zoom,
        };
        let naming = least(10, || drop(black_box(labels::layout(&input))));
        println!("zoom {zoom}: base scene {scene:?}, marks {placing:?}, names {naming:?}");
    }
    Ok(())
}
