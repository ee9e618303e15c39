//! What the words of the list stand for: "loopt" is a running project.

use egui::{Grid, Ui};

use crate::jobs::ListSeen;
use crate::jobs::list::{Choices, ProjectField, ProjectMapping, WordUse};
use crate::model::{CoreValue, Dimension, ProjectKind, Status, StatusBasis, WorkingArea};
use crate::ui::UiContext;
use crate::ui::dialogs::import_list::columns::field_words;
use crate::ui::dialogs::parts::choice_ui;
use crate::ui::widgets;

/// Width of a word in points.
const WORD_WIDTH: f32 = 180.0;

/// Words of a column that are shown.
const SHOWN: usize = 40;

/// Words of a column that mean nothing by themselves and that nothing is said of yet.
pub(super) fn unknown(seen: &ListSeen, mapping: &ProjectMapping, index: usize) -> usize {
    let Some(column) = mapping.columns.get(index) else { return 0 };
    uses(seen, index).iter().filter(|one| one.key.is_none() && !column.words.contains_key(&one.word)).count()
}

fn uses(seen: &ListSeen, index: usize) -> &[WordUse] {
    let words = seen.preview.as_ref().ok().and_then(|preview| preview.words.get(index));
    words.map(Vec::as_slice).unwrap_or_default()
}

/// The words of every column with choices that are no choice by themselves, each with what it stands for.
pub(super) fn words_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    let columns: Vec<(usize, ProjectField)> = mapping
        .columns
        .iter()
        .enumerate()
        .filter_map(|(index, column)| Some((index, column.field?)))
        .filter(|(index, field)| Choices::all().has(*field) && uses(seen, *index).iter().any(|one| one.key.is_none()))
        .collect();
    if columns.is_empty() {
        return;
    }
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-list-words"), &ctx.t("import-list-words-help"));
    let area = egui::ScrollArea::horizontal().id_salt("words-of-list").auto_shrink([false, true]);
    area.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 32.0;
            for (index, field) in columns {
                ui.vertical(|ui| column_ui(ctx, ui, (index, field), seen, mapping));
            }
        });
        ui.add_space(10.0);
    });
}

fn column_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    (index, field): (usize, ProjectField),
    seen: &ListSeen,
    mapping: &mut ProjectMapping,
) {
    let Some(column) = mapping.columns.get_mut(index) else { return };
    let unsaid = (None, ctx.t("import-list-word-unsaid"));
    let empty = (Some(String::new()), ctx.t("import-list-word-empty"));
    let own = choices(ctx, field).into_iter().map(|(key, word)| (Some(key), word));
    let choices: Vec<(Option<String>, String)> = [unsaid, empty].into_iter().chain(own).collect();
    let header = format!("{} ({})", column.header, field_words(ctx, field));
    ui.label(widgets::semibold(&header));
    Grid::new(("words", index)).num_columns(3).spacing([12.0, 4.0]).show(ui, |ui| {
        for one in uses(seen, index).iter().filter(|one| one.key.is_none()).take(SHOWN) {
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

/// The choices of a field: key and word.
fn choices(ctx: &UiContext<'_>, field: ProjectField) -> Vec<(String, String)> {
    let worded = |family: &str, keys: Vec<String>| {
        keys.into_iter().map(|key| (key.clone(), ctx.text.word(family, &key))).collect::<Vec<_>>()
    };
    let keys = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
    match field {
        ProjectField::Kind => worded("kind", keys(ProjectKind::ALL.iter().map(|one| one.key()).collect())),
        ProjectField::Status => worded("status", keys(Status::ALL.iter().map(|one| one.key()).collect())),
        ProjectField::StatusBasis => {
            worded("status-basis", keys(StatusBasis::ALL.iter().map(|one| one.key()).collect()))
        }
        ProjectField::Dimensions => worded("dimension", keys(Dimension::ALL.iter().map(|one| one.key()).collect())),
        ProjectField::Values => worded("core-value", keys(CoreValue::ALL.iter().map(|one| one.key()).collect())),
        ProjectField::WorkingAreas => {
            worded("working-area", WorkingArea::all().map(|area| area.number().to_string()).collect())
        }
        _ => Vec::new(),
    }
}
