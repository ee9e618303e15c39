//! What all parts of the tab share: names and colours of the compared municipalities, and the one that is pointed at.

use egui::{Color32, Context};

use crate::insight::Comparison;
use crate::model::Nis;
use crate::ui::UiContext;
use crate::ui::theme::colour;

/// Colour of the municipality at this position.
pub fn ink(ctx: &UiContext<'_>, position: usize) -> Color32 {
    let colours = &ctx.theme.palette.series;
    colours.get(position % colours.len().max(1)).map_or(Color32::TRANSPARENT, |token| colour(*token))
}

/// Name of a municipality of today.
pub fn name(ctx: &UiContext<'_>, nis: Nis) -> String {
    ctx.workspace.municipalities.name(nis)
}

/// Colour of a municipality, where it is compared.
pub fn colour_of(ctx: &UiContext<'_>, comparison: &Comparison, nis: Nis) -> Option<Color32> {
    comparison.municipalities.iter().position(|known| *known == nis).map(|position| ink(ctx, position))
}

/// The municipality under the pointer: what one part points at is marked in all others, a frame later.
#[derive(Debug, Default)]
pub struct Linked {
    shown: Option<Nis>,
    next: Option<Nis>,
}

impl Linked {
    /// Whether this one is pointed at.
    pub fn is(&self, nis: Nis) -> bool {
        self.shown == Some(nis)
    }

    /// The one that is pointed at.
    pub const fn shown(&self) -> Option<Nis> {
        self.shown
    }

    /// Points at this one.
    pub const fn point(&mut self, nis: Nis) {
        self.next = Some(nis);
    }

    /// Ends the frame: what was pointed at is shown from now on.
    pub fn turn(&mut self, context: &Context) {
        let next = self.next.take();
        if next != self.shown {
            self.shown = next;
            context.request_repaint();
        }
    }
}
