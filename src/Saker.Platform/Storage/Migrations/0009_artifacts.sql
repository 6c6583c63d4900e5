-- Files that runs and models leave behind: content by its hash, and the tree of paths that names it. Times are UTC epoch milliseconds.

-- What the blob store holds or is about to hold.
CREATE TABLE blobs (
    -- SHA-256, 64 hexadecimal digits.
    hash TEXT PRIMARY KEY,
    byte_count BIGINT NOT NULL,
    -- When somebody last said that they are about to refer to it: young ones are never collected.
    claimed_at BIGINT NOT NULL,
    -- Set while it is being removed from the store.
    doomed_at BIGINT
);

CREATE TABLE artifacts (
    path TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES blobs (hash),
    byte_count BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    -- The installation's, over path, hash and size.
    signature TEXT NOT NULL
);

CREATE INDEX artifacts_by_folder ON artifacts (folder, path);
CREATE INDEX artifacts_by_hash ON artifacts (hash);

-- Every folder that has a file somewhere below it; the root is ''.
CREATE TABLE artifact_folders (
    path TEXT PRIMARY KEY,
    parent TEXT NOT NULL
);

CREATE INDEX artifact_folders_by_parent ON artifact_folders (parent, path);

-- Model folders: the files of each, so that any machine can make the folder again, and the signature over its identity.
CREATE TABLE model_folders (
    hash TEXT PRIMARY KEY,
    signature TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE model_files (
    model_hash TEXT NOT NULL REFERENCES model_folders (hash),
    path TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES blobs (hash),
    byte_count BIGINT NOT NULL,
    PRIMARY KEY (model_hash, path)
);

CREATE INDEX model_files_by_hash ON model_files (hash);

-- Uploads in parts that are not complete yet.
CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    part_count INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE upload_parts (
    upload_id TEXT NOT NULL REFERENCES uploads (id),
    number INTEGER NOT NULL,
    hash TEXT NOT NULL REFERENCES blobs (hash),
    byte_count BIGINT NOT NULL,
    PRIMARY KEY (upload_id, number)
);

CREATE INDEX upload_parts_by_hash ON upload_parts (hash);
