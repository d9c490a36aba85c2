-- Days the company needs for a delivery beside what its products take.
ALTER TABLE companies ADD COLUMN delivery_days INTEGER NOT NULL DEFAULT 0;
