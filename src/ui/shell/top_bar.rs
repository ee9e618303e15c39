//! The top bar: name of the program and of the workspace with its menu, tabs, search, language, look, network.

use egui::containers::menu::MenuButton;
use egui::{Align, Button, Layout, Rect, RichText, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{perform, shortcuts};
use crate::model::{FeedState, Language};
use crate::session::command::FileCommand;
use crate::session::{Action, Command};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{Icon, focus_ring, font, icon, semibold_font, small, tab_button, toggle};
use crate::workspace::Tab;

/// Draws the bar.
pub fn top_bar_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    ui.horizontal_centered(|ui| {
        ui.label(RichText::new(ctx.t("shell-name")).font(semibold_font(15.0)));
        workspace_menu_ui(ctx, ui);
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        for &tab in Tab::ALL {
            let name = ctx.text.word("tab", tab.key());
            if tab_button(ui, ctx.theme, ctx.view.tab == tab, &name).clicked() {
                ctx.send(Command::ShowTab(tab));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            network_menu_ui(ctx, ui);
            theme_ui(ctx, ui);
            language_ui(ctx, ui);
            ui.add_space(6.0);
            search_ui(ctx, ui);
        });
    });
}

/// A menu row with its shortcut.
fn action_row(ctx: &UiContext<'_>, ui: &mut Ui, action: Action) {
    let text = ctx.text.word("action", action.key());
    let button = Button::new(text).shortcut_text(shortcuts::written(ui.ctx(), action));
    if ui.add_enabled(perform::is_possible(ctx, action), button).clicked() {
        ctx.act(action);
        ui.close();
    }
}

fn workspace_menu_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let name = workspace_name(ctx);
    let short: String =
        if name.chars().count() > 22 { name.chars().take(21).chain(['…']).collect() } else { name.clone() };
    let button = Button::new(RichText::new(format!("{short}    ")).color(ctx.theme.soft())).frame_when_inactive(false);
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(280.0);
        for action in [Action::OpenWorkspace, Action::NewWorkspace, Action::SaveWorkspaceAs] {
            action_row(ctx, ui, action);
        }
        recent_ui(ctx, ui);
        ui.separator();
        for action in [Action::SaveView, Action::OpenView, Action::CopyCommand] {
            action_row(ctx, ui, action);
        }
        ui.separator();
        for action in [Action::NewProject, Action::Import, Action::ImportFigures] {
            action_row(ctx, ui, action);
        }
        for action in [Action::Export, Action::Compose, Action::Report, Action::UpdateBoundaries] {
            action_row(ctx, ui, action);
        }
        ui.separator();
        for action in [Action::ToggleFilterPanel, Action::ToggleInspector, Action::ToggleSimulation] {
            action_row(ctx, ui, action);
        }
        ui.separator();
        action_row(ctx, ui, Action::Quit);
    });
    let label = ctx.tw("shell-workspace-menu", &[("name", &name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let at = pos2(response.rect.right() - 13.0, response.rect.center().y + 1.0);
    icon::paint(ui.painter(), Icon::ChevronDown, Rect::from_center_size(at, vec2(11.0, 11.0)), ctx.theme.soft());
    focus_ring(ui, ctx.theme, response.rect, &response);
    let path = ctx.workspace.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let tip = if ctx.workspace.is_read_only { format!("{path}\n{}", ctx.t("shell-read-only")) } else { path };
    if !tip.is_empty() {
        response.on_hover_text(tip);
    }
}

fn workspace_name(ctx: &UiContext<'_>) -> String {
    let stem = ctx.workspace.path.as_ref().and_then(|path| path.file_stem());
    let name = stem.map_or_else(|| ctx.t("shell-no-workspace"), |stem| stem.to_string_lossy().into_owned());
    if ctx.workspace.is_read_only { format!("{name} · {}", ctx.t("shell-read-only-short")) } else { name }
}

fn recent_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let others: Vec<_> = ctx.settings.recent.iter().filter(|path| Some(*path) != ctx.workspace.path.as_ref()).collect();
    if others.is_empty() {
        return;
    }
    ui.menu_button(ctx.t("shell-recent"), |ui| {
        for path in others {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                ctx.send(FileCommand::Open(path.clone()));
                ui.close();
            }
        }
    });
}

/// Looks like a field, opens the palette.
fn search_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let width = (ui.available_width() - 12.0).min(206.0);
    if width < 40.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(width, 30.0), Sense::click());
    let name = ctx.text.word("action", Action::Palette.key());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    let palette = &ctx.theme.palette;
    let stroke = if response.hovered() { egui::Stroke::new(1.0, colour(palette.faint)) } else { ctx.theme.line() };
    ui.painter().rect(rect, f32::from(measure::RADIUS), colour(palette.panel), stroke, StrokeKind::Inside);
    let soft = ctx.theme.soft();
    let glass = Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(13.0, 13.0));
    icon::paint(ui.painter(), Icon::Search, glass, soft);
    let keys = shortcuts::written(ui.ctx(), Action::Palette);
    let keys = ui.painter().layout_no_wrap(keys, font(measure::TINY), soft);
    let hint =
        crate::ui::widgets::elided(ui, &ctx.t("shell-search"), font(measure::TEXT), soft, width - 44.0 - keys.size().x);
    ui.painter().galley(pos2(rect.left() + 28.0, rect.center().y - hint.size().y / 2.0), hint, soft);
    if width > 120.0 {
        let at = pos2(rect.right() - 10.0 - keys.size().x, rect.center().y - keys.size().y / 2.0);
        ui.painter().galley(at, keys, soft);
    }
    focus_ring(ui, ctx.theme, rect, &response);
    if response.on_hover_text(name).clicked() {
        ctx.act(Action::Palette);
    }
}

fn language_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let short = match ctx.language() {
        Language::Nl => "NL",
        Language::En => "EN",
    };
    let button = Button::new(RichText::new(short).color(ctx.theme.soft())).frame_when_inactive(false);
    let name = ctx.t("shell-other-language");
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    focus_ring(ui, ctx.theme, response.rect, &response);
    if response.on_hover_text(name).clicked() {
        ctx.act(Action::ToggleLanguage);
    }
}

fn theme_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let name = ctx.text.word("action", Action::ToggleTheme.key());
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(measure::RADIUS), colour(ctx.theme.palette.hover));
    }
    icon::paint(
        ui.painter(),
        Icon::Contrast,
        Rect::from_center_size(rect.center(), vec2(14.0, 14.0)),
        ctx.theme.soft(),
    );
    focus_ring(ui, ctx.theme, rect, &response);
    if response.on_hover_text(name).clicked() {
        ctx.act(Action::ToggleTheme);
    }
}

/// The state of the network with the switch to stay off it, and how the feeds are doing.
fn network_menu_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let is_offline = ctx.status.is_offline;
    let word = ctx.t(if is_offline { "shell-offline" } else { "shell-online" });
    let palette = &ctx.theme.palette;
    let tone = colour(if is_offline { palette.warning } else { palette.soft });
    let button = Button::new(RichText::new(format!("    {word}")).color(tone)).frame_when_inactive(false);
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(260.0);
        if toggle(ui, ctx.theme, is_offline, &ctx.text.word("action", Action::ToggleOffline.key())).clicked() {
            ctx.act(Action::ToggleOffline);
        }
        ui.label(small(ctx.theme, ctx.t("shell-offline-tip")));
        ui.separator();
        feeds_ui(ctx, ui);
    });
    let label = ctx.tw("shell-network-menu", &[("state", &word)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let dot = colour(if is_offline { palette.warning } else { palette.good });
    ui.painter().circle_filled(pos2(response.rect.left() + 15.0, response.rect.center().y), 4.0, dot);
    focus_ring(ui, ctx.theme, response.rect, &response);
}

fn feeds_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let sensors = &ctx.workspace.sensors;
    let enabled: Vec<_> = sensors.feeds().values().filter(|feed| feed.is_enabled).collect();
    if enabled.is_empty() {
        ui.label(small(ctx.theme, ctx.t("shell-no-feeds")));
    }
    for feed in &enabled {
        let state = sensors.health(&feed.id).state;
        let palette = &ctx.theme.palette;
        let tone = match state {
            FeedState::Live => palette.good,
            FeedState::Failing => palette.error,
            FeedState::Stale | FeedState::Offline => palette.warning,
            FeedState::Disabled | FeedState::Waiting | FeedState::File => palette.faint,
        };
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 4.0, colour(tone));
            ui.label(feed.name.get(ctx.language()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(small(ctx.theme, ctx.text.word("feed-state", state.key())));
            });
        });
    }
    if ui.button(ctx.t("shell-show-feeds")).clicked() {
        ctx.send(Command::ShowTab(Tab::Sensors));
        ui.close();
    }
}
