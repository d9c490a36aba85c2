-- What is to be done next about an opportunity, how likely it is won, and how long a stage usually takes.

-- The day of its first open activity, written with every activity: boards and lists look none up.
ALTER TABLE opportunities ADD COLUMN next_due_on TEXT;
-- The chance somebody set by hand, percent; none where it is computed.
ALTER TABLE opportunities ADD COLUMN chance_by_hand BIGINT;
UPDATE opportunities SET next_due_on =
    (SELECT MIN(a.due_on) FROM activities AS a WHERE a.opportunity_id = opportunities.id AND a.state = 'open')
WHERE id IN (SELECT opportunity_id FROM activities WHERE state = 'open');
-- The sums of a lane with its next steps, still from the index alone.
DROP INDEX opportunities_sums;
CREATE INDEX opportunities_sums ON opportunities (company_id, state, stage_id, expected, weighted, owner_id, team_id, next_due_on);
-- A lane's cards without a next step in their order, and those that are late.
CREATE INDEX opportunities_due ON opportunities (company_id, state, stage_id, next_due_on, priority DESC, updated_at DESC, id);

-- How often a sign was seen on opportunities that were won and on those that were lost.
CREATE TABLE chance_counts (
    company_id UUID NOT NULL REFERENCES companies (id),
    -- A team's id as text; empty for none, which a part of a key cannot be.
    team       TEXT NOT NULL,
    -- stage, country, email, phone, source, language.
    sign       TEXT NOT NULL,
    value      TEXT NOT NULL,
    won        BIGINT NOT NULL,
    lost       BIGINT NOT NULL,
    PRIMARY KEY (company_id, team, sign, value)
);

-- What was counted of an opportunity when it ended, so that just that is taken back.
CREATE TABLE chance_cases (
    opportunity_id UUID PRIMARY KEY REFERENCES opportunities (id),
    -- JSON.
    counted        TEXT NOT NULL
);

-- How many stays in a stage took so many whole days; stays of under an hour are slips, and the longest count as 120 days.
CREATE TABLE stage_stays (
    stage_id UUID NOT NULL REFERENCES stages (id),
    days     BIGINT NOT NULL,
    stays    BIGINT NOT NULL,
    PRIMARY KEY (stage_id, days)
);
INSERT INTO stage_stays (stage_id, days, stays)
SELECT v.stage_id, v.days, COUNT(*) FROM (
    -- Visits of one moment are kept a microsecond apart, which must not cost a day.
    SELECT stage_id, CASE WHEN left_at - entered_at >= 10368000000000 THEN 120
        ELSE (left_at - entered_at + 500000) / 86400000000 END AS days
    FROM stage_visits WHERE left_at - entered_at + 500000 >= 3600000000
) AS v GROUP BY v.stage_id, v.days;
