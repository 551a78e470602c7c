"""The demo's notices of new sub-processors: one that the municipalities answer, one that came in today."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agreements.joint.models import SubProcessorNotice
from agreements.joint.notices import actions
from agreements.joint.reliance.indexing import index_notices, index_texts
from agreements.municipal.models import AgreementNotice
from agreements.municipal.notices import actions as own
from agreements.municipal.notices.actions import Facts
from register.models import Supplier
from secretariat.demo.actors import municipality_actors, staff
from secretariat.demo.agreement_routes import VIBORG
from secretariat.demo.people import SARA
from secretariat.demo.stage import as_on
from tenants.models import Municipality, Standing
from walls.callers import Caller, acting_as

AGO = 2
ADVICE = (
    "Skyhavn driver kun sikkerhedskopier, og de er krypteret, før de forlader leverandøren. Sørg for, at "
    "leverandøren oplyser, hvem der har nøglerne."
)


def load_notices() -> None:
    """Let a notice reach the municipalities and another wait; does nothing where there are any."""
    with acting_as(Caller.secretariat()):
        stands = Standing.objects.filter(kind="agreement", state="in_force", joint_id__isnull=False)
        text_id = stands.values_list("joint_id", flat=True).first()
        if SubProcessorNotice.objects.exists() or text_id is None:
            return
        supplier = Supplier.objects.get(common_texts=text_id)
    with as_on(AGO):
        with acting_as(Caller.secretariat()):
            with transaction.atomic():
                notice = _enter(supplier, _skyhavn())
                actions.forward(notice=notice, by=staff(SARA))
            with transaction.atomic():
                actions.assess(notice=notice, verdict="conditions", text=ADVICE, by=staff(SARA))
        _viborg_answers()
    with acting_as(Caller.secretariat()):
        with transaction.atomic():
            _enter(supplier, _fjordhost())
        index_texts()
        index_notices()


def _skyhavn() -> Facts:
    return Facts(
        name="Skyhavn Ltd",
        registration_number="IE 3456789A",
        address="12 Quay Street, Dublin",
        contact="databeskyttelse@skyhavn.example",
        country="IE",
        level=2,
        purpose="Sikkerhedskopier",
        transfer_basis="",
        used_from=timezone.localdate() + timedelta(days=90),
    )


def _fjordhost() -> Facts:
    return Facts(
        name="Fjordhost ApS",
        registration_number="10150817",
        address="Kajen 4, 9000 Aalborg",
        contact="drift@fjordhost.example",
        country="DK",
        level=1,
        purpose="Drift af servere",
        transfer_basis="",
        used_from=timezone.localdate() + timedelta(days=90),
    )


def _enter(supplier: Supplier, facts: Facts) -> SubProcessorNotice:
    today = timezone.localdate()
    return actions.enter(
        supplier=supplier,
        facts=facts,
        texts=[],
        source=SubProcessorNotice.Source.SECRETARIAT,
        received_on=today,
        by=staff(SARA),
    )


def _viborg_answers() -> None:
    with acting_as(Caller.secretariat()):
        member = Municipality.objects.get(kommunekode=VIBORG)
        by = municipality_actors("decision_maker").get(member.id)
    if by is not None:
        with acting_as(Caller.municipality(member)), transaction.atomic():
            for line in AgreementNotice.objects.filter(state="running"):
                own.let_pass(line=line, by=by)
