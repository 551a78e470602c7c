"""The demo's common texts and agreements: negotiated, sent, chosen and signed by the product's actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from accounts.models import Colleague
from agreements.joint import actions
from agreements.joint.actions.texts import CaseWorker
from agreements.joint.defaults import complete_values
from agreements.joint.models import CommonText
from agreements.joint.parts import PARTS
from agreements.joint.recipients import members_using
from agreements.joint.states import TextState
from documents.storage import read_bytes
from documents.uploadhandlers import as_received as uploaded
from register.models import Supplier, System
from register.thresholds import systems_over_threshold
from secretariat.demo import agreement_choices as choices
from secretariat.demo import agreement_routes as routes
from secretariat.demo.actors import staff, supplier_actors
from secretariat.demo.agreement_routes import DAYS, OF_LEO, OF_LIS, WAYS, Way, reaches
from secretariat.demo.latecomers import load_latecomers
from secretariat.demo.people import LEO, LIS, LISE, MORE_CASE_WORKERS, SARA
from secretariat.demo.redlining import Redline
from secretariat.demo.stage import as_on, story, word_only
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import deadline_after
from workflows.danish import slug

WORKERS = (SARA, *MORE_CASE_WORKERS)
HALF_WRITTEN = WAYS.index(Way("draft"))
WISH = "Vi ønsker, at varslet om nye underdatabehandlere er 30 dage, da det er vores faste praksis."
PROPOSAL = "Databehandleren giver skriftlig meddelelse mindst 30 dage før ændringen."
NIGHT = "Vores vagt dækker ikke weekender, så 24 timer kan vi ikke love."
LIABILITY = "Hæftelsen bør følge hovedaftalens loft."
REFUSAL = "Kommunerne har brug for 60 dage til at vurdere en ny underdatabehandler."
ADVICE = "Indgå en aftale på jeres egen skabelon, indtil leverandøren er klar til at forhandle igen."


@dataclass
class Negotiation:
    """One text on its way."""

    text_id: UUID
    supplier_id: UUID
    way: Way
    worker: Actor

    @property
    def text(self) -> CommonText:
        """Return the text as it is now."""
        return CommonText.objects.select_related("supplier").get(pk=self.text_id)


def load_agreements() -> None:
    """Let each text go its way, day by day; does nothing where there are texts."""
    with acting_as(Caller.secretariat()):
        if CommonText.objects.exists():
            return
    found: list[Negotiation] = []
    with story(), word_only():
        for ago in DAYS:
            with as_on(ago):
                if ago == routes.BEGUN:
                    found = list(_begun())
                _negotiate(ago, found)
                choices.choose(ago, [(each.text_id, each.way) for each in found if each.way.is_sent])
        _send_outside()
    load_latecomers()


def _send_outside() -> None:
    """Send the newest text to a municipality that is no member."""
    with acting_as(Caller.secretariat()), transaction.atomic():
        members = set(Municipality.objects.values_list("cvr", flat=True))
        body = next((each for each in KOMMUNER if each.cvr not in members), None)
        text = CommonText.objects.filter(state=TextState.SENT).order_by("number").last()
        if text is None or body is None:
            return
        actions.add_outside(
            text=text,
            name=body.name,
            cvr=body.cvr,
            mailbox=f"databeskyttelse@{slug(body.short_name)}.example",
            answer_by=deadline_after(timezone.localdate(), 20),
            by=staff(SARA),
        )


def _begun() -> Iterator[Negotiation]:
    """Begin the texts, each on a system of its own that both Aalborg and Viborg use."""
    with acting_as(Caller.secretariat()), transaction.atomic():
        pool = _systems()
        for place, way in enumerate(WAYS):
            person = WORKERS[place % len(WORKERS)]
            worker, system = staff(person), _take(pool, place)
            named = CaseWorker(worker.id, worker.name, person.email, person.phone)
            supplier = Supplier.objects.get(systems=system)
            text = actions.create_text(
                supplier=supplier,
                title=system.name,
                systems=[system],
                case_worker=named,
                by=worker,
                structure=way.structure,
            )
            _write(text, worker, parts=3 if place == HALF_WRITTEN else len(PARTS))
            yield Negotiation(text.id, text.supplier_id, way, worker)


def _systems() -> list[System]:
    """Return systems that Aalborg and Viborg use, those with the fewest members first."""
    near = (
        systems_over_threshold(timezone.localdate()).filter(supplier__isnull=False).select_related("supplier")
    )
    both = System.objects.filter(
        uses__municipality__kommunekode__in=(routes.AALBORG, routes.VIBORG), uses__is_active=True
    ).annotate(both=Count("uses__municipality", distinct=True))
    wanted = set(both.filter(both=2).values_list("pk", flat=True))
    fewest = near.annotate(order=F("members")).order_by("order", "name_sort")
    return [each for each in fewest.select_related("supplier") if each.pk in wanted]


def _take(pool: list[System], place: int) -> System:
    """Take the next system; Leo's and Lis's texts are about their suppliers' systems, where they have any."""
    email = LEO.email if place in OF_LEO else LIS.email if place in OF_LIS else ""
    named = Colleague.objects.filter(site="supplier", email__in=[LEO.email, LIS.email])
    theirs = dict(named.values_list("supplier_id", "email"))
    mine = [each for each in pool if email and theirs.get(each.supplier_id) == email]
    free = [each for each in pool if each.supplier_id not in theirs]
    chosen = (mine or free or pool)[0]
    pool.remove(chosen)
    return chosen


def _write(text: CommonText, by: Actor, *, parts: int) -> None:
    """Fill in the first parts of the wording."""
    supplier: Supplier = text.supplier
    values = complete_values(mailbox=f"databeskyttelse@{slug(supplier.name)}.example")
    for revision, part in enumerate(PARTS[:parts]):
        stored = dict(values[part.key])
        rows = stored.pop(part.rows.key, []) if part.rows else []
        actions.save_part(text=text, part=part, values=stored, rows=rows, revision=revision, by=by)


def _negotiate(ago: int, found: list[Negotiation]) -> None:
    """Do what secretariat and suppliers do with the texts on one day."""
    with acting_as(Caller.secretariat()):
        suppliers = supplier_actors()
    for each in found:
        if ago in (routes.WISHED, routes.AGREED):
            with acting_as(Caller.supplier(each.supplier_id)), transaction.atomic():
                _supplier_acts(ago, each, suppliers.get(each.supplier_id))
        else:
            with acting_as(Caller.secretariat()), transaction.atomic():
                _office_acts(ago, each)


def _supplier_acts(ago: int, each: Negotiation, by: Actor | None) -> None:
    if by is None or not reaches(each.way, "at_supplier"):
        return
    text = each.text
    if ago == routes.WISHED and each.way.end == "at_secretariat":
        _sends_file(text, by)
    elif ago == routes.WISHED and (each.way.wishes or each.way.end == "broken_off"):
        heading = "7. Brug af underdatabehandlere"
        actions.write_wish(text=text, clause="7", heading=heading, wish=WISH, proposal=PROPOSAL, by=by)
        actions.return_wishes(text=text, note="", by=by)
    elif ago == routes.AGREED and reaches(each.way, "agreed"):
        actions.accept(text=text, note="", by=by)


def _sends_file(text: CommonText, by: Actor) -> None:
    """The supplier answers in the Word file it was sent, with changes and comments."""
    redline = Redline(read_bytes(text.rounds.latest("number").document.sha256), author=by.name)
    redline.replace("60 dage", "30 dage", comment=WISH)
    redline.replace("senest 24 timer efter", "senest 48 timer efter", comment=NIGHT)
    redline.insert_paragraph("Den dataansvarlige kan få en kopi", "Kopien udleveres mod betaling.")
    redline.comment("hæfter databehandleren fuldt ud", LIABILITY)
    with uploaded(f"{text.number}-rettet.docx", redline.saved()) as received:
        actions.take_in_file(text=text, received=received, source="supplier", by=by)
    actions.return_wishes(text=text, note="Vores ønsker står i filen.", by=by)


def _office_acts(ago: int, each: Negotiation) -> None:
    way, by = each.way, each.worker
    if ago == routes.OFFERED and reaches(way, "at_supplier"):
        _offer(each.text, "Vi ser frem til jeres bemærkninger.", by)
    elif ago == routes.ANSWERED and way.wishes:
        text = each.text
        for wish in text.rounds.latest("number").wishes.all():
            actions.answer_wish(wish=wish, outcome="refused", text=REFUSAL, by=by)
        _offer(text, "Vi har svaret på jeres ønske.", by)
    elif ago == routes.ANSWERED and way.end == "on_hold":
        until = deadline_after(timezone.localdate(), 60)
        reason = "Leverandøren skifter driftssted. Vi venter på det nye."
        actions.hold(text=each.text, reason=reason, until=until, by=by)
    elif ago == routes.ANSWERED and way.end == "at_secretariat":
        actions.add_note(text=each.text, note="Drøftes med lederen, før vi svarer.", by=by)
    elif ago == routes.RELEASED and reaches(way, "released"):
        actions.release(text=each.text, by=staff(LISE))
    elif ago == routes.SENT and way.is_sent:
        _send(each)
    elif ago == routes.ENDED and way.end == "withdrawn":
        actions.withdraw(
            text=each.text, reason="Systemet udgår, og leverandøren afløser det.", by=staff(LISE)
        )
    elif ago == routes.ENDED and way.end == "broken_off":
        actions.break_off(text=each.text, advice=ADVICE, by=staff(LISE))


def _offer(text: CommonText, message: str, by: Actor) -> None:
    due = deadline_after(timezone.localdate(), 15)
    actions.send_to_supplier(text=text, message=message, due=due, by=by)


def _send(each: Negotiation) -> None:
    """Send the text to Aalborg, Viborg and others; the job that makes the documents runs at once."""
    text = each.text
    using: list[Municipality] = sorted(members_using(text), key=lambda member: member.kommunekode)
    named = [member for member in using if member.kommunekode in each.way.ends]
    others = [member for member in using if member not in named]
    chosen = named + (others if each.way.others < 0 else others[: each.way.others])
    answer_by = deadline_after(timezone.localdate(), 40)
    actions.send_to_members(
        text=text, municipality_ids=[member.id for member in chosen], answer_by=answer_by, by=each.worker
    )
