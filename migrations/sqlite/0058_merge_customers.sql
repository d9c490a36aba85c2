-- Customers that are the same: which two may be, merging them, and what is needed to take a merge back.

-- One that was merged leads to the one that stayed, always in one step.
ALTER TABLE parties ADD COLUMN merged_into BLOB REFERENCES parties (id);
CREATE INDEX parties_merged_into ON parties (merged_into) WHERE merged_into IS NOT NULL;
-- Lists hold those that stand by themselves.
DROP INDEX parties_company_search;
DROP INDEX parties_company_city;
DROP INDEX parties_owner;
CREATE INDEX parties_by_search ON parties (company_id, search, id, merged_into) WHERE merged_into IS NULL;
CREATE INDEX parties_by_city ON parties (company_id, city, id, merged_into) WHERE merged_into IS NULL;
CREATE INDEX parties_by_owner ON parties (company_id, owner_id, search, id, merged_into) WHERE merged_into IS NULL;
-- Those that changed are looked through for doubles.
CREATE INDEX parties_changed ON parties (company_id, updated_at, id);

CREATE TABLE party_merges (
    id           BLOB PRIMARY KEY,
    company_id   BLOB NOT NULL REFERENCES companies (id),
    survivor_id  BLOB NOT NULL REFERENCES parties (id),
    merged_id    BLOB NOT NULL REFERENCES parties (id),
    -- Fields of the one that stayed, as JSON.
    facts_before TEXT NOT NULL,
    facts_after  TEXT NOT NULL,
    made_by      BLOB NOT NULL REFERENCES users (id),
    made_at      INTEGER NOT NULL,
    undone_by    BLOB REFERENCES users (id),
    undone_at    INTEGER
) STRICT;
CREATE INDEX party_merges_survivor ON party_merges (survivor_id, made_at);
CREATE INDEX party_merges_merged ON party_merges (merged_id);
CREATE INDEX party_merges_company ON party_merges (company_id);
CREATE INDEX party_merges_made_by ON party_merges (made_by);
CREATE INDEX party_merges_undone_by ON party_merges (undone_by);

-- What a merge moved: so much goes back and no more.
CREATE TABLE party_merge_moves (
    merge_id   BLOB NOT NULL REFERENCES party_merges (id),
    -- opportunity, quote, order; party: one that had been merged into the merged one.
    kind       TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    PRIMARY KEY (merge_id, kind, subject_id)
) STRICT;

-- Two that may be the same, the older one first.
CREATE TABLE party_pairs (
    company_id BLOB NOT NULL REFERENCES companies (id),
    one_id     BLOB NOT NULL REFERENCES parties (id),
    other_id   BLOB NOT NULL REFERENCES parties (id),
    -- Why, the strongest reason first, as JSON; and how strong, the strongest first.
    reasons    TEXT NOT NULL,
    rank       INTEGER NOT NULL,
    -- open; different: somebody said so, and it is not asked again.
    state      TEXT NOT NULL,
    found_at   INTEGER NOT NULL,
    told_by    BLOB REFERENCES users (id),
    told_at    INTEGER,
    PRIMARY KEY (one_id, other_id)
) STRICT;
CREATE INDEX party_pairs_state ON party_pairs (company_id, state, rank, one_id, other_id);
CREATE INDEX party_pairs_other ON party_pairs (other_id);
CREATE INDEX party_pairs_told_by ON party_pairs (told_by);

-- Up to which change customers were looked through.
CREATE TABLE party_looks (
    company_id BLOB PRIMARY KEY REFERENCES companies (id),
    changed_at INTEGER NOT NULL,
    party_id   BLOB NOT NULL
) STRICT;
