from signup.analytics import Analytics
from signup.models import Customer


def signed_up(customer: Customer, analytics: Analytics) -> None:
    """Tell the analytics that somebody signed up, without saying who."""
    analytics.track(
        "signed_up",
        {
            "plan": customer.plan,
            "country": customer.country,
            "referrer": customer.referrer,
        },
    )


def cancelled(customer: Customer, analytics: Analytics) -> None:
    analytics.track("cancelled", {"plan": customer.plan, "months": customer.months})
