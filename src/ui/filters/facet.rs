//! One facet: heading, choices, and for long ones a search and the rest behind "nog n…".

use egui::{ScrollArea, Ui};

use super::words::choice_name;
use crate::model::{Dimension, Status};
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::widgets::{FacetRow, facet_row, link, search_field, section_header};
use crate::workspace::municipalities::fold;

/// Choices shown before "nog n…".
const SHOWN: usize = 7;
/// Rows of a long list that scrolls within itself.
const SCROLLED_ROWS: f32 = 12.0;

/// A choice with its count.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it switches.
    pub toggle: Toggle,
    /// How many projects it would give.
    pub count: u32,
}

/// How a facet looks.
#[derive(Clone, Copy, Debug)]
pub struct FacetLook {
    /// Identifier of the facet, for what is remembered about it.
    pub id: &'static str,
    /// Text key of the heading.
    pub title: &'static str,
    /// Text key of a remark beside the heading, while nothing is chosen; empty for none.
    pub remark: &'static str,
    /// Open before anybody touched it.
    pub is_open: bool,
    /// Whether a bar shows the share of each choice.
    pub has_bars: bool,
    /// Whether it can be long: then it has a search field and shows a few at first.
    pub is_long: bool,
}

/// Draws the facet. `choices` is asked for only while it is open; `chosen_count` stands in the heading.
pub fn facet_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    look: FacetLook,
    chosen_count: usize,
    choices: impl FnOnce() -> Vec<Choice>,
) {
    let right = if chosen_count > 0 {
        ctx.tn("filter-chosen", u32::try_from(chosen_count).unwrap_or(u32::MAX))
    } else if look.remark.is_empty() {
        String::new()
    } else {
        ctx.t(look.remark)
    };
    let is_open = section_header(ui, ctx.theme, look.id, &ctx.t(look.title), &right, look.is_open);
    if !is_open {
        return;
    }
    let choices = choices();
    let max = choices.iter().map(|choice| choice.count).max().unwrap_or(0);
    if choices.is_empty() {
        ui.label(crate::ui::widgets::small(ctx.theme, ctx.t("filter-no-choices")));
    } else if look.is_long {
        long_ui(ctx, ui, look, &choices, max);
    } else {
        for choice in &choices {
            choice_ui(ctx, ui, choice, max, look.has_bars);
        }
    }
    ui.add_space(8.0);
}

/// A long facet: what is chosen first, then the greatest; all of them behind a link, with a search.
fn long_ui(ctx: &UiContext<'_>, ui: &mut Ui, look: FacetLook, choices: &[Choice], max: u32) {
    let filter = &ctx.view.filter;
    let expanded_id = egui::Id::unique(("facet-expanded", look.id));
    let words_id = egui::Id::unique(("facet-words", look.id));
    let is_expanded = ui.data_mut(|data| *data.get_temp_mut_or(expanded_id, false));
    let (chosen, others): (Vec<&Choice>, Vec<&Choice>) = choices.iter().partition(|choice| choice.toggle.is_on(filter));
    if !is_expanded {
        let others_shown = SHOWN.saturating_sub(chosen.len()).max(3);
        for choice in chosen.iter().chain(others.iter().take(others_shown)) {
            choice_ui(ctx, ui, choice, max, look.has_bars);
        }
        let hidden = others.len().saturating_sub(others_shown);
        ui.add_space(4.0);
        if hidden > 0 && link(ui, ctx.theme, &ctx.tn("filter-more", hidden as u32)).clicked() {
            ui.data_mut(|data| data.insert_temp(expanded_id, true));
        }
        return;
    }
    let mut words = ui.data_mut(|data| data.get_temp::<String>(words_id)).unwrap_or_default();
    let name = ctx.tw("filter-search-in", &[("facet", &ctx.t(look.title))]);
    if search_field(ui, ctx.theme, &mut words, &name, &ctx.t("filter-clear-search")).changed() {
        ui.data_mut(|data| data.insert_temp(words_id, words.clone()));
    }
    let wanted = fold(&words);
    let shown: Vec<&Choice> = chosen
        .into_iter()
        .chain(others)
        .filter(|choice| wanted.is_empty() || fold(&choice_name(ctx, &choice.toggle)).contains(&wanted))
        .collect();
    let row_height = crate::ui::widgets::FACET_ROW_HEIGHT;
    let spacing = ui.spacing().item_spacing.y;
    ScrollArea::vertical()
        .id_salt(look.id)
        .max_height(SCROLLED_ROWS * (row_height + spacing))
        .auto_shrink([false, true])
        .show_rows(ui, row_height, shown.len(), |ui, range| {
            for choice in shown.get(range).unwrap_or_default() {
                choice_ui(ctx, ui, choice, max, look.has_bars);
            }
        });
    ui.add_space(4.0);
    if link(ui, ctx.theme, &ctx.t("filter-fewer")).clicked() {
        ui.data_mut(|data| data.insert_temp(expanded_id, false));
    }
}

/// One choice; a click switches it.
pub fn choice_ui(ctx: &UiContext<'_>, ui: &mut Ui, choice: &Choice, max: u32, has_bar: bool) {
    let name = choice_name(ctx, &choice.toggle);
    let count = ctx.text.integer(choice.count);
    let (dimension, status) = signs(&choice.toggle);
    let row = FacetRow {
        name: &name,
        count: &count,
        is_on: choice.toggle.is_on(&ctx.view.filter),
        share: has_bar.then(|| choice.count as f32 / max.max(1) as f32),
        dimension,
        status,
        is_empty: choice.count == 0,
    };
    let response = ui.push_id(choice_id(&choice.toggle), |ui| facet_row(ui, ctx.theme, &row)).inner;
    if response.clicked() {
        ctx.send(FilterCommand::Toggle(choice.toggle.clone()));
    }
}

/// An identifier that stays with a choice while the list moves, so that the keyboard's focus does too.
fn choice_id(toggle: &Toggle) -> String {
    format!("{toggle:?}")
}

const fn signs(toggle: &Toggle) -> (Option<Dimension>, Option<Status>) {
    match toggle {
        Toggle::Dimension(dimension) => (Some(*dimension), None),
        Toggle::Status(status) => (None, Some(*status)),
        _ => (None, None),
    }
}
