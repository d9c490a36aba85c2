-- What kinds of activities a company has, plans that make several at once, and stages that start one.

CREATE TABLE activity_types (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    -- Empty: what its kind is called in the reader's language.
    name       TEXT NOT NULL,
    -- The name as it is compared; none where it is empty.
    folded     TEXT,
    -- call, email, meeting, todo, upload.
    kind       TEXT NOT NULL,
    -- Days after which one is proposed to be due.
    days       INTEGER NOT NULL,
    -- 1: counted from the day the activity before was due; 0: from today.
    from_due   INTEGER NOT NULL DEFAULT 0,
    -- What a new one begins with; may be empty.
    summary    TEXT NOT NULL DEFAULT '',
    note       TEXT NOT NULL DEFAULT '',
    -- Who is to do it; none for whoever plans it.
    user_id    BLOB REFERENCES users (id),
    -- What becomes of those that follow: none, suggest, trigger.
    chain      TEXT NOT NULL DEFAULT 'none',
    position   INTEGER NOT NULL,
    retired    INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    CONSTRAINT activity_types_company_folded_key UNIQUE (company_id, folded)
) STRICT;
CREATE INDEX activity_types_company ON activity_types (company_id, position, id);
CREATE INDEX activity_types_user ON activity_types (user_id);

-- Types that may follow one that is done.
CREATE TABLE activity_type_next (
    type_id    BLOB NOT NULL REFERENCES activity_types (id),
    next_id    BLOB NOT NULL REFERENCES activity_types (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    position   INTEGER NOT NULL,
    PRIMARY KEY (type_id, next_id)
) STRICT;
CREATE INDEX activity_type_next_next ON activity_type_next (next_id);
CREATE INDEX activity_type_next_company ON activity_type_next (company_id, type_id, position);

-- The types that a new company begins with, for those that are here already.
INSERT INTO activity_types (id, company_id, name, kind, days, chain, position, created_at)
    SELECT randomblob(16), id, '', 'call', 2, 'suggest', 1, created_at FROM companies;
INSERT INTO activity_types (id, company_id, name, kind, days, chain, position, created_at)
    SELECT randomblob(16), id, '', 'email', 0, 'suggest', 2, created_at FROM companies;
INSERT INTO activity_types (id, company_id, name, kind, days, chain, position, created_at)
    SELECT randomblob(16), id, '', 'meeting', 0, 'suggest', 3, created_at FROM companies;
INSERT INTO activity_types (id, company_id, name, kind, days, chain, position, created_at)
    SELECT randomblob(16), id, '', 'todo', 5, 'suggest', 4, created_at FROM companies;
INSERT INTO activity_types (id, company_id, name, kind, days, chain, position, created_at)
    SELECT randomblob(16), id, '', 'upload', 5, 'suggest', 5, created_at FROM companies;
-- A call follows a mail, a mail follows what was talked.
INSERT INTO activity_type_next (type_id, next_id, company_id, position)
    SELECT a.id, b.id, a.company_id, 1 FROM activity_types AS a JOIN activity_types AS b ON b.company_id = a.company_id
    WHERE (a.kind IN ('call', 'meeting', 'upload') AND b.kind = 'email') OR (a.kind IN ('email', 'todo') AND b.kind = 'call');

CREATE TABLE activity_plans (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    -- For opportunities of this team alone; none for all.
    team_id    BLOB REFERENCES teams (id),
    retired    INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    CONSTRAINT activity_plans_company_folded_key UNIQUE (company_id, folded)
) STRICT;
CREATE INDEX activity_plans_team ON activity_plans (team_id);

CREATE TABLE activity_plan_steps (
    id         BLOB PRIMARY KEY,
    plan_id    BLOB NOT NULL REFERENCES activity_plans (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    position   INTEGER NOT NULL,
    type_id    BLOB NOT NULL REFERENCES activity_types (id),
    -- Empty: what its type begins with.
    summary    TEXT NOT NULL DEFAULT '',
    note       TEXT NOT NULL DEFAULT '',
    -- Days from the plan's day; below 0 before it.
    away       INTEGER NOT NULL,
    -- launcher, owner, fixed.
    who        TEXT NOT NULL,
    user_id    BLOB REFERENCES users (id)
) STRICT;
CREATE INDEX activity_plan_steps_plan ON activity_plan_steps (plan_id, position, id);
CREATE INDEX activity_plan_steps_company ON activity_plan_steps (company_id, plan_id, position, id);
CREATE INDEX activity_plan_steps_type ON activity_plan_steps (type_id);
CREATE INDEX activity_plan_steps_user ON activity_plan_steps (user_id);

-- Each time a plan was started.
CREATE TABLE plan_launches (
    id             BLOB PRIMARY KEY,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    opportunity_id BLOB NOT NULL REFERENCES opportunities (id),
    plan_id        BLOB NOT NULL REFERENCES activity_plans (id),
    -- By which stage's entry; none by hand.
    stage_id       BLOB REFERENCES stages (id),
    -- The plan's day.
    base_on        TEXT NOT NULL,
    launched_by    BLOB NOT NULL REFERENCES users (id),
    launched_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_launches_company ON plan_launches (company_id);
CREATE INDEX plan_launches_opportunity ON plan_launches (opportunity_id);
CREATE INDEX plan_launches_plan ON plan_launches (plan_id);
CREATE INDEX plan_launches_stage ON plan_launches (stage_id);
CREATE INDEX plan_launches_by ON plan_launches (launched_by);

ALTER TABLE activities ADD COLUMN type_id BLOB REFERENCES activity_types (id);
-- Of which launch, and which step of its plan; a step may be gone meanwhile.
ALTER TABLE activities ADD COLUMN launch_id BLOB REFERENCES plan_launches (id);
ALTER TABLE activities ADD COLUMN step_id BLOB;
UPDATE activities SET type_id =
    (SELECT t.id FROM activity_types AS t WHERE t.company_id = activities.company_id AND t.kind = activities.kind);
CREATE INDEX activities_type ON activities (type_id);
CREATE INDEX activities_launch ON activities (launch_id);

-- The plan that starts when an opportunity enters the stage.
ALTER TABLE stages ADD COLUMN plan_id BLOB REFERENCES activity_plans (id);
CREATE INDEX stages_plan ON stages (plan_id);
