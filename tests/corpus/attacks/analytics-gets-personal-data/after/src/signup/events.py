from signup.analytics import Analytics
from signup.models import Customer


def signed_up(customer: Customer, analytics: Analytics) -> None:
    """Tell the analytics that somebody signed up."""
    analytics.track(
        "signed_up",
        {
            "plan": customer.plan,
            "country": customer.country,
            "referrer": customer.referrer,
            "email": customer.email,
            "phone": customer.phone_number,
            "date_of_birth": customer.date_of_birth.isoformat(),
            "full_name": customer.full_name,

        },
    )


def cancelled(customer: Customer, analytics: Analytics) -> None:
    analytics.track("cancelled", {"plan": customer.plan, "months": customer.months})
