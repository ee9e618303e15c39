//! What is in the workspace, from where, how fresh, under which licence; the file and its integrity; boundaries;
//! imports and their rejected rows.

mod boundaries;
mod coverage;
mod file;
mod imports;
mod inventory;
pub(super) mod layers;
mod sources;

use egui::Ui;

use crate::model::dimension::keyed_enum;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;

pub use sources::source_title;

keyed_enum!(
    /// A section of the page. Its title is `data-section-<key>`.
    Section {
        /// The workspace file.
        File = "file",
        /// What the inventory is, and is not.
        Inventory = "inventory",
        /// Layers of the user's own.
        Layers = "layers",
        /// Data sets.
        Sources = "sources",
        /// Boundaries.
        Boundaries = "boundaries",
        /// Years of the figures.
        Coverage = "coverage",
        /// Mergers.
        Mergers = "mergers",
        /// Imports and rejected rows.
        Imports = "imports",
        /// Licences of the feeds.
        Feeds = "feeds",
    }
);

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct DataTab {
    /// Section to bring into sight.
    target: Option<Section>,
    boundaries: boundaries::Form,
    imports: imports::Form,
    inventory: inventory::Facts,
    coverage: coverage::Facts,
}

impl DataTab {
    /// The centre: the sections one below the other.
    pub fn data_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        if !ctx.results.is_loaded {
            parts::page(ui, |ui| {
                parts::empty(ctx, ui, "data-loading", "data-loading-text", None);
            });
            return;
        }
        parts::scrolling_page(ui, "data", |ui| {
            ui.set_max_width(ui.available_width().min(920.0));
            for section in Section::ALL {
                let target = self.target.take_if(|target| target == section);
                let title = ctx.t(&format!("data-section-{}", section.key()));
                ui.label(widgets::semibold(title).size(15.0));
                if target.is_some() {
                    ui.scroll_to_cursor(Some(egui::Align::TOP));
                }
                ui.add_space(4.0);
                self.section_ui(ctx, ui, *section);
                ui.add_space(18.0);
            }
        });
    }

    /// The tab's own options: the way to each section.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        widgets::sub_header(ui, ctx.theme, &ctx.t("data-sections"), "");
        for section in Section::ALL {
            if widgets::link(ui, ctx.theme, &ctx.t(&format!("data-section-{}", section.key()))).clicked() {
                self.target = Some(*section);
            }
        }
    }

    fn section_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, section: Section) {
        match section {
            Section::File => file::file_ui(ctx, ui),
            Section::Inventory => self.inventory.inventory_ui(ctx, ui),
            Section::Sources => sources::sources_ui(ctx, ui),
            Section::Boundaries => self.boundaries.boundaries_ui(ctx, ui),
            Section::Coverage => self.coverage.coverage_ui(ctx, ui),
            Section::Mergers => coverage::mergers_ui(ctx, ui),
            Section::Imports => self.imports.imports_ui(ctx, ui),
            Section::Layers => layers::layers_ui(ctx, ui),
            Section::Feeds => sources::feeds_ui(ctx, ui),
        }
    }
}
