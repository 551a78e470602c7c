"""Template tags of the page kit; docs/pages-kit.md shows each with an example."""

from secretariat.pagekit.tags import case, lists, page, words
from secretariat.pagekit.tags.library import register

__all__ = ["case", "lists", "page", "register", "words"]
