-- Payment terms: what is due when. What they say is written out of the instalments, in the language of the document.
CREATE TABLE payment_terms (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    version       BIGINT NOT NULL DEFAULT 1,
    -- The order in which they are offered.
    position      BIGINT NOT NULL,
    active        BIGINT NOT NULL DEFAULT 1,
    -- Percent off for paying early, in millionths, within so many days; 0 for none.
    early_percent BIGINT NOT NULL DEFAULT 0,
    early_days    BIGINT NOT NULL DEFAULT 0,
    -- What becomes of the tax then: reduced, kept.
    early_taxes   TEXT NOT NULL DEFAULT 'reduced'
);
CREATE INDEX payment_terms_company ON payment_terms (company_id, position, id);

CREATE TABLE payment_instalments (
    payment_terms_id UUID NOT NULL REFERENCES payment_terms (id),
    company_id       UUID NOT NULL REFERENCES companies (id),
    position         BIGINT NOT NULL,
    -- percent (of the total), fixed (in the currency).
    part             TEXT NOT NULL,
    -- In millionths.
    value            BIGINT NOT NULL,
    -- days_after, days_after_month_end, days_after_next_month_end, on_day_of_next_month.
    due              TEXT NOT NULL,
    days             BIGINT NOT NULL DEFAULT 0,
    day              BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (payment_terms_id, position)
);
CREATE INDEX payment_instalments_company ON payment_instalments (company_id, payment_terms_id, position);

-- The terms that a new company begins with, for those that are here already.
INSERT INTO payment_terms (id, company_id, position) SELECT gen_random_uuid(), id, 1 FROM companies;
INSERT INTO payment_terms (id, company_id, position) SELECT gen_random_uuid(), id, 2 FROM companies;
INSERT INTO payment_terms (id, company_id, position) SELECT gen_random_uuid(), id, 3 FROM companies;
INSERT INTO payment_terms (id, company_id, position) SELECT gen_random_uuid(), id, 4 FROM companies;
INSERT INTO payment_terms (id, company_id, position) SELECT gen_random_uuid(), id, 5 FROM companies;
INSERT INTO payment_terms (id, company_id, position, early_percent, early_days)
    SELECT gen_random_uuid(), id, 6, 2000000, 7 FROM companies;
INSERT INTO payment_instalments (payment_terms_id, company_id, position, part, value, due, days)
    SELECT id, company_id, 1, 'percent',
        CASE position WHEN 4 THEN 30000000 ELSE 100000000 END,
        CASE position WHEN 5 THEN 'days_after_next_month_end' ELSE 'days_after' END,
        CASE position WHEN 1 THEN 14 WHEN 2 THEN 7 WHEN 3 THEN 30 WHEN 6 THEN 14 ELSE 0 END
    FROM payment_terms;
INSERT INTO payment_instalments (payment_terms_id, company_id, position, part, value, due, days)
    SELECT id, company_id, 2, 'percent', 70000000, 'days_after', 14 FROM payment_terms WHERE position = 4;
