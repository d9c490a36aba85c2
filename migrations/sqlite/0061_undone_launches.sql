-- When the move that started a plan was taken back, and with it all that the plan had made: the next entry is one.
ALTER TABLE plan_launches ADD COLUMN undone_at INTEGER;
