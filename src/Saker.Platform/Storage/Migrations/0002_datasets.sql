CREATE TABLE dataset_versions (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- Names the folder that holds the rows.
    hash TEXT NOT NULL,
    -- Columns as JSON, as in the folder's schema.json.
    schema TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (name, version),
    UNIQUE (name, hash)
);

CREATE INDEX dataset_versions_by_hash ON dataset_versions (hash);
