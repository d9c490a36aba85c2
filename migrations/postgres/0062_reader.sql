-- What the values of attributes are called in languages that are not the company's own.
CREATE TABLE product_value_texts (
    product_id UUID NOT NULL,
    value_id   UUID NOT NULL,
    language   TEXT NOT NULL,
    name       TEXT NOT NULL,
    PRIMARY KEY (product_id, value_id, language),
    FOREIGN KEY (product_id, value_id) REFERENCES product_values (product_id, id)
);

-- What was told of reading is forgotten after a while: the oldest agreements first.
CREATE INDEX reading_agreements_agreed ON reading_agreements (agreed_at);
