//! Projects as named fields, whatever the format they stand in: which fields there are, by which names and words
//! people write them, and how they become a checked project.
//!
//! Contract: [`ProjectReader::project`] either gives a whole project or says which field is wrong and why; it never
//! guesses between two municipalities. May use: `model`, `text`.

pub mod derived;
pub mod export;
pub mod fields;
pub mod merge;
pub mod place;
pub mod read;
pub mod words;
pub mod write;

pub use fields::{FieldSet, ProjectField, Record};
pub use place::Placed;
pub use read::{FieldError, Notes, ProjectReader, Resolve};
