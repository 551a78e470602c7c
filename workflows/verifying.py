"""Is the log what it was? Every chain walked, every daily head compared with its file and its signature."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from psycopg import sql

from workflows.chainwalk import Fault, Walked, ask, tables, walk
from workflows.heads import HeadsError, Signed, content_of, path_of, vouched
from workflows.models import LogHeads
from workflows.sealing import chains

HEADS = "heads"


@dataclass
class Verified:
    """What holds and what does not: links by chain, the number of daily heads, faults, and remarks."""

    links: dict[str, int] = field(default_factory=dict)
    heads: int = 0
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def verify() -> Verified:
    """Check everything; act as the owner. A chain's first broken link is named, and the others go on."""
    told = Verified()
    heads = list(LogHeads.objects.order_by("day"))
    _verify_heads(told, heads)
    known = chains()
    for chain in known:
        try:
            with transaction.atomic():
                _verify_chain(told, chain, heads)
        except DatabaseError as error:
            told.faults.append(Fault(chain, "unreadable", f"kan ikke læses: {str(error).splitlines()[0]}"))
    gone = sorted({chain for head in heads for chain in head.chains} - set(known))
    told.remarks += [f"{chain} står i et dagligt segl, men findes ikke længere (udtrådt?)." for chain in gone]
    return told


def _verify_chain(told: Verified, chain: str, heads: list[LogHeads]) -> None:
    vouched_for = {head.day: head.chains[chain] for head in heads if chain in head.chains}
    walked = walk(chain, {end["position"] for end in vouched_for.values()})
    told.links[chain] = walked.links
    fault = walked.fault or _against_heads(chain, walked, vouched_for)
    told.faults += [each for each in (fault, _unsealed(chain), _unguarded(chain)) if each]


def _against_heads(chain: str, walked: Walked, ends: dict[date, dict[str, object]]) -> Fault | None:
    """Compare a chain that holds in itself with what was signed: it may have been written anew as a whole."""
    for day, end in ends.items():
        position = int(str(end["position"]))
        if position > walked.links:
            words = f"kæden ender på plads {walked.links}, men nåede plads {position} i seglet for {day}"
            return Fault(chain, "seal_missing", words, walked.links + 1)
        if walked.digests[position].hex() != end["digest"]:
            words = f"leddet på plads {position} er et andet end i seglet for {day}: kæden er skrevet om"
            return Fault(chain, "rewritten", words, position)
    return None


def _unsealed(chain: str) -> Fault | None:
    log, seals = tables(chain)
    late = timezone.now() - timedelta(minutes=settings.SEAL_LATE_MINUTES)
    query = sql.SQL(
        "SELECT count(*), min(number) FROM {log} WHERE at < %s "
        "AND NOT EXISTS (SELECT FROM {seals} s WHERE s.entry = number)"
    ).format(log=log, seals=seals)
    ((count, first),) = ask(query, late)
    if not count:
        return None
    minutes = settings.SEAL_LATE_MINUTES
    words = f"{count} logrækker er ikke forseglet efter {minutes} minutter, den første er {first}"
    return Fault(chain, "unsealed", words, entry=first)


def _unguarded(chain: str) -> Fault | None:
    """Name the tables whose trigger against changes is missing or off."""
    query = sql.SQL(
        "SELECT c.relname FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid "
        "AND t.tgname = c.relname || '_append_only' AND t.tgenabled IN ('O', 'A') "
        "WHERE c.relkind = 'r' AND c.relnamespace = %s::regnamespace AND t.oid IS NULL "
        "AND c.relname ~ '^workflows_(seal|logentry|logheads|municipal_municipal(seal|logentry))$' ORDER BY 1"
    )
    tables_open = [row[0] for row in ask(query, f'"{chain}"')]
    if not tables_open:
        return None
    return Fault(
        chain, "unguarded", f"intet hindrer, at {', '.join(tables_open)} ændres: værnet er slået fra"
    )


def _verify_heads(told: Verified, heads: list[LogHeads]) -> None:
    former = ""
    for head in heads:
        told.heads += 1
        if words := _wrong_with(head, former):
            told.faults.append(Fault(HEADS, "head", f"seglet for {head.day}: {words}"))
        former = head.sha256
    days = {path_of(head.day).name for head in heads}
    for path in sorted(Path(settings.SEALS_DIR).glob("*.json")):
        if path.name not in days:
            words = f"filen {path.name} ligger i mappen, men seglet står ikke i databasen"
            told.faults.append(Fault(HEADS, "head", words))


def _wrong_with(head: LogHeads, former: str) -> str:
    """Return what is wrong with one day's heads, or nothing."""
    if head.former != former:
        return "bygger ikke på seglet for den foregående dag"
    content = content_of(head.day.isoformat(), head.made_at, head.former, head.chains)
    signed = Signed(content, head.sha256, head.signature, head.key_id, "")
    if not vouched(signed):
        return "underskriften passer ikke til indholdet eller er ikke sat med en kendt nøgle"
    try:
        kept = Signed.read(path_of(head.day))
    except FileNotFoundError:
        return f"filen {path_of(head.day)} mangler"
    except HeadsError as error:
        return str(error)
    if (kept.content, kept.sha256, kept.signature) != (signed.content, signed.sha256, signed.signature):
        return "filen siger noget andet end databasen"
    return ""
