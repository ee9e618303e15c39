//! What a picture consists of, without a toolkit: colours by token, shapes of dimensions, map layers, point raster,
//! labels, scale bar, legend. The window paints it with egui, an export with its own raster.
//!
//! May use: `query`, `workspace`, `model`, `text`.

pub mod chart;
pub mod clip;
pub mod font;
pub mod map;
mod markup;
pub mod matrix;
pub mod page;
pub mod paint_html;
pub mod paint_pdf;
pub mod paint_png;
pub mod paint_svg;
pub mod place;
pub mod profile;
pub mod raster;
pub mod report;
pub mod scene;
pub mod style;

pub use map::picture::{MapInput, MapResults, PictureError, map_png};
pub use map::picture_vector::{map_part, map_pdf, map_svg};
