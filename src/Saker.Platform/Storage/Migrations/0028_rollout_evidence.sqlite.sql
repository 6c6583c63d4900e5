-- What rollouts are decided by. Times are UTC epoch milliseconds.

CREATE TABLE rollout_evidence (
    rollout_id TEXT PRIMARY KEY,
    -- 0 once the rollout has ended: what comes late is not kept.
    is_open INTEGER NOT NULL,
    -- Rises with every folding, so that two processes never fold the same.
    revision BIGINT NOT NULL,
    -- What was folded so far, as JSON, compressed by gzip.
    state BLOB,
    folded_at BIGINT NOT NULL
);

-- What replicas saw and nobody has folded yet.
CREATE TABLE rollout_blocks (
    rollout_id TEXT NOT NULL,
    -- The life of a process.
    replica TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    -- Of the split that the requests were assigned by.
    split_revision BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (rollout_id, replica, sequence)
);

-- Up to which sequence the blocks of a replica were folded: one that is written again is known.
CREATE TABLE rollout_cursors (
    rollout_id TEXT NOT NULL,
    replica TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (rollout_id, replica)
);

-- How evidence grew, thinned.
CREATE TABLE rollout_trail (
    rollout_id TEXT NOT NULL,
    -- Counts foldings.
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- The points of all guards, as JSON.
    points TEXT NOT NULL,
    PRIMARY KEY (rollout_id, number)
);

-- The arm of the rollout that the prediction belonged to, 0 for the control; null where there was none.
ALTER TABLE outcomes ADD COLUMN arm BIGINT;

-- Business metrics: numbers that are reported for requests under a name.
CREATE TABLE named_outcomes (
    request_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The last value that came.
    value DOUBLE PRECISION NOT NULL,
    -- When it became known, as the caller says; when this value came, and when the first one did.
    known_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    first_received_at BIGINT NOT NULL,
    correction_count BIGINT NOT NULL,
    -- unmatched, matched or orphan (given up).
    state TEXT NOT NULL,
    -- As the caller says while it is unmatched, then as the log says.
    endpoint TEXT,
    -- What it was joined to; null before.
    model TEXT,
    version BIGINT,
    arm BIGINT,
    predicted_at BIGINT,
    -- Rises with everything that is joined.
    join_order BIGINT,
    PRIMARY KEY (request_id, name)
);

CREATE INDEX named_outcomes_by_join ON named_outcomes (endpoint, name, join_order);
CREATE INDEX named_outcomes_by_prediction ON named_outcomes (endpoint, name, predicted_at, arm, value);
CREATE INDEX named_outcomes_by_state ON named_outcomes (state, first_received_at, request_id, name);
CREATE INDEX named_outcomes_by_join_order ON named_outcomes (join_order);
