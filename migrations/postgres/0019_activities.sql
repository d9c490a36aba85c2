-- What is to be done about an opportunity, by whom and by when.

CREATE TABLE activities (
    id             UUID PRIMARY KEY,
    company_id     UUID NOT NULL REFERENCES companies (id),
    opportunity_id UUID NOT NULL REFERENCES opportunities (id),
    version        BIGINT NOT NULL DEFAULT 1,
    -- call, email, meeting, todo, upload.
    kind           TEXT NOT NULL,
    summary        TEXT NOT NULL,
    note           TEXT NOT NULL DEFAULT '',
    -- A day of the company's calendar.
    due_on         TEXT NOT NULL,
    -- Who is to do it.
    user_id        UUID NOT NULL REFERENCES users (id),
    made_by        UUID NOT NULL REFERENCES users (id),
    -- open, done, cancelled.
    state          TEXT NOT NULL DEFAULT 'open',
    ended_by       UUID REFERENCES users (id),
    ended_at       BIGINT,
    feedback       TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL
);
CREATE INDEX activities_mine ON activities (user_id, state, due_on, id);
CREATE INDEX activities_opportunity ON activities (opportunity_id, state, due_on, id);
CREATE INDEX activities_company ON activities (company_id);
CREATE INDEX activities_made_by ON activities (made_by);
CREATE INDEX activities_ended_by ON activities (ended_by);
