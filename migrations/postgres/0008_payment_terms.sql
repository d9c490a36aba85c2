-- Payment terms in instalments, with a discount for paying early; whose they are.

CREATE TABLE payment_terms (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    version       BIGINT NOT NULL DEFAULT 1,
    name          TEXT NOT NULL,
    position      BIGINT NOT NULL,
    active        BIGINT NOT NULL DEFAULT 1,
    -- Percent off when paid within the days; none without a discount.
    early_percent BIGINT,
    early_days    BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT payment_terms_company_name_key UNIQUE (company_id, name)
);
CREATE INDEX payment_terms_position ON payment_terms (company_id, position, id);

CREATE TABLE payment_instalments (
    payment_terms_id UUID NOT NULL REFERENCES payment_terms (id),
    company_id       UUID NOT NULL REFERENCES companies (id),
    position         BIGINT NOT NULL,
    -- percent, fixed.
    part             TEXT NOT NULL,
    value            BIGINT NOT NULL,
    -- days, month_end, next_month_end, day_of_month.
    due              TEXT NOT NULL,
    days             BIGINT NOT NULL,
    day              BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (payment_terms_id, position)
);
CREATE INDEX payment_instalments_company ON payment_instalments (company_id, payment_terms_id, position);

ALTER TABLE parties ADD COLUMN payment_terms_id UUID REFERENCES payment_terms (id);
CREATE INDEX parties_payment_terms ON parties (payment_terms_id) WHERE payment_terms_id IS NOT NULL;
-- None where the terms are in the seller's own words.
ALTER TABLE quotes ADD COLUMN payment_terms_id UUID REFERENCES payment_terms (id);
