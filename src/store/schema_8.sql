-- Migration 8: shapes of projects that are more than their place, which the layer of points can't hold. Never changed
-- once released: later changes are migrations.
CREATE TABLE project_shapes (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY NOT NULL, project TEXT NOT NULL UNIQUE);
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES
  ('project_shapes', 'features', 'project_shapes', '1970-01-01T00:00:00.000Z', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('project_shapes', 'geom', 'GEOMETRY', 4326, 0, 0);
