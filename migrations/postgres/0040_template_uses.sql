-- The template a quotation was made from, or took later: its words go with the mail that confirms the order.
CREATE TABLE quote_template_uses (
    quote_id    UUID NOT NULL PRIMARY KEY REFERENCES quotes (id),
    company_id  UUID NOT NULL REFERENCES companies (id),
    template_id UUID NOT NULL REFERENCES quote_templates (id)
);
CREATE INDEX quote_template_uses_company ON quote_template_uses (company_id);
CREATE INDEX quote_template_uses_template ON quote_template_uses (template_id);
