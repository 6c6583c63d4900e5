-- Work that comes back, done by one process at a time. Times are UTC epoch milliseconds.

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    -- Whoever holds it; null when nobody does.
    owner TEXT,
    expires_at BIGINT NOT NULL,
    -- Grows whenever it is taken, so that a holder that slept through its end can be told from the next.
    fence BIGINT NOT NULL
);

CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    interval_ms BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- Failures since it last succeeded.
    failure_count BIGINT NOT NULL
);

CREATE TABLE job_runs (
    job TEXT NOT NULL REFERENCES jobs (name),
    -- The lease's fence at the time.
    number BIGINT NOT NULL,
    owner TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- running, succeeded, failed, stopped or lost.
    outcome TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (job, number)
);

-- When endpoints' models are trained again by themselves.
CREATE TABLE retraining_policies (
    endpoint TEXT PRIMARY KEY REFERENCES endpoints (name) ON DELETE CASCADE,
    -- As JSON.
    policy TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    -- From when its schedule counts.
    counted_from BIGINT NOT NULL
);

-- What was asked for, and what came of it.
CREATE TABLE retraining_attempts (
    id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    -- schedule, drift, decay, new_rows or manual.
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- What was measured, as JSON.
    evidence TEXT NOT NULL,
    -- The time of a schedule; each is had once.
    scheduled_at BIGINT,
    requested_by TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    -- waiting, running, proposed, promoted, refused, unchanged, failed or lost.
    state TEXT NOT NULL,
    started_at BIGINT,
    ended_at BIGINT,
    -- What served when it began: the version that is trained again.
    model TEXT,
    base_version BIGINT,
    run_id TEXT,
    version BIGINT,
    -- The alias that is to move, and the request that waits for it.
    alias TEXT,
    request_id TEXT,
    error TEXT,
    UNIQUE (endpoint, scheduled_at)
);

CREATE INDEX retraining_attempts_by_endpoint ON retraining_attempts (endpoint, requested_at);
