-- Where a quotation's invoice goes, what brought it in, how it is counted and found, as JSON; empty for nothing.
ALTER TABLE quotes ADD COLUMN handling TEXT NOT NULL DEFAULT '';
