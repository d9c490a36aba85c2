-- What a template says of payment and prices, and when it was deleted; a deleted one can be brought back.
ALTER TABLE quote_templates ADD COLUMN payment_terms TEXT NOT NULL DEFAULT '';
ALTER TABLE quote_templates ADD COLUMN price_list_id BLOB REFERENCES price_lists (id);
ALTER TABLE quote_templates ADD COLUMN deleted_at INTEGER;
CREATE INDEX quote_templates_price_list ON quote_templates (price_list_id) WHERE price_list_id IS NOT NULL;
