-- What is a customer's is made found by its new name page by page, in the order of ids.
CREATE INDEX opportunities_party_id ON opportunities (party_id, id);
DROP INDEX opportunities_party;
CREATE INDEX quotes_party_id ON quotes (party_id, id);
CREATE INDEX orders_party_id ON orders (party_id, id);
DROP INDEX orders_party;
