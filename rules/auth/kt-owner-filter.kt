class Invoices(private val invoices: Repository) {
    // ruleid: kt-owner-filter
    fun show(id: Long) = invoices.findByIdAndTenantId(id, session.tenantId)

    // ruleid: kt-owner-filter
    fun all() = invoices.findAllByOwnerId(session.userId)

    fun known(id: Long): Boolean {
        // ruleid: kt-owner-filter
        return invoices.existsByIdAndAccountId(id, session.accountId)
    }

    fun any(id: Long) {
        // ok: kt-owner-filter
        invoices.findById(id)
        // ok: kt-owner-filter
        invoices.findByNumber(id)
        // ok: kt-owner-filter
        users.findUser(id)
    }
}
