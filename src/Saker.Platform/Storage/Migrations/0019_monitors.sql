-- How endpoints are watched, and what came of comparing their traffic with a reference. Times are UTC epoch milliseconds.

CREATE TABLE monitors (
    endpoint TEXT PRIMARY KEY REFERENCES endpoints (name) ON DELETE CASCADE,
    -- As JSON; null for the defaults.
    settings TEXT,
    changed_at BIGINT NOT NULL
);

-- Up to when the traffic of a version was cut into windows, and what the next window needs to know.
CREATE TABLE drift_progress (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Where its traffic began.
    began_at BIGINT NOT NULL,
    evaluated_until BIGINT NOT NULL,
    looked_at BIGINT NOT NULL,
    -- In the window that is open.
    open_rows BIGINT NOT NULL,
    -- Why nothing was compared; null when nothing stands in the way.
    note TEXT,
    -- The states of streaming detectors by name, as JSON.
    detectors TEXT,
    PRIMARY KEY (endpoint, model, version)
);

-- References that were taken out of traffic, kept because traffic is not.
CREATE TABLE drift_references (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- What it was taken by, such as first:1000 or window:1700000000000..1700003600000.
    key TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    -- Profiles as JSON; null where there is none.
    inputs TEXT,
    outputs TEXT,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (endpoint, model, version, key)
);

CREATE TABLE drift_reports (
    id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    -- window for one of the closed windows, asked for a range that somebody wanted.
    kind TEXT NOT NULL,
    drifted INTEGER NOT NULL,
    -- The share of columns that moved.
    share DOUBLE PRECISION NOT NULL,
    made_at BIGINT NOT NULL,
    -- All of it as JSON.
    report TEXT NOT NULL
);

CREATE INDEX drift_reports_by_endpoint ON drift_reports (endpoint, to_at);
-- A window is evaluated once, whoever tries.
CREATE UNIQUE INDEX drift_windows ON drift_reports (endpoint, model, version, from_at) WHERE kind = 'window';
