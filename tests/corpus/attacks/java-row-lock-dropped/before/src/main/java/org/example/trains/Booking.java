package org.example.trains;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class Booking {

    private final SeatRepository seats;

    public Booking(SeatRepository seats) {
        this.seats = seats;
    }

    @Transactional
    public Seat book(Train train, String number, Traveller traveller) {
        Seat seat = seats.findForBooking(train, number).orElseThrow(UnknownSeat::new);
        if (seat.isTaken()) {
            throw new SeatTaken(number);
        }
        seat.take(traveller);
        return seats.save(seat);
    }
}
