-- What stands above the lines of a rich quotation, and the pictures in it.

CREATE TABLE quote_blocks (
    quote_id   UUID PRIMARY KEY REFERENCES quotes (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    -- The blocks of the working version in their order, as JSON.
    blocks     TEXT NOT NULL
);
CREATE INDEX quote_blocks_company ON quote_blocks (company_id);

-- The sizes of the pictures a company uploaded. Their bytes are made by the program itself.
CREATE TABLE pictures (
    company_id UUID NOT NULL REFERENCES companies (id),
    sha256     TEXT NOT NULL REFERENCES blobs (sha256),
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, sha256)
);
CREATE INDEX pictures_blob ON pictures (sha256);

-- Pictures in versions that were sent: what a customer on a link may see.
CREATE TABLE sent_pictures (
    quote_id   UUID NOT NULL REFERENCES quotes (id),
    sha256     TEXT NOT NULL REFERENCES blobs (sha256),
    PRIMARY KEY (quote_id, sha256)
);
CREATE INDEX sent_pictures_blob ON sent_pictures (sha256);
