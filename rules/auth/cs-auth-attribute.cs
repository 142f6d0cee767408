public class Orders : Controller
{
    // ruleid: cs-auth-attribute
    [Authorize]
    public IActionResult List() { return View(); }

    // ruleid: cs-auth-attribute
    [Authorize(Roles = "admin")]
    public IActionResult Delete(int id) { return View(); }

    // ruleid: cs-auth-attribute
    [ValidateAntiForgeryToken]
    public IActionResult Save(Order order) { return View(); }

    // ok: cs-auth-attribute
    [HttpGet]
    public IActionResult Show() { return View(); }

    // ok: cs-auth-attribute
    [Route("authorize")]
    public IActionResult Route() { return View(); }

    // ok: cs-auth-attribute
    public bool Authorize() { return true; }
}
