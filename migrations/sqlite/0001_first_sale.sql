-- The first schema: companies and people, customers, products, the pipeline, quotations, orders,
-- files, the outbox, the audit trail. Every business row names its company.

CREATE TABLE companies (
    id            BLOB PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
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
    valid_days    INTEGER NOT NULL DEFAULT 30,
    payment_terms TEXT NOT NULL DEFAULT '',
    terms         TEXT NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE teams (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    name       TEXT NOT NULL,
    CONSTRAINT teams_company_name_key UNIQUE (company_id, name)
) STRICT;

CREATE TABLE users (
    id            BLOB PRIMARY KEY,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    version       INTEGER NOT NULL DEFAULT 1,
    team_id       BLOB REFERENCES teams (id),
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
    active        INTEGER NOT NULL DEFAULT 1,
    external_key  TEXT,
    created_at    INTEGER NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email_key),
    CONSTRAINT users_external_key UNIQUE (company_id, external_key)
) STRICT;
CREATE INDEX users_company_team ON users (company_id, team_id);

CREATE TABLE sessions (
    -- SHA-256 of the cookie; the cookie itself is never stored.
    token_hash BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    user_id    BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    agent      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE one_time_links (
    token_hash BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    user_id    BLOB NOT NULL REFERENCES users (id),
    -- first: the first administrator; invite; reset.
    purpose    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX one_time_links_user ON one_time_links (user_id);

CREATE TABLE sign_in_failures (
    -- The folded address that was tried, known or not.
    email_key  TEXT PRIMARY KEY,
    failures   INTEGER NOT NULL,
    first_at   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE taxes (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    version    INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    -- Millionths: 25.5 % is 25500000.
    percent    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT taxes_company_name_key UNIQUE (company_id, name)
) STRICT;

CREATE TABLE products (
    -- Explicit, so that VACUUM keeps it: the trigram index points here.
    row_id INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE,
    company_id   BLOB NOT NULL REFERENCES companies (id),
    version      INTEGER NOT NULL DEFAULT 1,
    code         TEXT NOT NULL DEFAULT '',
    name         TEXT NOT NULL,
    description  TEXT NOT NULL DEFAULT '',
    kind         TEXT NOT NULL,
    unit         TEXT NOT NULL DEFAULT '',
    unit_price   INTEGER NOT NULL,
    tax_id       BLOB NOT NULL REFERENCES taxes (id),
    active       INTEGER NOT NULL DEFAULT 1,
    -- Folded name and code, for sorting and searching.
    search       TEXT NOT NULL,
    external_key TEXT,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    CONSTRAINT products_external_key UNIQUE (company_id, external_key)
) STRICT;
CREATE INDEX products_company_search ON products (company_id, active, search, id);
CREATE INDEX products_company_price ON products (company_id, active, unit_price, id);

CREATE TABLE parties (
    -- Explicit, so that VACUUM keeps it: the trigram index points here.
    row_id INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    version       INTEGER NOT NULL DEFAULT 1,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    contact_name  TEXT NOT NULL DEFAULT '',
    email         TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL,
    business_id   TEXT NOT NULL DEFAULT '',
    vat_number    TEXT NOT NULL DEFAULT '',
    payment_terms TEXT NOT NULL DEFAULT '',
    owner_id      BLOB REFERENCES users (id),
    team_id       BLOB REFERENCES teams (id),
    -- The billing town, kept here too: lists show and sort by it.
    city          TEXT NOT NULL DEFAULT '',
    country       TEXT NOT NULL DEFAULT 'FI',
    -- Folded name first, then town, e-mail, phone, ids.
    search        TEXT NOT NULL,
    external_key  TEXT,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    CONSTRAINT parties_external_key UNIQUE (company_id, external_key)
) STRICT;
CREATE INDEX parties_company_search ON parties (company_id, search, id);
CREATE INDEX parties_company_city ON parties (company_id, city, id);
CREATE INDEX parties_owner ON parties (company_id, owner_id, search, id);

CREATE TABLE party_addresses (
    party_id BLOB NOT NULL REFERENCES parties (id),
    -- billing or delivery.
    kind     TEXT NOT NULL,
    street   TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city     TEXT NOT NULL,
    country  TEXT NOT NULL,
    PRIMARY KEY (party_id, kind)
) STRICT;

CREATE TABLE stages (
    id         BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    name       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    -- Chance of winning from here, percent.
    chance     INTEGER NOT NULL,
    external_key TEXT,
    CONSTRAINT stages_company_position_key UNIQUE (company_id, position)
) STRICT;

CREATE TABLE opportunities (
    -- Explicit, so that VACUUM keeps it: the trigram index points here.
    row_id INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    version        INTEGER NOT NULL DEFAULT 1,
    title          TEXT NOT NULL,
    party_id       BLOB REFERENCES parties (id),
    contact_name   TEXT NOT NULL DEFAULT '',
    email          TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    owner_id       BLOB REFERENCES users (id),
    team_id        BLOB REFERENCES teams (id),
    stage_id       BLOB NOT NULL REFERENCES stages (id),
    -- open, won, lost.
    state          TEXT NOT NULL,
    lost_reason    TEXT NOT NULL DEFAULT '',
    expected       INTEGER NOT NULL DEFAULT 0,
    chance         INTEGER NOT NULL DEFAULT 0,
    -- expected × chance / 100, kept so that a lane's weighted sum is a sum.
    weighted       INTEGER NOT NULL DEFAULT 0,
    expected_close TEXT,
    closed_on      TEXT,
    priority       INTEGER NOT NULL DEFAULT 0,
    source         TEXT NOT NULL DEFAULT '',
    search         TEXT NOT NULL,
    external_key   TEXT,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    CONSTRAINT opportunities_external_key UNIQUE (company_id, external_key)
) STRICT;
-- The lanes' cards in their order, and the sums of a lane from the index alone.
CREATE INDEX opportunities_lane ON opportunities (company_id, state, stage_id, priority DESC, updated_at DESC, id);
CREATE INDEX opportunities_sums ON opportunities (company_id, state, stage_id, expected, weighted, owner_id, team_id);
CREATE INDEX opportunities_closed ON opportunities (company_id, state, closed_on, expected);
CREATE INDEX opportunities_owner_lane ON opportunities (company_id, owner_id, state, stage_id, priority DESC, updated_at DESC, id);
CREATE INDEX opportunities_close ON opportunities (company_id, state, expected_close, id);
CREATE INDEX opportunities_party ON opportunities (party_id);

-- When an opportunity came into a stage and left it.
CREATE TABLE stage_visits (
    opportunity_id BLOB NOT NULL REFERENCES opportunities (id),
    stage_id       BLOB NOT NULL REFERENCES stages (id),
    entered_at     INTEGER NOT NULL,
    left_at        INTEGER,
    PRIMARY KEY (opportunity_id, entered_at)
) STRICT;

CREATE TABLE quotes (
    -- Explicit, so that VACUUM keeps it: the trigram index points here.
    row_id INTEGER PRIMARY KEY,
    id                 BLOB NOT NULL UNIQUE,
    company_id         BLOB NOT NULL REFERENCES companies (id),
    version            INTEGER NOT NULL DEFAULT 1,
    number             TEXT NOT NULL,
    state              TEXT NOT NULL,
    opportunity_id     BLOB REFERENCES opportunities (id),
    party_id           BLOB NOT NULL REFERENCES parties (id),
    owner_id           BLOB REFERENCES users (id),
    team_id            BLOB REFERENCES teams (id),
    -- The working version's number, and the one with the customer.
    draft_version      INTEGER NOT NULL DEFAULT 1,
    sent_version       INTEGER,
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
    net                INTEGER NOT NULL DEFAULT 0,
    tax                INTEGER NOT NULL DEFAULT 0,
    gross              INTEGER NOT NULL DEFAULT 0,
    -- Somebody has read the version with the customer.
    read_at            INTEGER,
    open_questions     INTEGER NOT NULL DEFAULT 0,
    decline_reason     TEXT NOT NULL DEFAULT '',
    -- Folded customer name (the sort key of the list), then number and title.
    search             TEXT NOT NULL,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    -- When something last happened that a person would notice.
    moved_at           INTEGER NOT NULL,
    CONSTRAINT quotes_company_number_key UNIQUE (company_id, number)
) STRICT;
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
    id          BLOB NOT NULL,
    quote_id    BLOB NOT NULL REFERENCES quotes (id),
    position    INTEGER NOT NULL,
    -- product, section, note.
    kind        TEXT NOT NULL,
    product_id  BLOB REFERENCES products (id),
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    quantity    INTEGER NOT NULL DEFAULT 0,
    unit        TEXT NOT NULL DEFAULT '',
    unit_price  INTEGER NOT NULL DEFAULT 0,
    discount    INTEGER NOT NULL DEFAULT 0,
    tax_id      BLOB REFERENCES taxes (id),
    tax_percent INTEGER NOT NULL DEFAULT 0,
    net         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (quote_id, id)
) STRICT;
CREATE INDEX quote_lines_position ON quote_lines (quote_id, position);

-- What was sent; written once, never changed (a trigger keeps it so).
CREATE TABLE quote_versions (
    quote_id    BLOB NOT NULL REFERENCES quotes (id),
    number      INTEGER NOT NULL,
    company_id  BLOB NOT NULL REFERENCES companies (id),
    -- The canonical JSON, and its SHA-256 in hex.
    content     TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    net         INTEGER NOT NULL,
    gross       INTEGER NOT NULL,
    valid_until TEXT NOT NULL,
    sent_at     INTEGER NOT NULL,
    sent_by     BLOB REFERENCES users (id),
    PRIMARY KEY (quote_id, number)
) STRICT;

CREATE TABLE quote_links (
    id              BLOB PRIMARY KEY,
    company_id      BLOB NOT NULL REFERENCES companies (id),
    quote_id        BLOB NOT NULL REFERENCES quotes (id),
    -- Stands in the address; says nothing, opens nothing.
    public_id       TEXT NOT NULL,
    -- SHA-256 of the secret.
    token_hash      BLOB NOT NULL,
    recipient_name  TEXT NOT NULL DEFAULT '',
    recipient_email TEXT NOT NULL DEFAULT '',
    created_at      INTEGER NOT NULL,
    read_at         INTEGER,
    revoked_at      INTEGER,
    CONSTRAINT quote_links_public_id_key UNIQUE (public_id),
    CONSTRAINT quote_links_token_key UNIQUE (token_hash)
) STRICT;
CREATE INDEX quote_links_quote ON quote_links (quote_id, created_at);

CREATE TABLE quote_comments (
    id            BLOB PRIMARY KEY,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    quote_id      BLOB NOT NULL REFERENCES quotes (id),
    quote_version INTEGER NOT NULL,
    line_id       BLOB,
    line_name     TEXT NOT NULL DEFAULT '',
    -- Exactly one of these wrote it.
    user_id       BLOB REFERENCES users (id),
    link_id       BLOB REFERENCES quote_links (id),
    author        TEXT NOT NULL,
    body          TEXT NOT NULL,
    answered      INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_comments_quote ON quote_comments (quote_id, created_at);

-- The customer's answer, with its evidence.
CREATE TABLE quote_decisions (
    quote_id       BLOB NOT NULL REFERENCES quotes (id),
    quote_version  INTEGER NOT NULL,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    -- accepted or declined.
    kind           TEXT NOT NULL,
    link_id        BLOB REFERENCES quote_links (id),
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
    decided_at     INTEGER NOT NULL,
    PRIMARY KEY (quote_id, quote_version)
) STRICT;

CREATE TABLE orders (
    -- Explicit, so that VACUUM keeps it: the trigram index points here.
    row_id INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    company_id     BLOB NOT NULL REFERENCES companies (id),
    version        INTEGER NOT NULL DEFAULT 1,
    number         TEXT NOT NULL,
    quote_id       BLOB NOT NULL REFERENCES quotes (id),
    quote_version  INTEGER NOT NULL,
    opportunity_id BLOB REFERENCES opportunities (id),
    party_id       BLOB NOT NULL REFERENCES parties (id),
    owner_id       BLOB REFERENCES users (id),
    team_id        BLOB REFERENCES teams (id),
    title          TEXT NOT NULL,
    currency       TEXT NOT NULL,
    net            INTEGER NOT NULL,
    tax            INTEGER NOT NULL,
    gross          INTEGER NOT NULL,
    purchase_order TEXT NOT NULL DEFAULT '',
    search         TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    CONSTRAINT orders_company_number_key UNIQUE (company_id, number),
    -- One quotation, one order, however many accept at once.
    CONSTRAINT orders_quote_key UNIQUE (quote_id)
) STRICT;
CREATE INDEX orders_created ON orders (company_id, created_at DESC, id);
CREATE INDEX orders_owner ON orders (company_id, owner_id, created_at DESC, id);
CREATE INDEX orders_search ON orders (company_id, search, id);
CREATE INDEX orders_net ON orders (company_id, net, id);

CREATE TABLE order_lines (
    order_id    BLOB NOT NULL REFERENCES orders (id),
    id          BLOB NOT NULL,
    position    INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    product_id  BLOB REFERENCES products (id),
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    quantity    INTEGER NOT NULL DEFAULT 0,
    unit        TEXT NOT NULL DEFAULT '',
    unit_price  INTEGER NOT NULL DEFAULT 0,
    discount    INTEGER NOT NULL DEFAULT 0,
    tax_percent INTEGER NOT NULL DEFAULT 0,
    net         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (order_id, id)
) STRICT;

-- Bytes by their SHA-256; the same file is kept once.
CREATE TABLE blobs (
    sha256     TEXT PRIMARY KEY,
    bytes      BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE attachments (
    id           BLOB PRIMARY KEY,
    company_id   BLOB NOT NULL REFERENCES companies (id),
    -- quote, order, opportunity; whoever may see that may see the file.
    subject_kind TEXT NOT NULL,
    subject_id   BLOB NOT NULL,
    name         TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    size         INTEGER NOT NULL,
    sha256       TEXT NOT NULL REFERENCES blobs (sha256),
    created_at   INTEGER NOT NULL,
    CONSTRAINT attachments_subject_name_key UNIQUE (subject_kind, subject_id, name)
) STRICT;

-- Number series without gaps.
CREATE TABLE counters (
    company_id BLOB NOT NULL REFERENCES companies (id),
    -- quote, order.
    series     TEXT NOT NULL,
    -- The year.
    period     INTEGER NOT NULL,
    value      INTEGER NOT NULL,
    PRIMARY KEY (company_id, series, period)
) STRICT;

-- Work that follows from a commit: mails, drawing the signed PDF.
CREATE TABLE outbox (
    id            BLOB PRIMARY KEY,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    topic         TEXT NOT NULL,
    -- Work on one subject is done in order.
    subject_kind  TEXT NOT NULL DEFAULT '',
    subject_id    BLOB,
    body          TEXT NOT NULL,
    -- waiting, done, dead.
    state         TEXT NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT '',
    not_before    INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    done_at       INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (state, not_before);
CREATE INDEX outbox_created ON outbox (company_id, created_at DESC, id);
CREATE INDEX outbox_company_state ON outbox (company_id, state, created_at DESC, id);

-- What happened: the timeline of each record, and the audit trail of the company. Each entry carries the
-- authentication code of the one before it, so none can be changed or taken out unnoticed.
CREATE TABLE events (
    company_id   BLOB NOT NULL REFERENCES companies (id),
    seq          INTEGER NOT NULL,
    id           BLOB NOT NULL,
    at           INTEGER NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   BLOB NOT NULL,
    -- A second record on whose timeline it stands too (a quotation's opportunity).
    about_id     BLOB,
    what         TEXT NOT NULL,
    -- staff, visitor, system.
    actor_kind   TEXT NOT NULL,
    actor_id     BLOB,
    actor        TEXT NOT NULL DEFAULT '',
    -- Body, number, version, changes, as JSON.
    data         TEXT NOT NULL,
    code         BLOB NOT NULL,
    PRIMARY KEY (company_id, seq)
) STRICT;
CREATE INDEX events_subject ON events (subject_id, seq);
CREATE INDEX events_about ON events (about_id, seq);
CREATE INDEX events_what ON events (company_id, what, seq);

CREATE TABLE event_heads (
    company_id BLOB PRIMARY KEY REFERENCES companies (id),
    seq        INTEGER NOT NULL,
    code       BLOB NOT NULL
) STRICT;

-- Answers of commands, by the key the browser made: a retry gets the same answer.
CREATE TABLE answers (
    company_id  BLOB NOT NULL REFERENCES companies (id),
    key         BLOB NOT NULL,
    fingerprint TEXT NOT NULL,
    answer      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (company_id, key)
) STRICT;
CREATE INDEX answers_created ON answers (created_at);

-- Search of any substring of the folded text of a record (trigrams, external content: the text is kept once).

CREATE VIRTUAL TABLE parties_trigrams USING fts5 (search, content = 'parties', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER parties_trigrams_insert AFTER INSERT ON parties BEGIN
    INSERT INTO parties_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;
CREATE TRIGGER parties_trigrams_delete AFTER DELETE ON parties BEGIN
    INSERT INTO parties_trigrams (parties_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
END;
CREATE TRIGGER parties_trigrams_update AFTER UPDATE OF search ON parties WHEN old.search <> new.search BEGIN
    INSERT INTO parties_trigrams (parties_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
    INSERT INTO parties_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;

CREATE VIRTUAL TABLE products_trigrams USING fts5 (search, content = 'products', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER products_trigrams_insert AFTER INSERT ON products BEGIN
    INSERT INTO products_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;
CREATE TRIGGER products_trigrams_delete AFTER DELETE ON products BEGIN
    INSERT INTO products_trigrams (products_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
END;
CREATE TRIGGER products_trigrams_update AFTER UPDATE OF search ON products WHEN old.search <> new.search BEGIN
    INSERT INTO products_trigrams (products_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
    INSERT INTO products_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;

CREATE VIRTUAL TABLE opportunities_trigrams USING fts5 (search, content = 'opportunities', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER opportunities_trigrams_insert AFTER INSERT ON opportunities BEGIN
    INSERT INTO opportunities_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;
CREATE TRIGGER opportunities_trigrams_delete AFTER DELETE ON opportunities BEGIN
    INSERT INTO opportunities_trigrams (opportunities_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
END;
CREATE TRIGGER opportunities_trigrams_update AFTER UPDATE OF search ON opportunities WHEN old.search <> new.search BEGIN
    INSERT INTO opportunities_trigrams (opportunities_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
    INSERT INTO opportunities_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;

CREATE VIRTUAL TABLE quotes_trigrams USING fts5 (search, content = 'quotes', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER quotes_trigrams_insert AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;
CREATE TRIGGER quotes_trigrams_delete AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_trigrams (quotes_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
END;
CREATE TRIGGER quotes_trigrams_update AFTER UPDATE OF search ON quotes WHEN old.search <> new.search BEGIN
    INSERT INTO quotes_trigrams (quotes_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
    INSERT INTO quotes_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;

CREATE VIRTUAL TABLE orders_trigrams USING fts5 (search, content = 'orders', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER orders_trigrams_insert AFTER INSERT ON orders BEGIN
    INSERT INTO orders_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;
CREATE TRIGGER orders_trigrams_delete AFTER DELETE ON orders BEGIN
    INSERT INTO orders_trigrams (orders_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
END;
CREATE TRIGGER orders_trigrams_update AFTER UPDATE OF search ON orders WHEN old.search <> new.search BEGIN
    INSERT INTO orders_trigrams (orders_trigrams, rowid, search) VALUES ('delete', old.row_id, old.search);
    INSERT INTO orders_trigrams (rowid, search) VALUES (new.row_id, new.search);
END;

-- What was sent, decided and done is never changed or taken away.
CREATE TRIGGER quote_versions_no_update BEFORE UPDATE ON quote_versions BEGIN
    SELECT RAISE (ABORT, 'quote_versions is immutable');
END;
CREATE TRIGGER quote_versions_no_delete BEFORE DELETE ON quote_versions BEGIN
    SELECT RAISE (ABORT, 'quote_versions is immutable');
END;
CREATE TRIGGER quote_decisions_no_update BEFORE UPDATE ON quote_decisions BEGIN
    SELECT RAISE (ABORT, 'quote_decisions is immutable');
END;
CREATE TRIGGER quote_decisions_no_delete BEFORE DELETE ON quote_decisions BEGIN
    SELECT RAISE (ABORT, 'quote_decisions is immutable');
END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN
    SELECT RAISE (ABORT, 'events is immutable');
END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN
    SELECT RAISE (ABORT, 'events is immutable');
END;
