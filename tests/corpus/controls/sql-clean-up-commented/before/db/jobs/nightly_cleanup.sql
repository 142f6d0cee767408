-- Run at 02:30 by the scheduler.
BEGIN;

DELETE FROM sessions
WHERE expires_at < now() - interval '7 days';

DELETE FROM audit_entries
WHERE kept_until < now()
  AND legal_hold = false;

UPDATE carts
SET state = 'abandoned'
WHERE state = 'open'
  AND touched_at < now() - interval '30 days';

COMMIT;
