//! Ages, times, values and states of sensors in words.

use jiff::Timestamp;

use crate::model::sensor::file_option;
use crate::model::{Feed, FeedHealth, FeedId};
pub use crate::query::sensor_words::{property, stretch, unit, value, zone};
use crate::query::sensors;
pub use crate::query::sensors::decimals;
use crate::text::Text;
use crate::ui::UiContext;

/// A day without its year, with the time of the clock where that is wanted: "23/11 14:32".
pub fn short_moment(time: Timestamp, has_clock: bool) -> String {
    let format = if has_clock { "%-d/%-m %H:%M" } else { "%-d/%-m" };
    time.to_zoned_datetime(zone().clone()).strftime(format).to_string()
}

/// How long something took or lasts, in the greatest unit that fits well: "20 min".
pub fn duration(text: &Text, seconds: i64) -> String {
    let part = |key: &str, n: i64| text.with(key, &[("n", text.integer(n).into())]);
    let seconds = seconds.abs();
    match seconds {
        0..=119 => part("sensors-seconds", seconds),
        120..=7_199 => part("sensors-minutes", seconds / 60),
        7_200..=172_799 => part("sensors-hours", seconds / 3_600),
        _ => part("sensors-days", seconds / 86_400),
    }
}

/// A size in bytes: "1,4 MB".
pub fn size(text: &Text, bytes: u64) -> String {
    let (divisor, key) = match bytes {
        0..=999_999 => (1e3, "sensors-kilobytes"),
        1_000_000..=999_999_999 => (1e6, "sensors-megabytes"),
        _ => (1e9, "sensors-gigabytes"),
    };
    let value = bytes as f64 / divisor;
    text.with(key, &[("n", text.number(value, u8::from(value < 10.0)).into())])
}

/// How old something is: "zojuist", "4 min geleden", "3 u geleden", "2 d geleden".
pub fn age(text: &Text, time: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - time.as_second();
    let ago = |key: &str, n: i64| text.with(key, &[("n", text.integer(n).into())]);
    match seconds {
        i64::MIN..=-60 => text.get("sensors-age-future"),
        -59..=59 => text.get("sensors-age-now"),
        60..=3_599 => ago("sensors-age-minutes", seconds / 60),
        3_600..=86_399 => ago("sensors-age-hours", seconds / 3_600),
        _ => ago("sensors-age-days", seconds / 86_400),
    }
}

/// A time of the day on the region's clock: "14:32".
pub fn clock_time(time: Timestamp) -> String {
    time.to_zoned_datetime(zone().clone()).strftime("%H:%M").to_string()
}

/// A moment on the region's clock: "2026-11-23 14:32".
pub fn moment(time: Timestamp) -> String {
    time.to_zoned_datetime(zone().clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Name of a feed in short, or its identifier where it is gone; of a simulated one what tells it apart comes first.
pub fn feed_name(ctx: &UiContext<'_>, id: &FeedId) -> String {
    match ctx.workspace.sensors.feeds().get(id) {
        None => id.to_string(),
        Some(feed) if feed.is_simulated => {
            format!("{} · {}", ctx.text.word("protocol", feed.protocol.key()), ctx.t("sensors-simulated"))
        }
        Some(feed) => feed.name.get(ctx.language()).to_owned(),
    }
}

/// What is known of the file that a list of sensors comes from: its name, its edition, when it was read, the time of its
/// newest reading.
pub fn file_facts(ctx: &UiContext<'_>, feed: &Feed) -> Vec<String> {
    let mut facts = vec![ctx.tw("sensors-file", &[("file", &feed.url)])];
    let said = [(file_option::EDITION, "sensors-file-edition"), (file_option::IMPORTED, "sensors-file-imported")];
    facts.extend(said.iter().filter_map(|(option, key)| Some(ctx.tw(key, &[("date", feed.option(option)?)]))));
    let streams = ctx.workspace.sensors.sensors().values().filter(|sensor| sensor.feed == feed.id);
    let latest = streams.flat_map(|sensor| &sensor.datastreams).filter_map(|stream| stream.latest.map(|one| one.time));
    facts.extend(latest.max().map(|time| ctx.tw("sensors-file-newest", &[("time", &moment(time))])));
    facts
}

/// Whether a feed gives values: it is switched on, and where it is simulated the simulation runs.
pub fn is_on(ctx: &UiContext<'_>, feed: &Feed) -> bool {
    feed.is_enabled && (!feed.is_simulated || ctx.status.is_simulating)
}

/// Name of a feed in full; the simulated ones are told apart by their protocol, which stands first where room is short.
pub fn name_of(ctx: &UiContext<'_>, feed: &Feed) -> String {
    let name = feed.name.get(ctx.language());
    if feed.is_simulated {
        format!("{} · {name}", ctx.text.word("protocol", feed.protocol.key()))
    } else {
        name.to_owned()
    }
}

/// How fresh a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// Not older than the feed's rhythm allows for.
    Fresh,
    /// Older than that, of the last day.
    Old,
    /// Older than a day.
    Stale,
}

/// How fresh a value of this time is, for a feed polled every so many seconds.
pub fn freshness(time: Timestamp, now: Timestamp, poll_seconds: u32) -> Freshness {
    if sensors::is_fresh(time, poll_seconds, now) {
        Freshness::Fresh
    } else if sensors::age_s(time, now) <= 86_400 {
        Freshness::Old
    } else {
        Freshness::Stale
    }
}

/// What stands in the technical message of each kind of error; the first that fits is it.
const ERROR_SIGNS: [(&str, &str); 19] = [
    ("no network, or the host", "offline"),
    ("connection was refused", "refused"),
    ("no answer within", "timeout"),
    ("no trusted encrypted connection", "tls"),
    ("broke off", "interrupted"),
    ("status 429", "too-many-requests"),
    ("status 401", "forbidden"),
    ("status 403", "forbidden"),
    ("status 404", "not-found"),
    ("status 410", "not-found"),
    ("status ", "status"),
    ("is larger than", "too-large"),
    ("where json was expected", "not-json"),
    ("to another host", "cross-origin"),
    ("redirect refused", "redirect"),
    ("into a private network", "private-address"),
    ("not an address of a feed", "address"),
    ("the reader failed", "panicked"),
    ("pages: ", "too-many-pages"),
];

/// What went wrong at the last poll, by kind, in the reader's language; the technical message stands beside it.
pub fn error_kind(text: &Text, health: &FeedHealth) -> Option<String> {
    health.error.as_deref().map(|error| error_words(text, error))
}

/// What went wrong in the reader's language, from the kind and the technical words of an error.
pub fn error_words(text: &Text, error: &str) -> String {
    let error = error.to_lowercase();
    let named = error.split(':').next().map(|kind| format!("feeds-error-{kind}"));
    if let Some(key) = named
        && text.get(&key) != key
    {
        return text.get(&key);
    }
    let found = ERROR_SIGNS.iter().find(|(sign, _)| error.contains(sign));
    let kind = found.map_or("parse", |(_, kind)| kind);
    text.get(&format!("feeds-error-{kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedState, Language};

    #[test]
    fn ages_are_told_in_words() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let text = Text::new(Language::Nl);
        let ago = |seconds: i64| age(&text, Timestamp::from_second(1_000_000 - seconds).unwrap(), now);
        assert_eq!(ago(10), "zojuist");
        assert_eq!(ago(250), "4 min geleden");
        assert_eq!(ago(2 * 3600 + 5), "2 u geleden");
        assert_eq!(ago(3 * 86_400), "3 d geleden");
        assert_eq!(ago(-3600), "in de toekomst");
    }

    #[test]
    fn the_regions_clock_is_shown() {
        let winter: Timestamp = "2026-01-15T12:00:00Z".parse().unwrap();
        let summer: Timestamp = "2026-07-15T12:00:00Z".parse().unwrap();
        assert_eq!(clock_time(winter), "13:00");
        assert_eq!(clock_time(summer), "14:00");
    }

    #[test]
    fn sizes_and_durations_are_short() {
        let text = Text::new(Language::Nl);
        assert_eq!(size(&text, 1_400_000), "1,4\u{a0}MB");
        assert_eq!(size(&text, 12_000_000_000), "12\u{a0}GB");
        assert_eq!(duration(&text, 7_300), "2\u{a0}u");
        assert_eq!(duration(&text, -90), "90\u{a0}s");
    }

    #[test]
    fn errors_are_told_by_kind() {
        let text = Text::new(Language::En);
        let mut health = FeedHealth::new(FeedId::new("a"), FeedState::Failing);
        assert_eq!(error_kind(&text, &health), None);
        for (error, key) in [
            ("no answer within 10 s (headers): https://x", "feeds-error-timeout"),
            ("status 503: https://x", "feeds-error-status"),
            ("status 404: https://x", "feeds-error-not-found"),
            ("timeout: https://x", "feeds-error-timeout"),
            ("unexpected end of input: https://x", "feeds-error-parse"),
        ] {
            health.error = Some(error.into());
            assert_eq!(error_kind(&text, &health), Some(text.get(key)), "{error}");
        }
    }
}
