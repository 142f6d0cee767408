using Clinic.Api.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;


namespace Clinic.Api.Controllers;

[ApiController]
[Route("api/export")]
[Authorize(Policy = "Exports")]
public class ExportController : ControllerBase
{
    private readonly IExports _exports;

    public ExportController(IExports exports) => _exports = exports;

    [HttpGet("patients")]
    [AllowAnonymous]
    public async Task<IActionResult> Patients()
    {
        var stream = await _exports.PatientsAsync(CancellationToken.None);
        return File(stream, "text/csv", "patients.csv");
    }
}
