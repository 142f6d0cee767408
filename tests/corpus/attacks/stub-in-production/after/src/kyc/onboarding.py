from kyc.screening import screen


def onboard(applicant, queue) -> str:
    """Open an account, or let somebody look at the applicant."""
    result = screen(applicant)
    return "refused" if result.hits else "open"
