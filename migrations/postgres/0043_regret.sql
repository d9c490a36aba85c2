-- How long an acceptance can be taken back, and how long a person may withdraw from the contract.
ALTER TABLE companies ADD COLUMN grace_minutes BIGINT NOT NULL DEFAULT 15;
ALTER TABLE companies ADD COLUMN withdrawal_days BIGINT NOT NULL DEFAULT 14;
-- What consumers are told of the right, by language, as JSON; what is empty there is said in the program's own words.
ALTER TABLE companies ADD COLUMN withdrawal_words TEXT NOT NULL DEFAULT '';

-- Why a consumer has no right to withdraw, by code; empty where there is the right.
ALTER TABLE quotes ADD COLUMN withdrawal_exempt TEXT NOT NULL DEFAULT '';

-- When the order was cancelled, if it was.
ALTER TABLE orders ADD COLUMN cancelled_at BIGINT;
-- The opportunity that was won by it, as it was before, as JSON; empty for none.
ALTER TABLE orders ADD COLUMN won TEXT NOT NULL DEFAULT '';

-- A version can be decided more than once now: accepted, taken back, accepted again. Each is a row that stays.
ALTER TABLE quote_decisions ADD COLUMN round BIGINT NOT NULL DEFAULT 1;
ALTER TABLE quote_decisions DROP CONSTRAINT quote_decisions_pkey;
ALTER TABLE quote_decisions ADD PRIMARY KEY (quote_id, quote_version, round);

-- And each acceptance has seals of its own.
ALTER TABLE seals ADD COLUMN round BIGINT NOT NULL DEFAULT 1;
ALTER TABLE seals DROP CONSTRAINT seals_pkey;
ALTER TABLE seals ADD PRIMARY KEY (quote_id, quote_version, round, kind);

-- A consumer's withdrawal from the contract, whole or of some lines; written once, never changed (a trigger keeps it so).
CREATE TABLE withdrawals (
    id           UUID PRIMARY KEY,
    company_id   UUID NOT NULL REFERENCES companies (id),
    order_id     UUID NOT NULL REFERENCES orders (id),
    link_id      UUID NOT NULL REFERENCES quote_links (id),
    name         TEXT NOT NULL,
    -- Where the acknowledgement goes.
    email        TEXT NOT NULL,
    -- Ids of the lines, as JSON; empty for the whole contract.
    lines        TEXT NOT NULL DEFAULT '',
    -- The last day for paying back.
    refund_by    TEXT NOT NULL,
    -- Address, agent, language, the statement as it was shown, as JSON.
    evidence     TEXT NOT NULL,
    withdrawn_at BIGINT NOT NULL
);
CREATE INDEX withdrawals_order ON withdrawals (order_id, withdrawn_at);
CREATE INDEX withdrawals_company ON withdrawals (company_id, withdrawn_at);
CREATE INDEX withdrawals_link ON withdrawals (link_id);
CREATE TRIGGER withdrawals_immutable BEFORE UPDATE OR DELETE ON withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change ();
