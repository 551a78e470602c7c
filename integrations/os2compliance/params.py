"""What a request may ask for: pages, sizes and moments, each refused with the parameter's name."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

DANISH = ZoneInfo("Europe/Copenhagen")
LAST_PAGE = 1_000_000_000
_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(\.\d{1,12})?\s?([Zz]|[+ -]\d\d:?\d\d)?)?", re.ASCII
)


class WrongError(Exception):
    """A parameter that cannot be: which, and why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(field, why)
        self.field, self.why = field, why


def number(query: QueryDict, names: tuple[str, ...], *, default: int, least: int, most: int) -> int:
    """Return the first of the named parameters that is given, a whole number within the bounds."""
    name = next((each for each in names if each in query), names[0])
    text = query.get(name, "")
    if not text:
        return default
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise WrongError(name, f"Skal være et helt tal fra {least} til {most}.")
    return int(text)


def moment(query: QueryDict, name: str) -> datetime | None:
    """Return the moment of a parameter to the microsecond, or None where it is not given.

    Any offset is taken; without one it is Danish time, and in the hour that comes twice in autumn the former,
    so that what came in between is sent once more rather than never.
    """
    text = query.get(name, "")
    if not text:
        return None
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise WrongError(name, "Skal være et tidspunkt som 2026-03-12T08:30:00.123456+01:00.")
    day, clock, fraction, offset = found.groups()
    # A plus that was not encoded arrives as a blank.
    zone = (offset or "").upper().replace(" ", "+").replace("Z", "+00:00")
    try:
        given = datetime.fromisoformat(
            f"{day}T{clock or '00:00'}{_seconds(clock)}{(fraction or '')[:7]}{zone}"
        )
        return (given if given.tzinfo else given.replace(tzinfo=DANISH)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise WrongError(name, "Er ikke et tidspunkt, der findes.") from error


def _seconds(clock: str | None) -> str:
    return ":00" if clock is None or clock.count(":") == 1 else ""


def past_moment(query: QueryDict, name: str) -> datetime | None:
    """Return the moment as `moment` does; one that has not come yet is refused."""
    given = moment(query, name)
    if given is not None and given > timezone.now():
        raise WrongError(name, "Må ikke ligge i fremtiden.")
    return given
