-- Rows of an import can be repaired before they are written. The cells themselves stay as the file has them.

-- Moves with each repair, decision and leaving out of the row.
ALTER TABLE import_rows ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- JSON: what stands in its cells instead; empty when nothing does.
ALTER TABLE import_rows ADD COLUMN repairs TEXT NOT NULL DEFAULT '';
-- 1 when a person left it out.
ALTER TABLE import_rows ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
UPDATE import_rows SET version = 2 WHERE decision <> '';
-- What people have said of rows, when all are judged anew.
CREATE INDEX import_rows_touched ON import_rows (import_id, number) WHERE version > 1;

-- JSON: by column what values mean instead; and mistakes that are the same in several rows.
ALTER TABLE imports ADD COLUMN replacements TEXT NOT NULL DEFAULT '{}';
ALTER TABLE imports ADD COLUMN faults TEXT NOT NULL DEFAULT '[]';

-- What rows have in common when they are the same record, shortened to a number: so a repaired row finds its like.
CREATE TABLE import_marks (
    import_id BLOB NOT NULL REFERENCES imports (id),
    mark      INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (import_id, mark, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_marks_number ON import_marks (import_id, number);

-- Previews that are open are judged once more and get their marks.
UPDATE imports SET state = 'judging', counts = '{}', version = version + 1 WHERE state = 'ready';
