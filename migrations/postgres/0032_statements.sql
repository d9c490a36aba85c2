-- Bank statements that were brought, and the payments on them.
CREATE TABLE bank_statements (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    -- read, taken, undone
    state      TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The same file is the same statement.
    CONSTRAINT bank_statements_file UNIQUE (company_id, sha256)
);
CREATE INDEX bank_statements_newest ON bank_statements (company_id, created_at DESC, id);

CREATE TABLE statement_payments (
    statement_id UUID NOT NULL REFERENCES bank_statements (id),
    position     BIGINT NOT NULL,
    company_id   UUID NOT NULL REFERENCES companies (id),
    account      TEXT NOT NULL,
    -- What the bank calls it.
    entry_key    TEXT NOT NULL,
    booked_on    TEXT NOT NULL,
    amount       BIGINT NOT NULL,
    currency     TEXT NOT NULL,
    incoming     BIGINT NOT NULL,
    -- Whether it takes back another payment.
    reversal     BIGINT NOT NULL,
    reference    TEXT NOT NULL,
    payer        TEXT NOT NULL,
    message      TEXT NOT NULL,
    verdict      TEXT NOT NULL,
    order_id     UUID REFERENCES orders (id),
    taken        BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (statement_id, position)
);
CREATE INDEX statement_payments_key ON statement_payments (company_id, account, entry_key);
CREATE INDEX statement_payments_order ON statement_payments (order_id) WHERE order_id IS NOT NULL;
-- No payment is taken twice, whatever statements it stands on.
CREATE UNIQUE INDEX statement_payments_taken ON statement_payments (company_id, account, entry_key) WHERE taken = 1;
