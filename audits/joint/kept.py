"""What is kept and may be used: a supplier's own documents, and those of its sub-processors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from audits.joint.models import Audit, Evidence, Reliance, Statement, StatementVersion
from audits.joint.states import ANSWERABLE, EvidenceState

ASKED_BEFORE = timedelta(days=60)


@dataclass(frozen=True)
class Offer:
    """A kept document that an audit may use: its newest edition, and the older one that is used there."""

    version: StatementVersion
    used: StatementVersion | None

    @property
    def is_newer(self) -> bool:
        """Return whether the audit uses an older edition."""
        return self.used is not None


def own_statements() -> list[Statement]:
    """Return the documents in use that the caller sees, with their editions. Act as a supplier."""
    return list(Statement.objects.filter(retired_at=None).prefetch_related("versions__file"))


def offered(audit: Audit) -> list[Offer]:
    """Return the supplier's documents whose newest edition the audit does not use yet. Act as it."""
    return _offers(audit, own_statements())


def offered_from_chain(audit: Audit) -> list[Offer]:
    """Return the sub-processors' statements that the audit rests on and does not use yet."""
    rests = Reliance.objects.filter(supplier=audit.supplier_id)
    statements = Statement.objects.filter(pk__in=rests.values("statement"), retired_at=None)
    return _offers(audit, statements.prefetch_related("versions__file"))


def _offers(audit: Audit, statements: Iterable[Statement]) -> list[Offer]:
    used = {
        each.version.statement_id: each.version
        for each in audit.evidence.exclude(state=EvidenceState.REPLACED)
        .filter(version__isnull=False)
        .select_related("version")
        if each.version
    }
    offers = []
    for statement in statements:
        latest, before = statement.latest, used.get(statement.id)
        if latest and latest.file.may_be_handed_out and (before is None or before.id != latest.id):
            offers.append(Offer(latest, before))
    return offers


def open_audits(version: StatementVersion) -> list[tuple[Audit, Evidence | None]]:
    """Return the open audits of who keeps it that do not use the edition, with what they use instead."""
    audits = Audit.objects.filter(supplier=version.supplier_id, state__in=ANSWERABLE)
    found = []
    for audit in audits.order_by("deadline"):
        used = audit.evidence.exclude(state=EvidenceState.REPLACED).select_related("version")
        of_it = [each for each in used if each.version and each.version.statement_id == version.statement_id]
        if not any(each.version_id == version.id for each in of_it):
            found.append((audit, of_it[0] if of_it else None))
    return found


def wanted(until: date | None = None) -> list[StatementVersion]:
    """Return the newest editions whose successors are due soon, the most urgent first; all that are seen."""
    until = until or timezone.localdate() + ASKED_BEFORE
    newer = StatementVersion.objects.filter(statement=OuterRef("statement"), number__gt=OuterRef("number"))
    rows = StatementVersion.objects.filter(
        ~Exists(newer), next_wanted_on__lte=until, statement__retired_at=None
    )
    return list(rows.select_related("statement").order_by("next_wanted_on"))
