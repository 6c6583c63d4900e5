-- Models that runs log, before or without being registered. Times are UTC epoch milliseconds.

CREATE TABLE logged_models (
    id TEXT PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    model_type TEXT,
    -- Of a client elsewhere, it may be a run that is not here.
    source_run_id TEXT,
    artifact_uri TEXT NOT NULL,
    -- PENDING until its files are there, then READY or FAILED.
    status TEXT NOT NULL,
    creator TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE INDEX logged_models_by_experiment ON logged_models (experiment_id, created_at DESC, id);

CREATE TABLE logged_model_params (
    model_id TEXT NOT NULL REFERENCES logged_models (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
);

CREATE TABLE logged_model_tags (
    model_id TEXT NOT NULL REFERENCES logged_models (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
);

-- A model's metrics are those that runs logged about it; most metrics are about none.
CREATE INDEX metrics_by_model ON metrics (model_id, key) WHERE model_id IS NOT NULL;
