//! The palette (Ctrl K): every action and everything that has a name, by typing a part of it.

use egui::text::LayoutJob;
use egui::{Align, Align2, Color32, Frame, Key, Margin, Modal, Modifiers, Role, ScrollArea, Sense, TextFormat, Ui};
use egui::{WidgetInfo, pos2, vec2};

use super::UiContext;
use super::data_tab::layers::camera_on;
use super::shell::{is_possible, shortcuts};
use super::theme::{colour, measure};
use super::widgets::{Icon, elided, focus_ring, font, icon, semibold_font, small};
use crate::model::{Language, Nis};
use crate::query::search::{self, Found, Hit, Via};
use crate::session::command::{
    CompareCommand, FilterCommand, GapsCommand, IndicatorCommand, MapCommand, PartnersCommand,
};
use crate::session::{Action, Command};
use crate::workspace::municipalities::fold;
use crate::workspace::{FeatureRef, GapsPage, Generations, PeerChoice, Selected, Tab};

/// Hits shown at most.
const HITS: usize = 12;
/// Municipalities that a comparison is offered for at most.
const COMPARISONS: usize = 3;
/// Actions shown beside hits at most.
const ACTIONS: usize = 6;
const WIDTH: f32 = 560.0;

/// What a row does.
#[derive(Clone, Debug)]
enum Row {
    Hit(Hit),
    /// Compares a municipality with those that are like it.
    Compare(Nis, String),
    Action(Action),
    /// Filters by the words typed.
    FilterText,
}

/// The palette's state while it is open.
#[derive(Debug, Default)]
pub struct CommandPalette {
    is_open: bool,
    has_focus: bool,
    words: String,
    position: usize,
    rows: Vec<Row>,
    made_for: Option<(String, Generations, Language, bool)>,
}

impl CommandPalette {
    /// Opens it, empty.
    pub fn open(&mut self) {
        *self = Self { is_open: true, ..Self::default() };
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws it, where it is open.
    pub fn palette_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        if !self.is_open {
            return;
        }
        self.search(ctx);
        let id = egui::Id::unique("palette");
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
        let frame = Frame::popup(&context.global_style())
            .fill(colour(ctx.theme.palette.panel))
            .inner_margin(Margin::same(12))
            .corner_radius(8);
        let modal = Modal::new(id).area(area).frame(frame).show(context, |ui| {
            let width = WIDTH.min(ui.ctx().content_rect().width() - 64.0);
            ui.set_width(width);
            self.keys(ctx, ui);
            self.field_ui(ctx, ui);
            if search::lacks_titles(ctx.workspace) {
                ui.label(small(ctx.theme, ctx.t("filter-text-indexing")));
            }
            ui.add_space(8.0);
            self.rows_ui(ctx, ui);
        });
        if modal.should_close() {
            self.is_open = false;
        }
    }

    /// Finds rows for the words, when words, data or language changed.
    fn search(&mut self, ctx: &UiContext<'_>) {
        // An index that comes later finds more.
        let has_index = ctx.results.likeness.search.is_some();
        let key = (self.words.clone(), ctx.workspace.generations, ctx.language(), has_index);
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        let wanted = fold(&self.words);
        let actions = Action::ALL.iter().copied().filter(|action| {
            *action != Action::Palette && is_possible(ctx, *action) && {
                let name = fold(&ctx.text.word("action", action.key()));
                wanted.split(' ').all(|word| name.contains(word))
            }
        });
        self.rows = if wanted.is_empty() {
            actions.map(Row::Action).collect()
        } else {
            let found =
                search::run(ctx.workspace, ctx.results.likeness.search.as_deref(), &self.words, ctx.language(), HITS);
            let towns = found.iter().filter_map(|hit| match hit.found {
                Found::Municipality(nis) => Some(nis),
                _ => None,
            });
            let towns: Vec<Nis> = towns.take(COMPARISONS).collect();
            let compared = towns.into_iter().map(|nis| {
                Row::Compare(nis, ctx.tw("compare-with-alike", &[("name", &ctx.workspace.municipalities.name(nis))]))
            });
            let actions = actions.take(ACTIONS).map(Row::Action);
            // What is not called so stands below what is, be that an action.
            let (named, others): (Vec<Hit>, Vec<Hit>) = found.iter().cloned().partition(|hit| hit.via.is_none());
            let rows = named.into_iter().map(Row::Hit).chain(compared).chain(actions);
            rows.chain(others.into_iter().map(Row::Hit)).chain([Row::FilterText]).collect()
        };
        self.position = 0;
        self.made_for = Some(key);
    }

    fn keys(&mut self, ctx: &UiContext<'_>, ui: &Ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = self.rows.len().saturating_sub(1);
        if pressed(Key::ArrowDown) {
            self.position = if self.position >= last { 0 } else { self.position + 1 };
        }
        if pressed(Key::ArrowUp) {
            self.position = if self.position == 0 { last } else { self.position - 1 };
        }
        if pressed(Key::Enter) {
            self.choose(ctx, self.position);
        }
    }

    fn field_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let name = ctx.t("shell-palette-hint");
        let field = egui::TextEdit::singleline(&mut self.words)
            .hint_text(&name)
            .desired_width(f32::INFINITY)
            .font(font(15.0))
            .margin(Margin { left: 30, right: 8, top: 8, bottom: 8 });
        let response = ui.add(field).accessible_name(name);
        let glass =
            egui::Rect::from_center_size(pos2(response.rect.left() + 16.0, response.rect.center().y), vec2(15.0, 15.0));
        icon::paint(ui.painter(), Icon::Search, glass, ctx.theme.soft());
        if !self.has_focus {
            response.request_focus();
            self.has_focus = true;
        }
    }

    fn rows_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let mut clicked = None;
        let height = (ui.ctx().content_rect().height() - 220.0).clamp(120.0, 460.0);
        // Few rows before must not leave room for few rows now.
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, row) in self.rows.iter().enumerate() {
                if row_ui(ctx, ui, row, &self.words, index == self.position) {
                    clicked = Some(index);
                }
            }
        });
        if let Some(index) = clicked {
            self.choose(ctx, index);
        }
    }

    fn choose(&mut self, ctx: &UiContext<'_>, index: usize) {
        let Some(row) = self.rows.get(index) else { return };
        match row {
            Row::Hit(hit) => show(ctx, &hit.found),
            Row::Compare(nis, _) => {
                ctx.send(CompareCommand::MakeOwn(*nis));
                ctx.send(CompareCommand::SetPeers(Some(PeerChoice::Similar)));
                ctx.send(Command::ShowTab(Tab::Compare));
            }
            Row::Action(action) => ctx.act(*action),
            Row::FilterText => ctx.send(FilterCommand::SetText(self.words.trim().to_owned())),
        }
        self.is_open = false;
    }
}

/// Shows what was found.
fn show(ctx: &UiContext<'_>, found: &Found) {
    let select = |selected| ctx.send(Command::Select(Some(selected)));
    match found {
        Found::Project(id) => select(Selected::Project(id.clone())),
        Found::Municipality(nis) => select(Selected::Municipality(*nis)),
        Found::Sensor(id) => select(Selected::Sensor(id.clone())),
        Found::Organisation(name) => {
            ctx.send(GapsCommand::Partners(PartnersCommand::SetDimension(None)));
            ctx.send(GapsCommand::Partners(PartnersCommand::SetOrganisation(Some(std::sync::Arc::clone(name)))));
            ctx.send(GapsCommand::SetPage(GapsPage::Partners));
            ctx.send(Command::ShowTab(Tab::Gaps));
            ctx.send(Command::Select(None));
        }
        Found::Place(place) => {
            show_place(ctx, place);
            select(Selected::Feature(place.clone()));
        }
        Found::Indicator(id) => {
            ctx.send(IndicatorCommand::SetIndicator(id.clone()));
            ctx.send(Command::ShowTab(Tab::Indicators));
        }
    }
}

/// Goes to the map, shows the layer of a place and looks at it.
fn show_place(ctx: &UiContext<'_>, place: &FeatureRef) {
    if ctx.view.map.hidden_layers.contains(&place.layer) {
        ctx.send(MapCommand::ToggleOwnLayer(std::sync::Arc::clone(&place.layer)));
    }
    let bounds = ctx.workspace.feature(place).and_then(|(_, feature)| feature.bounds());
    if let Some(camera) = bounds.and_then(|bounds| camera_on(&bounds)) {
        ctx.send(MapCommand::SetCamera(Some(camera)));
    }
    ctx.send(Command::ShowTab(Tab::Map));
}

/// A row; whether it was clicked.
fn row_ui(ctx: &UiContext<'_>, ui: &mut Ui, row: &Row, words: &str, is_current: bool) -> bool {
    let (title, detail, right) = match row {
        Row::Hit(hit) => (hit.title.clone(), detail_of(ctx, hit), kind_of(ctx, &hit.found)),
        Row::Action(action) => {
            (ctx.text.word("action", action.key()), String::new(), shortcuts::written(ui.ctx(), *action))
        }
        Row::Compare(_, words) => (words.clone(), String::new(), String::new()),
        Row::FilterText => (ctx.tw("shell-palette-filter", &[("text", words.trim())]), String::new(), String::new()),
    };
    let height = if detail.is_empty() { 32.0 } else { 44.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let name = if detail.is_empty() { title.clone() } else { format!("{title}, {detail}") };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &name));
    let palette = &ctx.theme.palette;
    if is_current || response.hovered() {
        let fill = if is_current { palette.accent_background } else { palette.hover };
        ui.painter().rect_filled(rect, f32::from(measure::RADIUS), colour(fill));
    }
    if is_current {
        response.scroll_to_me(None);
    }
    let soft = ctx.theme.soft();
    let remark = elided(ui, &right, font(measure::SMALL), soft, 160.0);
    let room = rect.width() - 32.0 - remark.size().x;
    let matches: &[(usize, usize)] = if let Row::Hit(hit) = row { &hit.matches } else { &[] };
    let line = highlighted(ui, &title, matches, ctx.theme.text(), room);
    let top = if detail.is_empty() { rect.center().y - line.size().y / 2.0 } else { rect.top() + 5.0 };
    ui.painter().galley(pos2(rect.left() + 10.0, top), line, ctx.theme.text());
    if !detail.is_empty() {
        let below = elided(ui, &detail, font(measure::SMALL), soft, room);
        ui.painter().galley(pos2(rect.left() + 10.0, rect.top() + 23.0), below, soft);
    }
    let at = pos2(rect.right() - 10.0 - remark.size().x, rect.center().y - remark.size().y / 2.0);
    ui.painter().galley(at, remark, soft);
    focus_ring(ui, ctx.theme, rect, &response);
    response.clicked()
}

/// The line below a hit: where it is, and how it was found where not by its name.
fn detail_of(ctx: &UiContext<'_>, hit: &Hit) -> String {
    let via = hit.via.as_ref().map(|via| match via {
        Via::Text => ctx.t("shell-via-text"),
        Via::Alike(word) => ctx.tw("shell-via-alike", &[("word", word)]),
        Via::Spelt(word) => ctx.tw("shell-via-spelt", &[("word", word)]),
    });
    let known = Some(hit.detail.clone()).filter(|detail| !detail.is_empty());
    known.into_iter().chain(via).collect::<Vec<_>>().join(" · ")
}

/// The title with what matched in semi-bold.
fn highlighted(
    ui: &Ui,
    title: &str,
    matches: &[(usize, usize)],
    tone: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::default();
    let plain =
        TextFormat { font_id: font(measure::TEXT), color: tone, valign: Align::Center, ..TextFormat::default() };
    let bold = TextFormat { font_id: semibold_font(measure::TEXT), ..plain.clone() };
    let mut done = 0;
    for &(from, until) in matches {
        if let (Some(before), Some(hit)) = (title.get(done..from), title.get(from..until)) {
            job.append(before, 0.0, plain.clone());
            job.append(hit, 0.0, bold.clone());
            done = until;
        }
    }
    job.append(title.get(done..).unwrap_or_default(), 0.0, plain);
    job.wrap.max_width = width;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().layout_job(job)
}

fn kind_of(ctx: &UiContext<'_>, found: &Found) -> String {
    ctx.t(match found {
        Found::Project(_) => "shell-found-project",
        Found::Municipality(_) => "shell-found-municipality",
        Found::Indicator(_) => "shell-found-indicator",
        Found::Sensor(_) => "shell-found-sensor",
        Found::Organisation(_) => "shell-found-organisation",
        Found::Place(_) => "shell-found-place",
    })
}
