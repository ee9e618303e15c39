//! Charts as the tabs draw them, and the small parts their pages share.
//!
//! A chart is described first ([`Chart`], plain data, tested), painted second ([`show`]). May use what `ui` may use.

pub mod bars;
mod chart;
mod labels;
mod over;
mod paint;
pub mod parts;
mod readout;
mod show;
pub mod symbol;
pub mod ticks;

pub use chart::{Area, Axis, Band, Chart, Dot, Flag, Gap, Lane, Level, Line, Mark, rows_of};
pub use show::{Hit, Movable, show, show_movable};
