-- A customer asks for more time on an offer that has ended: once for each version.

CREATE TABLE time_requests (
    company_id    UUID NOT NULL REFERENCES companies (id),
    quote_id      UUID NOT NULL REFERENCES quotes (id),
    quote_version BIGINT NOT NULL,
    author        TEXT NOT NULL,
    -- Where the next version is mailed; may be empty.
    email         TEXT NOT NULL,
    body          TEXT NOT NULL,
    asked_at      BIGINT NOT NULL,
    PRIMARY KEY (quote_id, quote_version)
);
