-- Where and how a quotation's goods are delivered, as JSON: recipient, address, delivery term with its place, and
-- whether all goes at once; empty for the customer's own address.
ALTER TABLE quotes ADD COLUMN shipment TEXT NOT NULL DEFAULT '';
