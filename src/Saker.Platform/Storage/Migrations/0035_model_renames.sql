-- Names that registered models gave up. What was recorded under an old name, such as in sealed parts of the prediction log, is found by these. Times are UTC epoch milliseconds.
CREATE TABLE model_renames (
    -- In the order in which they were given up.
    id TEXT PRIMARY KEY,
    old_name TEXT NOT NULL,
    new_name TEXT NOT NULL,
    renamed_at BIGINT NOT NULL
);

CREATE INDEX model_renames_by_name ON model_renames (old_name, id);
