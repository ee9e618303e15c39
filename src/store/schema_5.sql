-- Migration 5: notes, tags, corrections and projects of the user's own. Never changed once released: later changes are
-- migrations.
CREATE TABLE own_notes (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, number INTEGER NOT NULL UNIQUE, project TEXT NOT NULL,
  text TEXT NOT NULL, author TEXT NOT NULL, date TEXT NOT NULL);
CREATE TABLE own_tags (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, project TEXT NOT NULL, word TEXT NOT NULL, author TEXT NOT NULL,
  date TEXT NOT NULL, UNIQUE (project, word));
CREATE TABLE own_corrections (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, project TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
  source_value TEXT NOT NULL, author TEXT NOT NULL, date TEXT NOT NULL, UNIQUE (project, field));
CREATE TABLE own_projects (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  description TEXT NOT NULL, lead_nis INTEGER, dimensions TEXT NOT NULL, theme TEXT NOT NULL, status TEXT NOT NULL,
  start_year INTEGER, end_year INTEGER, url TEXT NOT NULL, author TEXT NOT NULL, date TEXT NOT NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES
  ('own_notes', 'attributes', 'own_notes', '1970-01-01T00:00:00.000Z', 0),
  ('own_tags', 'attributes', 'own_tags', '1970-01-01T00:00:00.000Z', 0),
  ('own_corrections', 'attributes', 'own_corrections', '1970-01-01T00:00:00.000Z', 0),
  ('own_projects', 'attributes', 'own_projects', '1970-01-01T00:00:00.000Z', 0);
