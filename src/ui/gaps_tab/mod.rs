//! White spots: municipalities against dimensions, with what is known of each and what is not; look-alikes of a project
//! or an idea; partners to bring to the table.

mod matrix;
mod network;
mod partners;
mod similar;

use egui::Ui;

use self::matrix::MatrixPage;
use self::partners::PartnersPage;
use self::similar::SimilarPage;
use crate::session::command::GapsCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;
use crate::workspace::GapsPage;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct GapsTab {
    matrix: MatrixPage,
    similar: SimilarPage,
    partners: PartnersPage,
}

impl GapsTab {
    /// The centre.
    pub fn gaps_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        parts::page(ui, |ui| {
            let choices: Vec<(GapsPage, String)> =
                GapsPage::ALL.iter().map(|page| (*page, ctx.text.word("gaps-page", page.key()))).collect();
            ui.horizontal(|ui| {
                if let Some(page) = widgets::segmented(ui, ctx.theme, ctx.view.gaps.page, &choices) {
                    ctx.send(GapsCommand::SetPage(page));
                }
                parts::updating(ctx, ui);
            });
            ui.add_space(8.0);
            match ctx.view.gaps.page {
                GapsPage::Matrix => self.matrix.matrix_ui(ctx, ui),
                GapsPage::Similar => self.similar.similar_ui(ctx, ui),
                GapsPage::Partners => self.partners.partners_ui(ctx, ui),
            }
        });
    }

    /// The tab's own options.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        match ctx.view.gaps.page {
            GapsPage::Matrix => matrix::options::options_ui(ctx, ui),
            GapsPage::Similar => SimilarPage::options_ui(ctx, ui),
            GapsPage::Partners => self.partners.options_ui(ctx, ui),
        }
    }
}
