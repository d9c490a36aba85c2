-- Templates of quotations, and whether sellers see what things cost and what is earned.

ALTER TABLE companies ADD COLUMN sellers_see_margin BIGINT NOT NULL DEFAULT 0;

CREATE TABLE quote_templates (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- The language it was written in: what has no translation stands in it.
    language   TEXT NOT NULL,
    -- Days a quotation made from it is valid; 0 for the company's usual ones.
    valid_days BIGINT NOT NULL DEFAULT 0,
    active     BIGINT NOT NULL DEFAULT 1,
    -- Chosen already when a new quotation is begun; at most one of a company.
    usual      BIGINT NOT NULL DEFAULT 0,
    -- Texts and lines by language, as JSON; how many product lines there are.
    content    TEXT NOT NULL,
    products   BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    CONSTRAINT quote_templates_company_name_key UNIQUE (company_id, name)
);
CREATE UNIQUE INDEX quote_templates_usual_key ON quote_templates (company_id) WHERE usual = 1;
