//! The basemap is projected, simplified and triangulated on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use crate::figure::map::Prepared;
use crate::model::basemap::Basemap;
use crate::ui::UiContext;
use crate::workspace::Municipalities;

/// What the prepared map was made from.
#[derive(Clone)]
struct Source {
    basemap: Arc<Basemap>,
    municipalities: Arc<Municipalities>,
}

impl Source {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.basemap, &other.basemap) && Arc::ptr_eq(&self.municipalities, &other.municipalities)
    }
}

/// The prepared map, and the thread that makes the next one.
#[derive(Default)]
pub struct Preparation {
    current: Option<Arc<Prepared>>,
    source: Option<Source>,
    inbox: Option<Receiver<Prepared>>,
}

impl Preparation {
    /// The prepared map of what the context holds; an older one, or none, while it is being made.
    pub fn get(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> Option<Arc<Prepared>> {
        self.receive();
        if let Some(basemap) = ctx.basemap {
            let municipalities = Arc::clone(&ctx.workspace.municipalities);
            let wanted = Source { basemap: Arc::clone(basemap), municipalities };
            let is_known = self.source.as_ref().is_some_and(|source| source.is(&wanted));
            if !is_known && self.inbox.is_none() {
                self.start(wanted, context);
            }
        }
        self.current.clone()
    }

    /// Whether there is nothing to draw yet.
    pub const fn is_empty(&self) -> bool {
        self.current.is_none()
    }

    /// Whether the map is there and no newer one is being made.
    pub const fn is_ready(&self) -> bool {
        self.current.is_some() && self.inbox.is_none()
    }

    fn receive(&mut self) {
        let Some(inbox) = &self.inbox else { return };
        match inbox.try_recv() {
            Ok(prepared) => {
                self.current = Some(Arc::new(prepared));
                self.inbox = None;
            }
            Err(TryRecvError::Disconnected) => self.inbox = None,
            Err(TryRecvError::Empty) => {}
        }
    }

    fn start(&mut self, source: Source, context: &egui::Context) {
        let (outbox, inbox) = sync_channel(1);
        let (work, waker) = (source.clone(), context.clone());
        let prepare = move || {
            // The window may have gone meanwhile: then nobody needs it.
            if outbox.send(Prepared::new(&work.basemap, &work.municipalities)).is_ok() {
                waker.request_repaint();
            }
        };
        self.source = Some(source);
        self.inbox = std::thread::Builder::new().name("map-preparation".to_owned()).spawn(prepare).ok().map(|_| inbox);
    }
}
