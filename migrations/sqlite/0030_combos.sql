-- Combos: a product that is several chosen products for one price. How many choices a product has; none for what is no
-- combo.
ALTER TABLE products ADD COLUMN combo INTEGER NOT NULL DEFAULT 0;

CREATE TABLE combo_choices (
    product_id BLOB NOT NULL REFERENCES products (id),
    id         BLOB NOT NULL,
    position   INTEGER NOT NULL,
    -- What it is called; may be empty.
    name_fi    TEXT NOT NULL DEFAULT '',
    name_sv    TEXT NOT NULL DEFAULT '',
    name_en    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (product_id, id)
) STRICT;

-- What one may take of a choice, and what it costs on top, in millionths.
CREATE TABLE combo_items (
    product_id BLOB NOT NULL REFERENCES products (id),
    choice_id  BLOB NOT NULL,
    item_id    BLOB NOT NULL REFERENCES products (id),
    position   INTEGER NOT NULL,
    extra      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (product_id, choice_id, item_id)
) STRICT;
CREATE INDEX combo_items_item ON combo_items (item_id);
