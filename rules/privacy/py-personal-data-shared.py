analytics.track(
    "signed_up",
    {
        # ruleid: py-personal-data-shared
        "email": customer.email,
    },
)
# ruleid: py-personal-data-shared
analytics.track("signed_up", {"phone": customer.phone_number})
# ruleid: py-personal-data-shared
posthog.capture(user.id, "paid", properties={"full_name": user.name})
# ruleid: py-personal-data-shared
self.analytics.identify(user.id, dict(date_of_birth=user.born))
# ok: py-personal-data-shared
analytics.track("cancelled", {"plan": customer.plan, "months": customer.months})
# ok: py-personal-data-shared
mailer.send("welcome", {"email": customer.email})
# ok: py-personal-data-shared
analytics.track("mail", {"email_sent": True})
