"""Which agreement covers which of the municipality's systems."""

from uuid import UUID

from agreements.municipal.models import Agreement

# One row for each system that an agreement names: the one that binds before one on its way, before one that
# has ended; the newest of several. A text that came to nothing is no agreement.
AGREEMENT_OF_SYSTEM = """
    SELECT DISTINCT ON (named.value ->> 'id') named.value ->> 'id' AS system_id, a.id AS agreement_id,
           a.state AS agreement_state, a.number AS agreement_number,
           coalesce(a.in_force_from, a.agreed_on, a.supplier_signed_on, a.municipality_signed_on)
               AS agreed_on,
           coalesce(a.ends_on, a.valid_until) AS expires_on,
           a.state IN ('signed', 'in_force', 'under_notice', 'own') AS binds
      FROM agreements_municipal_agreement a, jsonb_array_elements(a.systems) AS named
     WHERE a.state NOT IN ('withdrawn', 'superseded', 'declined')
     ORDER BY named.value ->> 'id',
              CASE WHEN a.state IN ('in_force', 'under_notice') THEN 0 WHEN a.state = 'signed' THEN 1
                   WHEN a.state = 'own' THEN 2
                   WHEN a.state IN ('expired', 'awaiting_deletion', 'deletion_proven') THEN 4 ELSE 3 END,
              a.received_at DESC, a.id
"""


def agreements_of(system_id: UUID) -> list[Agreement]:
    """Return all agreements that name a system, the newest first; act as the municipality."""
    rows = Agreement.objects.filter(systems__contains=[{"id": str(system_id)}])
    return list(rows.order_by("-received_at", "number"))
