//! `map` and `screenshot`.

use std::collections::BTreeSet;

use super::args::{Common, Look, MapArgs, ScreenshotArgs};
use super::{CliError, ExitStatus, Face, Picture, Streams, compare, data, exports, feeds, filter, open};
use crate::export::layout::Layout;
use crate::export::{ExportRequest, Format, PictureSize, What};
use crate::jobs::{Fault, history_days};
use crate::model::{Feed, FeedId, IndicatorId, ProjectId, Protocol, Reason, SensorId};
use crate::session::command::FeedCommand;
use crate::session::{Command, Session};
use crate::workspace::{
    CompareSection, CompareView, GapsPage, GapsView, PartnersShow, ProjectsPage, ProjectsView, Selected, SensorSection,
    SimilarSource, StreamRef, Tab,
};

/// Largest side of a picture in pixels: more is a mistake, and would not fit in memory.
const SIDE_LIMIT: u32 = 16_384;

/// Width and height in points, as they were typed.
pub fn size(words: &str, scale: f32) -> Result<(u32, u32), CliError> {
    let wrong = || CliError::usage("cli-size", words);
    let (width, height) = words.split_once('x').ok_or_else(wrong)?;
    let (width, height): (u32, u32) = (width.parse().map_err(|_| wrong())?, height.parse().map_err(|_| wrong())?);
    if !(0.5..=4.0).contains(&scale) {
        return Err(CliError::usage("cli-scale", scale));
    }
    let fits = |side: u32| (64..=SIDE_LIMIT).contains(&((side as f32 * scale) as u32));
    if fits(width) && fits(height) {
        Ok((width, height))
    } else {
        Err(CliError::Usage(Reason::new("cli-side").with("most", SIDE_LIMIT).with("word", words)))
    }
}

/// `map`: the map as PNG, SVG or PDF.
pub fn map(common: &Common, args: &MapArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let (width, height) = size(&args.size, args.scale)?;
    let format = exports::picture_format(What::Map, args.format.as_deref(), &args.output)?;
    exports::allow_stream(format, Some(&args.output), streams)?;
    let mut session = open::session(common, None, false)?;
    let mut view = filter::view(&args.filter, session.workspace())?;
    match args.indicator.as_deref() {
        None => {}
        Some("none") => view.map.has_choropleth = false,
        Some(id) => {
            let id = IndicatorId::new(id);
            if session.workspace().indicators.definition(&id).is_none() {
                return Err(CliError::usage("cli-indicator-unknown", id));
            }
            view.map.indicator = Some(id);
        }
    }
    view.map.year = args.year.or(view.map.year);
    session.run(&Command::SetView(Box::new(view.clone())));
    open::select(&mut session);
    if let (Some(year), Some(coloured)) = (args.year, &session.results().choropleth)
        && !coloured.years.contains(&year)
    {
        let reason = Reason::new("cli-year-unknown").with("word", year).with_list("choices", &coloured.years);
        return Err(CliError::Usage(reason));
    }
    let request = ExportRequest {
        what: What::Map,
        format,
        view,
        path: Some(args.output.clone()),
        picture: Some(PictureSize { width, height, scale: args.scale }),
        layout: Layout::default(),
    };
    exports::write(&mut session, common, request, streams)
}

/// `screenshot`: the interface as PNG.
pub fn screenshot(
    common: &Common,
    args: &ScreenshotArgs,
    streams: &mut Streams<'_>,
    face: &dyn Face,
) -> Result<ExitStatus, CliError> {
    let size = size(&args.size, args.scale)?;
    exports::allow_stream(Format::Png, Some(&args.output), streams)?;
    let mut session = if args.loading {
        open::unopened(common)?
    } else {
        let missing = common.workspace.as_ref().is_some_and(|path| !path.exists());
        open::session(common, None, missing)?
    };
    if args.simulate {
        simulate(&mut session, args)?;
    }
    let mut view = filter::view(&args.filter, session.workspace())?;
    view.tab = data::keyed(&args.tab, "--tab", Tab::ALL, Tab::key)?;
    view.sensors.section = data::keyed(&args.section, "--section", SensorSection::ALL, SensorSection::key)?;
    view.sensors.compared = args.compare.iter().map(|word| stream(word)).collect::<Result<_, _>>()?;
    view.sensors.hours = args.hours;
    view.sensors.is_table = args.table;
    super::gaps::apply(&session, &args.matrix, &mut view)?;
    side_by_side(&mut view.compare, args, &session)?;
    if view.tab == Tab::Projects {
        projects_page(&mut view.projects, args)?;
    } else {
        gaps_page(&mut view.gaps, args, &session)?;
    }
    let selected = args.select.as_deref().map(|word| selected(&session, word)).transpose()?;
    let picture = Picture {
        view,
        selected,
        size,
        scale: args.scale,
        is_dark: args.look == Look::Dark,
        language: open::language(common)?,
        dropped: args.drop.clone(),
        is_loading: args.loading,
    };
    let bytes = face.screenshot(session, &picture)?;
    if exports::is_stream(Some(&args.output)) {
        streams.out.write_all(&bytes)?;
        return Ok(ExitStatus::Done);
    }
    crate::export::file::write(&args.output, &bytes).map_err(|error| exports::unwritten(&args.output, &error))?;
    writeln!(streams.err, "{}", args.output.display())?;
    Ok(ExitStatus::Done)
}

/// What the words say of the tab that compares; what they don't say stays as the view file has it.
fn side_by_side(view: &mut CompareView, args: &ScreenshotArgs, session: &Session) -> Result<(), CliError> {
    let municipalities = &session.workspace().municipalities;
    if !args.beside.is_empty() {
        let codes = args.beside.iter().map(|word| filter::municipality(municipalities, word));
        view.municipalities = codes.collect::<Result<_, _>>()?;
    }
    let section = data::keyed(&args.part, "--part", CompareSection::ALL, CompareSection::key)?;
    if section != CompareSection::Figures {
        view.section = section;
    }
    if let Some(word) = &args.peers {
        view.peers = Some(compare::peers_word(word)?);
    }
    if let Some(word) = &args.figure {
        view.chosen = Some(compare::figure_word(word)?);
    }
    if let Some(id) = &args.project {
        view.project = Some(ProjectId::new(id));
    }
    view.is_table |= args.table;
    view.is_small_multiples |= args.small_multiples;
    Ok(())
}

/// What the words say of the pages of the tab of projects.
fn projects_page(view: &mut ProjectsView, args: &ScreenshotArgs) -> Result<(), CliError> {
    if let Some(page) = &args.page {
        view.page = data::keyed(page, "--page", ProjectsPage::ALL, ProjectsPage::key)?;
    }
    view.is_cumulative |= args.cumulative;
    Ok(())
}

/// What the words say of the tab of white spots besides its matrix.
fn gaps_page(view: &mut GapsView, args: &ScreenshotArgs, session: &Session) -> Result<(), CliError> {
    if let Some(page) = &args.page {
        view.page = data::keyed(page, "--page", GapsPage::ALL, GapsPage::key)?;
    }
    if let Some(idea) = &args.idea {
        view.similar.source = SimilarSource::Idea;
        view.similar.idea.clone_from(idea);
    }
    if let Some(name) = &args.partners_for {
        view.partners.municipality = Some(filter::municipality(&session.workspace().municipalities, name)?);
    }
    if args.network {
        view.partners.show = PartnersShow::Network;
    }
    if view.page == GapsPage::Partners {
        view.partners.project = args.project.as_deref().map(ProjectId::new).or_else(|| view.partners.project.clone());
    }
    Ok(())
}

/// Starts the simulated sensors, and fetches as much of their past as is asked for.
fn simulate(session: &mut Session, args: &ScreenshotArgs) -> Result<(), CliError> {
    let protocols: BTreeSet<Protocol> = if args.protocols == "all" {
        Protocol::POLLED.iter().copied().collect()
    } else {
        let word = |word: &str| data::keyed(word.trim(), "--protocols", Protocol::POLLED, Protocol::key);
        args.protocols.split(',').map(word).collect::<Result<_, _>>()?
    };
    session.run(&FeedCommand::Simulate(protocols.clone(), Fault::None).into());
    // Without a scheduler the request ends when the first readings are stored.
    open::settle(session);
    open::check(session)?;
    let known = session.workspace().sensors.feeds().values();
    let has_past = |feed: &&Feed| feed.is_simulated && feed.is_enabled && history_days(feed.protocol).is_some();
    let with_past: Vec<FeedId> = known.filter(has_past).map(|feed| feed.id.clone()).collect();
    for feed in with_past.into_iter().filter(|_| args.past > 0) {
        session.run(&FeedCommand::BackFill(feed, args.past).into());
        open::settle(session);
    }
    if args.fault.is_some() {
        // What fails now is what the picture shows.
        let fault = feeds::fault(args.fault.as_deref())?;
        session.run(&FeedCommand::Simulate(protocols, fault).into());
        open::settle(session);
    }
    Ok(())
}

/// A datastream as SENSOR#DATASTREAM.
pub(super) fn stream(word: &str) -> Result<StreamRef, CliError> {
    let wrong = || CliError::usage("cli-stream", word);
    let (sensor, datastream) = word.rsplit_once('#').ok_or_else(wrong)?;
    Ok(StreamRef { sensor: SensorId::new(sensor), datastream: datastream.into() })
}

fn selected(session: &Session, word: &str) -> Result<Selected, CliError> {
    let workspace = session.workspace();
    let project = ProjectId::new(word);
    if workspace.projects.by_id(&project).is_some() {
        return Ok(Selected::Project(project));
    }
    let sensor = SensorId::new(word);
    if workspace.sensors.sensors().contains_key(&sensor) {
        return Ok(Selected::Sensor(sensor));
    }
    filter::municipality(&workspace.municipalities, word).map(Selected::Municipality)
}
