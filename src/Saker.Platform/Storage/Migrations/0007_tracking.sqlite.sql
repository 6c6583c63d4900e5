-- Tracking as MLflow's clients use it: deletion and restoring, tags of experiments, datasets and models as inputs, models as outputs.
-- Times are UTC epoch milliseconds.

ALTER TABLE experiments ADD COLUMN artifact_location TEXT NOT NULL DEFAULT '';
UPDATE experiments SET artifact_location = 'mlflow-artifacts:/' || id;

CREATE TABLE experiment_tags (
    experiment_id BIGINT NOT NULL REFERENCES experiments (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)
);

ALTER TABLE runs ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN artifact_uri TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN deleted_at BIGINT;
-- 1 when the deletion of its experiment took the run: restoring the experiment restores these and no others.
ALTER TABLE runs ADD COLUMN deleted_by_experiment INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET artifact_uri = 'mlflow-artifacts:/' || experiment_id || '/' || id || '/artifacts';

-- The order of a search: the newest first, then by id.
DROP INDEX runs_by_experiment;
CREATE INDEX runs_by_experiment ON runs (experiment_id, lifecycle, started_at DESC, id);

-- The name and the parent are tags too: clients search by them.
INSERT INTO tags (run_id, key, value) SELECT id, 'mlflow.runName', name FROM runs WHERE true ON CONFLICT DO NOTHING;
INSERT INTO tags (run_id, key, value) SELECT id, 'mlflow.parentRunId', parent_id FROM runs WHERE parent_id IS NOT NULL ON CONFLICT DO NOTHING;

-- A dataset that was an input of some run of the experiment.
CREATE TABLE input_datasets (
    id TEXT PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    -- JSON, as the client wrote it.
    schema TEXT,
    profile TEXT,
    UNIQUE (experiment_id, name, digest)
);

CREATE INDEX input_datasets_by_name ON input_datasets (name, digest);

CREATE TABLE dataset_inputs (
    run_id TEXT NOT NULL REFERENCES runs (id),
    dataset_id TEXT NOT NULL REFERENCES input_datasets (id),
    PRIMARY KEY (run_id, dataset_id)
);

CREATE INDEX dataset_inputs_by_dataset ON dataset_inputs (dataset_id, run_id);

-- What the input is to the run: mlflow.data.context is 'training', say.
CREATE TABLE dataset_input_tags (
    run_id TEXT NOT NULL,
    dataset_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, dataset_id, key),
    FOREIGN KEY (run_id, dataset_id) REFERENCES dataset_inputs (run_id, dataset_id)
);

CREATE TABLE model_inputs (
    run_id TEXT NOT NULL REFERENCES runs (id),
    model_id TEXT NOT NULL,
    PRIMARY KEY (run_id, model_id)
);

CREATE TABLE model_outputs (
    run_id TEXT NOT NULL REFERENCES runs (id),
    model_id TEXT NOT NULL,
    step BIGINT NOT NULL,
    PRIMARY KEY (run_id, model_id)
);

CREATE INDEX params_by_value ON params (key, value, run_id);
CREATE INDEX tags_by_value ON tags (key, value, run_id);
CREATE INDEX experiment_tags_by_value ON experiment_tags (key, value, experiment_id);

-- Most of the file is metrics: as the tree of their key they take half the room, and a metric's history lies together in its
-- order. Writers know the run: to look it up for each value would cost more than the value.
CREATE TABLE kept_metrics (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step BIGINT NOT NULL,
    logged_at BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    is_nan INTEGER NOT NULL DEFAULT 0,
    model_id TEXT,
    dataset_name TEXT,
    dataset_digest TEXT,
    PRIMARY KEY (run_id, key, step, logged_at, value, is_nan)
) WITHOUT ROWID;

INSERT INTO kept_metrics (run_id, key, step, logged_at, value, is_nan)
SELECT run_id, key, step, logged_at, value, is_nan FROM metrics ORDER BY run_id, key, step, logged_at, value, is_nan;
DROP TABLE metrics;
ALTER TABLE kept_metrics RENAME TO metrics;

CREATE TABLE kept_latest_metrics (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    step BIGINT NOT NULL,
    logged_at BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    is_nan INTEGER NOT NULL DEFAULT 0,
    model_id TEXT,
    dataset_name TEXT,
    dataset_digest TEXT,
    PRIMARY KEY (run_id, key)
) WITHOUT ROWID;

INSERT INTO kept_latest_metrics (run_id, key, step, logged_at, value, is_nan)
SELECT run_id, key, step, logged_at, value, is_nan FROM latest_metrics ORDER BY run_id, key;
DROP TABLE latest_metrics;
ALTER TABLE kept_latest_metrics RENAME TO latest_metrics;

CREATE INDEX latest_metrics_by_value ON latest_metrics (key, value, run_id, is_nan);
