-- Whether the PDF goes with the mails of the version that was sent last: the seller's choice holds for later signers too.
ALTER TABLE quotes ADD COLUMN mail_pdf BIGINT NOT NULL DEFAULT 1;

-- A product's picture, as it stands on cards: its sizes and what is seen on it, in JSON.
CREATE TABLE product_pictures (
    product_id UUID PRIMARY KEY REFERENCES products (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    picture    TEXT NOT NULL
);
CREATE INDEX product_pictures_company ON product_pictures (company_id);

-- What became of quotations whose proposals were answered: the latest of a company.
CREATE INDEX proposals_answered ON proposals (company_id, answered_at) WHERE state = 'answered';

-- What the seller offers instead of what was asked for: a figure in millionths, or a day.
ALTER TABLE proposal_items ADD COLUMN countered BIGINT;
ALTER TABLE proposal_items ADD COLUMN countered_on TEXT;
