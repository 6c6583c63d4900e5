-- A logged model lists what it is registered as; most versions come from none.
CREATE INDEX model_versions_by_logged_model ON model_versions (logged_model) WHERE logged_model IS NOT NULL;
