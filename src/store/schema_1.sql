-- Migration 1: the first version of our tables. Never changed once released: later changes are migrations.
CREATE TABLE regioscope_meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, licence TEXT NOT NULL,
  attribution TEXT NOT NULL, origin TEXT NOT NULL, date TEXT, hash TEXT, record_count INTEGER,
  is_simulated BOOLEAN NOT NULL, is_bundled BOOLEAN NOT NULL);
CREATE TABLE municipalities (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, nis INTEGER NOT NULL UNIQUE, name TEXT NOT NULL,
  name_fr TEXT, name_de TEXT, region TEXT NOT NULL, province TEXT NOT NULL, arrondissement INTEGER NOT NULL,
  typology TEXT NOT NULL, is_centrumstad BOOLEAN NOT NULL, area_ha DOUBLE, population_2020 INTEGER, postal_codes TEXT,
  label_lon DOUBLE NOT NULL, label_lat DOUBLE NOT NULL, label_rank INTEGER NOT NULL, boundary_accuracy TEXT);
CREATE TABLE arrondissements (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, code INTEGER NOT NULL UNIQUE, name_nl TEXT, name_en TEXT);
CREATE TABLE aliases (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL, nis INTEGER NOT NULL);
CREATE TABLE mergers (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, old_nis INTEGER NOT NULL, old_name TEXT NOT NULL,
  new_nis INTEGER NOT NULL, effective DATE NOT NULL);
CREATE TABLE projects (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  title_nl TEXT, title_en TEXT, description_nl TEXT, description_en TEXT, lead_nis INTEGER, other_nis TEXT,
  other_names TEXT, location_basis TEXT, dimensions TEXT, theme TEXT NOT NULL, working_areas TEXT, core_values TEXT,
  status TEXT NOT NULL, status_basis TEXT, start_year INTEGER, end_year INTEGER, budget_eur DOUBLE,
  is_budget_consortium BOOLEAN, subsidy_eur DOUBLE, is_subsidy_consortium BOOLEAN, funding TEXT NOT NULL,
  funding_group TEXT NOT NULL, partners TEXT, partner_roles TEXT, url TEXT NOT NULL, source_dataset TEXT NOT NULL,
  source_record TEXT NOT NULL, source_cited TEXT NOT NULL, source_confidence TEXT NOT NULL, source_note TEXT NOT NULL,
  is_simulated BOOLEAN NOT NULL);
CREATE TABLE indicators (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name_nl TEXT, name_en TEXT,
  definition_nl TEXT, definition_en TEXT, unit TEXT NOT NULL, decimals INTEGER NOT NULL, dimension TEXT,
  direction TEXT NOT NULL, aggregation TEXT NOT NULL, numerator TEXT, denominator TEXT, factor DOUBLE,
  values_table TEXT NOT NULL, reference TEXT NOT NULL, provisional_from INTEGER, status_note_nl TEXT,
  status_note_en TEXT, source TEXT NOT NULL, is_default_choropleth BOOLEAN NOT NULL, class_breaks TEXT);
CREATE TABLE indicator_values (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, indicator TEXT NOT NULL, nis INTEGER NOT NULL, year INTEGER NOT NULL,
  value DOUBLE NOT NULL, status TEXT NOT NULL);
CREATE TABLE indicator_gaps (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, values_table TEXT NOT NULL, from_year INTEGER NOT NULL,
  until_year INTEGER NOT NULL, reason_nl TEXT, reason_en TEXT);
CREATE TABLE feeds (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name_nl TEXT, name_en TEXT,
  protocol TEXT NOT NULL, url TEXT NOT NULL, dataset TEXT, mapping TEXT, nis INTEGER, licence TEXT NOT NULL,
  attribution TEXT NOT NULL, poll_seconds INTEGER NOT NULL, is_verified BOOLEAN NOT NULL, is_enabled BOOLEAN NOT NULL,
  is_simulated BOOLEAN NOT NULL, is_bundled BOOLEAN NOT NULL DEFAULT 0);
CREATE TABLE feed_health (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, feed TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
  last_success_us INTEGER, last_observation_us INTEGER, last_attempt_us INTEGER, next_attempt_us INTEGER,
  latency_ms INTEGER, error TEXT, failure_count INTEGER NOT NULL, rejected_count INTEGER NOT NULL);
CREATE TABLE sensors (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, id TEXT NOT NULL UNIQUE, feed TEXT NOT NULL,
  name TEXT NOT NULL, nis INTEGER, is_nis_approximate BOOLEAN NOT NULL, is_simulated BOOLEAN NOT NULL);
CREATE TABLE datastreams (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, sensor INTEGER NOT NULL REFERENCES sensors(fid), key TEXT NOT NULL,
  observed_property TEXT NOT NULL, original_property TEXT NOT NULL, unit TEXT NOT NULL, original_unit TEXT NOT NULL,
  capacity DOUBLE, latest_time_us INTEGER, latest_value DOUBLE, latest_quality TEXT,
  CONSTRAINT datastream_key UNIQUE (sensor, key));
CREATE TABLE rejected (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, field TEXT NOT NULL,
  reason TEXT NOT NULL, original TEXT NOT NULL);
CREATE TABLE observation_rows (
  datastream INTEGER NOT NULL, time_us INTEGER NOT NULL, value DOUBLE NOT NULL, quality INTEGER NOT NULL,
  PRIMARY KEY (datastream, time_us)) WITHOUT ROWID;
CREATE TABLE rollup_hours (
  datastream INTEGER NOT NULL, start_us INTEGER NOT NULL, count INTEGER NOT NULL, min DOUBLE NOT NULL,
  max DOUBLE NOT NULL, sum DOUBLE NOT NULL, first DOUBLE NOT NULL, last DOUBLE NOT NULL, min_us INTEGER NOT NULL,
  max_us INTEGER NOT NULL, first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, qualities INTEGER NOT NULL,
  PRIMARY KEY (datastream, start_us)) WITHOUT ROWID;
CREATE TABLE rollup_days (
  datastream INTEGER NOT NULL, start_us INTEGER NOT NULL, count INTEGER NOT NULL, min DOUBLE NOT NULL,
  max DOUBLE NOT NULL, sum DOUBLE NOT NULL, first DOUBLE NOT NULL, last DOUBLE NOT NULL, min_us INTEGER NOT NULL,
  max_us INTEGER NOT NULL, first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, qualities INTEGER NOT NULL,
  PRIMARY KEY (datastream, start_us)) WITHOUT ROWID;
CREATE VIEW observations AS SELECT
  (o.datastream << 41) | ((o.time_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  d.observed_property AS observed_property, strftime('%Y-%m-%dT%H:%M:%fZ', o.time_us / 1e6, 'unixepoch') AS time,
  o.value AS value, d.unit AS unit,
  CASE o.quality WHEN 0 THEN 'good' WHEN 1 THEN 'implausible' ELSE 'clock_skewed' END AS quality
  FROM observation_rows o JOIN datastreams d ON d.fid = o.datastream JOIN sensors s ON s.fid = d.sensor;
CREATE VIEW rollups_hourly AS SELECT
  (r.datastream << 41) | ((r.start_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  strftime('%Y-%m-%dT%H:%M:%SZ', r.start_us / 1000000, 'unixepoch') AS hour, r.count AS count, r.min AS min,
  r.max AS max, r.sum AS sum, r.first AS first, r.last AS last, d.unit AS unit
  FROM rollup_hours r JOIN datastreams d ON d.fid = r.datastream JOIN sensors s ON s.fid = d.sensor;
CREATE VIEW rollups_daily AS SELECT
  (r.datastream << 41) | ((r.start_us / 1000) & 2199023255551) AS OGC_FID, s.id AS sensor, d.key AS datastream,
  strftime('%Y-%m-%d', r.start_us / 1000000, 'unixepoch') AS day, r.count AS count, r.min AS min, r.max AS max,
  r.sum AS sum, r.first AS first, r.last AS last, d.unit AS unit
  FROM rollup_days r JOIN datastreams d ON d.fid = r.datastream JOIN sensors s ON s.fid = d.sensor;
