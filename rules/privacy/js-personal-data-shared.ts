// ruleid: js-personal-data-shared
analytics.track("signed_up", { plan, email: user.email });
// ruleid: js-personal-data-shared
posthog.identify(user.id, { fullName: user.name });
// ruleid: js-personal-data-shared
gtag("event", "signup", { phone_number: user.phone });
// ok: js-personal-data-shared
analytics.track("signed_up", { plan });
// ok: js-personal-data-shared
mailer.send("welcome", { email: user.email });
// ok: js-personal-data-shared
analytics.track("mail", { emailSent: true });
