//! What the inventory is and is not, with the figures that show it.

use std::collections::BTreeSet;

use egui::Ui;

use crate::model::{Dimension, ProjectKind};
use crate::ui::UiContext;
use crate::ui::widgets::{self, Tone};

/// Years that the inventory knows best, inclusive.
const BEST_YEARS: (i16, i16) = (2017, 2022);

/// Counts of the inventory, made again when projects or municipalities change.
#[derive(Debug, Default)]
pub struct Facts {
    counted: u32,
    in_centrumsteden: u32,
    municipalities_without: u32,
    municipalities: u32,
    period_unknown: u32,
    started_in_best_years: u32,
    started: u32,
    mobility_or_environment: u32,
    made_from: Option<(u64, u64)>,
}

impl Facts {
    /// The card.
    pub fn inventory_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.refresh(ctx);
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("data-inventory-sample"));
        ui.add_space(6.0);
        if self.counted == 0 {
            return;
        }
        let percent = |part: u32, whole: u32| {
            let share = if whole == 0 { 0.0 } else { f64::from(part) * 100.0 / f64::from(whole) };
            format!("{}\u{a0}%", ctx.text.number(share, 0))
        };
        let lines = [
            ("data-inventory-cities", percent(self.in_centrumsteden, self.counted)),
            ("data-inventory-years", percent(self.started_in_best_years, self.started)),
            ("data-inventory-dimensions", percent(self.mobility_or_environment, self.counted)),
            ("data-inventory-unknown-period", percent(self.period_unknown, self.counted)),
            (
                "data-inventory-empty",
                ctx.text.with(
                    "data-inventory-of",
                    &[
                        ("n", ctx.text.integer(self.municipalities_without).into()),
                        ("total", ctx.text.integer(self.municipalities).into()),
                    ],
                ),
            ),
        ];
        for (key, value) in lines {
            ui.horizontal_top(|ui| {
                ui.allocate_ui(egui::vec2(92.0, 18.0), |ui| {
                    ui.set_width(92.0);
                    ui.label(widgets::semibold(value));
                });
                ui.add(egui::Label::new(ctx.t(key)).wrap());
            });
        }
    }

    fn refresh(&mut self, ctx: &UiContext<'_>) {
        let generations = ctx.workspace.generations;
        let key = (generations.projects, generations.municipalities);
        if self.made_from == Some(key) {
            return;
        }
        *self = Self { made_from: Some(key), ..Self::default() };
        let municipalities = &ctx.workspace.municipalities;
        let mut with_project = BTreeSet::new();
        let rows = ctx.workspace.projects.rows().iter().filter(|project| project.kind != ProjectKind::Programme);
        for project in rows {
            self.counted += 1;
            with_project.extend(project.municipalities());
            let is_city = |nis| municipalities.get(nis).is_some_and(|row| row.is_centrumstad);
            self.in_centrumsteden += u32::from(project.municipalities().any(is_city));
            let is_unknown = project.period.extent(project.status) == crate::model::period::Extent::Unknown;
            self.period_unknown += u32::from(is_unknown);
            if let Some(start) = project.period.start {
                self.started += 1;
                self.started_in_best_years += u32::from((BEST_YEARS.0..=BEST_YEARS.1).contains(&start));
            }
            let is_usual = |dimension: &Dimension| matches!(dimension, Dimension::Mobility | Dimension::Environment);
            self.mobility_or_environment += u32::from(project.dimensions.iter().any(is_usual));
        }
        self.municipalities = municipalities.rows().len() as u32;
        let without = municipalities.rows().iter().filter(|row| !with_project.contains(&row.nis)).count();
        self.municipalities_without = without as u32;
    }
}
