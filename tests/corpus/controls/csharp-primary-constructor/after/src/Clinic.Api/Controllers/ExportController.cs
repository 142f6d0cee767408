using Clinic.Api.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Clinic.Api.Controllers;

[ApiController]
[Route("api/export")]
[Authorize(Policy = "Exports")]
public class ExportController(IExports exports) : ControllerBase
{
    [HttpGet("patients")]
    [EnableRateLimiting("exports")]
    public async Task<IActionResult> Patients(CancellationToken cancellation)
    {
        var stream = await exports.PatientsAsync(cancellation);

        return File(stream, "text/csv", "patients.csv");
    }
}
