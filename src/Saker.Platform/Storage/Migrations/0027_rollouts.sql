-- How versions come to endpoints. Times are UTC epoch milliseconds.

-- How the requests of an endpoint are shared between versions while a rollout is under way, as JSON; null for its own version alone.
ALTER TABLE endpoints ADD COLUMN split TEXT;

CREATE TABLE rollouts (
    id TEXT PRIMARY KEY,
    -- Not a reference: what was rolled out stays known when the endpoint is removed.
    endpoint TEXT NOT NULL,
    -- immediate, blue_green, canary, shadow, ab or bandit.
    strategy TEXT NOT NULL,
    -- waiting, warming, running, held, promoted, rolled_back, kept or cancelled.
    state TEXT NOT NULL,
    -- 1 until it has ended.
    is_open BIGINT NOT NULL,
    -- deployment, alias or retraining.
    cause TEXT NOT NULL,
    -- As JSON, every key written out.
    settings TEXT NOT NULL,
    -- Counts its changes: whoever changes it says which one they saw.
    revision BIGINT NOT NULL,
    step BIGINT NOT NULL,
    step_started_at BIGINT,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    reason TEXT,
    warming_at BIGINT,
    started_at BIGINT,
    deadline_at BIGINT,
    weighed_at BIGINT,
    ended_at BIGINT,
    note TEXT,
    -- The number of the candidate that was promoted.
    winner BIGINT,
    -- What waits for a person, as JSON.
    proposal TEXT,
    follows_alias TEXT,
    moves_alias TEXT,
    override_reason TEXT,
    retry_reason TEXT,
    approval_role TEXT,
    approval_count BIGINT NOT NULL,
    -- What the endpoint followed and fell back to before.
    followed_before TEXT,
    previous_model TEXT,
    previous_version BIGINT,
    -- 1 when its candidates were rolled back and may not come back by themselves.
    is_binding BIGINT NOT NULL
);

CREATE UNIQUE INDEX rollouts_open ON rollouts (endpoint) WHERE is_open = 1;
CREATE INDEX rollouts_by_endpoint ON rollouts (endpoint, id);

CREATE TABLE rollout_arms (
    rollout TEXT NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    -- 0 for the control.
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- No references: versions that took part may be deleted once it has ended.
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Basis points.
    weight BIGINT NOT NULL,
    -- Requests that it had answered when the step began.
    base_requests BIGINT NOT NULL,
    out_reason TEXT,
    PRIMARY KEY (rollout, number)
);

CREATE INDEX rollout_arms_by_version ON rollout_arms (model, version);

-- The timeline: a row for every change.
CREATE TABLE rollout_decisions (
    id TEXT PRIMARY KEY,
    rollout TEXT NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    -- The one that it led to.
    revision BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    step BIGINT NOT NULL,
    -- The shares of the arms by number, in basis points, with commas.
    weights TEXT NOT NULL,
    is_automatic BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    arm BIGINT,
    -- As JSON.
    evidence TEXT,
    decided_at BIGINT NOT NULL,
    UNIQUE (rollout, revision)
);

CREATE TABLE rollout_approvals (
    rollout TEXT NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    approved_by TEXT NOT NULL,
    approved_at BIGINT NOT NULL,
    reason TEXT,
    PRIMARY KEY (rollout, approved_by)
);

-- How versions come to an endpoint where nobody says otherwise.
CREATE TABLE rollout_policies (
    endpoint TEXT PRIMARY KEY REFERENCES endpoints (name) ON DELETE CASCADE,
    -- As JSON.
    settings TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL
);
