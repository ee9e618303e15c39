//! Which columns a table gets, and in which reference system its coordinates stand.

use std::collections::BTreeSet;

use egui::Ui;

use crate::export::layout::{Layout, has_places};
use crate::export::{Format, What, columns};
use crate::formats::crs::Crs;
use crate::formats::table::Column;
use crate::model::Language;
use crate::ui::UiContext;
use crate::ui::widgets::{choice, combo_button, sub_header, toggle};

/// Width of the choices in points.
const WIDTH: f32 = 240.0;

/// Height of the list of columns.
const LIST_HEIGHT: f32 = 260.0;

/// What was chosen, and what can be.
#[derive(Debug, Default)]
pub struct LayoutChoice {
    crs: Option<Crs>,
    /// Keys of the columns that are left out.
    left_out: BTreeSet<String>,
    /// Columns of what is exported, in which language.
    known: Vec<Column>,
    known_of: Option<(What, Language)>,
}

impl LayoutChoice {
    /// Looks the columns up again where something else is exported.
    pub fn follow(&mut self, ctx: &UiContext<'_>, what: What) {
        let of = Some((what, ctx.language()));
        if self.known_of != of {
            self.known = columns(what, ctx.text);
            self.known_of = of;
        }
    }

    /// Draws the choices that this table has.
    pub fn layout_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, what: What, format: Format) {
        if self.known.is_empty() || format.is_picture() {
            return;
        }
        let Self { known, left_out, .. } = self;
        sub_header(ui, ctx.theme, &ctx.t("shell-export-layout"), "");
        let shown = known.iter().filter(|column| !left_out.contains(&*column.key)).count();
        let words = if shown == known.len() {
            ctx.tn("shell-export-columns-all", shown as u32)
        } else {
            let (shown, all) = (ctx.text.integer(shown as u64), ctx.text.integer(known.len() as u64));
            ctx.tw("shell-export-columns-some", &[("shown", &shown), ("all", &all)])
        };
        let button = ui.allocate_ui(egui::vec2(WIDTH, 32.0), |ui| {
            ui.set_max_width(WIDTH);
            combo_button(ui, ctx.theme, &words, &words)
        });
        let button = button.inner;
        let menu = egui::Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        menu.show(|ui| {
            egui::ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
                ui.set_min_width(WIDTH);
                for column in known.iter() {
                    let is_in = !left_out.contains(&*column.key);
                    // A table without any column can't be made.
                    let response =
                        ui.add_enabled_ui(!is_in || shown > 1, |ui| toggle(ui, ctx.theme, is_in, &column.title));
                    if response.inner.clicked() && !left_out.remove(&*column.key) {
                        left_out.insert(column.key.to_string());
                    }
                }
            });
        });
        if can_choose_crs(what, format) {
            ui.add_space(6.0);
            let name = ctx.t("import-list-crs");
            let systems = Crs::WRITTEN;
            let choices = systems.map(|crs| {
                let words = ctx.text.word("import-list-crs", &format!("epsg-{}", crs.epsg()));
                (Some(crs).filter(|crs| *crs != Crs::Wgs84), words)
            });
            if let Some(crs) = choice(ui, ctx.theme, ("crs", &name, WIDTH), &self.crs, &choices) {
                self.crs = crs;
            }
        }
    }

    /// The layout of this table; none is chosen where nothing is left out.
    pub fn layout(&self, what: What, format: Format) -> Layout {
        let crs = self.crs.filter(|_| can_choose_crs(what, format));
        let is_in = |column: &&Column| !self.left_out.contains(&*column.key);
        if format.is_picture() || self.known.iter().all(|column| is_in(&column)) {
            return Layout { crs, ..Layout::default() };
        }
        let columns = self.known.iter().filter(is_in).map(|column| column.key.to_string()).collect();
        Layout { columns, crs, ..Layout::default() }
    }
}

/// GeoJSON is WGS84 by its standard.
fn can_choose_crs(what: What, format: Format) -> bool {
    has_places(what) && format != Format::GeoJson && !format.is_picture()
}

/// The words of the command line that ask for a layout.
pub fn words(layout: &Layout) -> Vec<String> {
    let mut words = Vec::new();
    if !layout.columns.is_empty() {
        words.extend(["--columns".to_owned(), layout.columns.join(",")]);
    }
    if let Some(crs) = layout.crs {
        words.extend(["--crs".to_owned(), crs.to_string()]);
    }
    words
}
