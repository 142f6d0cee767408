from kyc.screening import NotScreened, screen


def onboard(applicant, queue) -> str:
    """Open an account, or let somebody look at the applicant."""
    try:
        result = screen(applicant)
    except NotScreened:
        queue.put(applicant)
        return "waiting"
    return "refused" if result.hits else "open"
