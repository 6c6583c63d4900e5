-- By which a version that is trained again knows its pipeline: what a run's artifacts and tags say may have been changed by its clients.

-- SHA-256 of the pipeline's folder and text; null where no pipeline file registered it
ALTER TABLE model_versions ADD COLUMN pipeline TEXT;
