-- The board's sums by source and closing day too, still from the index alone.
DROP INDEX opportunities_sums;
CREATE INDEX opportunities_sums ON opportunities
  (company_id, state, stage_id, expected, weighted, owner_id, team_id, next_due_on, source, expected_close);
-- Late ones as a list, and their sums.
CREATE INDEX opportunities_late ON opportunities
  (company_id, state, next_due_on, stage_id, expected, weighted, owner_id, team_id, source, expected_close)
  WHERE next_due_on IS NOT NULL;
