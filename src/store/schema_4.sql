-- Migration 4: lists of municipalities and ratios of figures that the user defined. Never changed once released: later
-- changes are migrations.
CREATE TABLE own_lists (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, members TEXT NOT NULL);
CREATE TABLE own_ratios (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, numerator TEXT NOT NULL,
  denominator TEXT NOT NULL, factor DOUBLE NOT NULL, unit TEXT NOT NULL, decimals INTEGER NOT NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES
  ('own_lists', 'attributes', 'own_lists', '1970-01-01T00:00:00.000Z', 0),
  ('own_ratios', 'attributes', 'own_ratios', '1970-01-01T00:00:00.000Z', 0);
