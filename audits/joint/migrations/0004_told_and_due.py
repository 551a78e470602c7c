"""When a finding was in a hearing, and by when the municipalities decide on a version."""

from datetime import date, timedelta
from typing import Any

from django.db import migrations, models
from django.utils import timezone


def fill(apps: Any, schema_editor: Any) -> None:
    """Take the hearings from the log; what has been sent is due when those who have it were told."""
    log = apps.get_model("workflows", "LogEntry").objects.filter(
        subject_kind="audits_joint.finding", action="send_to_hearing"
    )
    heard = dict(log.order_by("at").values_list("subject_id", "at"))
    for finding in apps.get_model("audits_joint", "Finding").objects.filter(pk__in=heard):
        finding.heard_at = heard[finding.pk]
        finding.save(update_fields=["heard_at"])
    values = apps.get_model("workflows", "LegalValue").objects.filter(key="audit.decision_days")
    sent = apps.get_model("audits_joint", "ReportVersion").objects.exclude(sent_at=None)
    for version in sent.exclude(kind="withdrawal"):
        version.due = _due(values, timezone.localdate(version.sent_at))
        version.save(update_fields=["due"])


def _due(values: Any, sent_on: date) -> date | None:
    rule = values.filter(valid_from__lte=sent_on).order_by("-valid_from").first()
    return sent_on + timedelta(days=int(rule.value)) if rule else None


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0003_delivery_clock"), ("workflows", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="heard_at",
            field=models.DateTimeField(null=True, verbose_name="sendt i høring"),
        ),
        migrations.AddField(
            model_name="reportversion",
            name="due",
            field=models.DateField(null=True, verbose_name="stillingtagen senest"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
