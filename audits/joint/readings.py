"""What was read in documents before: for the form's first values, and for what is new in another audit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from audits.joint.appendices import named_in_agreements
from audits.joint.models import (
    Audit,
    Evidence,
    ExceptionFinding,
    Finding,
    Reliance,
    ReviewedException,
    StatementReview,
)
from audits.joint.whattocheck import asked_of
from register.models import Supplier
from register.portfolio.spelling import supplier_key

# What usually is the same the next year. Period, conclusion and exceptions never are taken over.
CARRIED = (
    "report_type",
    "scope",
    "assurance",
    "objectives",
    "left_out",
    "method",
    "subprocessors",
    "controls",
)
_FACTS = (
    *CARRIED,
    *("period_from", "period_to", "expires_on", "conclusion", "conclusion_text", "transfer", "gap_note"),
)


@dataclass(frozen=True)
class Reading:
    """How far the reading of a document is, as one audit sees it."""

    review: StatementReview | None
    former: StatementReview | None
    elsewhere: list[Audit]

    @property
    def is_read_elsewhere(self) -> bool:
        """Return whether only what is this audit's own remains to be looked at."""
        return self.review is not None and self.review.finished_at is not None and bool(self.elsewhere)


def reading_of(evidence: Evidence) -> Reading:
    """Return what has been read in a document, and in the one of the year before."""
    review = StatementReview.objects.filter(file=evidence.file_id).first()
    others = Audit.objects.filter(evidence__file=evidence.file_id, evidence__state="sufficient")
    return Reading(review, _former(evidence), list(others.exclude(pk=evidence.audit_id).distinct()))


def _former(evidence: Evidence) -> StatementReview | None:
    """Return the latest finished review of the same series, else of the same kind from the same supplier."""
    before = Evidence.objects.filter(supplier_id=evidence.supplier_id, kind=evidence.kind).exclude(
        file=evidence.file_id
    )
    candidates = [before]
    if evidence.version is not None:
        candidates.insert(0, before.filter(version__statement=evidence.version.statement_id))
    for rows in candidates:
        done = StatementReview.objects.filter(file__in=rows.values("file"), finished_at__isnull=False)
        if found := done.order_by("-finished_at").first():
            return found
    return None


def first_values(evidence: Evidence, reading: Reading) -> dict[str, Any]:
    """Return what the form begins with: what was saved, else what the supplier says and last year said."""
    review = reading.review
    if review is not None:
        found = {name: getattr(review, name) for name in (*_FACTS, "checks", "note")}
    else:
        found = {name: getattr(reading.former, name) for name in CARRIED} if reading.former else {}
        found |= {key: value for key, value in _as_supplied(evidence).items() if value}
    return {**found, "covers": [str(each) for each in evidence.covers]}


def _as_supplied(evidence: Evidence) -> dict[str, Any]:
    version = evidence.version
    said: dict[str, Any] = {"period_from": evidence.period_from, "period_to": evidence.period_to}
    if "expires_on" in asked_of(evidence.kind).fields:
        said = {"period_from": evidence.period_from, "expires_on": evidence.period_to}
    if version is not None:
        said |= {"report_type": version.report_type, "assurance": version.assurance}
        said |= {"period_to": version.period_to, "expires_on": version.expires_on}
    if evidence.kind == "isae3000" and not said.get("assurance"):
        said["assurance"] = "reasonable"
    if evidence.kind == "isae3000_limited":
        said["assurance"] = "limited"
    return said


def findings_from(evidence: Evidence) -> list[Finding]:
    """Return the findings that the document's exceptions became in this audit."""
    made = ExceptionFinding.objects.filter(
        exception__review__file=evidence.file_id, finding__audit=evidence.audit_id
    )
    return list(Finding.objects.filter(pk__in=made.values("finding")).select_related("audit_system"))


def findings_by_exception(evidence: Evidence) -> dict[Any, list[Finding]]:
    """Return this audit's findings by the exception they came from."""
    found: dict[Any, list[Finding]] = {}
    made = ExceptionFinding.objects.filter(
        exception__review__file=evidence.file_id, finding__audit=evidence.audit_id
    )
    for each in made.select_related("finding"):
        found.setdefault(each.exception_id, []).append(each.finding)
    return found


def exceptions_of(review: StatementReview | None) -> list[ReviewedException]:
    """Return the noted exceptions in order."""
    return list(review.exceptions.all()) if review is not None else []


def gap(period_to: date | None) -> str:
    """Say how long ago the period ended; "" without a period, or while it runs."""
    if period_to is None:
        return ""
    days = (timezone.localdate() - period_to).days
    if days < 0:
        return ""
    months, rest = divmod(days, 30)
    parts = [f"{months} {'måned' if months == 1 else 'måneder'}"] if months else []
    if rest or not months:
        parts.append(f"{rest} {'dag' if rest == 1 else 'dage'}")
    return " og ".join(parts)


def chain_difference(evidence: Evidence, named: list[str]) -> list[str]:
    """Say how the sub-processors that a document names differ from the agreements' and the noted chain's."""
    if not named:
        return []
    supplier_id = evidence.audit.supplier_id
    rests = Reliance.objects.filter(supplier=supplier_id).select_related("statement")
    owners = Supplier.objects.filter(pk__in={each.statement.supplier_id for each in rests})
    return [
        *_difference(named, named_in_agreements(supplier_id), "aftalernes bilag B"),
        *_difference(named, [each.name for each in owners], "den noterede kæde", both=False),
    ]


def _difference(named: list[str], known: list[str], where: str, *, both: bool = True) -> list[str]:
    """Say what is only on one side; of an empty list nothing can be said to be missing from it."""
    said, there = supplier_keys(named), supplier_keys(known)
    extra = [name for key, name in said.items() if key not in there] if there and both else []
    lacking = [name for key, name in there.items() if key not in said]
    words = [f"Nævnt i dokumentet, men ikke i {where}: {', '.join(extra)}."] if extra else []
    if lacking:
        words.append(f"Står i {where}, men ikke nævnt i dokumentet: {', '.join(lacking)}.")
    return words


def supplier_keys(names: list[str]) -> dict[str, str]:
    """Return names by what they are recognised by, however they are spelt."""
    return {supplier_key(name): name for name in names}
