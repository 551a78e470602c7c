"""What a municipality does with a notice. Each answer is told upwards in the same transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from agreements.municipal.countries import name_of
from agreements.municipal.models import Agreement
from agreements.municipal.notices.appendix import make_version
from agreements.municipal.notices.models import AgreementNotice, Notice
from agreements.municipal.notices.periods import Terms
from agreements.municipal.notices.states import NoticeState
from agreements.municipal.transfers import BASES
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import MoveError, NotPossibleError, move
from workflows.log import record

S = NoticeState


@dataclass(frozen=True)
class Facts:
    """What a notice says of the new sub-processor."""

    name: str
    registration_number: str
    address: str
    contact: str
    country: str
    level: int
    purpose: str
    transfer_basis: str
    used_from: date


@dataclass(frozen=True)
class Outcome:
    """How an act on many went: how many were done, and why the others were not."""

    done: int
    refused: tuple[tuple[AgreementNotice, str], ...]


@transaction.atomic
def register(*, facts: Facts, agreements: list[Agreement], received_on: date, by: Actor) -> Notice:
    """Register a notice that came by mail; the clock of each agreement runs from the day it was received.

    Raises NotPossibleError where no agreement is chosen, or they are with several suppliers.
    """
    supplier_id = agreements[0].supplier_id if agreements else None
    if supplier_id is None or any(each.supplier_id != supplier_id for each in agreements):
        raise NotPossibleError("Vælg mindst én aftale, og kun aftaler med den leverandør, der har varslet.")
    notice = Notice(
        supplier_id=supplier_id,
        supplier_name=agreements[0].supplier_name,
        received_on=received_on,
        origin=Notice.Origin.REGISTERED,
        registered_by_name=by.signature[:300],
        country_name=name_of(facts.country),
        basis_words=BASES.get(facts.transfer_basis, ""),
        **vars(facts),
    )
    notice.save(force_insert=True)
    record(notice, "register", by=by, data={"name": facts.name, "received_on": received_on.isoformat()})
    for agreement in agreements:
        terms = Terms.of(agreement.notice_terms, agreement.notice_days)
        line = AgreementNotice(
            notice=notice,
            agreement=agreement,
            authorisation=terms.authorisation,
            received_on=received_on,
            due=terms.due(received_on),
            notice_ends=terms.notice_ends(received_on),
        )
        line.save(force_insert=True)
        record(line, "receive", by=by, after=line.state, data={"agreement": agreement.number})
    _tell("agreements_municipal_notice_registered_v1", notice.id)
    return notice


@transaction.atomic
def let_pass(*, line: AgreementNotice, by: Actor) -> AgreementNotice:
    """Say that the municipality has no objection (or approves, where the agreement wants that)."""
    move(line, "let_pass", by=by, by_name=by.signature)
    _tell("agreements_municipal_notice_up_v1", line.id)
    return line


@transaction.atomic
def object_to(*, line: AgreementNotice, reason: str, by: Actor) -> AgreementNotice:
    """Object; the supplier gets the reason."""
    move(line, "object", by=by, reason=reason, objection_reason=reason, by_name=by.signature)
    _tell("agreements_municipal_notice_up_v1", line.id)
    return line


@transaction.atomic
def note_outcome(*, line: AgreementNotice, step: str, note: str, by: Actor) -> AgreementNotice:
    """Note how an objection ended: `step` is note_not_used or note_terminated."""
    move(line, step, by=by, reason=note, outcome_note=note)
    _tell("agreements_municipal_notice_up_v1", line.id)
    return line


def answer_many(*, lines: Iterable[AgreementNotice], objects: bool, reason: str, by: Actor) -> Outcome:
    """Answer for many agreements at once; each is its own act, and one that is refused stops no other."""
    done, refused = 0, []
    for line in lines:
        try:
            if objects:
                object_to(line=line, reason=reason, by=by)
            else:
                let_pass(line=line, by=by)
        except MoveError as error:
            refused.append((line, error.reason))
        else:
            done += 1
    return Outcome(done, tuple(refused))


def settle(*, by: Actor) -> int:
    """Do what the days have brought: silence becomes no objection, and appendix B gets its versions.

    Returns how many steps were taken. Run as often as you like: what is done is left alone. A line that
    cannot be settled stops no other; what stood in its way is raised when all have had their turn.
    """
    today = timezone.localdate()
    over = AgreementNotice.objects.filter(state=S.RUNNING, due__lt=today).exclude(authorisation="specifik")
    steps, trouble = _each(over, lambda line: _pass_by_silence(line, by))
    passed = AgreementNotice.objects.filter(state=S.NO_OBJECTION, notice__used_from__lte=today)
    passed = passed.order_by(
        "notice__used_from", "notice__number", "id"
    )  # the newest word on a company stands
    more, trouble_there = _each(passed, lambda line: _take_effect(line, today, by))
    if error := trouble or trouble_there:
        raise error
    return steps + more


def _each(
    found: QuerySet[AgreementNotice], take: Callable[[AgreementNotice], bool]
) -> tuple[int, Exception | None]:
    """Take the step with each line, each its own transaction; return how many did, and the first trouble."""
    steps, trouble = 0, None
    for line in found.select_related("notice", "agreement"):
        try:
            with transaction.atomic():
                steps += take(line)
        except Exception as error:  # whatever is wrong with one line, the others have their day too
            trouble = trouble or error
    return steps, trouble


def _pass_by_silence(line: AgreementNotice, by: Actor) -> bool:
    move(line, "pass_by_silence", by=by)
    _tell("agreements_municipal_notice_up_v1", line.id)
    return True


def _take_effect(line: AgreementNotice, today: date, by: Actor) -> bool:
    day = line.effective_on
    if day is None or day > today:
        return False
    move(line, "take_effect", by=by, data={"valid_from": day.isoformat()})
    make_version(line, valid_from=day, by=by)
    _tell("agreements_municipal_notice_up_v1", line.id)
    return True


def _tell(function: str, subject: UUID) -> None:
    """Tell upwards; the worker gives the supplier its receipt."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [subject])
        job_id: UUID = cursor.fetchone()[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)
