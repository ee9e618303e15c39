//! The map as layers of drawing primitives: base, municipalities, marks of projects and sensors, names, legend,
//! scale bar. Computed from workspace, basemap and results for a viewport; painted by the window and by an export.

pub mod base;
pub mod labels;
pub mod legend;
pub mod mark_scene;
pub mod marks;
pub mod own;
pub mod picture;
mod picture_furniture;
mod picture_layout;
mod picture_legend;
mod picture_sensors;
pub mod picture_vector;
pub mod prepared;
pub mod projection;
pub mod scale_bar;
pub mod sensor_glyph;
pub mod sensor_legend;
pub mod sensor_scene;
pub mod sensors;
pub mod shapes;
pub mod simplify;

pub use prepared::Prepared;
pub use projection::Viewport;
