"""All that a package tells, gathered from the rooms: processors, systems, agreements, supervision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from agreements.municipal.documentation import AgreementTold, agreements_told
from agreements.municipal.incidents.access import incidents
from agreements.municipal.incidents.models import Incident
from audits.municipal.documentation import ReportTold, reports_told
from audits.municipal.models import ReceivedSystem
from audits.municipal.own.models import OwnAudit
from audits.municipal.own.reading import cancelled, finished, open_ones
from audits.municipal.plan.models import Plan
from audits.municipal.plan.reading import adopted_plans
from register.documentation import ListedSystem, listed_systems
from register.portfolio.spelling import name_key, supplier_key
from secretariat.package.scope import Scope, processor_key, system_key
from workflows.danish import sort_key

UNNAMED = "Leverandør ikke oplyst"


@dataclass(frozen=True)
class Result:
    """What a report says of one system, and what the municipality decided."""

    told: ReportTold
    system: ReceivedSystem


@dataclass
class SystemMatter:
    """One system: as the list has it, its agreements, and the supervision of it."""

    key: str
    name: str
    listed: ListedSystem | None = None
    agreements: list[AgreementTold] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    own: list[OwnAudit] = field(default_factory=list)
    own_open: OwnAudit | None = None
    cancelled: list[OwnAudit] = field(default_factory=list)

    @property
    def is_told(self) -> bool:
        """Return whether it belongs in the package: it counts today, or the record speaks of it."""
        record = self.agreements or self.results or self.own or self.cancelled
        return bool(record or (self.listed and self.listed.counts))

    @property
    def binding(self) -> list[AgreementTold]:
        """Return the agreements on it that bind both parties today."""
        return [each for each in self.agreements if each.binds]


@dataclass
class Processor:
    """A processor with its systems, and the agreements that name none of them."""

    key: str
    name: str
    number: str = ""
    systems: dict[str, SystemMatter] = field(default_factory=dict)
    agreements: list[AgreementTold] = field(default_factory=list)

    @property
    def shown_systems(self) -> list[SystemMatter]:
        """Return the systems that belong in the package, by name."""
        told = [each for each in self.systems.values() if each.is_told]
        return sorted(told, key=lambda each: sort_key(each.name))

    @property
    def all_agreements(self) -> list[AgreementTold]:
        """Return its agreements, each once, in their order."""
        found = {each.agreement.pk: each for each in self.agreements}
        for system in self.shown_systems:
            found |= {each.agreement.pk: each for each in system.agreements}
        return list(found.values())


@dataclass
class Material:
    """What the package is about, in the order it is told."""

    scope: Scope
    processors: list[Processor]
    unknown: list[ListedSystem]
    plans: list[Plan] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)

    @cached_property
    def systems(self) -> list[SystemMatter]:
        """Return all systems of all processors."""
        return [system for each in self.processors for system in each.shown_systems]

    def agreements(self) -> Iterator[tuple[Processor, AgreementTold]]:
        """Yield every agreement once, with whose it is."""
        seen: set[UUID] = set()
        for processor in self.processors:
            for each in processor.all_agreements:
                if each.agreement.pk not in seen:
                    seen.add(each.agreement.pk)
                    yield processor, each

    def reports(self) -> list[ReportTold]:
        """Return the reports that the systems stand in, each once, oldest first."""
        found = {each.told.report.pk: each.told for system in self.systems for each in system.results}
        return sorted(found.values(), key=lambda each: each.report.published_at)

    def systems_in(self, told: ReportTold) -> list[ReceivedSystem]:
        """Return those of a report's systems that the package is about."""
        return [each for each in told.systems if each.pk in self._received]

    def own(self) -> list[OwnAudit]:
        """Return the municipality's own supervisions that were finished in the period, by system."""
        return [each for system in self.systems for each in system.own]

    def cancelled(self) -> list[OwnAudit]:
        """Return the municipality's own supervisions that were called off in the period, by system."""
        return [each for system in self.systems for each in system.cancelled]

    @cached_property
    def _received(self) -> set[UUID]:
        return {each.system.pk for system in self.systems for each in system.results}


class _Book:
    """Processors and systems by their keys, while the rooms' facts are put together."""

    def __init__(self) -> None:
        self.processors: dict[str, Processor] = {}
        self.systems: dict[str, SystemMatter] = {}
        self.names: dict[str, str] = {}

    def processor(self, supplier_id: UUID | None, name: str, number: str) -> Processor:
        key = processor_key(supplier_id, name or UNNAMED)
        # An own agreement names its supplier in words: it is the one of that name on the list.
        if supplier_id is None:
            key = self.names.get(supplier_key(name or UNNAMED), key)
        found = self.processors.setdefault(key, Processor(key, name or UNNAMED))
        found.number = found.number or number
        self.names.setdefault(supplier_key(found.name), found.key)
        return found

    def system(self, processor: Processor, system_id: UUID | str | None, name: str) -> SystemMatter:
        key = system_key(system_id, name, processor.key)
        if key in self.systems:
            return self.systems[key]
        if not system_id:
            for each in processor.systems.values():
                if name_key(each.name) == name_key(name):
                    return each
        self.systems[key] = processor.systems[key] = SystemMatter(key, name)
        return self.systems[key]


def gather(scope: Scope) -> Material:
    """Return what the municipality that is acting has on what the scope names."""
    listed, reports = listed_systems(), reports_told(scope.since, scope.until)
    book = _Book()
    for each in listed:
        processor = book.processor(each.supplier_id, each.supplier_name, each.supplier_number)
        book.system(processor, each.system_id, each.name).listed = each
    _add_agreements(book, agreements_told())
    _add_reports(book, reports)
    _add_own(book, scope)
    chosen = list(_chosen(book.processors.values(), scope))
    unknown = [
        each
        for each in listed
        if each.is_active
        and each.has_processor
        and each.personal_data is None
        and not book.systems[str(each.system_id)].is_told
        and scope.has(processor_key(each.supplier_id, each.supplier_name or UNNAMED), str(each.system_id))
    ]
    plans = adopted_plans(scope.since, scope.until)
    return Material(scope, chosen, unknown, plans, _incidents(scope, chosen))


def _incidents(scope: Scope, chosen: list[Processor]) -> list[Incident]:
    """The incidents that came in the period; where processors are named, those at one of them."""
    came = incidents().filter(received_at__date__gte=scope.since, received_at__date__lte=scope.until)
    keys = {each.key for each in chosen}
    return [each for each in came.order_by("received_at") if scope.is_all or str(each.supplier_id) in keys]


def choices(scope: Scope) -> list[Processor]:
    """Return every processor that a package may be about, with its systems."""
    return gather(Scope(scope.since, scope.until)).processors


def _add_agreements(book: _Book, told: Iterable[AgreementTold]) -> None:
    for each in told:
        found = each.agreement
        processor = book.processor(found.supplier_id, found.supplier_name, found.supplier_cvr)
        for one in found.systems:
            book.system(processor, one.get("id") or None, one.get("name", "")).agreements.append(each)
        if not found.systems:
            processor.agreements.append(each)


def _add_reports(book: _Book, reports: Iterable[ReportTold]) -> None:
    for told in reports:
        report = told.report
        processor = book.processor(report.supplier_id, report.supplier_name, report.supplier_number)
        for system in told.systems:
            book.system(processor, system.system_id, system.name).results.append(Result(told, system))


def _add_own(book: _Book, scope: Scope) -> None:
    for each in finished(scope.since, scope.until):
        _system_of(book, each).own.append(each)
    for each in cancelled(scope.since, scope.until):
        _system_of(book, each).cancelled.append(each)
    for each in open_ones():
        if found := book.systems.get(str(each.system_id)):
            found.own_open = each


def _system_of(book: _Book, own: OwnAudit) -> SystemMatter:
    processor = book.processor(own.supplier_id, own.supplier_name, "")
    return book.system(processor, own.system_id, own.system_name)


def _chosen(processors: Iterable[Processor], scope: Scope) -> Iterator[Processor]:
    for each in sorted(processors, key=lambda one: sort_key(one.name)):
        whole = scope.is_all or each.key in scope.processors
        each.systems = {key: one for key, one in each.systems.items() if scope.has(each.key, key)}
        if not whole:
            each.agreements = []
        if each.shown_systems or each.agreements:
            yield each
