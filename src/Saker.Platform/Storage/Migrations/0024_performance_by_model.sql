-- An endpoint may get another model whose versions have the same numbers, and outcomes become known in another order than predictions were made.

-- Rises with every outcome that is joined, in microseconds since 1970 where it can: the order in which errors became known.
ALTER TABLE outcomes ADD COLUMN join_order BIGINT;

UPDATE outcomes SET join_order = ranked.place
FROM (SELECT request_id, row_index, ROW_NUMBER() OVER (ORDER BY predicted_at, request_id, row_index) AS place FROM outcomes WHERE state = 'matched') AS ranked
WHERE outcomes.request_id = ranked.request_id AND outcomes.row_index = ranked.row_index;

DROP INDEX outcomes_by_prediction;
-- With state and time of the last value, so that counting a window reads no rows.
CREATE INDEX outcomes_by_prediction ON outcomes (endpoint, model, version, predicted_at, request_id, row_index, state, received_at);
CREATE INDEX outcomes_by_join ON outcomes (endpoint, model, version, join_order);
CREATE INDEX outcomes_by_join_order ON outcomes (join_order);
-- Lists of all outcomes, and those that are too old.
CREATE INDEX outcomes_by_arrival ON outcomes (first_received_at, request_id, row_index);

CREATE TABLE performance_windows_by_model (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    -- What was estimated when the window had closed, as JSON; null when it could not be.
    estimate TEXT,
    -- What was measured once its outcomes were there, as JSON; null before.
    measured TEXT,
    measured_at BIGINT,
    PRIMARY KEY (endpoint, model, version, started_at)
);

-- Nothing said of which model a window was: outcomes do, else the endpoint.
INSERT INTO performance_windows_by_model (endpoint, model, version, started_at, ended_at, estimate, measured, measured_at)
SELECT known.endpoint, known.model, known.version, known.started_at, known.ended_at, known.estimate, known.measured, known.measured_at
FROM (
    SELECT w.*, COALESCE(
        (SELECT MAX(o.model) FROM outcomes o WHERE o.endpoint = w.endpoint AND o.version = w.version AND o.state = 'matched'),
        (SELECT e.model FROM endpoints e WHERE e.name = w.endpoint)) AS model
    FROM performance_windows w) AS known
WHERE known.model IS NOT NULL;

DROP TABLE performance_windows;
ALTER TABLE performance_windows_by_model RENAME TO performance_windows;

-- Detectors begin anew: they take all errors again, in the order in which they became known.
DROP TABLE performance_detectors;

CREATE TABLE performance_detectors (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- All detectors with their states, as JSON.
    state TEXT NOT NULL,
    -- When they last took errors, and up to which join_order.
    seen_at BIGINT NOT NULL,
    seen_order BIGINT NOT NULL,
    PRIMARY KEY (endpoint, model, version)
);
