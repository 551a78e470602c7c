"""What of the matrix is asked for: which members, agreements and cells, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.joint.matrix.cells import MISSING, OPEN_STATES, Blocker, Cell
from agreements.joint.models import CommonText, IssuedAgreement, Sending, SupplierCopy
from agreements.municipal.states import AgreementState, SigningOrder
from tenants.models import Standing
from workflows.searching import search

ANY = "any"
ONLY_MISSING = "missing"
BY_MISSING, BY_AGE, BY_NAME = "", "alder", "navn"


@dataclass(frozen=True)
class Choice:
    """A cut of the matrix (udsnit). `state` is a state's code or ONLY_MISSING, `blocker` a code or ANY."""

    member: str = ""
    about: str = ""
    state: str = ""
    blocker: str = ""
    template_id: UUID | None = None
    older_than: int = 0
    order: str = BY_MISSING

    @property
    def narrows_cells(self) -> bool:
        """Return whether some cells are left out, and with them rows and columns that have no other."""
        return bool(self.state or self.blocker or self.older_than)

    @property
    def narrows_texts(self) -> bool:
        """Return whether some agreements are left out."""
        return bool(self.about or self.template_id)

    def texts(self) -> QuerySet[CommonText]:
        """Return the texts that have been sent, as far as they are asked for, newest first."""
        texts = CommonText.objects.filter(Exists(Sending.objects.filter(common_text=OuterRef("pk"))))
        if self.about:
            texts = search(texts, self.about, "supplier__name", "title", "number")
        if self.template_id:
            texts = texts.filter(template_id=self.template_id)
        return texts.order_by("-number")

    def standings(self, now: datetime) -> QuerySet[Standing]:
        """Return what the municipalities have told of their agreements, as far as it is asked for."""
        rows = Standing.objects.filter(kind="agreement")
        if self.state:
            rows = rows.filter(state__in=OPEN_STATES if self.state == ONLY_MISSING else [self.state])
        if self.blocker:
            rows = rows.filter(_blocked_by(self.blocker))
        if self.older_than:
            rows = rows.filter(since__lte=now - timedelta(days=self.older_than))
        return rows

    def takes(self, cell: Cell) -> bool:
        """Return whether a cell is asked for; the same rule as `standings` says to the database."""
        if self.state and not (
            cell.state in MISSING if self.state == ONLY_MISSING else cell.state == self.state
        ):
            return False
        if self.blocker and not (cell.blocker if self.blocker == ANY else cell.blocker == self.blocker):
            return False
        return cell.days >= self.older_than


def supplier_signs_first(agreement_ids: Iterable[UUID] | OuterRef) -> QuerySet[IssuedAgreement]:
    """Return those of the agreements that the municipality may not sign before the supplier has."""
    rows = IssuedAgreement.objects.filter(sending__signing_order=SigningOrder.SUPPLIER_FIRST)
    if isinstance(agreement_ids, OuterRef):
        return rows.filter(pk=agreement_ids)
    return rows.filter(pk__in=list(agreement_ids))


def _blocked_by(blocker: str) -> Q:
    signed = Exists(SupplierCopy.objects.filter(agreement_id=OuterRef("subject_id")))
    first = Exists(supplier_signs_first(OuterRef("subject_id")))
    known = {
        Blocker.QUESTION: Q(state=AgreementState.QUESTION),
        Blocker.SIGNATORY: Q(state=AgreementState.WANTED),
        Blocker.SUPPLIER: (Q(state=AgreementState.SIGNED_BY_ONE) & ~Q(signed))
        | (Q(state=AgreementState.TO_SIGN) & Q(first)),
        Blocker.DELETION: Q(state=AgreementState.AWAITING_DELETION),
    }
    if blocker == ANY:
        return reduce(or_, known.values())
    return known.get(Blocker(blocker), Q(pk__in=[]))
