-- Pages ask which runs are part of those that they show: without this each asks every run of the experiment.

CREATE INDEX runs_by_parent ON runs (parent_id, started_at, id) WHERE parent_id IS NOT NULL;
