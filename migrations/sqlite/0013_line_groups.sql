-- What a heading of a quotation is besides its words: whether it lies within the section above it, and what is printed
-- of what it holds: all, without_prices, sum_only.
ALTER TABLE quote_lines ADD COLUMN subsection INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote_lines ADD COLUMN printing TEXT NOT NULL DEFAULT 'all';
