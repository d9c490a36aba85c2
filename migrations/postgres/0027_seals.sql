-- The organisation's keys: one is in use, the earlier ones go on proving what they sealed and are never taken away.
CREATE TABLE seal_keys (
    id          UUID PRIMARY KEY,
    company_id  UUID NOT NULL REFERENCES companies (id),
    -- Counted from one within the company.
    number      BIGINT NOT NULL,
    -- Ed25519, in hex.
    public_key  TEXT NOT NULL,
    -- Sealed with the installation's key.
    private_key BYTEA NOT NULL,
    made_at     BIGINT NOT NULL,
    retired_at  BIGINT,
    CONSTRAINT seal_keys_company_number_key UNIQUE (company_id, number)
);
CREATE UNIQUE INDEX seal_keys_in_use ON seal_keys (company_id) WHERE retired_at IS NULL;

-- What was sealed of an acceptance: its evidence, and the signed file.
CREATE TABLE seals (
    company_id    UUID NOT NULL REFERENCES companies (id),
    quote_id      UUID NOT NULL REFERENCES quotes (id),
    quote_version BIGINT NOT NULL,
    -- evidence, file.
    kind          TEXT NOT NULL,
    key_id        UUID NOT NULL REFERENCES seal_keys (id),
    -- Of the sealed bytes, in hex.
    sha256        TEXT NOT NULL,
    -- The evidence itself, canonical JSON; a file's bytes are among the blobs.
    body          TEXT NOT NULL DEFAULT '',
    -- What the signature says yes to, canonical JSON.
    statement     TEXT NOT NULL,
    signature     TEXT NOT NULL,
    sealed_at     BIGINT NOT NULL,
    PRIMARY KEY (quote_id, quote_version, kind)
);
CREATE INDEX seals_sha256 ON seals (sha256);
CREATE INDEX seals_company ON seals (company_id, sha256);
CREATE INDEX seals_key ON seals (key_id);
-- Signed documents from before there were seals are known by their hash as well.
CREATE INDEX attachments_sha256 ON attachments (sha256);

CREATE TRIGGER seals_immutable BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change ();
CREATE TRIGGER seal_keys_immutable BEFORE DELETE OR UPDATE OF id, company_id, number, public_key, private_key, made_at ON seal_keys
    FOR EACH ROW EXECUTE FUNCTION refuse_change ();
