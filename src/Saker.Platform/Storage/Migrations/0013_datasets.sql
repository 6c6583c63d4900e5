-- Where dataset versions come from, what checked them, and why the rows of some are gone. Times are UTC epoch milliseconds.

ALTER TABLE dataset_versions ADD COLUMN description TEXT;
-- Source, pipeline, checks and transforms as JSON, as in DatasetLineage.
ALTER TABLE dataset_versions ADD COLUMN lineage TEXT;
-- The report of the checks as JSON, and what came of it: passed, warned or failed; null when there were none.
ALTER TABLE dataset_versions ADD COLUMN check_report TEXT;
ALTER TABLE dataset_versions ADD COLUMN check_outcome TEXT;
ALTER TABLE dataset_versions ADD COLUMN created_by TEXT;
-- The version stays when its rows go; adding the same content again brings them back.
ALTER TABLE dataset_versions ADD COLUMN removed_at BIGINT;
ALTER TABLE dataset_versions ADD COLUMN removed_by TEXT;
ALTER TABLE dataset_versions ADD COLUMN removed_rule TEXT;

CREATE TABLE dataset_tags (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, version, key),
    FOREIGN KEY (name, version) REFERENCES dataset_versions (name, version)
);
