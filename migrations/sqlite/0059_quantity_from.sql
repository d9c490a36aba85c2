-- Where the quantity of a line comes from, as its code; empty where nobody kept it.
ALTER TABLE quote_lines ADD COLUMN quantity_from TEXT NOT NULL DEFAULT '';
