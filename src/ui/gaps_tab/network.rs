//! The network of organisations and projects: circles of organisations by their number of projects, small marks of
//! projects by dimension, lines between them. Names are drawn only where they fit; hovering tells the others, and draws
//! what hangs together in front. Its twin is the list.

use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::partners::send;
use crate::insight::partnering::network::{Network, Node, NodeKind};
use crate::insight::partnering::words;
use crate::model::Language;
use crate::query::symbols::display_dimension;
use crate::session::Command;
use crate::session::command::PartnersCommand;
use crate::session::results::PartnersAnswer;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{dimension_symbol, elided, focus_ring, font, semibold_font, small};
use crate::workspace::Selected;

/// Room around the network, in points, for circles and names at its rim.
const MARGIN: f32 = 48.0;
/// Widest name beside a node.
const NAME: f32 = 150.0;

/// What the network remembers between frames: which node is under the pointer, and what each is called.
#[derive(Debug, Default)]
pub struct NetworkView {
    hovered: Option<usize>,
    /// What is said of each node, in its order.
    spoken: Vec<String>,
    made_for: Option<(Arc<PartnersAnswer>, Language)>,
}

impl NetworkView {
    /// Names the nodes anew when the network or the language is another.
    fn follow(&mut self, ctx: &UiContext<'_>, answer: &Arc<PartnersAnswer>, network: &Network) {
        let is_known = |(known, language): &(Arc<PartnersAnswer>, Language)| {
            Arc::ptr_eq(known, answer) && *language == ctx.language()
        };
        if self.made_for.as_ref().is_some_and(is_known) {
            return;
        }
        self.spoken = network.nodes.iter().map(|node| spoken_name(ctx, node)).collect();
        self.hovered = None;
        self.made_for = Some((Arc::clone(answer), ctx.language()));
    }

    /// Draws it in the room that is left.
    pub fn network_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &Arc<PartnersAnswer>) {
        let Some(network) = &answer.network else { return };
        self.follow(ctx, answer, network);
        parts::remark(ctx, ui, ctx.t("partners-network-help"));
        if network.left_out > 0 {
            ui.label(small(ctx.theme, ctx.tn("partners-network-left-out", network.left_out as u32)));
        }
        let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let spoken = ctx.t("partners-network");
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
        let inner = rect.shrink2(vec2(MARGIN + 24.0, MARGIN));
        let at = |node: &Node| pos2(inner.left() + inner.width() * node.at.0, inner.top() + inner.height() * node.at.1);
        let places: Vec<Pos2> = network.nodes.iter().map(at).collect();
        let near = self.hovered.map(|hovered| neighbours(network, hovered));
        lines_ui(ctx, ui, network, &places, self.hovered);
        let mut hovered = None;
        for (index, (node, place)) in network.nodes.iter().zip(&places).enumerate() {
            let is_dim = near.as_ref().is_some_and(|near| !near.contains(&index));
            let radius = radius(node);
            let circle = Rect::from_center_size(*place, vec2(radius, radius) * 2.0);
            let id = ui.scope_id().with(("node", index));
            let response = ui.interact(circle.expand(3.0), id, Sense::click());
            let name = self.spoken.get(index).map_or("", String::as_str);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
            node_ui(ctx, ui, node, *place, is_dim);
            focus_ring(ui, ctx.theme, circle, &response);
            if response.hovered() {
                hovered = Some(index);
            }
            if response.on_hover_text(name).clicked() {
                choose(ctx, node);
            }
        }
        self.names_ui(ctx, ui, network, &places, near.as_deref());
        if hovered != self.hovered {
            self.hovered = hovered;
            ui.ctx().request_repaint();
        }
    }
}

impl NetworkView {
    /// Names over everything: that under the pointer first, then those of most projects, where there is room.
    fn names_ui(&self, ctx: &UiContext<'_>, ui: &Ui, network: &Network, places: &[Pos2], near: Option<&[usize]>) {
        // A name over a larger circle would hide who is meant.
        let of_circles = network.nodes.iter().zip(places).filter(|(node, _)| radius(node) > 8.0);
        let mut taken: Vec<Rect> = if near.is_some() {
            Vec::new()
        } else {
            of_circles
                .map(|(node, place)| Rect::from_center_size(*place, egui::Vec2::splat(radius(node) * 2.0)))
                .collect()
        };
        let mut draw = |index: usize, is_first: bool| {
            if let Some((node, place)) = network.nodes.get(index).zip(places.get(index)) {
                name_ui(ctx, ui, node, *place, &mut taken, is_first);
            }
        };
        if let Some(hovered) = self.hovered {
            draw(hovered, true);
        }
        match near {
            Some(near) => {
                near.iter().filter(|index| Some(**index) != self.hovered).for_each(|index| draw(*index, false));
            }
            None => (0..network.nodes.len()).for_each(|index| {
                if network.nodes.get(index).is_some_and(|node| matches!(node.kind, NodeKind::Organisation(..))) {
                    draw(index, false);
                }
            }),
        }
    }
}

fn radius(node: &Node) -> f32 {
    match node.kind {
        NodeKind::Organisation(..) => 4.0 + (node.degree as f32).sqrt() * 2.6,
        NodeKind::Project(_) => 4.0,
    }
}

/// The node itself and those it is joined to.
fn neighbours(network: &Network, of: usize) -> Vec<usize> {
    let joined = network.lines.iter().filter_map(|(one, other)| match (*one as usize, *other as usize) {
        (one, other) if one == of => Some(other),
        (one, other) if other == of => Some(one),
        _ => None,
    });
    joined.chain([of]).collect()
}

fn lines_ui(ctx: &UiContext<'_>, ui: &Ui, network: &Network, places: &[Pos2], hovered: Option<usize>) {
    let palette = &ctx.theme.palette;
    for (one, other) in &network.lines {
        let (one, other) = (*one as usize, *other as usize);
        let Some((from, until)) = places.get(one).zip(places.get(other)) else { continue };
        let is_near = hovered.is_some_and(|hovered| hovered == one || hovered == other);
        let stroke = if is_near {
            Stroke::new(1.6, colour(palette.accent))
        } else {
            Stroke::new(0.8, ctx.theme.soft().gamma_multiply(if hovered.is_some() { 0.2 } else { 0.5 }))
        };
        ui.painter().line_segment([*from, *until], stroke);
    }
}

fn node_ui(ctx: &UiContext<'_>, ui: &Ui, node: &Node, place: Pos2, is_dim: bool) {
    let faded = |tone: Color32| if is_dim { tone.gamma_multiply(0.35) } else { tone };
    match &node.kind {
        NodeKind::Organisation(name, _) => {
            let is_chosen = ctx.view.gaps.partners.organisation.as_ref() == Some(name);
            let palette = &ctx.theme.palette;
            let fill = if is_chosen { colour(palette.accent) } else { colour(palette.accent_background) };
            let stroke = Stroke::new(if is_chosen { 2.5 } else { 1.4 }, faded(colour(palette.accent)));
            ui.painter().circle(place, radius(node), faded(fill), stroke);
        }
        NodeKind::Project(row) => {
            let dimension = ctx.workspace.projects.get(*row).and_then(|one| display_dimension(one, &ctx.view.filter));
            dimension_symbol(ui.painter(), ctx.theme, place, if is_dim { 2.5 } else { radius(node) }, dimension);
        }
    }
}

/// A name below its node, unless it would lie on another.
fn name_ui(ctx: &UiContext<'_>, ui: &Ui, node: &Node, place: Pos2, taken: &mut Vec<Rect>, is_first: bool) {
    let text = shown_name(ctx, node);
    let face = if is_first { semibold_font(measure::SMALL) } else { font(measure::SMALL) };
    let line = elided(ui, &text, face, ctx.theme.text(), NAME);
    let at = pos2(place.x - line.size().x / 2.0, place.y + radius(node) + 1.5);
    let room = Rect::from_min_size(at, line.size()).expand2(vec2(2.0, 0.0));
    if !is_first && taken.iter().any(|other| other.intersects(room)) {
        return;
    }
    taken.push(room);
    ui.painter().rect_filled(room, 2.0, ui.visuals().panel_fill.gamma_multiply(0.8));
    ui.painter().galley(at, line, ctx.theme.text());
}

fn shown_name(ctx: &UiContext<'_>, node: &Node) -> String {
    match &node.kind {
        NodeKind::Organisation(name, _) => name.to_string(),
        NodeKind::Project(row) => {
            ctx.workspace.projects.get(*row).map(|one| one.title.get(ctx.language()).to_owned()).unwrap_or_default()
        }
    }
}

fn spoken_name(ctx: &UiContext<'_>, node: &Node) -> String {
    let (name, n) = (shown_name(ctx, node), ctx.text.integer(node.degree));
    match &node.kind {
        NodeKind::Organisation(_, role) => {
            let role = words::role(*role, ctx.text);
            ctx.tw("partners-node-organisation", &[("name", &name), ("role", &role), ("n", &n)])
        }
        NodeKind::Project(_) => ctx.tw("partners-node-project", &[("name", &name), ("n", &n)]),
    }
}

fn choose(ctx: &UiContext<'_>, node: &Node) {
    match &node.kind {
        NodeKind::Organisation(name, _) => {
            send(ctx, PartnersCommand::SetOrganisation(Some(Arc::clone(name))));
            ctx.send(Command::Select(None));
        }
        NodeKind::Project(row) => {
            if let Some(project) = ctx.workspace.projects.get(*row) {
                ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
            }
        }
    }
}
