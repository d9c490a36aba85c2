-- Price lists with their rules, whom they are for, and what a line remembers of its price.

CREATE TABLE price_lists (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    currency   TEXT NOT NULL,
    position   INTEGER NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1,
    -- Whether customers without a list of their own get it.
    for_all    INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT price_lists_company_name_key UNIQUE (company_id, name)
) STRICT;
CREATE INDEX price_lists_position ON price_lists (company_id, position, id);

CREATE TABLE price_rules (
    id            BLOB PRIMARY KEY,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    price_list_id BLOB NOT NULL REFERENCES price_lists (id),
    position      INTEGER NOT NULL,
    -- all, product.
    scope         TEXT NOT NULL,
    product_id    BLOB REFERENCES products (id),
    min_quantity  INTEGER NOT NULL DEFAULT 0,
    -- Days, both within.
    valid_from    TEXT,
    valid_until   TEXT,
    -- fixed, percentage, formula.
    kind          TEXT NOT NULL,
    price         INTEGER NOT NULL DEFAULT 0,
    percent       INTEGER NOT NULL DEFAULT 0,
    -- list_price, cost, list.
    base          TEXT NOT NULL,
    base_list_id  BLOB REFERENCES price_lists (id),
    round_to      INTEGER,
    surcharge     INTEGER NOT NULL DEFAULT 0,
    min_margin    INTEGER,
    max_margin    INTEGER
) STRICT;
CREATE INDEX price_rules_list ON price_rules (price_list_id, position);
CREATE INDEX price_rules_product ON price_rules (product_id) WHERE product_id IS NOT NULL;

ALTER TABLE products ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parties ADD COLUMN price_list_id BLOB REFERENCES price_lists (id);
CREATE INDEX parties_price_list ON parties (price_list_id) WHERE price_list_id IS NOT NULL;
ALTER TABLE quotes ADD COLUMN price_list_id BLOB REFERENCES price_lists (id);

-- Whether a person set the price, and what one unit cost us when the product came onto the line.
ALTER TABLE quote_lines ADD COLUMN price_by_hand INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote_lines ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;
-- A price that is not the product's own was somebody's decision: nothing may overwrite it unasked.
UPDATE quote_lines SET price_by_hand = 1 WHERE kind = 'product' AND (discount <> 0 OR product_id IS NULL
    OR unit_price <> (SELECT p.unit_price FROM products AS p WHERE p.id = quote_lines.product_id));
