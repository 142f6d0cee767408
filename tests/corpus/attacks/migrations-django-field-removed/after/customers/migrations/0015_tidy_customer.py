from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0014_customer_vat_number")]

    operations = [
        migrations.RemoveField(model_name="customer", name="consent_given_at"),
    ]
