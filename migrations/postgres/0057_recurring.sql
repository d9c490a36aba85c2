-- What comes in again and again: plans of so many months, and what an opportunity is expected to bring by one.
CREATE TABLE recurring_plans (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- The name as it is compared: no two of a company differ in case or dots alone.
    folded     TEXT NOT NULL,
    -- For how long an amount stands; at least one.
    months     BIGINT NOT NULL,
    retired    BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    CONSTRAINT recurring_plans_company_folded_key UNIQUE (company_id, folded)
);

-- The plans that a new company begins with, for those that are here already.
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT gen_random_uuid(), id, CASE language WHEN 'fi' THEN 'Kuukausittain' WHEN 'sv' THEN 'Månadsvis' ELSE 'Monthly' END,
    CASE language WHEN 'fi' THEN 'kuukausittain' WHEN 'sv' THEN 'manadsvis' ELSE 'monthly' END, 1, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT gen_random_uuid(), id, CASE language WHEN 'fi' THEN 'Neljännesvuosittain' WHEN 'sv' THEN 'Kvartalsvis' ELSE 'Quarterly' END,
    CASE language WHEN 'fi' THEN 'neljannesvuosittain' WHEN 'sv' THEN 'kvartalsvis' ELSE 'quarterly' END, 3, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT gen_random_uuid(), id, CASE language WHEN 'fi' THEN 'Vuosittain' WHEN 'sv' THEN 'Årsvis' ELSE 'Yearly' END,
    CASE language WHEN 'fi' THEN 'vuosittain' WHEN 'sv' THEN 'arsvis' ELSE 'yearly' END, 12, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT gen_random_uuid(), id, CASE language WHEN 'fi' THEN 'Kolmen vuoden sopimus' WHEN 'sv' THEN 'Treårsavtal' ELSE 'Over 3 years' END,
    CASE language WHEN 'fi' THEN 'kolmen vuoden sopimus' WHEN 'sv' THEN 'trearsavtal' ELSE 'over 3 years' END, 36, created_at FROM companies;
INSERT INTO recurring_plans (id, company_id, name, folded, months, created_at)
    SELECT gen_random_uuid(), id, CASE language WHEN 'fi' THEN 'Viiden vuoden sopimus' WHEN 'sv' THEN 'Femårsavtal' ELSE 'Over 5 years' END,
    CASE language WHEN 'fi' THEN 'viiden vuoden sopimus' WHEN 'sv' THEN 'femarsavtal' ELSE 'over 5 years' END, 60, created_at FROM companies;

-- Millionths: the amount of the whole plan; that of a month, rounded to the currency; that times the chance.
ALTER TABLE opportunities ADD COLUMN recurring BIGINT NOT NULL DEFAULT 0;
ALTER TABLE opportunities ADD COLUMN recurring_plan_id UUID REFERENCES recurring_plans (id);
ALTER TABLE opportunities ADD COLUMN monthly BIGINT NOT NULL DEFAULT 0;
ALTER TABLE opportunities ADD COLUMN monthly_weighted BIGINT NOT NULL DEFAULT 0;
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
ALTER TABLE opportunity_figures ADD COLUMN monthly BIGINT NOT NULL DEFAULT 0;
ALTER TABLE opportunity_figures ADD COLUMN monthly_weighted BIGINT NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION opportunity_figures_add (o opportunities) RETURNS void LANGUAGE sql AS $$
    INSERT INTO opportunity_figures AS f (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted, monthly,
        monthly_weighted)
    VALUES (o.company_id, o.state, opportunity_day(o), o.stage_id, COALESCE(o.owner_id, '00000000-0000-0000-0000-000000000000'),
        COALESCE(o.team_id, '00000000-0000-0000-0000-000000000000'), 1, o.expected / 1000, o.weighted / 1000, o.monthly / 1000,
        o.monthly_weighted / 1000)
    ON CONFLICT (company_id, state, day, stage_id, owner_id, team_id) DO UPDATE SET count = f.count + 1,
        expected = f.expected + excluded.expected, weighted = f.weighted + excluded.weighted,
        monthly = f.monthly + excluded.monthly, monthly_weighted = f.monthly_weighted + excluded.monthly_weighted
$$;

CREATE OR REPLACE FUNCTION opportunity_figures_take (o opportunities) RETURNS void LANGUAGE sql AS $$
    UPDATE opportunity_figures SET count = count - 1, expected = expected - o.expected / 1000, weighted = weighted - o.weighted / 1000,
        monthly = monthly - o.monthly / 1000, monthly_weighted = monthly_weighted - o.monthly_weighted / 1000
    WHERE company_id = o.company_id AND state = o.state AND day = opportunity_day(o) AND stage_id = o.stage_id
        AND owner_id = COALESCE(o.owner_id, '00000000-0000-0000-0000-000000000000')
        AND team_id = COALESCE(o.team_id, '00000000-0000-0000-0000-000000000000');
    DELETE FROM opportunity_figures
    WHERE company_id = o.company_id AND state = o.state AND day = opportunity_day(o) AND stage_id = o.stage_id
        AND owner_id = COALESCE(o.owner_id, '00000000-0000-0000-0000-000000000000')
        AND team_id = COALESCE(o.team_id, '00000000-0000-0000-0000-000000000000') AND count = 0
$$;

DROP TRIGGER opportunity_figures_updated ON opportunities;
CREATE TRIGGER opportunity_figures_updated AFTER UPDATE ON opportunities FOR EACH ROW
    WHEN ((OLD.company_id, OLD.state, OLD.next_due_on, OLD.closed_on, OLD.stage_id, OLD.owner_id, OLD.team_id, OLD.expected, OLD.weighted, OLD.monthly, OLD.monthly_weighted)
        IS DISTINCT FROM
        (NEW.company_id, NEW.state, NEW.next_due_on, NEW.closed_on, NEW.stage_id, NEW.owner_id, NEW.team_id, NEW.expected, NEW.weighted, NEW.monthly, NEW.monthly_weighted))
    EXECUTE FUNCTION opportunity_figures_keep ();
