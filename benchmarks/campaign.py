"""campaign: a hundred supervisions begun, each with its Word letter, invitation, questions, log and mail.

Ours is what the button of a round does: the round is stored, and its one job is run to the end, letters in
one pass of the limited process, rows many at a time. `one_by_one` is the product's own act for one case, done
a hundred times as a person does it on the case's page: each reads the case and its contact anew and has a
role, a transaction and a letter of its own.
"""

import io
from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any
from zipfile import ZipFile

from django.db import connection
from django.utils import timezone

from accounts.models import Engagement
from audits.joint.access import audit as case_of
from audits.joint.actions import announcing, planning
from audits.joint.models import Answer, Audit
from audits.joint.rounds import actions
from benchmarks.timing import Result, Side, measure
from documents.shipped import install_shipped_templates
from documents.storage import read_bytes
from register.models import Supplier, SupplierContact, System, SystemUse
from tenants.actions import onboard
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows import jobs
from workflows.actors import Actor
from workflows.models import LogEntry, OutboxMail

SARA = Actor.system("Sara Holm")
AUDITS = 100
MEMBERS = 12
_years = count(2026)


def run(rounds: int = 5) -> Result:
    """Begin other supervisions in turn, ours and one by one; see benchmarks.timing.measure."""
    make_suppliers()
    ours = Side("ours", _ours, prepare=_planned, outcome=_outcome, clean=_close)
    one_by_one = Side("one_by_one", _one_by_one, prepare=_planned, outcome=_outcome, clean=_close)
    return measure("campaign", ours, [one_by_one], rounds=rounds)


def _deadline() -> date:
    return announcing.default_deadline(timezone.localdate())


def _ours(audits: Sequence[Audit]) -> None:
    with acting_as(Caller.secretariat()):
        found = actions.begin(by=SARA, name="Måling", audits=audits, deadline=_deadline())
    if found.job_id is None:
        raise LookupError("The round has no job.")
    jobs.run(found.job_id)


def _one_by_one(audits: Sequence[Audit]) -> None:
    for each in audits:
        with acting_as(Caller.secretariat()):
            audit = case_of(each.id)
            contact = announcing.contact_of(audit)
            announcing.announce(by=SARA, audit=audit, contact=contact, deadline=_deadline())


def _outcome(audits: Sequence[Audit], _: None) -> dict[str, Any]:
    """What each supplier has: the case, its letter word for word, answers, log, mail, and who was invited."""
    with acting_as(Caller.owner()):
        found = Audit.objects.select_related("supplier", "notice").filter(pk__in=[each.pk for each in audits])
        return {audit.supplier.name: _left_behind(audit) for audit in found}


def _left_behind(audit: Audit) -> dict[str, Any]:
    if audit.notice is None:
        raise LookupError(f"{audit.case_number} has no letter.")
    told = {audit.case_number: "number", str(audit.id): "id"}
    mail = OutboxMail.objects.get(joint_id=audit.id)
    entries = LogEntry.objects.filter(subject_id=audit.id).order_by("number")
    person = Engagement.objects.get(supplier_id=audit.supplier_id)
    return {
        "case": (audit.state, audit.deadline, audit.contact_name, audit.contact_email, audit.intro),
        "letter": _words(read_bytes(audit.notice.sha256), told),
        "file": (_plain(audit.notice.name, told), audit.notice.title, audit.notice.supplier_id),
        "answers": list(
            Answer.objects.filter(questionnaire__audit=audit)
            .order_by("number")
            .values_list("number", "objective", "text", "help_text", "choice")
        ),
        "log": [(each.action, each.before, each.after, each.data, each.by_name) for each in entries],
        "mail": (mail.to, mail.reply_to, mail.kind, _plain(mail.subject, told), _mail_text(mail.body, told)),
        "invited": (person.email, person.name, person.roles),
    }


def _words(content: bytes, told: dict[str, str]) -> dict[str, str]:
    """The text of every part of the letter."""
    with ZipFile(io.BytesIO(content)) as word:
        parts = [name for name in word.namelist() if name.endswith((".xml", ".rels"))]
        return {name: _plain(word.read(name).decode(), told) for name in parts}


def _plain(text: str, told: dict[str, str]) -> str:
    for own, word in told.items():
        text = text.replace(own, word)
    return text


def _mail_text(body: str, told: dict[str, str]) -> list[str]:
    """The lines of the mail; the secret of the invitation is nobody's equal."""
    lines = ["invitation" if "/konto/invitation/" in line else line for line in body.splitlines()]
    return [_plain(line, told) for line in lines]


def _planned() -> list[Audit]:
    """A hundred planned supervisions, one for each supplier."""
    with acting_as(Caller.secretariat()):
        worker = planning.Worker(SARA.id, SARA.name, "70 10 10 01", "sara@sekretariat.example")
        return planning.plan(
            by=SARA, systems=System.objects.all(), year=next(_years), quarter=1, worker=worker, concept=6
        )


def make_suppliers() -> None:
    """Suppliers with a contact and a system each, which all members use."""
    with acting_as(Caller.owner()):
        for kommune in KOMMUNER[:MEMBERS]:
            onboard(kommunekode=kommune.kommunekode, by=SARA, since=date(2022, 3, 1))
        members = list(Municipality.objects.all())
        for number in range(AUDITS):
            supplier = Supplier.objects.create(
                name=f"Leverandør {number:03} A/S", number=f"{20000000 + number}"
            )
            SupplierContact.objects.create(
                supplier=supplier, name=f"Kontakt {number:03}", email=f"kontakt@{number:03}.example"
            )
            system = System.objects.create(name=f"Fagsystem {number:03}", supplier=supplier)
            SystemUse.objects.bulk_create(
                SystemUse(municipality=each, system=system, agreement="ja", subjects=5000) for each in members
            )
    with acting_as(Caller.secretariat()):
        install_shipped_templates()


def _close(audits: Sequence[Audit], _: None) -> None:
    """The next ones may be begun. What was sent stays where it is, as it does in use."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audits_joint_audit SET state = 'cancelled' WHERE id = ANY (%s)",
            [[each.id for each in audits]],
        )
