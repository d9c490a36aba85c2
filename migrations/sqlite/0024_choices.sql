-- Of a product line the customer may choose: whether the seller recommends it, and the least and the most one may take of
-- it, in millionths; the quantity is fixed where neither is set.
ALTER TABLE quote_lines ADD COLUMN recommended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote_lines ADD COLUMN least INTEGER;
ALTER TABLE quote_lines ADD COLUMN most INTEGER;

-- What the customer takes of a version that was sent: the last choice, by whoever made it. What is signed stands with
-- the decision.
CREATE TABLE quote_choices (
    company_id    BLOB NOT NULL REFERENCES companies (id),
    quote_id      BLOB NOT NULL REFERENCES quotes (id),
    quote_version INTEGER NOT NULL,
    author        TEXT NOT NULL,
    -- Line and quantity, as canonical JSON.
    choice        TEXT NOT NULL,
    chosen_at     INTEGER NOT NULL,
    PRIMARY KEY (quote_id, quote_version)
) STRICT;
