//! The keyboard on the table: arrows, pages, ends, marking, copying, showing on the map.

use egui::{EventFilter, Id, Key, Modifiers};

use super::{ProjectsTab, project_at, show_on_map};
use crate::ui::UiContext;

/// Rows that Page Up and Page Down pass when the height is not known.
const PAGE_ROWS: isize = 20;

/// Takes the keys of the table while it has the focus.
pub fn take(tab: &mut ProjectsTab, ctx: &UiContext<'_>, ui: &egui::Ui, id: Id) {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let last = isize::try_from(ctx.results.table.len()).unwrap_or(isize::MAX);
    for (key, by) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, PAGE_ROWS),
        (Key::PageUp, -PAGE_ROWS),
        (Key::End, last),
        (Key::Home, -last),
    ] {
        if pressed(Modifiers::SHIFT, key) {
            let from = tab.position().unwrap_or(0);
            tab.step(ctx, by);
            mark_between(tab, from, tab.scroll_to.unwrap_or(from));
        } else if pressed(Modifiers::NONE, key) {
            tab.marked.clear();
            tab.anchor = None;
            tab.step(ctx, by);
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        tab.marked.set(0..ctx.results.table.len());
    }
    if pressed(Modifiers::NONE, Key::Enter)
        && let Some(project) = tab.position().and_then(|position| project_at(ctx, position))
    {
        show_on_map(ctx, project);
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        tab.marked.clear();
    }
    if ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy))) {
        tab.copy(ctx, ui, false);
    }
}

/// Marks every row from the anchor (or `from`) to `to`.
pub fn mark_between(tab: &mut ProjectsTab, from: usize, to: usize) {
    let anchor = *tab.anchor.get_or_insert(from);
    tab.marked.set(anchor.min(to)..anchor.max(to) + 1);
}
