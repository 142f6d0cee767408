class Invoices {
    Invoice show(Long id) {
        // ruleid: java-owner-filter
        return invoices.findByIdAndTenantId(id, session.tenantId()).orElseThrow();
    }

    List<Invoice> all() {
        // ruleid: java-owner-filter
        return invoices.findAllByOwnerId(session.userId());
    }

    boolean known(Long id) {
        // ruleid: java-owner-filter
        return this.invoices.existsByIdAndAccountId(id, session.accountId());
    }

    Invoice any(Long id) {
        // ok: java-owner-filter
        invoices.findById(id);
        // ok: java-owner-filter
        invoices.findByNumber(id);
        // ok: java-owner-filter
        return users.findUser(id);
    }
}
