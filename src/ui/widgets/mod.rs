//! The controls that panels are made of: facet rows, chips, cards, buttons, badges, dimension symbols, icons.
//!
//! Each is drawn from the [`Theme`](super::theme::Theme), has an accessible name, shows its focus and answers the
//! keyboard as egui's own do (Tab, Space, Enter). They send no commands: the caller acts on the response.

mod badge;
mod button;
mod card;
mod chip;
mod choice;
mod columns;
mod combo;
mod dialog;
mod facet;
mod header;
pub mod icon;
mod key_value;
mod progress;
mod sort_mark;
pub mod symbol;
mod text;

pub use badge::{Tone, badge, note};
pub use button::{
    icon_button, link, primary_button, quiet_icon_button, radio, secondary_button, segmented, tab_button, toggle,
};
pub use card::{card, card_button, empty_state};
pub use chip::{chip, tag};
pub use choice::choice;
pub use columns::{ColumnChange, ColumnWords, column_choice};
pub use combo::{Search, combo_button, searched_list};
pub use dialog::dialog;
pub use facet::{FacetRow, ROW_HEIGHT as FACET_ROW_HEIGHT, facet_row};
pub use header::{section_header, sub_header};
pub use icon::Icon;
pub use key_value::{key_value, key_value_ui};
pub use progress::progress_line;
pub use sort_mark::sort_mark;
pub use symbol::{dimension_symbol, paint_shape, status_mark};
pub use text::{elided, focus_ring, font, search_field, semibold, semibold_font, small, soft, text_field};
