-- What comes in again and again: plans of so many months, and what an opportunity is expected to bring by one.
CREATE TABLE recurring_plans (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- The name as it is compared: no two of a company differ in case or dots alone.
    folded     TEXT NOT NULL,
    -- For how long an amount stands; at least one.
    months     INTEGER NOT NULL,
    retired    INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    CONSTRAINT recurring_plans_company_folded_key UNIQUE (company_id, folded)
) STRICT;

-- The plans that a new company begins with, for those that are here already.
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT randomblob(16), id, CASE language WHEN 'fi' THEN 'Kuukausittain' WHEN 'sv' THEN 'Månadsvis' ELSE 'Monthly' END,
    CASE language WHEN 'fi' THEN 'kuukausittain' WHEN 'sv' THEN 'manadsvis' ELSE 'monthly' END, 1, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT randomblob(16), id, CASE language WHEN 'fi' THEN 'Neljännesvuosittain' WHEN 'sv' THEN 'Kvartalsvis' ELSE 'Quarterly' END,
    CASE language WHEN 'fi' THEN 'neljannesvuosittain' WHEN 'sv' THEN 'kvartalsvis' ELSE 'quarterly' END, 3, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT randomblob(16), id, CASE language WHEN 'fi' THEN 'Vuosittain' WHEN 'sv' THEN 'Årsvis' ELSE 'Yearly' END,
    CASE language WHEN 'fi' THEN 'vuosittain' WHEN 'sv' THEN 'arsvis' ELSE 'yearly' END, 12, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT randomblob(16), id, CASE language WHEN 'fi' THEN 'Kolmen vuoden sopimus' WHEN 'sv' THEN 'Treårsavtal' ELSE 'Over 3 years' END,
    CASE language WHEN 'fi' THEN 'kolmen vuoden sopimus' WHEN 'sv' THEN 'trearsavtal' ELSE 'over 3 years' END, 36, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT randomblob(16), id, CASE language WHEN 'fi' THEN 'Viiden vuoden sopimus' WHEN 'sv' THEN 'Femårsavtal' ELSE 'Over 5 years' END,
    CASE language WHEN 'fi' THEN 'viiden vuoden sopimus' WHEN 'sv' THEN 'femarsavtal' ELSE 'over 5 years' END, 60, created_at FROM companies;

-- Millionths: the amount of the whole plan; that of a month, rounded to the currency; that times the chance.
ALTER TABLE opportunities ADD COLUMN recurring INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opportunities ADD COLUMN recurring_plan_id BLOB REFERENCES recurring_plans (id);
ALTER TABLE opportunities ADD COLUMN monthly INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opportunities ADD COLUMN monthly_weighted INTEGER NOT NULL DEFAULT 0;
-- Those of a plan in the order of the list.
CREATE INDEX opportunities_recurring_plan ON opportunities (recurring_plan_id, company_id, state, updated_at, id)
  WHERE recurring_plan_id IS NOT NULL;
-- Whether a company has any.
CREATE INDEX opportunities_recurring ON opportunities (company_id) WHERE recurring > 0;

-- Sums of lanes and groups still come from an index alone.
DROP INDEX opportunities_sums;
CREATE INDEX opportunities_sums ON opportunities (company_id, state, stage_id, expected, weighted, owner_id, team_id, next_due_on,
    source, expected_close, monthly, monthly_weighted, recurring_plan_id);
DROP INDEX opportunities_late;
CREATE INDEX opportunities_late ON opportunities (company_id, state, next_due_on, stage_id, expected, weighted, owner_id, team_id,
    source, expected_close, monthly, monthly_weighted, recurring_plan_id) WHERE next_due_on IS NOT NULL;
DROP INDEX opportunities_groups;
CREATE INDEX opportunities_groups ON opportunities (company_id, state, closed_on, lost_reason, created_at, stage_id, owner_id,
    team_id, source, expected_close, expected, weighted, monthly, monthly_weighted, recurring_plan_id);

-- Thousandths, as the sums beside them. There is nothing to add up yet.
ALTER TABLE opportunity_figures ADD COLUMN monthly INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opportunity_figures ADD COLUMN monthly_weighted INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER opportunity_figures_insert;
DROP TRIGGER opportunity_figures_delete;
DROP TRIGGER opportunity_figures_update;

CREATE TRIGGER opportunity_figures_insert AFTER INSERT ON opportunities BEGIN
    INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted, monthly, monthly_weighted)
    VALUES (new.company_id, new.state, CASE new.state WHEN 'open' THEN COALESCE(new.next_due_on, '') ELSE COALESCE(new.closed_on, '') END,
        new.stage_id, COALESCE(new.owner_id, zeroblob(16)), COALESCE(new.team_id, zeroblob(16)), 1, new.expected / 1000, new.weighted / 1000,
        new.monthly / 1000, new.monthly_weighted / 1000)
    ON CONFLICT (company_id, state, day, stage_id, owner_id, team_id) DO UPDATE SET count = count + 1,
        expected = expected + excluded.expected, weighted = weighted + excluded.weighted,
        monthly = monthly + excluded.monthly, monthly_weighted = monthly_weighted + excluded.monthly_weighted;
END;

CREATE TRIGGER opportunity_figures_delete AFTER DELETE ON opportunities BEGIN
    UPDATE opportunity_figures SET count = count - 1, expected = expected - old.expected / 1000, weighted = weighted - old.weighted / 1000,
        monthly = monthly - old.monthly / 1000, monthly_weighted = monthly_weighted - old.monthly_weighted / 1000
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16));
    DELETE FROM opportunity_figures
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16))
        AND count = 0;
END;

CREATE TRIGGER opportunity_figures_update AFTER UPDATE OF company_id, state, next_due_on, closed_on, stage_id, owner_id, team_id, expected, weighted, monthly, monthly_weighted
ON opportunities
WHEN (old.company_id, old.state, old.next_due_on, old.closed_on, old.stage_id, old.owner_id, old.team_id, old.expected, old.weighted, old.monthly, old.monthly_weighted)
    IS NOT (new.company_id, new.state, new.next_due_on, new.closed_on, new.stage_id, new.owner_id, new.team_id, new.expected, new.weighted, new.monthly, new.monthly_weighted)
BEGIN
    UPDATE opportunity_figures SET count = count - 1, expected = expected - old.expected / 1000, weighted = weighted - old.weighted / 1000,
        monthly = monthly - old.monthly / 1000, monthly_weighted = monthly_weighted - old.monthly_weighted / 1000
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16));
    DELETE FROM opportunity_figures
    WHERE company_id = old.company_id AND state = old.state
        AND day = CASE old.state WHEN 'open' THEN COALESCE(old.next_due_on, '') ELSE COALESCE(old.closed_on, '') END
        AND stage_id = old.stage_id AND owner_id = COALESCE(old.owner_id, zeroblob(16)) AND team_id = COALESCE(old.team_id, zeroblob(16))
        AND count = 0;
    INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted, monthly, monthly_weighted)
    VALUES (new.company_id, new.state, CASE new.state WHEN 'open' THEN COALESCE(new.next_due_on, '') ELSE COALESCE(new.closed_on, '') END,
        new.stage_id, COALESCE(new.owner_id, zeroblob(16)), COALESCE(new.team_id, zeroblob(16)), 1, new.expected / 1000, new.weighted / 1000,
        new.monthly / 1000, new.monthly_weighted / 1000)
    ON CONFLICT (company_id, state, day, stage_id, owner_id, team_id) DO UPDATE SET count = count + 1,
        expected = expected + excluded.expected, weighted = weighted + excluded.weighted,
        monthly = monthly + excluded.monthly, monthly_weighted = monthly_weighted + excluded.monthly_weighted;
END;
