//! Feeds and how they are doing.

use std::sync::Arc;

use rusqlite::{Connection, params};

use super::rows;
use crate::model::{Feed, FeedHealth, FeedId, FeedState, Nis, Protocol};
use crate::store::error::StoreError;
use crate::store::values::{Columns, micros, select_sql, upsert_sql};

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "name_nl",
    "name_en",
    "protocol",
    "url",
    "dataset",
    "mapping",
    "nis",
    "licence",
    "attribution",
    "poll_seconds",
    "is_verified",
    "is_enabled",
    "is_simulated",
    "options",
    "secret",
    "retention_days",
];

/// Writes feeds, each over the one with its identifier.
pub(in crate::store) fn insert(conn: &Connection, feeds: &[Feed]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&upsert_sql("feeds", COLUMNS, &["id"]))?;
    for feed in feeds {
        let mapping = feed.mapping.as_ref().map(serde_json::to_string).transpose();
        let options = (!feed.options.is_empty()).then(|| serde_json::to_string(&feed.options)).transpose();
        let refuse = |error: serde_json::Error| StoreError::Value {
            table: "feeds",
            column: "mapping",
            value: error.to_string(),
        };
        statement.execute(params![
            feed.id.as_str(),
            feed.name.nl,
            feed.name.en,
            feed.protocol.key(),
            feed.url,
            feed.dataset,
            mapping.map_err(refuse)?,
            feed.nis.map(Nis::number),
            feed.licence,
            feed.attribution,
            feed.poll_seconds,
            feed.is_verified,
            feed.is_enabled,
            feed.is_simulated,
            options.map_err(refuse)?,
            feed.secret,
            feed.retention_days,
        ])?;
    }
    Ok(())
}

/// All feeds.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Feed>, StoreError> {
    rows(conn, "feeds", &select_sql("feeds", COLUMNS), read)
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Feed, StoreError> {
    Ok(Feed {
        id: FeedId::new(columns.take::<Arc<str>>()?),
        name: columns.localized()?,
        protocol: columns.parse("protocol", Protocol::from_key)?,
        url: columns.take()?,
        dataset: columns.take()?,
        mapping: columns.parse_some("mapping", |text| serde_json::from_str(text).ok())?,
        nis: columns.nis_some("nis")?,
        licence: columns.take()?,
        attribution: columns.take()?,
        poll_seconds: columns.take()?,
        is_verified: columns.take()?,
        is_enabled: columns.take()?,
        is_simulated: columns.take()?,
        options: columns.parse_some("options", |text| serde_json::from_str(text).ok())?.unwrap_or_default(),
        secret: columns.take()?,
        retention_days: columns.take()?,
    })
}

pub(super) const HEALTH_COLUMNS: &[&str] = &[
    "feed",
    "state",
    "last_success_us",
    "last_observation_us",
    "last_attempt_us",
    "next_attempt_us",
    "latency_ms",
    "error",
    "failure_count",
    "rejected_count",
    "clock_ahead_s",
];

/// Writes the health of a feed over what it was.
pub(in crate::store) fn put_health(conn: &Connection, health: &FeedHealth) -> Result<(), StoreError> {
    conn.prepare_cached(&upsert_sql("feed_health", HEALTH_COLUMNS, &["feed"]))?.execute(params![
        health.feed.as_str(),
        health.state.key(),
        health.last_success.map(micros),
        health.last_observation.map(micros),
        health.last_attempt.map(micros),
        health.next_attempt.map(micros),
        health.latency_ms,
        health.error,
        health.failure_count,
        health.rejected_count,
        health.clock_ahead_s,
    ])?;
    Ok(())
}

/// The health of every feed that was polled.
pub(in crate::store) fn load_health(conn: &Connection) -> Result<Vec<FeedHealth>, StoreError> {
    rows(conn, "feed_health", &select_sql("feed_health", HEALTH_COLUMNS), read_health)
}

pub(super) fn read_health(columns: &mut Columns<'_>) -> Result<FeedHealth, StoreError> {
    Ok(FeedHealth {
        feed: FeedId::new(columns.take::<Arc<str>>()?),
        state: columns.parse("state", FeedState::from_key)?,
        last_success: columns.time_some("last_success_us")?,
        last_observation: columns.time_some("last_observation_us")?,
        last_attempt: columns.time_some("last_attempt_us")?,
        next_attempt: columns.time_some("next_attempt_us")?,
        latency_ms: columns.take()?,
        error: columns.take()?,
        failure_count: columns.take()?,
        rejected_count: columns.take()?,
        clock_ahead_s: columns.take()?,
    })
}
