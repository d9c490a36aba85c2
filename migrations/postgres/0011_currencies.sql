-- Currencies a company sells in with their rates by day, price lists for countries, and the rate of a quotation.

CREATE TABLE currencies (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    -- ISO 4217; never the company's own.
    code       TEXT NOT NULL,
    -- Whether price lists can be made in it.
    active     BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT currencies_company_code_key UNIQUE (company_id, code)
);

CREATE TABLE currency_rates (
    currency_id UUID NOT NULL REFERENCES currencies (id),
    from_day    TEXT NOT NULL,
    -- Millionths of the currency for one of the company's.
    per_base    BIGINT NOT NULL,
    PRIMARY KEY (currency_id, from_day)
);

-- Codes of countries, parted by spaces; `EU` is the whole Union. Empty: not chosen by country.
ALTER TABLE price_lists ADD COLUMN countries TEXT NOT NULL DEFAULT '';

-- Millionths of the quotation's currency for one of the company's, the day it was taken, and the company's currency
-- then; none where both are one.
ALTER TABLE quotes ADD COLUMN rate BIGINT;
ALTER TABLE quotes ADD COLUMN rate_on TEXT;
ALTER TABLE quotes ADD COLUMN rate_base TEXT;
