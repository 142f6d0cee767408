package org.example.rent

import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class DueDateTest {
    @Test
    fun `rent is due on the third working day`() {
        assertEquals(LocalDate.of(2024, 5, 6), dueDate(2024, 5))
    }

    @Test
    fun `a leap day counts`() {
        assertEquals(LocalDate.of(2024, 3, 5), dueDate(2024, 3))
    }

    @Test
    fun `a month may begin on a Sunday`() {
        assertEquals(LocalDate.of(2024, 9, 4), dueDate(2024, 9))
    }

    @Test
    fun `there is no thirteenth month`() {

        assertFailsWith<IllegalArgumentException> { dueDate(2024, 13) }
    }
}
