"""What every deadline that somebody sets must be, whoever sets it."""

from datetime import date

from django.utils import timezone

from workflows.calendar import why_quiet
from workflows.engine import NotPossibleError


def check_deadline(deadline: date) -> None:
    """Raise NotPossibleError for a deadline that has passed, or falls on a closed day or in a quiet week."""
    if deadline <= timezone.localdate():
        raise NotPossibleError("Fristen skal ligge efter i dag.")
    if why := why_quiet(deadline):
        raise NotPossibleError(why)
