-- Gates before a version is registered, and who registered one all the same. Times are UTC epoch milliseconds.

-- 1 when new versions are registered only with files whose gates passed; of requirements for every alias only
ALTER TABLE gate_requirements ADD COLUMN registration INTEGER NOT NULL DEFAULT 0;

-- what gates said of files that may be registered as the model's next version; a verdict becomes the version's when they are
CREATE TABLE gate_candidates (
    id TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    -- SHA-256 of the model folder
    hash TEXT NOT NULL,
    passed INTEGER NOT NULL,
    suite TEXT NOT NULL,
    target TEXT,
    positive TEXT,
    dataset TEXT,
    failed TEXT NOT NULL,
    report TEXT NOT NULL,
    judged_by TEXT NOT NULL,
    judged_at BIGINT NOT NULL,
    FOREIGN KEY (model) REFERENCES models (name)
);

CREATE INDEX gate_candidates_by_hash ON gate_candidates (model, hash, id);

-- why a version was registered although its gates did not pass, and who said so
ALTER TABLE model_versions ADD COLUMN registration_override TEXT;
