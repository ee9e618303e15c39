//! The newest values, a row for each datastream: which rows in which order, and the list around them. Only rows that
//! are seen are drawn.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::live_copy;
use super::live_row::{self, Places, ROW};
use super::words;
use crate::model::{Datastream, FeedId, ObservedProperty, Sensor, SensorId};
use crate::query::sensor_classes::Scales;
use crate::query::sensors;
use crate::session::Action;
use crate::session::command::{FeedCommand, SensorCommand};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::projects_tab::COPY_LIMIT;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;
use crate::workspace::municipalities::fold;
use crate::workspace::{Filter, SensorColumn, SensorSection, SensorView, SortKey};

/// The rows that view and filter want, made again when sensors, view or filter change.
#[derive(Debug, Default)]
pub struct List {
    /// Feeds that have sensors, with how many.
    pub feeds: BTreeMap<FeedId, u32>,
    /// Properties that are observed, with how many sensors observe them.
    pub properties: Vec<(ObservedProperty, u32)>,
    rows: Vec<(SensorId, usize)>,
    /// Classes of the values of each property, as on the map.
    scales: BTreeMap<ObservedProperty, Scales>,
    made_from: Option<Source>,
}

/// What the rows rest on.
#[derive(Debug, PartialEq)]
struct Source {
    sensors: u64,
    municipalities: u64,
    filter: Filter,
    view: SensorView,
    language: crate::model::Language,
}

/// What a row is sorted by.
#[derive(PartialEq, PartialOrd)]
enum Key {
    Text(String),
    Number(usize, f64),
    Time(i64),
}

impl List {
    /// Makes the rows again where what they rest on changed.
    pub fn refresh(&mut self, ctx: &UiContext<'_>) {
        let generations = ctx.workspace.generations;
        // What is seen of the charts does not matter here.
        let view = &ctx.view.sensors;
        let view = SensorView {
            feed: view.feed.clone(),
            property: view.property,
            hidden_qualities: view.hidden_qualities.clone(),
            sort: view.sort.clone(),
            ..SensorView::default()
        };
        let source = Source {
            sensors: generations.sensors,
            municipalities: generations.municipalities,
            filter: ctx.view.filter.clone(),
            view,
            language: ctx.language(),
        };
        if self.made_from.as_ref() == Some(&source) {
            return;
        }
        let all = ctx.workspace.sensors.sensors();
        self.feeds.clear();
        for sensor in all.values() {
            *self.feeds.entry(sensor.feed.clone()).or_default() += 1;
        }
        self.properties = sensors::properties(all.values());
        let scales = |(property, _): &(ObservedProperty, u32)| (*property, Scales::of(all.values(), Some(*property)));
        self.scales = self.properties.iter().map(scales).collect();
        self.rows = rows(ctx);
        self.made_from = Some(source);
    }

    /// The values, or why there are none.
    pub fn list_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui) {
        if self.feeds.is_empty() {
            no_sensors_ui(ctx, ui);
            return;
        }
        let shown = ctx.text.integer(self.rows.len() as u64);
        let count =
            ctx.text.with("sensors-values-count", &[("n", (self.rows.len() as i64).into()), ("shown", shown.into())]);
        self.count_ui(ctx, ui, &count);
        if self.rows.is_empty() {
            ui.add_space(12.0);
            ui.label(widgets::soft(ctx.theme, ctx.t("sensors-no-values")));
            return;
        }
        let places = Places::of(ui.available_width() - 10.0, &ctx.view.sensors.columns);
        header_ui(ctx, ui, &places);
        egui::ScrollArea::vertical().id_salt("values").auto_shrink([false, false]).show(ui, |ui| {
            parts::rows(ui, ROW, self.rows.len(), |ui, index| {
                if let Some(row) = self.rows.get(index).and_then(|row| found(ctx, row)) {
                    live_row::row_ui(ctx, ui, &places, row, self.scales.get(&row.1.property));
                }
            });
        });
    }
}

impl List {
    /// How many rows there are, and how many datastreams are in the charts; copies the rows.
    fn count_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, count: &str) {
        let compared = ctx.view.sensors.compared.len();
        let show = ctx.text.with("sensors-show-compared", &[("n", (compared as i64).into())]);
        let copy = ctx.t("projects-copy");
        let mut width = parts::button_width(ui, &copy);
        if compared > 0 {
            width += parts::button_width(ui, &show) + ui.spacing().item_spacing.x;
        }
        parts::split(
            ui,
            width,
            |ui| {
                ui.add(egui::Label::new(widgets::small(ctx.theme, count)).truncate());
            },
            |ui| {
                let button = widgets::secondary_button(ui, ctx.theme, &copy);
                if button.on_hover_text(ctx.t("sensors-copy-help")).clicked() {
                    self.copy(ctx, ui);
                }
                if compared > 0 && widgets::secondary_button(ui, ctx.theme, &show).clicked() {
                    ctx.send(SensorCommand::SetSection(SensorSection::OverTime));
                }
            },
        );
        ui.add_space(2.0);
    }

    /// Copies all rows; what is too much for a clipboard goes the way of an export.
    fn copy(&self, ctx: &UiContext<'_>, ui: &Ui) {
        if self.rows.len() > COPY_LIMIT {
            ctx.act(Action::Export);
            return;
        }
        let chosen = ctx.view.sensors.columns.as_slice();
        let columns = if chosen.is_empty() { SensorColumn::ALL } else { chosen };
        ui.ctx().copy_text(live_copy::tsv(ctx, columns, self.rows.iter().filter_map(|row| found(ctx, row))));
    }
}

fn found<'a>(ctx: &UiContext<'a>, (id, index): &(SensorId, usize)) -> Option<(&'a Sensor, &'a Datastream)> {
    let sensor = ctx.workspace.sensors.sensors().get(id)?;
    Some((sensor, sensor.datastreams.get(*index)?))
}

/// The datastreams that are wanted, in the order of the view.
fn rows(ctx: &UiContext<'_>) -> Vec<(SensorId, usize)> {
    let view = &ctx.view.sensors;
    let wanted = sensors::wanted(&ctx.workspace.sensors, &ctx.workspace.municipalities, &ctx.view.filter, view);
    let mut rows = Vec::new();
    for sensor in wanted {
        for (index, stream) in sensor.datastreams.iter().enumerate() {
            let is_hidden = stream.latest.is_some_and(|latest| view.hidden_qualities.contains(&latest.quality));
            if view.property.is_none_or(|property| property == stream.property) && !is_hidden {
                rows.push((sensor, index, stream));
            }
        }
    }
    let by_name = [SortKey { column: SensorColumn::Sensor, is_descending: false }];
    let sort = if view.sort.is_empty() { by_name.as_slice() } else { view.sort.as_slice() };
    let keys_of = |sensor, stream| sort.iter().map(|by| key(ctx, by.column, sensor, stream)).collect();
    let mut keyed: Vec<(Vec<Option<Key>>, usize)> =
        rows.iter().enumerate().map(|(row, (sensor, _, stream))| (keys_of(sensor, stream), row)).collect();
    keyed.sort_by(|(a, row_a), (b, row_b)| {
        let mut keys = a.iter().zip(b).zip(sort);
        let order = keys.find_map(|((a, b), by)| {
            Some(order(a.as_ref(), b.as_ref(), by.is_descending)).filter(|order| order.is_ne())
        });
        order.unwrap_or(Ordering::Equal).then(row_a.cmp(row_b))
    });
    keyed
        .into_iter()
        .filter_map(|(_, row)| rows.get(row))
        .map(|(sensor, index, _)| (sensor.id.clone(), *index))
        .collect()
}

/// Rows without anything to sort by come last both ways.
fn order(a: Option<&Key>, b: Option<&Key>, is_descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(b).unwrap_or(Ordering::Equal);
            if is_descending { order.reverse() } else { order }
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn key(ctx: &UiContext<'_>, column: SensorColumn, sensor: &Sensor, stream: &Datastream) -> Option<Key> {
    let latest = stream.latest.filter(|latest| latest.quality.is_value());
    Some(match column {
        SensorColumn::Sensor => Key::Text(fold(&sensor.name)),
        SensorColumn::Town => Key::Text(fold(&ctx.workspace.municipalities.name(sensor.nis?))),
        SensorColumn::Property => Key::Text(fold(&words::property(ctx.text, stream))),
        // Values of different properties can't be compared.
        SensorColumn::Value => Key::Number(stream.property.index(), latest?.value),
        // Youngest first.
        SensorColumn::Age => Key::Time(-stream.latest?.time.as_second()),
        SensorColumn::Feed => Key::Text(fold(&words::feed_name(ctx, &sensor.feed))),
    })
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, places: &Places) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    for (column, from, until) in places.columns() {
        let cell =
            egui::Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + until, rect.bottom()));
        head_ui(ctx, ui, column, cell);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), ctx.theme.line());
}

/// A header that sorts.
fn head_ui(ctx: &UiContext<'_>, ui: &Ui, column: SensorColumn, cell: egui::Rect) {
    let name = ctx.text.word("sensors-column", column.key());
    let keys = &ctx.view.sensors.sort;
    let sort = keys.iter().enumerate().find(|(_, sort)| sort.column == column);
    let sort = sort.map(|(rank, sort)| (rank, sort.is_descending));
    let key = match sort {
        Some((_, false)) => "projects-sorted-up",
        Some((_, true)) => "projects-sorted-down",
        None => "projects-sort-by",
    };
    let response = ui.interact(cell, ui.scope_id().with(("head", column.key())), Sense::click());
    let spoken = ctx.text.with(key, &[("column", name.clone().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &spoken));
    let palette = &ctx.theme.palette;
    let ink = colour(if response.hovered() || sort.is_some() { palette.text } else { palette.soft });
    let width = cell.width() - if sort.is_some() { 26.0 } else { 8.0 };
    let galley = widgets::elided(ui, &name, widgets::semibold_font(measure::SMALL), ink, width);
    let end = cell.left() + galley.size().x + 8.0;
    ui.painter().galley(pos2(cell.left(), cell.center().y - galley.size().y / 2.0), galley, ink);
    if let Some((rank, is_descending)) = sort {
        let rank = (keys.len() > 1).then_some(rank);
        widgets::sort_mark(ui.painter(), pos2(end, cell.center().y), ctx.theme.accent(), is_descending, rank);
    }
    widgets::focus_ring(ui, ctx.theme, cell.shrink2(vec2(0.0, 3.0)), &response);
    if response.clicked() {
        ctx.send(SensorCommand::SortBy { column, add: ui.input(|input| input.modifiers.shift) });
    }
    response.on_hover_text(ctx.t("sensors-header-help"));
}

/// No sensors yet: why, and what to do about it.
fn no_sensors_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let has_enabled = ctx.workspace.sensors.feeds().values().any(|feed| words::is_on(ctx, feed));
    let (title, text) = if ctx.status.is_offline {
        ("sensors-empty-offline", "sensors-empty-offline-text")
    } else if has_enabled {
        ("sensors-empty-waiting", "sensors-empty-waiting-text")
    } else {
        ("sensors-empty", "sensors-empty-text")
    };
    widgets::empty_state(ui, ctx.theme, &ctx.t(title), &ctx.t(text), |ui| {
        if widgets::primary_button(ui, ctx.theme, &ctx.t("sensors-go-to-feeds")).clicked() {
            ctx.send(SensorCommand::SetSection(SensorSection::Feeds));
        }
        ui.add_space(4.0);
        if !ctx.status.is_simulating && widgets::secondary_button(ui, ctx.theme, &ctx.t("sensors-simulate")).clicked() {
            ctx.send(FeedCommand::SetSimulation(true));
        }
    });
}
