//! Municipalities side by side: figures with their spread over the peers, series, projects, a map, before and after.

mod before_after;
mod before_after_chart;
mod before_after_table;
mod before_after_words;
mod card;
mod cell;
mod columns;
pub mod definition;
mod explain;
pub mod facts;
mod figure_field;
mod figures;
mod flow;
mod hatch;
mod lists;
mod look;
mod map;
mod map_legend;
mod mix;
mod options;
mod over_time;
mod panels;
mod picker;
mod project_picker;
mod projects;
mod ratio;
mod readings;
mod sensor_months;
mod series_chart;
mod series_table;
mod series_words;
mod spark;
pub mod strip;
mod tsv;

use egui::Ui;

use self::card::Card;
use self::facts::Facts;
use self::lists::ListDialog;
pub use self::look::Linked;
use self::picker::Picker;
use crate::insight::{Comparison, PeerBasis, peers};
use crate::model::Nis;
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::town_search::TownSearch;
use crate::ui::widgets;
use crate::workspace::{Borders, CompareSection, CompareView, Selected};

/// A dialog of the tab.
#[derive(Debug)]
enum Dialog {
    /// A list of municipalities.
    List(ListDialog),
    /// The figures.
    Picker(Box<Picker>),
}

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct CompareTab {
    search: TownSearch,
    first_search: TownSearch,
    linked: Linked,
    facts: Facts,
    card: Card,
    dialog: Option<Dialog>,
    readings: readings::Readings,
    projects: projects::Projects,
    map: map::CompareMap,
    over_time: over_time::OverTime,
    before_after: before_after::BeforeAfter,
}

impl CompareTab {
    /// The centre.
    pub fn compare_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.dialog_ui(ctx, ui);
        let Some(comparison) = ctx.results.comparison.clone() else {
            parts::page(ui, |ui| self.empty_ui(ctx, ui));
            return;
        };
        self.facts.refresh(ctx);
        self.readings.follow(ctx, &comparison);
        self.card.card_ui(ctx, ui);
        parts::page(ui, |ui| {
            self.head_ui(ctx, ui, &comparison);
            match ctx.view.compare.section {
                CompareSection::Figures => self.figures_ui(ctx, ui, &comparison),
                CompareSection::OverTime => self.over_time.over_time_ui(ctx, ui),
                CompareSection::BeforeAfter => self.before_after.before_after_ui(ctx, ui),
                CompareSection::Projects => {
                    if let Some(sheet) = &ctx.results.sheet {
                        self.projects.projects_ui(ctx, ui, (&comparison, sheet), &mut self.linked);
                    }
                }
                CompareSection::Map => {
                    if let Some(sheet) = &ctx.results.sheet {
                        self.map.map_ui(ctx, ui, (&comparison, sheet, &self.facts), &mut self.linked);
                    }
                }
            }
        });
        self.linked.turn(ui.ctx());
    }

    /// Whether a dialog lies over the window that takes the keys.
    pub const fn is_modal(&self) -> bool {
        self.dialog.is_some()
    }

    /// Whether nothing of the picture is still being made.
    pub fn is_ready(&self, view: &CompareView) -> bool {
        view.section != CompareSection::Map || view.municipalities.is_empty() || self.map.is_ready()
    }

    /// Who is compared with whom, and the parts of the tab.
    fn head_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison) {
        let peers = peers::name(ctx.workspace, &comparison.peers, ctx.text);
        let name = look::name(ctx, comparison.peers.of);
        let n = ctx.text.integer(comparison.peers.members.len());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            match comparison.peers.basis {
                // Their names begin with that of the municipality.
                PeerBasis::Similar { .. } | PeerBasis::Neighbours { .. } => {
                    ui.label(widgets::semibold(peers));
                    ui.label(widgets::soft(ctx.theme, format!("({n})")));
                }
                PeerBasis::Unknown => {
                    ui.label(widgets::semibold(name));
                    ui.label(widgets::soft(ctx.theme, format!("· {peers}")));
                }
                _ => {
                    ui.label(widgets::semibold(name));
                    ui.label(widgets::soft(ctx.theme, ctx.tw("compare-among", &[("n", &n), ("peers", &peers)])));
                }
            }
        });
        ui.add_space(6.0);
        let choices: Vec<(CompareSection, String)> = CompareSection::ALL
            .iter()
            .map(|section| (*section, ctx.text.word("compare-section", section.key())))
            .collect();
        ui.horizontal_wrapped(|ui| {
            if let Some(section) = widgets::segmented(ui, ctx.theme, ctx.view.compare.section, &choices) {
                ctx.send(CompareCommand::SetSection(section));
            }
            if ctx.view.compare.section == CompareSection::Figures
                && widgets::secondary_button(ui, ctx.theme, &ctx.t("compare-choose-figures")).clicked()
            {
                self.dialog = Some(Dialog::Picker(Box::new(Picker::for_table(ctx))));
            }
        });
        ui.add_space(8.0);
    }

    fn figures_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison) {
        let Some(sheet) = ctx.results.sheet.clone() else { return };
        let table = figures::Table { comparison, sheet: &sheet, facts: &self.facts };
        if let Some(asked) = figures::table_ui(ctx, ui, &table, &mut self.linked) {
            figures::choose(ctx, &asked.figure);
            self.card.open(ctx, &self.facts, asked);
        }
    }

    /// Nobody is compared yet: a search, and the municipality that filter or selection name.
    fn empty_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let offered = offered(ctx);
        widgets::empty_state(ui, ctx.theme, &ctx.t("compare-empty"), &ctx.t("compare-empty-text"), |ui| {
            if let Some(nis) = offered {
                let words = ctx.tw("compare-compare", &[("name", &look::name(ctx, nis))]);
                if widgets::primary_button(ui, ctx.theme, &words).clicked() {
                    ctx.send(CompareCommand::SetMunicipalities(vec![nis]));
                }
                ui.add_space(12.0);
            }
            ui.set_max_width(300.0);
            let name = ctx.t("compare-search");
            if let Some(nis) = self.first_search.town_search_ui(ctx, ui, &name, &[], Borders::Today) {
                ctx.send(CompareCommand::SetMunicipalities(vec![nis]));
            }
        });
    }

    fn dialog_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui) {
        let Some(dialog) = &mut self.dialog else { return };
        let most = if matches!(dialog, Dialog::List(_)) { 520.0 } else { 860.0 };
        let modal = widgets::dialog(ui.ctx(), egui::Id::unique("compare-dialog"), most, |ui| match dialog {
            Dialog::List(list) => list.contents_ui(ctx, ui),
            Dialog::Picker(picker) => picker.contents_ui(ctx, ui),
        });
        if modal.inner || modal.should_close() {
            self.dialog = None;
        }
    }
}

/// The municipality that the selection or the filter names.
fn offered(ctx: &UiContext<'_>) -> Option<Nis> {
    let selected = match &ctx.view.selected {
        Some(Selected::Municipality(nis)) => Some(*nis),
        Some(Selected::Project(id)) => ctx.workspace.projects.by_id(id).and_then(|project| project.lead),
        Some(Selected::Sensor(_) | Selected::Feature(_)) | None => None,
    };
    let named = selected.or_else(|| ctx.view.filter.municipalities.first().copied())?;
    let today = ctx.workspace.municipalities.timeline().today(named);
    ctx.workspace.municipalities.get(today).map(|row| row.nis)
}
