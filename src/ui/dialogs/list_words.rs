//! Words of a list that are no choice by themselves, each with what it stands for.

use std::collections::BTreeMap;

use egui::{Grid, Ui};

use super::parts::choice_ui;
use crate::jobs::list::WordUse;
use crate::ui::UiContext;
use crate::ui::widgets;

/// Width of a word in points.
const WORD_WIDTH: f32 = 180.0;

/// Words of a column that are shown.
const SHOWN: usize = 40;

/// A column with words.
#[derive(Debug)]
pub(in crate::ui::dialogs) struct WordColumn<'a> {
    /// Its position.
    pub index: usize,
    /// What it is called.
    pub title: String,
    /// Its words.
    pub uses: &'a [WordUse],
    /// What was said of them: nothing = "leave out".
    pub words: &'a mut BTreeMap<String, String>,
    /// What they can stand for.
    pub choices: Vec<(String, String)>,
    /// What it means that a word stands for nothing.
    pub empty: String,
}

/// Words that mean nothing by themselves and that nothing is said of yet.
pub(in crate::ui::dialogs) fn unknown(uses: &[WordUse], words: &BTreeMap<String, String>) -> usize {
    uses.iter().filter(|one| one.key.is_none() && !words.contains_key(&one.word)).count()
}

/// Draws those of every column that has any.
pub(in crate::ui::dialogs) fn words_ui<'a>(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    columns: impl Iterator<Item = WordColumn<'a>>,
) {
    let mut columns: Vec<WordColumn<'a>> =
        columns.filter(|column| column.uses.iter().any(|one| one.key.is_none())).collect();
    if columns.is_empty() {
        return;
    }
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-list-words"), &ctx.t("import-list-words-help"));
    let area = egui::ScrollArea::horizontal().id_salt("words-of-list").auto_shrink([false, true]);
    area.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 32.0;
            for column in &mut columns {
                ui.vertical(|ui| column_ui(ctx, ui, column));
            }
        });
        ui.add_space(10.0);
    });
}

fn column_ui(ctx: &UiContext<'_>, ui: &mut Ui, column: &mut WordColumn<'_>) {
    let unsaid = (None, ctx.t("import-list-word-unsaid"));
    let empty = (Some(String::new()), column.empty.clone());
    let own = column.choices.iter().map(|(key, word)| (Some(key.clone()), word.clone()));
    let choices: Vec<(Option<String>, String)> = [unsaid, empty].into_iter().chain(own).collect();
    ui.label(widgets::semibold(&column.title));
    Grid::new(("words", column.index)).num_columns(3).spacing([12.0, 4.0]).show(ui, |ui| {
        for one in column.uses.iter().filter(|one| one.key.is_none()).take(SHOWN) {
            let room = egui::vec2(WORD_WIDTH, ui.spacing().interact_size.y);
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(room, layout, |ui| {
                ui.set_width(WORD_WIDTH);
                ui.add(egui::Label::new(&one.word).truncate()).on_hover_text(&one.word);
            });
            ui.label(widgets::small(ctx.theme, ctx.tn("import-list-word-rows", one.count as u32)));
            let name = ctx.tw("import-list-word-of", &[("word", &one.word)]);
            let chosen = column.words.get(&one.word).cloned();
            if let Some(key) = choice_ui(ctx, ui, (("word", &one.word), &name, 200.0), &chosen, &choices) {
                match key {
                    Some(key) => column.words.insert(one.word.clone(), key),
                    None => column.words.remove(&one.word),
                };
            }
            ui.end_row();
        }
    });
}
