/* ruleid: sql-unbounded-write */
UPDATE orders SET paid = true;
/* ruleid: sql-unbounded-write */
DELETE FROM voucher;
/* ruleid: sql-unbounded-write */
update shop.orders as o
set note = 'where; not', -- where
    total = 0;

/* ruleid: sql-unbounded-write */
UPDATE orders SET total = (SELECT sum(price) FROM rows WHERE rows.id = 3);

/* ok: sql-unbounded-write */
UPDATE orders SET total = (SELECT sum(price) FROM rows) WHERE id = 3;
/* ok: sql-unbounded-write */
UPDATE orders SET paid = true WHERE id = 3;
/* ok: sql-unbounded-write */
DELETE FROM voucher
USING orders
WHERE orders.id = voucher.id;
/* ok: sql-unbounded-write */
UPDATE orders SET note = 'a;b' WHERE id = 3;
/* ok: sql-unbounded-write */
INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO
UPDATE SET paid = true;
/* ok: sql-unbounded-write */
CREATE TABLE notes (id int REFERENCES orders ON DELETE CASCADE
ON UPDATE CASCADE);
/* ok: sql-unbounded-write */
SELECT * FROM orders FOR UPDATE;
/* ok: sql-unbounded-write */
-- DELETE FROM voucher;
/* ok: sql-unbounded-write */
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY
UPDATE paid = true;
/* ruleid: sql-unbounded-write */
DELETE FROM last
