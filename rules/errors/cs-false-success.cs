class Transfers
{
    IActionResult Pay()
    {
        try { Charge(); }
        catch (Exception problem)
        {
            log.Warn(problem);
            // ruleid: cs-false-success
            return Ok();
        }
    }
    Result Send()
    {
        try { Post(); }
        catch
        {
            // ruleid: cs-false-success
            return Result.Success();
        }
    }
    Result Move()
    {
        try { Post(); }
        catch (Exception)
        {
            // ruleid: cs-false-success
            return Result.Ok("n/a");
        }
    }
    Result Fine()
    {
        try { Post(); }
        catch (Exception problem)
        {
            // ok: cs-false-success
            return Result.Failure(problem);
        }
        // ok: cs-false-success
        return Result.Success();
    }
    IActionResult Told()
    {
        try { Charge(); }
        catch (Exception problem)
        {
            // ok: cs-false-success
            return Ok(new { error = problem.Message });
        }
    }
}
