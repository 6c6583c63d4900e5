-- Who may ask, what they used, and what was done. Times are UTC epoch milliseconds.

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    -- SHA-256 of the secret, in hexadecimal digits.
    hash TEXT NOT NULL,
    -- Limits as JSON.
    policy TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT
);

CREATE INDEX api_keys_by_name ON api_keys (name) WHERE revoked_at IS NULL;

-- One row: the revision grows with every key made or revoked, so that servers notice.
CREATE TABLE access_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL,
    -- Hexadecimal digits; made when it is first needed.
    secret TEXT
);

INSERT INTO access_state (id, revision) VALUES (1, 0);

CREATE TABLE access_usage (
    subject TEXT NOT NULL,
    -- Days since 0001-01-01, UTC.
    day INTEGER NOT NULL,
    requests BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (subject, day)
);

CREATE TABLE access_distinct_rows (
    subject TEXT NOT NULL,
    day INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    sketch BYTEA NOT NULL,
    PRIMARY KEY (subject, day, endpoint)
);

CREATE TABLE audit (
    -- Sorts by time.
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    key_id TEXT,
    act TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT,
    request_id TEXT
);

-- What was done stays as it was noted.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION audit_is_append_only();
