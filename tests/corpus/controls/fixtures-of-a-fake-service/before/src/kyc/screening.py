from kyc.models import Applicant, Screening


class NotScreened(Exception):
    """There is no screening yet."""


def screen(applicant: Applicant) -> Screening:
    """Compare an applicant with the lists of sanctions."""
    raise NotScreened("screening is done by hand until the service is ready")
