-- How many opportunities stand where, and what they are worth: kept as they change, so that no board adds up a pipeline.
--
-- A row for every state, day, stage, owner and team that has any. The day is that of the next step while an
-- opportunity is open, and the day it ended afterwards; empty for none. An id of zeros stands for nobody.
CREATE TABLE opportunity_figures (
    company_id UUID NOT NULL REFERENCES companies (id),
    state      TEXT NOT NULL,
    day        TEXT NOT NULL,
    stage_id   UUID NOT NULL,
    owner_id   UUID NOT NULL,
    team_id    UUID NOT NULL,
    count      BIGINT NOT NULL,
    -- Thousandths, so that even a sum of the largest amounts fits.
    expected   BIGINT NOT NULL,
    weighted   BIGINT NOT NULL,
    PRIMARY KEY (company_id, state, day, stage_id, owner_id, team_id)
);

INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted)
SELECT company_id, state, CASE state WHEN 'open' THEN COALESCE(next_due_on, '') ELSE COALESCE(closed_on, '') END, stage_id,
    COALESCE(owner_id, '00000000-0000-0000-0000-000000000000'), COALESCE(team_id, '00000000-0000-0000-0000-000000000000'),
    COUNT(*), SUM(expected / 1000), SUM(weighted / 1000)
FROM opportunities GROUP BY 1, 2, 3, 4, 5, 6;

CREATE FUNCTION opportunity_day (o opportunities) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE o.state WHEN 'open' THEN COALESCE(o.next_due_on, '') ELSE COALESCE(o.closed_on, '') END
$$;

CREATE FUNCTION opportunity_figures_add (o opportunities) RETURNS void LANGUAGE sql AS $$
    INSERT INTO opportunity_figures AS f (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted)
    VALUES (o.company_id, o.state, opportunity_day(o), o.stage_id, COALESCE(o.owner_id, '00000000-0000-0000-0000-000000000000'),
        COALESCE(o.team_id, '00000000-0000-0000-0000-000000000000'), 1, o.expected / 1000, o.weighted / 1000)
    ON CONFLICT (company_id, state, day, stage_id, owner_id, team_id) DO UPDATE SET count = f.count + 1,
        expected = f.expected + excluded.expected, weighted = f.weighted + excluded.weighted
$$;

CREATE FUNCTION opportunity_figures_take (o opportunities) RETURNS void LANGUAGE sql AS $$
    UPDATE opportunity_figures SET count = count - 1, expected = expected - o.expected / 1000, weighted = weighted - o.weighted / 1000
    WHERE company_id = o.company_id AND state = o.state AND day = opportunity_day(o) AND stage_id = o.stage_id
        AND owner_id = COALESCE(o.owner_id, '00000000-0000-0000-0000-000000000000')
        AND team_id = COALESCE(o.team_id, '00000000-0000-0000-0000-000000000000');
    DELETE FROM opportunity_figures
    WHERE company_id = o.company_id AND state = o.state AND day = opportunity_day(o) AND stage_id = o.stage_id
        AND owner_id = COALESCE(o.owner_id, '00000000-0000-0000-0000-000000000000')
        AND team_id = COALESCE(o.team_id, '00000000-0000-0000-0000-000000000000') AND count = 0
$$;

CREATE FUNCTION opportunity_figures_keep () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM opportunity_figures_add(NEW);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM opportunity_figures_take(OLD);
    -- Two cards moved between the same lanes in opposite directions lock the lanes in one order.
    ELSIF (OLD.state, opportunity_day(OLD), OLD.stage_id) < (NEW.state, opportunity_day(NEW), NEW.stage_id) THEN
        PERFORM opportunity_figures_take(OLD);
        PERFORM opportunity_figures_add(NEW);
    ELSE
        PERFORM opportunity_figures_add(NEW);
        PERFORM opportunity_figures_take(OLD);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER opportunity_figures_inserted AFTER INSERT OR DELETE ON opportunities
    FOR EACH ROW EXECUTE FUNCTION opportunity_figures_keep ();
CREATE TRIGGER opportunity_figures_updated AFTER UPDATE ON opportunities FOR EACH ROW
    WHEN ((OLD.company_id, OLD.state, OLD.next_due_on, OLD.closed_on, OLD.stage_id, OLD.owner_id, OLD.team_id, OLD.expected, OLD.weighted)
        IS DISTINCT FROM
        (NEW.company_id, NEW.state, NEW.next_due_on, NEW.closed_on, NEW.stage_id, NEW.owner_id, NEW.team_id, NEW.expected, NEW.weighted))
    EXECUTE FUNCTION opportunity_figures_keep ();
