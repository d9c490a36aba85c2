-- Mail: a way in beside web forms, posted as it is or fetched from a mailbox.
ALTER TABLE intake_sources ADD COLUMN kind TEXT NOT NULL DEFAULT 'form';

-- Of a mail: its subject, and its writer's address as it is compared. A mail's bytes are among the blobs, and the
-- payload is empty.
ALTER TABLE intake_posts ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE intake_posts ADD COLUMN address TEXT NOT NULL DEFAULT '';
CREATE INDEX intake_posts_address ON intake_posts (source_id, address, received_at);
CREATE INDEX intake_posts_thread ON intake_posts (company_id, repeat_key);
-- What was kept and not judged, because the program was killed in between.
CREATE INDEX intake_posts_waiting ON intake_posts (received_at) WHERE verdict = 'waiting';

CREATE TABLE intake_mailboxes (
    source_id     UUID PRIMARY KEY REFERENCES intake_sources (id),
    company_id    UUID NOT NULL REFERENCES companies (id),
    host          TEXT NOT NULL,
    port          BIGINT NOT NULL,
    -- tls, starttls, none.
    encryption    TEXT NOT NULL,
    user_name     TEXT NOT NULL,
    -- Sealed with the installation's key.
    password      BYTEA NOT NULL,
    folder        TEXT NOT NULL,
    -- Where mails go once they are kept; empty: they stay and are marked as read.
    move_to       TEXT NOT NULL DEFAULT '',
    -- Up to which mail everything is kept, and in which numbering of the server's.
    uid_validity  BIGINT,
    last_uid      BIGINT NOT NULL DEFAULT 0,
    -- When it is read next; counted up while somebody reads it.
    next_at       BIGINT NOT NULL DEFAULT 0,
    attempts      BIGINT NOT NULL DEFAULT 0,
    last_ok_at    BIGINT,
    last_error_at BIGINT,
    -- By code, and in the server's own words.
    last_error    TEXT NOT NULL DEFAULT '',
    last_detail   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX intake_mailboxes_company ON intake_mailboxes (company_id);
CREATE INDEX intake_mailboxes_next ON intake_mailboxes (next_at);
