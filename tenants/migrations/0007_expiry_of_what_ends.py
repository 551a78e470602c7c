from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0006_undecided"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="standing", name="tenants_standing_expiry"),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("valid_until__isnull", False)),
                fields=["kind", "valid_until"],
                name="tenants_standing_expiry",
            ),
        ),
    ]
