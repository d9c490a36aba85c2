-- What a web form of our own asks for, and what the fields of others are: JSON; empty for what is usual.
ALTER TABLE intake_sources ADD COLUMN shape TEXT NOT NULL DEFAULT '';
ALTER TABLE intake_sources ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
