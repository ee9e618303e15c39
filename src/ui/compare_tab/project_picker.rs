//! Choosing one of a municipality's projects: those of known period first, the others with the reason why not.

use egui::Ui;

use crate::model::period::{Extent, Year};
use crate::model::{Nis, Project, ProjectId};
use crate::ui::UiContext;
use crate::ui::projects_tab::words;
use crate::ui::widgets::{self, Search};
use crate::workspace::municipalities::fold;

/// Width of the open list in points, and its height at most.
const SIZE: [f32; 2] = [400.0, 360.0];

/// What the list remembers between frames.
#[derive(Debug, Default)]
pub struct ProjectPicker {
    text: String,
}

impl ProjectPicker {
    /// Draws the field in the whole width; returns the project that was chosen.
    pub fn picker_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        shown: Option<&ProjectId>,
        offered: &[ProjectId],
    ) -> Option<ProjectId> {
        let project = shown.and_then(|id| ctx.workspace.projects.by_id(id));
        let name = project.map_or_else(|| ctx.t("compare-before-no-project"), |project| named(ctx, project));
        let spoken = ctx.tw("compare-before-choose", &[("name", &name)]);
        let button = widgets::combo_button(ui, ctx.theme, &name, &spoken);
        let (name, clear) = (ctx.t("compare-before-search"), ctx.t("indicators-clear-search"));
        let search = Search { text: &mut self.text, name: &name, clear: &clear };
        widgets::searched_list(&button, ctx.theme, search, SIZE, |ui, text| {
            list_ui(ctx, ui, shown, offered, &fold(text))
        })
    }
}

fn list_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    shown: Option<&ProjectId>,
    offered: &[ProjectId],
    wanted: &str,
) -> Option<ProjectId> {
    let mut chosen = None;
    let mut has_unknown = false;
    let all = offered.iter().filter_map(|id| ctx.workspace.projects.by_id(id));
    let found: Vec<&Project> = all.filter(|project| fold(&named(ctx, project)).contains(wanted)).collect();
    if found.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("compare-before-no-hit")));
    }
    for project in found {
        let is_known = extent(project) != Extent::Unknown;
        if !is_known && !has_unknown {
            widgets::sub_header(ui, ctx.theme, &ctx.t("compare-before-unknown"), "");
            has_unknown = true;
        }
        let radio = ui.add_enabled_ui(is_known, |ui| {
            widgets::radio(ui, ctx.theme, shown == Some(&project.id), &named(ctx, project))
        });
        if radio.inner.clicked() {
            chosen = Some(project.id.clone());
        }
    }
    chosen
}

/// Title and period.
pub fn named(ctx: &UiContext<'_>, project: &Project) -> String {
    format!("{} ({})", project.title.get(ctx.language()), words::period(ctx.text, project))
}

/// What is known of its period.
pub fn extent(project: &Project) -> Extent {
    project.period.extent(project.status)
}

/// The projects that a municipality of today leads or takes part in, programmes aside: those of known period first,
/// by title.
pub fn projects(ctx: &UiContext<'_>, own: Nis) -> Vec<ProjectId> {
    let projects = &ctx.workspace.projects;
    let rows = projects.by_municipality(ctx.workspace.municipalities.timeline()).get(&own).into_iter().flatten();
    let mut found: Vec<&Project> = rows.filter_map(|row| projects.get(*row)).collect();
    let title = |project: &Project| fold(project.title.get(ctx.language()));
    found.sort_by_cached_key(|project| (extent(project) == Extent::Unknown, title(project), project.id.clone()));
    found.into_iter().map(|project| project.id.clone()).collect()
}

/// The project that is looked at first: one with most years of the figure on its poorer side, else the first.
pub fn first(ctx: &UiContext<'_>, projects: &[ProjectId], years: &[Year]) -> Option<ProjectId> {
    let sides = |project: &Project| match extent(project) {
        Extent::Closed(from, until) => {
            let before = years.iter().filter(|year| **year < from).count();
            before.min(years.iter().filter(|year| **year > until).count())
        }
        Extent::Open(_) | Extent::Unknown => 0,
    };
    let known = projects.iter().filter_map(|id| ctx.workspace.projects.by_id(id));
    // Of equal ones the first by title.
    let best = known.rev().max_by_key(|project| sides(project));
    best.map(|project| project.id.clone())
}
