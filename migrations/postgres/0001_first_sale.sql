-- The first schema: companies and people, customers, products, the pipeline, quotations, orders,
-- files, the outbox, the audit trail. Every business row names its company.

CREATE TABLE companies (
    id            UUID PRIMARY KEY,
    version       BIGINT NOT NULL DEFAULT 1,
    name          TEXT NOT NULL,
    business_id   TEXT NOT NULL DEFAULT '',
    vat_number    TEXT NOT NULL DEFAULT '',
    street        TEXT NOT NULL DEFAULT '',
    postcode      TEXT NOT NULL DEFAULT '',
    city          TEXT NOT NULL DEFAULT '',
    country       TEXT NOT NULL DEFAULT 'FI',
    email         TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL DEFAULT 'fi',
    currency      TEXT NOT NULL DEFAULT 'EUR',
    time_zone     TEXT NOT NULL DEFAULT 'Europe/Helsinki',
    valid_days    BIGINT NOT NULL DEFAULT 30,
    payment_terms TEXT NOT NULL DEFAULT '',
    terms         TEXT NOT NULL DEFAULT '',
    created_at    BIGINT NOT NULL
);

CREATE TABLE teams (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    name       TEXT NOT NULL,
    CONSTRAINT teams_company_name_key UNIQUE (company_id, name)
);

CREATE TABLE users (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    version       BIGINT NOT NULL DEFAULT 1,
    team_id       UUID REFERENCES teams (id),
    name          TEXT NOT NULL,
    title         TEXT NOT NULL DEFAULT '',
    email         TEXT NOT NULL,
    -- The folded address: signing in does not care for case.
    email_key     TEXT NOT NULL,
    phone         TEXT NOT NULL DEFAULT '',
    role          TEXT NOT NULL,
    language      TEXT NOT NULL,
    -- Argon2id in PHC form; none until the person has set one.
    password_hash TEXT,
    active        BIGINT NOT NULL DEFAULT 1,
    external_key  TEXT,
    created_at    BIGINT NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email_key),
    CONSTRAINT users_external_key UNIQUE (company_id, external_key)
);
CREATE INDEX users_company_team ON users (company_id, team_id);

CREATE TABLE sessions (
    -- SHA-256 of the cookie; the cookie itself is never stored.
    token_hash BYTEA PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    user_id    UUID NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    agent      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE one_time_links (
    token_hash BYTEA PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    user_id    UUID NOT NULL REFERENCES users (id),
    -- first: the first administrator; invite; reset.
    purpose    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX one_time_links_user ON one_time_links (user_id);

CREATE TABLE sign_in_failures (
    -- The folded address that was tried, known or not.
    email_key  TEXT PRIMARY KEY,
    failures   BIGINT NOT NULL,
    first_at   BIGINT NOT NULL,
    last_at    BIGINT NOT NULL
);

CREATE TABLE taxes (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    version    BIGINT NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- Millionths: 25.5 % is 25500000.
    percent    BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    active     BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT taxes_company_name_key UNIQUE (company_id, name)
);

CREATE TABLE products (
    id           UUID PRIMARY KEY,
    company_id   UUID NOT NULL REFERENCES companies (id),
    version      BIGINT NOT NULL DEFAULT 1,
    code         TEXT NOT NULL DEFAULT '',
    name         TEXT NOT NULL,
    description  TEXT NOT NULL DEFAULT '',
    kind         TEXT NOT NULL,
    unit         TEXT NOT NULL DEFAULT '',
    unit_price   BIGINT NOT NULL,
    tax_id       UUID NOT NULL REFERENCES taxes (id),
    active       BIGINT NOT NULL DEFAULT 1,
    -- Folded name and code, for sorting and searching.
    search       TEXT COLLATE "C" NOT NULL,
    external_key TEXT,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    CONSTRAINT products_external_key UNIQUE (company_id, external_key)
);
CREATE INDEX products_company_search ON products (company_id, active, search, id);
CREATE INDEX products_company_price ON products (company_id, active, unit_price, id);

CREATE TABLE parties (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    version       BIGINT NOT NULL DEFAULT 1,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    contact_name  TEXT NOT NULL DEFAULT '',
    email         TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL,
    business_id   TEXT NOT NULL DEFAULT '',
    vat_number    TEXT NOT NULL DEFAULT '',
    payment_terms TEXT NOT NULL DEFAULT '',
    owner_id      UUID REFERENCES users (id),
    team_id       UUID REFERENCES teams (id),
    -- The billing town, kept here too: lists show and sort by it.
    city          TEXT NOT NULL DEFAULT '',
    country       TEXT NOT NULL DEFAULT 'FI',
    -- Folded name first, then town, e-mail, phone, ids.
    search        TEXT COLLATE "C" NOT NULL,
    external_key  TEXT,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    CONSTRAINT parties_external_key UNIQUE (company_id, external_key)
);
CREATE INDEX parties_company_search ON parties (company_id, search, id);
CREATE INDEX parties_company_city ON parties (company_id, city, id);
CREATE INDEX parties_owner ON parties (company_id, owner_id, search, id);

CREATE TABLE party_addresses (
    party_id UUID NOT NULL REFERENCES parties (id),
    -- billing or delivery.
    kind     TEXT NOT NULL,
    street   TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city     TEXT NOT NULL,
    country  TEXT NOT NULL,
    PRIMARY KEY (party_id, kind)
);

CREATE TABLE stages (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    name       TEXT NOT NULL,
    position   BIGINT NOT NULL,
    -- Chance of winning from here, percent.
    chance     BIGINT NOT NULL,
    external_key TEXT,
    CONSTRAINT stages_company_position_key UNIQUE (company_id, position)
);

CREATE TABLE opportunities (
    id             UUID PRIMARY KEY,
    company_id     UUID NOT NULL REFERENCES companies (id),
    version        BIGINT NOT NULL DEFAULT 1,
    title          TEXT NOT NULL,
    party_id       UUID REFERENCES parties (id),
    contact_name   TEXT NOT NULL DEFAULT '',
    email          TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    owner_id       UUID REFERENCES users (id),
    team_id        UUID REFERENCES teams (id),
    stage_id       UUID NOT NULL REFERENCES stages (id),
    -- open, won, lost.
    state          TEXT NOT NULL,
    lost_reason    TEXT NOT NULL DEFAULT '',
    expected       BIGINT NOT NULL DEFAULT 0,
    chance         BIGINT NOT NULL DEFAULT 0,
    -- expected × chance / 100, kept so that a lane's weighted sum is a sum.
    weighted       BIGINT NOT NULL DEFAULT 0,
    expected_close TEXT,
    closed_on      TEXT,
    priority       BIGINT NOT NULL DEFAULT 0,
    source         TEXT NOT NULL DEFAULT '',
    search         TEXT COLLATE "C" NOT NULL,
    external_key   TEXT,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    CONSTRAINT opportunities_external_key UNIQUE (company_id, external_key)
);
-- The lanes' cards in their order, and the sums of a lane from the index alone.
CREATE INDEX opportunities_lane ON opportunities (company_id, state, stage_id, priority DESC, updated_at DESC, id);
CREATE INDEX opportunities_sums ON opportunities (company_id, state, stage_id, expected, weighted, owner_id, team_id);
CREATE INDEX opportunities_closed ON opportunities (company_id, state, closed_on, expected);
CREATE INDEX opportunities_owner_lane ON opportunities (company_id, owner_id, state, stage_id, priority DESC, updated_at DESC, id);
CREATE INDEX opportunities_close ON opportunities (company_id, state, expected_close, id);
CREATE INDEX opportunities_party ON opportunities (party_id);

-- When an opportunity came into a stage and left it.
CREATE TABLE stage_visits (
    opportunity_id UUID NOT NULL REFERENCES opportunities (id),
    stage_id       UUID NOT NULL REFERENCES stages (id),
    entered_at     BIGINT NOT NULL,
    left_at        BIGINT,
    PRIMARY KEY (opportunity_id, entered_at)
);

CREATE TABLE quotes (
    id                 UUID PRIMARY KEY,
    company_id         UUID NOT NULL REFERENCES companies (id),
    version            BIGINT NOT NULL DEFAULT 1,
    number             TEXT NOT NULL,
    state              TEXT NOT NULL,
    opportunity_id     UUID REFERENCES opportunities (id),
    party_id           UUID NOT NULL REFERENCES parties (id),
    owner_id           UUID REFERENCES users (id),
    team_id            UUID REFERENCES teams (id),
    -- The working version's number, and the one with the customer.
    draft_version      BIGINT NOT NULL DEFAULT 1,
    sent_version       BIGINT,
    title              TEXT NOT NULL,
    introduction       TEXT NOT NULL DEFAULT '',
    language           TEXT NOT NULL,
    currency           TEXT NOT NULL,
    contact_name       TEXT NOT NULL DEFAULT '',
    customer_reference TEXT NOT NULL DEFAULT '',
    -- Of the working version; none means the company's usual validity from the day of sending.
    valid_until        TEXT,
    -- Of the version with the customer.
    sent_valid_until   TEXT,
    payment_terms      TEXT NOT NULL DEFAULT '',
    terms              TEXT NOT NULL DEFAULT '',
    net                BIGINT NOT NULL DEFAULT 0,
    tax                BIGINT NOT NULL DEFAULT 0,
    gross              BIGINT NOT NULL DEFAULT 0,
    -- Somebody has read the version with the customer.
    read_at            BIGINT,
    open_questions     BIGINT NOT NULL DEFAULT 0,
    decline_reason     TEXT NOT NULL DEFAULT '',
    -- Folded customer name (the sort key of the list), then number and title.
    search             TEXT COLLATE "C" NOT NULL,
    created_at         BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL,
    -- When something last happened that a person would notice.
    moved_at           BIGINT NOT NULL,
    CONSTRAINT quotes_company_number_key UNIQUE (company_id, number)
);
CREATE INDEX quotes_moved ON quotes (company_id, moved_at DESC, id);
CREATE INDEX quotes_state_moved ON quotes (company_id, state, moved_at DESC, id);
CREATE INDEX quotes_owner_moved ON quotes (company_id, owner_id, moved_at DESC, id);
CREATE INDEX quotes_team_moved ON quotes (company_id, team_id, moved_at DESC, id);
CREATE INDEX quotes_net ON quotes (company_id, net, id);
CREATE INDEX quotes_search ON quotes (company_id, search, id);
CREATE INDEX quotes_validity ON quotes (company_id, sent_valid_until, id);
CREATE INDEX quotes_expiring ON quotes (state, sent_valid_until);
CREATE INDEX quotes_questions ON quotes (company_id, open_questions, moved_at DESC);
-- Partial: most quotations of some companies have no opportunity, and the planner must not count on that value.
CREATE INDEX quotes_opportunity ON quotes (opportunity_id, created_at) WHERE opportunity_id IS NOT NULL;
CREATE INDEX quotes_party ON quotes (party_id, created_at);

-- The working version's lines.
CREATE TABLE quote_lines (
    id          UUID NOT NULL,
    quote_id    UUID NOT NULL REFERENCES quotes (id),
    position    BIGINT NOT NULL,
    -- product, section, note.
    kind        TEXT NOT NULL,
    product_id  UUID REFERENCES products (id),
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    quantity    BIGINT NOT NULL DEFAULT 0,
    unit        TEXT NOT NULL DEFAULT '',
    unit_price  BIGINT NOT NULL DEFAULT 0,
    discount    BIGINT NOT NULL DEFAULT 0,
    tax_id      UUID REFERENCES taxes (id),
    tax_percent BIGINT NOT NULL DEFAULT 0,
    net         BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (quote_id, id)
);
CREATE INDEX quote_lines_position ON quote_lines (quote_id, position);

-- What was sent; written once, never changed (a trigger keeps it so).
CREATE TABLE quote_versions (
    quote_id    UUID NOT NULL REFERENCES quotes (id),
    number      BIGINT NOT NULL,
    company_id  UUID NOT NULL REFERENCES companies (id),
    -- The canonical JSON, and its SHA-256 in hex.
    content     TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    net         BIGINT NOT NULL,
    gross       BIGINT NOT NULL,
    valid_until TEXT NOT NULL,
    sent_at     BIGINT NOT NULL,
    sent_by     UUID REFERENCES users (id),
    PRIMARY KEY (quote_id, number)
);

CREATE TABLE quote_links (
    id              UUID PRIMARY KEY,
    company_id      UUID NOT NULL REFERENCES companies (id),
    quote_id        UUID NOT NULL REFERENCES quotes (id),
    -- Stands in the address; says nothing, opens nothing.
    public_id       TEXT NOT NULL,
    -- SHA-256 of the secret.
    token_hash      BYTEA NOT NULL,
    recipient_name  TEXT NOT NULL DEFAULT '',
    recipient_email TEXT NOT NULL DEFAULT '',
    created_at      BIGINT NOT NULL,
    read_at         BIGINT,
    revoked_at      BIGINT,
    CONSTRAINT quote_links_public_id_key UNIQUE (public_id),
    CONSTRAINT quote_links_token_key UNIQUE (token_hash)
);
CREATE INDEX quote_links_quote ON quote_links (quote_id, created_at);

CREATE TABLE quote_comments (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    quote_id      UUID NOT NULL REFERENCES quotes (id),
    quote_version BIGINT NOT NULL,
    line_id       UUID,
    line_name     TEXT NOT NULL DEFAULT '',
    -- Exactly one of these wrote it.
    user_id       UUID REFERENCES users (id),
    link_id       UUID REFERENCES quote_links (id),
    author        TEXT NOT NULL,
    body          TEXT NOT NULL,
    answered      BIGINT NOT NULL DEFAULT 0,
    created_at    BIGINT NOT NULL
);
CREATE INDEX quote_comments_quote ON quote_comments (quote_id, created_at);

-- The customer's answer, with its evidence.
CREATE TABLE quote_decisions (
    quote_id       UUID NOT NULL REFERENCES quotes (id),
    quote_version  BIGINT NOT NULL,
    company_id     UUID NOT NULL REFERENCES companies (id),
    -- accepted or declined.
    kind           TEXT NOT NULL,
    link_id        UUID REFERENCES quote_links (id),
    name           TEXT NOT NULL DEFAULT '',
    role           TEXT NOT NULL DEFAULT '',
    purchase_order TEXT NOT NULL DEFAULT '',
    -- Strokes or typed name, as JSON.
    signature      TEXT NOT NULL DEFAULT '',
    reason         TEXT NOT NULL DEFAULT '',
    remark         TEXT NOT NULL DEFAULT '',
    content_sha256 TEXT NOT NULL,
    -- Times, address, agent, language, consent sentence, as JSON.
    evidence       TEXT NOT NULL,
    decided_at     BIGINT NOT NULL,
    PRIMARY KEY (quote_id, quote_version)
);

CREATE TABLE orders (
    id             UUID PRIMARY KEY,
    company_id     UUID NOT NULL REFERENCES companies (id),
    version        BIGINT NOT NULL DEFAULT 1,
    number         TEXT NOT NULL,
    quote_id       UUID NOT NULL REFERENCES quotes (id),
    quote_version  BIGINT NOT NULL,
    opportunity_id UUID REFERENCES opportunities (id),
    party_id       UUID NOT NULL REFERENCES parties (id),
    owner_id       UUID REFERENCES users (id),
    team_id        UUID REFERENCES teams (id),
    title          TEXT NOT NULL,
    currency       TEXT NOT NULL,
    net            BIGINT NOT NULL,
    tax            BIGINT NOT NULL,
    gross          BIGINT NOT NULL,
    purchase_order TEXT NOT NULL DEFAULT '',
    search         TEXT COLLATE "C" NOT NULL,
    created_at     BIGINT NOT NULL,
    CONSTRAINT orders_company_number_key UNIQUE (company_id, number),
    -- One quotation, one order, however many accept at once.
    CONSTRAINT orders_quote_key UNIQUE (quote_id)
);
CREATE INDEX orders_created ON orders (company_id, created_at DESC, id);
CREATE INDEX orders_owner ON orders (company_id, owner_id, created_at DESC, id);
CREATE INDEX orders_search ON orders (company_id, search, id);
CREATE INDEX orders_net ON orders (company_id, net, id);

CREATE TABLE order_lines (
    order_id    UUID NOT NULL REFERENCES orders (id),
    id          UUID NOT NULL,
    position    BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    product_id  UUID REFERENCES products (id),
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    quantity    BIGINT NOT NULL DEFAULT 0,
    unit        TEXT NOT NULL DEFAULT '',
    unit_price  BIGINT NOT NULL DEFAULT 0,
    discount    BIGINT NOT NULL DEFAULT 0,
    tax_percent BIGINT NOT NULL DEFAULT 0,
    net         BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (order_id, id)
);

-- Bytes by their SHA-256; the same file is kept once.
CREATE TABLE blobs (
    sha256     TEXT PRIMARY KEY,
    bytes      BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE attachments (
    id           UUID PRIMARY KEY,
    company_id   UUID NOT NULL REFERENCES companies (id),
    -- quote, order, opportunity; whoever may see that may see the file.
    subject_kind TEXT NOT NULL,
    subject_id   UUID NOT NULL,
    name         TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    size         BIGINT NOT NULL,
    sha256       TEXT NOT NULL REFERENCES blobs (sha256),
    created_at   BIGINT NOT NULL,
    CONSTRAINT attachments_subject_name_key UNIQUE (subject_kind, subject_id, name)
);

-- Number series without gaps.
CREATE TABLE counters (
    company_id UUID NOT NULL REFERENCES companies (id),
    -- quote, order.
    series     TEXT NOT NULL,
    -- The year.
    period     BIGINT NOT NULL,
    value      BIGINT NOT NULL,
    PRIMARY KEY (company_id, series, period)
);

-- Work that follows from a commit: mails, drawing the signed PDF.
CREATE TABLE outbox (
    id            UUID PRIMARY KEY,
    company_id    UUID NOT NULL REFERENCES companies (id),
    topic         TEXT NOT NULL,
    -- Work on one subject is done in order.
    subject_kind  TEXT NOT NULL DEFAULT '',
    subject_id    UUID,
    body          TEXT NOT NULL,
    -- waiting, done, dead.
    state         TEXT NOT NULL,
    attempts      BIGINT NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT '',
    not_before    BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL DEFAULT 0,
    created_at    BIGINT NOT NULL,
    done_at       BIGINT
);
CREATE INDEX outbox_due ON outbox (state, not_before);
CREATE INDEX outbox_created ON outbox (company_id, created_at DESC, id);
CREATE INDEX outbox_company_state ON outbox (company_id, state, created_at DESC, id);

-- What happened: the timeline of each record, and the audit trail of the company. Each entry carries the
-- authentication code of the one before it, so none can be changed or taken out unnoticed.
CREATE TABLE events (
    company_id   UUID NOT NULL REFERENCES companies (id),
    seq          BIGINT NOT NULL,
    id           UUID NOT NULL,
    at           BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   UUID NOT NULL,
    -- A second record on whose timeline it stands too (a quotation's opportunity).
    about_id     UUID,
    what         TEXT NOT NULL,
    -- staff, visitor, system.
    actor_kind   TEXT NOT NULL,
    actor_id     UUID,
    actor        TEXT NOT NULL DEFAULT '',
    -- Body, number, version, changes, as JSON.
    data         TEXT NOT NULL,
    code         BYTEA NOT NULL,
    PRIMARY KEY (company_id, seq)
);
CREATE INDEX events_subject ON events (subject_id, seq);
CREATE INDEX events_about ON events (about_id, seq);
CREATE INDEX events_what ON events (company_id, what, seq);

CREATE TABLE event_heads (
    company_id UUID PRIMARY KEY REFERENCES companies (id),
    seq        BIGINT NOT NULL,
    code       BYTEA NOT NULL
);

-- Answers of commands, by the key the browser made: a retry gets the same answer.
CREATE TABLE answers (
    company_id  UUID NOT NULL REFERENCES companies (id),
    key         UUID NOT NULL,
    fingerprint TEXT NOT NULL,
    answer      TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (company_id, key)
);
CREATE INDEX answers_created ON answers (created_at);

-- Search of any substring of the folded text of a record.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX parties_trigrams ON parties USING gin (search gin_trgm_ops);
CREATE INDEX products_trigrams ON products USING gin (search gin_trgm_ops);
CREATE INDEX opportunities_trigrams ON opportunities USING gin (search gin_trgm_ops);
CREATE INDEX quotes_trigrams ON quotes USING gin (search gin_trgm_ops);
CREATE INDEX orders_trigrams ON orders USING gin (search gin_trgm_ops);

-- What was sent, decided and done is never changed or taken away.
CREATE FUNCTION refuse_change () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME;
END;
$$;
CREATE TRIGGER quote_versions_immutable BEFORE UPDATE OR DELETE ON quote_versions FOR EACH ROW EXECUTE FUNCTION refuse_change ();
CREATE TRIGGER quote_decisions_immutable BEFORE UPDATE OR DELETE ON quote_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change ();
CREATE TRIGGER events_immutable BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change ();
