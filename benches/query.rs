//! How long the filter takes with all its facet counts, against a plain scan of the same rows in the same run; and the
//! figures of all municipalities over mergers, against reading the table as it stands; and how long the interface stands
//! still while what takes longer is made beside it.
//!
//! `cargo bench --bench query [-- ROWS...]`; by default 100,000 and 1,000,000 rows. The rows come from a seeded
//! generator, so that runs compare. Times are medians in milliseconds on one core.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use regioscope::formats::bundle;
use regioscope::jobs::{Background, Busy, Event, JobId, Request};
use regioscope::model::remark::CorrectedField;
use regioscope::model::{
    Arrondissement, CoreValue, Dataset, Dimension, HelixRole, IndicatorId, Language, Localized, LonLat, MergerTimeline,
    Municipality, Nis, Partner, Period, Project, ProjectId, ProjectKind, Province, Region, Status, Typology,
    WorkingArea,
};
use regioscope::query::figures::Figures;
use regioscope::query::filter::FilterEngine;
use regioscope::query::series::{self, SeriesPlace};
use regioscope::query::{search, symbols, table};
use regioscope::session::command::{FilterCommand, RemarkCommand, TableCommand, Toggle};
use regioscope::session::results::search_index;
use regioscope::session::{Command, Session, SessionOptions, Settings};
use regioscope::workspace::{
    AreaFilter, Borders, Filter, Municipalities, ProjectColumn, Projects, Scale, SortKey, Workspace, YearRange,
};

const REPEATS: usize = 15;
const TOWNS: u32 = 304;
const PARTNERS: usize = 2_000;

/// Marsaglia's xorshift, 64 bits.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end.max(1)
    }

    /// More often the first than the last.
    fn skewed(&mut self, end: usize) -> usize {
        self.below(end).min(self.below(end))
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.skewed(all.len())]
    }

    fn some_of<T: Copy, C: FromIterator<T>>(&mut self, all: &[T], most: usize) -> C {
        let begin = self.below(all.len());
        all.iter().cycle().skip(begin).take(1 + self.skewed(most)).copied().collect()
    }

    fn place(&mut self) -> Option<LonLat> {
        let share = |random: &mut Self| random.below(10_000) as f64 / 10_000.0;
        LonLat::new(2.6 + 3.2 * share(self), 50.7 + 0.8 * share(self)).ok()
    }
}

fn code(town: usize) -> Option<Nis> {
    Nis::try_from(11_000 + (town as u32 % 23) * 1_000 + town as u32 / 23).ok()
}

fn municipalities(random: &mut Random) -> Municipalities {
    let towns = (0..TOWNS as usize).filter_map(|town| {
        let nis = code(town)?;
        Some(Municipality {
            nis,
            name: format!("Gemeente {town}").into(),
            name_fr: None,
            name_de: None,
            region: Region::Flanders,
            province: Province::ALL[town % Province::ALL.len()],
            arrondissement: Arrondissement(nis.arrondissement_code()),
            typology: Typology::ALL[town % Typology::ALL.len()],
            is_centrumstad: town < 13,
            area_ha: Some(5_000.0),
            population_2020: Some(20_000),
            postal_codes: Box::default(),
            label_point: random.place()?,
            label_rank: town as u16,
            boundary: None,
        })
    });
    Municipalities::new(towns.collect(), BTreeMap::new(), Vec::new(), MergerTimeline::default())
}

fn projects(random: &mut Random, count: usize) -> Projects {
    let name = |kind: &str, number: usize| Arc::<str>::from(format!("{kind} {number}"));
    let themes: Vec<_> = (0..200).map(|number| name("thema", number)).collect();
    let funding: Vec<_> = (0..40).map(|number| name("fonds", number)).collect();
    let partners: Vec<_> = (0..PARTNERS).map(|number| name("partner", number)).collect();
    let words: Vec<_> = (0..5_000).map(|number| format!("woord{number}")).collect();
    let areas: Vec<_> = WorkingArea::all().collect();
    let codes: Vec<Nis> = (0..TOWNS as usize).filter_map(code).collect();
    let empty: Arc<str> = "".into();
    let rows = (0..count).map(|row| {
        let title: Vec<&str> = (0..4).map(|_| random.one_of(&words).as_str()).collect();
        let mut project = Project::new(
            ProjectId::new(format!("S{row}")),
            *random.one_of(ProjectKind::ALL),
            Localized::same(&title.join(" ")),
        );
        project.lead = (random.below(20) > 0).then(|| *random.one_of(&codes));
        project.others = if random.below(4) == 0 { random.some_of(&codes, 4) } else { Box::default() };
        project.location = if random.below(5) == 0 { random.place() } else { None };
        project.dimensions = random.some_of(Dimension::ALL, 3);
        project.working_areas = random.some_of(&areas, 3);
        project.values = random.some_of(CoreValue::ALL, 2);
        project.theme = Arc::clone(random.one_of(&themes));
        project.funding = if random.below(3) == 0 { Arc::clone(&empty) } else { Arc::clone(random.one_of(&funding)) };
        project.status = *random.one_of(Status::ALL);
        let start = 2010 + random.below(15) as i16;
        project.period = Period {
            start: (random.below(10) > 0).then_some(start),
            end: (random.below(3) > 0).then_some(start + random.below(5) as i16),
        };
        project.partners = (0..random.skewed(4))
            .map(|_| Partner {
                name: Arc::clone(random.one_of(&partners)),
                role: Some(HelixRole::ALL[random.below(HelixRole::ALL.len())]),
            })
            .collect();
        project
    });
    Projects::new(rows.collect())
}

/// Milliseconds of the middle one of several runs; `prepare` is not measured.
fn median_ms<S, T>(repeats: usize, mut prepare: impl FnMut() -> S, mut run: impl FnMut(&mut S) -> T) -> f64 {
    let mut times: Vec<f64> = (0..repeats)
        .map(|_| {
            let mut state = prepare();
            let begin = Instant::now();
            let result = black_box(run(&mut state));
            let elapsed = begin.elapsed().as_secs_f64() * 1_000.0;
            drop(result);
            elapsed
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// What a program without an engine would do: look at every row, count three facets.
fn plain_scan(projects: &Projects, filter: &Filter) -> (Vec<u32>, usize) {
    let mut rows = Vec::new();
    let (mut themes, mut towns, mut stages) = (HashMap::new(), HashMap::new(), [0_u32; 8]);
    for (row, project) in (0_u32..).zip(projects.rows()) {
        let is_wanted = (filter.dimensions.is_empty()
            || project.dimensions.iter().any(|dimension| filter.dimensions.contains(dimension)))
            && (filter.statuses.is_empty() || filter.statuses.contains(&project.status));
        if !is_wanted {
            continue;
        }
        rows.push(row);
        *themes.entry(project.theme.as_ref()).or_insert(0_u32) += 1;
        project.municipalities().for_each(|nis| *towns.entry(nis).or_insert(0_u32) += 1);
        stages[project.status.index()] += 1;
    }
    let count = themes.len() + towns.len() + stages.len();
    (rows, count)
}

fn toggles() -> Vec<(&'static str, Filter, Filter)> {
    let none = Filter::default;
    let dimension = Filter { dimensions: [Dimension::Mobility].into(), ..none() };
    let busy = Filter {
        dimensions: [Dimension::Mobility, Dimension::People].into(),
        statuses: [Status::Idea, Status::Planned].into(),
        provinces: [Province::Antwerp, Province::Limburg].into(),
        ..none()
    };
    let with = |change: fn(&mut Filter)| {
        let mut changed = busy.clone();
        change(&mut changed);
        changed
    };
    vec![
        ("nothing → one dimension", none(), dimension.clone()),
        ("one dimension → nothing", dimension, none()),
        ("nothing → one kind", none(), Filter { kinds: [ProjectKind::Project].into(), ..none() }),
        ("nothing → years", none(), Filter { years: Some(YearRange { from: 2018, until: 2020 }), ..none() }),
        ("nothing → one municipality", none(), Filter { municipalities: code(3).into_iter().collect(), ..none() }),
        (
            "three kinds → one more dimension",
            busy.clone(),
            with(|f| {
                f.dimensions.insert(Dimension::Living);
            }),
        ),
        (
            "three kinds → one more stage",
            busy.clone(),
            with(|f| {
                f.statuses.insert(Status::Running);
            }),
        ),
        (
            "three kinds → and a theme",
            busy.clone(),
            with(|f| {
                f.themes.insert("thema 3".to_owned());
            }),
        ),
        ("nothing → text", none(), Filter { text: "woord12".to_owned(), ..none() }),
        (
            "nothing → around a point",
            none(),
            Filter {
                area: LonLat::new(4.0, 51.0).ok().map(|centre| AreaFilter::Near { centre, metres: 20_000.0 }),
                ..none()
            },
        ),
    ]
}

fn measure(count: usize) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let municipalities = municipalities(&mut random);
    let projects = projects(&mut random, count);
    println!("\n{count} projects");
    let line = |what: &str, ms: f64| println!("  {what:<44}{ms:>10.2} ms");
    line(
        "build the columns, beside the interface",
        median_ms(3, || (), |()| FilterEngine::new(&projects, &municipalities)),
    );
    let mut engine = FilterEngine::new(&projects, &municipalities);
    let with_text = Filter { text: "woord1".to_owned(), ..Filter::default() };
    line("index of words, beside the interface", median_ms(1, || (), |()| engine.select(&with_text)));
    let all = toggles();
    let mut toggle_ms = f64::NAN;
    for (index, (what, before, after)) in all.iter().enumerate() {
        let mut times = Vec::new();
        for _ in 0..REPEATS {
            engine.select(before);
            let begin = Instant::now();
            black_box(engine.select(after));
            times.push(begin.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        let middle = times[times.len() / 2];
        line(what, middle);
        if index == 5 {
            toggle_ms = middle;
        }
    }
    for (what, filter) in [("cold, nothing asked", &Filter::default()), ("cold, three kinds", &all[5].1)] {
        let fresh = || FilterEngine::new(&projects, &municipalities);
        line(what, median_ms(5, fresh, |engine| engine.select(filter)));
    }
    let busy = &all[5].1;
    let scan_ms = median_ms(REPEATS, || (), |()| plain_scan(&projects, &all[5].2));
    line("plain scan, two parts and three facets", scan_ms);
    println!("  {:<44}{:>10.1} ×", "the same by the engine, after one toggle", scan_ms / toggle_ms);
    line("time line", median_ms(REPEATS, || (), |()| engine.timeline(busy, 2031)));
    let selection = engine.select(busy);
    line(
        "symbols of three kinds",
        median_ms(5, || (), |()| symbols::run(&projects, &municipalities, busy, &selection)),
    );
    let sort = [SortKey { column: ProjectColumn::Title, is_descending: false }];
    line(
        "table by title of three kinds",
        median_ms(3, || (), |()| table::sorted(&projects, &municipalities, &selection, &sort, Language::Nl)),
    );
    let workspace =
        Workspace { projects: Arc::new(projects), municipalities: Arc::new(municipalities), ..Workspace::default() };
    let index = search_index(&workspace, None);
    line("index of the palette, made beside the interface", median_ms(1, || (), |()| search_index(&workspace, None)));
    search::run(&workspace, Some(&index), "woord12", Language::Nl, 20);
    line(
        "search of the palette",
        median_ms(5, || (), |()| search::run(&workspace, Some(&index), "woord12", Language::Nl, 20)),
    );
    for (what, words) in [
        ("a word that means another", "parkeren"),
        ("a word misspelt", "parkeergrage"),
        ("two words", "woord12 projct"),
    ] {
        let what = format!("the same, {what}");
        line(&what, median_ms(5, || (), |()| search::run(&workspace, Some(&index), words, Language::Nl, 20)));
    }
}

/// Figures of every municipality in one year over mergers, against adding up what the table gives for the same codes.
fn measure_figures() {
    let Ok(dataset) = bundle::dataset() else { return println!("the bundle can't be read") };
    let workspace = Workspace::from_dataset(dataset);
    let (indicators, towns) = (&workspace.indicators, &workspace.municipalities);
    println!("\nfigures of {} municipalities in one year", towns.rows().len());
    let line = |what: &str, ms: f64| println!("  {what:<44}{ms:>10.3} ms");
    let id = |name: &str| IndicatorId::new(name);
    line("prepare the look-up", median_ms(101, || (), |()| Figures::new(indicators, towns, Borders::Today)));
    let figures = Figures::new(indicators, towns, Borders::Today);
    let year = |id: &IndicatorId, scale: Scale| {
        let get = |nis| figures.brief(id, &SeriesPlace::Municipality(nis), 2018, scale);
        towns.rows().iter().filter_map(|row| get(row.nis)).map(|figure| figure.value).sum::<f64>()
    };
    let mut sum_ms = f64::NAN;
    for (what, name, scale) in [
        ("a sum of municipalities of the time", "population", Scale::Absolute),
        ("a sum that its producer carried", "dwellings_new", Scale::Absolute),
        ("a ratio of two tables", "dwellings_new_per_1000", Scale::Absolute),
        ("a sum per inhabitant", "establishments", Scale::PerThousandInhabitants),
    ] {
        let ms = median_ms(101, || (), |()| year(&id(name), scale));
        line(what, ms);
        if name == "population" {
            sum_ms = ms;
        }
    }
    let population = indicators.values(&id("population"));
    let raw = || {
        let codes = towns.rows().iter().map(|row| row.nis);
        codes.filter_map(|nis| population?.get(&nis)?.get(&2018)).map(|(value, _)| value).sum::<f64>()
    };
    let raw_ms = median_ms(101, || (), |()| raw());
    line("the same codes from the table as it stands", raw_ms);
    println!("  {:<44}{:>10.1} ×", "a sum over mergers costs", sum_ms / raw_ms);
    let place = towns.find("Deinze").first().copied().map_or(SeriesPlace::Flanders, SeriesPlace::Municipality);
    let series = |()| series::of(&figures, &id("income_per_inhabitant"), &place, Scale::Absolute);
    line("one series of a ratio", median_ms(101, || (), |()| series(())));
}

/// Opens a workspace, and nothing else.
#[derive(Clone, Default)]
struct Opener(Rc<RefCell<VecDeque<Event>>>);

impl Background for Opener {
    fn send(&mut self, _request: Request) -> Result<JobId, Busy> {
        Err(Busy)
    }

    fn cancel(&mut self, _job: JobId) {}

    fn try_next(&mut self) -> Option<Event> {
        self.0.borrow_mut().pop_front()
    }

    fn wait(&mut self, _timeout: Duration) -> Option<Event> {
        self.try_next()
    }
}

/// Longest time that the interface stands still, drawing aside, from an act until all that follows from it is shown; and
/// how long that takes.
fn longest_frame_ms(session: &mut Session, act: impl FnOnce(&mut Session)) -> (f64, f64) {
    let begin = Instant::now();
    act(session);
    session.update();
    let mut longest = begin.elapsed();
    while session.is_making() {
        std::thread::yield_now();
        let frame = Instant::now();
        session.update();
        longest = longest.max(frame.elapsed());
    }
    (longest.as_secs_f64() * 1_000.0, begin.elapsed().as_secs_f64() * 1_000.0)
}

/// What the interface's thread does itself, beside what it leaves to others.
fn measure_frames(count: usize) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let municipalities = municipalities(&mut random).rows().to_vec();
    let projects = projects(&mut random, count).rows().to_vec();
    let opener = Opener::default();
    let options = SessionOptions {
        background: Box::new(opener.clone()),
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        system_language: Language::Nl,
        settings: Settings::default(),
        settings_path: None,
    };
    let mut session = Session::new(options);
    println!("\n{count} projects: the longest the interface stands still, drawing aside, and until all is shown");
    let mut line = |what: &str, act: &mut dyn FnMut(&mut Session)| {
        let (longest, all) = longest_frame_ms(&mut session, act);
        println!("  {what:<44}{longest:>10.2} ms{all:>10.1} ms");
    };
    let dataset = Dataset { projects, municipalities, ..Dataset::default() };
    opener.0.borrow_mut().push_back(Event::opened(dataset, "a.gpkg".into(), false, None));
    line("a workspace that was read", &mut |_| ());
    let toggle = FilterCommand::Toggle(Toggle::Dimension(Dimension::Mobility));
    line("one dimension", &mut |session| session.run(&toggle.clone().into()));
    line("all again", &mut |session| session.run(&FilterCommand::Clear.into()));
    let sort = TableCommand::SortBy { column: ProjectColumn::Title, add: false };
    line("the table by title", &mut |session| session.run(&sort.clone().into()));
    for text in ["woord1", "woord12"] {
        line("a text", &mut |session| session.run(&FilterCommand::SetText(text.to_owned()).into()));
    }
    line("all again", &mut |session| session.run(&FilterCommand::Clear.into()));
    let tag = RemarkCommand::AddTag(ProjectId::new("S1"), "merk".to_owned());
    line("a tag", &mut |session| session.run(&tag.clone().into()));
    let title = RemarkCommand::Correct(ProjectId::new("S1"), CorrectedField::Title, "Anders".to_owned());
    line("a correction", &mut |session| session.run(&title.clone().into()));
    line("the correction undone", &mut |session| session.run(&Command::Undo));
}

fn main() {
    measure_figures();
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let counts = if asked.is_empty() { vec![100_000, 1_000_000] } else { asked };
    for count in counts {
        measure(count);
        measure_frames(count);
    }
}
