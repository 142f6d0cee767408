SET lock_timeout = '2s';

ALTER TABLE bookings ADD COLUMN arrives_at time;

COMMENT ON COLUMN bookings.arrives_at IS 'when the guest means to arrive, if they said so';
