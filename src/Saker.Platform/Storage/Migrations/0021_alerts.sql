-- Alerts: the rules, what fires, and who is told. Times are UTC epoch milliseconds.

-- Rules that somebody wrote; those that come with Saker are not in it until they are changed.
CREATE TABLE alert_rules (
    name TEXT PRIMARY KEY,
    -- As it was written, as JSON.
    body TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE alert_receivers (
    name TEXT PRIMARY KEY,
    -- As it was written, as JSON, without its secrets.
    body TEXT NOT NULL,
    -- Its secrets as JSON, sealed, in base64; null when it has none.
    secrets TEXT,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- Deliveries that failed since the last one that succeeded.
    failures BIGINT NOT NULL DEFAULT 0,
    failing_since BIGINT,
    -- When it is tried next.
    next_at BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    delivered_at BIGINT
);

CREATE TABLE alert_silences (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    -- Null when it comes back every week.
    ends_at BIGINT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- One row at most: how alerts are grouped and repeated.
CREATE TABLE alert_policy (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE alerts (
    id TEXT PRIMARY KEY,
    -- The same for the same rule, signal, endpoint, version and label.
    fingerprint TEXT NOT NULL,
    -- 1 while the rules still watch it; then it is history.
    is_open BIGINT NOT NULL,
    -- pending, firing, acknowledged or resolved.
    state TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    body TEXT NOT NULL,
    fired_at BIGINT,
    resolved_at BIGINT
);

CREATE UNIQUE INDEX alerts_open ON alerts (fingerprint) WHERE is_open = 1;
CREATE INDEX alerts_fired ON alerts (fingerprint, fired_at);
CREATE INDEX alerts_resolved ON alerts (resolved_at) WHERE is_open = 0;

CREATE TABLE alert_events (
    id TEXT PRIMARY KEY,
    alert TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT,
    note TEXT
);

CREATE INDEX alert_events_of ON alert_events (alert, id);

-- What each receiver was told of each group.
CREATE TABLE alert_groups (
    receiver TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (receiver, id)
);

-- Notifications that wait, oldest first, and those that were given up. What was delivered is not here any more.
CREATE TABLE alert_outbox (
    id TEXT PRIMARY KEY,
    receiver TEXT NOT NULL,
    -- Those of one stream are delivered in order.
    stream TEXT NOT NULL,
    body TEXT NOT NULL,
    -- waiting or dead.
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    dead_at BIGINT
);

CREATE INDEX alert_outbox_of ON alert_outbox (receiver, state, stream, id);

-- The recent past of the signals that rules of the kind anomaly judge.
CREATE TABLE alert_series (
    fingerprint TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
