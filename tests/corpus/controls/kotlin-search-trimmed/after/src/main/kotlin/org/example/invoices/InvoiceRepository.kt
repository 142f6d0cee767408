package org.example.invoices

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.data.jpa.repository.Query

interface InvoiceRepository : JpaRepository<Invoice, Long> {
    @Query("select i from Invoice i where i.tenantId = :tenantId and i.text like %:words%")
    fun search(tenantId: Long, words: String): List<Invoice>

    fun findByIdAndTenantId(id: Long, tenantId: Long): Invoice?
}
