-- Taxes with a history of rates and a reason for none, fiscal positions, and which of them a quotation has.

-- percent, division, fixed, group. The rate in force stays in `percent`; of a fixed tax it is the amount of one unit.
ALTER TABLE taxes ADD COLUMN kind TEXT NOT NULL DEFAULT 'percent';
-- Whether prices contain it, and whether later taxes are computed on it too.
ALTER TABLE taxes ADD COLUMN included INTEGER NOT NULL DEFAULT 0;
ALTER TABLE taxes ADD COLUMN affects_later INTEGER NOT NULL DEFAULT 0;
-- Why it is none, by code; empty where nothing must be said.
ALTER TABLE taxes ADD COLUMN note TEXT NOT NULL DEFAULT '';

CREATE TABLE tax_rates (
    tax_id     BLOB NOT NULL REFERENCES taxes (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    -- The first day of the rate.
    from_day   TEXT NOT NULL,
    rate       INTEGER NOT NULL,
    PRIMARY KEY (tax_id, from_day)
) STRICT;
CREATE INDEX tax_rates_company ON tax_rates (company_id, tax_id, from_day);

-- The taxes of a group, in their order.
CREATE TABLE tax_parts (
    tax_id     BLOB NOT NULL REFERENCES taxes (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    position   INTEGER NOT NULL,
    part_id    BLOB NOT NULL REFERENCES taxes (id),
    PRIMARY KEY (tax_id, position)
) STRICT;
CREATE INDEX tax_parts_company ON tax_parts (company_id, tax_id, position);

CREATE TABLE fiscal_positions (
    id            BLOB PRIMARY KEY,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    version       INTEGER NOT NULL DEFAULT 1,
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    active        INTEGER NOT NULL DEFAULT 1,
    -- Found by itself, or only chosen by hand.
    automatic     INTEGER NOT NULL DEFAULT 0,
    vat_required  INTEGER NOT NULL DEFAULT 0,
    -- any, company, person.
    buyer         TEXT NOT NULL DEFAULT 'any',
    -- any, country, union (the other member states), beyond (outside the European Union).
    area          TEXT NOT NULL DEFAULT 'any',
    country       TEXT NOT NULL DEFAULT '',
    region        TEXT NOT NULL DEFAULT '',
    postcode_from TEXT NOT NULL DEFAULT '',
    postcode_to   TEXT NOT NULL DEFAULT '',
    CONSTRAINT fiscal_positions_company_name_key UNIQUE (company_id, name)
) STRICT;
CREATE INDEX fiscal_positions_position ON fiscal_positions (company_id, position, id);

-- Which tax stands in the place of which; on goods, services, or both.
CREATE TABLE fiscal_replacements (
    fiscal_position_id BLOB NOT NULL REFERENCES fiscal_positions (id),
    company_id         BLOB NOT NULL REFERENCES companies (id),
    position           INTEGER NOT NULL,
    from_tax_id        BLOB NOT NULL REFERENCES taxes (id),
    -- any, goods, service.
    supply             TEXT NOT NULL,
    to_tax_id          BLOB NOT NULL REFERENCES taxes (id),
    PRIMARY KEY (fiscal_position_id, position)
) STRICT;
CREATE INDEX fiscal_replacements_company ON fiscal_replacements (company_id, fiscal_position_id, position);

-- per_document, per_line.
ALTER TABLE companies ADD COLUMN tax_rounding TEXT NOT NULL DEFAULT 'per_document';
-- Set by hand on the customer; otherwise it is found.
ALTER TABLE parties ADD COLUMN fiscal_position_id BLOB REFERENCES fiscal_positions (id);
CREATE INDEX parties_fiscal_position ON parties (fiscal_position_id) WHERE fiscal_position_id IS NOT NULL;
-- The quotation's own, and whether a person chose it.
ALTER TABLE quotes ADD COLUMN fiscal_position_id BLOB REFERENCES fiscal_positions (id);
ALTER TABLE quotes ADD COLUMN fiscal_by_hand INTEGER NOT NULL DEFAULT 0;
-- The expected delivery, whose day decides the tax rates.
ALTER TABLE quotes ADD COLUMN delivery_on TEXT;
