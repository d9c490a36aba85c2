-- Web forms: where posts of strangers come in, each post as it came, and what became of it.
CREATE TABLE intake_sources (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- What stands in the address. It lets nobody read anything, and settings show it again and again.
    token      TEXT NOT NULL,
    team_id    UUID REFERENCES teams (id),
    owner_id   UUID REFERENCES users (id),
    -- The source of its opportunities, where the post names none.
    source     TEXT NOT NULL DEFAULT '',
    active     BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    CONSTRAINT intake_sources_token UNIQUE (token),
    CONSTRAINT intake_sources_name UNIQUE (company_id, name)
);
CREATE INDEX intake_sources_team ON intake_sources (team_id);
CREATE INDEX intake_sources_owner ON intake_sources (owner_id);

CREATE TABLE intake_posts (
    id             UUID PRIMARY KEY,
    company_id     UUID NOT NULL REFERENCES companies (id),
    source_id      UUID NOT NULL REFERENCES intake_sources (id),
    received_at    BIGINT NOT NULL,
    -- Headers of interest, and the body byte by byte.
    content_type   TEXT NOT NULL DEFAULT '',
    referrer       TEXT NOT NULL DEFAULT '',
    user_agent     TEXT NOT NULL DEFAULT '',
    payload        BYTEA NOT NULL,
    size           BIGINT NOT NULL,
    sha256         TEXT NOT NULL,
    -- A key of the sender's, or the entry's number in the sender's form; empty for none.
    repeat_key     TEXT NOT NULL DEFAULT '',
    -- waiting, made, repeated, spam, unreadable, incomplete; and why, by code.
    verdict        TEXT NOT NULL,
    reason         TEXT NOT NULL DEFAULT '',
    -- elementor, contact_form_7, gravity_forms, wpforms, json, form.
    adapter        TEXT NOT NULL DEFAULT '',
    -- Who wrote, as lists show it.
    sender         TEXT NOT NULL DEFAULT '',
    opportunity_id UUID REFERENCES opportunities (id)
);
CREATE INDEX intake_posts_company ON intake_posts (company_id, id);
CREATE INDEX intake_posts_verdict ON intake_posts (company_id, verdict, id);
CREATE INDEX intake_posts_bytes ON intake_posts (source_id, sha256, received_at);
CREATE INDEX intake_posts_repeat ON intake_posts (source_id, repeat_key);
CREATE INDEX intake_posts_opportunity ON intake_posts (opportunity_id);

-- What came in with an opportunity, and by which way its sender came.
ALTER TABLE opportunities ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE opportunities ADD COLUMN medium TEXT NOT NULL DEFAULT '';
ALTER TABLE opportunities ADD COLUMN campaign TEXT NOT NULL DEFAULT '';
ALTER TABLE opportunities ADD COLUMN referrer TEXT NOT NULL DEFAULT '';
