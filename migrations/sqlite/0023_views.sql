-- Opportunities as a list: each order and each filter that leaves few of many has an index of its own.

CREATE INDEX opportunities_moved ON opportunities (company_id, state, updated_at, id);
CREATE INDEX opportunities_expected ON opportunities (company_id, state, expected, id);
-- Those without a closing day come after all others, on both engines.
CREATE INDEX opportunities_closing ON opportunities (company_id, state, (COALESCE(expected_close, '9999-12-31')), id);
CREATE INDEX opportunities_owner_moved ON opportunities (company_id, owner_id, state, updated_at, id);
CREATE INDEX opportunities_team_moved ON opportunities (company_id, team_id, state, updated_at, id);
CREATE INDEX opportunities_source_moved ON opportunities (company_id, source, state, updated_at, id);
