-- By what doubles are found, merging opportunities, and what is needed to take a merge back.

-- The keys are written by the program (domain::crm::duplicates); empty for none.
ALTER TABLE opportunities ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
ALTER TABLE opportunities ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
CREATE INDEX opportunities_email_key ON opportunities (company_id, email_key, email) WHERE email_key <> '';
CREATE INDEX opportunities_phone_key ON opportunities (company_id, phone_key) WHERE phone_key <> '';
ALTER TABLE parties ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
CREATE INDEX parties_email_key ON parties (company_id, email_key, email) WHERE email_key <> '';
CREATE INDEX parties_phone_key ON parties (company_id, phone_key) WHERE phone_key <> '';
CREATE INDEX parties_business_id ON parties (company_id, business_id) WHERE business_id <> '';
-- One that was merged is of state 'merged', and leads to the one that stayed.
ALTER TABLE opportunities ADD COLUMN merged_into BLOB REFERENCES opportunities (id);
CREATE INDEX opportunities_merged_into ON opportunities (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX orders_opportunity ON orders (opportunity_id) WHERE opportunity_id IS NOT NULL;

-- What is there already gets its keys: the domain of a company, the whole address at a provider anybody can be at;
-- digits with the country's code in front.
UPDATE opportunities SET email_key = lower(email) WHERE email LIKE '_%@_%._%';
UPDATE opportunities SET email_key = substr(email_key, instr(email_key, '@'))
WHERE email_key <> '' AND substr(email_key, instr(email_key, '@') + 1) NOT IN (
    'aol.com', 'elisanet.fi', 'email.com', 'fastmail.com', 'gmail.com', 'gmx.at', 'gmx.com', 'gmx.de', 'gmx.net',
    'googlemail.com', 'hotmail.co.uk', 'hotmail.com', 'hotmail.de', 'hotmail.fi', 'hotmail.fr', 'icloud.com',
    'kolumbus.fi', 'laposte.net', 'libero.it', 'live.com', 'live.fi', 'live.se', 'luukku.com', 'mac.com',
    'mail.com', 'mail.ru', 'me.com', 'msn.com', 'orange.fr', 'outlook.com', 'outlook.fi', 'pp.inet.fi',
    'proton.me', 'protonmail.com', 'suomi24.fi', 'telia.com', 'web.de', 'yahoo.co.uk', 'yahoo.com', 'yandex.ru'
);
UPDATE opportunities SET phone_key = replace(replace(replace(replace(replace(replace(replace(phone, '(0)', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '')
WHERE phone <> '';
UPDATE opportunities SET phone_key = CASE
    WHEN phone_key LIKE '+%' THEN substr(phone_key, 2)
    WHEN phone_key LIKE '00%' THEN substr(phone_key, 3)
    ELSE (SELECT CASE c.country WHEN 'FI' THEN '358' WHEN 'AX' THEN '358' WHEN 'SE' THEN '46' WHEN 'NO' THEN '47'
        WHEN 'DK' THEN '45' WHEN 'EE' THEN '372' WHEN 'LV' THEN '371' WHEN 'LT' THEN '370' WHEN 'DE' THEN '49' ELSE '' END
        FROM companies AS c WHERE c.id = opportunities.company_id) || ltrim(phone_key, '0')
END
WHERE phone_key <> '';
UPDATE opportunities SET phone_key = '' WHERE phone_key <> '' AND (length(phone_key) < 8 OR phone_key GLOB '*[^0-9]*');
UPDATE parties SET email_key = lower(email) WHERE email LIKE '_%@_%._%';
UPDATE parties SET email_key = substr(email_key, instr(email_key, '@'))
WHERE email_key <> '' AND substr(email_key, instr(email_key, '@') + 1) NOT IN (
    'aol.com', 'elisanet.fi', 'email.com', 'fastmail.com', 'gmail.com', 'gmx.at', 'gmx.com', 'gmx.de', 'gmx.net',
    'googlemail.com', 'hotmail.co.uk', 'hotmail.com', 'hotmail.de', 'hotmail.fi', 'hotmail.fr', 'icloud.com',
    'kolumbus.fi', 'laposte.net', 'libero.it', 'live.com', 'live.fi', 'live.se', 'luukku.com', 'mac.com',
    'mail.com', 'mail.ru', 'me.com', 'msn.com', 'orange.fr', 'outlook.com', 'outlook.fi', 'pp.inet.fi',
    'proton.me', 'protonmail.com', 'suomi24.fi', 'telia.com', 'web.de', 'yahoo.co.uk', 'yahoo.com', 'yandex.ru'
);
UPDATE parties SET phone_key = replace(replace(replace(replace(replace(replace(replace(phone, '(0)', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '')
WHERE phone <> '';
UPDATE parties SET phone_key = CASE
    WHEN phone_key LIKE '+%' THEN substr(phone_key, 2)
    WHEN phone_key LIKE '00%' THEN substr(phone_key, 3)
    ELSE (SELECT CASE c.country WHEN 'FI' THEN '358' WHEN 'AX' THEN '358' WHEN 'SE' THEN '46' WHEN 'NO' THEN '47'
        WHEN 'DK' THEN '45' WHEN 'EE' THEN '372' WHEN 'LV' THEN '371' WHEN 'LT' THEN '370' WHEN 'DE' THEN '49' ELSE '' END
        FROM companies AS c WHERE c.id = parties.company_id) || ltrim(phone_key, '0')
END
WHERE phone_key <> '';
UPDATE parties SET phone_key = '' WHERE phone_key <> '' AND (length(phone_key) < 8 OR phone_key GLOB '*[^0-9]*');

CREATE TABLE merges (
    id           BLOB PRIMARY KEY,
    company_id   BLOB NOT NULL REFERENCES companies (id),
    survivor_id  BLOB NOT NULL REFERENCES opportunities (id),
    merged_id    BLOB NOT NULL REFERENCES opportunities (id),
    -- The state the merged one was in: open or lost.
    merged_state TEXT NOT NULL,
    -- Fields of the one that stayed, as JSON.
    facts_before TEXT NOT NULL,
    facts_after  TEXT NOT NULL,
    made_by      BLOB NOT NULL REFERENCES users (id),
    made_at      INTEGER NOT NULL,
    undone_by    BLOB REFERENCES users (id),
    undone_at    INTEGER
) STRICT;
CREATE INDEX merges_survivor ON merges (survivor_id, made_at);
CREATE INDEX merges_merged ON merges (merged_id);
CREATE INDEX merges_company ON merges (company_id);
CREATE INDEX merges_made_by ON merges (made_by);
CREATE INDEX merges_undone_by ON merges (undone_by);

-- What a merge moved: so much goes back and no more.
CREATE TABLE merge_moves (
    merge_id   BLOB NOT NULL REFERENCES merges (id),
    -- activity, quote, order, post, file.
    kind       TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    -- A file's name, where it had to get another one.
    old_name   TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (merge_id, kind, subject_id)
) STRICT;
