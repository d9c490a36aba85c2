-- Texts of the mails that go with quotations, and sendings that wait for their moment.

-- A named text in up to three languages, as JSON: {"fi":{"subject":"…","message":"…"}}.
CREATE TABLE mail_texts (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- first, update, again, reminder.
    occasion   TEXT NOT NULL,
    -- Whether sendings on that occasion begin with it; at most one does.
    usual      BIGINT NOT NULL DEFAULT 0,
    active     BIGINT NOT NULL DEFAULT 1,
    texts      TEXT NOT NULL
);
CREATE UNIQUE INDEX mail_texts_name ON mail_texts (company_id, name);
CREATE UNIQUE INDEX mail_texts_usual ON mail_texts (company_id, occasion) WHERE usual = 1;

-- The text a quotation is first sent with, where its template names one.
CREATE TABLE quote_mail_texts (
    quote_id     UUID NOT NULL PRIMARY KEY REFERENCES quotes (id),
    mail_text_id UUID NOT NULL REFERENCES mail_texts (id)
);
CREATE INDEX quote_mail_texts_text ON quote_mail_texts (mail_text_id);

-- A sending that waits for its moment: one for each quotation.
CREATE TABLE scheduled_sendings (
    quote_id      UUID NOT NULL PRIMARY KEY REFERENCES quotes (id),
    company_id    UUID NOT NULL REFERENCES companies (id),
    version       BIGINT NOT NULL DEFAULT 1,
    -- waiting; failed: it could not go, and says why.
    state         TEXT NOT NULL DEFAULT 'waiting',
    goes_at       BIGINT NOT NULL,
    -- The version that goes out, and its content as it was frozen; empty where the customer has that version already.
    quote_version BIGINT NOT NULL,
    content       TEXT NOT NULL,
    net           BIGINT NOT NULL,
    gross         BIGINT NOT NULL,
    -- To whom and with which words, as JSON.
    command       TEXT NOT NULL,
    -- The customer's address at that time, where it is sent to it.
    party_email   TEXT NOT NULL,
    user_id       UUID NOT NULL REFERENCES users (id),
    made_at       BIGINT NOT NULL,
    -- Why it could not go, as JSON.
    refused       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX scheduled_sendings_due ON scheduled_sendings (goes_at, quote_id) WHERE state = 'waiting';
CREATE INDEX scheduled_sendings_user ON scheduled_sendings (user_id);
CREATE INDEX scheduled_sendings_company ON scheduled_sendings (company_id);
