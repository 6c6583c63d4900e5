-- What gates were asked of, so that a requirement can pin it, and who brought a version to its stage all the same. Times are UTC epoch milliseconds.

-- the column with the answers and the positive one; null for verdicts of before
ALTER TABLE gate_verdicts ADD COLUMN target TEXT;
ALTER TABLE gate_verdicts ADD COLUMN positive TEXT;
-- the stored dataset whose rows were judged on, all of them, as name/version; null for rows of a file or a part of a dataset
ALTER TABLE gate_verdicts ADD COLUMN dataset TEXT;

-- what those must be; null when any will do
ALTER TABLE gate_requirements ADD COLUMN target TEXT;
ALTER TABLE gate_requirements ADD COLUMN positive TEXT;
-- name/version, or the name alone for any version
ALTER TABLE gate_requirements ADD COLUMN dataset TEXT;
-- 1 when a pipeline said it by having gates
ALTER TABLE gate_requirements ADD COLUMN of_pipeline INTEGER NOT NULL DEFAULT 0;

-- why a version came to its stage although its gates did not pass, who said so and when
ALTER TABLE model_versions ADD COLUMN stage_override TEXT;
ALTER TABLE model_versions ADD COLUMN stage_override_by TEXT;
ALTER TABLE model_versions ADD COLUMN stage_override_at BIGINT;
