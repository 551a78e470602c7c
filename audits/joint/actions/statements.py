"""»Vores dokumentation«: kept once by the supplier, used in any of its audits by a click."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import P
from audits.joint.actions.answering import add_kept_file, open_case
from audits.joint.actions.reviewing import must_conduct
from audits.joint.models import Answer, Audit, Evidence, Reliance, Statement, StatementVersion
from audits.joint.models.statements import next_wanted
from audits.joint.states import ANSWERABLE, AuditState, EvidenceState, Sharing
from documents.actions import keep_upload
from documents.uploadhandlers import ReceivedFile
from register.models import Supplier
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record

# While the report is not out a statement that others keep may be taken into the case.
_CHAIN_OPEN = (*ANSWERABLE, AuditState.REVIEW)


@dataclass(frozen=True)
class Edition:
    """What is said of one edition of a document."""

    kind: str
    title: str
    issuer: str = ""
    report_type: str = ""
    assurance: str = ""
    period_from: date | None = None
    period_to: date | None = None
    expires_on: date | None = None
    wish: str = Sharing.CLOSED
    wish_reason: str = ""
    confidential: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def keep_statement(
    *,
    by: Actor,
    supplier_id: UUID,
    received: ReceivedFile,
    edition: Edition,
    statement: Statement | None = None,
) -> StatementVersion:
    """Check, scan and keep a document, or a newer edition of `statement`.

    The supplier keeps its own; the secretariat registers a sub-processor's. Raises RefusedFileError for a
    file that may not come in. One that the scanner stops is kept in quarantine and cannot be used.
    """
    if not by.may(P.SUPPLIER_ANSWER) and not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError(_("Du har ikke adgang til at lægge dokumentation op."))
    statement = _series(by, supplier_id, edition, statement)
    stored = keep_upload(
        received, by=by, title=statement.title, supplier_id=supplier_id, case_id=statement.id
    )
    last = statement.latest
    version = StatementVersion(
        statement=statement,
        supplier_id=supplier_id,
        number=last.number + 1 if last else 1,
        file=stored,
        report_type=edition.report_type,
        assurance=edition.assurance,
        period_from=edition.period_from,
        period_to=edition.period_to,
        expires_on=edition.expires_on,
        next_wanted_on=next_wanted(edition.period_to, edition.expires_on),
        wish=edition.wish,
        wish_reason=edition.wish_reason,
        confidential=edition.confidential,
        by_name=by.signature,
    )
    version.save(force_insert=True)
    record(statement, "keep", by=by, data={"version": version.number, "sha256": stored.sha256})
    return version


def _series(by: Actor, supplier_id: UUID, edition: Edition, statement: Statement | None) -> Statement:
    """Return the series locked, so that two who bring a new edition at once get each their number."""
    if statement is None:
        made = Statement(
            supplier_id=supplier_id,
            kind=edition.kind,
            title=edition.title,
            issuer=edition.issuer,
            by_name=by.signature,
        )
        made.save(force_insert=True)
        return made
    locked = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk, supplier_id=supplier_id)
    if locked.retired_at:
        raise OutdatedError(_("Dokumentet er taget ud af brug."))
    locked.title, locked.issuer = edition.title, edition.issuer
    locked.save(update_fields=["title", "issuer"])
    return locked


@transaction.atomic
def retire(*, by: Actor, statement: Statement) -> Statement:
    """Say that a document is not used any more; what rests on it stands, and no newer one is asked for."""
    if not by.may(P.SUPPLIER_ANSWER) and not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError(_("Du har ikke adgang til dokumentationen."))
    locked = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if locked.retired_at:
        raise OutdatedError(_("Dokumentet er allerede taget ud af brug."))
    locked.retired_at = timezone.now()
    locked.save(update_fields=["retired_at"])
    record(locked, "retire", by=by)
    return locked


@transaction.atomic
def use_statement(
    *,
    by: Actor,
    audit: Audit,
    version: StatementVersion,
    covers: list[UUID] | None = None,
    answer: Answer | None = None,
) -> Evidence:
    """Use a kept edition as documentation in an audit; an older one of the same document gives way to it.

    Without `covers` it covers all the audit's systems. Raises NotPossibleError where it is used already or
    still in quarantine, OutdatedError after handing in.
    """
    audit = open_case(by, audit.pk)
    _refuse_unusable(audit, version)
    older = (
        audit.evidence.filter(version__statement=version.statement_id)
        .exclude(state=EvidenceState.REPLACED)
        .first()
    )
    return add_kept_file(by=by, evidence=_as_evidence(by, audit, version, covers, answer), replaces=older)


def _refuse_unusable(audit: Audit, version: StatementVersion) -> None:
    if not version.file.may_be_handed_out:
        raise NotPossibleError(_("Filen er ikke kontrolleret færdig, eller den er i karantæne."))
    if audit.evidence.filter(file=version.file_id).exclude(state=EvidenceState.REPLACED).exists():
        raise NotPossibleError(_("Dokumentet er allerede brugt i tilsynet."))


def _as_evidence(
    by: Actor, audit: Audit, version: StatementVersion, covers: list[UUID] | None, answer: Answer | None
) -> Evidence:
    own = list(audit.systems.values_list("id", flat=True))
    chosen = own if covers is None else covers
    if not chosen or not set(chosen) <= set(own):
        raise NotPossibleError(_("Vælg, hvilke af tilsynets systemer dokumentationen dækker."))
    return Evidence(
        audit=audit,
        supplier_id=audit.supplier_id,
        version=version,
        answer=answer,
        file=version.file,
        kind=version.statement.kind,
        title=version.statement.title,
        period_from=version.period_from,
        period_to=version.period_to or version.expires_on,
        covers=chosen,
        wish=version.wish,
        wish_reason=version.wish_reason,
        confidential=version.confidential,
        by_name=by.signature,
    )


@transaction.atomic
def keep_and_use(
    *,
    by: Actor,
    audit: Audit,
    received: ReceivedFile,
    edition: Edition,
    covers: list[UUID],
    answer: Answer | None = None,
    replaces: Evidence | None = None,
) -> tuple[StatementVersion, Evidence | None]:
    """Keep a document and use it in an audit, both or neither; it takes the place of `replaces`.

    Where that is a kept one itself the document is its newer edition. One that the scanner stops is kept in
    quarantine and not used: None. Raises what the two acts raise.
    """
    former = replaces.version.statement if replaces is not None and replaces.version else None
    version = keep_statement(
        by=by, supplier_id=audit.supplier_id, received=received, edition=edition, statement=former
    )
    if not version.file.may_be_handed_out:
        return version, None
    found = use_statement(by=by, audit=audit, version=version, covers=covers, answer=answer)
    if replaces is not None and former is None:
        move(replaces, "replace", by=by, newer=found)
    return version, found


@transaction.atomic
def rest_on(*, by: Actor, statement: Statement, supplier: Supplier, delivers: str = "") -> Reliance:
    """Note that a supplier rests on a sub-processor's statement: all its audits are offered it."""
    must_conduct(by)
    if supplier.pk == statement.supplier_id:
        raise NotPossibleError("Erklæringen er leverandørens egen.")
    reliance, made = Reliance.objects.get_or_create(
        statement=statement, supplier=supplier, defaults={"delivers": delivers, "by_name": by.signature}
    )
    if not made:
        raise NotPossibleError(f"{supplier.name} hviler allerede på erklæringen.")
    record(statement, "rest_on", by=by, data={"supplier": supplier.name})
    return reliance


@transaction.atomic
def rest_no_more(*, by: Actor, reliance: Reliance) -> None:
    """Note that a supplier does not rest on the statement any longer; what was used stands."""
    must_conduct(by)
    record(reliance.statement, "rest_no_more", by=by, data={"supplier": reliance.supplier.name})
    reliance.delete()


@transaction.atomic
def use_from_chain(*, by: Actor, audit: Audit, version: StatementVersion) -> Evidence:
    """Take a sub-processor's statement into an audit that rests on it.

    The supplier sees that it is there, but neither the file nor what its owner says of it: it is another's,
    and cannot be taken back. Raises NotPossibleError where
    the supplier does not rest on it or it is used already, OutdatedError once the report is written.
    """
    must_conduct(by)
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if audit.state not in _CHAIN_OPEN:
        raise OutdatedError("Der kan ikke tilføjes dokumentation nu.")
    if not Reliance.objects.filter(statement=version.statement_id, supplier=audit.supplier_id).exists():
        raise NotPossibleError("Leverandøren hviler ikke på erklæringen.")
    _refuse_unusable(audit, version)
    evidence = _as_evidence(by, audit, version, None, None)
    evidence.from_chain, evidence.wish_reason, evidence.confidential = True, "", []
    evidence.save(force_insert=True)
    record(evidence, "add", by=by, after=evidence.state, data={"sha256": version.file.sha256})
    return move(evidence, "take_in", by=by)
