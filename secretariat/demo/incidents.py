"""The demo's incident: two municipalities are told; Viborg has assessed it, Aalborg has not opened it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agreements.joint.incidents import actions
from agreements.joint.incidents.actions import Facts, Subject, Words
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.reach import about
from agreements.joint.reliance.finding import SUPPLIER, get
from agreements.municipal.incidents import actions as own
from agreements.municipal.incidents.models import Incident as OwnIncident
from register.models import Supplier
from secretariat.demo.actors import municipality_actors, staff
from secretariat.demo.agreement_routes import AALBORG, VIBORG
from secretariat.demo.people import SARA
from tenants.models import Municipality, Standing
from walls.callers import Caller, acting_as

KNOWN = (
    "En medarbejder hos leverandøren har ved en fejl sendt en testfil til en anden kunde. Filen er slettet "
    "hos modtageren, som har bekræftet det skriftligt."
)
UNKNOWN = "Om filen indeholdt oplysninger om jeres borgere. Leverandøren gennemgår den i dag."


def load_incidents() -> None:
    """Tell two municipalities of an incident; does nothing where there are any."""
    with acting_as(Caller.secretariat()):
        stands = Standing.objects.filter(kind="agreement", state="in_force", joint_id__isnull=False)
        text_id = stands.values_list("joint_id", flat=True).first()
        if Incident.objects.exists() or text_id is None:
            return
        supplier = Supplier.objects.get(common_texts=text_id)
        hit = get(SUPPLIER, str(supplier.id))
        if hit is None:
            return
        told = [each for each in about(hit) if each.municipality.kommunekode in (AALBORG, VIBORG)]
        with transaction.atomic():
            incident = actions.begin(
                subject=Subject(hit.kind, hit.key, hit.name, supplier),
                facts=_facts(supplier),
                words=Words(KNOWN, UNKNOWN, timezone.now() + timedelta(hours=6)),
                members=told,
                source=Incident.Source.SECRETARIAT,
                by=staff(SARA),
            )
            actions.send(incident=incident, by=staff(SARA))
    _viborg_assesses()


def _facts(supplier: Supplier) -> Facts:
    now = timezone.now()
    return Facts(
        title="Testfil sendt til en forkert kunde",
        told_by=f"Driftsvagten hos {supplier.name}",
        told_contact="Driftsvagten, 70 10 10 10",
        supplier_aware_at=now - timedelta(hours=5),
        told_at=now - timedelta(hours=1),
    )


def _viborg_assesses() -> None:
    with acting_as(Caller.secretariat()):
        member = Municipality.objects.get(kommunekode=VIBORG)
        by = municipality_actors("decision_maker").get(member.id)
    if by is None:
        return
    with acting_as(Caller.municipality(member)), transaction.atomic():
        for each in OwnIncident.objects.all():
            incident = own.open_it(incident=each, by=by)
            own.assess(incident=incident, assessment=_assessment(by.name), by=by)


def _assessment(name: str) -> own.Assessment:
    return own.Assessment(
        aware_at=timezone.now(),
        verdict="no_breach",
        reported="not_yet",
        told="not_yet",
        assessed_by_name=name,
        measures="Viborg havde ingen oplysninger i testmiljøet.",
    )
