"""Which agreement a municipality has on an earlier version of a text, and what it gets of a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from agreements.joint.models import CommonText, IssuedAgreement
from agreements.municipal.states import AgreementState
from tenants.models import Standing

S = AgreementState
GETS_SUPPLEMENT = (S.SIGNED, S.IN_FORCE)
ENDING = {
    S.UNDER_NOTICE: "Aftalen er opsagt.",
    S.EXPIRED: "Aftalen er udløbet; kommunen skal først forlænge den eller afslutte den.",
}


@dataclass(frozen=True)
class Former:
    """A municipality's newest agreement on an earlier version, and where it stands."""

    issued: IssuedAgreement
    state: str

    @property
    def gets_supplement(self) -> bool:
        """Return whether the parties are bound by it, so that a supplement changes it."""
        return self.state in GETS_SUPPLEMENT

    @property
    def why_not(self) -> str:
        """Return why no new version is sent to the municipality; empty where it may be."""
        return ENDING.get(S(self.state), "")


def earlier_versions(text: CommonText) -> list[CommonText]:
    """Return the versions before this one, the newest first."""
    found, former = [], text.replaces
    while former is not None:
        found.append(former)
        former = former.replaces
    return found


def formers_of(text: CommonText, municipality_ids: Iterable[UUID] | None = None) -> dict[UUID, Former]:
    """Return each municipality's newest agreement on an earlier version of the text."""
    found: dict[UUID, Former] = {}
    for version in earlier_versions(text):
        issued = IssuedAgreement.objects.filter(common_text=version, delivered_at__isnull=False)
        if municipality_ids is not None:
            issued = issued.filter(municipality_id__in=list(municipality_ids))
        by_id = {each.id: each for each in issued}
        standings = Standing.objects.filter(kind="agreement", subject_id__in=by_id)
        for subject_id, state in standings.values_list("subject_id", "state"):
            own = by_id[subject_id]
            if own.municipality_id not in found and state not in (S.WITHDRAWN, S.SUPERSEDED):
                found[own.municipality_id] = Former(own, state)
    return found
