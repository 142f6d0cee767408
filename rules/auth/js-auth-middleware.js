// ruleid: js-auth-middleware
app.get("/invoices", requireAuth, listInvoices);

// ruleid: js-auth-middleware
router.post("/refund", validate(schema), requireRole("manager"), refund);

// ruleid: js-auth-middleware
router.delete("/users/:id", [audit, auth.isAuthenticated], removeUser);

// ruleid: js-auth-middleware
app.use(passport.authenticate("session"));

// ruleid: js-auth-middleware
app.use("/admin", ensureLoggedIn, admin);

// ruleid: js-auth-middleware
api.use(authMiddleware);

router
  .route("/orders")
  // ruleid: js-auth-middleware
  .get(requireAuth, listOrders)
  // ruleid: js-auth-middleware
  .post(requireAuth, createOrder);

// ruleid: js-auth-middleware
fastify.get("/rows", { preHandler: [requireAuth] }, rows);

// ok: js-auth-middleware
app.get("/health", health);

// ok: js-auth-middleware
app.use(express.json());

// ok: js-auth-middleware
app.post("/login", loginUser, authenticateLater);

// ok: js-auth-middleware
cache.get(key, requireAuth);

// ok: js-auth-middleware
function requireAuth(request, response, next) {}

// ok: js-auth-middleware
app.use(requestLogger);

// ruleid: js-auth-middleware
@UseGuards(AuthGuard("jwt"))
@Controller("orders")
class Orders {
  // ruleid: js-auth-middleware
  @UseGuards(RolesGuard)
  @Post()
  create() {}

  // ok: js-auth-middleware
  @UseGuards(ThrottlerGuard)
  @Get()
  list() {}
}
