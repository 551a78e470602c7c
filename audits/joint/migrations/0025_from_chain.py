from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0024_shown_as"), ("workflows", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="from_chain",
            field=models.BooleanField("underdatabehandlers", db_default=False, default=False),
        ),
        # What was taken in before, as the log tells; after a merger the version of a closed case may have another
        # supplier too, so that alone tells nothing.
        migrations.RunSQL(
            """UPDATE audits_joint_evidence e SET from_chain = true, wish_reason = '', confidential = '[]'
                 FROM audits_joint_statementversion v, workflows_logentry l
                WHERE v.id = e.version_id AND v.supplier_id <> e.supplier_id
                  AND l.subject_id = e.id AND l.action = 'take_in'""",
            migrations.RunSQL.noop,
        ),
    ]
