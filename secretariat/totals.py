"""Totals over the joint work and the members' decisions: never one municipality's."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, TextChoices

from agreements.municipal.states import AgreementState
from audits.joint.models import Audit
from audits.joint.states import AuditState
from audits.municipal.states import DecisionState
from tenants.models import Municipality, Standing


@dataclass(frozen=True)
class Total:
    """A number with the words beside it."""

    label: str
    value: int


def totals() -> list[dict[str, Any]]:
    """Return the groups of totals that a board member sees."""
    return [
        {"title": "Foreningen", "rows": [Total("medlemskommuner", _members())]},
        {"title": "Fælles tilsyn", "rows": _states(Audit.objects, AuditState)},
        {
            "title": "Kommunernes stillingtagen til rapporter, pr. system",
            "rows": _standing("audit_report", DecisionState),
        },
        {"title": "Databehandleraftaler", "rows": _standing("agreement", AgreementState)},
    ]


def _members() -> int:
    return Municipality.objects.filter(state=Municipality.State.MEMBER).count()


def _states(rows: Any, states: type[TextChoices]) -> list[Total]:
    counted = rows.order_by().values("state").annotate(n=Count("pk"))
    by_state = {each["state"]: each["n"] for each in counted}
    return [Total(label, by_state[state]) for state, label in states.choices if state in by_state]


def _standing(kind: str, states: type[TextChoices]) -> list[Total]:
    return _states(Standing.objects.filter(kind=kind), states)
