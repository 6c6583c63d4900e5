-- What MLflow's registry knows beside versions, and what goes beyond it. Times are UTC epoch milliseconds.

ALTER TABLE models ADD COLUMN description TEXT;
ALTER TABLE models ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE models SET updated_at = created_at;

CREATE TABLE model_tags (
    model TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key),
    FOREIGN KEY (model) REFERENCES models (name)
);

-- Not the value: PostgreSQL keeps no text of more than 2.7 kB in an index.
CREATE INDEX model_tags_by_key ON model_tags (key);

-- From here on a version may have no files: then its hash is empty, and files_reason says why.
ALTER TABLE model_versions ADD COLUMN files_reason TEXT;
ALTER TABLE model_versions ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE model_versions ADD COLUMN description TEXT;
ALTER TABLE model_versions ADD COLUMN registered_by TEXT;
-- As the client gave it, and the address that it stood for then.
ALTER TABLE model_versions ADD COLUMN source TEXT;
ALTER TABLE model_versions ADD COLUMN storage_uri TEXT;
ALTER TABLE model_versions ADD COLUMN run_link TEXT;
ALTER TABLE model_versions ADD COLUMN logged_model TEXT;
ALTER TABLE model_versions ADD COLUMN stage TEXT NOT NULL DEFAULT 'None';
ALTER TABLE model_versions ADD COLUMN status TEXT NOT NULL DEFAULT 'READY';
ALTER TABLE model_versions ADD COLUMN status_message TEXT;
-- A deleted version stays as a row without content, so that its numbers are not given again.
ALTER TABLE model_versions ADD COLUMN is_deleted INTEGER NOT NULL DEFAULT 0;
-- The semantic version; those registered before have none.
ALTER TABLE model_versions ADD COLUMN major INTEGER;
ALTER TABLE model_versions ADD COLUMN minor INTEGER;
ALTER TABLE model_versions ADD COLUMN patch INTEGER;
-- What the next semantic version is derived from: the names and types of the signature, and what trained it.
ALTER TABLE model_versions ADD COLUMN interface TEXT;
ALTER TABLE model_versions ADD COLUMN recipe TEXT;
ALTER TABLE model_versions ADD COLUMN code TEXT;
ALTER TABLE model_versions ADD COLUMN parent_model TEXT;
ALTER TABLE model_versions ADD COLUMN parent_version INTEGER;
-- Scores by name, as JSON.
ALTER TABLE model_versions ADD COLUMN scores TEXT;
UPDATE model_versions SET updated_at = created_at;

CREATE UNIQUE INDEX model_versions_by_semantic ON model_versions (model, major, minor, patch);
CREATE INDEX model_versions_by_run ON model_versions (run_id);
CREATE INDEX model_versions_by_update ON model_versions (updated_at);

CREATE TABLE model_version_tags (
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, version, key),
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

CREATE INDEX model_version_tags_by_key ON model_version_tags (key);

CREATE INDEX aliases_by_version ON aliases (model, version);

-- A move to version 0 took the alias away.
ALTER TABLE alias_history ADD COLUMN evidence TEXT;
ALTER TABLE alias_history ADD COLUMN from_scores TEXT;
ALTER TABLE alias_history ADD COLUMN to_scores TEXT;
ALTER TABLE alias_history ADD COLUMN request_id TEXT;
ALTER TABLE alias_history ADD COLUMN approved_by TEXT;

CREATE INDEX alias_history_by_alias ON alias_history (model, alias, id);

CREATE TABLE alias_protections (
    model TEXT NOT NULL,
    alias TEXT NOT NULL,
    role TEXT NOT NULL,
    approval_count INTEGER NOT NULL,
    protected_by TEXT NOT NULL,
    protected_at BIGINT NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model) REFERENCES models (name)
);

CREATE TABLE alias_requests (
    id TEXT PRIMARY KEY,
    model TEXT NOT NULL REFERENCES models (name),
    alias TEXT NOT NULL,
    from_version INTEGER,
    -- 0 asks to take the alias away.
    to_version INTEGER NOT NULL,
    evidence TEXT,
    requested_by TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    -- waiting, approved, rejected, withdrawn or stale
    state TEXT NOT NULL,
    closed_by TEXT,
    closed_at BIGINT,
    reason TEXT
);

CREATE INDEX alias_requests_by_model ON alias_requests (model, state, id);

CREATE TABLE alias_approvals (
    request_id TEXT NOT NULL REFERENCES alias_requests (id),
    approved_by TEXT NOT NULL,
    approved_at BIGINT NOT NULL,
    reason TEXT,
    PRIMARY KEY (request_id, approved_by)
);

-- The alias of its model that the endpoint follows.
ALTER TABLE endpoints ADD COLUMN follows_alias TEXT;
