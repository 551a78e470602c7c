"""Where a notice stands with each municipality, as the secretariat sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from agreements.joint.notices.models import NoticedAgreement, NoticeReceipt, SubProcessorNotice
from agreements.municipal.notices.states import OPEN, TONES, NoticeState, label_of
from tenants.mandates import held_for
from tenants.models import HeldMandate, MandateCover, Standing
from workflows.calendar import working_days_between

S = NoticeState


@dataclass(frozen=True)
class Row:
    """One agreement with its municipality's answer."""

    line: NoticedAgreement
    state: str
    tone: str
    label: str
    since: Any
    reason: str
    mandate: HeldMandate | None
    workdays: int | None

    @property
    def silent(self) -> bool:
        """Return whether the municipality has not answered."""
        return self.state == S.RUNNING


def rows_of(notice: SubProcessorNotice) -> list[Row]:
    """Return a row for each agreement, those that are silent first, the shortest time first."""
    lines = list(notice.lines.all())
    stands = {
        each.subject_id: each
        for each in Standing.objects.filter(kind="subprocessor_notice", joint_id=notice.id)
    }
    today = timezone.localdate()
    held = held_for(
        MandateCover.ANSWER_NOTICES,
        on=today,
        agreements=[(each.municipality_id, each.agreement_id) for each in lines],
    )
    reasons = _last_words(notice)
    rows = [_row(each, stands.get(each.id), held.get(each.agreement_id), reasons) for each in lines]
    return sorted(rows, key=lambda row: (not row.silent, row.line.due is None, row.line.due or today))


def _row(
    line: NoticedAgreement, stands: Standing | None, held: HeldMandate | None, reasons: dict[UUID, str]
) -> Row:
    state = stands.state if stands else S.RUNNING
    today = timezone.localdate()
    running = state == S.RUNNING
    late = running and line.due is not None and line.due < today
    return Row(
        line=line,
        state=state,
        tone="error" if late else TONES[S(state)],
        label=label_of(state, line.authorisation),
        since=stands.since if stands else None,
        reason=reasons.get(line.id, ""),
        mandate=held,
        workdays=working_days_between(today, line.due) if running and line.due else None,
    )


def _last_words(notice: SubProcessorNotice) -> dict[UUID, str]:
    receipts = NoticeReceipt.objects.filter(notice=notice).exclude(text="").order_by("at")
    return dict(receipts.values_list("line_id", "text"))


def counted(rows: list[Row]) -> list[dict[str, Any]]:
    """Return how many stand where, as numbers above the page."""
    found = [(state, sum(row.state == state for row in rows)) for state in (*OPEN, S.NOT_USED, S.IN_EFFECT)]
    return [
        {"label": str(S(state).label).capitalize(), "value": count, "url": "#svar"} for state, count in found
    ]
