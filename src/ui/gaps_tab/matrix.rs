//! Municipalities by dimension (working area, theme, helix role): what is known, and what is not.
//!
//! Rows are drawn only where they are seen; names stay at the left while columns scroll sideways. One hue tells how
//! many; its classes go by the square root, so that few projects are told apart. May use: `widgets`, `session`.

mod grid;
pub mod options;

use std::sync::Arc;

use egui::{Label, Ui};

use crate::insight::gaps::{Matrix, words};
use crate::session::Action;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone};
use grid::Line;

/// What the page remembers between frames: the lines of the matrix last drawn.
#[derive(Debug, Default)]
pub struct MatrixPage {
    made_for: Option<Arc<Matrix>>,
    lines: Vec<Line>,
    most: f64,
}

impl MatrixPage {
    /// The centre.
    pub fn matrix_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let Some(matrix) = ctx.results.gaps.matrix.clone() else { return };
        if matrix.groups.is_empty() {
            if parts::empty(ctx, ui, "gaps-empty", "gaps-empty-text", Some("projects-clear-filters")) {
                ctx.act(Action::ClearFilters);
            }
            return;
        }
        self.follow(ctx, &matrix);
        head_ui(ctx, ui, &matrix);
        ui.add_space(6.0);
        grid::grid_ui(ctx, ui, &matrix, &self.lines, self.most);
    }

    /// Makes the lines anew when the matrix is another.
    fn follow(&mut self, ctx: &UiContext<'_>, matrix: &Arc<Matrix>) {
        if self.made_for.as_ref().is_some_and(|known| Arc::ptr_eq(known, matrix)) {
            return;
        }
        self.lines = grid::lines(matrix);
        self.most = matrix.most(ctx.view.gaps.matrix.is_per_10000);
        self.made_for = Some(Arc::clone(matrix));
    }
}

/// That it is a sample, and the totals by type beside those of another inventory.
fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, matrix: &Matrix) {
    widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("gaps-sample"));
    ui.add_space(4.0);
    let totals = words::by_typology(matrix, ctx.text);
    let tip = ctx.t("gaps-by-typology-tip");
    ui.add(Label::new(widgets::small(ctx.theme, totals)).wrap()).on_hover_text(&tip);
    ui.add(Label::new(widgets::small(ctx.theme, ctx.t("gaps-advice"))).wrap()).on_hover_text(tip);
    let regional = ctx.results.selection.regional_count;
    if regional > 0 {
        ui.label(widgets::small(ctx.theme, ctx.tn("gaps-regional", regional)));
    }
    if matrix.other_columns > 0 {
        ui.label(widgets::small(ctx.theme, ctx.tn("gaps-other-themes", matrix.other_columns as u32)));
    }
}
