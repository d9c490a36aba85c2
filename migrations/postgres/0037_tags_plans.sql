-- Tags of opportunities: words of the whole company, to find opportunities by.
CREATE TABLE tags (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- The name as it is compared: no two of a company differ in case or dots alone.
    folded     TEXT NOT NULL,
    -- moss, straw, clay, spruce, stone.
    tint       TEXT NOT NULL,
    retired    BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    CONSTRAINT tags_company_folded_key UNIQUE (company_id, folded)
);

CREATE TABLE opportunity_tags (
    opportunity_id UUID NOT NULL REFERENCES opportunities (id),
    tag_id         UUID NOT NULL REFERENCES tags (id),
    company_id     UUID NOT NULL REFERENCES companies (id),
    PRIMARY KEY (opportunity_id, tag_id)
);
CREATE INDEX opportunity_tags_tag ON opportunity_tags (tag_id, opportunity_id);
-- Whatever a planner begins with, it never reads all of a company.
CREATE INDEX opportunity_tags_company ON opportunity_tags (company_id, opportunity_id, tag_id);

-- Calendar feeds: one secret address per person, of which the SHA-256 is kept.
CREATE TABLE calendar_feeds (
    user_id    UUID PRIMARY KEY REFERENCES users (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    token_hash BYTEA NOT NULL,
    made_at    BIGINT NOT NULL,
    CONSTRAINT calendar_feeds_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX calendar_feeds_company ON calendar_feeds (company_id);

-- Opportunities by the day of their next step, those without one last.
CREATE INDEX opportunities_next ON opportunities (company_id, state, (COALESCE(next_due_on, '9999-12-31')), id);

-- Activities of many opportunities at once: whatever a planner begins with, it never reads all of a company.
DROP INDEX activities_company;
CREATE INDEX activities_company ON activities (company_id, opportunity_id, state, due_on, id);
