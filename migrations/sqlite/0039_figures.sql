-- How many opportunities stand where, and what they are worth: kept as they change, so that no board adds up a pipeline.
--
-- A row for every state, day, stage, owner and team that has any. The day is that of the next step while an
-- opportunity is open, and the day it ended afterwards; empty for none. An id of zeros stands for nobody.
CREATE TABLE opportunity_figures (
    company_id BLOB NOT NULL REFERENCES companies (id),
    state      TEXT NOT NULL,
    day        TEXT NOT NULL,
    stage_id   BLOB NOT NULL,
    owner_id   BLOB NOT NULL,
    team_id    BLOB NOT NULL,
    count      INTEGER NOT NULL,
    -- Thousandths, so that even a sum of the largest amounts fits.
    expected   INTEGER NOT NULL,
    weighted   INTEGER NOT NULL,
    PRIMARY KEY (company_id, state, day, stage_id, owner_id, team_id)
) STRICT, WITHOUT ROWID;

INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted)
SELECT company_id, state, CASE state WHEN 'open' THEN COALESCE(next_due_on, '') ELSE COALESCE(closed_on, '') END, stage_id,
    COALESCE(owner_id, zeroblob(16)), COALESCE(team_id, zeroblob(16)), COUNT(*), SUM(expected / 1000), SUM(weighted / 1000)
FROM opportunities GROUP BY 1, 2, 3, 4, 5, 6;

CREATE TRIGGER opportunity_figures_insert AFTER INSERT ON opportunities BEGIN
    INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted)
    VALUES (new.company_id, new.state, CASE new.state WHEN 'open' THEN COALESCE(new.next_due_on, '') ELSE COALESCE(new.closed_on, '') END,
        new.stage_id, COALESCE(new.owner_id, zeroblob(16)), COALESCE(new.team_id, zeroblob(16)), 1, new.expected / 1000, new.weighted / 1000)
    ON CONFLICT (company_id, state, day, stage_id, owner_id, team_id) DO UPDATE SET count = count + 1,
        expected = expected + excluded.expected, weighted = weighted + excluded.weighted;
END;

CREATE TRIGGER opportunity_figures_delete AFTER DELETE ON opportunities BEGIN
    UPDATE opportunity_figures SET count = count - 1, expected = expected - old.expected / 1000, weighted = weighted - old.weighted / 1000
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16));
    DELETE FROM opportunity_figures
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16))
        AND count = 0;
END;

CREATE TRIGGER opportunity_figures_update AFTER UPDATE OF company_id, state, next_due_on, closed_on, stage_id, owner_id, team_id, expected, weighted
ON opportunities
WHEN (old.company_id, old.state, old.next_due_on, old.closed_on, old.stage_id, old.owner_id, old.team_id, old.expected, old.weighted)
    IS NOT (new.company_id, new.state, new.next_due_on, new.closed_on, new.stage_id, new.owner_id, new.team_id, new.expected, new.weighted)
BEGIN
    UPDATE opportunity_figures SET count = count - 1, expected = expected - old.expected / 1000, weighted = weighted - old.weighted / 1000
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16));
    DELETE FROM opportunity_figures
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16))
        AND count = 0;
    INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted)
    VALUES (new.company_id, new.state, CASE new.state WHEN 'open' THEN COALESCE(new.next_due_on, '') ELSE COALESCE(new.closed_on, '') END,
        new.stage_id, COALESCE(new.owner_id, zeroblob(16)), COALESCE(new.team_id, zeroblob(16)), 1, new.expected / 1000, new.weighted / 1000)
    ON CONFLICT (company_id, state, day, stage_id, owner_id, team_id) DO UPDATE SET count = count + 1,
        expected = expected + excluded.expected, weighted = weighted + excluded.weighted;
END;
