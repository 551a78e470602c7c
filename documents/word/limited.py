"""A Word template as the rest of the house sees it: filled in the limited process."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.word import pool
from documents.word.errors import RefusedTemplateError
from documents.word.line import NOT_HERE, Answer
from documents.word.values import plain_context

CHANGED = "Skabelonens fil er ændret, siden den blev lagt op. Læg den op igen."


@dataclass(frozen=True)
class Template:
    """A template by its hash; its bytes are read only where the limited process does not have it yet."""

    sha256: str
    load: Callable[[], bytes]

    def render(self, context: Mapping[str, object]) -> bytes:
        """The filled document; see documents.word.render."""
        return self.render_all([context])[0]

    def render_all(self, contexts: Sequence[Mapping[str, object]]) -> list[bytes]:
        """A document for each context, in one task; raises like documents.word.render for the first fault."""
        many = [plain_context(context) for context in contexts]
        return [body for _, body in self._asked({"do": "render", "many": many})] if many else []

    @property
    def fields(self) -> frozenset[str]:
        """The fields the template asks for, e.g. {"kommune.navn", "systemer", "systemer[].navn"}."""
        return frozenset(self._asked({"do": "fields"})[0][0]["fields"])

    def _asked(self, task: dict[str, Any]) -> list[Answer]:
        answers = pool.ask({**task, "sha256": self.sha256})
        if answers[0][0]["outcome"] == NOT_HERE:
            content = self.load()
            if hashlib.sha256(content).hexdigest() != self.sha256:
                raise RefusedTemplateError([CHANGED])
            answers = pool.ask({**task, "sha256": self.sha256, "template": content})
        return answers


def compiled(sha256: str, load: Callable[[], bytes]) -> Template:
    """The template of that hash; `load` is called only where it is not compiled already.

    Its `render` raises RefusedTemplateError where the template holds what is not allowed, takes too long or
    too much memory, or is not the one of that hash.
    """
    return Template(sha256, load)
