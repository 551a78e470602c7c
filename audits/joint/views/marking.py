"""Which cases are marked on a list: one by one, or all that its filter shows."""

from collections.abc import Iterable
from uuid import UUID

from accounts.request import PersonRequest
from audits.joint.caselist import CaseList


def marked(request: PersonRequest) -> list[UUID]:
    """Return the ids of the cases marked on a list, by POST or as `sag` in the address, each once.

    With `alle` it is every case of the filter that comes along, also those on other pages.
    """
    if "alle" in request.POST:
        return CaseList(request.POST, request.actor).ids()
    return uuids(request.POST.getlist("sag") or request.GET.getlist("sag"))


def uuids(given: Iterable[str]) -> list[UUID]:
    """Return the ids among what a form sent, each once; anything else is passed over."""
    return list(dict.fromkeys(found for each in given if (found := as_uuid(each))))


def as_uuid(text: str) -> UUID | None:
    """Return the id that a text is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
