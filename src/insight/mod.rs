//! Pure functions for the questions of the three users: peers, figures per municipality, comparison, before and after.
//! Each result carries its explanation: what it was made from, by which rule, and why something is missing.
//!
//! Contract: no input or output, no clock; what comes from a hash map is sorted before it is returned.
//! May use: `query`, `workspace`, `model`, `text`.

pub mod before_after;
pub mod catalogue;
pub mod comparison;
pub mod definition;
mod difference;
pub mod funding;
pub mod gaps;
pub mod likeness;
pub mod organisations;
pub mod over_time;
pub mod partnering;
pub mod peers;
pub mod profile;
pub mod region;
pub mod schedule;
pub mod series_words;
pub mod sheet;
pub mod spread;
pub mod town_sensors;
pub mod values;

pub use comparison::{Comparison, FigureRow, Rank};
pub use definition::Definition;
pub use peers::{PeerBasis, Peers};
pub use profile::{Profile, Profiles};
pub use region::RegionSheet;
pub use series_words::SeriesWords;
pub use sheet::Sheet;
pub use spread::Spread;
pub use town_sensors::{TownSensor, TownSensors};
pub use values::{Basis, Inputs, Missing, Value, Values, YearValue};
