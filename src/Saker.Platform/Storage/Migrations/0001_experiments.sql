-- Tracking, shaped as MLflow's REST API needs it. Times are UTC epoch milliseconds, ids are text.

CREATE TABLE experiments (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    lifecycle TEXT NOT NULL DEFAULT 'active',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- MLflow's clients log here when they name no experiment.
INSERT INTO experiments (id, name, created_at, updated_at) VALUES (0, 'Default', @now, @now);

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES experiments (id),
    parent_id TEXT REFERENCES runs (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    lifecycle TEXT NOT NULL DEFAULT 'active',
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- Who executes it in this installation; null when a client elsewhere does.
    owner TEXT
);

CREATE INDEX runs_by_start ON runs (started_at, id);
CREATE INDEX runs_by_experiment ON runs (experiment_id, started_at, id);
CREATE INDEX runs_running ON runs (owner) WHERE status = 'RUNNING';

CREATE TABLE params (
    run_id TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
);

CREATE TABLE tags (
    run_id TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
);

-- NaN is value 0 with is_nan 1, since SQLite keeps no NaN. The key makes a repeated request harmless.
CREATE TABLE metrics (
    run_id TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    step BIGINT NOT NULL,
    logged_at BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    is_nan INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, key, step, logged_at, value, is_nan)
);

CREATE TABLE latest_metrics (
    run_id TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    step BIGINT NOT NULL,
    logged_at BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    is_nan INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, key)
);
