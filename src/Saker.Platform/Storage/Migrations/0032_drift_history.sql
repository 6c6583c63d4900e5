-- How far columns moved, by window, and merged to hours and days: what a picture of a month needs, without reading every report.
CREATE TABLE drift_history (
    -- 0 for a closed window, 1 for an hour, 2 for a day; windows count where they begin.
    grain BIGINT NOT NULL,
    endpoint TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Where the last window of it ended.
    ended_at BIGINT NOT NULL,
    window_count BIGINT NOT NULL,
    drifted_count BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    -- The largest share of columns that moved in one window.
    top_share DOUBLE PRECISION NOT NULL,
    -- What is known of each column, as JSON.
    columns TEXT NOT NULL,
    PRIMARY KEY (grain, endpoint, started_at, model, version)
);

-- Reports of before are merged little by little.
ALTER TABLE drift_reports ADD COLUMN is_merged BIGINT NOT NULL DEFAULT 0;
CREATE INDEX drift_reports_unmerged ON drift_reports (from_at) WHERE is_merged = 0;
