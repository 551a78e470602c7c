"""Writing a confirmed import to the register: a few statements over whole sets, in one transaction.

What the municipality itself reported stands: its number of data subjects, what it said of their data, and
that it no longer uses a system.
A use that is absent from the file stays as it is, and so does a field the file has no column for.
"""

from typing import Any
from uuid import UUID

from django.db import connection

from register.models import ImportRun
from register.portfolio.columns import Field

LOCK = 0x7265_6769  # one import writes at a time
_COLUMNS_OF = {
    Field.PERSONAL_DATA: ("personal_data",),
    Field.SPECIAL_CATEGORIES: ("special_categories",),
    Field.CPR: ("cpr",),
    Field.OTHER_PROTECTED: ("other_protected",),
    Field.SPECIAL_PROCESSING: ("special_processing",),
    Field.SUBJECTS: ("subjects", "subjects_is_estimate"),
    Field.AGREEMENT: ("agreement",),
    Field.AGREEMENT_DATE: ("agreement_date",),
    Field.OWNER: ("owner_email",),
}
_SUPPLIERS = """
INSERT INTO register_supplier
    (id, name, country, number, group_name, shared_mailbox, name_key, name_sort, created_at)
SELECT given.id, given.name, given.country, given.number, '', '', given.name_key, given.name_sort,
clock_timestamp()
  FROM register_importplan plan,
       jsonb_to_recordset(plan.suppliers) AS given
           (id uuid, name text, country text, number text, name_key text, name_sort text)
 WHERE plan.run_id = %s
ON CONFLICT (id) DO UPDATE SET country = EXCLUDED.country, number = EXCLUDED.number
"""
_SYSTEMS = """
INSERT INTO register_system (id, kitos_uuid, name, supplier_id, name_key, name_sort, created_at)
SELECT given.id, given.kitos_uuid, given.name, given.supplier_id, given.name_key, given.name_sort,
clock_timestamp()
  FROM register_importplan plan,
       jsonb_to_recordset(plan.systems) AS given
           (id uuid, kitos_uuid uuid, name text, supplier_id uuid, name_key text, name_sort text)
 WHERE plan.run_id = %s
ON CONFLICT (id) DO UPDATE
   SET kitos_uuid = coalesce(register_system.kitos_uuid, EXCLUDED.kitos_uuid),
       supplier_id = coalesce(register_system.supplier_id, EXCLUDED.supplier_id)
"""
_NAMES = """
INSERT INTO register_systemname (id, system_id, name_key, supplier_id)
SELECT gen_random_uuid(), given.system_id, given.name_key, given.supplier_id
  FROM register_importplan plan,
       jsonb_to_recordset(plan.names) AS given (system_id uuid, name_key text, supplier_id uuid)
 WHERE plan.run_id = %s
ON CONFLICT DO NOTHING
"""
_USES = """
INSERT INTO register_systemuse
    (id, municipality_id, system_id, source, personal_data, special_categories, cpr, other_protected,
     special_processing, subjects, subjects_is_estimate, subjects_source, agreement, agreement_date,
     owner_email, is_active, reported_at, reported_by_name, created_at, updated_at)
SELECT gen_random_uuid(), municipality_id, system_id, 'file', personal_data, special_categories, cpr,
       other_protected, special_processing, subjects, subjects_is_estimate, 'file', agreement, agreement_date,
       owner_email, true, NULL, '', now(), now()
  FROM register_importline
 WHERE run_id = %s AND outcome IN ('new', 'changed')
ON CONFLICT (municipality_id, system_id) DO UPDATE SET {assignments}updated_at = now()
"""
_ASSESSMENTS = """
INSERT INTO register_systemassessment
    (id, system_id, personal_data, special_categories, cpr, other_protected, special_processing,
     imported_personal_data, imported_special_categories, imported_cpr, screening, screening_reason,
     screened_by_name)
SELECT gen_random_uuid(), system_id, '', '', '', '', '',
       {personal_data}, {special_categories}, {cpr}, '', '', ''
  FROM register_systemuse
 WHERE is_active AND system_id IN (SELECT system_id FROM register_importline
                                    WHERE run_id = %s AND outcome IN ('new', 'changed'))
 GROUP BY system_id
ON CONFLICT (system_id) DO UPDATE
   SET imported_personal_data = EXCLUDED.imported_personal_data,
       imported_special_categories = EXCLUDED.imported_special_categories,
       imported_cpr = EXCLUDED.imported_cpr
"""
_UNLESS_REPORTED = "CASE WHEN {1} THEN register_systemuse.{0} ELSE EXCLUDED.{0} END"
_TOLD = "'{0}' = ANY (string_to_array(register_systemuse.told, ','))"
_REPORTED_BY = {
    Field.SUBJECTS: "register_systemuse.subjects_source = 'municipality'",
    Field.SPECIAL_CATEGORIES: _TOLD.format("special_categories"),
    Field.CPR: _TOLD.format("cpr"),
    Field.OTHER_PROTECTED: _TOLD.format("other_protected"),
    Field.SPECIAL_PROCESSING: _TOLD.format("special_processing"),
}
_STRICTEST = "CASE WHEN bool_or({0} = 'ja') THEN 'ja' WHEN bool_or({0} = 'nej') THEN 'nej' ELSE 'uoplyst' END"


def _assignments(absent: frozenset[Field]) -> str:
    """What an existing use takes over from the line."""
    parts = []
    for name, columns in _COLUMNS_OF.items():
        if name in absent:
            continue
        for column in columns:
            value = f"EXCLUDED.{column}"
            if reported := _REPORTED_BY.get(name):
                value = _UNLESS_REPORTED.format(column, reported)
            parts.append(f"{column} = {value}, ")
    return "".join(parts)


def _statements(absent: frozenset[Field]) -> list[str]:
    strictest: dict[str, Any] = {
        column: _STRICTEST.format(column) for column in ("personal_data", "special_categories", "cpr")
    }
    uses = _USES.format(assignments=_assignments(absent))
    return [_SUPPLIERS, _SYSTEMS, _NAMES, uses, _ASSESSMENTS.format(**strictest)]


def lock() -> None:
    """Waits for another import to end; held until the transaction does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write(run: ImportRun) -> None:
    """Writes the staged lines of a run to the register. Call it within a transaction, as the secretariat."""
    absent = frozenset(Field(name) for name in run.understood["absent"])
    run_id: UUID = run.pk
    with connection.cursor() as cursor:
        for statement in _statements(absent):
            cursor.execute(statement, [run_id])
