"""The days as an iCalendar file (RFC 5545): all-day events with ids that stay the same."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, vDuration
from icalendar import Event as Entry

from agreements.municipal.dates.events import Event
from agreements.municipal.models import Agreement

CONTENT_TYPE = "text/calendar; charset=utf-8"
EVERY = timedelta(hours=12)
ZONE = "Europe/Copenhagen"


def calendar(name: str, host: str, found: Iterable[Event], url_of: Callable[[Agreement], str]) -> bytes:
    """Return a calendar of the days. Of an agreement it tells title, number, supplier and address, no person.

    An all-day event has a date and no clock, so it lies on the Danish day wherever it is read.
    """
    made = Calendar()
    made.add("prodid", "-//Fællestilsyn//Databehandleraftaler//DA")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _plain(name))
    made.add("x-wr-timezone", ZONE)
    made.add("refresh-interval", vDuration(EVERY), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(EVERY))
    for event in found:
        made.add_component(_entry(event, host, url_of))
    return made.to_ical()


def _entry(event: Event, host: str, url_of: Callable[[Agreement], str]) -> Entry:
    agreement = event.agreement
    made = Entry()
    made.add("uid", f"{agreement.id}-{event.kind}@{host}")
    made.add("dtstamp", timezone.now())
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", _plain(f"{event.label}: {agreement.title}"))
    told = f"{agreement.number}, {agreement.supplier_name}\n{url_of(agreement)}"
    made.add("description", "\n".join(map(_plain, told.split("\n"))))
    made.add("url", url_of(agreement))
    made.add("transp", "TRANSPARENT")
    made.add("class", "CONFIDENTIAL")
    return made


def _plain(text: str) -> str:
    """Return the text on one line without control marks; the library escapes the rest."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
