//! Charts of a municipality among its peers, in primitives: a strip of dots, a series with its peers, bars by
//! dimension. Each is drawn from plain numbers and words, and carries its own legend.
//! May use: `figure`'s primitives, `model`.

pub mod axis;
pub mod bars;
pub mod lines;
pub mod periods;
pub mod rows;
pub mod series;
pub mod sheet;
pub mod strip;
pub mod strips;
pub mod time_axis;
