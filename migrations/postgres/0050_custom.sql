-- Pipelines of teams' own, and fields that teams add to their opportunities.

ALTER TABLE stages ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- Whose stage it is; none for all teams.
ALTER TABLE stages ADD COLUMN team_id UUID REFERENCES teams (id);
-- Whether boards show it folded at first.
ALTER TABLE stages ADD COLUMN folded BIGINT NOT NULL DEFAULT 0;
-- Whether it is offered no more; what ended in it goes on naming it.
ALTER TABLE stages ADD COLUMN retired BIGINT NOT NULL DEFAULT 0;
CREATE INDEX stages_team ON stages (team_id);

CREATE TABLE custom_fields (
    id                UUID PRIMARY KEY,
    company_id        UUID NOT NULL REFERENCES companies (id),
    team_id           UUID NOT NULL REFERENCES teams (id),
    version           BIGINT NOT NULL DEFAULT 1,
    name              TEXT NOT NULL,
    -- The name as it is compared: no two of a team differ in case or dots alone.
    folded            TEXT NOT NULL,
    -- text, whole, figure, money, day, yes_no, one, several, link.
    kind              TEXT NOT NULL,
    position          BIGINT NOT NULL,
    -- JSON: what there is to choose from, each with its id, name, and whether it is offered no more.
    choices           TEXT NOT NULL DEFAULT '[]',
    -- From which stage on it must be filled in; none for never.
    required_stage_id UUID REFERENCES stages (id),
    on_card           BIGINT NOT NULL DEFAULT 0,
    retired           BIGINT NOT NULL DEFAULT 0,
    created_at        BIGINT NOT NULL,
    CONSTRAINT custom_fields_team_folded_key UNIQUE (team_id, folded)
);
CREATE INDEX custom_fields_company ON custom_fields (company_id, position, id);
CREATE INDEX custom_fields_required_stage ON custom_fields (required_stage_id);

-- What stands in a field of an opportunity, in one written form for each kind; a row for each that was chosen of several.
CREATE TABLE custom_values (
    opportunity_id UUID NOT NULL REFERENCES opportunities (id),
    field_id       UUID NOT NULL REFERENCES custom_fields (id),
    company_id     UUID NOT NULL REFERENCES companies (id),
    value          TEXT NOT NULL,
    PRIMARY KEY (opportunity_id, field_id, value)
);
CREATE INDEX custom_values_field ON custom_values (field_id, value, opportunity_id);
-- Whatever a planner begins with, it never reads all of a company.
CREATE INDEX custom_values_company ON custom_values (company_id, opportunity_id, field_id);
