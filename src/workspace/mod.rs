//! The one in-memory truth: data sets as shared snapshots, the current view, and counters that say what changed.
//!
//! Contract: readers hold `Arc`s and never see a half-made change; only [`Workspace::apply`] (or its two halves, where rows
//! are changed beside the interface) and [`Workspace::set_view`] change anything, and each bumps the generation of what
//! it changed.
//! May use: `model`, `text`.

pub mod filter;
pub mod indicators;
pub mod municipalities;
mod neighbours;
pub mod projects;
mod remarks;
pub mod report;
pub mod rows;
pub mod sensors;
pub mod synthetic;
#[cfg(test)]
mod test_towns;
pub mod view;
pub mod whereabouts;

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::own::Own;
use crate::model::{Dataset, Feed, FeedHealth, LayerPatch, OwnLayer, Reference, Sensor, Source};

pub use filter::{AreaFilter, Filter, SmartRegion, YearRange};
pub use indicators::Indicators;
pub use municipalities::Municipalities;
pub use projects::Projects;
pub use report::{Report, ReportPart, ReportSection};
pub use rows::{RowChange, Rows};
pub use sensors::Sensors;
pub use view::{
    Background, Borders, Camera, ClassMethod, ComparePanels, CompareSection, CompareSort, CompareView, FeatureRef,
    GapsBy, GapsCell, GapsGroup, GapsOnly, GapsOrder, GapsPage, GapsView, IndicatorColumn, IndicatorView, MapView,
    MatrixView, MeanSpan, PartnersShow, PartnersView, PeerChoice, ProfileKind, ProjectColumn, ProjectsPage,
    ProjectsView, Scale, ScheduleGroup, Selected, SensorColumn, SensorSection, SensorThreshold, SensorView,
    SimilarSource, SimilarView, SortKey, StreamRef, Stretch, Tab, TableView, View,
};

/// Counters that grow whenever a part of the workspace changes; results remember those they were made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generations {
    /// Projects.
    pub projects: u64,
    /// Municipalities and their boundaries.
    pub municipalities: u64,
    /// Indicators.
    pub indicators: u64,
    /// Feeds, sensors and their newest values.
    pub sensors: u64,
    /// Lists and ratios of the user's own.
    pub own: u64,
    /// Layers that the user brought.
    pub layers: u64,
    /// The view.
    pub view: u64,
}

/// A change of the data.
#[derive(Clone, Debug)]
pub enum Change {
    /// Everything, as after opening a workspace.
    Replace(Box<Dataset>),
    /// New projects, by identifier replacing those that exist, and the sources that describe them.
    Projects(Vec<crate::model::Project>, Vec<Source>),
    /// Projects that are taken away again (undo of an import).
    RemoveProjects(Vec<crate::model::ProjectId>),
    /// New boundaries and what they rest on.
    Boundaries(Vec<(crate::model::Nis, Arc<crate::model::Boundary>)>, Source),
    /// Indicators and figures: an import, or what takes one back.
    Indicators(Arc<crate::model::IndicatorPatch>),
    /// Sensors with their newest observation, replacing those of the same identifier.
    Sensors(Vec<Sensor>),
    /// A feed that was added or whose settings changed.
    Feed(Box<Feed>),
    /// The health of a feed.
    Health(FeedHealth),
    /// A feed that was removed; `true` keeps its sensors.
    FeedRemoved(crate::model::FeedId, bool),
    /// Lists and ratios of the user's own, all of them.
    Own(Own),
    /// Layers that the user brought: an import, or what takes one back.
    Layers(Arc<LayerPatch>),
}

/// The data of one open workspace file, and the view on it.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The file, when it has one.
    pub path: Option<PathBuf>,
    /// Whether it may not be written (a newer version of the program made it, or another holds it).
    pub is_read_only: bool,
    /// Data sets and their licences.
    pub sources: Arc<Vec<Source>>,
    /// Municipalities.
    pub municipalities: Arc<Municipalities>,
    /// Projects: as their sources have them, with the corrections and projects of the user's own over them.
    pub projects: Arc<Projects>,
    /// Projects as their sources have them.
    pub source_projects: Arc<Projects>,
    /// Indicators.
    pub indicators: Arc<Indicators>,
    /// Feeds and sensors.
    pub sensors: Arc<Sensors>,
    /// Lists and ratios of the user's own.
    pub own: Arc<Own>,
    /// Layers that the user brought, by name.
    pub layers: Arc<Vec<Arc<OwnLayer>>>,
    /// Synonyms and names of partners, the same for every file.
    pub reference: Arc<Reference>,
    /// What is being looked at.
    pub view: Arc<View>,
    /// What changed how often.
    pub generations: Generations,
}

impl Workspace {
    /// A workspace of these rows, without a file.
    pub fn from_dataset(dataset: Dataset) -> Self {
        let mut workspace = Self::default();
        workspace.apply(Change::Replace(Box::new(dataset)));
        workspace
    }

    /// Takes in a change of the data and bumps the generations concerned.
    pub fn apply(&mut self, change: Change) {
        if let Some(change) = self.apply_beside_rows(change) {
            let rows = self.rows().changed(vec![change], &self.own.remarks);
            self.put_rows(rows);
        }
    }

    /// Takes in all of a change but what it does to the rows of projects and municipalities, which takes long where they
    /// are many: that is given back, for [`Rows::changed`] and [`Workspace::put_rows`].
    pub fn apply_beside_rows(&mut self, change: Change) -> Option<RowChange> {
        match change {
            Change::Replace(dataset) => self.replace(*dataset),
            Change::Projects(projects, sources) => {
                self.add_sources(sources);
                return Some(RowChange::Put(projects));
            }
            Change::RemoveProjects(ids) => return Some(RowChange::Remove(ids)),
            Change::Boundaries(boundaries, source) => {
                self.add_sources(vec![source]);
                return Some(RowChange::Boundaries(boundaries));
            }
            Change::Indicators(patch) => {
                Arc::make_mut(&mut self.indicators).change(&patch);
                self.add_sources(patch.sources.clone());
                let is_gone = |source: &Source| patch.remove_sources.contains(&source.id) && !source.is_bundled;
                Arc::make_mut(&mut self.sources).retain(|source| !is_gone(source));
                self.generations.indicators += 1;
            }
            Change::Sensors(sensors) => {
                Arc::make_mut(&mut self.sensors).put_sensors(sensors, &self.municipalities);
                self.generations.sensors += 1;
            }
            Change::Feed(feed) => {
                Arc::make_mut(&mut self.sensors).put_feed(*feed);
                self.generations.sensors += 1;
            }
            Change::Health(health) => {
                Arc::make_mut(&mut self.sensors).put_health(health);
                self.generations.sensors += 1;
            }
            Change::Own(own) => {
                let is_remarked = own.remarks != self.own.remarks;
                self.own = Arc::new(own);
                self.generations.own += 1;
                return is_remarked.then_some(RowChange::Remarks);
            }
            Change::Layers(patch) => self.change_layers(&patch),
            Change::FeedRemoved(feed, keeps_sensors) => {
                Arc::make_mut(&mut self.sensors).remove_feed(&feed, keeps_sensors);
                self.generations.sensors += 1;
            }
        }
        None
    }

    /// The rows of projects and municipalities.
    pub fn rows(&self) -> Rows {
        Rows {
            municipalities: Arc::clone(&self.municipalities),
            source_projects: Arc::clone(&self.source_projects),
            projects: Arc::clone(&self.projects),
        }
    }

    /// Puts other rows in the place of these, which are given back: to drop a million of them takes long as well.
    pub fn put_rows(&mut self, rows: Rows) -> Rows {
        let Rows { municipalities, source_projects, projects } = rows;
        if !Arc::ptr_eq(&municipalities, &self.municipalities) {
            self.generations.municipalities += 1;
        }
        if !Arc::ptr_eq(&projects, &self.projects) {
            self.generations.projects += 1;
        }
        Rows {
            municipalities: std::mem::replace(&mut self.municipalities, municipalities),
            source_projects: std::mem::replace(&mut self.source_projects, source_projects),
            projects: std::mem::replace(&mut self.projects, projects),
        }
    }

    /// Takes the data of another workspace in the place of its own, which are given back; file, reference and view stay.
    pub fn take_over(&mut self, other: Self) -> Self {
        let generations = Generations {
            projects: self.generations.projects + 1,
            municipalities: self.generations.municipalities + 1,
            indicators: self.generations.indicators + 1,
            sensors: self.generations.sensors + 1,
            own: self.generations.own + 1,
            layers: self.generations.layers + 1,
            view: self.generations.view,
        };
        let next = Self {
            path: self.path.clone(),
            is_read_only: self.is_read_only,
            reference: Arc::clone(&self.reference),
            view: Arc::clone(&self.view),
            generations,
            ..other
        };
        std::mem::replace(self, next)
    }

    /// Replaces the view; does nothing where it is the same.
    pub fn set_view(&mut self, view: View) {
        if *self.view != view {
            self.view = Arc::new(view);
            self.generations.view += 1;
        }
    }

    /// The layer of this name.
    pub fn layer(&self, name: &str) -> Option<&Arc<OwnLayer>> {
        self.layers.iter().find(|layer| &*layer.name == name)
    }

    /// Layers that the view shows, by name.
    pub fn shown_layers(&self) -> impl Iterator<Item = &Arc<OwnLayer>> {
        self.layers.iter().filter(|layer| !self.view.map.hidden_layers.contains(&*layer.name))
    }

    /// The feature that is referred to, with its layer.
    pub fn feature(&self, wanted: &FeatureRef) -> Option<(&Arc<OwnLayer>, &crate::model::Feature)> {
        let layer = self.layer(&wanted.layer)?;
        Some((layer, layer.data.features.get(wanted.number as usize)?))
    }

    fn change_layers(&mut self, patch: &LayerPatch) {
        let gone = |source: &Source| patch.remove.iter().any(|name| source.id == OwnLayer::dataset(name));
        Arc::make_mut(&mut self.sources).retain(|source| source.is_bundled || !gone(source));
        self.add_sources(patch.put.iter().map(|layer| layer.source.clone()).collect());
        self.layers = Arc::new(patch.applied(&self.layers));
        self.generations.layers += 1;
    }

    fn replace(&mut self, dataset: Dataset) {
        let Dataset {
            sources,
            municipalities,
            arrondissements,
            aliases,
            mergers,
            projects,
            indicators,
            indicator_values,
            indicator_gaps,
            indicator_revisions,
            indicator_imports,
            feeds,
            sensors,
            own,
            layers,
        } = dataset;
        self.sources = Arc::new(sources);
        self.municipalities = Arc::new(Municipalities::new(municipalities, arrondissements, aliases, mergers));
        self.source_projects = Arc::new(Projects::new(projects));
        let indicators = Indicators::new(indicators, indicator_values, indicator_gaps);
        self.indicators = Arc::new(indicators.with_history(&indicator_revisions, indicator_imports));
        self.sensors = Arc::new(Sensors::new(feeds, sensors, &self.municipalities));
        self.own = Arc::new(own);
        self.layers = Arc::new(layers);
        self.projects = remarks::overlaid(&self.source_projects, &self.own.remarks);
        let generations = &mut self.generations;
        for counter in [
            &mut generations.projects,
            &mut generations.municipalities,
            &mut generations.indicators,
            &mut generations.sensors,
            &mut generations.own,
            &mut generations.layers,
        ] {
            *counter += 1;
        }
    }

    fn add_sources(&mut self, added: Vec<Source>) {
        let mut sources = self.sources.as_ref().clone();
        for source in added {
            match sources.iter_mut().find(|known| known.id == source.id) {
                Some(known) => *known = source,
                None => sources.push(source),
            }
        }
        self.sources = Arc::new(sources);
    }
}
