"""A notice of a new sub-processor, from the agreements it touches to the answers, for the tests about it."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from agreements.joint.models import CommonText, SubProcessorNotice
from agreements.joint.notices import actions as joint
from agreements.municipal.models import AgreementNotice
from agreements.municipal.notices.actions import Facts
from tenants.models import Municipality
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.jobs import run
from workflows.models import Job

Source = SubProcessorNotice.Source


def facts(**changes: Any) -> Facts:
    """What a supplier says of its new sub-processor."""
    given: dict[str, Any] = {
        "name": "Fjordhost ApS",
        "registration_number": "10150817",
        "address": "Kajen 4, 9000 Aalborg",
        "contact": "drift@fjordhost.example",
        "country": "DK",
        "level": 1,
        "purpose": "Drift af servere",
        "transfer_basis": "",
        "used_from": timezone.localdate() + timedelta(days=90),
    }
    return Facts(**{**given, **changes})


def in_force(world: World, text: CommonText, *names: str) -> None:
    """Let the text's agreements at these members be in force, however they came to be signed."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for name in names:
            put_in_force(world.members[name], text, cursor)


def put_in_force(member: Municipality, text: CommonText, cursor: Any) -> None:
    """The same for one member; act as the owner."""
    cursor.execute(
        f"UPDATE {member.schema_name}.agreements_municipal_agreement SET state = 'in_force',"
        " municipality_signed_on = current_date, supplier_signed_on = current_date,"
        " in_force_from = current_date WHERE common_text_id = %s",
        [text.id],
    )
    cursor.execute(
        "UPDATE public.tenants_standing SET state = 'in_force'"
        " WHERE kind = 'agreement' AND municipality_id = %s AND joint_id = %s",
        [member.id, text.id],
    )


def agreed_with(world: World, *names: str) -> CommonText:
    """A text whose agreements with these members are in force."""
    text = world.released()
    world.send(text, *names)
    in_force(world, text, *names)
    return text


def enter(world: World, *texts: CommonText, **changes: Any) -> SubProcessorNotice:
    """The supplier enters a notice."""
    with acting_as(world.caller_of("leo")):
        return joint.enter(
            supplier=world.supplier,
            facts=facts(**changes),
            texts=texts,
            source=Source.SUPPLIER,
            received_on=timezone.localdate(),
            by=world.actor("leo"),
        )


def forward(world: World, notice: SubProcessorNotice) -> SubProcessorNotice:
    """The case worker forwards it, and the worker delivers."""
    with acting_as(Caller.secretariat()):
        found = SubProcessorNotice.objects.get(pk=notice.pk)
        joint.forward(notice=found, by=world.actor("sara"))
        work("agreements.deliver_notice")
        return SubProcessorNotice.objects.get(pk=notice.pk)


def sent(world: World, *names: str, **changes: Any) -> SubProcessorNotice:
    """A notice that these members have got."""
    agreed_with(world, *names)
    return forward(world, enter(world, **changes))


def work(*kinds: str) -> None:
    """Do what the worker does with the queued jobs of these kinds."""
    for job in Job.objects.filter(kind__in=kinds, state="queued").order_by("created_at"):
        run(job.id)


def line_of(world: World, key: str) -> AgreementNotice:
    """The line of a persona's municipality; act as it."""
    return AgreementNotice.objects.select_related("notice", "agreement").get()


def set_days(world: World, name: str, *, due: date, used_from: date | None = None) -> None:
    """Let time have passed: move the days of a member's line to where they would be."""
    schema = world.members[name].schema_name
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        table = f"{schema}.agreements_municipal_agreementnotice"
        cursor.execute(f"UPDATE {table} SET due = %s, notice_ends = %s", [due, due])
        cursor.execute(
            "UPDATE public.tenants_standing SET due = %s WHERE kind = 'subprocessor_notice'"
            " AND municipality_id = %s",
            [due, world.members[name].id],
        )
        if used_from:
            cursor.execute(f"UPDATE {schema}.agreements_municipal_notice SET used_from = %s", [used_from])
            cursor.execute(
                "UPDATE public.agreements_joint_subprocessornotice SET used_from = %s", [used_from]
            )


def mandate(world: World, name: str, *covers: str, since: int = 30) -> None:
    """The secretariat holds a mandate from a member, as the member has told."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.tenants_heldmandate (id, municipality_id, mandate_id, covers, valid_from,"
            " given_at, given_by_name, file_sha256, file_name)"
            " VALUES (gen_random_uuid(), %s, gen_random_uuid(), %s, current_date - %s, now(),"
            " 'Mette', '', '')",
            [world.members[name].id, list(covers), since],
        )


SYSTEM = Actor.system("Planlagt kørsel")
