-- What requests were like by minute, hour and day. A row is what one process saw of a minute, or what hours and days were merged to. Times are UTC epoch milliseconds.

CREATE TABLE windows (
    endpoint TEXT NOT NULL,
    -- 0 for a minute, 1 for an hour, 2 for a day
    grain INTEGER NOT NULL,
    started_at BIGINT NOT NULL,
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- the process, and its part of the minute; empty and 0 for what was merged
    writer TEXT NOT NULL,
    number BIGINT NOT NULL,
    -- the counts, as JSON
    facts TEXT NOT NULL,
    -- profiles in their binary form
    inputs BLOB,
    outputs BLOB,
    -- rows by the bins of the model's own reference, as JSON
    bins TEXT,
    -- how many writers it holds
    writer_count INTEGER NOT NULL,
    -- grows with every write of the row
    revision BIGINT NOT NULL,
    -- 1 when the next coarser grain has it
    merged INTEGER NOT NULL,
    PRIMARY KEY (endpoint, grain, started_at, model, version, writer, number)
);

CREATE INDEX windows_unmerged ON windows (grain, started_at) WHERE merged = 0;
CREATE INDEX windows_by_age ON windows (grain, started_at) WHERE merged = 1;
