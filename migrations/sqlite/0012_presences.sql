-- Who has a quotation open right now, and on which line they are.

CREATE TABLE presences (
    company_id BLOB NOT NULL REFERENCES companies (id),
    quote_id   BLOB NOT NULL REFERENCES quotes (id),
    user_id    BLOB NOT NULL REFERENCES users (id),
    -- Of the working version, which may be gone by now.
    line_id    BLOB,
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (quote_id, user_id)
) STRICT;
CREATE INDEX presences_seen ON presences (seen_at);
