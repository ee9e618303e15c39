//! Where a record comes from: data set, licence, attribution, record, one click away.

use egui::Ui;

use crate::model::Project;
use crate::ui::UiContext;
use crate::ui::widgets::{Tone, badge, key_value, section_header};

/// The record's provenance behind a heading.
pub fn provenance_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    let provenance = &project.provenance;
    ui.add_space(4.0);
    if !section_header(ui, ctx.theme, "provenance", &ctx.t("inspector-provenance"), "", false) {
        return;
    }
    data_set_ui(ctx, ui, &provenance.dataset);
    let confidence = confidence_words(ctx, &provenance.confidence);
    for (key, value) in [
        ("inspector-provenance-record", &*project.record),
        ("inspector-provenance-cited", &*provenance.cited),
        ("inspector-provenance-confidence", &confidence),
        ("inspector-provenance-note", &*provenance.note),
    ] {
        if !value.is_empty() {
            key_value(ui, ctx.theme, &ctx.t(key), value, false);
        }
    }
}

/// How sure a record is: in the language where the words are the bundled inventory's own, else as they stand.
pub fn confidence_words(ctx: &UiContext<'_>, words: &str) -> String {
    match words {
        "seen in a source" => ctx.t("inspector-confidence-seen"),
        "seen in a source (exact address not kept)" => ctx.t("inspector-confidence-seen-somewhere"),
        "seen in a source (weak)" => ctx.t("inspector-confidence-weak"),
        _ => words.to_owned(),
    }
}

/// A data set: title, licence, attribution, origin, date.
pub fn data_set_ui(ctx: &UiContext<'_>, ui: &mut Ui, id: &str) {
    let Some(source) = ctx.workspace.sources.iter().find(|source| &*source.id == id) else {
        key_value(ui, ctx.theme, &ctx.t("inspector-provenance-dataset"), id, false);
        return;
    };
    if source.is_simulated {
        badge(ui, ctx.theme, Tone::Warning, &ctx.t("inspector-simulated"));
    }
    for (key, value) in [
        ("inspector-provenance-dataset", &source.title),
        ("inspector-provenance-licence", &source.licence),
        ("inspector-provenance-attribution", &source.attribution),
        ("inspector-provenance-origin", &source.origin),
    ] {
        if !value.is_empty() {
            key_value(ui, ctx.theme, &ctx.t(key), value, false);
        }
    }
    if let Some(date) = &source.date {
        key_value(ui, ctx.theme, &ctx.t("inspector-provenance-date"), date, false);
    }
}
