-- The report as JSON compressed by gzip: about a quarter of the text, which is empty from now on; reports of before have the text alone.
ALTER TABLE drift_reports ADD COLUMN packed BLOB;
