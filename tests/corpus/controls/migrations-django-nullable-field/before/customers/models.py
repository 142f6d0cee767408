from django.db import models


class Customer(models.Model):
    """Somebody who bought something."""

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    vat_number = models.CharField(max_length=20, blank=True)
    consent_given_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def has_consented(self) -> bool:
        return self.consent_given_at is not None
