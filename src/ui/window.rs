//! The window itself: eframe around [`RegioscopeApp`], and what to say where no window can be opened.

use std::sync::Arc;

use egui::{IconData, ViewportBuilder};

use super::app::{BasemapLoader, RegioscopeApp};
use crate::figure::style::{Palette, Shape};
use crate::jobs::Waker;
use crate::session::Session;

/// Name under which the system knows the program (taskbar, Wayland).
const APP_ID: &str = "be.regioscope.Regioscope";
/// Size at the first start, in points.
const FIRST_SIZE: [f32; 2] = [1280.0, 800.0];
/// Below this the panels would not fit.
const LEAST_SIZE: [f32; 2] = [1100.0, 700.0];

/// What the window is opened with.
pub struct WindowOptions {
    /// Makes the session; its background wakes the window with the waker.
    pub start: Box<dyn FnOnce(Waker) -> Session>,
    /// Unpacks the basemap.
    pub load_basemap: BasemapLoader,
    /// Size of the window at the end of the last session, in points.
    pub size: Option<[f32; 2]>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display to open it on.
    #[error(
        "no display: neither WAYLAND_DISPLAY nor DISPLAY is set. Without a window these work: info, check, export, \
         map, import, feeds, screenshot (see regioscope --help). A display without a screen: xvfb-run regioscope"
    )]
    NoDisplay,
    /// The system could not open a window or draw into it.
    #[error(
        "the window could not be opened: {0}. It needs OpenGL 2.1 or later (Debian: libgl1 libegl1 libgl1-mesa-dri) \
         and a working DISPLAY or WAYLAND_DISPLAY. Without a window these work: info, check, export, map, import, \
         feeds, screenshot"
    )]
    Window(#[from] eframe::Error),
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// Where there is no display, or the system can't open a window or draw into it.
pub fn run_window(options: WindowOptions) -> Result<(), WindowError> {
    if cfg!(target_os = "linux") && !has_display(|name| std::env::var_os(name)) {
        return Err(WindowError::NoDisplay);
    }
    let WindowOptions { start, load_basemap, size } = options;
    let viewport = ViewportBuilder::default()
        .with_title("Regioscope")
        .with_app_id(APP_ID)
        .with_inner_size(size.unwrap_or(FIRST_SIZE))
        .with_min_inner_size(LEAST_SIZE)
        .with_clamp_size_to_monitor_size(true)
        .with_drag_and_drop(true)
        .with_icon(Arc::new(icon()));
    let native = eframe::NativeOptions { viewport, renderer: renderer(), ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'static> = Box::new(move |creation| {
        let context = creation.egui_ctx.clone();
        let waker: Waker = Arc::new(move || context.request_repaint());
        Ok(Box::new(RegioscopeApp::new(start(waker), &creation.egui_ctx, load_basemap)))
    });
    eframe::run_native("Regioscope", native, create)?;
    Ok(())
}

fn has_display(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .into_iter()
        .any(|name| variable(name).is_some_and(|v| !v.is_empty()))
}

#[cfg(not(windows))]
const fn renderer() -> eframe::Renderer {
    eframe::Renderer::Glow
}

#[cfg(windows)]
const fn renderer() -> eframe::Renderer {
    eframe::Renderer::Wgpu
}

impl eframe::App for RegioscopeApp {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        Self::logic(self, context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// The program's icon: the hexagon of a symbol on the accent colour, drawn here so that it needs no file.
fn icon() -> IconData {
    const SIDE: u32 = 64;
    let palette = Palette::light();
    let (ground, sign) = (palette.accent, palette.on_accent);
    let outline = Shape::Hexagon.corners();
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let at = |value: u32| (value as f32 + 0.5) / SIDE as f32 * 2.0 - 1.0;
            let point = [at(x), at(y)];
            let is_ring = holds(&outline, point, 0.66) && !holds(&outline, point, 0.40);
            let colour = if is_ring || holds(&outline, point, 0.2) { sign } else { ground };
            let alpha = if is_in_rounded_square(point) { 255 } else { 0 };
            rgba.extend([colour.r, colour.g, colour.b, alpha]);
        }
    }
    IconData { rgba, width: SIDE, height: SIDE }
}

/// Whether a convex shape around the origin, scaled, holds the point.
fn holds(corners: &[[f32; 2]], [x, y]: [f32; 2], scale: f32) -> bool {
    let following = corners.iter().cycle().skip(1);
    corners.iter().zip(following).all(|(a, b)| {
        let ([ax, ay], [bx, by]) = (a.map(|v| v * scale), b.map(|v| v * scale));
        (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0.0
    })
}

fn is_in_rounded_square([x, y]: [f32; 2]) -> bool {
    const RADIUS: f32 = 0.4;
    let beyond = |value: f32| (value.abs() - (1.0 - RADIUS)).max(0.0);
    beyond(x).hypot(beyond(y)) <= RADIUS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_no_display() {
        assert!(!has_display(|_| None));
        assert!(!has_display(|_| Some(std::ffi::OsString::new())));
        assert!(has_display(|name| (name == "DISPLAY").then(|| ":0".into())));
    }

    #[test]
    fn the_icon_has_a_sign_on_a_ground_with_round_corners() {
        let icon = icon();
        assert_eq!(icon.rgba.len(), 64 * 64 * 4);
        assert_eq!(icon.rgba.get(3), Some(&0), "the corner is clear");
        let middle = (32 * 64 + 32) * 4;
        assert_eq!(icon.rgba.get(middle..middle + 4), Some([255, 255, 255, 255].as_slice()), "the middle is the sign");
    }
}
