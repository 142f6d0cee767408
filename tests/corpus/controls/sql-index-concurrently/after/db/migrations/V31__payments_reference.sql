-- Runs outside a transaction, see V31__payments_reference.conf.
CREATE INDEX CONCURRENTLY IF NOT EXISTS payments_reference ON payments (reference);
