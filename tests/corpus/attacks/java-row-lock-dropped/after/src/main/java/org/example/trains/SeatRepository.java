package org.example.trains;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface SeatRepository extends JpaRepository<Seat, Long> {

    @Query("select s from Seat s where s.train = :train and s.number = :number")
    Optional<Seat> findForBooking(Train train, String number);
}
