-- What the seller demands of whoever signs, by code; who has to sign: any, all, in_order.
ALTER TABLE quotes ADD COLUMN demands TEXT NOT NULL DEFAULT '';
ALTER TABLE quotes ADD COLUMN signing TEXT NOT NULL DEFAULT 'any';
-- Where a customer takes electronic invoices: address, and the operator's id.
ALTER TABLE parties ADD COLUMN e_invoice TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN e_invoice_operator TEXT NOT NULL DEFAULT '';
-- A signer's turn among the others, from 0, where they sign in order.
ALTER TABLE quote_recipients ADD COLUMN place BIGINT NOT NULL DEFAULT 0;

-- Signatures that others have to follow before the quotation is accepted; the last one is in quote_decisions. Written
-- once, never changed (a trigger keeps it so).
CREATE TABLE quote_signatures (
    recipient_id   UUID NOT NULL REFERENCES quote_recipients (id),
    quote_version  BIGINT NOT NULL,
    company_id     UUID NOT NULL REFERENCES companies (id),
    quote_id       UUID NOT NULL REFERENCES quotes (id),
    link_id        UUID NOT NULL REFERENCES quote_links (id),
    name           TEXT NOT NULL,
    role           TEXT NOT NULL,
    purchase_order TEXT NOT NULL,
    -- Ink or typed name, as JSON.
    signature      TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    -- Address, agent, language, consent, choice, e-invoice address, as JSON.
    evidence       TEXT NOT NULL,
    signed_at      BIGINT NOT NULL,
    PRIMARY KEY (recipient_id, quote_version)
);
CREATE INDEX quote_signatures_quote ON quote_signatures (quote_id, quote_version);
CREATE INDEX quote_signatures_link ON quote_signatures (link_id);
CREATE TRIGGER quote_signatures_immutable BEFORE UPDATE OR DELETE ON quote_signatures FOR EACH ROW EXECUTE FUNCTION refuse_change ();
