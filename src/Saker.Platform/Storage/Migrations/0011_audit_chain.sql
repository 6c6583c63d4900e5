-- Each entry's hash covers the entry before it: what is changed, removed or put in between afterwards does not fit.
ALTER TABLE audit ADD COLUMN number BIGINT;
ALTER TABLE audit ADD COLUMN hash TEXT;

CREATE UNIQUE INDEX audit_by_number ON audit (number);

-- One row: the newest entry of the chain, and the hash over what was noted before there was a chain.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    first_hash TEXT,
    -- Over number and hash, by the installation's key.
    signature TEXT
);

INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '');
