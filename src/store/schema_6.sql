-- Migration 6: layers of the map that the user brought, each with a feature table of its own. Never changed once
-- released: later changes are migrations.
CREATE TABLE own_layers (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL UNIQUE, table_name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, colour INTEGER NOT NULL, label INTEGER, columns TEXT, column_kinds TEXT, source TEXT NOT NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES
  ('own_layers', 'attributes', 'own_layers', '1970-01-01T00:00:00.000Z', 0);
