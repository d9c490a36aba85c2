-- What nothing is planned for, the largest first: the calendar shows it beside the days.
CREATE INDEX opportunities_unplanned ON opportunities (company_id, state, expected, id) WHERE next_due_on IS NULL;

-- The newest files that were sealed with a key: the settings name the certificates in them.
CREATE INDEX seals_files ON seals (company_id, key_id, sealed_at) WHERE kind = 'file';
