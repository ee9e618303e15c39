//! Shapes of projects on the map: made ready beside the interface, painted as one mesh, answered to the pointer.

use std::sync::Arc;

use egui::{Mesh, Rect, Response, Ui};

use super::{hover, paint};
use crate::figure::map::Viewport;
use crate::figure::map::shapes::ShapesOfProjects;
use crate::jobs::Waker;
use crate::jobs::derived::{Derived, UnderWay};
use crate::query::symbols::PlaceSymbol;
use crate::session::Command;
use crate::ui::UiContext;
use crate::workspace::{Projects, Selected};

/// More than any number of rows: never on the thread of the interface, for a few shapes can have very many corners.
const ALWAYS_ASIDE: usize = usize::MAX;

/// What the shapes were made from; the `Arc`s keep addresses from being used again.
#[derive(Clone, Debug)]
struct Source {
    symbols: Arc<Vec<PlaceSymbol>>,
    projects: Arc<Projects>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.symbols, &other.symbols) && Arc::ptr_eq(&self.projects, &other.projects)
    }
}

/// State of the shapes that is only about looking.
#[derive(Default)]
pub struct ProjectShapes {
    ready: Derived<Source, ShapesOfProjects>,
    cache: Option<MeshCache>,
    hovered: Option<u32>,
}

/// All shapes as one mesh.
struct MeshCache {
    shapes: Arc<ShapesOfProjects>,
    viewport: Viewport,
    rect: Rect,
    is_dark: bool,
    mesh: Arc<Mesh>,
}

impl ProjectShapes {
    /// Takes in what was made ready, and asks for what is not.
    pub fn refresh(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        self.ready.take();
        if !ctx.view.map.show_projects {
            return;
        }
        let source =
            Source { symbols: Arc::clone(&ctx.results.symbols), projects: Arc::clone(&ctx.workspace.projects) };
        if self.ready.needs(&source) {
            let (work, filter, context) = (source.clone(), ctx.view.filter.clone(), context.clone());
            let waker: Waker = Arc::new(move || context.request_repaint());
            self.ready.follow(source, ALWAYS_ASIDE, &waker, move |_| {
                ShapesOfProjects::new(&work.symbols, &work.projects, &filter, None)
            });
        }
    }

    /// Whether nothing is still being made.
    pub fn is_ready(&self) -> bool {
        !self.ready.is_under_way()
    }

    /// Whether there is a shape on the map.
    pub fn is_shown(&self, ctx: &UiContext<'_>) -> bool {
        self.shown(ctx).is_some()
    }

    /// Paints the shapes, and what is selected or under the pointer.
    pub fn layer_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) {
        let Some(shapes) = self.shown(ctx) else {
            self.cache = None;
            return;
        };
        let palette = &ctx.theme.palette;
        let is_same = self.cache.as_ref().is_some_and(|cache| {
            Arc::ptr_eq(&cache.shapes, &shapes)
                && cache.viewport == *viewport
                && cache.rect == rect
                && cache.is_dark == palette.is_dark
        });
        if !is_same {
            let scene = shapes.scene(viewport, palette);
            let mesh = Arc::new(paint::mesh(&scene, rect.min, rect, ui.pixels_per_point()));
            let (shapes, is_dark) = (Arc::clone(&shapes), palette.is_dark);
            self.cache = Some(MeshCache { shapes, viewport: *viewport, rect, is_dark, mesh });
        }
        if let Some(cache) = &self.cache {
            ui.painter().add(egui::Shape::Mesh(Arc::clone(&cache.mesh)));
        }
        let selected = match &ctx.view.selected {
            Some(Selected::Project(id)) => ctx.workspace.projects.row_of(id),
            _ => None,
        };
        for (row, line, width) in
            [(self.hovered, palette.text.with_opacity(0.75), 1.8), (selected, palette.accent, 2.6)]
        {
            if let Some(row) = row {
                paint::paint(ui.painter(), &shapes.highlighted(viewport, row, line, width), rect.min);
            }
        }
    }

    /// Answers the pointer; whether it is on a shape.
    pub fn hover_ui(
        &mut self,
        ctx: &UiContext<'_>,
        rect: Rect,
        viewport: &Viewport,
        response: &Response,
        is_idle: bool,
    ) -> bool {
        let at = super::pointer_on(response, rect).filter(|_| is_idle);
        let found = at.zip(self.shown(ctx)).and_then(|(at, shapes)| shapes.row_at(viewport, at));
        if found != self.hovered {
            self.hovered = found;
            response.ctx.request_repaint();
        }
        let Some(project) = found.and_then(|row| ctx.workspace.projects.get(row)) else { return false };
        if response.clicked() {
            ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
        }
        response.clone().on_hover_ui_at_pointer(|ui| hover::project_ui(ctx, ui, project));
        true
    }

    /// What is drawn. Shapes of other rows are not: their positions say nothing any more.
    fn shown(&self, ctx: &UiContext<'_>) -> Option<Arc<ShapesOfProjects>> {
        if !ctx.view.map.show_projects {
            return None;
        }
        let is_of = |source: &Source| Arc::ptr_eq(&source.projects, &ctx.workspace.projects);
        self.ready.value_of(is_of).filter(|shapes| !shapes.is_empty()).cloned()
    }
}
