"""How tests decide on a report by its form, and look at what is stored."""

from html import unescape

from django.http.response import HttpResponseBase
from django.test import Client

from audits.municipal.models import ReceivedReport, ReceivedSystem
from walls.callers import Caller, acting_as


def text_of(response: HttpResponseBase) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def one_report(caller: Caller) -> ReceivedReport:
    with acting_as(caller):
        return ReceivedReport.objects.get(is_current=True)


def stored(caller: Caller) -> dict[str, ReceivedSystem]:
    with acting_as(caller):
        return {each.name: each for each in ReceivedSystem.objects.filter(report__is_current=True)}


def decide(client: Client, caller: Caller, *names: str, **fields: str) -> HttpResponseBase:
    """Send the decision form for the named systems."""
    rows = stored(caller)
    data = {"systems": [str(rows[name].id) for name in names], **fields}
    return client.post(f"/tilsyn/{one_report(caller).id}/stillingtagen/", data)
