-- Teams that are given opportunities by rules: what each takes, who takes how many in turn, and who was given what.

ALTER TABLE teams ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- Teams are asked in this order, then by name.
ALTER TABLE teams ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
-- Whether opportunities are given to its members by rules.
ALTER TABLE teams ADD COLUMN assigns BIGINT NOT NULL DEFAULT 0;
-- rotation, order.
ALTER TABLE teams ADD COLUMN turn TEXT NOT NULL DEFAULT 'rotation';
-- Which opportunities it takes, as JSON.
ALTER TABLE teams ADD COLUMN rule TEXT NOT NULL DEFAULT '{}';
ALTER TABLE teams ADD COLUMN retired BIGINT NOT NULL DEFAULT 0;

-- Who is given opportunities of a team. A person's own team, by which they see records, stands in users.
CREATE TABLE team_members (
    team_id    UUID NOT NULL REFERENCES teams (id),
    user_id    UUID NOT NULL REFERENCES users (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    position   BIGINT NOT NULL,
    -- So many in thirty days.
    capacity   BIGINT NOT NULL,
    paused     BIGINT NOT NULL,
    away_from  TEXT,
    away_to    TEXT,
    -- any, only, prefer: what the member's rule means.
    wish       TEXT NOT NULL,
    rule       TEXT NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_members_user ON team_members (user_id);
CREATE INDEX team_members_company ON team_members (company_id);

-- What rules decided about an opportunity: given to somebody, or to nobody, and why.
CREATE TABLE assignments (
    id             UUID PRIMARY KEY,
    company_id     UUID NOT NULL REFERENCES companies (id),
    opportunity_id UUID NOT NULL REFERENCES opportunities (id),
    team_id        UUID REFERENCES teams (id),
    user_id        UUID REFERENCES users (id),
    given_at       BIGINT NOT NULL,
    -- Those given with one press; none on arrival.
    batch_id       UUID,
    -- Of a batch: the opportunity's version afterwards, and its team before.
    version        BIGINT NOT NULL DEFAULT 0,
    team_before_id UUID REFERENCES teams (id),
    -- As JSON, with the names and counts of that moment.
    reason         TEXT NOT NULL,
    -- Taken back: it counts no more.
    undone_at      BIGINT
);
-- How many a member was given of late, and when the last one.
CREATE INDEX assignments_counts ON assignments (team_id, user_id, undone_at, given_at);
CREATE INDEX assignments_opportunity ON assignments (opportunity_id, given_at);
CREATE INDEX assignments_user ON assignments (user_id);
CREATE INDEX assignments_batch ON assignments (company_id, batch_id);
CREATE INDEX assignments_team_before ON assignments (team_before_id);

-- Those nobody works on, the best first; and those of late.
CREATE INDEX opportunities_unassigned ON opportunities (company_id, chance DESC, id)
    WHERE owner_id IS NULL AND state = 'open';
CREATE INDEX opportunities_created ON opportunities (company_id, created_at, id);
