//! Headings of sections, plain or to be opened and closed.

use egui::{Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::icon::{self, Icon};
use super::text::{elided, focus_ring, font, semibold_font};
use crate::ui::theme::{Theme, measure};

/// A heading with a chevron that opens and closes what is below it; returns whether it is open. The state is
/// remembered by `id`. `right` is a remark on the right ("2 gekozen").
pub fn section_header(ui: &mut Ui, theme: &Theme, id: &str, title: &str, right: &str, is_open_at_first: bool) -> bool {
    let key = egui::Id::unique(("section", id));
    let mut is_open = ui.data_mut(|data| *data.get_persisted_mut_or(key, is_open_at_first));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    if response.clicked() {
        is_open = !is_open;
        ui.data_mut(|data| data.insert_persisted(key, is_open));
    }
    let name = if right.is_empty() { title.to_owned() } else { format!("{title}, {right}") };
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, ui.is_enabled(), is_open, &name));
    let middle = rect.center().y;
    let tone = if response.hovered() { theme.text() } else { theme.soft() };
    let sign = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    icon::paint(ui.painter(), sign, Rect::from_center_size(pos2(rect.right() - 6.0, middle), vec2(12.0, 12.0)), tone);
    let heading = ui.painter().layout_no_wrap(title.to_owned(), semibold_font(measure::SMALL), tone);
    let left = rect.left() + heading.size().x + 12.0;
    ui.painter().galley(pos2(rect.left(), middle - heading.size().y / 2.0), heading, tone);
    let remark = elided(ui, right, font(measure::SMALL), theme.soft(), rect.right() - 20.0 - left);
    let at = pos2(rect.right() - 20.0 - remark.size().x, middle - remark.size().y / 2.0);
    ui.painter().galley(at, remark, theme.soft());
    focus_ring(ui, theme, rect, &response);
    is_open
}

/// A heading that stays open, with a remark on the right.
pub fn sub_header(ui: &mut Ui, theme: &Theme, title: &str, right: &str) {
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(semibold_font(measure::SMALL)).color(theme.soft()));
        if !right.is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(right).font(font(measure::SMALL)).color(theme.soft()));
            });
        }
    });
    ui.add_space(4.0);
}
