"""A job that failed is tried again later; rows of before, and of the old code, have no such time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0001_initial")]

    operations = [
        migrations.AddField(model_name="job", name="not_before", field=models.DateTimeField(null=True)),
    ]
