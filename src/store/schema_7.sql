-- The names of the columns of a refused row, so that it can be mended and read again.
ALTER TABLE rejected ADD COLUMN header TEXT NOT NULL DEFAULT '';
