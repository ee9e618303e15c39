//! The program as egui sees it: `logic` thinks, `ui` draws, `save` remembers. Needs no window: tests and the
//! off-screen painter drive it with a bare [`egui::Context`].

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use super::context::UiContext;
use super::fonts;
use super::shell::Shell;
use super::theme::Theme;
use crate::model::basemap::Basemap;
use crate::session::{Action, CommandSender, Session, ThemeChoice};

/// Unpacks the basemap; runs on a thread of its own.
pub type BasemapLoader = Box<dyn FnOnce() -> Option<Basemap> + Send>;

/// The program.
pub struct RegioscopeApp {
    session: Session,
    commands: CommandSender,
    actions: RefCell<Vec<Action>>,
    shell: Shell,
    theme: Theme,
    basemap: Option<Arc<Basemap>>,
    basemap_inbox: Option<Receiver<Option<Basemap>>>,
    window_size: Option<[f32; 2]>,
    last_save: f64,
}

/// How often settings are written while the program runs, so that a crash loses little.
const SAVE_SECONDS: f64 = 60.0;

impl RegioscopeApp {
    /// The program on this session; the basemap is unpacked in the background and drawn when it is there.
    pub fn new(session: Session, context: &egui::Context, load_basemap: BasemapLoader) -> Self {
        fonts::install(context);
        let theme = Theme::new(wants_dark(session.settings().theme, context));
        theme.apply(context);
        Self {
            session,
            commands: CommandSender::default(),
            actions: RefCell::default(),
            shell: Shell::default(),
            theme,
            basemap: None,
            basemap_inbox: start_loading(context, load_basemap),
            window_size: None,
            last_save: 0.0,
        }
    }

    /// The session, to be looked at.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The queue of commands, for scripts and tests.
    pub const fn commands(&self) -> &CommandSender {
        &self.commands
    }

    /// Whether the basemap is there.
    pub const fn has_basemap(&self) -> bool {
        self.basemap.is_some()
    }

    /// Whether nothing that the first picture needs is still being made.
    pub fn is_ready(&mut self) -> bool {
        self.has_basemap() && self.shell.is_ready(self.session.view()) && !self.session.is_making()
    }

    /// One turn without drawing: events of the background, then queued commands in their order, then results.
    pub fn logic(&mut self, context: &egui::Context) {
        self.take_basemap();
        let has_more = self.session.update();
        let mut has_run = false;
        while let Some(command) = self.commands.take() {
            self.session.run(&command);
            has_run = true;
        }
        if has_run {
            self.session.refresh();
        }
        self.follow_settings(context);
        let time = context.input(|input| input.time);
        if time - self.last_save > SAVE_SECONDS && self.session.results().is_loaded {
            self.last_save = time;
            self.save();
        }
        if has_more {
            context.request_repaint();
        }
    }

    /// Draws everything.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let text = self.session.text();
        let ctx = UiContext {
            workspace: self.session.workspace(),
            view: self.session.view(),
            results: self.session.results(),
            status: self.session.status(),
            settings: self.session.settings(),
            text: &text,
            theme: &self.theme,
            basemap: self.basemap.as_ref(),
            now: self.session.now(),
            commands: &self.commands,
            actions: &self.actions,
        };
        self.shell.shell_ui(&ctx, ui);
        let size = ui.ctx().content_rect().size() * ui.ctx().zoom_factor();
        self.window_size = Some([size.x.round(), size.y.round()]);
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Writes the settings, where they changed.
    pub fn save(&mut self) {
        if self.window_size.is_some() {
            self.session.settings_mut().window_size = self.window_size;
        }
        self.session.save_settings();
    }

    fn take_basemap(&mut self) {
        let Some(inbox) = &self.basemap_inbox else { return };
        match inbox.try_recv() {
            Ok(basemap) => {
                self.basemap = basemap.map(Arc::new);
                self.basemap_inbox = None;
            }
            Err(TryRecvError::Disconnected) => self.basemap_inbox = None,
            Err(TryRecvError::Empty) => {}
        }
    }

    fn follow_settings(&mut self, context: &egui::Context) {
        let is_dark = wants_dark(self.session.settings().theme, context);
        if is_dark != self.theme.palette.is_dark {
            self.theme = Theme::new(is_dark);
            self.theme.apply(context);
            // The frame under way began with the old look.
            context.request_repaint();
        }
        let scale = self.session.settings().scale;
        if (context.zoom_factor() - scale).abs() > 0.001 {
            context.set_zoom_factor(scale);
        }
    }
}

fn wants_dark(choice: ThemeChoice, context: &egui::Context) -> bool {
    match choice {
        ThemeChoice::Light => false,
        ThemeChoice::Dark => true,
        ThemeChoice::System => context.system_theme() == Some(egui::Theme::Dark),
    }
}

fn start_loading(context: &egui::Context, load: BasemapLoader) -> Option<Receiver<Option<Basemap>>> {
    let (outbox, inbox) = sync_channel(1);
    let waker = context.clone();
    let work = move || {
        // The window may have gone meanwhile: then nobody needs it.
        if outbox.send(load()).is_ok() {
            waker.request_repaint();
        }
    };
    std::thread::Builder::new().name("basemap".to_owned()).spawn(work).ok().map(|_| inbox)
}
