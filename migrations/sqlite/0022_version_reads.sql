-- Which versions a person has read through a link, so that a later one can say what changed since.

CREATE TABLE version_reads (
    link_id       BLOB NOT NULL REFERENCES quote_links (id),
    quote_version INTEGER NOT NULL,
    read_at       INTEGER NOT NULL,
    PRIMARY KEY (link_id, quote_version)
) STRICT;
