//! The time line in words. May use: `query`, `model`, `text`.

use super::{Bars, ScheduleKey};
use crate::query::project_words;
use crate::text::Text;

/// What the bars of a group have in common; empty where they are not grouped.
pub fn group(key: &ScheduleKey, text: &Text) -> String {
    match key {
        ScheduleKey::Dimension(Some(dimension)) => text.word("dimension", dimension.key()),
        ScheduleKey::Dimension(None) => text.get("projects-schedule-no-dimension"),
        ScheduleKey::Status(status) => text.word("status", status.key()),
        ScheduleKey::Kind(kind) => project_words::kind(text, *kind),
        ScheduleKey::Funding(name) if name.is_empty() => text.get("projects-funding-not-told"),
        ScheduleKey::Funding(name) => name.to_string(),
        ScheduleKey::All => String::new(),
    }
}

/// The same with how many of them are counted; where they are programmes alone, there is nothing to count.
pub fn head(bars: &Bars, text: &Text) -> String {
    let name = group(&bars.key, text);
    match bars.counted() {
        0 => name,
        counted => format!("{name} ({})", text.integer(counted)),
    }
}
