"""The demo's year of supervision: a plan over the systems above the threshold, and how far each audit is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Colleague
from audits.joint.actions.announcing import HOLD
from audits.joint.actions.planning import Worker, plan
from audits.joint.models import Audit
from register.models import System
from register.thresholds import systems_over_threshold
from secretariat.demo import audit_acts as office
from secretariat.demo import decisions, supplier_acts
from secretariat.demo.actors import staff, supplier_actors
from secretariat.demo.audit_cases import Case
from secretariat.demo.audit_routes import BUSY, OF_LEO, OF_LIS, PUBLISH, ROUTE_OF, SENT_OUT, Act, Route
from secretariat.demo.last_year import load_last_year
from secretariat.demo.people import LEO, LIS, MORE_CASE_WORKERS, SARA
from secretariat.demo.planning import load_plan
from secretariat.demo.stage import as_on, story, working_day
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.values import ensure

PLANNED_ON = 60
LEFT_UNPLANNED = 5  # every fifth supplier stands as a proposal, for whoever opens the plan
WORKERS = (SARA, *MORE_CASE_WORKERS)
Quarter = tuple[int, int]
Plan = tuple[list[System], str]


def load_audits() -> None:
    """Plan the year and let each audit go its way, day by day; does nothing where there are audits."""
    with acting_as(Caller.secretariat()):
        ensure(HOLD, 0, date(2022, 1, 2), "Demoen: mails bliver liggende i udbakken")
        if Audit.objects.exists():
            return
        wanted = _routed()
    with story():
        _tell(wanted)
    load_plan()


def _tell(wanted: list[Plan]) -> None:
    if asked_again := next((systems for systems, key in wanted if key == OF_LEO[-1]), None):
        load_last_year(asked_again)
    with as_on(PLANNED_ON), acting_as(Caller.secretariat()):
        cases = _plan(wanted)
    days = {ago for route in ROUTE_OF.values() for ago, _ in route.steps} | set(decisions.DAYS)
    for ago in sorted(days, reverse=True):
        with as_on(ago):
            _work(ago, cases)
            decisions.decide(ago)


def _routed() -> list[Plan]:
    """Return the systems of each audit with its route; Leo's and Lis's suppliers have three audits each."""
    systems = systems_over_threshold(timezone.localdate()).filter(supplier__isnull=False)
    by_supplier: dict[UUID, list[System]] = defaultdict(list)
    for system in systems.select_related("supplier").order_by("supplier__name_sort", "name_sort"):
        by_supplier[system.supplier_id].append(system)
    found: list[Plan] = []
    for person, keys in ((LEO, OF_LEO), (LIS, OF_LIS)):
        own = by_supplier.pop(_supplier_of(person.email), [])
        found += [(own[place :: len(keys)], key) for place, key in enumerate(keys) if own[place :: len(keys)]]
    return found + list(_spread(by_supplier))


def _supplier_of(email: str) -> UUID:
    found = Colleague.objects.get(site="supplier", email=email)
    if found.supplier_id is None:
        raise LookupError(email)
    return found.supplier_id


def _spread(by_supplier: dict[UUID, list[Any]]) -> Iterator[Plan]:
    """Let suppliers that Aalborg uses, with few systems, be those whose reports are sent."""
    near = set(System.objects.filter(uses__municipality__kommunekode="0851").values_list("pk", flat=True))
    small = [each for each in by_supplier.values() if len(each) < 4 and any(one.pk in near for one in each)]
    small.sort(key=lambda each: sum(one.members for one in each))
    others = [each for each in by_supplier.values() if each not in small]
    keys = list(_keys(SENT_OUT))
    yield from zip(small, keys, strict=False)
    left = [*others, *small[len(keys) :]]
    keys = list(_keys(BUSY))
    yield from zip(left, keys, strict=False)
    for place, systems in enumerate(left[len(keys) :]):
        if place % LEFT_UNPLANNED:
            yield systems, ""


def _keys(routes: Iterable[Route]) -> Iterator[str]:
    """Yield each route's key as often as audits go it, the routes in turn, so that a few show all of them."""
    most = max(route.count for route in routes)
    for turn in range(most):
        yield from (route.key for route in routes if turn < route.count)


def _plan(wanted: list[Plan]) -> list[Case]:
    """Plan all audits, those of one quarter and case worker in one act, and return those that go a way."""
    today = working_day(0)
    bunches: dict[tuple[Quarter, int], list[Plan]] = defaultdict(list)
    for place, (systems, key) in enumerate(wanted):
        bunches[_quarter_of(key, place, today), place % len(WORKERS)].append((systems, key))
    cases: list[Case] = []
    numbers: dict[str, int] = defaultdict(int)
    with transaction.atomic():
        for ((year, quarter), worker), bunch in sorted(bunches.items(), key=lambda each: each[0]):
            by = staff(WORKERS[worker])
            for planned, key in _planned(bunch, year, quarter, by):
                if key:
                    cases.append(Case(planned.pk, planned.supplier_id, by, key, numbers[key]))
                    numbers[key] += 1
    return cases


def _planned(bunch: list[Plan], year: int, quarter: int, worker: Actor) -> Iterator[tuple[Audit, str]]:
    """Plan a bunch; where a supplier has several audits in it, those are planned apart."""
    colleague = Worker.of(Colleague.objects.get(person_id=worker.id, site="secretariat"))
    while bunch:
        taken = {systems[0].supplier_id: (systems, key) for systems, key in bunch}
        bunch = [each for each in bunch if each not in taken.values()]
        together = [system for systems, _ in taken.values() for system in systems]
        made = plan(by=worker, systems=together, year=year, quarter=quarter, worker=colleague)
        yield from ((audit, taken[audit.supplier_id][1]) for audit in made)


def _quarter_of(key: str, place: int, planned_on: date) -> Quarter:
    """Return the quarter in which the audit began, or one of the two after it for what is only planned."""
    if key:
        began = max(ago for ago, _ in ROUTE_OF[key].steps)
        day = working_day(began - PLANNED_ON)
        return day.year, (day.month - 1) // 3 + 1
    later = (planned_on.month - 1) // 3 + 1 + place % 3
    return planned_on.year + later // 4, later % 4 + 1


def _work(ago: int, cases: list[Case]) -> None:
    """Do everything that is done on one day: in the order of each way, case by case."""
    todo: dict[int, list[tuple[Case, Act | None]]] = defaultdict(list)
    for case in cases:
        acts = [act for day, act in ROUTE_OF[case.route].steps if day == ago]
        for place, act in enumerate(acts):
            todo[place].append((case, act))
    with acting_as(Caller.secretariat()):
        suppliers = supplier_actors()
    for place in sorted(todo):
        publishing = [case for case, act in todo[place] if act is PUBLISH]
        if publishing:
            with acting_as(Caller.secretariat()):
                office.publish(publishing)
        ours = [(case, act) for case, act in todo[place] if act and not _is_suppliers(act)]
        with acting_as(Caller.secretariat()), transaction.atomic():
            for case, act in ours:
                act(case, case.worker)
        for case, act in todo[place]:
            if act and _is_suppliers(act):
                with acting_as(Caller.supplier(case.supplier_id)), transaction.atomic():
                    act(case, suppliers[case.supplier_id])


def _is_suppliers(act: Act) -> bool:
    return act.__module__ == supplier_acts.__name__
