-- The people a quotation is sent to, each with what they are asked for.
CREATE TABLE quote_recipients (
    id          BLOB PRIMARY KEY,
    company_id  BLOB NOT NULL REFERENCES companies (id),
    quote_id    BLOB NOT NULL REFERENCES quotes (id),
    name        TEXT NOT NULL,
    email       TEXT NOT NULL,
    -- signer, approver, reader
    role        TEXT NOT NULL,
    -- Empty for the document's own.
    language    TEXT NOT NULL DEFAULT '',
    -- Since when nothing is asked of them: a newer version went to others, or their last link was revoked.
    left_out_at INTEGER,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_recipients_quote ON quote_recipients (quote_id, created_at);

-- What an approver answered to a version; written once, never changed (a trigger keeps it so).
CREATE TABLE recipient_answers (
    recipient_id   BLOB NOT NULL REFERENCES quote_recipients (id),
    quote_version  INTEGER NOT NULL,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    quote_id       BLOB NOT NULL REFERENCES quotes (id),
    approved       INTEGER NOT NULL,
    reason         TEXT NOT NULL,
    -- What was taken of the offer when it was approved; empty where there is nothing to choose.
    choice         TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    -- Address, agent, language, as JSON.
    evidence       TEXT NOT NULL,
    answered_at    INTEGER NOT NULL,
    PRIMARY KEY (recipient_id, quote_version)
) STRICT;
CREATE INDEX recipient_answers_quote ON recipient_answers (quote_id, quote_version);
CREATE TRIGGER recipient_answers_no_update BEFORE UPDATE ON recipient_answers BEGIN
    SELECT RAISE (ABORT, 'recipient_answers is immutable');
END;
CREATE TRIGGER recipient_answers_no_delete BEFORE DELETE ON recipient_answers BEGIN
    SELECT RAISE (ABORT, 'recipient_answers is immutable');
END;

ALTER TABLE quote_links ADD COLUMN recipient_id BLOB REFERENCES quote_recipients (id);
-- Whether a newer link has taken its place.
ALTER TABLE quote_links ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;

-- Who has links has been a signer; one person for each address, known by the id of the first link.
INSERT INTO quote_recipients (id, company_id, quote_id, name, email, role, created_at)
SELECT l.id, l.company_id, l.quote_id, l.recipient_name, l.recipient_email, 'signer', l.created_at FROM quote_links AS l
WHERE l.id = (
    SELECT f.id FROM quote_links AS f
    WHERE f.quote_id = l.quote_id AND f.recipient_email = l.recipient_email AND (l.recipient_email <> '' OR f.recipient_name = l.recipient_name)
    ORDER BY f.created_at, f.id LIMIT 1
);
UPDATE quote_links SET recipient_id = (
    SELECT r.id FROM quote_recipients AS r
    WHERE r.quote_id = quote_links.quote_id AND r.email = quote_links.recipient_email
        AND (quote_links.recipient_email <> '' OR r.name = quote_links.recipient_name)
    ORDER BY r.created_at, r.id LIMIT 1
);
CREATE INDEX quote_links_recipient ON quote_links (recipient_id);
