// ruleid: java-auth-annotation
@Secured("ROLE_ADMIN")
@RestController
class Ledger {

    // ruleid: java-auth-annotation
    @PreAuthorize("hasRole('MANAGER')")
    public Receipt refund(String order) {
        return desk.refund(order);
    }

    @GetMapping("/audit")
    // ruleid: java-auth-annotation
    @RolesAllowed({"AUDITOR"})
    List<Row> audit() {
        return rows;
    }

    interface Rows {
        // ruleid: java-auth-annotation
        @PreAuthorize("isAuthenticated()")
        List<Row> all();
    }

    // ok: java-auth-annotation
    @PermitAll
    public String ping() {
        return "ok";
    }

    // ok: java-auth-annotation
    @Override
    public String toString() {
        return "@PreAuthorize";
    }

    // ok: java-auth-annotation
    @SecuredBy("nobody")
    void note() {
    }
}
