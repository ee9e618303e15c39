//! The dot strip: every peer as a dot on one line, the band of the middle half, the median, and the compared
//! municipalities as dots in their colour. Where things lie is computed first, painted second.

use egui::{Align2, Color32, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::look::{self, Linked};
use crate::insight::definition;
use crate::insight::{Comparison, FigureRow};
use crate::model::Nis;
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Radius of a peer's dot, of a compared one and of the own one, in points.
const RADII: (f32, f32, f32) = (3.2, 5.0, 6.0);

/// How near the pointer must be to a dot to mean it.
const REACH: f32 = 8.0;

/// Room at both ends, so that no dot is cut.
const INSET: f32 = 8.0;

/// A dot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Whose.
    pub nis: Nis,
    /// The figure.
    pub value: f64,
    /// Position among the compared ones; `None` for a peer.
    pub position: Option<usize>,
    /// Across, in points from the left end.
    pub x: f32,
    /// Up or down from the line, in points.
    pub lift: f32,
}

/// Where everything of a strip lies, in points from its left end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Peers first, then the compared ones, the own one last: on top.
    pub dots: Vec<Dot>,
    /// First quartile, median, third quartile.
    pub quartiles: Option<[f32; 3]>,
    /// Least and greatest value on the line.
    pub ends: Option<(f64, f64)>,
}

impl Layout {
    /// Lays a row out over this width.
    pub fn new(comparison: &Comparison, row: &FigureRow, width: f32) -> Self {
        let compared: Vec<(usize, Nis, f64)> = comparison
            .municipalities
            .iter()
            .zip(&row.values)
            .enumerate()
            .filter_map(|(position, (nis, value))| Some((position, *nis, value.as_ref().ok()?.value)))
            .collect();
        let all = || row.spread.values.iter().map(|(_, value)| *value).chain(compared.iter().map(|one| one.2));
        let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        if low > high {
            return Self::default();
        }
        let room = f64::from((width - 2.0 * INSET).max(1.0));
        let x = |value: f64| {
            let share = if high > low { (value - low) / (high - low) } else { 0.5 };
            INSET + (share * room) as f32
        };
        let is_compared = |nis: Nis| compared.iter().any(|one| one.1 == nis);
        let peers = row.spread.values.iter().filter(|(nis, _)| !is_compared(*nis));
        let mut dots: Vec<Dot> = peers
            .map(|(nis, value)| Dot { nis: *nis, value: *value, position: None, x: x(*value), lift: 0.0 })
            .collect();
        let places: Vec<f32> = compared.iter().map(|one| x(one.2)).collect();
        let lifts = lifts(&places, 2.0 * RADII.1);
        let own_last = compared.iter().zip(places.iter().zip(lifts)).rev();
        dots.extend(own_last.map(|((position, nis, value), (x, lift))| Dot {
            nis: *nis,
            value: *value,
            position: Some(*position),
            x: *x,
            lift,
        }));
        let quartiles = row.spread.quartiles.map(|five| [x(five.q1), x(five.median), x(five.q3)]);
        Self { dots, quartiles, ends: Some((low, high)) }
    }

    /// The dot that the pointer means: the nearest, a compared one before a peer.
    pub fn nearest(&self, x: f32, lift: f32) -> Option<&Dot> {
        let distance = |dot: &Dot| (dot.x - x).hypot((dot.lift - lift) * 0.6);
        let near = self.dots.iter().filter(|dot| distance(dot) <= REACH);
        near.min_by(|a, b| {
            let key = |dot: &Dot| distance(dot) - if dot.position.is_some() { 3.0 } else { 0.0 };
            key(a).total_cmp(&key(b))
        })
    }
}

/// How far up or down each of some dots goes so that those on one spot can be told apart: the first stays on the
/// line, later ones go up and down in turn by part of a dot.
pub fn lifts(places: &[f32], size: f32) -> Vec<f32> {
    let mut lifts: Vec<f32> = Vec::with_capacity(places.len());
    for (index, x) in places.iter().enumerate() {
        let levels = [0.0, -0.8, 0.8, -1.45, 1.45, -2.1].map(|level| level * size);
        let is_free = |lift: f32| {
            let before = places.iter().zip(&lifts).take(index);
            before.into_iter().all(|(other, taken)| (other - x).hypot(taken - lift) >= size * 0.64)
        };
        lifts.push(levels.into_iter().find(|lift| is_free(*lift)).unwrap_or(0.0));
    }
    lifts
}

/// Draws the strip of a row; a click on a dot compares its municipality, or no longer.
pub fn strip_ui(
    ctx: &UiContext<'_>,
    ui: &Ui,
    rect: Rect,
    (comparison, row, title): (&Comparison, &FigureRow, &str),
    linked: &mut Linked,
) {
    let layout = Layout::new(comparison, row, rect.width());
    let response = ui.interact(rect, ui.scope_id().with(("strip", &row.figure)), Sense::click());
    let spoken = spoken(ctx, row, title);
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &spoken));
    let line = rect.center().y - 2.0;
    paint(ctx, ui, rect, line, &layout, row, linked);
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    let Some(at) = response.hover_pos() else { return };
    let Some(dot) = layout.nearest(at.x - rect.left(), at.y - line) else { return };
    linked.point(dot.nis);
    let value = definition::number_with_sign(ctx.workspace, &row.figure, dot.value, ctx.text);
    let hint = ctx.t(if dot.position.is_some() { "compare-click-removes" } else { "compare-click-compares" });
    let told = format!("{}: {value}\n{hint}", look::name(ctx, dot.nis));
    let is_clicked = response.clicked();
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text_at_pointer(told);
    if is_clicked {
        ctx.send(CompareCommand::ToggleMunicipality(dot.nis));
    }
}

/// The spread in words, for those who don't see it.
fn spoken(ctx: &UiContext<'_>, row: &FigureRow, title: &str) -> String {
    let Some(five) = row.spread.quartiles else { return ctx.tw("compare-strip-empty", &[("name", title)]) };
    let number = |value: f64| definition::number_with_sign(ctx.workspace, &row.figure, value, ctx.text);
    let (min, median, max) = (number(five.min), number(five.median), number(five.max));
    let n = ctx.text.integer(row.spread.len());
    ctx.tw("compare-strip", &[("name", title), ("n", &n), ("min", &min), ("median", &median), ("max", &max)])
}

fn paint(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, line: f32, layout: &Layout, row: &FigureRow, linked: &Linked) {
    let Some(ends) = layout.ends else { return };
    let palette = &ctx.theme.palette;
    let (left, right) = (rect.left() + INSET, rect.right() - INSET);
    let faint = colour(palette.faint);
    ui.painter().hline(left..=right, line, Stroke::new(1.5, colour(palette.line)));
    if let Some([q1, median, q3]) = layout.quartiles {
        let band = Rect::from_min_max(pos2(rect.left() + q1, line - 7.0), pos2(rect.left() + q3, line + 7.0));
        ui.painter().rect_filled(band.expand2(vec2(1.0, 0.0)), 3.0, colour(palette.line));
        ui.painter().vline(rect.left() + median, (line - 9.0)..=(line + 9.0), Stroke::new(2.0, faint));
    }
    let peers = layout.dots.iter().filter(|dot| dot.position.is_none()).count();
    let pale = colour(palette.faint.with_opacity(if peers > 40 { 0.45 } else { 0.85 }));
    for dot in &layout.dots {
        let centre = pos2(rect.left() + dot.x, line + dot.lift);
        let (radius, fill) = match dot.position {
            None => (RADII.0, pale),
            Some(0) => (RADII.2, look::ink(ctx, 0)),
            Some(position) => (RADII.1, look::ink(ctx, position)),
        };
        if dot.position.is_some() {
            ui.painter().circle_filled(centre, radius + 1.6, colour(palette.panel));
        }
        ui.painter().circle_filled(centre, radius, fill);
        if linked.is(dot.nis) {
            let ring = if dot.position.is_some() { fill } else { ctx.theme.text() };
            ui.painter().circle_stroke(centre, radius + 3.0, Stroke::new(1.6, ring));
        }
    }
    ends_ui(ctx, ui, rect, row, ends);
}

/// The least and the greatest figure below the ends of the line.
fn ends_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, row: &FigureRow, (low, high): (f64, f64)) {
    let ink: Color32 = ctx.theme.soft();
    let font = widgets::font(measure::TINY - 1.0);
    let written = |value: f64| definition::number_with_sign(ctx.workspace, &row.figure, value, ctx.text);
    let (left, right, y) = (rect.left() + 1.0, rect.right() + 3.0, rect.bottom());
    let least = ui.painter().text(pos2(left, y), Align2::LEFT_BOTTOM, written(low), font.clone(), ink);
    if high > low {
        let greatest = ui.painter().layout_no_wrap(written(high), font, ink);
        let has_room = least.right() + 4.0 <= right - greatest.size().x;
        // In a strip too narrow for both the greatest stands above its end.
        let top = if has_room { least.top() } else { rect.top() - 3.0 };
        ui.painter().galley(pos2(right - greatest.size().x, top), greatest, ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Basis, Peers, Spread, Value};
    use crate::model::ValueStatus;
    use crate::model::figure_ref::FigureRef;
    use crate::workspace::PeerChoice;

    fn nis(number: u32) -> Nis {
        Nis::try_from(number).unwrap()
    }

    fn made(values: &[f64], peers: &[(u32, f64)]) -> (Comparison, FigureRow) {
        let value = |value: &f64| Value {
            value: *value,
            year: None,
            status: ValueStatus::Final,
            basis: Basis::Projects(vec![]),
        };
        let codes: Vec<Nis> = (0..values.len() as u32).map(|index| nis(11_001 + index)).collect();
        let row = FigureRow {
            figure: FigureRef::indicator("population"),
            year: None,
            values: values.iter().map(|one| Ok(value(one))).collect(),
            ranks: vec![None; values.len()],
            spread: Spread::new(peers.iter().map(|(code, value)| (nis(*code), *value))),
            missing: Vec::new(),
        };
        let basis = crate::insight::PeerBasis::Centrumsteden;
        let peers = Peers { of: codes[0], choice: PeerChoice::Centrumsteden, members: Vec::new(), basis };
        (Comparison { municipalities: codes, peers, rows: vec![row.clone()] }, row)
    }

    #[test]
    fn dots_lie_between_the_least_and_the_greatest() {
        let (comparison, row) = made(&[15.0, 30.0], &[(11_001, 15.0), (11_009, 10.0), (11_010, 20.0)]);
        let layout = Layout::new(&comparison, &row, 216.0);
        assert_eq!(layout.ends, Some((10.0, 30.0)), "a compared one outside the peers stretches the line");
        let at = |code: u32| layout.dots.iter().find(|dot| dot.nis == nis(code)).unwrap();
        assert_eq!((at(11_009).x, at(11_001).x, at(11_002).x), (8.0, 58.0, 208.0));
        assert_eq!(at(11_001).position, Some(0));
        assert_eq!(layout.dots.last().unwrap().nis, nis(11_001), "the own one lies on top");
        assert_eq!(layout.dots.len(), 4, "a compared peer has one dot");
    }

    #[test]
    fn equal_figures_lie_in_the_middle_and_none_lies_nowhere() {
        let (comparison, row) = made(&[5.0], &[(11_001, 5.0)]);
        assert_eq!(Layout::new(&comparison, &row, 100.0).dots[0].x, 50.0);
        let (comparison, mut row) = made(&[5.0], &[]);
        row.values = vec![Err(crate::insight::Missing::NotInSample)];
        assert_eq!(Layout::new(&comparison, &row, 100.0), Layout::default());
    }

    #[test]
    fn dots_on_one_spot_are_told_apart() {
        let lifted = lifts(&[50.0, 50.0, 52.0, 90.0], 10.0);
        assert_eq!((lifted[0], lifted[3]), (0.0, 0.0));
        assert!(lifted[1] < 0.0 && lifted[2] > 0.0, "{lifted:?}");
    }

    #[test]
    fn a_compared_dot_is_meant_before_a_peer_beside_it() {
        let (comparison, row) = made(&[50.0], &[(11_001, 50.0), (11_009, 49.0), (11_010, 0.0), (11_011, 100.0)]);
        let layout = Layout::new(&comparison, &row, 216.0);
        assert_eq!(layout.nearest(107.0, 0.0).unwrap().nis, nis(11_001));
        assert_eq!(layout.nearest(60.0, 0.0), None);
    }
}
