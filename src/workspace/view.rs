//! The view: the whole question that is on screen, in one plain value. View files, undo, the command line and
//! the stamp of an export all use it.

mod compare;
mod gaps;
mod likeness;
mod projects;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

pub use compare::{ComparePanels, CompareSection, CompareSort, CompareView, PeerChoice};
pub use gaps::{GapsBy, GapsCell, GapsGroup, GapsOnly, GapsOrder, GapsView, MatrixView};
pub use likeness::{GapsPage, PartnersShow, PartnersView, SimilarSource, SimilarView};
pub use projects::{ProjectsPage, ProjectsView, ScheduleGroup};

use super::filter::Filter;
use crate::model::dimension::keyed_enum;
use crate::model::{FeedId, IndicatorId, LonLat, Nis, ObservedProperty, ProjectId, Quality, SensorId};

keyed_enum!(
    /// A tab of the window.
    Tab {
        /// The map.
        Map = "map",
        /// The table of projects.
        Projects = "projects",
        /// Series over time.
        Indicators = "indicators",
        /// Municipalities side by side.
        Compare = "compare",
        /// White spots.
        Gaps = "gaps",
        /// Live feeds.
        Sensors = "sensors",
        /// What is in the workspace, and from where.
        Data = "data",
    }
);

keyed_enum!(
    /// How a choropleth's classes are made.
    ClassMethod {
        /// The indicator's own bounds; quantiles where it has none.
        Customary = "customary",
        /// As many municipalities in each class.
        Quantile = "quantile",
        /// Classes of equal width.
        EqualInterval = "equal_interval",
        /// Least variance within classes (Fisher–Jenks).
        NaturalBreaks = "natural_breaks",
    }
);

keyed_enum!(
    /// What lies under the layers.
    Background {
        /// Drawn from the bundle.
        Offline = "offline",
        /// OpenStreetMap's standard tiles.
        OpenStreetMap = "osm",
        /// The base map of the Flemish government, grey.
        GrbGrey = "grb_grey",
        /// Orthophotos of the Flemish government.
        Orthophoto = "orthophoto",
    }
);

keyed_enum!(
    /// What an indicator is divided by.
    Scale {
        /// The figure itself.
        Absolute = "absolute",
        /// Per 1,000 inhabitants of the same place and year.
        PerThousandInhabitants = "per_1000_inhabitants",
        /// Per square kilometre.
        PerSquareKilometre = "per_km2",
        /// First common year = 100.
        Index = "index",
    }
);

keyed_enum!(
    /// Whose borders a series follows.
    Borders {
        /// Vanished municipalities are added to their successors.
        Today = "today",
        /// Each code as it was.
        OfTheTime = "of_the_time",
    }
);

keyed_enum!(
    /// A column of the table of projects.
    ProjectColumn {
        /// Identifier.
        Id = "id",
        /// Title.
        Title = "title",
        /// Kind.
        Kind = "kind",
        /// Leading municipality.
        Lead = "lead",
        /// Other municipalities.
        Others = "others",
        /// Dimensions.
        Dimensions = "dimensions",
        /// Theme.
        Theme = "theme",
        /// Working areas.
        WorkingAreas = "working_areas",
        /// Stage.
        Status = "status",
        /// Years.
        Period = "period",
        /// Funding programme.
        Funding = "funding",
        /// Budget.
        Budget = "budget",
        /// Subsidy.
        Subsidy = "subsidy",
        /// Partners.
        Partners = "partners",
        /// Source.
        Source = "source",
    }
);

/// What is selected, and shown in the inspector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what", content = "id")]
pub enum Selected {
    /// A project.
    Project(ProjectId),
    /// A municipality of today.
    Municipality(Nis),
    /// A sensor.
    Sensor(SensorId),
    /// A feature of a layer of the user's own.
    Feature(FeatureRef),
}

/// A feature of a layer of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureRef {
    /// Name of the layer.
    pub layer: Arc<str>,
    /// Position of the feature in it, from 0.
    pub number: u32,
}

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// Middle of the map.
    pub centre: LonLat,
    /// Web Mercator zoom with 256-pixel tiles; fractional.
    pub zoom: f64,
}

/// The map's layers and look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MapView {
    /// Where it looks; `None` = all of Flanders, fitted to the window.
    pub camera: Option<Camera>,
    /// Background.
    pub background: Background,
    /// Whether municipalities are drawn.
    pub show_municipalities: bool,
    /// Whether projects are drawn.
    pub show_projects: bool,
    /// Whether sensors are drawn.
    pub show_sensors: bool,
    /// Names of the layers of the user's own that are not drawn.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden_layers: BTreeSet<Arc<str>>,
    /// Whether names are drawn.
    pub show_labels: bool,
    /// Figure of the choropleth; `None` = the default one, see `has_choropleth`.
    pub indicator: Option<IndicatorId>,
    /// Year of the figure; `None` = the newest with figures.
    pub year: Option<i16>,
    /// Whether municipalities are filled by the figure.
    pub has_choropleth: bool,
    /// How its classes are made.
    pub class_method: ClassMethod,
    /// Number of classes, 3 to 5.
    pub class_count: u8,
}

impl Default for MapView {
    fn default() -> Self {
        Self {
            camera: None,
            background: Background::Offline,
            show_municipalities: true,
            show_projects: true,
            show_sensors: true,
            hidden_layers: BTreeSet::new(),
            show_labels: true,
            indicator: None,
            year: None,
            has_choropleth: true,
            class_method: ClassMethod::Customary,
            class_count: 5,
        }
    }
}

/// One column that a table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SortKey<C = ProjectColumn> {
    /// The column.
    pub column: C,
    /// Greatest first.
    pub is_descending: bool,
}

/// The table of projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableView {
    /// Most significant first; rows that tie keep the order of the inventory.
    pub sort: Vec<SortKey>,
    /// Columns shown, in order.
    pub columns: Vec<ProjectColumn>,
    /// The column whose statistics stand under the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<ProjectColumn>,
}

impl Default for TableView {
    fn default() -> Self {
        use ProjectColumn::{Dimensions, Funding, Kind, Lead, Period, Status, Title};
        let columns = vec![Title, Kind, Lead, Dimensions, Status, Period, Funding];
        Self { sort: Vec::new(), columns, statistics: None }
    }
}

/// A column of the table of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorColumn {
    /// The year.
    Year,
    /// The figures of a municipality.
    Municipality(Nis),
    /// Those of the region or the Flemish Region as a whole.
    Whole,
}

/// The chart of indicators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndicatorView {
    /// The indicator; `None` = the first.
    pub indicator: Option<IndicatorId>,
    /// Municipalities of today whose series are drawn; empty = those of the filter, else the region's total.
    pub municipalities: Vec<Nis>,
    /// What it is divided by.
    pub scale: Scale,
    /// Whose borders.
    pub borders: Borders,
    /// Shown as a table instead.
    pub is_table: bool,
    /// Order of the table's years, most significant first; empty = in time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<SortKey<IndicatorColumn>>,
    /// Draws the period of the selected project, or of the municipality's projects, as bands.
    pub show_project_periods: bool,
}

impl Default for IndicatorView {
    fn default() -> Self {
        Self {
            indicator: None,
            municipalities: Vec::new(),
            scale: Scale::Absolute,
            borders: Borders::Today,
            is_table: false,
            sort: Vec::new(),
            show_project_periods: true,
        }
    }
}

keyed_enum!(
    /// A part of the tab of sensors.
    SensorSection {
        /// The newest values.
        Now = "now",
        /// Series.
        OverTime = "over_time",
        /// The average day or week, and how often a threshold was exceeded.
        Patterns = "patterns",
        /// Health of the feeds, the catalogue.
        Feeds = "feeds",
    }
);

keyed_enum!(
    /// A column of the list of newest values.
    SensorColumn {
        /// Name of the sensor.
        Sensor = "sensor",
        /// Municipality.
        Town = "town",
        /// What is measured.
        Property = "property",
        /// Value.
        Value = "value",
        /// Time of the value.
        Age = "age",
        /// Feed.
        Feed = "feed",
    }
);

keyed_enum!(
    /// What is averaged into one picture.
    ProfileKind {
        /// The hours of all days.
        Day = "day",
        /// The hours of each day of the week.
        Week = "week",
    }
);

keyed_enum!(
    /// The mean that is held against a threshold.
    MeanSpan {
        /// Of an hour.
        Hour = "hour",
        /// Of eight hours, running.
        EightHours = "eight_hours",
        /// Of a day.
        Day = "day",
    }
);

/// One datastream of a sensor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamRef {
    /// The sensor.
    pub sensor: SensorId,
    /// Key of the datastream within it.
    pub datastream: Arc<str>,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// Start, inclusive.
    pub from: Timestamp,
    /// End, exclusive.
    pub until: Timestamp,
}

/// One key, as version 1 wrote it, or all of them.
fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sort<T> {
        Many(Vec<T>),
        One(Option<T>),
    }
    Ok(match Sort::deserialize(deserializer)? {
        Sort::Many(all) => all,
        Sort::One(one) => one.into_iter().collect(),
    })
}

/// A threshold of a property, in its normalised unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensorThreshold {
    /// What it is for; it is held against nothing else.
    pub property: ObservedProperty,
    /// What is greater exceeds it.
    pub value: f64,
    /// Mean that is held against it.
    pub over: MeanSpan,
}

/// The list and charts of sensors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SensorView {
    /// The part shown.
    pub section: SensorSection,
    /// Only this feed.
    pub feed: Option<FeedId>,
    /// Only this property.
    pub property: Option<ObservedProperty>,
    /// Observations of these qualities are not shown; good ones always are.
    pub hidden_qualities: BTreeSet<Quality>,
    /// Order of the list, most significant first; empty = by name.
    #[serde(deserialize_with = "one_or_many")]
    pub sort: Vec<SortKey<SensorColumn>>,
    /// Columns of the list, in order; empty = those that find room.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<SensorColumn>,
    /// Datastreams of the charts; empty = those of the selected sensor.
    pub compared: Vec<StreamRef>,
    /// Hours back from now that the chart shows; `None` = 24, 0 = all that is kept.
    pub hours: Option<u32>,
    /// The stretch that the chart was moved to; `None` = it follows the clock.
    pub stretch: Option<Stretch>,
    /// Shown as a table instead.
    pub is_table: bool,
    /// The threshold; `None` = the first reference value of what is measured, where there is one.
    pub threshold: Option<SensorThreshold>,
    /// What the patterns average.
    pub profile: ProfileKind,
    /// Days back that the patterns are made from; `None` = 30.
    pub period_days: Option<u32>,
}

impl Default for SensorView {
    fn default() -> Self {
        Self {
            section: SensorSection::Now,
            feed: None,
            property: None,
            hidden_qualities: BTreeSet::new(),
            sort: Vec::new(),
            columns: Vec::new(),
            compared: Vec::new(),
            hours: None,
            stretch: None,
            is_table: false,
            threshold: None,
            profile: ProfileKind::Day,
            period_days: None,
        }
    }
}

/// The whole question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// Tab.
    pub tab: Tab,
    /// Filter, the same on every tab.
    pub filter: Filter,
    /// Selection.
    pub selected: Option<Selected>,
    /// Map.
    pub map: MapView,
    /// Table of projects.
    pub table: TableView,
    /// The other pages of the tab of projects.
    pub projects: ProjectsView,
    /// Indicators.
    pub indicators: IndicatorView,
    /// Municipalities side by side.
    pub compare: CompareView,
    /// White spots.
    pub gaps: GapsView,
    /// Sensors.
    pub sensors: SensorView,
}

impl Default for View {
    fn default() -> Self {
        Self {
            tab: Tab::Map,
            filter: Filter::default(),
            selected: None,
            map: MapView::default(),
            table: TableView::default(),
            indicators: IndicatorView::default(),
            compare: CompareView::default(),
            projects: ProjectsView::default(),
            gaps: GapsView::default(),
            sensors: SensorView::default(),
        }
    }
}
