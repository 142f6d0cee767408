/* ruleid: sql-not-null */
ALTER TABLE orders ADD COLUMN currency text NOT NULL;
/* ruleid: sql-not-null */
ALTER TABLE orders ADD total numeric(10, 2) not null, ADD COLUMN note text DEFAULT '';
/* ruleid: sql-not-null */
ALTER TABLE orders ALTER COLUMN currency SET NOT NULL;
/* ruleid: sql-not-null */
ALTER TABLE orders MODIFY COLUMN currency char(3) NOT NULL;

/* ok: sql-not-null */
ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
/* ok: sql-not-null */
ALTER TABLE orders ADD COLUMN currency text DEFAULT 'EUR' NOT NULL;
/* ok: sql-not-null */
ALTER TABLE orders ADD COLUMN note text;
/* ok: sql-not-null */
ALTER TABLE orders ADD CONSTRAINT paid CHECK (paid_at IS NOT NULL);
/* ok: sql-not-null */
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
/* ok: sql-not-null */
CREATE TABLE notes (id int NOT NULL);
/* ok: sql-not-null */
ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY NOT NULL;
/* ok: sql-not-null */
ALTER TABLE orders ADD COLUMN number bigserial NOT NULL;
/* ok: sql-not-null */
-- ALTER TABLE orders ADD COLUMN later text NOT NULL;
