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
    fun `there is no thirteenth month`() {
        assertFailsWith<IllegalArgumentException> { dueDate(2024, 13) }
    }
}
