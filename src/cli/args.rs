//! The words of the command line as clap reads them: raw text, not yet checked against a workspace.

mod compare;
mod feeds;
mod figures;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use compare::{CompareArgs, FiguresCommand, PeersCommand};
pub use feeds::{FeedSettings, FeedsCommand};
pub use figures::{FigureArgs, Holds};

/// Regional smart-city projects, indicators and sensors of Flanders, on a map and on the command line.
#[derive(Debug, Parser)]
#[command(name = "regioscope", version, about, max_term_width = 100)]
#[command(after_help = "Without a command the window opens. Data goes to standard output, progress and messages to \
standard error.\nExit codes: 0 done, 1 failed, 2 wrong words, 3 done but rows were refused or a reproduced export differs, 4 no renderer or\ndisplay.")]
pub struct Cli {
    /// What to do; the window where nothing is said.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    /// Words that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// Words that every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// Workspace file; by default the user's own, made from the bundle at first use.
    #[arg(long, short = 'w', global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    /// Language of texts and headers: nl or en; by default that of the system.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// Answers JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Tells what is in the workspace, and from where.
    Info {
        /// The projects to count.
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// Checks the workspace file.
    Check,
    /// Writes projects, sensors, observations, indicators, or the table of a tab.
    Export(ExportArgs),
    /// Makes an export, a report or a profile again from its stamp, and says whether it is the same or which data changed.
    Reproduce(super::reproduce::ReproduceArgs),
    /// Writes a Frictionless data package of the whole selection: tables with schema, sources and licences.
    Package(super::catalogue::PackageArgs),
    /// Describes the data sets that the selection rests on, as DCAT-AP: Turtle or JSON-LD.
    Catalogue(super::catalogue::CatalogueArgs),
    /// Reads projects or sensors from lists and layers, or figures from tables, into the workspace.
    Import(Box<ImportArgs>),
    /// Lists what was imported: from which file, when, how much of it is there. The window takes the newest back (undo).
    Imports,
    /// Draws the map to a PNG, SVG or PDF file, without a window.
    Map(MapArgs),
    /// Draws the chart of a tab to a PNG, SVG or PDF file, without a window.
    Chart(Box<super::chart::ChartArgs>),
    /// Lays municipalities side by side: figures, their place among the peers, series.
    Compare(Box<CompareArgs>),
    /// Makes a report of saved views (PDF or HTML), or printable profiles of municipalities (PDF, SVG and CSV).
    Report(Box<super::report::ReportArgs>),
    /// White spots: municipalities by dimension, working area, theme or helix role, and who already does what is missing.
    Gaps(Box<super::gaps::GapsArgs>),
    /// Look-alikes: the projects most like one, or like an idea that is described, with why.
    Similar(super::likeness::SimilarArgs),
    /// Partners: organisations with proven work in a dimension, or in projects like one, with why.
    Partners(super::likeness::PartnersArgs),
    /// Projects along the years: periods, what goes on, what is unknown; or sums up to each year.
    Timeline(super::pages::TimelineArgs),
    /// What paid: programmes with their projects, amounts with what they cover, what calls report.
    Funding(super::pages::FundingArgs),
    /// Treats several municipalities as one: their projects, figures, white spots and shared partners.
    Region(Box<super::region::RegionArgs>),
    /// Notes, tags, corrections and own projects: lists them, adds, takes away.
    Notes(super::notes::NotesArgs),
    /// Figures that can be compared: lists and explains them, defines ratios.
    #[command(subcommand)]
    Figures(FiguresCommand),
    /// Groups of municipalities: shows who belongs to one and why, keeps lists of one's own.
    #[command(subcommand)]
    Peers(PeersCommand),
    /// Live feeds: lists, tests, adds, polls, watches them, and fills in their history.
    #[command(subcommand)]
    Feeds(FeedsCommand),
    /// Serves simulated sensors on a loopback address until it is stopped.
    Simulate(SimulateArgs),
    /// Replaces the approximate boundaries by official ones.
    #[command(subcommand)]
    Boundaries(BoundariesCommand),
    /// Writes synthetic projects and sensors, marked so, for trials.
    Generate(GenerateArgs),
    /// Draws the real interface to a PNG file, without a window.
    Screenshot(Box<ScreenshotArgs>),
    /// Writes a shell completion script.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Writes the manual page; with --all one for each command.
    Man {
        /// Writes the pages of all commands into this folder, as regioscope-export.1.
        #[arg(long, value_name = "FOLDER")]
        all: Option<PathBuf>,
    },
}

/// The filter: repeated words of one kind mean "or", different kinds mean "and".
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filter")]
pub struct FilterArgs {
    /// Municipality that leads or takes part: a name in any language, an old name, or a NIS code.
    #[arg(long, value_name = "NAME")]
    pub municipality: Vec<String>,
    /// Province.
    #[arg(long, value_name = "NAME")]
    pub province: Vec<String>,
    /// Arrondissement: its name or two-digit code.
    #[arg(long, value_name = "NAME")]
    pub arrondissement: Vec<String>,
    /// Smart region: a list of one's own by name or identifier, province:NAME, arrondissement:NAME, or NAME=CODE,CODE.
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// urban, mixed or rural.
    #[arg(long, value_name = "TYPE")]
    pub typology: Vec<String>,
    /// Only the thirteen centrumsteden.
    #[arg(long)]
    pub centrumsteden: bool,
    /// Only projects without any municipality.
    #[arg(long)]
    pub regional: bool,
    /// Any of a project's dimensions.
    #[arg(long, value_name = "DIMENSION")]
    pub dimension: Vec<String>,
    /// Working area, 1 to 10.
    #[arg(long, value_name = "NUMBER")]
    pub area: Vec<String>,
    /// Core value.
    #[arg(long, value_name = "VALUE")]
    pub value: Vec<String>,
    /// Keyword.
    #[arg(long, value_name = "WORD")]
    pub theme: Vec<String>,
    /// Stage.
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<String>,
    /// project, service, planned_action or programme.
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Name of a partner.
    #[arg(long, value_name = "NAME")]
    pub partner: Vec<String>,
    /// Role of any partner.
    #[arg(long, value_name = "ROLE")]
    pub helix: Vec<String>,
    /// Funding programme.
    #[arg(long, value_name = "NAME")]
    pub funding: Vec<String>,
    /// First year of the period to overlap with.
    #[arg(long, value_name = "YEAR")]
    pub from: Option<i16>,
    /// Last year of it, inclusive.
    #[arg(long, value_name = "YEAR")]
    pub until: Option<i16>,
    /// With --from or --until: also projects whose period is unknown.
    #[arg(long)]
    pub with_unknown_period: bool,
    /// Around a point: LON,LAT,DISTANCE such as 3.72,51.05,5km.
    #[arg(long, value_name = "LON,LAT,DISTANCE", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// In a box of degrees: WEST,SOUTH,EAST,NORTH.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    pub bbox: Option<String>,
    /// In a ring of points: "LON,LAT LON,LAT …".
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    pub ring: Vec<String>,
    /// In the areas of a GeoJSON file.
    #[arg(long, value_name = "FILE")]
    pub within: Option<PathBuf>,
    /// Words that all occur.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// View file to start from; the other words are added to it. “-” is standard input.
    #[arg(long, value_name = "FILE")]
    pub view: Option<PathBuf>,
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which projects.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// csv, csv-excel-be, xlsx, ods or parquet, of what has a place also geojson and gpkg; what the ending of the file tells,
    /// else csv.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// projects, sensors, observations, indicators, gaps, comparison, similar, partners, timeline or funding: the last six
    /// as a view file has them.
    #[arg(long, value_name = "WHAT", default_value = "projects")]
    pub what: String,
    /// With indicators: its identifier, as info lists them, or all; may be repeated. By default that of the view file, else
    /// all.
    #[arg(long, value_name = "ID")]
    pub indicator: Vec<String>,
    /// Columns in this order, by key or title, with commas between; all where none is named.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Reference system of geometries and coordinate columns: EPSG:4326, EPSG:31370 or EPSG:3812.
    #[arg(long, value_name = "EPSG")]
    pub crs: Option<String>,
    /// File to write, its stamp beside it; standard output where none is named. With - standard output as well, also of
    /// formats that a terminal can't show.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Where an answer goes as a table.
#[derive(Clone, Debug, Default, Args)]
pub struct TableArgs {
    /// Writes a table instead: csv, csv-excel-be, xlsx or ods; what the ending of the file tells, else csv.
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    pub format: Option<String>,
    /// File of the table, its stamp beside it.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl TableArgs {
    /// Whether a table is asked for.
    pub const fn is_wanted(&self) -> bool {
        self.format.is_some() || self.output.is_some()
    }
}

/// `import`.
#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// Files with projects: exports as CSV and GeoJSON, several at once, or any list (CSV, TSV, GeoJSON, XLSX,
    /// ODS, GeoPackage, GeoParquet, Shapefile, KML), one at a time; with --as sensors, layer or places one of those as well; with
    /// --as indicators one table (CSV, TSV, XLSX, ODS) or the address of an OData collection. - is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What they hold: projects, indicators (figures by municipality and year), sensors (a list of them or of their
    /// readings), a layer of the map (shapes with attributes), or places (a layer whose names the search finds).
    #[arg(long = "as", value_name = "WHAT", default_value = "projects")]
    pub what: Holds,
    /// Workspace to write into; made from the bundle where it does not exist.
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
    /// Reads and reports, writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Saves refused rows here, the reason beside each.
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// Reference system of the coordinates of a list or layer: EPSG:4326, EPSG:31370, EPSG:3812, EPSG:3857 or EPSG:3447; found
    /// out where it is not said.
    #[arg(long, value_name = "EPSG")]
    pub crs: Option<String>,
    /// Name of a list or a layer: a later edition under the same name brings its projects or sensors up to date, or takes
    /// the layer's place.
    #[arg(long, value_name = "NAME")]
    pub list: Option<String>,
    /// Column that names the features of a layer or the places; found out where it is not said.
    #[arg(long, value_name = "COLUMN")]
    pub label: Option<String>,
    /// What is said of figures; --map, --save-map, --sheet, --source and --licence are said of lists as well.
    #[command(flatten)]
    pub figures: FigureArgs,
}

/// `map`.
#[derive(Debug, Args)]
pub struct MapArgs {
    /// Which projects.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Size in points, such as 1280x800.
    #[arg(long, value_name = "WxH", default_value = "1280x800")]
    pub size: String,
    /// Pixels for each point; an SVG and a PDF are so many times larger on paper.
    #[arg(long, default_value_t = 1.0)]
    pub scale: f32,
    /// png, svg or pdf; by default what the file's name ends in, else png.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Indicator that fills the municipalities; "none" for no fill.
    #[arg(long, value_name = "ID")]
    pub indicator: Option<String>,
    /// Year of the indicator.
    #[arg(long)]
    pub year: Option<i16>,
    /// File to write.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: PathBuf,
}

/// `simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// Protocol whose address is told first; all are served.
    #[arg(long, value_name = "PROTOCOL")]
    pub protocol: Option<String>,
    /// Port on the loopback address; 0 = a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Seed of the simulated values.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Fault to show: slow, too-many-requests, server-error, truncated, garbage, html, wrong-content-type,
    /// drifted-clock, vanished.
    #[arg(long, value_name = "FAULT")]
    pub fault: Option<String>,
}

/// `boundaries`.
#[derive(Debug, Subcommand)]
pub enum BoundariesCommand {
    /// Fetches or reads official boundaries and puts them into the workspace.
    Update {
        /// Address (OGC API Features, WFS, GeoJSON) or file; the service of the Flemish government by default.
        source: Option<String>,
    },
}

/// `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// Number of projects.
    #[arg(long, default_value_t = 1000)]
    pub projects: u32,
    /// Number of sensors.
    #[arg(long, default_value_t = 0)]
    pub sensors: u32,
    /// Seed: the same seed gives the same data.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// File to write: .csv or .geojson.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: PathBuf,
}

/// `screenshot`.
#[derive(Debug, Args)]
pub struct ScreenshotArgs {
    /// Which projects.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// map, projects, indicators, compare, gaps, sensors or data.
    #[arg(long, default_value = "map")]
    pub tab: String,
    /// With the tab compare: municipalities side by side, the own one first; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub beside: Vec<String>,
    /// With the tab compare: figures, over_time, projects, map or before_after.
    #[arg(long, value_name = "PART", default_value = "figures")]
    pub part: String,
    /// With the tab compare: the peers, as for compare.
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
    /// With the tab compare: the figure of charts and map.
    #[arg(long, value_name = "FIGURE")]
    pub figure: Option<String>,
    /// With the tab compare: the project whose before and after is shown.
    #[arg(long, value_name = "ID")]
    pub project: Option<String>,
    /// With the tab gaps: matrix, similar or partners; with the tab projects: table, schedule or funding.
    #[arg(long, value_name = "PAGE")]
    pub page: Option<String>,
    /// With the page similar: an idea, instead of the selected project.
    #[arg(long, value_name = "TEXT")]
    pub idea: Option<String>,
    /// With the page partners: for whom.
    #[arg(long, value_name = "NAME")]
    pub partners_for: Option<String>,
    /// With the page schedule: sums up to each year.
    #[arg(long)]
    pub cumulative: bool,
    /// With the page partners: as a network.
    #[arg(long)]
    pub network: bool,
    /// With the tab gaps: the matrix.
    #[command(flatten)]
    pub matrix: super::gaps::MatrixArgs,
    /// With the tab compare: one small chart for each municipality.
    #[arg(long)]
    pub small_multiples: bool,
    /// Size in points, such as 1280x800.
    #[arg(long, value_name = "WxH", default_value = "1280x800")]
    pub size: String,
    /// Pixels for each point.
    #[arg(long, default_value_t = 1.0)]
    pub scale: f32,
    /// light or dark.
    #[arg(long, default_value = "light")]
    pub look: Look,
    /// Selects a project (its number), a municipality (name or NIS code) or a sensor.
    #[arg(long, value_name = "WHAT")]
    pub select: Option<String>,
    /// Switches simulated sensors on first.
    #[arg(long)]
    pub simulate: bool,
    /// Protocols of the simulated sensors (sensorthings, ngsi_ld, …), or all; more than one are separated by commas.
    #[arg(long, value_name = "PROTOCOLS", default_value = "sensorthings")]
    pub protocols: String,
    /// What goes wrong at the last poll of the simulated sensors, as for simulate.
    #[arg(long, value_name = "FAULT")]
    pub fault: Option<String>,
    /// Fetches so many days of the history of the simulated sensors first.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    pub past: u32,
    /// Part of the sensors tab: now, over_time, patterns or feeds.
    #[arg(long, value_name = "PART", default_value = "now")]
    pub section: String,
    /// Datastream to chart, as SENSOR#DATASTREAM; may be repeated.
    #[arg(long, value_name = "STREAM")]
    pub compare: Vec<String>,
    /// Hours back that series show; 0 = all.
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<u32>,
    /// Shows charts as tables.
    #[arg(long)]
    pub table: bool,
    /// Drops a file onto the window first, which opens its import; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub drop: Vec<PathBuf>,
    /// Shows the state before anything is loaded.
    #[arg(long)]
    pub loading: bool,
    /// File to write.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: PathBuf,
}

/// A look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Look {
    /// Light.
    Light,
    /// Dark.
    Dark,
}
