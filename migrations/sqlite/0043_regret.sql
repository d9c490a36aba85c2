-- How long an acceptance can be taken back, and how long a person may withdraw from the contract.
ALTER TABLE companies ADD COLUMN grace_minutes INTEGER NOT NULL DEFAULT 15;
ALTER TABLE companies ADD COLUMN withdrawal_days INTEGER NOT NULL DEFAULT 14;
-- What consumers are told of the right, by language, as JSON; what is empty there is said in the program's own words.
ALTER TABLE companies ADD COLUMN withdrawal_words TEXT NOT NULL DEFAULT '';

-- Why a consumer has no right to withdraw, by code; empty where there is the right.
ALTER TABLE quotes ADD COLUMN withdrawal_exempt TEXT NOT NULL DEFAULT '';

-- When the order was cancelled, if it was.
ALTER TABLE orders ADD COLUMN cancelled_at INTEGER;
-- The opportunity that was won by it, as it was before, as JSON; empty for none.
ALTER TABLE orders ADD COLUMN won TEXT NOT NULL DEFAULT '';

-- A version can be decided more than once now: accepted, taken back, accepted again. Each is a row that stays.
CREATE TABLE quote_decisions_by_round (
    quote_id       BLOB NOT NULL REFERENCES quotes (id),
    quote_version  INTEGER NOT NULL,
    -- From 1, within the version.
    round          INTEGER NOT NULL DEFAULT 1,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    -- accepted, declined or taken_back.
    kind           TEXT NOT NULL,
    link_id        BLOB REFERENCES quote_links (id),
    name           TEXT NOT NULL DEFAULT '',
    role           TEXT NOT NULL DEFAULT '',
    purchase_order TEXT NOT NULL DEFAULT '',
    -- Strokes or typed name, as JSON.
    signature      TEXT NOT NULL DEFAULT '',
    reason         TEXT NOT NULL DEFAULT '',
    remark         TEXT NOT NULL DEFAULT '',
    content_sha256 TEXT NOT NULL,
    -- Times, address, agent, language, consent sentence, as JSON.
    evidence       TEXT NOT NULL,
    decided_at     INTEGER NOT NULL,
    PRIMARY KEY (quote_id, quote_version, round)
) STRICT;
INSERT INTO quote_decisions_by_round (quote_id, quote_version, company_id, kind, link_id, name, role, purchase_order, signature,
    reason, remark, content_sha256, evidence, decided_at)
    SELECT quote_id, quote_version, company_id, kind, link_id, name, role, purchase_order, signature, reason, remark,
    content_sha256, evidence, decided_at FROM quote_decisions;
DROP TABLE quote_decisions;
ALTER TABLE quote_decisions_by_round RENAME TO quote_decisions;
CREATE TRIGGER quote_decisions_no_update BEFORE UPDATE ON quote_decisions BEGIN
    SELECT RAISE (ABORT, 'quote_decisions is immutable');
END;
CREATE TRIGGER quote_decisions_no_delete BEFORE DELETE ON quote_decisions BEGIN
    SELECT RAISE (ABORT, 'quote_decisions is immutable');
END;

-- And each acceptance has seals of its own.
CREATE TABLE seals_by_round (
    company_id    BLOB NOT NULL REFERENCES companies (id),
    quote_id      BLOB NOT NULL REFERENCES quotes (id),
    quote_version INTEGER NOT NULL,
    round         INTEGER NOT NULL DEFAULT 1,
    -- evidence, file.
    kind          TEXT NOT NULL,
    key_id        BLOB NOT NULL REFERENCES seal_keys (id),
    -- Of the sealed bytes, in hex.
    sha256        TEXT NOT NULL,
    -- The evidence itself, canonical JSON; a file's bytes are among the blobs.
    body          TEXT NOT NULL DEFAULT '',
    -- What the signature says yes to, canonical JSON.
    statement     TEXT NOT NULL,
    signature     TEXT NOT NULL,
    sealed_at     INTEGER NOT NULL,
    PRIMARY KEY (quote_id, quote_version, round, kind)
) STRICT;
INSERT INTO seals_by_round (company_id, quote_id, quote_version, kind, key_id, sha256, body, statement, signature, sealed_at)
    SELECT company_id, quote_id, quote_version, kind, key_id, sha256, body, statement, signature, sealed_at FROM seals;
DROP TABLE seals;
ALTER TABLE seals_by_round RENAME TO seals;
CREATE INDEX seals_sha256 ON seals (sha256);
CREATE INDEX seals_company ON seals (company_id, sha256);
CREATE INDEX seals_key ON seals (key_id);
CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN
    SELECT RAISE (ABORT, 'seals is immutable');
END;
CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN
    SELECT RAISE (ABORT, 'seals is immutable');
END;

-- A consumer's withdrawal from the contract, whole or of some lines; written once, never changed (a trigger keeps it so).
CREATE TABLE withdrawals (
    id           BLOB PRIMARY KEY,
    company_id   BLOB NOT NULL REFERENCES companies (id),
    order_id     BLOB NOT NULL REFERENCES orders (id),
    link_id      BLOB NOT NULL REFERENCES quote_links (id),
    name         TEXT NOT NULL,
    -- Where the acknowledgement goes.
    email        TEXT NOT NULL,
    -- Ids of the lines, as JSON; empty for the whole contract.
    lines        TEXT NOT NULL DEFAULT '',
    -- The last day for paying back.
    refund_by    TEXT NOT NULL,
    -- Address, agent, language, the statement as it was shown, as JSON.
    evidence     TEXT NOT NULL,
    withdrawn_at INTEGER NOT NULL
) STRICT;
CREATE INDEX withdrawals_order ON withdrawals (order_id, withdrawn_at);
CREATE INDEX withdrawals_company ON withdrawals (company_id, withdrawn_at);
CREATE INDEX withdrawals_link ON withdrawals (link_id);
CREATE TRIGGER withdrawals_no_update BEFORE UPDATE ON withdrawals BEGIN
    SELECT RAISE (ABORT, 'withdrawals is immutable');
END;
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals BEGIN
    SELECT RAISE (ABORT, 'withdrawals is immutable');
END;
