-- Whether a quotation is accepted by name alone, without a signature: as its company has it, unless it says otherwise.
ALTER TABLE companies ADD COLUMN unsigned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN unsigned INTEGER NOT NULL DEFAULT 0;

-- Where goods leave from. Versions that were sent keep what they were sent with.
CREATE TABLE warehouses (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    street     TEXT NOT NULL DEFAULT '',
    postcode   TEXT NOT NULL DEFAULT '',
    city       TEXT NOT NULL DEFAULT '',
    country    TEXT NOT NULL DEFAULT '',
    -- Whether new quotations are delivered from it.
    usual      INTEGER NOT NULL DEFAULT 0,
    active     INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT warehouses_company_name_key UNIQUE (company_id, name)
) STRICT;
CREATE UNIQUE INDEX warehouses_usual ON warehouses (company_id) WHERE usual = 1;

ALTER TABLE quotes ADD COLUMN warehouse_id BLOB REFERENCES warehouses (id);
CREATE INDEX quotes_warehouse ON quotes (warehouse_id);
ALTER TABLE orders ADD COLUMN warehouse_id BLOB REFERENCES warehouses (id);
CREATE INDEX orders_warehouse ON orders (warehouse_id);

-- How a customer's goods usually come: offered first.
ALTER TABLE parties ADD COLUMN delivery_method_id BLOB REFERENCES delivery_methods (id);
CREATE INDEX parties_delivery_method ON parties (delivery_method_id);
