//! How long it takes from opening the workspace file to a loaded session, and to the first frame of the window.
//!
//! `cargo bench --bench start [-- PROJECTS]`; by default the bundled projects and 100,000 generated ones. Times are
//! the least of several runs, milliseconds. The first frame is painted on the CPU at 1280 × 800, as screenshots are:
//! a window's own start (display, driver) comes on top of it.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use regioscope::formats::bundle;
use regioscope::jobs::{JobOptions, Jobs};
use regioscope::model::Language;
use regioscope::session::{Session, SessionOptions, Settings};
use regioscope::store::{self, OpenOptions};
use regioscope::workspace::{Workspace, synthetic};

type Outcome<T> = Result<T, Box<dyn Error>>;

const REPEATS: usize = 5;
const PATIENCE: Duration = Duration::from_mins(2);

fn main() -> Outcome<()> {
    let generated = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    println!("bundle: data {:.1} ms, basemap {:.1} ms", least(bundle::dataset)?, least(bundle::basemap)?);
    let mut number = 0;
    let created = least(|| {
        number += 1;
        session(folder.path().join(format!("made-{number}.gpkg")))
    })?;
    let small = folder.path().join("made-1.gpkg");
    println!("391 projects: file made and loaded {created:.1} ms");
    reopened("391 projects", &small)?;
    let large = folder.path().join("large.gpkg");
    generate(&large, generated)?;
    reopened(&format!("{generated} projects more"), &large)
}

fn least<T, E: Into<Box<dyn Error>>>(mut run: impl FnMut() -> Result<T, E>) -> Outcome<f64> {
    let mut least = f64::INFINITY;
    for _ in 0..REPEATS {
        let started = Instant::now();
        let made = black_box(run().map_err(Into::into)?);
        least = least.min(started.elapsed().as_secs_f64() * 1000.0);
        drop(made);
    }
    Ok(least)
}

/// A session with this workspace loaded and its results computed.
fn session(path: PathBuf) -> Outcome<Session> {
    let clock: Arc<dyn Fn() -> Timestamp + Send + Sync> = Arc::new(Timestamp::now);
    let jobs = Jobs::start_jobs(Arc::new(|| {}), JobOptions::without_polling(Arc::clone(&clock)))?;
    let mut session = Session::new(SessionOptions {
        background: Box::new(jobs),
        clock,
        system_language: Language::Nl,
        settings: Settings::default(),
        settings_path: None,
    });
    session.open(path, true);
    if session.settle(PATIENCE) && session.results().is_loaded { Ok(session) } else { Err("it did not open".into()) }
}

fn reopened(name: &str, path: &Path) -> Outcome<()> {
    let loaded = least(|| session(path.to_owned()))?;
    println!("{name}: opened and loaded {loaded:.1} ms");
    #[cfg(feature = "gui")]
    println!("{name}: opened, loaded and first frame painted {:.1} ms", least(|| first_frame(path))?);
    Ok(())
}

/// Adds generated projects to a workspace made from the bundle.
fn generate(path: &Path, count: u32) -> Outcome<()> {
    let dataset = || bundle::dataset().map_err(|error| error.to_string());
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: &dataset, bundle_hash: &bundle::hash() };
    let mut opened = store::open(path, true, options)?;
    let places = Workspace::from_dataset(opened.dataset);
    let rows = synthetic::projects(count, 1, &places.municipalities);
    opened.store.import(&rows, &[synthetic::source(u64::from(count))], &[])?;
    Ok(opened.store.close()?)
}

/// The first frame that shows the data, the fonts being there from the second frame on.
#[cfg(feature = "gui")]
fn first_frame(path: &Path) -> Outcome<image::RgbaImage> {
    use regioscope::ui::RegioscopeApp;
    use regioscope::ui::offscreen::Offscreen;

    let session = session(path.to_owned())?;
    let mut offscreen = Offscreen::new(egui::vec2(1280.0, 800.0), 1.0);
    let context = offscreen.context().clone();
    let mut app = RegioscopeApp::new(session, &context, Box::new(|| bundle::basemap().ok()));
    for _ in 0..2 {
        app.logic(&context);
        offscreen.frame(|ui| app.ui(ui));
    }
    Ok(offscreen.image())
}
