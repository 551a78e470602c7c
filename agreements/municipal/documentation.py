"""A municipality's agreements as its documentation to the authority tells them, with their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from agreements.municipal.keeping.models import KeptFile
from agreements.municipal.models import Agreement, AgreementNotice, AppendixB, SignedCopy
from agreements.municipal.states import AgreementState
from documents.municipal.models import MunicipalFile
from secretariat.pagekit.tags.words import da_date

S = AgreementState
# An agreement that binds both parties today.
BINDING = (S.SIGNED, S.IN_FORCE, S.UNDER_NOTICE)
# One that never came to anything, or stands beside the one that applies.
LEFT_OUT = (S.DECLINED, S.WITHDRAWN)


@dataclass(frozen=True)
class AgreementPaper:
    """A file that belongs to an agreement, with its title and day."""

    file: MunicipalFile
    title: str
    day: date | None


@dataclass(frozen=True)
class AgreementTold:
    """One agreement with the files that prove it; `signed` says whether one of them is the agreement."""

    agreement: Agreement
    papers: tuple[AgreementPaper, ...]
    signed: bool

    @property
    def binds(self) -> bool:
        """Return whether it binds both parties today."""
        return self.agreement.state in BINDING

    @property
    def sentence(self) -> str:
        """Return number, state and days: "Aftale FA-2026-0007, gældende fra 1. marts 2026"."""
        found = self.agreement
        words = [f"Aftale {found.number}", str(S(found.state).label)]
        if found.state in BINDING and (since := found.in_force_from or found.agreed_on):
            words[-1] += f" fra {da_date(since)}"
        if ends := found.ends_on or found.valid_until:
            words.append(f"ophører {da_date(ends)}" if found.ends_on else f"gælder til {da_date(ends)}")
        if found.state == S.OWN and found.applies_instead:
            words.append(f"i stedet gælder: {found.applies_instead}")
        return ", ".join(words)


def agreements_told() -> list[AgreementTold]:
    """Return the agreements that say something, by supplier and number; act as their municipality."""
    copies = SignedCopy.objects.select_related("file")
    kept = KeptFile.objects.filter(removed_at=None).select_related("file")
    versions = AppendixB.objects.filter(file__isnull=False).select_related("file")
    rows = (
        Agreement.objects.exclude(state__in=LEFT_OUT)
        .select_related("notice_file")
        .prefetch_related(
            Prefetch("copies", copies),
            Prefetch("own_files", kept),
            Prefetch("appendices_b", versions),
            "evidence__file",
        )
        .order_by("supplier_name", "number", "version")
    )
    return [_told(each) for each in rows]


def log_subjects(agreement_ids: list[UUID]) -> dict[UUID, str]:
    """Return whose log rows belong to the agreements, each with the words that name it."""
    found = Agreement.objects.filter(pk__in=agreement_ids)
    words = {each.pk: f"aftale {each.number} {each.title}" for each in found}
    lines = AgreementNotice.objects.filter(agreement_id__in=agreement_ids).select_related("agreement")
    return words | {each.pk: f"varsel til aftale {each.agreement.number}" for each in lines}


def _told(found: Agreement) -> AgreementTold:
    copies, kept = list(found.copies.all()), list(found.own_files.all())
    signed = bool(copies) or any(each.kind == KeptFile.Kind.AGREEMENT for each in kept)
    return AgreementTold(found, tuple(_papers(found, copies, kept)), signed)


def _papers(found: Agreement, copies: list[SignedCopy], kept: list[KeptFile]) -> Iterator[AgreementPaper]:
    called = f"Databehandleraftale {found.number}"
    for copy in copies:
        party = SignedCopy.Party(copy.party).label
        yield AgreementPaper(copy.file, f"{called}, underskrevet af {party}", copy.signed_on)
    for own in kept:
        yield AgreementPaper(
            own.file, f"{called}, {_kind(own)}", found.agreed_on or timezone.localtime(own.added_at).date()
        )
    for version in found.appendices_b.all():
        if version.file is None:
            continue
        title = f"{called}, bilag B version {version.number}"
        yield AgreementPaper(version.file, title, version.valid_from)
    if found.notice_file:
        yield AgreementPaper(found.notice_file, f"{called}, opsigelse", found.notice_given_on)
    for proof in found.evidence.all():
        if proof.file:
            yield AgreementPaper(proof.file, f"{called}, dokumentation for sletning", proof.done_on)


def _kind(own: KeptFile) -> str:
    label: str = KeptFile.Kind(own.kind).label
    return "underskrevet eksemplar" if own.kind == KeptFile.Kind.AGREEMENT else label.lower()
