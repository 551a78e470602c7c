"""Walking one chain of the log: every link recomputed, and the first that does not hold named."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection
from psycopg import sql

A_TIME = 20_000
_CANONICAL = (
    "public.workflows_canonical_v1(l.number, l.at, l.subject_kind, l.subject_id, l.action, l.before, "
    "l.after, l.reason, l.data, l.by_id, l.by_name)"
)


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: in which chain, at which link and log row, and what, in Danish."""

    chain: str
    kind: str
    words: str
    position: int | None = None
    entry: int | None = None


@dataclass(frozen=True)
class Link:
    """One seal with the text of its row, or none where the row is gone."""

    position: int
    entry: int
    digest: bytes
    text: str | None


@dataclass
class Walked:
    """What walking a chain gave: how many links hold, the digests at the wanted positions, and a fault."""

    links: int
    digests: dict[int, bytes]
    fault: Fault | None = None


def walk(chain: str, wanted: set[int]) -> Walked:
    """Recompute a chain from its first link; stop at the first that does not hold. Act as the owner."""
    before, found = sha256(chain.encode()).digest(), Walked(0, {})
    for link in links(chain):
        if fault := _fault(chain, before, found.links + 1, link):
            found.fault = fault
            return found
        before, found.links = link.digest, link.position
        if link.position in wanted:
            found.digests[link.position] = link.digest
    return found


def links(chain: str, after: int = 0) -> Iterator[Link]:
    """Yield the links of a chain beyond a position, in order."""
    log, seals = tables(chain)
    query = sql.SQL(
        "SELECT s.position, s.entry, s.digest, CASE WHEN l.number IS NOT NULL THEN {canonical} END "
        "FROM {seals} s LEFT JOIN {log} l ON l.number = s.entry "
        "WHERE s.position > %s ORDER BY s.position LIMIT %s"
    ).format(canonical=sql.SQL(_CANONICAL), seals=seals, log=log)
    while rows := ask(query, after, A_TIME):
        for position, entry, digest, text in rows:
            yield Link(position, entry, bytes(digest), text)
        after = rows[-1][0]


def tables(chain: str) -> tuple[sql.Identifier, sql.Identifier]:
    """Return the log and the seals of a chain."""
    if chain == "public":
        return sql.Identifier(chain, "workflows_logentry"), sql.Identifier(chain, "workflows_seal")
    return (
        sql.Identifier(chain, "workflows_municipal_municipallogentry"),
        sql.Identifier(chain, "workflows_municipal_municipalseal"),
    )


def ask(query: sql.Composable, *given: Any) -> list[tuple[Any, ...]]:
    """Run a query composed of our own names and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(), given)
        return cursor.fetchall()


def _fault(chain: str, before: bytes, expected: int, link: Link) -> Fault | None:
    if link.position != expected:
        words = f"leddet på plads {expected} mangler; det næste, der findes, er på plads {link.position}"
        return Fault(chain, "seal_missing", words, expected)
    if link.text is None:
        words = f"logrække {link.entry}, som leddet på plads {link.position} forsegler, findes ikke længere"
        return Fault(chain, "row_missing", words, link.position, link.entry)
    if _digest(before, link.text) == link.digest:
        return None
    return _mismatch(chain, before, link)


def _mismatch(chain: str, before: bytes, link: Link) -> Fault:
    """Tell what may have been done to a link whose digest is not that of its row."""
    place = f"leddet på plads {link.position}"
    for number, text, sealed in _rows(chain):
        if number != link.entry and _digest(before, text) == link.digest:
            words = f"rækkefølgen er ændret: {place} peger på logrække {link.entry}, men forsegler {number}"
            return Fault(chain, "order", words, link.position, link.entry)
        if not sealed and _digest(_digest(before, text), str(link.text)) == link.digest:
            words = f"leddet for logrække {number} er fjernet foran plads {link.position}"
            return Fault(chain, "seal_missing", words, link.position, number)
    following = next(links(chain, link.position), None)
    if following and following.text and _digest(link.digest, following.text) != following.digest:
        words = f"{place} er ændret: hverken logrække {link.entry} eller det næste led passer til det"
        return Fault(chain, "seal_changed", words, link.position, link.entry)
    words = f"logrække {link.entry}, forseglet på plads {link.position}, er ændret siden"
    return Fault(chain, "row_changed", words, link.position, link.entry)


def _rows(chain: str) -> Iterator[tuple[int, str, bool]]:
    """Yield number, text and whether it is sealed of every row of a log."""
    log, seals = tables(chain)
    query = sql.SQL(
        "SELECT l.number, {canonical}, EXISTS (SELECT FROM {seals} s WHERE s.entry = l.number) "
        "FROM {log} l WHERE l.number > %s ORDER BY l.number LIMIT %s"
    ).format(canonical=sql.SQL(_CANONICAL), seals=seals, log=log)
    after = -(2**63)
    while rows := ask(query, after, A_TIME):
        yield from rows
        after = rows[-1][0]


def _digest(before: bytes, text: str) -> bytes:
    return sha256(before + text.encode()).digest()
