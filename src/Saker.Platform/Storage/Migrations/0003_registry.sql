CREATE TABLE models (
    name TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

CREATE TABLE model_versions (
    model TEXT NOT NULL REFERENCES models (name),
    version INTEGER NOT NULL,
    -- Names the folder that holds the files.
    hash TEXT NOT NULL,
    run_id TEXT,
    dataset TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (model, version)
);

CREATE INDEX model_versions_by_hash ON model_versions (hash);

CREATE TABLE aliases (
    model TEXT NOT NULL,
    alias TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

CREATE TABLE alias_history (
    id TEXT PRIMARY KEY,
    model TEXT NOT NULL REFERENCES models (name),
    alias TEXT NOT NULL,
    from_version INTEGER,
    to_version INTEGER NOT NULL,
    moved_by TEXT NOT NULL,
    moved_at BIGINT NOT NULL
);

CREATE INDEX alias_history_by_model ON alias_history (model, id);
