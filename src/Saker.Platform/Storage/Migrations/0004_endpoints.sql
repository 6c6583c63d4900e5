CREATE TABLE endpoints (
    name TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployed_at BIGINT NOT NULL,
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
