from django.db import models


class Customer(models.Model):
    """Somebody who bought something."""

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    vat_number = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
