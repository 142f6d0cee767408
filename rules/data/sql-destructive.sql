/* ruleid: sql-destructive */
DROP TABLE voucher;
/* ruleid: sql-destructive */
drop table if exists shop.voucher cascade;
/* ruleid: sql-destructive */
ALTER TABLE orders DROP COLUMN note;
/* ruleid: sql-destructive */
TRUNCATE voucher;
/* ruleid: sql-destructive */
TRUNCATE TABLE orders RESTART IDENTITY;
/* ruleid: sql-destructive */
DROP SCHEMA shop;

/* ok: sql-destructive */
-- DROP TABLE later;
/* ok: sql-destructive */
DROP INDEX by_note;
/* ok: sql-destructive */
DROP VIEW paid_orders;
/* ok: sql-destructive */
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
/* ok: sql-destructive */
ALTER TABLE orders DROP CONSTRAINT paid;
/* ok: sql-destructive */
INSERT INTO notes (text) VALUES ('drop table voucher');
/* ok: sql-destructive */
SELECT date_trunc('day', paid_at), truncate(total, 2) FROM orders;
/* ok: sql-destructive */
SELECT drop_table FROM orders; /* drop table orders */
/* ok: sql-destructive */
DROP TEMPORARY TABLE scratch;

-- +goose Down
/* ok: sql-destructive */
DROP TABLE orders;
