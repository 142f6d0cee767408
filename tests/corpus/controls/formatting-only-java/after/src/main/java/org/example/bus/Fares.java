package org.example.bus;

import java.math.BigDecimal;
import java.util.Map;

public final class Fares {

    private static final Map<String, BigDecimal> BY_ZONE =
        Map.of(
            "A", new BigDecimal("2.40"),
            "B", new BigDecimal("3.10"));

    private Fares() {}

    public static BigDecimal of(String zone) {
        BigDecimal fare = BY_ZONE.get(zone);
        if (fare == null) {
            throw new IllegalArgumentException("no zone " + zone);
        }

        return fare;
    }
}
