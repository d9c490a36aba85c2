-- Who has a quotation open right now, and on which line they are.

CREATE TABLE presences (
    company_id UUID NOT NULL REFERENCES companies (id),
    quote_id   UUID NOT NULL REFERENCES quotes (id),
    user_id    UUID NOT NULL REFERENCES users (id),
    -- Of the working version, which may be gone by now.
    line_id    UUID,
    seen_at    BIGINT NOT NULL,
    PRIMARY KEY (quote_id, user_id)
);
CREATE INDEX presences_seen ON presences (seen_at);
