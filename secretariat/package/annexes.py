"""The annexes of a package, numbered: the files that may be handed out, and why another is not with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from django.utils import timezone

from agreements.municipal.documentation import AgreementTold
from audits.municipal.documentation import ReportTold
from audits.municipal.models import ReceivedFile
from audits.municipal.own.models import OwnAudit
from documents.abstract import StoredFileBase
from documents.checks.names import clean_name, ending_of
from secretariat.package.material import UNNAMED, Material

FOLDER = "Bilag"
LONGEST_NAME = 100  # of a file in the zip; with its folder it stays within what Windows can unpack
READ_ONLY = "Kan kun læses på kommunens side hos sekretariatet og er derfor ikke vedlagt."
NOT_READY = "Filen er ikke frigivet efter kontrol og er derfor ikke vedlagt."
NO_WORD = "Planen er ikke gemt som Word-dokument."
GONE = "Filen kan ikke findes i arkivet."
CHANGED = "Filen er ikke den, der blev lagt i arkivet: dens SHA-256 er en anden."


@dataclass(frozen=True)
class Annex:
    """One annex: a file of the store, a decision that is written out, or a reason why there is none."""

    number: int
    title: str
    processor: str
    day: date | None
    stored: StoredFileBase | None = None
    decision: ReportTold | OwnAudit | None = None
    why_not: str = ""
    note: str = ""

    @property
    def path(self) -> str:
        """Return its name in the zip: number and title, so that two are never the same."""
        ending = ending_of(self.stored.name) if self.stored else "docx"
        return f"{FOLDER}/{self.number:03d} {_file_name(self.title)}.{ending or 'bin'}"


def annexes(material: Material) -> list[Annex]:
    """Return the annexes in the order of their numbers, processor by processor."""
    found = [*_of_plans(material), *_of_agreements(material), *_of_reports(material), *_of_own(material)]
    return [replace(each, number=number) for number, each in enumerate(found, 1)]


def _of_plans(material: Material) -> Iterator[Annex]:
    for plan in material.plans:
        title = f"Tilsynsplan {plan.year}, udgave {plan.version}, {plan.get_state_display()}"
        day = timezone.localdate(plan.adopted_at) if plan.adopted_at else None
        if plan.word is None:
            yield Annex(0, title, "", day, why_not=NO_WORD)
        else:
            yield _of_file(plan.word, title, "", day)


def _of_own(material: Material) -> Iterator[Annex]:
    for own in material.own():
        name = own.supplier_name or UNNAMED
        about = f"Kommunens eget tilsyn med {own.system_name}"
        day = timezone.localdate(own.decided_at) if own.decided_at else None
        yield Annex(0, f"{name}: {about}", name, day, decision=own)
        yield from _files_of_own(own, about)
    for own in material.cancelled():
        yield from _files_of_own(own, f"Kommunens aflyste tilsyn med {own.system_name}")


def _files_of_own(own: OwnAudit, about: str) -> Iterator[Annex]:
    name = own.supplier_name or UNNAMED
    for kept in own.kept_files:  # type: ignore[attr-defined]
        what = kept.file.title or PurePath(kept.file.name).stem
        yield _of_file(kept.file, f"{name}: {about}, {what}", name, timezone.localdate(kept.added_at))


def _of_agreements(material: Material) -> Iterator[Annex]:
    for processor, told in material.agreements():
        yield from _papers(processor.name, told)


def _papers(processor: str, told: AgreementTold) -> Iterator[Annex]:
    for paper in told.papers:
        yield _of_file(paper.file, f"{processor}: {paper.title}", processor, paper.day)


def _of_reports(material: Material) -> Iterator[Annex]:
    for told in material.reports():
        name = told.report.supplier_name
        for each in told.files:
            yield _of_received(told, each)
        if any(system.is_decided for system in material.systems_in(told)):
            title = f"{name}: Stillingtagen til {told.title}"
            yield Annex(0, title, name, _last_decision(told), decision=told)


def _of_received(told: ReportTold, each: ReceivedFile) -> Annex:
    name = told.report.supplier_name
    what = told.title if each.is_report else each.file.title or PurePath(each.file.name).stem
    annex = _of_file(each.file, f"{name}: {what}", name, told.received_on)
    if each.read_only:
        return replace(annex, stored=None, why_not=READ_ONLY)
    if each.confidential:
        return replace(annex, note=f"Leverandøren har peget på fortrolige oplysninger ({_places(each)}).")
    return annex


def _places(each: ReceivedFile) -> str:
    words = [place if isinstance(place, str) else _place(place) for place in each.confidential]
    return "; ".join(word for word in words if word)[:1000] or "se rapportens side"


def _place(place: object) -> str:
    return (
        ", ".join(str(value) for value in place.values() if value) if isinstance(place, dict) else str(place)
    )


def _of_file(stored: StoredFileBase, title: str, processor: str, day: date | None) -> Annex:
    if not stored.may_be_handed_out:
        return Annex(0, title, processor, day, why_not=NOT_READY)
    return Annex(0, title, processor, day, stored=stored)


def _last_decision(told: ReportTold) -> date | None:
    days = [timezone.localdate(each.decided_at) for each in told.systems if each.decided_at]
    return max(days, default=None)


def _file_name(title: str) -> str:
    """A name without paths, control marks or signs that Windows refuses; never empty, never too long."""
    plain = title.replace("/", "-").replace("\\", "-").replace(":", ",")
    return clean_name(plain)[:LONGEST_NAME].rstrip(" .") or "bilag"


def missing_files(found: Iterable[Annex]) -> list[str]:
    """Return a sentence for each annex whose file cannot be handed out."""
    return [f"Bilag {each.number}, {each.title}: {each.why_not}" for each in found if each.why_not]
