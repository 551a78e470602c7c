"""What Leo's company keeps ready for its audits, and a statement of Lis' on which it rests."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Colleague
from audits.joint.actions.statements import Edition, keep_statement, rest_on
from audits.joint.models import Statement
from audits.joint.states import EvidenceKind, Sharing
from documents.uploadhandlers import as_received
from register.models import Supplier
from secretariat.demo.actors import staff, supplier_actors
from secretariat.demo.files import pdf_of
from secretariat.demo.people import LEO, LIS, SARA
from walls.callers import Caller, acting_as


def load_statements() -> None:
    """Keep the documents; does nothing where some are kept."""
    with acting_as(Caller.secretariat()):
        if Statement.objects.exists():
            return
        people = {each.email: each for each in Colleague.objects.filter(site="supplier")}
        leo, lis = people[LEO.email].supplier_id, people[LIS.email].supplier_id
        actors = supplier_actors()
    if leo is None or lis is None:
        return
    today = timezone.localdate()
    with acting_as(Caller.supplier(leo)), transaction.atomic():
        for edition in _editions(today):
            content = pdf_of(edition.title, edition.issuer)
            with as_received(f"{edition.title}.pdf", content) as file:
                keep_statement(by=actors[leo], supplier_id=leo, received=file, edition=edition)
    with acting_as(Caller.secretariat()), transaction.atomic():
        sara, hosting = staff(SARA), _hosting(today)
        with as_received("SOC 2.pdf", pdf_of(hosting.title, hosting.issuer)) as file:
            kept = keep_statement(by=sara, supplier_id=lis, received=file, edition=hosting)
        rest_on(
            by=sara,
            statement=kept.statement,
            supplier=Supplier.objects.get(pk=leo),
            delivers="Drift af servere",
        )


def _editions(today: date) -> list[Edition]:
    return [
        Edition(
            kind=EvidenceKind.ISAE3000,
            title="ISAE 3000-erklæring om databeskyttelse",
            issuer="Revisionshuset Nord",
            report_type="type2",
            assurance="reasonable",
            period_from=date(today.year - 1, 1, 1),
            period_to=date(today.year - 1, 12, 31),
            wish=Sharing.READ,
            wish_reason="Erklæringen beskriver vores drift og må ikke gives videre.",
            confidential=[{"where": "Side 1, afsnit 2", "why": "beskriver opbygningen af vores netværk"}],
        ),
        Edition(
            kind=EvidenceKind.ISO27001,
            title="ISO 27001-certifikat",
            issuer="Certificering Danmark",
            expires_on=today + timedelta(days=30),
            wish=Sharing.DOWNLOAD,
        ),
    ]


def _hosting(today: date) -> Edition:
    return Edition(
        kind=EvidenceKind.SOC2,
        title="SOC 2-rapport om drift",
        issuer="Revisionshuset Syd",
        report_type="type2",
        assurance="reasonable",
        period_from=date(today.year - 1, 7, 1),
        period_to=date(today.year, 6, 30),
        wish=Sharing.CLOSED,
        wish_reason="Rapporten deles kun med dem, der har skrevet under på fortrolighed.",
    )
