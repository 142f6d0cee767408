using Clinic.Api.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Clinic.Api.Controllers;

[ApiController]
[Route("api/export")]
[Authorize(Policy = "Exports")]
public class ExportController : ControllerBase
{
    private readonly IExports _exports;

    public ExportController(IExports exports) => _exports = exports;

    [HttpGet("patients")]
    [EnableRateLimiting("exports")]
    public async Task<IActionResult> Patients(CancellationToken cancellation)
    {
        var stream = await _exports.PatientsAsync(cancellation);
        return File(stream, "text/csv", "patients.csv");
    }
}
