//! The real interface as a picture, without a window.

use std::io::Cursor;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use egui::vec2;
use image::{ImageFormat, RgbaImage};

use super::app::{BasemapLoader, RegioscopeApp};
use super::offscreen::Offscreen;
use crate::session::command::{AppCommand, FileCommand, QueueCommand};
use crate::session::{Command, Picture, Session, ThemeChoice};

/// The interface has come to rest when nobody asks for another frame for so long.
const REST: Duration = Duration::from_millis(250);

/// Longest wait for data and pictures that are made in the background.
const PATIENCE: Duration = Duration::from_secs(30);

/// Most frames drawn: an animation that never ends must not hold the picture up.
const FRAME_LIMIT: u32 = 400;

/// Draws the interface over an open session, as PNG.
///
/// # Errors
/// When the picture can't be encoded.
pub fn png(session: Session, picture: &Picture) -> Result<Vec<u8>, String> {
    let load: BasemapLoader =
        if picture.is_loading { Box::new(|| None) } else { Box::new(|| crate::formats::bundle::basemap().ok()) };
    let image = draw(session, picture, load);
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

/// Draws frames until the interface has come to rest, and gives the last one.
pub fn draw(session: Session, picture: &Picture, load: BasemapLoader) -> RgbaImage {
    let (width, height) = picture.size;
    let mut offscreen = Offscreen::new(vec2(width as f32, height as f32), picture.scale);
    let requests = repaint_requests(offscreen.context());
    let mut app = RegioscopeApp::new(session, offscreen.context(), load);
    for command in set_up(picture) {
        app.commands().send(command);
    }
    let deadline = Instant::now() + PATIENCE;
    for _ in 0..FRAME_LIMIT {
        app.logic(&offscreen.context().clone());
        offscreen.frame(|ui| app.ui(ui));
        let is_waiting = !picture.is_loading && !app.is_ready();
        match requests.recv_timeout(REST) {
            Err(RecvTimeoutError::Timeout) if !is_waiting => break,
            Err(RecvTimeoutError::Disconnected) => break,
            _ if Instant::now() >= deadline => break,
            _ => {}
        }
    }
    offscreen.image()
}

fn set_up(picture: &Picture) -> Vec<Command> {
    let theme = if picture.is_dark { ThemeChoice::Dark } else { ThemeChoice::Light };
    let mut commands = vec![
        AppCommand::SetTheme(theme).into(),
        AppCommand::SetLanguage(picture.language).into(),
        Command::SetView(Box::new(picture.view.clone())),
    ];
    if let Some(selected) = &picture.selected {
        commands.push(Command::Select(Some(selected.clone())));
    }
    if !picture.dropped.is_empty() {
        commands.push(FileCommand::Queue(QueueCommand::Add(picture.dropped.clone())).into());
    }
    commands
}

/// A message whenever the interface asks for another frame.
fn repaint_requests(context: &egui::Context) -> Receiver<()> {
    let (outbox, inbox) = sync_channel(1);
    context.set_request_repaint_callback(move |_| {
        // Full means that a request is waiting already.
        let _waiting = outbox.try_send(());
    });
    inbox
}
