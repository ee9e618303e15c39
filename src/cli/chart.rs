//! `chart`: the chart of a tab as PNG, SVG or PDF, without a window.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::args::{Common, FilterArgs};
use super::{CliError, ExitStatus, Streams, compare, data, exports, filter, open, pictures};
use crate::export::layout::Layout;
use crate::export::{ExportRequest, PictureSize, What};
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::{ObservedProperty, Quality, Reason, SensorId};
use crate::session::{Command, Session};
use crate::workspace::{
    Borders, ComparePanels, CompareSection, ProjectsPage, Scale, ScheduleGroup, Selected, SensorSection, Stretch, Tab,
    View, Workspace,
};

/// What a chart looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Shape {
    /// An indicator over the years, a line for each municipality.
    Line,
    /// The same, first common year = 100.
    Index,
    /// The same for each 1,000 inhabitants.
    #[value(name = "per_inhabitant", alias = "per_1000_inhabitants")]
    PerInhabitant,
    /// The same for each square kilometre.
    PerKm2,
    /// Figures beneath each other, each with the spread of the peers.
    Strips,
    /// A figure over the years with the middle half of the peers.
    OverTime,
    /// The same, a small chart for each municipality.
    SmallMultiples,
    /// A small chart for each figure.
    ByFigure,
    /// Projects as bars along the years.
    Timeline,
    /// How many projects there were by each year.
    SoFar,
    /// What paid: how many projects, with the sums that are known.
    Funding,
    /// What sensors observed, a chart for each unit.
    Sensors,
}

/// `chart`.
#[derive(Debug, Args)]
pub struct ChartArgs {
    /// --municipality names those that are drawn; the other words choose the projects that are counted.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Indicator or figure, as the command figures lists them; may be repeated with strips and by_figure.
    #[arg(long = "indicator", visible_alias = "figure", value_name = "FIGURE")]
    pub figures: Vec<String>,
    /// The chart; by default that of the tab of the view file, else line.
    #[arg(long = "as", value_name = "CHART")]
    pub shape: Option<Shape>,
    /// Whom the first municipality is held against, as for compare.
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
    /// Figures that likeness rests on.
    #[arg(long, value_name = "FIGURE")]
    pub similar_by: Vec<String>,
    /// With strips: year of the figures; the newest of each by default.
    #[arg(long)]
    pub year: Option<i16>,
    /// Series in the borders of the time instead of today's.
    #[arg(long)]
    pub borders_of_the_time: bool,
    /// With small_multiples: each has a vertical axis of its own.
    #[arg(long)]
    pub own_axes: bool,
    /// With timeline: dimension, status, kind, funding or nothing.
    #[arg(long, value_name = "GROUPS")]
    pub group: Option<String>,
    /// With sensors: sensor whose datastreams are drawn, by its identifier.
    #[arg(long, value_name = "ID")]
    pub sensor: Option<String>,
    /// With a sensor: only what observes this property, such as no2.
    #[arg(long, value_name = "PROPERTY", requires = "sensor")]
    pub property: Option<String>,
    /// With sensors: a datastream as SENSOR#DATASTREAM; may be repeated.
    #[arg(long, value_name = "DATASTREAM", conflicts_with = "sensor")]
    pub compare: Vec<String>,
    /// With sensors: hours back from now, 24 by default; 0 = all that is kept.
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<u32>,
    /// With sensors: from when until when, such as 2026-11-22T11:00:00Z 2026-11-23T11:00:00Z.
    #[arg(long, num_args = 2, value_names = ["FROM", "UNTIL"], conflicts_with = "hours")]
    pub stretch: Vec<Timestamp>,
    /// With sensors: quality that is not drawn (uncertain, implausible, clock_skewed, duplicate or missing); may be
    /// repeated.
    #[arg(long, value_name = "QUALITY")]
    pub hide: Vec<String>,
    /// Size in points, such as 1280x800; by default as wide, and as high as the chart needs.
    #[arg(long, value_name = "WxH")]
    pub size: Option<String>,
    /// Pixels of a PNG for each point.
    #[arg(long, default_value_t = 1.0)]
    pub scale: f32,
    /// png, svg or pdf; by default what the file's name ends in, else png.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// File to write, its stamp beside it.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: PathBuf,
}

/// Draws a chart.
pub fn run(common: &Common, args: &ChartArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let (width, height) = match &args.size {
        Some(size) => pictures::size(size, args.scale)?,
        None => (pictures::size("1280x800", args.scale)?.0, 0),
    };
    let format = exports::picture_format(What::Chart, args.format.as_deref(), &args.output)?;
    exports::allow_stream(format, Some(&args.output), streams)?;
    let mut session = open::session(common, None, false)?;
    let view = asked(&session, args)?;
    session.run(&Command::SetView(Box::new(view)));
    compare::read_sensors_of(&mut session, compare::SENSOR_DAYS)?;
    open::select(&mut session);
    if !crate::export::has_chart(session.view()) {
        return Err(CliError::Usage(Reason::new("cli-no-chart")));
    }
    let picture = Some(PictureSize { width, height, scale: args.scale });
    let (view, path) = (session.view().clone(), Some(args.output.clone()));
    exports::write(
        &mut session,
        common,
        ExportRequest { what: What::Chart, format, view, path, picture, layout: Layout::default() },
        streams,
    )
}

/// The view that asks for the chart.
fn asked(session: &Session, args: &ChartArgs) -> Result<View, CliError> {
    let workspace = session.workspace();
    let names = &args.filter.municipality;
    let codes = names.iter().map(|word| filter::municipality(&workspace.municipalities, word));
    let codes = codes.collect::<Result<Vec<_>, _>>()?;
    let is_projects = matches!(args.shape, Some(Shape::Timeline | Shape::SoFar | Shape::Funding));
    let mut words = args.filter.clone();
    if !is_projects {
        words.municipality.clear();
    }
    let mut view = filter::view(&words, workspace)?;
    let shape = args.shape.or_else(|| args.filter.view.is_none().then_some(Shape::Line));
    if let Some(shape) = shape {
        apply(shape, &mut view);
    }
    let figures = args.figures.iter().map(|word| compare::known_figure(workspace, word));
    let figures = figures.collect::<Result<Vec<FigureRef>, _>>()?;
    match view.tab {
        Tab::Compare => compared(args, figures, &mut view)?,
        Tab::Indicators => indicator(&figures, &mut view)?,
        Tab::Sensors => sensors(args, workspace, &mut view)?,
        _ => {}
    }
    if !codes.is_empty() && !is_projects {
        view.compare.municipalities.clone_from(&codes);
        view.indicators.municipalities = codes;
    }
    if args.borders_of_the_time {
        (view.compare.borders, view.indicators.borders) = (Borders::OfTheTime, Borders::OfTheTime);
    }
    if let Some(word) = &args.group {
        view.projects.group = data::keyed(word, "--group", ScheduleGroup::ALL, ScheduleGroup::key)?;
    }
    Ok(view)
}

fn apply(shape: Shape, view: &mut View) {
    let (tab, section) = match shape {
        Shape::Line | Shape::Index | Shape::PerInhabitant | Shape::PerKm2 => (Tab::Indicators, None),
        Shape::Strips => (Tab::Compare, Some(CompareSection::Figures)),
        Shape::OverTime | Shape::SmallMultiples | Shape::ByFigure => (Tab::Compare, Some(CompareSection::OverTime)),
        Shape::Timeline | Shape::SoFar | Shape::Funding => (Tab::Projects, None),
        Shape::Sensors => (Tab::Sensors, None),
    };
    view.tab = tab;
    view.compare.section = section.unwrap_or(view.compare.section);
    if tab == Tab::Compare {
        view.compare.is_small_multiples = matches!(shape, Shape::SmallMultiples | Shape::ByFigure);
        view.compare.panels =
            if shape == Shape::ByFigure { ComparePanels::Figure } else { ComparePanels::Municipality };
    }
    if tab == Tab::Projects {
        view.projects.page = if shape == Shape::Funding { ProjectsPage::Funding } else { ProjectsPage::Schedule };
        view.projects.is_cumulative = shape == Shape::SoFar;
    }
    if tab == Tab::Sensors {
        view.sensors.section = SensorSection::OverTime;
    }
    view.indicators.scale = match shape {
        Shape::Line => Scale::Absolute,
        Shape::Index => Scale::Index,
        Shape::PerInhabitant => Scale::PerThousandInhabitants,
        Shape::PerKm2 => Scale::PerSquareKilometre,
        _ => view.indicators.scale,
    };
}

fn compared(args: &ChartArgs, figures: Vec<FigureRef>, view: &mut View) -> Result<(), CliError> {
    let compare = &mut view.compare;
    if !figures.is_empty() {
        compare.chosen = figures.first().cloned();
        compare.figures = figures;
    }
    if let Some(word) = &args.peers {
        compare.peers = Some(compare::peers_word(word)?);
    }
    let similar = args.similar_by.iter().map(|word| compare::figure_word(word)).collect::<Result<Vec<_>, _>>()?;
    if !similar.is_empty() {
        compare.similar_by = similar;
    }
    compare.year = args.year.or(compare.year);
    compare.has_own_axes |= args.own_axes;
    Ok(())
}

fn sensors(args: &ChartArgs, workspace: &Workspace, view: &mut View) -> Result<(), CliError> {
    let all = workspace.sensors.sensors();
    let known = |id: &str| {
        let found = all.get(&SensorId::new(id));
        found.ok_or_else(|| CliError::usage("cli-sensor-unknown", id))
    };
    if let Some(id) = &args.sensor {
        view.sensors.compared.clear();
        view.selected = Some(Selected::Sensor(known(id)?.id.clone()));
    }
    if let Some(word) = &args.property {
        let all = ObservedProperty::ALL;
        view.sensors.property = Some(data::keyed(word, "--property", all, ObservedProperty::key)?);
    }
    if !args.compare.is_empty() {
        view.sensors.compared.clear();
    }
    for word in &args.compare {
        let wanted = pictures::stream(word)?;
        let streams = &known(wanted.sensor.as_str())?.datastreams;
        if !streams.iter().any(|one| one.key == wanted.datastream) {
            let reason = Reason::new("cli-datastreams").with("sensor", wanted.sensor.as_str());
            let reason = reason.with_list("choices", streams.iter().map(|one| &*one.key));
            return Err(CliError::Usage(reason.with("word", word)));
        }
        if !view.sensors.compared.contains(&wanted) {
            view.sensors.compared.push(wanted);
        }
    }
    if let Some(hours) = args.hours {
        (view.sensors.hours, view.sensors.stretch) = (Some(hours), None);
    }
    if let [from, until] = *args.stretch.as_slice() {
        if from >= until {
            return Err(CliError::usage("cli-stretch", format!("{from} {until}")));
        }
        view.sensors.stretch = Some(Stretch { from, until });
    }
    for word in &args.hide {
        let quality = data::keyed(word, "--hide", Quality::ALL, Quality::key)?;
        view.sensors.hidden_qualities.insert(quality);
    }
    Ok(())
}

fn indicator(figures: &[FigureRef], view: &mut View) -> Result<(), CliError> {
    match figures {
        [] => Ok(()),
        [FigureRef { base: FigureBase::Indicator(id), .. }] => {
            view.indicators.indicator = Some(id.clone());
            Ok(())
        }
        _ => Err(CliError::Usage(Reason::new("cli-one-indicator"))),
    }
}
