//! The line under the table: what a column holds in figures, of the marked rows or of all.

use std::sync::Arc;

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::marks::Marks;
use super::words;
use crate::jobs::Waker;
use crate::jobs::derived::{Derived, UnderWay};
use crate::model::{Dimension, Language, ProjectKind, Status};
use crate::query::statistics::{self, Amounts, ColumnStatistics, Entry};
use crate::session::command::TableCommand;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets;
use crate::workspace::ProjectColumn;

/// Height of the line in points, with the space above it.
pub const HEIGHT: f32 = 50.0;

/// Between two figures.
const SEPARATOR: &str = " · ";

/// Width of the choice of a column.
const CHOICE_WIDTH: f32 = 150.0;

/// What the figures are made of: the table, which of its rows are marked, the column, the language.
#[derive(Clone, Debug)]
struct Key {
    table: Arc<Vec<u32>>,
    marks: u64,
    projects: u64,
    column: ProjectColumn,
    language: Language,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
            && (self.marks, self.projects, self.column, self.language)
                == (other.marks, other.projects, other.column, other.language)
    }
}

/// The line's state.
#[derive(Debug, Default)]
pub struct StatisticsLine {
    found: Derived<Key, ColumnStatistics>,
}

impl StatisticsLine {
    /// Draws it: the choice of a column, and what it holds.
    pub fn line_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, marks: &Marks) {
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), ctx.theme.line());
        ui.add_space(6.0);
        let room = vec2(ui.available_width(), HEIGHT - 10.0);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            choice_ui(ctx, ui);
            let Some(column) = ctx.view.table.statistics else { return };
            self.follow(ctx, ui, marks, column);
            if let Some(found) = self.found.value_of(|key| key.column == column) {
                said_ui(ctx, ui, &said(ctx, column, found, marks.is_empty()));
            }
        });
    }

    /// Asks again where the table, its marks or the column changed.
    fn follow(&mut self, ctx: &UiContext<'_>, ui: &Ui, marks: &Marks, column: ProjectColumn) {
        self.found.take();
        let table = Arc::clone(&ctx.results.table);
        let projects = ctx.workspace.generations.projects;
        let key = Key { table, marks: marks.version(), projects, column, language: ctx.language() };
        if !self.found.needs(&key) {
            return;
        }
        let row_count = if marks.is_empty() { key.table.len() } else { marks.len() };
        let (workspace, marks, table) = (ctx.workspace.clone(), marks.clone(), Arc::clone(&key.table));
        let (context, language) = (ui.ctx().clone(), key.language);
        let waker: Waker = Arc::new(move || context.request_repaint());
        self.found.follow(key, row_count, &waker, move |_| {
            let marked: Vec<u32>;
            let rows = if marks.is_empty() {
                table.as_slice()
            } else {
                marked = marks.iter().filter_map(|position| table.get(position).copied()).collect();
                &marked
            };
            statistics::run(&workspace.projects, &workspace.municipalities, rows, column, language)
        });
    }
}

/// The figures in two lines at most, broken between them only; all of them on hover.
fn said_ui(ctx: &UiContext<'_>, ui: &mut Ui, parts: &[String]) {
    let room = ui.available_size();
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let font = || widgets::font(measure::SMALL);
    let width = |words: &str| ui.painter().layout_no_wrap(words.to_owned(), font(), ctx.theme.soft()).size().x;
    let fitting = (1..=parts.len()).rev().find(|count| width(&parts[..*count].join(SEPARATOR)) <= room.x);
    let (first, second) = parts.split_at(fitting.unwrap_or(parts.len()));
    let lines = [first, second].into_iter().filter(|line| !line.is_empty()).map(|line| line.join(SEPARATOR));
    let lines: Vec<_> = lines.map(|line| widgets::elided(ui, &line, font(), ctx.theme.soft(), room.x)).collect();
    let mut top = rect.center().y - lines.iter().map(|line| line.size().y).sum::<f32>() / 2.0;
    for line in lines {
        let height = line.size().y;
        ui.painter().galley(pos2(rect.left(), top), line, ctx.theme.soft());
        top += height;
    }
    let said = parts.join(SEPARATOR);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(said);
}

fn choice_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let name = ctx.t("projects-statistics");
    ui.label(widgets::small(ctx.theme, &name));
    let none = (None, ctx.t("projects-statistics-none"));
    let columns = ProjectColumn::ALL.iter().map(|column| (Some(*column), ctx.text.word("column", column.key())));
    let choices: Vec<(Option<ProjectColumn>, String)> = std::iter::once(none).chain(columns).collect();
    let look = ("statistics", name.as_str(), CHOICE_WIDTH);
    if let Some(column) = widgets::choice(ui, ctx.theme, look, &ctx.view.table.statistics, &choices) {
        ctx.send(TableCommand::SetStatistics(column));
    }
    ui.add_space(8.0);
}

/// The figures in words; what does not occur is not told.
fn said(ctx: &UiContext<'_>, column: ProjectColumn, found: &ColumnStatistics, is_all: bool) -> Vec<String> {
    let count = |key: &str, n: u32| ctx.tn(key, n);
    let mut parts: Vec<String> = found.amounts.as_ref().map(|amounts| amounts_said(ctx, amounts)).unwrap_or_default();
    if let Some((first, last)) = found.years {
        let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
        parts.push(ctx.tw("projects-statistics-years", &[("years", &years)]));
    }
    if found.distinct_count > 0 {
        parts.push(count("projects-statistics-distinct", found.distinct_count));
    }
    // Where every entry occurs once, which come first means nothing.
    if found.most.first().is_some_and(|(_, count)| *count > 1) {
        let named = found
            .most
            .iter()
            .map(|(entry, count)| format!("{} {}", entry_words(ctx, column, entry), ctx.text.integer(*count)));
        let most = named.collect::<Vec<_>>().join(", ");
        parts.push(ctx.tw("projects-statistics-most", &[("most", &most)]));
    }
    parts.push(count(if is_all { "projects-statistics-all" } else { "projects-statistics-marked" }, found.row_count));
    let besides = [
        ("projects-statistics-filled", found.filled_count),
        ("projects-statistics-empty", found.row_count - found.filled_count),
        ("projects-statistics-consortium", found.consortium_count),
        ("projects-statistics-programmes", found.programme_count),
    ];
    parts.extend(besides.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n)));
    parts
}

fn amounts_said(ctx: &UiContext<'_>, amounts: &Amounts) -> Vec<String> {
    let euro = |eur: f64| format!("€\u{a0}{}", ctx.text.number(eur, 0));
    let mut said = vec![ctx.tw("projects-statistics-sum", &[("amount", &euro(amounts.sum))])];
    if amounts.count > 1 {
        for (key, eur) in [("projects-statistics-mean", amounts.mean), ("projects-statistics-median", amounts.median)] {
            said.push(ctx.tw(key, &[("amount", &euro(eur))]));
        }
        let (least, greatest) = (euro(amounts.least), euro(amounts.greatest));
        said.push(ctx.tw("projects-statistics-range", &[("least", &least), ("greatest", &greatest)]));
    }
    said
}

fn entry_words(ctx: &UiContext<'_>, column: ProjectColumn, entry: &Entry) -> String {
    let text = ctx.text;
    match (column, entry) {
        (ProjectColumn::Kind, Entry::Choice(index)) => {
            ProjectKind::ALL.get(*index).map(|kind| words::kind(text, *kind)).unwrap_or_default()
        }
        (ProjectColumn::Status, Entry::Choice(index)) => {
            Status::ALL.get(*index).map(|status| text.word("status", status.key())).unwrap_or_default()
        }
        (_, Entry::Choice(index)) => {
            Dimension::ALL.get(*index).map(|dimension| text.word("dimension", dimension.key())).unwrap_or_default()
        }
        (_, Entry::Area(number)) => text.word("working-area", &number.to_string()),
        (_, Entry::Municipality(nis)) => ctx.workspace.municipalities.name(*nis),
        (ProjectColumn::Source, Entry::Words(words)) => {
            let known = ctx.workspace.sources.iter().find(|source| *source.id == **words);
            known.map_or_else(|| words.to_string(), |source| source.title.to_string())
        }
        (_, Entry::Words(words)) => words.to_string(),
    }
}
