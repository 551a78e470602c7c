"""The page of a document that somebody has noted in words, for a link that opens it there."""

import re

from django import template

register = template.Library()
_PAGE = re.compile(r"\b(?:side|sider|s\.|page|pages|p\.)\s*(\d{1,4})\b", re.IGNORECASE)


@register.filter
def noted_page(words: object) -> int | None:
    """Return the first page that the words name ("Side 14–16: …" gives 14), or None."""
    found = _PAGE.search(str(words or ""))
    return int(found.group(1)) or None if found else None
