-- Run at 02:30 by the scheduler.
DELETE FROM sessions;

DELETE FROM audit_entries;

UPDATE carts
SET state = 'abandoned';
