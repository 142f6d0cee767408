-- security_invoker: the policies of the reader hold.
CREATE VIEW invoice_totals WITH (security_invoker = true) AS
    SELECT tenant_id, date_trunc('month', issued_at) AS month, sum(cents) AS cents
    FROM invoices
    GROUP BY tenant_id, date_trunc('month', issued_at);
