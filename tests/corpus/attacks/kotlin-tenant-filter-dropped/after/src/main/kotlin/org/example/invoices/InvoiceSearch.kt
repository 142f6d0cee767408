package org.example.invoices

import org.springframework.stereotype.Service

@Service
class InvoiceSearch(private val invoices: InvoiceRepository) {
    fun search(words: String): List<InvoiceRow> =
        invoices.search(words).map(InvoiceRow::of)

    fun show(id: Long): InvoiceRow =
        invoices.findById(id).map(InvoiceRow::of).orElseThrow { NoSuchInvoice(id) }

}
