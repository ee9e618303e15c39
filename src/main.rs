//! The program: words of the command line in, exit code out. With the feature `gui` it has a window.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
#[cfg(feature = "gui")]
use std::sync::{Arc, OnceLock};

use regioscope::cli::{self, CliError, Face, Picture, Streams};
#[cfg(feature = "gui")]
use regioscope::jobs::Waker;
use regioscope::model::Language;
#[cfg(feature = "gui")]
use regioscope::session;
use regioscope::session::Session;
#[cfg(feature = "gui")]
use regioscope::ui::window::WindowOptions;

/// The window, where the program was built with it.
struct Window;

#[cfg(feature = "gui")]
impl Face for Window {
    fn open_window(&self, workspace: Option<PathBuf>, language: Option<Language>) -> Result<(), CliError> {
        let settings_path = session::default_settings();
        let settings = settings_path.as_deref().map(session::Settings::of_file).unwrap_or_default();
        let size = settings.window_size;
        // The background starts before the window that it wakes.
        let window = Arc::new(OnceLock::<Waker>::new());
        let known = Arc::clone(&window);
        let wake: Waker = Arc::new(move || {
            if let Some(waker) = known.get() {
                waker();
            }
        });
        let mut session = session::start(wake, settings, settings_path, language)
            .map_err(|error| CliError::Told(error.to_string()))?;
        let start = move |waker| {
            // Set once: there is one window.
            let _first = window.set(waker);
            session.open_last(workspace);
            session
        };
        let load_basemap = Box::new(|| regioscope::formats::bundle::basemap().ok());
        regioscope::ui::window::run_window(WindowOptions { start: Box::new(start), load_basemap, size })
            .map_err(|error| CliError::NoDisplay(error.to_string()))
    }

    fn screenshot(&self, session: Session, picture: &Picture) -> Result<Vec<u8>, CliError> {
        regioscope::ui::screenshot::png(session, picture).map_err(CliError::Told)
    }
}

#[cfg(not(feature = "gui"))]
impl Face for Window {
    fn open_window(&self, _workspace: Option<PathBuf>, _language: Option<Language>) -> Result<(), CliError> {
        Err(CliError::NoDisplay("this program was built without its window; see --help for what it can do".into()))
    }

    fn screenshot(&self, _session: Session, _picture: &Picture) -> Result<Vec<u8>, CliError> {
        Err(CliError::NoDisplay("this program was built without its window (feature gui)".into()))
    }
}

fn main() -> ExitCode {
    cli::interrupt::listen();
    // None is locked for good: a thread or a library that has something to say would wait for ever.
    let mut streams = Streams {
        input: &mut std::io::stdin(),
        out: &mut std::io::stdout(),
        err: &mut std::io::stderr(),
        is_terminal: std::io::stdout().is_terminal(),
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut streams, &Window) as u8)
}
