//! How long a comparison of municipalities takes, against reading its tables once: what the window does again after a
//! change of filter, peers or figures.
//!
//! `cargo bench --bench compare [-- PROJECTS]`; by default with the bundled projects and with 100,000 generated ones.
//! Times are medians in milliseconds on one core.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use regioscope::formats::bundle;
use regioscope::insight::likeness::{Idea, LikenessIndex, Question};
use regioscope::insight::partnering::{self, Wanted, network};
use regioscope::insight::{Inputs, Values, catalogue, comparison, funding, gaps, organisations, region, schedule};
use regioscope::model::figure_ref::FigureRef;
use regioscope::model::{Dimension, Language, Nis};
use regioscope::workspace::{
    Change, CompareView, Filter, GapsBy, MatrixView, PeerChoice, ScheduleGroup, SmartRegion, Workspace, synthetic,
};

const REPEATS: usize = 15;

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..REPEATS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[REPEATS / 2]
}

fn measure(workspace: &Workspace) {
    let rows: Vec<u32> = (0..workspace.projects.rows().len() as u32).collect();
    let inputs = Inputs { workspace, rows: &rows, sensors: None, this_year: 2026 };
    let started = Instant::now();
    black_box(Values::new(inputs));
    println!(
        "  first look at the projects, once for each change of them: {:.2}",
        started.elapsed().as_secs_f64() * 1e3
    );
    let values = Values::new(inputs);
    let population = FigureRef::indicator("population");
    let once = median(|| drop(black_box(values.all(&population, None))));
    println!("  one table over all municipalities: {once:.3}");
    let codes: Vec<Nis> = [12025, 24062, 34022].into_iter().filter_map(|code| Nis::try_from(code).ok()).collect();
    let run = |view: &CompareView| median(|| drop(black_box(comparison::run(&Values::new(inputs), view))));
    let view = CompareView { municipalities: codes, ..CompareView::default() };
    let told = |name: &str, time: f64| println!("  {name}: {time:.2} ({:.0} times one table)", time / once);
    told("customary figures, centrumsteden", run(&view));
    told("customary figures, all of Flanders", run(&CompareView { peers: Some(PeerChoice::Flanders), ..view.clone() }));
    told("customary figures, most alike", run(&CompareView { peers: Some(PeerChoice::Similar), ..view.clone() }));
    let spots = |by| {
        let view = MatrixView { by, ..MatrixView::default() };
        median(|| drop(black_box(gaps::run(workspace, &view, &Filter::default(), &rows))))
    };
    told("white spots by dimension", spots(GapsBy::Dimension));
    told("white spots by theme", spots(GapsBy::Theme));
    let flanders = workspace.municipalities.rows().iter().map(|row| row.nis).collect();
    let whole = SmartRegion { name: "all".into(), members: flanders };
    told("all municipalities as one region", median(|| drop(black_box(region::run(workspace, &whole, &rows)))));
    measure_likeness(workspace, &rows, &told);
    let figures = catalogue::figures(workspace);
    let count = figures.len();
    let all = CompareView { figures, peers: Some(PeerChoice::Flanders), ..view };
    told(&format!("{count} figures, all of Flanders"), run(&all));
    let started = Instant::now();
    black_box(workspace.municipalities.neighbours(Nis::try_from(44021).unwrap_or_else(|_| unreachable!())));
    println!("  neighbours, once for each change of the boundaries: {:.2}", started.elapsed().as_secs_f64() * 1e3);
}

/// Look-alikes, partners and the pages of projects.
fn measure_likeness(workspace: &Workspace, rows: &[u32], told: &dyn Fn(&str, f64)) {
    let started = Instant::now();
    let index = LikenessIndex::new(workspace);
    told("index of look-alikes, beside the interface", started.elapsed().as_secs_f64() * 1e3);
    let idea = |text: &str| Question::Idea(Idea { text: text.to_owned(), ..Idea::default() });
    if let Some(project) = workspace.projects.get(10) {
        let question = Question::Project(project.id.clone());
        told("look-alikes of a project", median(|| drop(black_box(index.run(workspace, &question, 50)))));
    }
    let question = idea("Vrije plaatsen in parkeergarages tonen met borden en een app");
    told("look-alikes of an idea", median(|| drop(black_box(index.run(workspace, &question, 50)))));
    let wanted = Wanted { dimension: Some(Dimension::Mobility), ..Wanted::default() };
    told("partners in a dimension", median(|| drop(black_box(partnering::run(workspace, None, &wanted, rows)))));
    let all = organisations::of_rows(workspace, rows.iter().copied());
    told("their network", median(|| drop(black_box(network::run(&all)))));
    told(
        "projects along the years",
        median(|| drop(black_box(schedule::run(workspace, ScheduleGroup::Dimension, rows, Language::Nl)))),
    );
    told("what paid", median(|| drop(black_box(funding::run(workspace, rows)))));
}

fn main() {
    let dataset = bundle::dataset().unwrap_or_else(|error| unreachable!("the bundle is whole: {error}"));
    let mut workspace = Workspace::from_dataset(dataset);
    workspace.reference = Arc::new(bundle::reference().unwrap_or_default());
    println!("bundled projects, ms");
    measure(&workspace);
    let count = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let projects = synthetic::projects(count, 1, &workspace.municipalities);
    workspace.apply(Change::Projects(projects, Vec::new()));
    println!("with {count} generated projects, ms");
    measure(&workspace);
}
