//! Adding a feed: an address is tried, what it gave is shown (protocol, places, properties with their units, what could
//! not be read), then it is stored.

mod answer;
mod small_map;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{ComboBox, Key, RichText, ScrollArea, Ui, vec2};

use self::small_map::SmallMap;
use crate::jobs;
use crate::model::{Feed, FeedId, Localized, Protocol};
use crate::session::command::{FeedCommand, FileCommand};
use crate::session::results::Recognised;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::sensors_tab::words;
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Icon, Tone};

/// Widest dialog in points.
const WIDTH: f32 = 720.0;

/// The dialog's state.
#[derive(Debug, Default)]
pub struct AddFeedDialog {
    address: String,
    key_name: String,
    /// Protocol to read it by; `None` = it is found out.
    protocol: Option<Protocol>,
    /// Settings of the protocol, key and value.
    options: Vec<(String, String)>,
    is_advanced: bool,
    has_focus: bool,
    /// The answer that name and history were made for.
    seen: Option<Arc<Recognised>>,
    name: String,
    is_name_own: bool,
    history_days: u32,
    map: SmallMap,
}

impl AddFeedDialog {
    /// Opens it, without what was tried before.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        ctx.send(FeedCommand::ForgetRecognised);
        Self::default()
    }

    /// Draws it; whether it is over.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> bool {
        self.take_answer(ctx);
        let modal = widgets::dialog(context, egui::Id::unique("add-feed-dialog"), WIDTH, |ui| {
            let screen = ui.ctx().content_rect().size();
            ui.label(RichText::new(ctx.t("sensors-add-title")).font(widgets::semibold_font(measure::TITLE)));
            ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t("sensors-add-help"))).wrap());
            ui.add_space(12.0);
            let height = (screen.y - 220.0).max(160.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                // The scroll bar lies over the edge.
                ui.set_max_width(ui.available_width() - 10.0);
                self.contents_ui(ctx, ui);
            });
            ui.add_space(14.0);
            self.buttons_ui(ctx, ui)
        });
        let is_over = modal.inner || modal.should_close();
        if is_over {
            stop(ctx);
            ctx.send(FeedCommand::ForgetRecognised);
        }
        is_over
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.address_ui(ctx, ui);
        self.advanced_ui(ctx, ui);
        ui.add_space(8.0);
        if is_running(ctx) {
            ui.horizontal(|ui| {
                ui.add(egui::Spinner::new().size(16.0).color(ctx.theme.accent()));
                ui.label(ctx.t("sensors-add-testing"));
                if widgets::link(ui, ctx.theme, &ctx.t("sensors-stop")).clicked() {
                    stop(ctx);
                }
            });
        } else if let Some(error) = &ctx.results.feeds.recognise_error {
            failure_ui(ctx, ui, error);
        } else if let Some(recognised) = self.seen.clone() {
            self.answer_ui(ctx, ui, &recognised);
        }
    }

    fn address_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let test = ctx.t("sensors-add-test");
        let width = parts::button_width(ui, &test);
        let mut is_wanted = false;
        ui.horizontal(|ui| {
            let room = ui.available_width() - width - 14.0;
            let hint = ctx.t("sensors-add-hint");
            let field = ui.allocate_ui(vec2(room, 28.0), |ui| {
                ui.set_width(room);
                widgets::text_field(ui, &mut self.address, &ctx.t("sensors-address"), &hint)
            });
            if !self.has_focus {
                field.inner.request_focus();
                self.has_focus = true;
            }
            is_wanted = field.inner.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let can_test = self.can_test(ctx);
            is_wanted |=
                ui.add_enabled_ui(can_test, |ui| widgets::secondary_button(ui, ctx.theme, &test)).inner.clicked();
        });
        if is_wanted && self.can_test(ctx) {
            self.test(ctx);
        }
        if ctx.status.is_offline {
            ui.add_space(4.0);
            widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("sensors-add-offline"));
        }
    }

    fn can_test(&self, ctx: &UiContext<'_>) -> bool {
        let is_own_machine = self.address.contains("://127.0.0.1") || self.address.contains("://localhost");
        !self.address.trim().is_empty() && !is_running(ctx) && (!ctx.status.is_offline || is_own_machine)
    }

    /// Key, protocol and settings of the protocol, for those who know them.
    fn advanced_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        ui.add_space(4.0);
        let key = if self.is_advanced { "sensors-add-less" } else { "sensors-add-more" };
        if widgets::link(ui, ctx.theme, &ctx.t(key)).clicked() {
            self.is_advanced = !self.is_advanced;
        }
        if !self.is_advanced {
            return;
        }
        ui.add_space(4.0);
        field_ui(ctx, ui, "sensors-add-protocol", |ui| {
            let word = |protocol: Option<Protocol>| match protocol {
                Some(protocol) => ctx.text.word("protocol", protocol.key()),
                None => ctx.t("sensors-add-find-out"),
            };
            let combo =
                ComboBox::from_id_salt("protocol").width(240.0).height(300.0).selected_text(word(self.protocol));
            let shown = combo.show_ui(ui, |ui| {
                for protocol in std::iter::once(None).chain(Protocol::POLLED.iter().copied().map(Some)) {
                    if widgets::radio(ui, ctx.theme, self.protocol == protocol, &word(protocol)).clicked() {
                        self.protocol = protocol;
                        ui.close();
                    }
                }
            });
            let name = format!("{}: {}", ctx.t("sensors-add-protocol"), word(self.protocol));
            shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
        });
        field_ui(ctx, ui, "sensors-add-key", |ui| {
            ui.set_max_width(240.0);
            widgets::text_field(ui, &mut self.key_name, &ctx.t("sensors-add-key"), "telraam-key");
        });
        if !self.key_name.trim().is_empty() {
            let variable = jobs::secret_variable(self.key_name.trim());
            parts::remark(ctx, ui, ctx.tw("sensors-key-help", &[("variable", &variable)]));
        }
        self.options_ui(ctx, ui);
    }

    fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let mut removed = None;
        for (index, (key, value)) in self.options.iter_mut().enumerate() {
            ui.push_id(("option", index), |ui| {
                ui.horizontal(|ui| {
                    for (text, name, width) in
                        [(key, "sensors-add-option-name", 160.0), (value, "sensors-add-option-value", 260.0)]
                    {
                        ui.allocate_ui(vec2(width, 28.0), |ui| {
                            ui.set_width(width);
                            widgets::text_field(ui, text, &ctx.t(name), &ctx.t(name));
                        });
                    }
                    if widgets::quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("sensors-add-option-drop"))
                        .clicked()
                    {
                        removed = Some(index);
                    }
                });
            });
        }
        if let Some(index) = removed {
            self.options.remove(index);
        }
        if widgets::link(ui, ctx.theme, &ctx.t("sensors-add-option")).clicked() {
            self.options.push(Default::default());
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            let ready = self.seen.clone().filter(|_| !is_running(ctx));
            ui.add_enabled_ui(ready.is_some() && !self.name.trim().is_empty(), |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("sensors-add-go")).clicked()
                    && let Some(recognised) = &ready
                {
                    let name = self.name.trim();
                    let feed = Feed { name: Localized::same(name), ..recognised.feed.clone() };
                    ctx.send(FeedCommand::Add(Box::new(feed), self.history_days));
                    is_over = true;
                }
            });
            is_over |= widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
        });
        is_over
    }

    fn options(&self) -> BTreeMap<String, String> {
        let filled = self.options.iter().filter(|(key, _)| !key.trim().is_empty());
        filled.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect()
    }

    fn test(&self, ctx: &UiContext<'_>) {
        let key = self.key_name.trim();
        let secret = (!key.is_empty()).then(|| key.to_owned());
        let known = self.protocol.and_then(|protocol| jobs::feed_at(&self.address, protocol));
        match known {
            Some(feed) => {
                let feed = Feed { id: free_id(ctx, &feed), options: self.options(), secret, ..feed };
                ctx.send(FeedCommand::Test(Box::new(feed)));
            }
            None => ctx.send(FeedCommand::Recognise(self.address.trim().to_owned(), secret)),
        }
    }

    /// Takes in a new answer: offers its name and history, and tests again where settings or an identifier of its own
    /// are wanted.
    fn take_answer(&mut self, ctx: &UiContext<'_>) {
        let answer = &ctx.results.feeds.recognised;
        let is_same = match (answer, &self.seen) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (None, None) => true,
            _ => false,
        };
        if is_same {
            return;
        }
        self.seen.clone_from(answer);
        let Some(recognised) = answer else { return };
        let feed = &recognised.feed;
        let mut options = feed.options.clone();
        options.extend(self.options());
        let id = free_id(ctx, feed);
        if options != feed.options || id != feed.id {
            self.seen = None;
            ctx.send(FeedCommand::Test(Box::new(Feed { id, options, ..feed.clone() })));
            return;
        }
        if !self.is_name_own {
            self.name = suggested_name(ctx, feed);
        }
        self.history_days = if jobs::history_days(feed.protocol).is_some() { 30 } else { 0 };
        self.map = SmallMap::new(ctx, &recognised.readings.sensors);
    }
}

/// The name that the source gives, else its host and protocol.
fn suggested_name(ctx: &UiContext<'_>, feed: &Feed) -> String {
    let name = feed.name.get(ctx.language());
    let host = feed.url.split('/').nth(2).unwrap_or_default();
    if name.is_empty() || name == feed.id.as_str() {
        format!("{host} · {}", ctx.text.word("protocol", feed.protocol.key()))
    } else {
        name.to_owned()
    }
}

/// The feed's identifier, or one beside it where another feed has it already.
fn free_id(ctx: &UiContext<'_>, feed: &Feed) -> FeedId {
    let feeds = ctx.workspace.sensors.feeds();
    let is_free = |id: &FeedId| feeds.get(id).is_none_or(|known| known.url == feed.url);
    if is_free(&feed.id) {
        return feed.id.clone();
    }
    let numbered = (2..100_u32).map(|number| FeedId::new(format!("{}-{number}", feed.id)));
    numbered.into_iter().find(is_free).unwrap_or_else(|| feed.id.clone())
}

/// Whether a test runs.
fn is_running(ctx: &UiContext<'_>) -> bool {
    ctx.status.jobs.values().any(|job| job.key == "job-recognise")
}

/// Stops the test that runs.
fn stop(ctx: &UiContext<'_>) {
    for (job, running) in &ctx.status.jobs {
        if running.key == "job-recognise" {
            ctx.send(FileCommand::Cancel(*job));
        }
    }
}

/// A name with a field beside it.
fn field_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(130.0, 28.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_width(130.0);
            ui.label(widgets::soft(ctx.theme, ctx.t(key)));
        });
        contents(ui);
    });
}

/// What went wrong in plain words, what to try, and the technical words below.
fn failure_ui(ctx: &UiContext<'_>, ui: &mut Ui, error: &str) {
    let kind = error.split(':').next().unwrap_or_default();
    let advice_key = format!("sensors-try-{kind}");
    let advice = ctx.t(&advice_key);
    let advice = if advice == advice_key { ctx.t("sensors-try-other") } else { advice };
    widgets::note(ui, ctx.theme, Tone::Error, &words::error_words(ctx.text, error));
    ui.add_space(6.0);
    ui.add(egui::Label::new(advice).wrap());
    ui.add_space(6.0);
    let technical = error.split_once(':').map_or(error, |(_, words)| words.trim());
    ui.add(egui::Label::new(widgets::small(ctx.theme, technical)).wrap().selectable(true));
}
