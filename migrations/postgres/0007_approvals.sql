-- What sellers may give without asking, and who asked for and gave approval of which quotation.

-- Limits: percent and parts of net in millionths; none where there is no limit.
ALTER TABLE companies ADD COLUMN limit_line_discount BIGINT;
ALTER TABLE companies ADD COLUMN limit_total_discount BIGINT;
ALTER TABLE companies ADD COLUMN limit_line_margin BIGINT;
ALTER TABLE companies ADD COLUMN limit_total_margin BIGINT;

-- '', asked: whether somebody waits for an approval.
ALTER TABLE quotes ADD COLUMN approval TEXT NOT NULL DEFAULT '';
CREATE INDEX quotes_approval ON quotes (company_id, approval, moved_at DESC, id);

CREATE TABLE quote_approvals (
    id             UUID PRIMARY KEY,
    company_id     UUID NOT NULL REFERENCES companies (id),
    quote_id       UUID NOT NULL REFERENCES quotes (id),
    draft_version  BIGINT NOT NULL,
    -- asked, approved, refused, withdrawn.
    state          TEXT NOT NULL,
    asked_by       UUID NOT NULL REFERENCES users (id),
    asked_at       BIGINT NOT NULL,
    words          TEXT NOT NULL DEFAULT '',
    decided_by     UUID REFERENCES users (id),
    decided_at     BIGINT,
    answer         TEXT NOT NULL DEFAULT '',
    -- The figures that were approved: what is no worse needs no other approval.
    line_discount  BIGINT,
    total_discount BIGINT,
    line_margin    BIGINT,
    total_margin   BIGINT
);
CREATE INDEX quote_approvals_quote ON quote_approvals (quote_id, asked_at DESC);
