"""The hearing at the secretariat: send the draft, answer the comments."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import hearings
from audits.joint.deadlines import supplier_deadline
from audits.joint.forms.secretariat import HearingForm
from audits.joint.models import Audit, Hearing, HearingComment
from audits.joint.states import WRITABLE, AuditState
from audits.joint.views.common import Refused, case_of, case_page, to_row
from audits.municipal.answers import answers_conflicts, attempt
from workflows.engine import NotPossibleError, available


@requires(P.AUDITS_VIEW)
@answers_conflicts
def hearing(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show the hearings with the supplier's comments, and send the draft."""
    audit = case_of(audit_id)
    form = _form(request.POST or None)
    if request.method == "POST" and request.actor.may(P.AUDITS_CONDUCT) and form.is_valid():
        facts = form.cleaned_data
        if attempt(request, lambda: hearings.send_to_hearing(by=request.actor, audit=audit, **facts), form):
            messages.success(request, "Udkastet er sendt i høring.")
            return redirect("audits:hearing", audit_id=audit.id)
    return _show(request, audit, form)


def _show(
    request: PersonRequest, audit: Audit, form: HearingForm, refused: Refused | None = None
) -> HttpResponse:
    step = next((each for each in available(audit, by=request.actor) if each.name == "send_to_hearing"), None)
    context = {
        "form": form,
        "step": step,
        "hearings": [
            {"hearing": each, "comments": _comments(each), "files": each.files.select_related("file")}
            for each in audit.hearings.select_related("draft", "letter").order_by("-number")
        ],
        "in_review": audit.state == AuditState.REVIEW,
        "findings": audit.findings.select_related("audit_system"),
        "outcomes": HearingComment.Outcome.choices,
        "refused": refused,
        "may_answer": request.actor.may(P.AUDITS_CONDUCT) and audit.state in WRITABLE,
    }
    return case_page(request, audit, "hearing", context)


def _form(sent: QueryDict | None = None) -> HearingForm:
    deadline = supplier_deadline("audit.hearing_working_days", timezone.localdate())
    return HearingForm(sent, initial={"deadline": deadline})


def _comments(hearing: Hearing) -> list[HearingComment]:
    """Return the comments in the draft's order, once the supplier has sent them or its time has passed."""
    if not hearing.is_over:
        return []
    order = {each["key"]: place for place, each in enumerate(hearing.sections)}
    rows = hearing.said.select_related("finding", "file")
    return sorted(rows, key=lambda each: (order.get(each.section, len(order)), each.created_at))


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def answer_comment(request: PersonRequest, audit_id: UUID, comment_id: UUID) -> HttpResponse:
    """Answer one of the supplier's comments; what is lacking is told at the comment, with what was typed."""
    comment = access.comment(audit_id, comment_id)
    given = {
        "outcome": request.POST.get("outcome", ""),
        "answer": request.POST.get("answer", "").strip()[:4000],
    }
    try:
        hearings.answer_comment(by=request.actor, comment=comment, **given)
    except NotPossibleError as error:
        refused = Refused(comment.id, error.reason, given["answer"], given["outcome"])
        return _show(request, case_of(audit_id), _form(), refused)
    messages.success(request, "Svaret er gemt.")
    return to_row("hearing", audit_id, f"bemaerkning-{comment.id}")
