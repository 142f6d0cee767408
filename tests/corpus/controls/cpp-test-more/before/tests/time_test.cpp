#include <gtest/gtest.h>

#include "clock/parse.hpp"

TEST(Parse, ReadsHoursAndMinutes) {
    const auto found = clock_parse("23:59");

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->hours, 23);
    EXPECT_EQ(found->minutes, 59);
}

TEST(Parse, RefusesWhatIsNoTime) {
    EXPECT_FALSE(clock_parse("24:00").has_value());
    EXPECT_FALSE(clock_parse("7:5").has_value());
    EXPECT_FALSE(clock_parse("").has_value());
}
