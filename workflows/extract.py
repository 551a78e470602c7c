"""A history to take away: Excel for reading, JSON for recomputing, both with the links of the chain.

How a third party checks it is told in docs/operations.md, and shortly in the extract itself.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.db import connection
from django.db.models import F, Func, TextField
from django.utils import timezone

from secretariat.pagekit.tags.words import da_moment
from walls.callers import wrapper
from workflows.actors import Actor
from workflows.models import LogHeads
from workflows.story import Entry, Story, entries

EVIDENCE = (
    "number", "at", "subject_kind", "subject_id", "action", "before", "after", "reason", "data", "by_id",
    "by_name",
)  # fmt: skip
HOW = (
    "Hver række er bundet til den forrige: SHA-256 af den forrige rækkes 32 byte og derefter rækkens tekst "
    "(canonical, UTF-8) giver digest. Kædens første led bindes til SHA-256 af kædens navn."
)
COLUMNS = (
    "Løbenummer", "Tidspunkt", "Hvem", "Organisation", "Hvad", "Begrundelse", "Status før", "Status efter",
    "Forseglet", "Plads i kæden", "SHA-256 af det forrige led", "SHA-256",
)  # fmt: skip
_WIDTHS = (12, 26, 24, 24, 60, 50, 22, 22, 26, 14, 68, 68)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """One entry with its text as it was hashed and the digest of the link before it."""

    entry: Entry
    canonical: str
    former: str


@dataclass(frozen=True)
class Extract:
    """A part of a history, oldest first, with the daily head that vouches for its last link."""

    title: str
    chain: str
    made_at: datetime
    made_by: str
    lines: list[Line]
    head: dict[str, Any] | None


def extract_of(story: Story, rows: Any, *, by: Actor) -> Extract:
    """Return the rows of a story, oldest first, with all that is needed to recompute their links."""
    canonical = Func(*map(F, EVIDENCE), function="workflows_canonical_v1", output_field=TextField())
    shown = entries(story, rows.annotate(canonical=canonical).reverse())
    positions = [each.seal.position for each in shown if each.seal]
    lines_before = story.seals._default_manager.filter(position__in=[each - 1 for each in positions])
    former = {each.position + 1: bytes(each.digest).hex() for each in lines_before}
    lines = [
        Line(each, each.row.canonical, former.get(each.seal.position, "") if each.seal else "")
        for each in shown
    ]
    head = _head(story, max(positions, default=0))
    return Extract(story.title, _chain(story), timezone.now(), by.signature, lines, head)


def as_json(extract: Extract) -> bytes:
    """Return the extract as JSON: each row's evidence, its text as hashed, and its link."""
    told = {
        "title": extract.title,
        "chain": extract.chain,
        "made_at": extract.made_at.isoformat(),
        "made_by": extract.made_by,
        "how": HOW,
        "entries": [_told(line) for line in extract.lines],
        "head": extract.head,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _told(line: Line) -> dict[str, Any]:
    row, seal = line.entry.row, line.entry.seal
    return {
        **{name: _plain(getattr(row, name)) for name in EVIDENCE},
        "sentence": line.entry.sentence,
        "canonical": line.canonical,
        "position": seal.position if seal else None,
        "former_digest": line.former or None,
        "digest": bytes(seal.digest).hex() if seal else None,
        "sealed_at": seal.sealed_at.isoformat() if seal else None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int | str | dict | list) else str(value)


def as_workbook(extract: Extract) -> bytes:
    """Return the extract as a workbook; a cell is always text, never a formula or an address."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})

        def write(sheet: Any, line: int, cells: Iterable[str], cell_format: Any) -> None:
            for column, text in enumerate(cells):
                risky = text.startswith(_FORMULA)
                sheet.write_string(line, column, text, quoted if risky else cell_format)

        sheet = book.add_worksheet("Historik")
        write(sheet, 0, COLUMNS, bold)
        for number, line in enumerate(extract.lines, 1):
            write(sheet, number, _cells(line), wrap)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet("Om udtrækket")
        for number, pair in enumerate(_about(extract)):
            write(about, number, pair, wrap)
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 100)
    return made.getvalue()


def _cells(line: Line) -> tuple[str, ...]:
    entry, seal = line.entry, line.entry.seal
    return (
        str(entry.row.number), da_moment(entry.when), entry.who, entry.organisation, entry.sentence,
        entry.row.reason, entry.before, entry.after,
        da_moment(seal.sealed_at) if seal else "endnu ikke", str(seal.position) if seal else "",
        line.former, bytes(seal.digest).hex() if seal else "",
    )  # fmt: skip


def _about(extract: Extract) -> list[tuple[str, str]]:
    head = extract.head
    return [
        ("Historik", extract.title),
        ("Dannet", f"{da_moment(extract.made_at)} af {extract.made_by}"),
        ("Kæde", extract.chain),
        ("Sådan efterprøves den", f"{HOW} Teksten af hver række står i udtrækket som JSON."),
        ("Dagens segl", f"{head['day']}, SHA-256 {head['sha256']}" if head else "endnu ikke dannet"),
        ("Underskrift på seglet", f"{head['signature']} (nøgle {head['key_id']})" if head else ""),
    ]


def _chain(story: Story) -> str:
    caller = wrapper().caller
    return caller.schema if story.municipal and caller else "public"


def _head(story: Story, position: int) -> dict[str, Any] | None:
    """Return the first daily head that vouches for a position; a municipality sees its own part only."""
    if not position:
        return None
    if not story.municipal:
        heads = LogHeads.objects.filter(chains__public__position__gte=position).order_by("day").values()
        found = heads.first()
        return {**found, "day": found["day"].isoformat()} if found else None
    names = ("day", "position", "digest", "sha256", "signature", "key_id")
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT day::text, "position", digest, sha256, signature, key_id '
            'FROM workflows_own_heads_v1() WHERE "position" >= %s ORDER BY day LIMIT 1',
            [position],
        )
        row = cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row else None
