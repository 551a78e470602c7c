"""Which members a text may be sent to, and why one of them is not proposed or may not have it (again)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from agreements.joint.models import CommonText
from agreements.joint.versions.formers import formers_of
from register.models import SystemUse
from register.models.uses import AgreementStatus
from secretariat.pagekit.dates import in_words
from tenants.models import Municipality, Recipient, Standing

State = Municipality.State
NEW = "Ny aftale"
NO_MEMBER = {State.JOINING: "Er under indmeldelse.", State.LEFT: "Er udtrådt af fællesskabet."}


@dataclass(frozen=True)
class Member:
    """A member as the page of recipients lists it; `why_not` bars it, `note` only says what is known."""

    municipality: Municipality
    systems: list[str]
    why_not: str
    gets: str = NEW
    note: str = ""
    has_own: bool = False

    @property
    def uses(self) -> bool:
        """Return whether the member uses one of the text's systems, or is bound by a former version."""
        return bool(self.systems) or self.gets != NEW

    @property
    def proposed(self) -> bool:
        """Return whether the member is marked from the start."""
        return self.uses and not self.why_not and not self.has_own


def members() -> QuerySet[Municipality]:
    """Return the municipalities that belong to the association."""
    return Municipality.objects.filter(state__in=[State.MEMBER, State.LEAVING])


def members_using(text: CommonText) -> list[Municipality]:
    """Return the members with an active use of one of the text's systems."""
    systems = text.systems.values("system_id")
    return list(members().filter(system_uses__system_id__in=systems, system_uses__is_active=True).distinct())


def members_to_choose_from(text: CommonText) -> list[Member]:
    """Return all members with the systems they use; those that may not have the text say why.

    Those that were members, or are about to be, stand there as long as they use one of the systems.
    """
    sent, covered = _sent(text), _covered_by_own(text)
    used: dict[UUID, list[SystemUse]] = {}
    uses = SystemUse.objects.filter(system_id__in=text.systems.values("system_id"), is_active=True)
    for use in uses.select_related("system").order_by("system__name_sort"):
        used.setdefault(use.municipality_id, []).append(use)
    formers, found = formers_of(text), []
    for each in Municipality.objects.filter(Q(pk__in=members().values("pk")) | Q(pk__in=used)):
        own = used.get(each.id, [])
        former = formers.get(each.id)
        had = "Har allerede fået aftalen." if each.id in sent else former.why_not if former else ""
        why_not = NO_MEMBER.get(State(each.state), had)
        gets = f"Tillæg til {former.issued.number}" if former and former.gets_supplement else NEW
        names = [use.system.name for use in own]
        note = "Dækket af egen aftale." if each.id in covered else _told(own)
        found.append(Member(each, names, why_not, gets, note, each.id in covered))
    return found


def _sent(text: CommonText) -> set[UUID]:
    received = Recipient.objects.filter(kind="agreement", joint_id=text.id)
    sent = set(received.values_list("municipality_id", flat=True))
    for chosen in text.sendings.values_list("municipality_ids", flat=True):
        sent.update(chosen)
    return sent


def _covered_by_own(text: CommonText) -> set[UUID]:
    """Return who has told, of a text about one of these systems, that an agreement of its own covers them."""
    alike = CommonText.objects.filter(systems__system_id__in=text.systems.values("system_id")).values("pk")
    told = Standing.objects.filter(kind="agreement", joint_id__in=alike, state="own")
    return set(told.values_list("municipality_id", flat=True))


def _told(uses: list[SystemUse]) -> str:
    """Return what the register says of an agreement of the municipality's own."""
    theirs = [use for use in uses if use.agreement == AgreementStatus.YES]
    if not theirs:
        return ""
    days = [use.agreement_date for use in theirs if use.agreement_date]
    return f"Oplyser en aftale{f' af {in_words(max(days))}' if days else ''}."
