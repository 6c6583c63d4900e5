-- What gates said of versions, which aliases require it, and who moved an alias all the same. Times are UTC epoch milliseconds.

CREATE TABLE gate_verdicts (
    id TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- 1 when every gate was passed
    passed INTEGER NOT NULL,
    -- SHA-256 of what was asked
    suite TEXT NOT NULL,
    -- the names of the gates that were not passed, as JSON
    failed TEXT NOT NULL,
    -- the whole report, as JSON
    report TEXT NOT NULL,
    judged_by TEXT NOT NULL,
    judged_at BIGINT NOT NULL,
    -- why the version was registered although it had not passed
    override_reason TEXT,
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

CREATE INDEX gate_verdicts_by_version ON gate_verdicts (model, version, id);

CREATE TABLE gate_requirements (
    model TEXT NOT NULL,
    -- empty for every alias
    alias TEXT NOT NULL,
    -- the least role of those who may override
    role TEXT NOT NULL,
    -- the gates that must have been passed, as they were written, and their SHA-256; null when any will do
    gates TEXT,
    suite TEXT,
    required_by TEXT NOT NULL,
    required_at BIGINT NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model) REFERENCES models (name)
);

ALTER TABLE alias_history ADD COLUMN override_reason TEXT;
ALTER TABLE alias_requests ADD COLUMN override_reason TEXT;
