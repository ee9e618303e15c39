//! The map: density raster against a naive circle for each point, base scene, placing of marks and names, sensors.
//!
//! `cargo bench --bench map`; ratios are to a peer measured in the same run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use regioscope::figure::map::base::{self, BaseOptions};
use regioscope::figure::map::labels::{self, LabelInput};
use regioscope::figure::map::projection::REGION;
use regioscope::figure::map::{Prepared, Viewport, marks, sensor_scene, sensors};
use regioscope::figure::raster::{self, Points};
use regioscope::figure::style::Palette;
use regioscope::formats::bundle;
use regioscope::model::{Datastream, FeedId, LonLat, Observation, ObservedProperty, Quality, Sensor, SensorId, Unit};
use regioscope::query::sensor_classes::Scales;
use regioscope::query::{filter, symbols};
use regioscope::text::Language;
use regioscope::workspace::Workspace;

const POINTS: usize = 1_000_000;
const SENSORS: u32 = 5_000;

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

/// Sensors of three kinds, strewn over the region.
fn many_sensors() -> Vec<Sensor> {
    let kinds = [
        (ObservedProperty::Pm10, Unit::MicrogramPerCubicMetre),
        (ObservedProperty::NoiseLaeq, Unit::DecibelA),
        (ObservedProperty::TrafficIntensity, Unit::VehiclesPerHour),
    ];
    let sensor = |number: u32| {
        let part = |step: u32| f64::from(number.wrapping_mul(step) % 10_007) / 10_007.0;
        let (property, unit) = kinds[number as usize % kinds.len()];
        let latest = Observation { time: jiff::Timestamp::UNIX_EPOCH, value: part(7) * 200.0, quality: Quality::Good };
        let stream = Datastream {
            key: "one".into(),
            property,
            original_property: "".into(),
            unit,
            original_unit: "".into(),
            capacity: None,
            latest: Some(latest),
        };
        Sensor {
            id: SensorId::new(format!("f/{number:05}")),
            feed: FeedId::new("f"),
            name: format!("Simulated {number}").into(),
            location: LonLat::new(2.6 + 3.2 * part(3_571), 50.7 + 0.75 * part(6_421)).ok(),
            nis: None,
            is_nis_approximate: false,
            is_simulated: true,
            datastreams: vec![stream],
        }
    };
    (0..SENSORS).map(sensor).collect()
}

/// Classes, layout and drawing of many sensors; the aim for a frame that moves is 3 ms.
#[expect(clippy::print_stdout, reason = "a benchmark reports")]
fn measure_sensors(viewport: &Viewport, palette: &Palette) {
    let all = many_sensors();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let classify = least(10, || drop(black_box(Scales::of(&all, None))));
    let scales = Scales::of(&all, None);
    let look = least(10, || drop(black_box(sensors::symbols(&all, None, &scales, now))));
    let symbols = sensors::symbols(&all, None, &scales, now);
    println!("{SENSORS} sensors, once for each change: classes {classify:?}, symbols {look:?}");
    for zoom in [8.3, 10.0, 12.0, 14.0] {
        let viewport = Viewport { zoom, ..*viewport };
        let layout = least(20, || drop(black_box(sensors::layout(&symbols, zoom))));
        let marks = sensors::layout(&symbols, zoom);
        let draw = || sensor_scene::scene((&symbols, &marks), &viewport, palette, None, &|_| None);
        let scene = least(20, || drop(black_box(draw())));
        let (count, primitives) = (marks.len(), draw().len());
        println!("zoom {zoom}: {count} marks in {layout:?}, scene of {primitives} primitives {scene:?}");
    }
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

    measure_sensors(&viewport, &palette);
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
            obstacles: &[],
            own: &[],
            language: Language::Nl,
            zoom,
        };
        let naming = least(10, || drop(black_box(labels::layout(&input))));
        println!("zoom {zoom}: base scene {scene:?}, marks {placing:?}, names {naming:?}");
    }
    Ok(())
}
