"""Answers that come in from a workbook: the same as written on the page, with everything told by line."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audits.joint.actions.answering import may_change, open_case
from audits.joint.actions.writing import write
from audits.joint.models import Audit
from audits.joint.questions.left import answers_of
from audits.joint.questions.sheet import Fault, read
from documents.uploadhandlers import ReceivedFile
from register.portfolio.workbook import WorkbookError, read_sheets
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

NOT_OPEN = _("Spørgsmål %(number)s kan ikke ændres nu.")
CHANGED_MEANWHILE = _("Spørgsmål %(number)s er ændret af %(by)s, efter at arket blev hentet. Begge er gemt.")


@dataclass
class Taken:
    """What came of a workbook."""

    saved: int = 0
    faults: list[Fault] = field(default_factory=list)
    conflicts: list[Fault] = field(default_factory=list)


@transaction.atomic
def take_workbook(*, by: Actor, audit: Audit, received: ReceivedFile) -> Taken:
    """Save what was written in a workbook of the case's questions, and tell what could not be.

    An answer that somebody has saved since the workbook was handed out stays; what the workbook says is kept
    beside it. Raises NotPossibleError for what is no workbook, OutdatedError after handing in.
    """
    try:
        sheets = read_sheets(received.content)
    except WorkbookError as error:
        raise NotPossibleError(str(error)) from error
    audit = open_case(by, audit.pk)
    answers = answers_of(audit.questionnaire)
    lines, faults = read(sheets[0].rows if sheets else [], answers, list(audit.systems.all()))
    taken = Taken(faults=faults)
    for line in lines:
        if not may_change(audit, line.answer):
            closed = NOT_OPEN % {"number": line.answer.number}
            taken.faults.append(Fault(line.number, closed))
            continue
        written = write(by=by, audit=audit, answer=line.answer, given=line.given, expected=line.version)
        if written.rival:
            told = CHANGED_MEANWHILE % {"number": line.answer.number, "by": written.answer.saved_by_name}
            taken.conflicts.append(Fault(line.number, told))
        else:
            taken.saved += 1
    record(audit, "read_workbook", by=by, data={"answers": taken.saved})
    return taken
