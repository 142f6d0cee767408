package org.example.invoices

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.data.jpa.repository.Query

interface InvoiceRepository : JpaRepository<Invoice, Long> {
    @Query("select i from Invoice i where i.text like %:words%")
    fun search(words: String): List<Invoice>
}
