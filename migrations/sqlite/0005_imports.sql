-- Files that were brought to be imported, their rows with what becomes of each, and what is needed to take them back.

CREATE TABLE imports (
    id          BLOB PRIMARY KEY,
    company_id  BLOB NOT NULL REFERENCES companies (id),
    version     INTEGER NOT NULL DEFAULT 1,
    -- products, customers, prices.
    kind        TEXT NOT NULL,
    -- judging, ready, applying, done, undoing, undone.
    state       TEXT NOT NULL,
    file_name   TEXT NOT NULL,
    -- The file as it was brought.
    sha256      TEXT NOT NULL REFERENCES blobs (sha256),
    -- The sheets of the workbook as JSON, and the one that is read.
    sheets      TEXT NOT NULL,
    sheet       TEXT NOT NULL,
    -- JSON: headings, the first value under each, the field each stands for.
    headings    TEXT NOT NULL,
    samples     TEXT NOT NULL,
    columns     TEXT NOT NULL,
    -- fill, overwrite, skip.
    mode        TEXT NOT NULL,
    -- JSON: how many rows of each verdict, and what became of them.
    counts      TEXT NOT NULL,
    user_id     BLOB NOT NULL REFERENCES users (id),
    user_name   TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    started_at  INTEGER,
    finished_at INTEGER,
    -- Who took it back, and when.
    undone_by   TEXT NOT NULL DEFAULT '',
    undone_at   INTEGER
) STRICT;
CREATE INDEX imports_company ON imports (company_id, created_at DESC, id);
CREATE INDEX imports_state ON imports (state, created_at);

CREATE TABLE import_rows (
    import_id     BLOB NOT NULL REFERENCES imports (id),
    -- As a spreadsheet counts.
    number        INTEGER NOT NULL,
    company_id    BLOB NOT NULL REFERENCES companies (id),
    -- JSON.
    cells         TEXT NOT NULL,
    -- new, change, same, look, skip, refused; and the reasons as JSON.
    verdict       TEXT NOT NULL,
    judgement     TEXT NOT NULL,
    -- What a person said of a likeness: same, new.
    decision      TEXT NOT NULL DEFAULT '',
    -- out, waiting, done, undone, archived, kept.
    state         TEXT NOT NULL,
    record_id     BLOB,
    -- JSON: the record before and after, and its version after.
    written       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (import_id, number)
) STRICT;
CREATE INDEX import_rows_verdict ON import_rows (import_id, verdict, number);
CREATE INDEX import_rows_state ON import_rows (import_id, state, number);

-- Records are found by what identifies them.
CREATE INDEX products_company_code ON products (company_id, code);
CREATE INDEX products_company_name ON products (company_id, name);
CREATE INDEX parties_company_business_id ON parties (company_id, business_id);
CREATE INDEX parties_company_vat_number ON parties (company_id, vat_number);
CREATE INDEX parties_company_email ON parties (company_id, email);
CREATE INDEX parties_company_name ON parties (company_id, name);
-- Whether a product or a customer is in use is asked before it is taken away.
CREATE INDEX quote_lines_product ON quote_lines (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX order_lines_product ON order_lines (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX orders_party ON orders (party_id);
