"""The one way to get an object of the register for a page.

The database's walls decide what the caller can see: what is not theirs and what does not exist look the same.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)


def find(rows: QuerySet[Row] | type[Row], key: UUID) -> Row:
    """The row with that id among those the caller can see; raises Http404 where there is none."""
    queryset = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    found = queryset.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
