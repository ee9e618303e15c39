//! `map` and `screenshot`.

use super::args::{Common, Look, MapArgs, ScreenshotArgs};
use super::{CliError, ExitStatus, Face, Picture, Streams, data, filter, open};
use crate::export::{ExportRequest, Format, PictureSize, What};
use crate::model::{IndicatorId, ProjectId, SensorId};
use crate::session::command::{FeedCommand, FileCommand};
use crate::session::{Command, Session};
use crate::workspace::{Selected, Tab};

/// Largest side of a picture in pixels: more is a mistake, and would not fit in memory.
const SIDE_LIMIT: u32 = 16_384;

fn size(words: &str, scale: f32) -> Result<(u32, u32), CliError> {
    let wrong = || CliError::Usage(format!("--size is WIDTHxHEIGHT, such as 1280x800: {words}"));
    let (width, height) = words.split_once('x').ok_or_else(wrong)?;
    let (width, height): (u32, u32) = (width.parse().map_err(|_| wrong())?, height.parse().map_err(|_| wrong())?);
    if !(0.5..=4.0).contains(&scale) {
        return Err(CliError::Usage(format!("--scale is 0.5 to 4: {scale}")));
    }
    let fits = |side: u32| (64..=SIDE_LIMIT).contains(&((side as f32 * scale) as u32));
    if fits(width) && fits(height) {
        Ok((width, height))
    } else {
        Err(CliError::Usage(format!("a side has 64 to {SIDE_LIMIT} pixels: {words}")))
    }
}

/// `map`: the map as PNG.
pub fn map(common: &Common, args: &MapArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let (width, height) = size(&args.size, args.scale)?;
    let mut session = open::session(common, None, false)?;
    let mut view = filter::view(&args.filter, session.workspace())?;
    match args.indicator.as_deref() {
        None => {}
        Some("none") => view.map.has_choropleth = false,
        Some(id) => {
            let id = IndicatorId::new(id);
            if session.workspace().indicators.definition(&id).is_none() {
                return Err(CliError::Usage(format!("--indicator is not known, see info: {id}")));
            }
            view.map.indicator = Some(id);
        }
    }
    view.map.year = args.year.or(view.map.year);
    session.run(&Command::SetView(Box::new(view.clone())));
    session.refresh();
    let request = ExportRequest {
        what: What::Map,
        format: Format::Png,
        view,
        path: Some(args.output.clone()),
        picture: Some(PictureSize { width, height, scale: args.scale }),
    };
    session.run(&FileCommand::Export(Box::new(request)).into());
    open::settle(&mut session);
    open::report(&session, common, streams)
}

/// `screenshot`: the interface as PNG.
pub fn screenshot(
    common: &Common,
    args: &ScreenshotArgs,
    streams: &mut Streams<'_>,
    face: &dyn Face,
) -> Result<ExitStatus, CliError> {
    let size = size(&args.size, args.scale)?;
    let mut session = if args.loading {
        open::unopened(common)?
    } else {
        let missing = common.workspace.as_ref().is_some_and(|path| !path.exists());
        open::session(common, None, missing)?
    };
    if args.simulate {
        session.run(&FeedCommand::SetSimulation(true).into());
        // Without a scheduler the request ends when the first readings are stored.
        open::settle(&mut session);
        open::check(&session)?;
    }
    let mut view = filter::view(&args.filter, session.workspace())?;
    view.tab = data::keyed(&args.tab, "--tab", Tab::ALL, Tab::key)?;
    let selected = args.select.as_deref().map(|word| selected(&session, word)).transpose()?;
    let picture = Picture {
        view,
        selected,
        size,
        scale: args.scale,
        is_dark: args.look == Look::Dark,
        language: open::language(common)?,
        is_loading: args.loading,
    };
    let bytes = face.screenshot(session, &picture)?;
    crate::export::file::write(&args.output, &bytes).map_err(|error| CliError::file(&args.output, &error))?;
    writeln!(streams.err, "{}", args.output.display())?;
    Ok(ExitStatus::Done)
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
