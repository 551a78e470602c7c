"""Making each municipality's documents and handing them to the delivery function."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.sites import hosts_of, municipality_url
from agreements.joint.addresses import municipality_addresses
from agreements.joint.context import common_context
from agreements.joint.facts import filled
from agreements.joint.gathering import agreed_round, facts_for
from agreements.joint.models import AppendixFacts, CommonText, IssuedAgreement, Sending
from agreements.joint.rendering import template_of
from agreements.joint.states import TextState
from agreements.joint.versions.documents import Follows, as_supplements, follows_of
from documents import pdf
from documents.actions import PDF, Made, keep_all_made
from documents.models import StoredFile
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.danish import slug
from workflows.mail import queue_mail

logger = logging.getLogger(__name__)
BATCH = 25
Tell = Callable[[int, int, str], None]


def make_documents(sending: Sending, *, by: Actor, tell: Tell, with_pdf: bool = True) -> None:
    """Make Word and, where LibreOffice is at hand, PDF for each recipient that has none yet.

    Works in batches, each its own transaction: a job that is run again goes on where it was.
    `with_pdf` False leaves the PDFs out even so.
    """
    text = CommonText.objects.select_related("supplier").get(pk=sending.common_text_id)
    sending.common_text = text
    values = agreed_round(text).values
    common = common_context(text, values)
    total = len(sending.municipality_ids)
    missing = _without_documents(sending)
    done = total - len(missing)
    tell(done, total, "Danner aftaler")
    for batch in _batches(missing):
        own = facts_for(text, values, [each.id for each in batch])
        _make_batch(sending, batch, common, own, by, with_pdf=with_pdf and pdf.available())
        done += len(batch)
        tell(done, total, "Danner aftaler")


def _without_documents(sending: Sending) -> list[Municipality]:
    has = IssuedAgreement.objects.filter(common_text_id=sending.common_text_id).values("municipality_id")
    return list(Municipality.objects.filter(pk__in=sending.municipality_ids).exclude(pk__in=has))


def _batches(rows: list[Municipality]) -> Iterator[list[Municipality]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _make_batch(
    sending: Sending,
    batch: list[Municipality],
    common: dict[str, Any],
    own: dict[UUID, dict[str, Any]],
    by: Actor,
    *,
    with_pdf: bool,
) -> None:
    text = sending.common_text
    template = template_of(text)
    follows = follows_of(text, batch)
    numbers = [f"{text.number}-{each.kommunekode}" for each in batch]
    words = template.render_all(
        [filled(common, each, number, own[each.id]) for each, number in zip(batch, numbers, strict=True)]
    )
    words = as_supplements(text, list(zip(batch, numbers, strict=True)), words, follows)
    pdfs = _printed(text, words) if with_pdf else []
    made = [
        Made(
            content,
            f"{number}-{slug(each.short_name)}.docx",
            f"{follows[each.id].title} {number}, {each.name}",
        )
        for each, number, content in zip(batch, numbers, words, strict=True)
    ]
    printable = [
        Made(content, word.name.removesuffix("docx") + "pdf", word.title, PDF)
        for word, content in zip(made, pdfs, strict=bool(pdfs))
    ]
    with transaction.atomic():
        files = keep_all_made([*made, *printable], by=by, supplier_id=text.supplier_id)
        _issue(text, sending, list(zip(batch, numbers, strict=True)), files, follows)
        _keep_facts(text, own, by)


def _keep_facts(text: CommonText, own: dict[UUID, dict[str, Any]], by: Actor) -> None:
    """Keep what the documents were made with; what was written before the sending stands already."""
    AppendixFacts.objects.bulk_create(
        [
            AppendixFacts(
                common_text=text, municipality_id=key, values=facts, changed_by_name=by.signature[:300]
            )
            for key, facts in own.items()
        ],
        ignore_conflicts=True,
    )


def _printed(text: CommonText, words: list[bytes]) -> list[bytes]:
    """Return the PDFs; none where LibreOffice fails, since the Word file is enough to sign."""
    try:
        return pdf.convert(words)
    except pdf.PdfError as error:
        logger.warning("PDF af %s mangler: %s", text.number, error)
        return []


def _issue(
    text: CommonText,
    sending: Sending,
    batch: list[tuple[Municipality, str]],
    files: list[StoredFile],
    follows: dict[UUID, Follows],
) -> None:
    words, pdfs = files[: len(batch)], files[len(batch) :]
    IssuedAgreement.objects.bulk_create(
        IssuedAgreement(
            sending=sending,
            common_text=text,
            supplier_id=text.supplier_id,
            municipality=municipality,
            municipality_name=municipality.name,
            number=number,
            is_supplement=follows[municipality.id].supplement,
            replaces_id=follows[municipality.id].replaces_id,
            word=words[place],
            pdf=pdfs[place] if pdfs else None,
        )
        for place, (municipality, number) in enumerate(batch)
    )


@transaction.atomic
def deliver(sending: Sending, *, attempt: int) -> dict[str, int]:
    """Deliver to all recipients that wait, with one mail to each municipality that got its agreement.

    Returns how many were delivered now and how many wait; those are tried again by a later job.
    """
    reached, waiting = _hand_over(sending, attempt)
    _tell(sending, reached)
    return {"delivered": len(reached), "waiting": waiting}


@transaction.atomic
def deliver_all(sendings: list[Sending]) -> dict[str, int]:
    """Deliver several texts in one act, with one mail to each municipality about all it got."""
    delivered: dict[UUID, list[Sending]] = defaultdict(list)
    waiting = 0
    for sending in sendings:
        reached, waits = _hand_over(sending, 0)
        waiting += waits
        for municipality_id in reached:
            delivered[municipality_id].append(sending)
    _tell_of_all(delivered)
    return {"delivered": sum(map(len, delivered.values())), "waiting": waiting}


def _hand_over(sending: Sending, attempt: int) -> tuple[list[UUID], int]:
    """Deliver, and return who got it now and how many wait; nobody is given what has been superseded."""
    if CommonText.objects.filter(pk=sending.common_text_id, state=TextState.SUPERSEDED).exists():
        return [], 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT municipality, is_new FROM agreements_joint_deliver_v1(%s, %s)", [sending.id, attempt]
        )
        rows: list[tuple[UUID, bool]] = cursor.fetchall()
    reached = [municipality for municipality, is_new in rows if is_new]
    return reached, len(rows) - len(reached)


def mail_context(text: CommonText, answer_by: date | None) -> dict[str, Any]:
    """Return what the mail about a delivered agreement is filled with, but for the municipality's own."""
    return {
        "number": text.number,
        "title": text.title,
        "supplier": text.supplier.name,
        "systems": [each.system_name for each in text.systems.all()],
        "answer_by": answer_by,
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
    }


def _tell(sending: Sending, reached: list[UUID]) -> None:
    text = sending.common_text
    context = mail_context(text, sending.answer_by)
    issued = {each.municipality_id: each for each in text.issued.filter(municipality_id__in=reached)}
    for municipality_id, addresses in municipality_addresses(reached).items():
        if addresses:
            own = {"agreement": issued[municipality_id].id, "name": issued[municipality_id].municipality_name}
            queue_mail(
                to=addresses,
                template="agreements/agreement_delivered",
                context={
                    **context,
                    **own,
                    "url": agreement_url(municipality_id, issued[municipality_id].id),
                },
                joint_id=text.id,
            )


def _tell_of_all(delivered: dict[UUID, list[Sending]]) -> None:
    """One mail to each municipality; about a single agreement it is the usual one."""
    several = {key: sendings for key, sendings in delivered.items() if len(sendings) > 1}
    for key, sendings in delivered.items():
        if key not in several:
            _tell(sendings[0], [key])
    names = dict(Municipality.objects.filter(pk__in=several).values_list("id", "name"))
    for municipality_id, addresses in municipality_addresses(several).items():
        sendings = several[municipality_id]
        texts = [each.common_text for each in sendings]
        context = {
            "name": names[municipality_id],
            "texts": [f"{each.number} {each.title}, {each.supplier.name}" for each in texts],
            "answer_by": sendings[0].answer_by,
            "url": municipality_page(municipality_id, "agreements:list"),
        }
        if addresses:
            queue_mail(to=addresses, template="agreements/agreements_delivered", context=context)


def municipality_page(municipality_id: UUID, name: str, *args: UUID) -> str:
    """Return the address of a page on a municipality's own site."""
    host = hosts_of([municipality_id]).get(municipality_id, "")
    return municipality_url(host, name, *args)


def agreement_url(municipality_id: UUID, agreement_id: UUID) -> str:
    """Return the address of an agreement's page on its municipality's own site."""
    return municipality_page(municipality_id, "agreements:agreement", agreement_id)
