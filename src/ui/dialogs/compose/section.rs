//! One section of the report: heading, text, what it shows, where it stands.

use egui::{Align, DragValue, Label, Layout, TextEdit, Ui};

use crate::query::filter_words;
use crate::session::Command;
use crate::session::command::ReportCommand;
use crate::ui::UiContext;
use crate::ui::widgets::{Icon, icon_button, link, small, soft, sub_header, text_field, toggle};
use crate::workspace::report::MOST_ROWS;
use crate::workspace::{ReportPart, ReportSection};

/// What is done with a section besides writing in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It changes places with the one there.
    MoveTo(usize),
    /// It is taken away.
    Remove,
    /// The window goes to its view.
    Gone,
}

/// Draws the section `(position, count)`.
pub(super) fn section_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    section: &mut ReportSection,
    (position, count): (usize, usize),
) -> Option<Done> {
    let mut done = None;
    ui.horizontal(|ui| {
        ui.label(soft(ctx.theme, ctx.t("reports-field-heading")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            done = place_ui(ctx, ui, (position, count));
        });
    });
    if text_field(ui, &mut section.heading, &ctx.t("reports-field-heading"), "").lost_focus() {
        ctx.send(ReportCommand::Keep);
    }
    ui.add_space(4.0);
    ui.label(soft(ctx.theme, ctx.t("reports-field-text")));
    let text = TextEdit::multiline(&mut section.text)
        .hint_text(ctx.t("reports-hint-text"))
        .desired_rows(5)
        .desired_width(ui.available_width())
        .margin(egui::Margin::symmetric(8, 5));
    if ui.add(text).accessible_name(ctx.t("reports-field-text")).lost_focus() {
        ctx.send(ReportCommand::Keep);
    }
    shown_ui(ctx, ui, section);
    let view = view_ui(ctx, ui, section);
    done.or(view)
}

fn place_ui(ctx: &UiContext<'_>, ui: &mut Ui, (position, count): (usize, usize)) -> Option<Done> {
    let mut done = None;
    if icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("reports-remove")).clicked() {
        done = Some(Done::Remove);
    }
    let mut moves = |ui: &mut Ui, icon: Icon, key: &str, to: Option<usize>| {
        ui.add_enabled_ui(to.is_some(), |ui| {
            if icon_button(ui, ctx.theme, icon, &ctx.t(key)).clicked() {
                done = to.map(Done::MoveTo);
            }
        });
    };
    moves(ui, Icon::ChevronDown, "reports-move-down", Some(position + 1).filter(|to| *to < count));
    moves(ui, Icon::ChevronUp, "reports-move-up", position.checked_sub(1));
    done
}

fn shown_ui(ctx: &UiContext<'_>, ui: &mut Ui, section: &mut ReportSection) {
    sub_header(ui, ctx.theme, &ctx.t("reports-shown"), "");
    ui.columns(3, |columns| {
        for (index, part) in ReportPart::ALL.iter().enumerate() {
            let Some(column) = columns.get_mut(index % 3) else { continue };
            let is_on = section.shown.contains(part);
            if toggle(column, ctx.theme, is_on, &ctx.text.word("reports-part", part.key())).clicked() {
                switch(&mut section.shown, *part);
            }
        }
    });
    if section.shown.contains(&ReportPart::Projects) {
        ui.horizontal(|ui| {
            let name = ctx.t("reports-rows");
            ui.label(soft(ctx.theme, &name));
            ui.add(DragValue::new(&mut section.row_limit).range(1..=MOST_ROWS)).accessible_name(name);
            ui.label(small(ctx.theme, ctx.t("reports-rows-tip")));
        });
    }
}

/// Parts are shown in their own order, whichever was chosen first.
fn switch(shown: &mut Vec<ReportPart>, part: ReportPart) {
    if shown.contains(&part) {
        shown.retain(|one| *one != part);
    } else {
        shown.push(part);
        shown.sort_by_key(|one| ReportPart::ALL.iter().position(|known| known == one));
    }
}

fn view_ui(ctx: &UiContext<'_>, ui: &mut Ui, section: &mut ReportSection) -> Option<Done> {
    let parts = filter_words::parts(&section.view.filter, &ctx.workspace.municipalities, ctx.text);
    let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
    let words = if words.is_empty() { ctx.t("reports-unfiltered") } else { words.join(" · ") };
    ui.add_space(4.0);
    ui.add(Label::new(small(ctx.theme, ctx.tw("reports-filter", &[("filter", &words)]))).wrap());
    let mut done = None;
    ui.horizontal(|ui| {
        if link(ui, ctx.theme, &ctx.t("reports-go-to-view")).clicked() {
            ctx.send(Command::SetView(Box::new(section.view.clone())));
            done = Some(Done::Gone);
        }
        ui.add_space(10.0);
        if section.view != *ctx.view && link(ui, ctx.theme, &ctx.t("reports-take-view")).clicked() {
            section.view = ctx.view.clone();
        }
    });
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_order_whichever_was_chosen_first() {
        let mut shown = vec![ReportPart::Gaps];
        switch(&mut shown, ReportPart::Map);
        switch(&mut shown, ReportPart::Projects);
        assert_eq!(shown, [ReportPart::Map, ReportPart::Projects, ReportPart::Gaps]);
        switch(&mut shown, ReportPart::Projects);
        assert_eq!(shown, [ReportPart::Map, ReportPart::Gaps]);
    }
}
