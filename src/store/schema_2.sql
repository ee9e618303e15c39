-- Migration 2: feeds of every protocol. Never changed once released: later changes are migrations.
ALTER TABLE feeds ADD COLUMN options TEXT;
ALTER TABLE feeds ADD COLUMN secret TEXT;
ALTER TABLE feeds ADD COLUMN retention_days INTEGER;
ALTER TABLE feed_health ADD COLUMN clock_ahead_s INTEGER;
