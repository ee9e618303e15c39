//! Marks as widgets: what they are called, what a click does.

use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::list::Asked;
use crate::figure::map::Viewport;
use crate::figure::map::mark_scene::{offset_of, screen_of};
use crate::figure::map::marks::{Mark, MarkKind, SYMBOL_RADIUS};
use crate::model::Project;
use crate::query::symbols::{PlaceSymbol, display_dimension};
use crate::session::Command;
use crate::ui::UiContext;
use crate::workspace::Selected;

/// Most places that a ring of several names.
const MERGED_SHOWN: usize = 8;

/// Position of the mark that stands for what is selected.
pub fn selected_mark(ctx: &UiContext<'_>, marks: &[Mark]) -> Option<usize> {
    let places = &ctx.results.symbols;
    let holds = |mark: &Mark, wanted: &dyn Fn(&PlaceSymbol) -> bool| {
        mark.places.iter().filter_map(|&index| places.get(index)).any(wanted)
    };
    match ctx.view.selected.as_ref()? {
        Selected::Project(id) => {
            let row = ctx.workspace.projects.row_of(id)?;
            marks
                .iter()
                .position(|mark| holds(mark, &|place| place.rows.contains(&row) || place.programmes.contains(&row)))
        }
        Selected::Municipality(nis) => marks.iter().position(|mark| holds(mark, &|place| place.nis == Some(*nis))),
        Selected::Sensor(_) | Selected::Feature(_) => None,
    }
}

/// Answers pointer and keyboard for every mark that is seen; returns the list that was asked for.
pub fn marks_ui(ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, viewport: &Viewport, marks: &[Mark]) -> Option<Asked> {
    let offset = offset_of(viewport);
    let mut asked = None;
    for mark in marks {
        let [x, y] = screen_of(offset, mark.centre);
        let centre = rect.min + vec2(x, y);
        if !rect.expand(mark.radius).contains(centre) {
            continue;
        }
        match &mark.kind {
            MarkKind::Fan(symbols) => {
                for symbol in symbols {
                    let Some(project) = ctx.workspace.projects.get(symbol.row) else { continue };
                    let at = centre + vec2(symbol.offset[0], symbol.offset[1]);
                    let target = Rect::from_center_size(at, vec2(2.0, 2.0) * (SYMBOL_RADIUS + 1.5));
                    let name = symbol_name(ctx, mark, project);
                    let id = mark_id(ctx, mark).with(symbol.row);
                    let response = target_ui(ctx, ui, target, id, &name);
                    if response.clicked() {
                        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
                    }
                    let _shown = response.on_hover_ui(|ui| super::hover::project_ui(ctx, ui, project));
                }
            }
            MarkKind::Ring { .. } | MarkKind::Programmes => {
                let target = Rect::from_center_size(centre, vec2(2.0, 2.0) * mark.radius);
                let name = ring_name(ctx, mark);
                let response = target_ui(ctx, ui, target, mark_id(ctx, mark), &name);
                if response.clicked() {
                    asked = Some(asked_of(ctx, mark, target));
                }
                let _shown = response.on_hover_text(name);
            }
        }
    }
    asked
}

fn target_ui(ctx: &UiContext<'_>, ui: &Ui, target: Rect, id: Id, name: &str) -> Response {
    let response = ui.interact(target, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.has_focus() || response.hovered() {
        let stroke = egui::Stroke::new(if response.has_focus() { 2.4 } else { 1.6 }, ctx.theme.accent());
        ui.painter().circle_stroke(target.center(), target.width() / 2.0 + 2.5, stroke);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The same for a place in every frame and at every zoom.
fn mark_id(ctx: &UiContext<'_>, mark: &Mark) -> Id {
    let place = mark.places.first().and_then(|&index| ctx.results.symbols.get(index));
    let key = place.map(|place| (place.nis, place.place.lon().to_bits(), place.place.lat().to_bits()));
    Id::unique(("map-mark", key))
}

/// The place's name: its municipality's, or "own location".
pub fn place_name(ctx: &UiContext<'_>, place: &PlaceSymbol) -> String {
    place.nis.map_or_else(|| ctx.t("map-place-own"), |nis| ctx.workspace.municipalities.name(nis))
}

/// "Antwerpen", or "Antwerpen en 2 plaatsen ernaast" where marks merged.
fn mark_name(ctx: &UiContext<'_>, mark: &Mark) -> String {
    let first = mark.places.first().and_then(|&index| ctx.results.symbols.get(index));
    let name = first.map(|place| place_name(ctx, place)).unwrap_or_default();
    match mark.places.len().saturating_sub(1) {
        0 => name,
        n => ctx.text.with("map-place-more", &[("name", name.into()), ("n", (n as u64).into())]),
    }
}

/// "Antwerpen: 59 projecten, Mobiliteit 20, …".
fn ring_name(ctx: &UiContext<'_>, mark: &Mark) -> String {
    let name = mark_name(ctx, mark);
    let MarkKind::Ring { count, segments } = &mark.kind else {
        return ctx.text.with("map-place-programmes", &[("name", name.into())]);
    };
    let dimensions: Vec<String> = segments
        .iter()
        .map(|(dimension, count)| {
            let word = dimension.map_or_else(|| ctx.t("map-no-dimension"), |key| ctx.text.word("dimension", key.key()));
            ctx.text.with("map-place-part", &[("name", word.into()), ("n", ctx.text.integer(*count).into())])
        })
        .collect();
    let words = ctx.text.with(
        "map-place-name",
        &[
            ("name", name.into()),
            ("n", (*count).into()),
            ("shown", ctx.text.integer(*count).into()),
            ("dimensions", dimensions.join(", ").into()),
        ],
    );
    match merged_words(ctx, mark) {
        Some(merged) => format!("{words}\n{merged}"),
        None => words,
    }
}

/// Which places a ring stands for, each with its own count; `None` where it is one place.
fn merged_words(ctx: &UiContext<'_>, mark: &Mark) -> Option<String> {
    if mark.places.len() < 2 {
        return None;
    }
    let part = |place: &PlaceSymbol| {
        let (name, n) = (place_name(ctx, place), ctx.text.integer(place.rows.len() as u64));
        ctx.text.with("map-place-part", &[("name", name.into()), ("n", n.into())])
    };
    let places = mark.places.iter().filter_map(|&index| ctx.results.symbols.get(index));
    let mut parts: Vec<String> = places.take(MERGED_SHOWN).map(part).collect();
    if mark.places.len() > MERGED_SHOWN {
        parts.push("…".to_owned());
    }
    Some(ctx.text.with("map-place-merged", &[("places", parts.join(", ").into())]))
}

fn symbol_name(ctx: &UiContext<'_>, mark: &Mark, project: &Project) -> String {
    format!("{}: {}", mark_name(ctx, mark), project_words(ctx, project))
}

/// Title, dimension and stage of a project.
pub fn project_words(ctx: &UiContext<'_>, project: &Project) -> String {
    let dimension = display_dimension(project, &ctx.view.filter);
    let dimension = dimension.map_or_else(|| ctx.t("map-no-dimension"), |key| ctx.text.word("dimension", key.key()));
    let title = project.title.get(ctx.text.language()).to_owned();
    let status = ctx.text.word("status", project.status.key());
    ctx.text
        .with("map-list-item", &[("title", title.into()), ("dimension", dimension.into()), ("status", status.into())])
}

fn asked_of(ctx: &UiContext<'_>, mark: &Mark, target: Rect) -> Asked {
    let places = mark.places.iter().filter_map(|&index| ctx.results.symbols.get(index));
    let collect = |rows: &dyn Fn(&PlaceSymbol) -> &[u32]| {
        let mut all: Vec<u32> = places.clone().flat_map(|place| rows(place).iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    Asked {
        name: mark_name(ctx, mark),
        rows: collect(&|place| &place.rows),
        programmes: collect(&|place| &place.programmes),
        sensors: Vec::new(),
        beside: target,
    }
}
