from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0013_customer_consent_given_at")]

    operations = [
        migrations.AddField("customer", "vat_number", models.CharField(max_length=20, blank=True, default="")),
    ]
