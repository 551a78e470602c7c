"""Which cases are marked on a list: one by one, or all that its filter shows."""

from uuid import UUID

from accounts.request import PersonRequest
from audits.joint.caselist import CaseList
from secretariat.pagekit.keys import uuids


def marked(request: PersonRequest) -> list[UUID]:
    """Return the ids of the cases marked on a list, by POST or as `sag` in the address, each once.

    With `alle` it is every case of the filter that comes along, also those on other pages.
    """
    if "alle" in request.POST:
        return CaseList(request.POST, request.actor).ids()
    return uuids(request.POST.getlist("sag") or request.GET.getlist("sag"))
