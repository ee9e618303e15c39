//! What dialogs share: a list to choose from, a named field.

use egui::{Align, Layout, Ui, vec2};

use crate::formats::crs::Crs;
use crate::jobs::list::{Survey, hidden_words, rows_words, system_words, told_places};
use crate::jobs::table::SourceDraft;
use crate::session::command::FileCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Tone};

/// What is told of projects that would be written over others: nobody wants that unseen.
const OVERWRITES: &str = "import-list-strangers";

/// Width of the names of fields in points.
const NAME_WIDTH: f32 = 196.0;

/// A list of exclusive choices; gives the one clicked. `name` is what it chooses, for those who don't see it.
pub(in crate::ui::dialogs) fn choice_ui<T: Clone + PartialEq>(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    look: (impl std::hash::Hash + std::fmt::Debug, &str, f32),
    chosen: &T,
    choices: &[(T, String)],
) -> Option<T> {
    widgets::choice(ui, ctx.theme, look, chosen, choices)
}

/// A name with a field beside it.
pub(in crate::ui::dialogs) fn field_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(NAME_WIDTH, 28.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(NAME_WIDTH);
            ui.label(widgets::soft(ctx.theme, ctx.t(key)));
        });
        contents(ui);
    });
}

/// A field for text of a width.
pub(in crate::ui::dialogs) fn text_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) {
    ui.allocate_ui(vec2(width, 28.0), |ui| {
        ui.set_width(width);
        widgets::text_field(ui, text, name, hint);
    });
}

/// Whether one of these jobs runs.
pub(in crate::ui::dialogs) fn is_running(ctx: &UiContext<'_>, jobs: &[&str]) -> bool {
    ctx.status.jobs.values().any(|job| jobs.contains(&job.key))
}

/// Stops what runs of these jobs.
pub(in crate::ui::dialogs) fn stop(ctx: &UiContext<'_>, jobs: &[&str]) {
    for (job, running) in &ctx.status.jobs {
        if jobs.contains(&running.key) {
            ctx.send(FileCommand::Cancel(*job));
        }
    }
}

/// That one of these jobs runs, and the way to stop it.
pub(in crate::ui::dialogs) fn reading_ui(ctx: &UiContext<'_>, ui: &mut Ui, jobs: &[&str]) {
    let running = ctx.status.jobs.values().find(|job| jobs.contains(&job.key));
    let words = ctx.t(match running.map(|job| job.key) {
        Some("job-compose") => "reports-composing",
        Some(key) if key.starts_with("job-import-") => "import-writing",
        _ => "import-reading",
    });
    let spinner = |ui: &mut Ui| {
        ui.add(egui::Spinner::new().size(16.0).color(ctx.theme.accent()));
    };
    let label = |ui: &mut Ui| {
        ui.label(widgets::soft(ctx.theme, &words));
    };
    let link = |ui: &mut Ui| {
        if widgets::link(ui, ctx.theme, &ctx.t("import-stop")).clicked() {
            stop(ctx, jobs);
        }
    };
    ui.horizontal(|ui| {
        let mut parts: [&dyn Fn(&mut Ui); 3] = [&spinner, &label, &link];
        if ui.layout().prefer_right_to_left() {
            // So that it reads the same.
            parts.reverse();
        }
        for part in parts {
            part(ui);
        }
    });
}

/// The heading above a table that was read: how many rows it has.
pub(in crate::ui::dialogs) fn rows_header_ui(ctx: &UiContext<'_>, ui: &mut Ui, row_count: u64) {
    let rows = i64::try_from(row_count).unwrap_or(i64::MAX);
    let remark = ctx.text.with("import-rows", &[("n", rows.into()), ("shown", ctx.text.integer(rows).into())]);
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-table"), &remark);
}

/// Which sheet of several is read, those that are hidden marked so; gives the one clicked.
pub(in crate::ui::dialogs) fn sheet_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    (sheets, hidden): (&[String], &[String]),
    chosen: Option<&str>,
) -> Option<String> {
    let first = sheets.first().filter(|_| sheets.len() > 1)?;
    let shown = |name: &String| {
        if hidden.contains(name) { ctx.tw("import-sheet-hidden", &[("name", name)]) } else { name.clone() }
    };
    let choices: Vec<(String, String)> = sheets.iter().map(|name| (name.clone(), shown(name))).collect();
    let chosen = chosen.unwrap_or(first).to_owned();
    let name = ctx.t("import-sheet");
    ui.label(widgets::soft(ctx.theme, &name));
    let clicked = choice_ui(ctx, ui, ("sheet", &name, 170.0), &chosen, &choices);
    if let Some(words) = hidden_words(ctx.text, hidden, Some(&chosen)) {
        ui.label(widgets::small(ctx.theme, words));
    }
    ui.add_space(8.0);
    clicked
}

/// Which row has the headers, 0 for none; gives the one clicked, with its cells.
pub(in crate::ui::dialogs) fn header_row_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    grid: &[(u64, Vec<String>)],
    chosen: u64,
) -> Option<(u64, Vec<String>)> {
    const ROWS: usize = 40;
    let name = ctx.t("import-header-row");
    let none = std::iter::once((0, ctx.t("import-no-header")));
    let rows = grid.iter().take(ROWS).map(|(number, _)| (*number, ctx.text.integer(*number)));
    let choices: Vec<(u64, String)> = none.chain(rows).collect();
    ui.label(widgets::soft(ctx.theme, &name));
    let clicked = choice_ui(ctx, ui, ("header-row", &name, 70.0), &chosen, &choices);
    ui.add_space(8.0);
    let cells = |row: u64| grid.iter().find(|(number, _)| *number == row).map(|(_, cells)| cells.clone());
    clicked.map(|row| (row, cells(row).unwrap_or_default()))
}

/// The reference system of coordinates or shapes.
pub(in crate::ui::dialogs) fn crs_ui(ctx: &UiContext<'_>, ui: &mut Ui, crs: &mut Option<String>) {
    let name = ctx.t("import-list-crs");
    let found_out = std::iter::once((None, ctx.t("import-list-crs-auto")));
    let systems = Crs::ALL.map(|system| (Some(system.to_string()), system_words(ctx.text, system)));
    let choices: Vec<(Option<String>, String)> = found_out.chain(systems).collect();
    ui.label(widgets::soft(ctx.theme, &name));
    if let Some(chosen) = choice_ui(ctx, ui, ("crs", &name, 210.0), crs, &choices) {
        *crs = chosen;
    }
    ui.add_space(8.0);
}

/// Rows that lie amiss, and the reference system by which they would not, to be taken with a click.
pub(in crate::ui::dialogs) fn places_ui(ctx: &UiContext<'_>, ui: &mut Ui, survey: &Survey, crs: &mut Option<String>) {
    let said = told_places(survey).map(|(key, rows)| rows_words(ctx.text, key, rows));
    let offered = survey.offer.map(|system| (system, system_words(ctx.text, system)));
    let offer = offered.iter().map(|(_, name)| ctx.tw("import-places-offer", &[("system", name)]));
    let said: Vec<String> = said.chain(offer).collect();
    if said.is_empty() {
        return;
    }
    widgets::note(ui, ctx.theme, Tone::Warning, &said.join("\n"));
    ui.add_space(4.0);
    if let Some((system, name)) = offered {
        if widgets::secondary_button(ui, ctx.theme, &ctx.tw("import-places-read-as", &[("system", &name)])).clicked() {
            *crs = Some(system.to_string());
        }
        ui.add_space(4.0);
    }
}

/// Under which name a list is kept, with what that means, and who made it.
pub(in crate::ui::dialogs) fn source_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    help: &str,
    list: &mut String,
    source: &mut SourceDraft,
) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-source"), "");
    field_ui(ctx, ui, "import-list-name", |ui| {
        text_ui(ui, list, &ctx.t("import-list-name"), "", 320.0);
    });
    parts::remark(ctx, ui, ctx.t(help));
    origin_ui(ctx, ui, source);
}

/// Who made a file, under which licence, of when.
pub(in crate::ui::dialogs) fn origin_ui(ctx: &UiContext<'_>, ui: &mut Ui, source: &mut SourceDraft) {
    field_ui(ctx, ui, "import-attribution", |ui| {
        text_ui(ui, &mut source.attribution, &ctx.t("import-attribution"), "", 320.0);
    });
    field_ui(ctx, ui, "import-licence", |ui| {
        text_ui(ui, &mut source.licence, &ctx.t("import-licence"), &ctx.t("import-licence-hint"), 200.0);
        text_ui(ui, &mut source.date, &ctx.t("import-date"), &ctx.t("import-date-hint"), 128.0);
    });
}

/// Counts with their names below; those marked are warnings.
pub(in crate::ui::dialogs) fn counts_ui(ctx: &UiContext<'_>, ui: &mut Ui, counts: &[(&'static str, u64, bool)]) {
    ui.horizontal_wrapped(|ui| {
        for (key, count, is_warning) in counts {
            ui.vertical(|ui| {
                ui.set_width(128.0);
                let tone = if *is_warning { colour(ctx.theme.palette.warning) } else { ctx.theme.text() };
                let number = egui::RichText::new(ctx.text.integer(*count)).font(widgets::semibold_font(measure::TITLE));
                ui.label(number.color(tone));
                ui.label(widgets::small(ctx.theme, ctx.t(key)));
            });
        }
    });
    ui.add_space(6.0);
}

/// What was left out, and what was done beyond reading.
pub(in crate::ui::dialogs) fn told_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    told: impl Iterator<Item = (&'static str, u64)>,
    detected_crs: Option<String>,
) {
    for (key, count) in told {
        let words = ctx.tn(key, u32::try_from(count).unwrap_or(u32::MAX));
        if key == OVERWRITES {
            widgets::note(ui, ctx.theme, Tone::Warning, &words);
            ui.add_space(4.0);
        } else {
            parts::remark(ctx, ui, words);
        }
    }
    if let Some(crs) = detected_crs {
        parts::remark(ctx, ui, ctx.tw("import-list-found-crs", &[("crs", &crs)]));
    }
}
