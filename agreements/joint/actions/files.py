"""The supplier's own Word file of a round: taken in, read, and its changes made wishes."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.joint.actions.supplier import NOT_YOURS, open_round
from agreements.joint.models import CommonText, Round, RoundFile, Wish
from documents.actions import WORD, keep_upload
from documents.checks.refusal import RefusedFileError
from documents.storage import read_bytes
from documents.uploadhandlers import ReceivedFile
from documents.word.reading import read_changes
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import record

COMPARED_WITH = 5  # a file may rest on an earlier round; more than the last few nobody has at hand
LONGEST_NAME = 40
OWN_TEXT = (
    "Leverandøren har sendt sin egen tekst i stedet for at rette i den fælles. "
    "Se den ved siden af vores i sammenligningen."
)
NOTHING_SAID = {
    Wish.Kind.INSERT: "Tilføjer tekst uden at skrive hvorfor.",
    Wish.Kind.DELETE: "Sletter tekst uden at skrive hvorfor.",
    Wish.Kind.REPLACE: "Ændrer ordlyden uden at skrive hvorfor.",
    Wish.Kind.MOVE: "Flytter tekst uden at skrive hvorfor.",
    Wish.Kind.GONE: "Har indsat tekst og slettet den igen.",
}


@transaction.atomic
def take_in_file(*, text: CommonText, received: ReceivedFile, source: str, by: Actor) -> RoundFile:
    """Keep the supplier's Word file of the running round, and make wishes of what it changes.

    The file replaces the one sent before it in the round, with the wishes read out of that. Raises
    RefusedFileError for a file that cannot be kept or read, OutdatedError where the supplier does not hold
    the pen.
    """
    turn = open_round(text)
    title = f"{text.number}, leverandørens fil i runde {turn.number}"
    kept = keep_upload(received, by=by, title=title, supplier_id=text.supplier_id, case_id=text.id)
    if kept.content_type != WORD:
        raise RefusedFileError(
            "Filen er ikke et Word-dokument (.docx).",
            "Send den Word-fil, I har rettet i, eller skriv ønskerne.",
        )
    if not kept.may_be_handed_out:
        raise NotPossibleError(kept.state_reason)
    rounds = list(text.rounds.select_related("document").order_by("-number")[:COMPARED_WITH])
    found = read_changes(read_bytes(kept.sha256), [read_bytes(each.document.sha256) for each in rounds])
    _drop_files(turn)
    base = rounds[found["base"]].number if found["base"] is not None else None
    row = RoundFile(
        round=turn,
        supplier_id=text.supplier_id,
        file=kept,
        source=source,
        base_round=base,
        share=found["share"],
        counts={key: found[key] for key in ("insertions", "deletions", "comments", "formatting")},
        paragraphs=found["paragraphs"],
        added_by_name=by.signature,
    )
    row.save(force_insert=True)
    _make_wishes(turn, row, found["rows"], by)
    record(text, "take_in_file", by=by, data={"round": turn.number, "wishes": len(found["rows"])})
    return row


def _make_wishes(turn: Round, file: RoundFile, rows: list[dict[str, Any]], by: Actor) -> None:
    wishes = [_wish(turn, file, number, row, by) for number, row in enumerate(rows)]
    if file.base_round is None:
        wishes.append(
            Wish(
                round=turn,
                supplier_id=turn.supplier_id,
                file=file,
                position=len(rows),
                kind=Wish.Kind.OWN_TEXT,
                heading="Hele teksten",
                text=OWN_TEXT,
                written_by_name=by.signature,
                created_at=file.added_at,
            )
        )
    Wish.objects.bulk_create(wishes)


def _wish(turn: Round, file: RoundFile, number: int, row: dict[str, Any], by: Actor) -> Wish:
    kind = Wish.Kind(row["kind"])
    said = "\n\n".join(each["text"] for each in row["comments"] if each["text"])
    heading = row["heading"] or row["part"] or "Uden for punkterne"
    return Wish(
        round=turn,
        supplier_id=turn.supplier_id,
        file=file,
        position=number,
        kind=kind,
        tracked=row["tracked"],
        part=row["part"][:LONGEST_NAME],
        clause=row["clause"],
        place=row["place"],
        heading=heading[:200],
        before=row["before"],
        after=row["after"],
        pieces=row["pieces"],
        comments=row["comments"],
        author=row["author"],
        changed_on=row["date"],
        text=said or NOTHING_SAID.get(kind, "Kommentar uden ord."),
        proposal=row["after"] if kind not in (Wish.Kind.COMMENT, Wish.Kind.GONE) else "",
        written_by_name=row["author"] or by.signature,
        created_at=file.added_at,
    )


@transaction.atomic
def drop_file(*, text: CommonText, file: RoundFile, by: Actor) -> None:
    """Take a file back before it has been sent, with the wishes read out of it."""
    turn = open_round(text)
    if file.round_id != turn.id or file.dropped:
        raise OutdatedError(str(NOT_YOURS))
    _drop_files(turn)
    record(text, "drop_file", by=by, data={"round": turn.number})


def _drop_files(turn: Round) -> None:
    turn.files.filter(dropped=False).update(dropped=True)
    turn.wishes.filter(dropped=False).exclude(file=None).update(dropped=True)


@transaction.atomic
def register_reply(*, text: CommonText, note: str, by: Actor) -> CommonText:
    """Take the pen back with the wishes of a file that the supplier sent by mail."""
    moved = move(text, "register_reply", by=by, reason=note)
    turn: Round = text.rounds.order_by("-number")[0]
    turn.outcome, turn.returned_at = Round.Outcome.WISHES, timezone.now()
    turn.returned_by_name, turn.closing_note = f"{by.signature}, på vegne af leverandøren", note
    turn.save(update_fields=["outcome", "returned_at", "returned_by_name", "closing_note"])
    return moved
