"""Which year an overview is about."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from audits.joint.models import Audit

FIRST, LAST = 2000, 2100


def asked_year(request: HttpRequest) -> int:
    """Return the year in `?aar=` or in the form; this year where it is none."""
    words = (request.POST if request.method == "POST" else request.GET).get("aar", "")
    if words.isascii() and words.isdigit() and len(words) == 4 and FIRST <= int(words) <= LAST:
        return int(words)
    return timezone.localdate().year


def years_of_audits(chosen: int) -> list[int]:
    """Return the years that audits are planned for, with this one and the chosen one; the latest first."""
    planned = Audit.objects.order_by().values_list("year", flat=True).distinct()
    return sorted({*planned, timezone.localdate().year, chosen}, reverse=True)


def is_over(year: int, today: date) -> bool:
    """Return whether nothing more can happen in the year."""
    return year < today.year
