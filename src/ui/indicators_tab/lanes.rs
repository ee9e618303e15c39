//! The periods of projects beside the figures: of the selected project as a band, else of the projects that the
//! filter wants in the places shown, as thin bars.

use std::sync::Arc;

use crate::model::period::Extent;
use crate::model::{Nis, Project};
use crate::query::filter::Selection;
use crate::query::series::SeriesPlace;
use crate::session::results::chart_places;
use crate::ui::UiContext;
use crate::ui::charts::{Band, Lane, rows_of};
use crate::ui::projects_tab::words;
use crate::ui::theme::colour;
use crate::workspace::{Selected, View};

/// Rows of thin bars at most; the rest is counted.
const ROW_LIMIT: usize = 8;

/// The periods to draw, made again when selection or view change.
#[derive(Debug, Default)]
pub struct Periods {
    /// The selected project, if its period is known.
    pub bands: Vec<Band>,
    /// Other projects.
    pub lanes: Vec<Lane>,
    /// Projects whose bars found no room.
    pub hidden_count: usize,
    /// Projects whose period is unknown: never a bar.
    pub unknown_count: usize,
    made_from: Option<(Arc<Selection>, Arc<View>, crate::model::Language, bool)>,
}

impl Periods {
    /// Makes them again where what they rest on changed. `last_year` ends the bars of those that go on.
    pub fn refresh(&mut self, ctx: &UiContext<'_>, last_year: i16) {
        let is_same = self.made_from.as_ref().is_some_and(|(selection, view, language, is_dark)| {
            Arc::ptr_eq(selection, &ctx.results.selection)
                && Arc::ptr_eq(view, &ctx.workspace.view)
                && *language == ctx.text.language()
                && *is_dark == ctx.theme.palette.is_dark
        });
        if is_same {
            return;
        }
        *self = Self {
            made_from: Some((
                Arc::clone(&ctx.results.selection),
                Arc::clone(&ctx.workspace.view),
                ctx.text.language(),
                ctx.theme.palette.is_dark,
            )),
            ..Self::default()
        };
        if !ctx.view.indicators.show_project_periods {
            return;
        }
        if let Some(project) = selected(ctx) {
            self.add_band(ctx, project, last_year);
        } else {
            self.add_lanes(ctx, last_year);
        }
    }

    fn add_band(&mut self, ctx: &UiContext<'_>, project: &Project, last_year: i16) {
        match stretch(project, last_year) {
            Some((from, until)) => self.bands.push(Band { from, until, name: named(ctx, project) }),
            None => self.unknown_count = 1,
        }
    }

    fn add_lanes(&mut self, ctx: &UiContext<'_>, last_year: i16) {
        let places: Vec<Nis> = chart_places(ctx.view)
            .into_iter()
            .filter_map(|place| match place {
                SeriesPlace::Municipality(nis) => Some(ctx.workspace.municipalities.timeline().today(nis)),
                SeriesPlace::Region(_) | SeriesPlace::Flanders => None,
            })
            .collect();
        if places.is_empty() {
            return;
        }
        let mut found: Vec<((f64, f64), &Project)> = Vec::new();
        let rows = ctx.results.selection.rows.iter().filter_map(|row| ctx.workspace.projects.get(*row));
        let is_wanted = |project: &&Project| {
            project.kind != crate::model::ProjectKind::Programme
                && project.municipalities().any(|nis| places.contains(&nis))
        };
        for project in rows.filter(is_wanted) {
            match stretch(project, last_year) {
                Some(stretch) => found.push((stretch, project)),
                None => self.unknown_count += 1,
            }
        }
        found.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        let stretches: Vec<(f64, f64)> = found.iter().map(|(stretch, _)| *stretch).collect();
        for (row, ((from, until), project)) in rows_of(&stretches).into_iter().zip(found) {
            if row >= ROW_LIMIT {
                self.hidden_count += 1;
                continue;
            }
            let tone = ctx.theme.palette.dimension(project.dimensions.first().copied());
            self.lanes.push(Lane { row, from, until, name: named(ctx, project), colour: colour(tone) });
        }
    }
}

fn selected<'a>(ctx: &UiContext<'a>) -> Option<&'a Project> {
    match &ctx.view.selected {
        Some(Selected::Project(id)) => ctx.workspace.projects.by_id(id),
        _ => None,
    }
}

/// From 1 January of the first year up to 1 January after the last.
fn stretch(project: &Project, last_year: i16) -> Option<(f64, f64)> {
    match project.period.extent(project.status) {
        Extent::Closed(from, until) => Some((f64::from(from), f64::from(until) + 1.0)),
        Extent::Open(from) => Some((f64::from(from), f64::from(last_year.max(from)) + 1.0)),
        Extent::Unknown => None,
    }
}

fn named(ctx: &UiContext<'_>, project: &Project) -> String {
    format!("{} ({})", project.title.get(ctx.text.language()), words::period(ctx.text, project))
}
