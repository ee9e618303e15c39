//! The real interface without a window, a display or a graphics card: egui's own triangles painted on the CPU.
//!
//! Used by `screenshot`, by `make screens` and by the image tests, whose pictures are byte-identical on every
//! machine because no driver takes part. Contract: time is passed in, so that nothing depends on the clock.

mod raster;

use egui::{Rect, Vec2, pos2};
use image::RgbaImage;

use raster::Textures;

/// An egui context with a picture instead of a window.
pub struct Offscreen {
    context: egui::Context,
    textures: Textures,
    size: Vec2,
    pixels_per_point: f32,
    time_s: f64,
    last: Option<egui::FullOutput>,
}

impl Offscreen {
    /// A picture of so many points, `pixels_per_point` pixels for each.
    pub fn new(size: Vec2, pixels_per_point: f32) -> Self {
        let context = egui::Context::default();
        context.set_pixels_per_point(pixels_per_point);
        Self { context, textures: Textures::default(), size, pixels_per_point, time_s: 0.0, last: None }
    }

    /// The context, to set it up.
    pub const fn context(&self) -> &egui::Context {
        &self.context
    }

    /// One frame of an interface, a sixtieth of a second after the last one.
    pub fn frame(&mut self, run_ui: impl FnMut(&mut egui::Ui)) {
        let mut input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), self.size)),
            time: Some(self.time_s),
            max_texture_side: Some(8192),
            focused: true,
            ..egui::RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(self.pixels_per_point);
        }
        self.time_s += 1.0 / 60.0;
        let mut output = self.context.run_ui(input, run_ui);
        self.textures.update(&output.textures_delta);
        output.textures_delta.clear();
        self.last = Some(output);
    }

    /// The picture of the last frame; empty before the first.
    pub fn image(&self) -> RgbaImage {
        let (width, height) = (self.size.x * self.pixels_per_point, self.size.y * self.pixels_per_point);
        let mut image = RgbaImage::new(width.round() as u32, height.round() as u32);
        if let Some(output) = &self.last {
            let pixels_per_point = output.pixels_per_point;
            let primitives = self.context.tessellate(output.shapes.clone(), pixels_per_point);
            raster::paint(&mut image, &primitives, &self.textures, pixels_per_point);
        }
        for pixel in image.pixels_mut() {
            pixel.0[3] = 255;
        }
        image
    }
}
