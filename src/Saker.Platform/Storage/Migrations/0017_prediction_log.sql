-- Where the sealed parts of the prediction log are, and what was taken out of it. Times are UTC epoch milliseconds.

-- A part: requests of one endpoint that one process wrote one after another. The contents are blobs.
CREATE TABLE log_segments (
    id TEXT PRIMARY KEY,
    -- The journal it was sealed from: sealed as a whole or not at all.
    journal TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    request_count BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    -- The blobs with the requests, and with their ids and where in the other they are; null when it was removed.
    hash TEXT,
    byte_count BIGINT NOT NULL,
    index_hash TEXT,
    index_byte_count BIGINT NOT NULL,
    sealed_at BIGINT NOT NULL,
    -- How many requests were erased from it, not counted in request_count.
    erased_count BIGINT NOT NULL DEFAULT 0,
    -- When it was removed, and by what rule: age or size.
    removed_at BIGINT,
    removal TEXT
);

CREATE INDEX log_segments_by_time ON log_segments (last_at, endpoint);
CREATE INDEX log_segments_by_journal ON log_segments (journal);
CREATE INDEX log_segments_by_hash ON log_segments (hash);
CREATE INDEX log_segments_by_index_hash ON log_segments (index_hash);

-- Requests that were erased, for journals that are not sealed yet: by the SHA-256 of their ids.
CREATE TABLE log_erasures (
    id_hash TEXT PRIMARY KEY,
    erased_at BIGINT NOT NULL
);

-- The processes that could not write to the log, or not seal what they had written, when they said so last.
CREATE TABLE log_writers (
    replica TEXT PRIMARY KEY,
    told_at BIGINT NOT NULL,
    not_writing_since BIGINT,
    not_sealing_since BIGINT,
    reason TEXT,
    -- Requests that are in no log, of the last minutes.
    dropped_count BIGINT NOT NULL
);
