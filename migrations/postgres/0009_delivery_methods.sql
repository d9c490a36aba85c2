-- Ways of delivering with what they cost, and what a line of a quotation is there for.

CREATE TABLE delivery_methods (
    id           UUID PRIMARY KEY,
    company_id   UUID NOT NULL REFERENCES companies (id),
    version      BIGINT NOT NULL DEFAULT 1,
    position     BIGINT NOT NULL,
    active       BIGINT NOT NULL DEFAULT 1,
    -- What documents call it; an empty one stands in the company's language.
    name_fi      TEXT NOT NULL DEFAULT '',
    name_sv      TEXT NOT NULL DEFAULT '',
    name_en      TEXT NOT NULL DEFAULT '',
    -- fixed, rules.
    kind         TEXT NOT NULL,
    -- The product its line stands for; a fixed price is then that of the customer's price list.
    product_id   UUID REFERENCES products (id),
    -- The tax and the fixed price of a method without a product.
    tax_id       UUID NOT NULL REFERENCES taxes (id),
    price        BIGINT NOT NULL DEFAULT 0,
    -- Percent, and an amount: what is added to the price of the rules.
    margin       BIGINT NOT NULL DEFAULT 0,
    fixed_margin BIGINT NOT NULL DEFAULT 0,
    -- Free when the order comes to this, with tax.
    free_from    BIGINT,
    -- For whom and what it is, as JSON.
    limits       TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX delivery_methods_position ON delivery_methods (company_id, position, id);
CREATE INDEX delivery_methods_product ON delivery_methods (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX delivery_methods_tax ON delivery_methods (tax_id);

-- The first rule that fits makes the price: base + factor price × measure.
CREATE TABLE delivery_rules (
    method_id    UUID NOT NULL REFERENCES delivery_methods (id),
    company_id   UUID NOT NULL REFERENCES companies (id),
    position     BIGINT NOT NULL,
    -- weight, volume, weight_volume, price, quantity.
    variable     TEXT NOT NULL,
    -- =, <=, <, >=, >.
    operator     TEXT NOT NULL,
    value        BIGINT NOT NULL,
    base_price   BIGINT NOT NULL DEFAULT 0,
    factor_price BIGINT NOT NULL DEFAULT 0,
    factor       TEXT NOT NULL DEFAULT 'weight',
    PRIMARY KEY (method_id, position)
);
CREATE INDEX delivery_rules_company ON delivery_rules (company_id, method_id, position);

-- What the line is there for, as JSON; empty for what is sold.
ALTER TABLE quote_lines ADD COLUMN role TEXT NOT NULL DEFAULT '';
