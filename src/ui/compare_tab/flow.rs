//! Controls beside each other, in as many rows as their widths need.

use egui::{Ui, vec2};

use crate::ui::charts::parts;

/// Distance between controls in points.
const GAP: f32 = 8.0;

/// Width of exclusive choices side by side.
pub fn segments_width<T>(ui: &Ui, choices: &[(T, String)]) -> f32 {
    choices.iter().map(|(_, text)| parts::button_width(ui, text)).sum()
}

/// Height of a row of controls in points.
pub const HEIGHT: f32 = 32.0;

/// Draws the controls with these widths in points, by position; one of width 0 is left out.
pub fn rows_ui(ui: &mut Ui, widths: &[f32], height: f32, mut control_ui: impl FnMut(&mut Ui, usize)) {
    for row in rows(widths, ui.available_width()) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for index in row {
                let width = widths.get(index).copied().unwrap_or_default();
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(vec2(width, height), layout, |ui| control_ui(ui, index));
            }
        });
    }
}

/// Which controls share a row.
fn rows(widths: &[f32], room: f32) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut left = 0.0;
    for (index, width) in widths.iter().enumerate().filter(|(_, width)| **width > 0.0) {
        if let Some(row) = rows.last_mut().filter(|_| width + GAP <= left) {
            row.push(index);
            left -= width + GAP;
        } else {
            rows.push(vec![index]);
            left = room - width;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_share_a_row_as_long_as_they_fit() {
        assert_eq!(rows(&[300.0, 300.0, 0.0, 100.0], 650.0), [vec![0, 1], vec![3]]);
        assert_eq!(rows(&[900.0, 10.0], 650.0), [vec![0], vec![1]]);
        assert!(rows(&[], 650.0).is_empty());
    }
}
