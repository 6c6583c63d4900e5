-- What people said to what rollouts proposed, and what is held against versions: each by itself, where several are compared.

-- What was proposed and declined, as JSON.
ALTER TABLE rollouts ADD COLUMN declined TEXT;

-- 1 when the version was rolled back and may not come back by itself.
ALTER TABLE rollout_arms ADD COLUMN is_binding BIGINT NOT NULL DEFAULT 0;

UPDATE rollout_arms SET is_binding = 1 WHERE number > 0 AND rollout IN (SELECT id FROM rollouts WHERE is_binding = 1);

ALTER TABLE rollouts DROP COLUMN is_binding;
