CREATE TABLE bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room_id bigint NOT NULL REFERENCES rooms (id),
    guest_id bigint NOT NULL REFERENCES guests (id),
    night date NOT NULL,
    request_key text NOT NULL,
    cents bigint NOT NULL CHECK (cents >= 0)
);

CREATE UNIQUE INDEX bookings_room_night ON bookings (room_id, night);
CREATE UNIQUE INDEX bookings_request_key ON bookings (request_key);
