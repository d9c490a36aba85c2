-- Templates of quotations, and whether sellers see what things cost and what is earned.

ALTER TABLE companies ADD COLUMN sellers_see_margin INTEGER NOT NULL DEFAULT 0;

CREATE TABLE quote_templates (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- The language it was written in: what has no translation stands in it.
    language   TEXT NOT NULL,
    -- Days a quotation made from it is valid; 0 for the company's usual ones.
    valid_days INTEGER NOT NULL DEFAULT 0,
    active     INTEGER NOT NULL DEFAULT 1,
    -- Chosen already when a new quotation is begun; at most one of a company.
    usual      INTEGER NOT NULL DEFAULT 0,
    -- Texts and lines by language, as JSON; how many product lines there are.
    content    TEXT NOT NULL,
    products   INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL,
    CONSTRAINT quote_templates_company_name_key UNIQUE (company_id, name)
) STRICT;
CREATE UNIQUE INDEX quote_templates_usual_key ON quote_templates (company_id) WHERE usual = 1;
