-- Files above the lines of a rich quotation, films among them. Their names stand where they are shown.

CREATE TABLE content_files (
    company_id UUID NOT NULL REFERENCES companies (id),
    sha256     TEXT NOT NULL REFERENCES blobs (sha256),
    -- What the content says it is: pdf, docx, mp4, ...
    kind       TEXT NOT NULL,
    size       BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, sha256)
);
CREATE INDEX content_files_blob ON content_files (sha256);

-- Files in versions that were sent: what a customer on a link may fetch, and by which name.
CREATE TABLE sent_files (
    quote_id   UUID NOT NULL REFERENCES quotes (id),
    sha256     TEXT NOT NULL REFERENCES blobs (sha256),
    kind       TEXT NOT NULL,
    size       BIGINT NOT NULL,
    name       TEXT NOT NULL,
    PRIMARY KEY (quote_id, sha256)
);
CREATE INDEX sent_files_blob ON sent_files (sha256);
