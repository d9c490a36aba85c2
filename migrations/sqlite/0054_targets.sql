-- What people and teams are to sell in a month, in the company's currency of then.
CREATE TABLE sales_targets (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    -- One of the two.
    user_id    BLOB REFERENCES users (id),
    team_id    BLOB REFERENCES teams (id),
    -- 2026-11.
    month      TEXT NOT NULL,
    -- Millionths.
    amount     INTEGER NOT NULL,
    currency   TEXT NOT NULL,
    CHECK ((user_id IS NULL) <> (team_id IS NULL))
) STRICT;
CREATE INDEX sales_targets_month ON sales_targets (company_id, month);
CREATE UNIQUE INDEX sales_targets_user ON sales_targets (user_id, month) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX sales_targets_team ON sales_targets (team_id, month) WHERE team_id IS NOT NULL;
-- Groups of opportunities by whatever they have, from the index alone.
CREATE INDEX opportunities_groups ON opportunities (company_id, state, closed_on, lost_reason, created_at, stage_id, owner_id,
    team_id, source, expected_close, expected, weighted);
