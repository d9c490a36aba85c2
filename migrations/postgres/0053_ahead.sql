-- Activities of some days, whoever they are for: what a calendar shows.
CREATE INDEX activities_due ON activities (company_id, state, due_on, id);
