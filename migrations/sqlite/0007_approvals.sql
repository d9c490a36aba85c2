-- What sellers may give without asking, and who asked for and gave approval of which quotation.

-- Limits: percent and parts of net in millionths; none where there is no limit.
ALTER TABLE companies ADD COLUMN limit_line_discount INTEGER;
ALTER TABLE companies ADD COLUMN limit_total_discount INTEGER;
ALTER TABLE companies ADD COLUMN limit_line_margin INTEGER;
ALTER TABLE companies ADD COLUMN limit_total_margin INTEGER;

-- '', asked: whether somebody waits for an approval.
ALTER TABLE quotes ADD COLUMN approval TEXT NOT NULL DEFAULT '';
CREATE INDEX quotes_approval ON quotes (company_id, approval, moved_at DESC, id);

CREATE TABLE quote_approvals (
    id             BLOB PRIMARY KEY,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    quote_id       BLOB NOT NULL REFERENCES quotes (id),
    draft_version  INTEGER NOT NULL,
    -- asked, approved, refused, withdrawn.
    state          TEXT NOT NULL,
    asked_by       BLOB NOT NULL REFERENCES users (id),
    asked_at       INTEGER NOT NULL,
    words          TEXT NOT NULL DEFAULT '',
    decided_by     BLOB REFERENCES users (id),
    decided_at     INTEGER,
    answer         TEXT NOT NULL DEFAULT '',
    -- The figures that were approved: what is no worse needs no other approval.
    line_discount  INTEGER,
    total_discount INTEGER,
    line_margin    INTEGER,
    total_margin   INTEGER
) STRICT;
CREATE INDEX quote_approvals_quote ON quote_approvals (quote_id, asked_at DESC);
