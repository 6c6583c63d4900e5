-- A logged model lists what it is registered as; most versions come from none.
CREATE INDEX model_versions_by_logged_model ON model_versions (logged_model) WHERE logged_model IS NOT NULL;

-- Versions without a model folder live on the files that their source names: those stay as long as they do.
CREATE INDEX model_versions_by_storage ON model_versions (storage_uri) WHERE hash = '' AND storage_uri IS NOT NULL;
