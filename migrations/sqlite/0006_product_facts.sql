-- Units of measure, categories of products, and the facts of a product.

-- A unit is counted in another one (`base_id`: a dozen is 12 pieces), or others are counted in it. Lines and products
-- name their unit as it is written; symbols, names and other spellings say which unit that is.
CREATE TABLE units (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    base_id    BLOB REFERENCES units (id),
    -- How many of the base, in millionths.
    ratio      INTEGER NOT NULL DEFAULT 1000000,
    -- The smallest quantity, in millionths.
    rounding   INTEGER NOT NULL DEFAULT 10000,
    symbol_fi  TEXT NOT NULL,
    symbol_sv  TEXT NOT NULL,
    symbol_en  TEXT NOT NULL,
    name_fi    TEXT NOT NULL,
    name_sv    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    -- Other spellings, parted by commas.
    also       TEXT NOT NULL DEFAULT '',
    position   INTEGER NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX units_company ON units (company_id, position, id);

-- The units that a new company begins with, for those that are here already.
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 1, 'kpl', 'st', 'pcs', 'kappale', 'stycke', 'piece', 'pc,kappaletta' FROM companies AS c;
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 12000000, 2, 'tus', 'duss', 'doz', 'tusina', 'dussin', 'dozen', '' FROM units AS b WHERE b.symbol_fi = 'kpl';
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 2000000, 3, 'pari', 'par', 'pair', 'pari', 'par', 'pair', 'pr' FROM units AS b WHERE b.symbol_fi = 'kpl';
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 4, 'h', 'h', 'h', 'tunti', 'timme', 'hour', 'tim,hrs' FROM companies AS c;
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 8000000, 5, 'pv', 'dag', 'day', 'päivä', 'arbetsdag', 'working day', 'htp,d' FROM units AS b WHERE b.symbol_fi = 'h';
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 40000000, 6, 'vko', 'vecka', 'wk', 'viikko', 'arbetsvecka', 'working week', '' FROM units AS b WHERE b.symbol_fi = 'h';
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 7, 'kk', 'mån', 'mo', 'kuukausi', 'månad', 'month', '' FROM companies AS c;
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 12000000, 8, 'v', 'år', 'yr', 'vuosi', 'kalenderår', 'year', 'vsi' FROM units AS b WHERE b.symbol_fi = 'kk';
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 9, 'm', 'm', 'm', 'metri', 'meter', 'metre', 'jm' FROM companies AS c;
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 10000, 10, 'cm', 'cm', 'cm', 'senttimetri', 'centimeter', 'centimetre', '' FROM units AS b WHERE b.symbol_fi = 'm';
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 1000000000, 11, 'km', 'km', 'km', 'kilometri', 'kilometer', 'kilometre', '' FROM units AS b WHERE b.symbol_fi = 'm';
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 12, 'm²', 'm²', 'm²', 'neliömetri', 'kvadratmeter', 'square metre', 'm2,neliö,kvm' FROM companies AS c;
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 13, 'm³', 'm³', 'm³', 'kuutiometri', 'kubikmeter', 'cubic metre', 'm3,kuutio,kbm' FROM companies AS c;
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 1000, 14, 'l', 'l', 'l', 'litra', 'liter', 'litre', 'ltr' FROM units AS b WHERE b.symbol_fi = 'm³';
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 15, 'kg', 'kg', 'kg', 'kilogramma', 'kilogram', 'kilogramme', 'kilo' FROM companies AS c;
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 1000, 16, 'g', 'g', 'g', 'gramma', 'gram', 'gramme', '' FROM units AS b WHERE b.symbol_fi = 'kg';
INSERT INTO units (id, company_id, base_id, ratio, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), b.company_id, b.id, 1000000000, 17, 't', 't', 't', 'tonni', 'ton', 'tonne', 'tn' FROM units AS b WHERE b.symbol_fi = 'kg';
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 18, 'erä', 'parti', 'lot', 'toimituserä', 'leveransparti', 'batch', '' FROM companies AS c;
INSERT INTO units (id, company_id, position, symbol_fi, symbol_sv, symbol_en, name_fi, name_sv, name_en, also)
    SELECT randomblob(16), c.id, 19, 'sarja', 'sats', 'set', 'sarjaa', 'satser', 'kit', 'srj' FROM companies AS c;

CREATE TABLE product_categories (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    parent_id  BLOB REFERENCES product_categories (id),
    name       TEXT NOT NULL
) STRICT;
CREATE INDEX product_categories_company ON product_categories (company_id, name, id);
CREATE INDEX product_categories_parent ON product_categories (parent_id) WHERE parent_id IS NOT NULL;

ALTER TABLE products ADD COLUMN category_id BLOB REFERENCES product_categories (id);
CREATE INDEX products_category ON products (category_id, active, search, id) WHERE category_id IS NOT NULL;
ALTER TABLE price_rules ADD COLUMN category_id BLOB REFERENCES product_categories (id);
CREATE INDEX price_rules_category ON price_rules (category_id) WHERE category_id IS NOT NULL;

-- Kilograms and cubic metres of one unit, in millionths, and the days until it is there.
ALTER TABLE products ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN volume INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN lead_days INTEGER NOT NULL DEFAULT 0;

-- What documents in another language than the company's say.
CREATE TABLE product_texts (
    product_id  BLOB NOT NULL REFERENCES products (id),
    language    TEXT NOT NULL,
    name        TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (product_id, language)
) STRICT;

-- What is offered beside a product.
CREATE TABLE product_links (
    product_id BLOB NOT NULL REFERENCES products (id),
    -- optional, accessory.
    kind       TEXT NOT NULL,
    other_id   BLOB NOT NULL REFERENCES products (id),
    position   INTEGER NOT NULL,
    PRIMARY KEY (product_id, kind, other_id)
) STRICT;
CREATE INDEX product_links_other ON product_links (other_id);

-- What a product is chosen by, with the values there are and what each adds to the price.
ALTER TABLE products ADD COLUMN attributes INTEGER NOT NULL DEFAULT 0;
CREATE TABLE product_attributes (
    product_id BLOB NOT NULL REFERENCES products (id),
    id         BLOB NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    -- When its values make variants: always (ahead), on_demand, never.
    creates    TEXT NOT NULL,
    PRIMARY KEY (product_id, id)
) STRICT;
CREATE TABLE product_values (
    product_id   BLOB NOT NULL REFERENCES products (id),
    id           BLOB NOT NULL,
    attribute_id BLOB NOT NULL,
    position     INTEGER NOT NULL,
    name         TEXT NOT NULL,
    extra        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (product_id, id)
) STRICT;

-- A variant: ids of the values that make it, sorted, parted by commas. Without a price of its own it has the product's
-- with what the values add.
CREATE TABLE product_variants (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    product_id BLOB NOT NULL REFERENCES products (id),
    made_of    TEXT NOT NULL,
    position   INTEGER NOT NULL,
    code       TEXT NOT NULL DEFAULT '',
    unit_price INTEGER,
    cost       INTEGER,
    -- Whether the attributes still make it.
    whole      INTEGER NOT NULL DEFAULT 1,
    active     INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT product_variants_made_key UNIQUE (product_id, made_of)
) STRICT;

ALTER TABLE price_rules ADD COLUMN variant_id BLOB REFERENCES product_variants (id);
-- The values chosen on a line, parted by commas.
ALTER TABLE quote_lines ADD COLUMN choices TEXT NOT NULL DEFAULT '';
