-- What may be chosen of what a heading holds: plain, optional, choose_one, one_or_none; and of a product line in such a
-- group, whether it is left out of the total.
ALTER TABLE quote_lines ADD COLUMN choosing TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE quote_lines ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0;
