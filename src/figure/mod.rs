//! What a picture consists of, without a toolkit: colours by token, shapes of dimensions, map layers, point raster,
//! labels, scale bar, legend. The window paints it with egui, an export with its own raster.
//!
//! May use: `query`, `workspace`, `model`, `text`.

pub mod style;
