//! The domain as plain data: municipalities, projects, indicators, sensors and where they come from.
//!
//! Contract: no input or output, no clock, no threads and no interface toolkit in here. Raw text becomes one
//! of these checked types once, at the edge; from there on a value of the type is valid.
//! May use: nothing of the crate.

pub mod basemap;
pub mod dataset;
pub mod dimension;
pub mod figure_ref;
pub mod fold;
pub mod footprint;
pub mod geometry_blob;
pub mod hash;
pub mod ids;
pub mod indicator;
pub mod indicator_change;
pub mod localized;
pub mod municipality;
pub mod numbered;
pub mod own;
pub mod own_layer;
pub mod period;
pub mod place;
pub mod pool;
pub mod project;
pub mod provenance;
pub mod readings_change;
pub mod reason;
pub mod reference;
pub mod remark;
pub mod sensor;
pub mod town_words;

pub use dataset::{Dataset, Rejected};
pub use dimension::{CoreValue, Dimension, WorkingArea};
pub use footprint::Footprint;
pub use ids::{FeedId, IndicatorId, Nis, ProjectId, SensorId};
pub use indicator::{Aggregation, Direction, Indicator, IndicatorGap, IndicatorValue, NisVintage, ValueStatus};
pub use indicator_change::{IndicatorImport, IndicatorPatch, IndicatorRevision, KnownValue, ValueChange};
pub use localized::{Language, Localized};
pub use municipality::{
    Arrondissement, Boundary, BoundaryAccuracy, MergerTimeline, Municipality, Province, Region, Typology, is_walloon,
};
pub use own_layer::{CellKind, Feature, LayerCell, LayerColumn, LayerData, LayerKind, LayerPatch, OwnLayer};
pub use period::Period;
pub use place::{BoundingBox, LonLat};
pub use project::{Amount, HelixRole, Partner, Project, ProjectKind, Status, StatusBasis};
pub use provenance::{Provenance, Source};
pub use readings_change::ReadingsPatch;
pub use reason::{Explained, Reason};
pub use reference::Reference;
pub use sensor::{
    Datastream, Feed, FeedHealth, FeedState, Observation, ObservedProperty, Protocol, Quality, Sensor, Unit,
};
