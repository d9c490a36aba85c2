-- When and where an activity is that somebody meets for, who is invited, and what they answered.
CREATE TABLE meetings (
    activity_id      UUID PRIMARY KEY REFERENCES activities (id),
    company_id       UUID NOT NULL REFERENCES companies (id),
    starts_at        BIGINT NOT NULL,
    ends_at          BIGINT NOT NULL,
    -- The clock it was planned by, a name of the IANA database.
    zone             TEXT NOT NULL,
    place            TEXT NOT NULL DEFAULT '',
    -- What the invited read; the activity's note is the seller's own.
    agenda           TEXT NOT NULL DEFAULT '',
    -- How long before it calendars remind.
    reminder_minutes BIGINT,
    -- How often something changed that matters to the invited.
    sequence         BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX meetings_company ON meetings (company_id, activity_id);

CREATE TABLE meeting_attendees (
    id             UUID PRIMARY KEY,
    activity_id    UUID NOT NULL REFERENCES meetings (activity_id),
    company_id     UUID NOT NULL REFERENCES companies (id),
    -- A colleague; none for anybody else.
    user_id        UUID REFERENCES users (id),
    name           TEXT NOT NULL DEFAULT '',
    email          TEXT NOT NULL,
    -- The address as it is compared.
    email_key      TEXT NOT NULL,
    language       TEXT NOT NULL,
    -- The number of the last invitation that was sent; none where nothing was.
    told_sequence  BIGINT,
    -- none, accepted, tentative, declined.
    answer         TEXT NOT NULL DEFAULT 'none',
    answered_at    BIGINT,
    -- When the last answer was written, by the clock of whoever wrote it: mails overtake each other.
    answer_stamp   BIGINT NOT NULL DEFAULT 0,
    -- Another time they proposed, and their words.
    wish_starts_at BIGINT,
    wish_ends_at   BIGINT,
    wish_words     TEXT NOT NULL DEFAULT '',
    CONSTRAINT meeting_attendees_email UNIQUE (activity_id, email_key)
);
CREATE INDEX meeting_attendees_company ON meeting_attendees (company_id, activity_id);
CREATE INDEX meeting_attendees_user ON meeting_attendees (user_id);
