-- Whether a quotation is accepted by name alone, without a signature: as its company has it, unless it says otherwise.
ALTER TABLE companies ADD COLUMN unsigned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN unsigned INTEGER NOT NULL DEFAULT 0;
