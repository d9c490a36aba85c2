-- What customers propose to change about a version that was sent to them, and what the seller answers.
CREATE TABLE proposals (
    id            BLOB PRIMARY KEY,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    quote_id      BLOB NOT NULL REFERENCES quotes (id),
    -- The version it is about.
    quote_version INTEGER NOT NULL,
    link_id       BLOB NOT NULL REFERENCES quote_links (id),
    author        TEXT NOT NULL,
    -- Where the answer is mailed; may be empty.
    email         TEXT NOT NULL,
    why           TEXT NOT NULL,
    -- open, replaced by a newer one, or answered.
    state         TEXT NOT NULL,
    asked_at      INTEGER NOT NULL,
    answered_by   BLOB REFERENCES users (id),
    answered_name TEXT NOT NULL DEFAULT '',
    answered_at   INTEGER,
    -- The version the answers go to the customer with: the next one, or the same where nothing was agreed to.
    answered_in   INTEGER
) STRICT;
CREATE INDEX proposals_quote ON proposals (quote_id, quote_version);
CREATE INDEX proposals_link ON proposals (link_id, asked_at);
CREATE INDEX proposals_answered_by ON proposals (answered_by);
-- At most one waits for each version.
CREATE UNIQUE INDEX proposals_open ON proposals (quote_id, quote_version) WHERE state = 'open';

-- One thing that is asked for. Figures in millionths, days as ISO text.
CREATE TABLE proposal_items (
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    position    INTEGER NOT NULL,
    -- quantity, price, leave_out or delivery.
    kind        TEXT NOT NULL,
    -- None for the delivery.
    line_id     BLOB,
    -- The line as the document names it.
    number      INTEGER NOT NULL,
    name        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    offered     INTEGER,
    asked       INTEGER,
    offered_on  TEXT,
    asked_on    TEXT,
    -- accepted or refused; empty until the seller answers.
    answer      TEXT NOT NULL DEFAULT '',
    reply       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (proposal_id, position)
) STRICT;
