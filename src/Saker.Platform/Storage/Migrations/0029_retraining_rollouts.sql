-- What is trained again comes to its endpoint by a rollout.
ALTER TABLE retraining_attempts ADD COLUMN rollout_id TEXT;
