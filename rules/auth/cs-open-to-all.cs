class OrdersController : Controller
{
    // ruleid: cs-open-to-all
    [AllowAnonymous]
    public IActionResult List()
    {
        return View();
    }

    [HttpPost]
    // ruleid: cs-open-to-all
    [AllowAnonymous]
    public async Task<IActionResult> Add(Order order)
    {
        return View();
    }

    void Configure(IEndpointRouteBuilder routes)
    {
        // ruleid: cs-open-to-all
        routes.MapGet("/orders", List).AllowAnonymous();
        // ruleid: cs-open-to-all
        policy.AllowAnyOrigin();
        // ok: cs-open-to-all
        routes.MapGet("/orders", List).RequireAuthorization();
        // ok: cs-open-to-all
        policy.WithOrigins("https://example.org");
    }

    // ok: cs-open-to-all
    [Authorize]
    public IActionResult Show()
    {
        return View();
    }

    // ok: cs-open-to-all
    [HttpGet]
    public IActionResult AllowAnonymous()
    {
        return View();
    }
}
