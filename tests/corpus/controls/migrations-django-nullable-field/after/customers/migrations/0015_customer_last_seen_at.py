from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0014_customer_vat_number")]

    operations = [
        migrations.AddField("customer", "last_seen_at", models.DateTimeField(null=True, blank=True)),
    ]
