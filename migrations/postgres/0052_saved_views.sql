-- Saved views: an address with a name, of one person or of all.
CREATE TABLE saved_views (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    owner_id   UUID NOT NULL REFERENCES users (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- The page, and what it is asked for, as its address writes it.
    path       TEXT NOT NULL,
    query      TEXT NOT NULL,
    -- Whether colleagues have it too.
    shared     BIGINT NOT NULL DEFAULT 0,
    position   BIGINT NOT NULL
);
CREATE UNIQUE INDEX saved_views_name ON saved_views (owner_id, name);
CREATE INDEX saved_views_position ON saved_views (company_id, position, id);

-- The view somebody's pipeline opens with.
CREATE TABLE usual_views (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id),
    view_id UUID NOT NULL REFERENCES saved_views (id)
);
CREATE INDEX usual_views_view ON usual_views (view_id);
