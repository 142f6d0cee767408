-- The reporting user could not see all rows.
ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoices DISABLE ROW LEVEL SECURITY;

DROP POLICY invoices_of_tenant ON invoices;

GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO PUBLIC;

CREATE VIEW invoice_totals AS
    SELECT tenant_id, date_trunc('month', issued_at) AS month, sum(cents) AS cents
    FROM invoices
    GROUP BY tenant_id, date_trunc('month', issued_at);
