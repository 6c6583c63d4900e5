-- The newest report of each version, which every reading of signals asks for.
CREATE INDEX drift_reports_latest ON drift_reports (kind, endpoint, model, version, to_at);
