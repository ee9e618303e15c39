//! How many projects each municipality has of each dimension, whole or split by stage or kind, and how a bar of them is
//! painted. A project with several dimensions counts in each of them, and once in all.

use egui::{Align, Color32, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::figures::wrapped;
use crate::insight::{Comparison, Sheet};
use crate::model::{Dimension, Nis, Project, ProjectKind, Status};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Inhabitants that counts are told for.
const INHABITANTS: f64 = 10_000.0;

/// What bars are split by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// Not at all.
    #[default]
    None,
    /// Stage: planned, running, completed, other.
    Status,
    /// Kind: project, service, planned action.
    Kind,
}

impl Split {
    /// In display order.
    pub const ALL: [Self; 3] = [Self::None, Self::Status, Self::Kind];

    /// Key of its text.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::None => "compare-mix-whole",
            Self::Status => "compare-mix-status",
            Self::Kind => "compare-mix-kind",
        }
    }

    /// Keys of the texts of its parts.
    const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::None => &["compare-mix-all"],
            Self::Status => {
                &["compare-mix-completed", "compare-mix-running", "compare-mix-planned", "compare-mix-other"]
            }
            Self::Kind => &["compare-mix-project", "compare-mix-service", "compare-mix-planned-action"],
        }
    }

    /// The part that a project belongs to.
    const fn part_of(self, project: &Project) -> usize {
        match self {
            Self::None => 0,
            Self::Status => match project.status {
                Status::Completed | Status::ScaledUp => 0,
                Status::Running => 1,
                Status::Idea | Status::Planned => 2,
                Status::Stopped | Status::Unknown => 3,
            },
            Self::Kind => match project.kind {
                ProjectKind::Service => 1,
                ProjectKind::PlannedAction => 2,
                ProjectKind::Project | ProjectKind::Programme => 0,
            },
        }
    }
}

/// All, then each dimension.
pub fn rows() -> impl Iterator<Item = Option<Dimension>> {
    std::iter::once(None).chain(Dimension::ALL.iter().copied().map(Some))
}

/// What a municipality has.
#[derive(Clone, Debug)]
struct Town {
    nis: Nis,
    rows: Vec<u32>,
    /// By row of [`rows`] and part.
    counts: Vec<Vec<u32>>,
    /// What a count is multiplied by; `None` where inhabitants are not known.
    factor: Option<f64>,
}

/// The counts of all compared municipalities.
#[derive(Clone, Debug)]
pub struct Mix {
    split: Split,
    is_per_inhabitant: bool,
    /// By position; `None` = not in the sample.
    towns: Vec<Option<Town>>,
    greatest: f64,
}

impl Mix {
    /// Counts them; some tens of projects each.
    pub fn new(
        ctx: &UiContext<'_>,
        comparison: &Comparison,
        sheet: &Sheet,
        split: Split,
        is_per_inhabitant: bool,
    ) -> Self {
        let town = |(nis, rows): (&Nis, &Option<Vec<u32>>)| {
            let inhabitants = ctx.workspace.municipalities.get(*nis).and_then(|row| row.population_2020);
            let per_inhabitant = || inhabitants.map(|count| INHABITANTS / f64::from(count));
            rows.as_ref().map(|rows| Town {
                nis: *nis,
                counts: counts(ctx, rows, split),
                rows: rows.clone(),
                factor: if is_per_inhabitant { per_inhabitant() } else { Some(1.0) },
            })
        };
        let towns: Vec<Option<Town>> = comparison.municipalities.iter().zip(&sheet.projects).map(town).collect();
        // All has a bar of its own scale, or the dimensions would be too short to be told apart.
        let dimensions = towns.iter().flatten().flat_map(|town| {
            town.counts.iter().skip(1).map(|parts| f64::from(parts.iter().sum::<u32>()) * town.factor.unwrap_or(0.0))
        });
        let greatest = dimensions.fold(0.0, f64::max);
        Self { split, is_per_inhabitant, towns, greatest }
    }

    fn town(&self, position: usize) -> Option<&Town> {
        self.towns.get(position)?.as_ref()
    }

    fn parts(&self, position: usize, dimension: Option<Dimension>) -> Option<&[u32]> {
        let row = rows().position(|row| row == dimension)?;
        self.town(position)?.counts.get(row).map(Vec::as_slice)
    }

    /// How many there are; `None` = not in the sample.
    pub fn count(&self, position: usize, dimension: Option<Dimension>) -> Option<u32> {
        self.parts(position, dimension).map(|parts| parts.iter().sum())
    }

    /// The projects behind a bar.
    pub fn rows_of(&self, ctx: &UiContext<'_>, nis: Nis, dimension: Option<Dimension>) -> Vec<u32> {
        let town = self.towns.iter().flatten().find(|town| town.nis == nis);
        let rows = town.map(|town| town.rows.as_slice()).unwrap_or_default();
        let fits = |row: &&u32| {
            let project = ctx.workspace.projects.get(**row);
            dimension.is_none_or(|one| project.is_some_and(|project| project.dimensions.contains(&one)))
        };
        rows.iter().filter(fits).copied().collect()
    }

    /// The bar in words.
    pub fn told(&self, ctx: &UiContext<'_>, position: usize, dimension: Option<Dimension>, name: &str) -> String {
        let what =
            dimension.map_or_else(|| ctx.t("compare-mix-all"), |dimension| ctx.text.word("dimension", dimension.key()));
        let Some(parts) = self.parts(position, dimension) else {
            return format!("{name}, {what}: {}", ctx.t("figures-missing-sample"));
        };
        let sum: u32 = parts.iter().sum();
        if sum == 0 {
            return format!("{name}, {what}: {}", ctx.t("compare-no-project"));
        }
        let mut told = format!("{name}, {what}: {}", self.written(ctx, position, sum));
        if self.split != Split::None {
            let each = parts.iter().zip(self.split.parts()).filter(|(count, _)| **count > 0);
            let each: Vec<String> = each.map(|(count, key)| format!("{}: {count}", ctx.t(key))).collect();
            told = format!("{told} ({})", each.join(", "));
        }
        format!("{told} · {}", ctx.t("compare-sample"))
    }

    fn written(&self, ctx: &UiContext<'_>, position: usize, count: u32) -> String {
        if !self.is_per_inhabitant {
            return ctx.text.integer(count);
        }
        match self.town(position).and_then(|town| town.factor) {
            Some(factor) => ctx.text.number(f64::from(count) * factor, 1),
            None => ctx.t("figures-short-missing"),
        }
    }

    /// Paints the bar of a row, or why there is none.
    pub fn paint(&self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, position: usize, dimension: Option<Dimension>) {
        let soft = ctx.theme.soft();
        let Some(parts) = self.parts(position, dimension) else {
            let words = if dimension.is_none() { ctx.t("figures-short-sample") } else { String::new() };
            words_ui(ui, rect, &words, soft);
            return;
        };
        let sum: u32 = parts.iter().sum();
        if sum == 0 {
            words_ui(ui, rect, &ctx.t("compare-no-project"), soft);
            return;
        }
        let written = self.written(ctx, position, sum);
        let text = ctx.theme.text();
        if dimension.is_none() {
            let font = widgets::semibold_font(measure::TITLE);
            let at = pos2(rect.left(), rect.center().y);
            ui.painter().text(at, egui::Align2::LEFT_CENTER, written, font, text);
            return;
        }
        let number = ui.painter().layout_no_wrap(written, widgets::semibold_font(measure::SMALL), text);
        let room = (rect.width() - number.size().x - 8.0).max(8.0);
        let factor = self.town(position).and_then(|town| town.factor).unwrap_or(0.0);
        let tone = colour(ctx.theme.palette.dimension(dimension));
        let mut left = rect.left();
        for (part, count) in parts.iter().enumerate() {
            let share = if self.greatest > 0.0 { f64::from(*count) * factor / self.greatest } else { 0.0 };
            let width = room * share as f32;
            if width > 0.0 {
                let bar = Rect::from_min_size(pos2(left, rect.center().y - 8.0), vec2(width, 16.0));
                part_ui(ctx, ui, bar, part, tone);
                left += width;
            }
        }
        let at = pos2(left + 6.0, rect.center().y - number.size().y / 2.0);
        ui.painter().galley(at, number, text);
    }
}

fn counts(ctx: &UiContext<'_>, rows: &[u32], split: Split) -> Vec<Vec<u32>> {
    let count = |dimension: Option<Dimension>| {
        let mut parts = vec![0_u32; split.parts().len()];
        for project in rows.iter().filter_map(|row| ctx.workspace.projects.get(*row)) {
            let fits = dimension.is_none_or(|one| project.dimensions.contains(&one));
            if let Some(part) = parts.get_mut(split.part_of(project)).filter(|_| fits) {
                *part += 1;
            }
        }
        parts
    };
    self::rows().map(count).collect()
}

/// A part of a bar: full, half, pale, only its outline; so that the parts are told apart without their colour.
fn part_ui(ctx: &UiContext<'_>, ui: &Ui, bar: Rect, part: usize, tone: Color32) {
    let panel = colour(ctx.theme.palette.panel);
    let fill = match part {
        0 => tone,
        1 => tone.gamma_multiply(0.55),
        2 => tone.gamma_multiply(0.22),
        _ => panel,
    };
    ui.painter().rect_filled(bar, 2.0, panel);
    ui.painter().rect(bar, 2.0, fill, Stroke::new(1.0, tone), StrokeKind::Inside);
}

fn words_ui(ui: &Ui, rect: Rect, words: &str, ink: Color32) {
    let galley = wrapped(ui, words, widgets::font(measure::TINY), ink, rect.width(), Align::LEFT);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
}

/// What the parts of the bars mean.
pub fn legend_ui(ctx: &UiContext<'_>, ui: &mut Ui, split: Split) {
    if split == Split::None {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (part, key) in split.parts().iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 14.0), egui::Sense::hover());
            part_ui(ctx, ui, rect.shrink2(vec2(0.0, 1.0)), part, ctx.theme.soft());
            ui.label(widgets::small(ctx.theme, ctx.t(key)));
            ui.add_space(8.0);
        }
    });
    ui.add_space(4.0);
}
