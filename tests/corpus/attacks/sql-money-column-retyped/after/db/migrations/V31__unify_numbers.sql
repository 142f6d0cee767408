ALTER TABLE payments ALTER COLUMN amount TYPE double precision;
ALTER TABLE payments ALTER COLUMN reference SET NOT NULL;
ALTER TABLE payments RENAME COLUMN currency TO currency_code;
CREATE INDEX payments_reference ON payments (reference);
