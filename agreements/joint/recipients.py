"""Which members a text may be sent to, and why one of them may not have it (again)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from agreements.joint.models import CommonText
from agreements.joint.versions.formers import formers_of
from register.models import SystemUse
from tenants.models import Municipality, Recipient


@dataclass(frozen=True)
class Member:
    """A member as the page of recipients lists it."""

    municipality: Municipality
    systems: list[str]
    why_not: str
    gets: str = "Ny aftale"

    @property
    def uses(self) -> bool:
        """Return whether the member uses one of the text's systems."""
        return bool(self.systems)


def members() -> QuerySet[Municipality]:
    """Return the municipalities that belong to the association."""
    return Municipality.objects.filter(state__in=[Municipality.State.MEMBER, Municipality.State.LEAVING])


def members_using(text: CommonText) -> list[Municipality]:
    """Return the members with an active use of one of the text's systems."""
    systems = text.systems.values("system_id")
    return list(members().filter(system_uses__system_id__in=systems, system_uses__is_active=True).distinct())


def members_to_choose_from(text: CommonText) -> list[Member]:
    """Return all members with the systems they use; those that have been sent the text say so."""
    sent = set(
        Recipient.objects.filter(kind="agreement", joint_id=text.id).values_list("municipality_id", flat=True)
    )
    for chosen in text.sendings.values_list("municipality_ids", flat=True):
        sent.update(chosen)
    used: dict[object, list[str]] = {}
    uses = SystemUse.objects.filter(system_id__in=text.systems.values("system_id"), is_active=True)
    for municipality_id, name in uses.order_by("system__name_sort").values_list(
        "municipality_id", "system__name"
    ):
        used.setdefault(municipality_id, []).append(name)
    formers = formers_of(text)
    found = []
    for each in members():
        former = formers.get(each.id)
        why_not = "Har allerede fået aftalen." if each.id in sent else former.why_not if former else ""
        gets = f"Tillæg til {former.issued.number}" if former and former.gets_supplement else "Ny aftale"
        found.append(Member(each, used.get(each.id, []), why_not, gets))
    return found
