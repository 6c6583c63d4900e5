ALTER TABLE endpoints ADD COLUMN settings TEXT;
ALTER TABLE endpoints ADD COLUMN previous_model TEXT;
ALTER TABLE endpoints ADD COLUMN previous_version INTEGER;
