-- Tags of products: words of the company that products are found by and deliveries are chosen by.
CREATE TABLE product_tags (
    id         UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    name       TEXT NOT NULL,
    -- The name as it is compared: no two of a company differ in case or dots alone.
    folded     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT product_tags_company_folded_key UNIQUE (company_id, folded)
);

CREATE TABLE product_tag_links (
    product_id UUID NOT NULL REFERENCES products (id),
    tag_id     UUID NOT NULL REFERENCES product_tags (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    PRIMARY KEY (product_id, tag_id)
);
CREATE INDEX product_tag_links_tag ON product_tag_links (tag_id, product_id);
-- Whatever a planner begins with, it never reads all of a company.
CREATE INDEX product_tag_links_company ON product_tag_links (company_id, product_id, tag_id);
