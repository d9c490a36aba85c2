-- What is known of the customer's reading, and reminders before an offer ends.

-- Visits of a person: one row for each, however often the page tells of it.
CREATE TABLE quote_visits (
    id            UUID PRIMARY KEY,
    quote_id      UUID NOT NULL REFERENCES quotes (id),
    link_id       UUID NOT NULL REFERENCES quote_links (id),
    quote_version BIGINT NOT NULL,
    begun_at      BIGINT NOT NULL
);
CREATE INDEX quote_visits_quote ON quote_visits (quote_id, quote_version, begun_at);
CREATE INDEX quote_visits_link ON quote_visits (link_id);

-- Who lets the seller see how long each part was read; nothing is kept of the others.
CREATE TABLE reading_agreements (
    link_id   UUID NOT NULL PRIMARY KEY REFERENCES quote_links (id),
    agreed_at BIGINT NOT NULL
);

-- The longest time a part was in sight in one visit, in steps from 0 to 3.
CREATE TABLE reading_times (
    link_id       UUID NOT NULL REFERENCES reading_agreements (link_id) ON DELETE CASCADE,
    quote_id      UUID NOT NULL REFERENCES quotes (id),
    quote_version BIGINT NOT NULL,
    part          TEXT NOT NULL,
    step          BIGINT NOT NULL,
    PRIMARY KEY (link_id, quote_version, part)
);
CREATE INDEX reading_times_quote ON reading_times (quote_id, quote_version);

-- Days before the last one on which customers are reminded, as `7,2`; empty for never.
ALTER TABLE companies ADD COLUMN remind_days TEXT NOT NULL DEFAULT '';

-- A quotation with days of its own; those of the company where there is no row.
CREATE TABLE reminder_plans (
    quote_id   UUID NOT NULL PRIMARY KEY REFERENCES quotes (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    days       TEXT NOT NULL
);

-- What became of each reminder; none is sent twice.
CREATE TABLE reminders (
    quote_id      UUID NOT NULL REFERENCES quotes (id),
    quote_version BIGINT NOT NULL,
    days          BIGINT NOT NULL,
    company_id    UUID NOT NULL REFERENCES companies (id),
    -- sent, acted (the customer did something), nobody (no address).
    outcome       TEXT NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (quote_id, quote_version, days)
);

CREATE INDEX quotes_ending ON quotes (state, sent_valid_until, id);

-- The customer's own page: keys that are mailed and work once, and the sessions they open, by hashes of their secrets.
CREATE TABLE shelf_keys (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    spent_at   BIGINT
);
CREATE INDEX shelf_keys_email ON shelf_keys (email, created_at);
CREATE INDEX shelf_keys_expires ON shelf_keys (expires_at);

CREATE TABLE shelf_sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX shelf_sessions_expires ON shelf_sessions (expires_at);

CREATE INDEX quote_links_email ON quote_links ((LOWER(recipient_email)), created_at DESC, id);
