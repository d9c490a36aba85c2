-- Price lists with their rules, whom they are for, and what a line remembers of its price.

CREATE TABLE price_lists (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    currency   TEXT NOT NULL,
    position   BIGINT NOT NULL,
    active     BIGINT NOT NULL DEFAULT 1,
    -- Whether customers without a list of their own get it.
    for_all    BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT price_lists_company_name_key UNIQUE (company_id, name)
);
CREATE INDEX price_lists_position ON price_lists (company_id, position, id);

CREATE TABLE price_rules (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    price_list_id UUID NOT NULL REFERENCES price_lists (id),
    position      BIGINT NOT NULL,
    -- all, product.
    scope         TEXT NOT NULL,
    product_id    UUID REFERENCES products (id),
    min_quantity  BIGINT NOT NULL DEFAULT 0,
    -- Days, both within.
    valid_from    TEXT,
    valid_until   TEXT,
    -- fixed, percentage, formula.
    kind          TEXT NOT NULL,
    price         BIGINT NOT NULL DEFAULT 0,
    percent       BIGINT NOT NULL DEFAULT 0,
    -- list_price, cost, list.
    base          TEXT NOT NULL,
    base_list_id  UUID REFERENCES price_lists (id),
    round_to      BIGINT,
    surcharge     BIGINT NOT NULL DEFAULT 0,
    min_margin    BIGINT,
    max_margin    BIGINT
);
CREATE INDEX price_rules_list ON price_rules (price_list_id, position);
CREATE INDEX price_rules_product ON price_rules (product_id) WHERE product_id IS NOT NULL;

ALTER TABLE products ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;
ALTER TABLE parties ADD COLUMN price_list_id UUID REFERENCES price_lists (id);
CREATE INDEX parties_price_list ON parties (price_list_id) WHERE price_list_id IS NOT NULL;
ALTER TABLE quotes ADD COLUMN price_list_id UUID REFERENCES price_lists (id);

-- Whether a person set the price, and what one unit cost us when the product came onto the line.
ALTER TABLE quote_lines ADD COLUMN price_by_hand BIGINT NOT NULL DEFAULT 0;
ALTER TABLE quote_lines ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;
-- A price that is not the product's own was somebody's decision: nothing may overwrite it unasked.
UPDATE quote_lines SET price_by_hand = 1 WHERE kind = 'product' AND (discount <> 0 OR product_id IS NULL
    OR unit_price <> (SELECT p.unit_price FROM products AS p WHERE p.id = quote_lines.product_id));
