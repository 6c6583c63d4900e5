-- What became of predictions, joined to what was predicted, and how endpoints fared by it. Times are UTC epoch milliseconds.

CREATE TABLE outcomes (
    request_id TEXT NOT NULL,
    -- Which row of the request, counted from 0.
    row_index BIGINT NOT NULL,
    -- A label or a number as text; the last one that came.
    value TEXT NOT NULL,
    -- When it became known, as the caller says.
    known_at BIGINT NOT NULL,
    -- When this value came, and when the first one did.
    received_at BIGINT NOT NULL,
    first_received_at BIGINT NOT NULL,
    -- How many earlier values there are in outcome_history.
    correction_count BIGINT NOT NULL,
    -- unmatched, matched, unsampled (the request is known, its row was not kept) or orphan (given up).
    state TEXT NOT NULL,
    -- The endpoint: as the caller says while it is unmatched, then as the log says.
    endpoint TEXT,
    -- What it was joined to; null before. Kept here, so that it outlives the log.
    model TEXT,
    version BIGINT,
    predicted_at BIGINT,
    -- For how many rows of traffic this one stands.
    weight DOUBLE PRECISION,
    -- The row as the log had it, redacted, and what was answered, as JSON.
    inputs TEXT,
    outputs TEXT,
    PRIMARY KEY (request_id, row_index)
);

CREATE INDEX outcomes_by_prediction ON outcomes (endpoint, version, predicted_at, request_id, row_index);
CREATE INDEX outcomes_by_state ON outcomes (state, first_received_at, request_id, row_index);

CREATE TABLE outcome_history (
    request_id TEXT NOT NULL,
    row_index BIGINT NOT NULL,
    -- 0 is the first value that came.
    number BIGINT NOT NULL,
    value TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (request_id, row_index, number)
);

CREATE TABLE performance_windows (
    endpoint TEXT NOT NULL,
    version BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    -- What was estimated when the window had closed, as JSON; null when it could not be.
    estimate TEXT,
    -- What was measured once its outcomes were there, as JSON; null before. Whether the scores have decayed is said once, with the first.
    measured TEXT,
    measured_at BIGINT,
    PRIMARY KEY (endpoint, version, started_at)
);

CREATE TABLE performance_detectors (
    endpoint TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- All detectors with their states, as JSON.
    state TEXT NOT NULL,
    -- Up to which prediction errors were taken.
    seen_at BIGINT NOT NULL,
    seen_id TEXT NOT NULL,
    seen_row BIGINT NOT NULL,
    PRIMARY KEY (endpoint, version)
);
