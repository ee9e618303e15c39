//! Marks and names of the current zoom, computed again only when what they rest on changed.

use std::sync::Arc;

use super::own_layers::OwnLayers;
use super::sensors::SensorLayer;
use crate::figure::map::labels::{self, LabelInput, PlacedLabel};
use crate::figure::map::marks::{self, Mark, RASTER_LIMIT};
use crate::figure::map::picture::points_of;
use crate::figure::raster::Points;
use crate::model::Language;
use crate::model::basemap::Basemap;
use crate::query::symbols::PlaceSymbol;
use crate::ui::UiContext;
use crate::workspace::Municipalities;

/// What a layout was made from; the `Arc`s keep addresses from being used again.
struct Source {
    symbols: Arc<Vec<PlaceSymbol>>,
    municipalities: Arc<Municipalities>,
    basemap: Option<Arc<Basemap>>,
    language: Language,
    zoom: f64,
    has_projects: bool,
    has_labels: bool,
    sensors: u64,
    own: u64,
}

/// Marks and names.
#[derive(Default)]
pub struct LayoutCache {
    source: Option<Source>,
    /// Marks; empty where there are too many of them.
    pub marks: Vec<Mark>,
    /// Names.
    pub labels: Vec<PlacedLabel>,
    /// The places as points, where they are drawn as a raster.
    pub points: Option<Arc<Points>>,
    points_of: Option<Arc<Vec<PlaceSymbol>>>,
    /// Grows with every layout.
    pub generation: u64,
}

impl LayoutCache {
    /// Brings the layout up to date.
    pub fn update(&mut self, ctx: &UiContext<'_>, zoom: f64, sensors: &SensorLayer, own: &OwnLayers) {
        let view = &ctx.view.map;
        let wanted = Source {
            symbols: Arc::clone(&ctx.results.symbols),
            municipalities: Arc::clone(&ctx.workspace.municipalities),
            basemap: ctx.basemap.cloned(),
            language: ctx.text.language(),
            zoom,
            has_projects: view.show_projects,
            has_labels: view.show_labels,
            sensors: sensors.generation(),
            own: own.generation(),
        };
        if self.source.as_ref().is_some_and(|source| source.is(&wanted)) {
            return;
        }
        self.generation += 1;
        let places: &[PlaceSymbol] = if wanted.has_projects { &wanted.symbols } else { &[] };
        if places.len() > RASTER_LIMIT {
            self.marks.clear();
            if self.points_of.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &wanted.symbols)) {
                self.points = Some(Arc::new(points_of(places)));
                self.points_of = Some(Arc::clone(&wanted.symbols));
            }
        } else {
            (self.points, self.points_of) = (None, None);
            self.marks = marks::layout(places, &ctx.workspace.projects, &wanted.municipalities, &ctx.view.filter, zoom);
        }
        self.labels = match &wanted.basemap {
            Some(basemap) if wanted.has_labels => labels::layout(&LabelInput {
                basemap,
                municipalities: &wanted.municipalities,
                places,
                marks: &self.marks,
                obstacles: &sensors.obstacles(),
                own: &own.names(zoom),
                language: wanted.language,
                zoom,
            }),
            _ => Vec::new(),
        };
        self.source = Some(wanted);
    }
}

impl Source {
    fn is(&self, other: &Self) -> bool {
        let same_basemap = match (&self.basemap, &other.basemap) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same_basemap
            && Arc::ptr_eq(&self.symbols, &other.symbols)
            && Arc::ptr_eq(&self.municipalities, &other.municipalities)
            && self.language == other.language
            && (self.zoom - other.zoom).abs() < 1e-6
            && self.has_projects == other.has_projects
            && self.has_labels == other.has_labels
            && self.sensors == other.sensors
            && self.own == other.own
    }
}
