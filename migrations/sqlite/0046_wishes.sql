-- What would have changed the customer's no, in their words.
ALTER TABLE quote_decisions ADD COLUMN wish TEXT NOT NULL DEFAULT '';
