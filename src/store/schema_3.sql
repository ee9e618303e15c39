-- Migration 3: figures that the user imported, and what they were before. Never changed once released: later changes
-- are migrations.
ALTER TABLE indicators ADD COLUMN nis_vintage TEXT NOT NULL DEFAULT 'detect';
ALTER TABLE indicators ADD COLUMN is_bundled BOOLEAN NOT NULL DEFAULT 1;
-- The import that a figure comes from; NULL = it came with the program.
ALTER TABLE indicator_values ADD COLUMN import TEXT;
CREATE TABLE indicator_imports (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, at_us INTEGER NOT NULL);
CREATE TABLE indicator_revisions (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, indicator TEXT NOT NULL, nis INTEGER NOT NULL, year INTEGER NOT NULL,
  value DOUBLE NOT NULL, status TEXT NOT NULL, replaced_us INTEGER NOT NULL, replaced_by TEXT NOT NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES
  ('indicator_imports', 'attributes', 'indicator_imports', '1970-01-01T00:00:00.000Z', 0),
  ('indicator_revisions', 'attributes', 'indicator_revisions', '1970-01-01T00:00:00.000Z', 0);
