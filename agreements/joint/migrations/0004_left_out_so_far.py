"""Who uses a system of a text and was not sent it when it went out was left out: it is no late joiner."""

from django.db import migrations

LEFT_OUT = """
INSERT INTO agreements_joint_latejoiner
       (id, common_text_id, municipality_id, state, why, found_at, settled_at, settled_by_name)
SELECT DISTINCT ON (x.common_text_id, u.municipality_id)
       gen_random_uuid(), x.common_text_id, u.municipality_id, 'left_out',
       'Blev ikke valgt, da teksten blev sendt ud.', now(), now(), 'Overgang til automatisk udsendelse'
  FROM agreements_joint_commontextsystem x
  JOIN register_systemuse u ON u.system_id = x.system_id AND u.is_active
 WHERE EXISTS (SELECT FROM agreements_joint_sending s WHERE s.common_text_id = x.common_text_id)
   AND NOT EXISTS (SELECT FROM agreements_joint_sending s
                    WHERE s.common_text_id = x.common_text_id AND u.municipality_id = ANY (s.municipality_ids))
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements_joint", "0003_members"),
        ("register", "0001_initial"),
        ("tenants", "0001_initial"),
    ]

    operations = [migrations.RunSQL(LEFT_OUT, migrations.RunSQL.noop)]
