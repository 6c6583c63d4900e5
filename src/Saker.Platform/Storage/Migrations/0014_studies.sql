-- Studies of hyper-parameters and their trials. Times are UTC epoch milliseconds.

CREATE TABLE studies (
    name TEXT PRIMARY KEY,
    -- The run that its trials are runs below.
    run_id TEXT NOT NULL,
    experiment_id BIGINT NOT NULL,
    -- Direction, sampler, pruner, seed and space as JSON.
    settings TEXT NOT NULL,
    -- What the objective was made of, such as the hash of rows and folds: a study goes on only where that is the same.
    fingerprint TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE trials (
    study TEXT NOT NULL REFERENCES studies (name),
    number BIGINT NOT NULL,
    -- running, waiting, complete, pruned or failed.
    state TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    parameters TEXT NOT NULL,
    value DOUBLE PRECISION,
    reason TEXT,
    -- The run of the present attempt, and the process that executes it; null when a client elsewhere does.
    run_id TEXT NOT NULL,
    owner TEXT,
    started_at BIGINT NOT NULL,
    -- When it was last heard of.
    touched_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- Counts the changes of the study's trials: whoever knows the study up to one reads what came later.
    change BIGINT NOT NULL,
    PRIMARY KEY (study, number)
);

CREATE INDEX trials_by_change ON trials (study, change);
CREATE INDEX trials_by_state ON trials (state, owner);

CREATE TABLE trial_reports (
    study TEXT NOT NULL,
    number BIGINT NOT NULL,
    step BIGINT NOT NULL,
    -- Null for what is no number.
    value DOUBLE PRECISION,
    PRIMARY KEY (study, number, step),
    FOREIGN KEY (study, number) REFERENCES trials (study, number)
);
