"""Which systems are so widely used that the secretariat supervises them for all."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from register.models import AgreementStatus, System
from tenants.models import Municipality
from workflows.values import value_on

KEY = "register.threshold"
COUNTED_MEMBERS = (Municipality.State.MEMBER, Municipality.State.LEAVING)


def threshold_on(day: date) -> int:
    """How many members must use a system with a concluded agreement; raises NoValueError before 2022."""
    return int(value_on(KEY, day))


def with_members(systems: QuerySet[System] | None = None) -> QuerySet[Any]:
    """Systems with ``members`` (active uses) and ``members_with_agreement`` (of those, agreement Ja,
    dated or not).
    """
    active = Q(uses__is_active=True, uses__municipality__state__in=COUNTED_MEMBERS)
    concluded = active & Q(uses__agreement=AgreementStatus.YES)
    systems = System.objects.all() if systems is None else systems
    return systems.annotate(
        members=Count("uses", filter=active), members_with_agreement=Count("uses", filter=concluded)
    )


def systems_used_by_at_least(number: int) -> QuerySet[Any]:
    """Systems that at least so many members use with a concluded agreement, the most used first."""
    found = with_members().filter(members_with_agreement__gte=number)
    return found.order_by("-members_with_agreement", "name_sort")


def systems_over_threshold(day: date) -> QuerySet[Any]:
    """Systems the joint supervision is for, by the threshold in force on a day."""
    return systems_used_by_at_least(threshold_on(day))
