-- The account that customers pay to; the recipient is the company itself where none is named.
ALTER TABLE companies ADD COLUMN payee TEXT NOT NULL DEFAULT '';
ALTER TABLE companies ADD COLUMN iban TEXT NOT NULL DEFAULT '';
ALTER TABLE companies ADD COLUMN bic TEXT NOT NULL DEFAULT '';

-- What a quotation demands when it is accepted, as JSON of what was typed; empty for nothing.
ALTER TABLE quotes ADD COLUMN deposit TEXT NOT NULL DEFAULT '';

-- A deposit that an order demands.
CREATE TABLE payment_demands (
    order_id   BLOB NOT NULL PRIMARY KEY REFERENCES orders (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    reference  TEXT NOT NULL,
    currency   TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    due_on     TEXT NOT NULL,
    -- Recipient and account as they were accepted, as JSON.
    payee      TEXT NOT NULL,
    -- What was received in all, when, and what was noted about it.
    paid       INTEGER NOT NULL DEFAULT 0,
    paid_on    TEXT,
    note       TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    CONSTRAINT payment_demands_reference UNIQUE (company_id, reference)
) STRICT;
