-- Names that registered models gave up. What was recorded under an old name, such as in sealed parts of the prediction log, is found by these. Times are UTC epoch milliseconds.
CREATE TABLE model_renames (
    -- In the order in which they were given up, whatever the clocks of the servers say.
    number BIGINT PRIMARY KEY,
    old_name TEXT NOT NULL,
    -- One with a slash, which no model can have, where the model was deleted.
    new_name TEXT NOT NULL,
    renamed_at BIGINT NOT NULL
);

CREATE INDEX model_renames_by_name ON model_renames (old_name, number);

-- A rename finds what was watched of the model without reading what was watched of others.
CREATE INDEX windows_by_model ON windows (model);
CREATE INDEX drift_history_by_model ON drift_history (model);
CREATE INDEX drift_reports_by_model ON drift_reports (model);
CREATE INDEX performance_windows_by_model ON performance_windows (model);
CREATE INDEX outcomes_by_model ON outcomes (model);
CREATE INDEX named_outcomes_by_model ON named_outcomes (model);
