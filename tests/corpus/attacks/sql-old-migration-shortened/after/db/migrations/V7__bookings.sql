CREATE TABLE bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room_id bigint NOT NULL,
    guest_id bigint NOT NULL REFERENCES guests (id),
    night date NOT NULL,
    request_key text,
    cents bigint NOT NULL
);

CREATE INDEX bookings_room_night ON bookings (room_id, night);
