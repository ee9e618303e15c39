//! The panel on the right: everything known of what is selected, with where it comes from; or the selection as a
//! whole.

mod alike;
mod feature;
mod gap;
mod municipality;
pub(super) mod notes;
mod organisation;
mod overview;
mod project;
mod provenance;
mod region;
mod sensor;

use std::sync::Arc;

pub use feature::cell_words;
pub use sensor::age;

use egui::{Margin, ScrollArea, Ui};

use super::UiContext;
use super::compare_tab::{definition, facts};
use crate::model::Nis;
use crate::session::Command;
use crate::workspace::{Selected, Tab};

/// State that is only about looking: the rows that the arrows step through.
#[derive(Debug, Default)]
pub struct Inspector {
    rows: Arc<Vec<u32>>,
    made_for: Option<(Arc<Vec<u32>>, Option<Nis>)>,
    figures: municipality::Figures,
    compared: facts::Facts,
    notes: notes::NotesPart,
    /// The tab of the last frame, and what was selected when the tab that compares was entered.
    entered: Option<(Tab, Option<Selected>)>,
}

impl Inspector {
    /// Draws the panel.
    pub fn inspector_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let is_definition = self.shows_definition(ctx);
        // A scroll position belongs to what is shown.
        let salt = format!("inspector {is_definition} {:?}", ctx.view.selected);
        let beside_bar = Margin { right: 12, ..Margin::ZERO };
        ScrollArea::vertical().id_salt(salt).content_margin(beside_bar).auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_max_width(ui.available_width());
            let is_found = match &ctx.view.selected {
                _ if is_definition => definition::definition_ui(ctx, ui, &mut self.compared),
                Some(Selected::Project(id)) => self.project_ui(ctx, ui, id),
                Some(Selected::Municipality(nis)) => municipality::municipality_ui(ctx, ui, &mut self.figures, *nis),
                Some(Selected::Sensor(id)) => sensor::sensor_ui(ctx, ui, id),
                Some(Selected::Feature(feature)) => feature::feature_ui(ctx, ui, feature),
                None => false,
            };
            if !is_found
                && !gap::gap_ui(ctx, ui)
                && !organisation::organisation_ui(ctx, ui)
                && !region::region_ui(ctx, ui)
            {
                overview::overview_ui(ctx, ui);
            }
            ui.add_space(16.0);
        });
    }

    /// Whether the chosen figure is explained: while municipalities are compared and nothing was selected since.
    fn shows_definition(&mut self, ctx: &UiContext<'_>) -> bool {
        let (tab, selected) = (ctx.view.tab, &ctx.view.selected);
        match &mut self.entered {
            Some((known, earlier)) if *known == tab => {
                if *earlier != *selected {
                    *earlier = None;
                }
            }
            entered => {
                // What the first view of all has selected is meant to be seen.
                let earlier = entered.as_ref().and_then(|_| selected.clone());
                *entered = Some((tab, earlier));
            }
        }
        let is_earlier = self.entered.as_ref().is_some_and(|(_, earlier)| earlier == selected);
        tab == Tab::Compare && ctx.results.comparison.is_some() && (selected.is_none() || is_earlier)
    }

    fn project_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, id: &crate::model::ProjectId) -> bool {
        let projects = &ctx.workspace.projects;
        let Some((row, project)) = projects.row_of(id).and_then(|row| Some((row, projects.get(row)?))) else {
            return false;
        };
        self.collect(ctx, project.lead);
        let rows = Arc::clone(&self.rows);
        project::project_ui(ctx, ui, project, (row, &rows), &mut self.notes);
        true
    }

    /// The rows of the table in this municipality, or all of them: what "1 of 11" and the arrows mean.
    fn collect(&mut self, ctx: &UiContext<'_>, nis: Option<Nis>) {
        let table = &ctx.results.table;
        if self.made_for.as_ref().is_some_and(|(known, place)| Arc::ptr_eq(known, table) && *place == nis) {
            return;
        }
        let is_here = |row: &u32| {
            ctx.workspace
                .projects
                .get(*row)
                .is_some_and(|project| nis.is_none_or(|nis| project.lead == Some(nis) || project.others.contains(&nis)))
        };
        self.rows = Arc::new(table.iter().copied().filter(is_here).collect());
        self.made_for = Some((Arc::clone(table), nis));
    }

    /// Steps to the next (1) or previous (−1) project of the place, or of the table where none is selected.
    pub fn step(&mut self, ctx: &UiContext<'_>, by: i32) {
        let current = match &ctx.view.selected {
            Some(Selected::Project(id)) => ctx.workspace.projects.row_of(id),
            _ => None,
        };
        let rows = &ctx.results.table;
        step_to(ctx, rows, current, by);
    }
}

/// Selects the row `by` places on, round and round.
fn step_to(ctx: &UiContext<'_>, rows: &[u32], current: Option<u32>, by: i32) {
    let position = current.and_then(|row| rows.iter().position(|known| *known == row));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return;
    }
    let next = match position {
        Some(position) => (position as i64 + i64::from(by)).rem_euclid(count),
        None if by > 0 => 0,
        None => count - 1,
    };
    let next = usize::try_from(next).ok().and_then(|next| rows.get(next));
    if let Some(project) = next.and_then(|row| ctx.workspace.projects.get(*row)) {
        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    }
}
