-- Migration 2: feeds of every protocol, their history and retention. Never changed once released: later changes are
-- migrations. The rollups are filled by the step in `migrate.rs` that follows it.
ALTER TABLE feeds ADD COLUMN options TEXT;
ALTER TABLE feeds ADD COLUMN secret TEXT;
ALTER TABLE feeds ADD COLUMN retention_days INTEGER;
ALTER TABLE feed_health ADD COLUMN clock_ahead_s INTEGER;
-- Observations before `kept_from_us` (the start of an hour; NULL = none) were deleted, `pruned_count` of them.
ALTER TABLE datastreams ADD COLUMN kept_from_us INTEGER;
ALTER TABLE datastreams ADD COLUMN pruned_count INTEGER NOT NULL DEFAULT 0;
CREATE TABLE feed_state (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, feed TEXT NOT NULL UNIQUE, resume TEXT,
  rejected_count INTEGER NOT NULL DEFAULT 0);
CREATE TABLE feed_rejected (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, feed TEXT NOT NULL, time_us INTEGER NOT NULL, file TEXT NOT NULL,
  line INTEGER NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL, original TEXT NOT NULL);
CREATE INDEX feed_rejected_feed ON feed_rejected (feed);
-- Observations that do not count: implausible, with a wrong clock, missing.
CREATE INDEX observation_flags ON observation_rows (datastream, time_us)
  WHERE (quality = 1 OR quality = 2 OR quality = 5);
DROP VIEW observations;
DROP VIEW rollups_hourly;
DROP VIEW rollups_daily;
DROP TABLE rollup_hours;
DROP TABLE rollup_days;
-- Of `count` observations that count (`sum` to `qualities` are NULL where there are none) and `flagged_count` that
-- do not.
CREATE TABLE rollup_hours (
  datastream INTEGER NOT NULL, start_us INTEGER NOT NULL, count INTEGER NOT NULL, flagged_count INTEGER NOT NULL,
  sum DOUBLE, first_us INTEGER, first DOUBLE, last_us INTEGER, last DOUBLE, min_us INTEGER, min DOUBLE,
  max_us INTEGER, max DOUBLE, qualities INTEGER, PRIMARY KEY (datastream, start_us)) WITHOUT ROWID;
CREATE TABLE rollup_days (
  datastream INTEGER NOT NULL, start_us INTEGER NOT NULL, count INTEGER NOT NULL, flagged_count INTEGER NOT NULL,
  sum DOUBLE, first_us INTEGER, first DOUBLE, last_us INTEGER, last DOUBLE, min_us INTEGER, min DOUBLE,
  max_us INTEGER, max DOUBLE, qualities INTEGER, PRIMARY KEY (datastream, start_us)) WITHOUT ROWID;
CREATE TABLE rollup_months (
  datastream INTEGER NOT NULL, start_us INTEGER NOT NULL, count INTEGER NOT NULL, flagged_count INTEGER NOT NULL,
  sum DOUBLE, first_us INTEGER, first DOUBLE, last_us INTEGER, last DOUBLE, min_us INTEGER, min DOUBLE,
  max_us INTEGER, max DOUBLE, qualities INTEGER, PRIMARY KEY (datastream, start_us)) WITHOUT ROWID;
-- A missing value is NULL, whatever the source wrote for it. It comes through a join, because other programs learn the
-- type of a view's column only from a column of a table.
CREATE VIEW observations AS SELECT
  (o.datastream << 41) | ((o.time_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  d.observed_property AS observed_property, strftime('%Y-%m-%dT%H:%M:%fZ', o.time_us / 1e6, 'unixepoch') AS time,
  v.value AS value, d.unit AS unit,
  CASE o.quality WHEN 0 THEN 'good' WHEN 1 THEN 'implausible' WHEN 2 THEN 'clock_skewed' WHEN 3 THEN 'duplicate'
    WHEN 4 THEN 'uncertain' ELSE 'missing' END AS quality
  FROM observation_rows o JOIN datastreams d ON d.fid = o.datastream JOIN sensors s ON s.fid = d.sensor
  LEFT JOIN observation_rows v ON v.datastream = o.datastream AND v.time_us = o.time_us AND o.quality <> 5;
CREATE VIEW rollups_hourly AS SELECT
  (r.datastream << 41) | ((r.start_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  strftime('%Y-%m-%dT%H:%M:%SZ', r.start_us / 1000000, 'unixepoch') AS hour, r.count AS count, r.min AS min, r.max AS max,
  r.sum AS sum, r.first AS first, r.last AS last, r.flagged_count AS flagged_count, d.unit AS unit
  FROM rollup_hours r JOIN datastreams d ON d.fid = r.datastream JOIN sensors s ON s.fid = d.sensor;
CREATE VIEW rollups_daily AS SELECT
  (r.datastream << 41) | ((r.start_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  strftime('%Y-%m-%d', r.start_us / 1000000, 'unixepoch') AS day, r.count AS count, r.min AS min, r.max AS max,
  r.sum AS sum, r.first AS first, r.last AS last, r.flagged_count AS flagged_count, d.unit AS unit
  FROM rollup_days r JOIN datastreams d ON d.fid = r.datastream JOIN sensors s ON s.fid = d.sensor;
CREATE VIEW rollups_monthly AS SELECT
  (r.datastream << 41) | ((r.start_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  strftime('%Y-%m', r.start_us / 1000000, 'unixepoch') AS month, r.count AS count, r.min AS min, r.max AS max,
  r.sum AS sum, r.first AS first, r.last AS last, r.flagged_count AS flagged_count, d.unit AS unit
  FROM rollup_months r JOIN datastreams d ON d.fid = r.datastream JOIN sensors s ON s.fid = d.sensor;
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES
  ('rollups_monthly', 'attributes', 'rollups_monthly', '1970-01-01T00:00:00.000Z', 0),
  ('feed_rejected', 'attributes', 'feed_rejected', '1970-01-01T00:00:00.000Z', 0);
