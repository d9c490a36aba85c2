-- Combos: a product that is several chosen products for one price. How many choices a product has; none for what is no
-- combo.
ALTER TABLE products ADD COLUMN combo BIGINT NOT NULL DEFAULT 0;

CREATE TABLE combo_choices (
    product_id UUID NOT NULL REFERENCES products (id),
    id         UUID NOT NULL,
    position   BIGINT NOT NULL,
    -- What it is called; may be empty.
    name_fi    TEXT NOT NULL DEFAULT '',
    name_sv    TEXT NOT NULL DEFAULT '',
    name_en    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (product_id, id)
);

-- What one may take of a choice, and what it costs on top, in millionths.
CREATE TABLE combo_items (
    product_id UUID NOT NULL REFERENCES products (id),
    choice_id  UUID NOT NULL,
    item_id    UUID NOT NULL REFERENCES products (id),
    position   BIGINT NOT NULL,
    extra      BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (product_id, choice_id, item_id)
);
CREATE INDEX combo_items_item ON combo_items (item_id);
