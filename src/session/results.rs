//! Results of the current view, computed again only when what they rest on changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

pub use super::derived::{Answer, LikenessResults, PartnersAnswer, search_index};
use super::derived::{Asked, DerivedResults};
use super::drawn::{Drawn, Made, horizon, made_of};
use super::queue::ImportQueue;
pub use crate::feeds::recognise::Recognised;
use crate::insight::funding::FundingSheet;
pub use crate::insight::likeness::asked;
pub use crate::insight::partnering::wanted;
use crate::insight::schedule::Schedule;
use crate::insight::{Comparison, Inputs, RegionSheet, Sheet, TownSensors, Values, comparison, gaps, sheet};
use crate::jobs::{
    Bucket, FeedStorage, LayerMapping, LayerSeen, ListSeen, Mapping, Mean, ProjectMapping, SensorMapping, SensorsSeen,
    TablePreview, TableSeen, Waker,
};
use crate::model::period::Year;
use crate::model::{FeedId, Language, Observation, Rejected, SensorId};
use crate::query::classes::{self, Choropleth};
use crate::query::engine::FilterEngine;
use crate::query::filter::Selection;
pub use crate::query::series::{SERIES_LIMIT, chart_places};
use crate::query::series::{Series, of_view};
use crate::query::symbols::PlaceSymbol;
use crate::query::timeline::Timeline;
use crate::workspace::{CompareSection, CompareView, Filter, Generations, Tab, View, Workspace};

/// Greatest number of datastreams whose series are kept.
pub const STREAM_LIMIT: usize = 16;

/// The readings of one datastream for the chart.
#[derive(Clone, Debug)]
pub struct SensorSeries {
    /// Sensor.
    pub sensor: SensorId,
    /// Datastream.
    pub datastream: Arc<str>,
    /// From, inclusive.
    pub from: Timestamp,
    /// Until, exclusive.
    pub until: Timestamp,
    /// Thinned observations in order of time.
    pub points: Arc<Vec<Observation>>,
    /// How many observations they stand for.
    pub total_count: u64,
    /// Thinned observations that don't count (can't be true, wrong clock, missing), in order of time.
    pub flagged: Arc<Vec<Observation>>,
    /// How many observations those stand for.
    pub flagged_count: u64,
}

/// The means of one datastream, for profiles and exceedances.
#[derive(Clone, Debug)]
pub struct SensorMeans {
    /// From, inclusive.
    pub from: Timestamp,
    /// Until, exclusive.
    pub until: Timestamp,
    /// Of what length.
    pub bucket: Bucket,
    /// In order of time; buckets without a value that counts are absent.
    pub means: Arc<Vec<Mean>>,
}

/// A datastream of a sensor.
pub type StreamKey = (SensorId, Arc<str>);

/// What was read of feeds and their history besides what the workspace holds.
#[derive(Clone, Debug, Default)]
pub struct FeedResults {
    /// Series by datastream, as last asked for; the last [`STREAM_LIMIT`] are kept.
    pub series: BTreeMap<StreamKey, SensorSeries>,
    /// Means by datastream, as last asked for.
    pub means: BTreeMap<StreamKey, SensorMeans>,
    /// What was recognised or tested last, not added yet.
    pub recognised: Option<Arc<Recognised>>,
    /// Why the last address was not recognised: kind and technical words.
    pub recognise_error: Option<String>,
    /// Room that each feed takes, as last looked up.
    pub storage: Option<Vec<FeedStorage>>,
    /// The sensors of each municipality taken together, as last asked for.
    pub towns: Option<Arc<TownSensors>>,
    /// Rejected records by feed, as last looked up.
    pub rejected: BTreeMap<FeedId, Arc<Vec<Rejected>>>,
}

impl FeedResults {
    /// Forgets what was read of the past: it has changed.
    pub(super) fn forget_past(&mut self) {
        self.series.clear();
        self.means.clear();
        self.towns = None;
    }

    /// Keeps a series; of too many the one that was not just asked for goes.
    pub(super) fn put_series(&mut self, series: SensorSeries) {
        let key = (series.sensor.clone(), Arc::clone(&series.datastream));
        make_room(&mut self.series, &key);
        self.series.insert(key, series);
    }

    /// Keeps means.
    pub(super) fn put_means(&mut self, key: StreamKey, means: SensorMeans) {
        make_room(&mut self.means, &key);
        self.means.insert(key, means);
    }
}

fn make_room<T>(kept: &mut BTreeMap<StreamKey, T>, key: &StreamKey) {
    if kept.len() >= STREAM_LIMIT && !kept.contains_key(key) {
        // Which one goes matters little: what is shown asks again.
        kept.pop_first();
    }
}

/// What is known of the table of figures that is being read in.
#[derive(Clone, Debug, Default)]
pub struct TableResults {
    /// The table, as last read.
    pub seen: Option<Arc<TableSeen>>,
    /// Why it could not be read.
    pub error: Option<String>,
    /// A mapping that was read from a file.
    pub mapping: Option<Arc<Mapping>>,
    /// What the last import did; `None` = it failed, or is under way.
    pub imported: Option<Arc<TablePreview>>,
    /// Imports that ended, well or not.
    pub ended_count: u32,
}

/// What is known of the list that is being read in: of projects, or of something else.
#[derive(Clone, Debug)]
pub struct ListResults<S = ListSeen, M = ProjectMapping> {
    /// The list, as last read.
    pub seen: Option<Arc<S>>,
    /// Why it could not be read.
    pub error: Option<String>,
    /// A mapping that was read from a file.
    pub mapping: Option<Arc<M>>,
    /// Whether the last import was written; `false` = it failed, was cancelled, or is under way.
    pub is_imported: bool,
    /// Imports that ended, well or not.
    pub ended_count: u32,
}

impl<S, M> Default for ListResults<S, M> {
    fn default() -> Self {
        Self { seen: None, error: None, mapping: None, is_imported: false, ended_count: 0 }
    }
}

impl<S, M> ListResults<S, M> {
    /// Forgets the list; how many imports ended stays.
    pub(super) fn forget(&mut self) {
        *self = Self { ended_count: self.ended_count, ..Self::default() };
    }

    /// An import ended.
    pub(super) const fn end(&mut self, is_imported: bool) {
        self.ended_count += 1;
        self.is_imported = is_imported;
    }
}

/// White spots.
#[derive(Clone, Debug, Default)]
pub struct GapsResults {
    /// The matrix.
    pub matrix: Option<Arc<gaps::Matrix>>,
    /// What stands behind the cell that is looked into.
    pub detail: Option<Arc<gaps::detail::Detail>>,
}

/// What the cell of the matrix that is looked into rests on.
#[derive(Debug)]
struct Spotted {
    generations: Generations,
    /// Held, so that no other can come to lie in its place.
    seen: Arc<View>,
}

/// Everything that panels show of the current view.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Rows, counts and facets.
    pub selection: Arc<Selection>,
    /// Active projects by year.
    pub timeline: Arc<Timeline>,
    /// Symbols of the map.
    pub symbols: Arc<Vec<PlaceSymbol>>,
    /// Fill of the municipalities.
    pub choropleth: Option<Arc<Choropleth>>,
    /// Rows in the order of the table.
    pub table: Arc<Vec<u32>>,
    /// Series of the indicator chart.
    pub series: Arc<Vec<Series>>,
    /// Municipalities side by side, while that tab is shown.
    pub comparison: Option<Arc<Comparison>>,
    /// What stands around the comparison: series, the chosen figure everywhere, projects.
    pub sheet: Option<Arc<Sheet>>,
    /// Rows of the projects that comparison and white spots count: those that the filter wants, its places aside,
    /// ascending. Up to date while either is shown.
    pub placeless_rows: Arc<Vec<u32>>,
    /// White spots, while they are shown.
    pub gaps: GapsResults,
    /// Something that is shown is being made again beside the interface: what is there is of before.
    pub is_updating: bool,
    /// The words that the filter searches are being indexed: what is shown is of the filter before.
    pub is_searching: bool,
    /// Projects along the years, as last shown.
    pub schedule: Option<Arc<Schedule>>,
    /// What paid, as last shown.
    pub funding: Option<Arc<FundingSheet>>,
    /// Look-alikes and partners, while they are shown.
    pub likeness: LikenessResults,
    /// The smart region of the filter.
    pub region: Option<Arc<RegionSheet>>,
    /// What was read of feeds and their history.
    pub feeds: FeedResults,
    /// The files that are looked at one after the other.
    pub import_queue: ImportQueue,
    /// The table that is being read in.
    pub table_import: TableResults,
    /// The list of projects that is being read in.
    pub list_import: ListResults,
    /// The list of sensors that is being read in.
    pub sensors_import: ListResults<SensorsSeen, SensorMapping>,
    /// The layer that is being read in.
    pub layer_import: ListResults<LayerSeen, LayerMapping>,
    /// Whether a workspace has been opened: before that everything is empty because it is loading.
    pub is_loaded: bool,
}

impl Results {
    /// What figures are looked up from, under the filter without its places.
    pub fn inputs<'a>(&'a self, workspace: &'a Workspace, this_year: Year) -> Inputs<'a> {
        Inputs { workspace, rows: &self.placeless_rows, sensors: self.feeds.towns.as_deref(), this_year }
    }
}

/// What rested on rows that are shown no more.
pub(super) type OldRows = (FilterEngine, Arc<Vec<PlaceSymbol>>);

/// Keeps [`Results`] up to date.
#[derive(Debug, Default)]
pub(super) struct ResultCache {
    pub results: Results,
    pub derived: DerivedResults,
    /// Always that of the projects and municipalities of the workspace.
    pub engine: FilterEngine,
    /// The view that the selection was made for; `None` = there is none of these rows yet.
    selected: Option<Arc<View>>,
    /// Whether symbols and table have been of these rows.
    has_drawn: bool,
    seen: Option<(Generations, Arc<View>)>,
    /// What `placeless_rows` were made from.
    placeless: Option<Placeless>,
    /// What white spots were made from.
    spotted: Option<Spotted>,
    /// What the comparison was made from.
    compared: Option<Compared>,
}

/// What the rows rest on that a filter wants, its places aside.
#[derive(Debug, PartialEq)]
struct Placeless {
    generations: Made,
    filter: Filter,
}

/// What a comparison rests on.
#[derive(Debug)]
struct Compared {
    generations: Generations,
    view: CompareView,
    filter: Filter,
    /// Held, so that no other can come to lie in its place.
    towns: Option<Arc<TownSensors>>,
    this_year: Year,
    /// The view that it was taken from.
    seen: Arc<View>,
}

impl Compared {
    fn new(workspace: &Workspace, towns: Option<&Arc<TownSensors>>, this_year: Year) -> Self {
        let view = &workspace.view;
        Self {
            generations: without_sensors(workspace),
            view: CompareView { section: CompareSection::Figures, is_table: false, ..view.compare.clone() },
            filter: view.filter.without_places(),
            towns: towns.cloned(),
            this_year,
            seen: Arc::clone(view),
        }
    }

    /// Whether nothing changed at all: asked in every frame, so nothing is copied for it.
    fn is_of(&self, workspace: &Workspace, towns: Option<&Arc<TownSensors>>, this_year: Year) -> bool {
        Arc::ptr_eq(&self.seen, &workspace.view)
            && self.generations == without_sensors(workspace)
            && is_same(self.towns.as_ref(), towns)
            && self.this_year == this_year
    }

    /// Whether the same comparison follows from it.
    fn gives_the_same_as(&self, other: &Self) -> bool {
        self.generations == other.generations
            && self.view == other.view
            && self.filter == other.filter
            && is_same(self.towns.as_ref(), other.towns.as_ref())
            && self.this_year == other.this_year
    }
}

/// Polls change what sensors measure now, not what was read before; the view has a part of its own.
fn without_sensors(workspace: &Workspace) -> Generations {
    Generations { sensors: 0, view: 0, ..workspace.generations }
}

fn is_same(one: Option<&Arc<TownSensors>>, other: Option<&Arc<TownSensors>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

impl ResultCache {
    /// Takes the columns of other rows, with what was drawn of them; gives back what was of the rows before.
    pub fn put_rows(&mut self, workspace: &Workspace, engine: FilterEngine, drawn: Option<Drawn>) -> OldRows {
        let view = &workspace.view;
        let results = &mut self.results;
        // Rows of the state before must not be looked up in these.
        (results.placeless_rows, results.gaps.detail, results.likeness) = Default::default();
        (results.schedule, results.funding, results.region) = Default::default();
        (self.placeless, results.comparison, results.sheet, self.compared) = Default::default();
        let old = (std::mem::replace(&mut self.engine, engine), std::mem::take(&mut results.symbols));
        let drawn = drawn.filter(|drawn| drawn.question.view.filter == view.filter);
        self.selected = drawn.as_ref().map(|_| Arc::clone(view));
        self.has_drawn = drawn.is_some();
        if let Some(Drawn { question, selection, timeline, symbols, order }) = drawn {
            let (rows, sort) = ((made_of(workspace), &selection), question.view.table.sort.clone());
            self.derived.put_drawn(rows, &symbols, (sort, question.language), &order);
            (results.selection, results.timeline) = (selection, timeline);
            (results.symbols, results.table) = (symbols, order);
        } else {
            (results.selection, results.timeline, results.table) = Default::default();
        }
        old
    }

    /// Computes what changed since the last call.
    pub fn update(&mut self, workspace: &Workspace, this_year: Year) {
        let view = &workspace.view;
        let generations = workspace.generations;
        let seen = self.seen.take();
        let known = seen.as_ref();
        let indicators_changed = known.is_none_or(|(old, _)| {
            old.indicators != generations.indicators || old.municipalities != generations.municipalities
        });
        let changed = |differs: fn(&View, &View) -> bool| known.is_none_or(|(_, old)| differs(old, view));
        if indicators_changed || changed(|old, new| choropleth_key(old) != choropleth_key(new)) {
            self.results.choropleth =
                classes::run(&workspace.indicators, &workspace.municipalities, &view.map).map(Arc::new);
        }
        if indicators_changed
            || changed(|old, new| {
                old.indicators != new.indicators
                    || old.filter.municipalities != new.filter.municipalities
                    || old.filter.region != new.filter.region
            })
        {
            self.results.series = Arc::new(of_view(workspace, &workspace.view));
        }
        self.seen = Some((generations, Arc::clone(view)));
        self.results.is_searching = !self.engine.is_ready_for(&view.filter);
        if !self.results.is_searching {
            self.select(view, this_year);
            self.spot(workspace, this_year);
            self.compare(workspace, this_year);
        }
    }

    /// Looks for white spots while they are shown and something that they rest on changed.
    fn spot(&mut self, workspace: &Workspace, this_year: Year) {
        let view = &workspace.view;
        if view.tab != Tab::Gaps {
            return;
        }
        let generations = without_sensors(workspace);
        let known = self.spotted.take();
        let is_same = |known: &Spotted| known.generations == generations && Arc::ptr_eq(&known.seen, view);
        if known.as_ref().is_some_and(is_same) {
            self.spotted = known;
            return;
        }
        self.find_placeless_rows(workspace);
        let matrix = &view.gaps.matrix;
        let values = Values::new(self.results.inputs(workspace, this_year));
        let detail = matrix.cell.as_ref().map(|cell| gaps::detail::run(&values, matrix, cell));
        self.results.gaps.detail = detail.map(Arc::new);
        self.spotted = Some(Spotted { generations, seen: Arc::clone(view) });
    }

    /// Starts what is shown and made beside the interface, and hands on what is there.
    pub fn follow(&mut self, workspace: &Workspace, language: Language, waker: &Waker) {
        let made = made_of(workspace);
        let Results { selection, placeless_rows, .. } = &self.results;
        if let Some(selected) = &self.selected {
            self.derived.follow_drawn(workspace, (made, selection), (&selected.filter, language), waker);
        }
        self.derived.follow(
            workspace,
            Asked { made, selection, placeless_rows, words: self.engine.words() },
            language,
            waker,
        );
        let (symbols, order) = self.derived.drawn(made);
        let results = &mut self.results;
        results.symbols = symbols.unwrap_or_else(|| Arc::clone(&results.symbols));
        results.table = order.unwrap_or_else(|| Arc::clone(&results.table));
        results.is_updating = self.derived.is_replacing();
        results.gaps.matrix = self.derived.matrix();
        results.region = self.derived.region(made, &workspace.view.filter);
        results.likeness = self.derived.results(made);
        (results.schedule, results.funding) = self.derived.pages(made);
    }

    /// The rows that the filter wants, its places aside, looked up again where they may have changed.
    fn find_placeless_rows(&mut self, workspace: &Workspace) {
        let filter = workspace.view.filter.without_places();
        let key = Placeless { generations: made_of(workspace), filter };
        if self.placeless.as_ref() == Some(&key) {
            return;
        }
        let rows = if key.filter == workspace.view.filter {
            self.results.selection.rows.clone()
        } else {
            self.engine.select(&key.filter).rows
        };
        self.results.placeless_rows = Arc::new(rows);
        self.placeless = Some(key);
    }

    /// Compares while the tab is shown and something that it rests on changed.
    fn compare(&mut self, workspace: &Workspace, this_year: Year) {
        let view = &workspace.view;
        if view.tab != Tab::Compare {
            return;
        }
        let towns = self.results.feeds.towns.as_ref();
        if self.compared.as_ref().is_some_and(|known| known.is_of(workspace, towns, this_year)) {
            return;
        }
        let compared = Compared::new(workspace, towns, this_year);
        if self.compared.as_ref().is_some_and(|known| known.gives_the_same_as(&compared)) {
            self.compared = Some(compared);
            return;
        }
        self.find_placeless_rows(workspace);
        let values = Values::new(self.results.inputs(workspace, this_year));
        let made = comparison::run(&values, &view.compare);
        self.results.sheet = made.as_ref().map(|made| Arc::new(sheet::run(&values, made, &view.compare)));
        self.results.comparison = made.map(Arc::new);
        self.compared = Some(compared);
    }

    /// Selects anew where the filter has changed or the rows are others.
    fn select(&mut self, view: &Arc<View>, this_year: Year) {
        let is_same = |known: &Arc<View>| Arc::ptr_eq(known, view) || known.filter == view.filter;
        let is_known = self.selected.as_ref().is_some_and(is_same);
        self.selected = Some(Arc::clone(view));
        if is_known {
            return;
        }
        let selection = self.engine.select(&view.filter);
        let horizon = horizon(self.engine.columns().last_end, this_year);
        self.results.timeline = Arc::new(self.engine.timeline(&view.filter, horizon));
        if !self.has_drawn {
            // Until they are sorted they stand as they come.
            self.results.table = Arc::new(selection.rows.clone());
            self.has_drawn = true;
        }
        self.results.selection = Arc::new(selection);
    }
}

fn choropleth_key(view: &View) -> impl PartialEq + '_ {
    let map = &view.map;
    (&map.indicator, map.year, map.has_choropleth && map.show_municipalities, map.class_method, map.class_count)
}
