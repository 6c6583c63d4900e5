-- Which of the processes that serve have the candidates of a rollout in memory, while it is being warmed.
CREATE TABLE rollout_replicas (
    rollout TEXT NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
    -- The opening of a home by a process.
    replica TEXT NOT NULL,
    is_ready BIGINT NOT NULL,
    -- What keeps a candidate from being loaded there.
    fault TEXT,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (rollout, replica)
);
