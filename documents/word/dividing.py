"""Joint Word files and each recipient's own, made in the limited process; see documents.word.portions."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.word import pool


@dataclass(frozen=True)
class Portion:
    """What one recipient gets: the things it is about, as bits, and the words that are its own."""

    bits: int
    words: dict[str, str]


def with_controls(content: bytes) -> bytes:
    """Return a document, made with marked values (documents.word.marks), with content controls instead."""
    return pool.ask({"do": "mark", "file": content})[0][1]


def divided(content: bytes, wanted: Sequence[Portion], *, keep: bool = False) -> list[bytes]:
    """Return a document for each portion; with `keep` the controls stay, for the next to divide.

    Raises RefusedTemplateError for a file that cannot be read.
    """
    if not wanted:
        return []
    many = [{"bits": f"{each.bits:x}", "words": each.words} for each in wanted]
    return [body for _, body in pool.ask({"do": "portions", "file": content, "many": many, "keep": keep})]


def refuse_lost_controls(before: bytes, after: bytes) -> None:
    """Raise RefusedTemplateError where an edited file has lost a control that the given one had."""
    pool.ask({"do": "same_tags", "before": before, "after": after})


def paragraphs(content: bytes) -> tuple[list[str], int]:
    """Return the text of a document paragraph by paragraph, and how many open changes and comments it has.

    Raises RefusedTemplateError for a file that cannot be read.
    """
    found = pool.ask({"do": "redlines", "file": content, "sent": []})[0][0]["found"]
    open_marks = found["insertions"] + found["deletions"] + found["comments"]
    return [each["text"] for each in found["paragraphs"]], open_marks


def compared(before: Sequence[str], after: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the paragraphs that differ, each as pieces of (kind, text); kinds are same, del and ins."""
    task = {"do": "compare", "before": list(before), "after": list(after)}
    lines = pool.ask(task)[0][0]["found"]["lines"]
    return [
        [(kind, text) for kind, text in line["pieces"]]
        for line in lines
        if any(kind != "same" for kind, _ in line["pieces"])
    ]
