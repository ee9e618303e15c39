//! What the words of the list stand for: "loopt" is a running project.

use egui::Ui;

use crate::jobs::ListSeen;
use crate::jobs::list::{Choices, ProjectField, ProjectMapping, WordUse};
use crate::model::{CoreValue, Dimension, ProjectKind, Status, StatusBasis, WorkingArea};
use crate::ui::UiContext;
use crate::ui::dialogs::import_list::columns::field_words;
use crate::ui::dialogs::list_words::{self, WordColumn};

/// Words of a column that mean nothing by themselves and that nothing is said of yet.
pub(super) fn unknown(seen: &ListSeen, mapping: &ProjectMapping, index: usize) -> usize {
    mapping.columns.get(index).map_or(0, |column| list_words::unknown(uses(seen, index), &column.words))
}

fn uses(seen: &ListSeen, index: usize) -> &[WordUse] {
    let words = seen.preview.as_ref().ok().and_then(|preview| preview.words.get(index));
    words.map(Vec::as_slice).unwrap_or_default()
}

/// The words of every column with choices that are no choice by themselves, each with what it stands for.
pub(super) fn words_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    let columns = mapping.columns.iter_mut().enumerate().filter_map(|(index, column)| {
        let field = column.field.filter(|field| Choices::all().has(*field))?;
        Some(WordColumn {
            index,
            title: format!("{} ({})", column.header, field_words(ctx, field)),
            uses: uses(seen, index),
            words: &mut column.words,
            choices: choices(ctx, field),
            empty: ctx.t("import-list-word-empty"),
        })
    });
    list_words::words_ui(ctx, ui, columns);
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
