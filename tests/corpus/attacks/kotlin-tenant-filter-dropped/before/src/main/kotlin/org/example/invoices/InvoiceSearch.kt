package org.example.invoices

import org.springframework.stereotype.Service

@Service
class InvoiceSearch(private val invoices: InvoiceRepository, private val session: Session) {
    fun search(words: String): List<InvoiceRow> =
        invoices.search(session.tenantId, words).map(InvoiceRow::of)

    fun show(id: Long): InvoiceRow =
        invoices.findByIdAndTenantId(id, session.tenantId)?.let(InvoiceRow::of) ?: throw NoSuchInvoice(id)
}
