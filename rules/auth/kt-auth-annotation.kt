// ruleid: kt-auth-annotation
@PreAuthorize("hasRole('ADMIN')")
class AdminController {
    // ruleid: kt-auth-annotation
    @Secured("ROLE_ADMIN")
    @GetMapping("/orders")
    fun list(): List<Order> = orders.all()

    @GetMapping("/drop")
    // ruleid: kt-auth-annotation
    @RolesAllowed("admin")
    suspend fun drop(id: Int) {
        orders.drop(id)
    }

    // ok: kt-auth-annotation
    @GetMapping("/open")
    fun open(): String = "open"

    // ok: kt-auth-annotation
    @SecuredBy("nobody")
    fun look(): String = "PreAuthorize"
}

// ok: kt-auth-annotation
class PreAuthorize
