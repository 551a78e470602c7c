"""The municipality's pages of its agreements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.municipal.access import get_agreement, get_copy
from agreements.municipal.atservice import at_service
from agreements.municipal.ending_page import ending_of
from agreements.municipal.history import story_of
from agreements.municipal.listing.query import NEEDS_US
from agreements.municipal.mandates.access import contacts_of
from agreements.municipal.models import Agreement, SignatureCheck, SignedCopy
from agreements.municipal.shown import shown
from agreements.municipal.states import AgreementState
from agreements.municipal.stepping import STEP_PAGES, form_of
from documents.checks.refusal import RefusedFileError
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor
from workflows.engine import MoveError, available
from workflows.story import newest

S = AgreementState
WAY = (S.FOR_DECISION, S.WANTED, S.TO_SIGN, S.SIGNED_BY_ONE, S.SIGNED, S.IN_FORCE)
TO_BE_SIGNED = (S.WANTED, S.TO_SIGN)
FORWARD = ("want", "send_to_signing", "sign_first", "sign_second", "take_effect", "reconsider")
ASIDE = ("decline", "cover_by_own", "give_notice", "note_notice", "take_back_notice", "note_evidence")


@requires(P.OWN_VIEW)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show one agreement: what it covers, its documents, what can be done, and its history."""
    found = get_agreement(agreement_id)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        **shown(found),
        **_added(found, actor),
        "way": _way(found),
        "holder": _holder(found),
        "steps": _steps(found, actor),
        "questions": found.questions.all(),
        "copies": found.copies.select_related("file"),
        "documents": _documents(found),
        "service": at_service(found),
        "no_pdf": _lacks_pdf(found),
        "facts": _facts(found),
        "versions": found.appendices_b.select_related("notice"),
        "ending": ending_of(found),
        "events": newest(story_of(found)),
    }
    return render(request, "agreements/municipality/agreement.html", context)


def _added(found: Agreement, actor: Actor) -> dict[str, Any]:
    """Return what the municipality has added itself, and what the actor may add."""
    return {
        "contacts": contacts_of(found.id),
        "mandates": found.mandates.filter(revoked_at=None),
        "own_files": found.own_files.filter(removed_at=None).select_related("file"),
        "remarks": found.remarks.all(),
        "may_choose": actor.may(P.OWN_AGREEMENTS_CHOOSE),
        "may_remark": actor.may(P.OWN_AGREEMENTS_CHOOSE) or actor.may(P.OWN_REMARK),
        "may_decide": actor.may(P.OWN_DECIDE),
    }


def _way(found: Agreement) -> list[dict[str, str]]:
    state = S.FOR_DECISION if found.state == S.QUESTION else S(found.state)
    if state not in WAY or found.is_own:
        return []
    here = WAY.index(state)
    kinds = ["done" if place < here else "current" if place == here else "ahead" for place in range(len(WAY))]
    return [{"label": each.label.capitalize(), "state": kind} for each, kind in zip(WAY, kinds, strict=True)]


def _holder(found: Agreement) -> str:
    if found.state == S.QUESTION:
        return "sekretariatet"
    if found.state == S.SIGNED_BY_ONE and found.municipality_signed_on:
        return found.supplier_name
    if found.state == S.TO_SIGN:
        return f"{found.signatory_name} og {found.supplier_name}"
    if found.state == S.AWAITING_DELETION:
        return "jer" if found.evidence.filter(outcome="").exists() else found.supplier_name
    return "jer" if found.state in NEEDS_US else ""


def _steps(found: Agreement, actor: Actor) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label,
            "explanation": each.explanation,
            "reason": each.reason,
            "url": reverse("agreements:step", args=[found.id, each.name]),
            "aside": each.name in ASIDE,
        }
        for each in sorted(available(found, by=actor), key=lambda step: step.name not in FORWARD)
    ]


def _facts(found: Agreement) -> list[tuple[str, str]]:
    """Return what is known of the agreement; what has not happened yet is left out."""
    dates = {
        "Modtaget": found.received_at,
        "Svar ønskes senest": found.answer_by,
        "Kommunen underskrev": found.municipality_signed_on,
        "Leverandøren underskrev": found.supplier_signed_on,
        "Aftaledato": found.agreed_on,
        "Gælder fra": found.in_force_from,
        "Gælder til": found.valid_until,
        "Sidste dag for opsigelse": found.notice_by,
    }
    facts = {
        "Leverandør": found.supplier_name,
        "CVR- eller registreringsnummer": found.supplier_cvr,
        "Leverandørens postkasse": found.supplier_mailbox,
        "Systemer": ", ".join(found.system_names),
        "Frist ved brud på sikkerheden": f"{found.breach_hours} timer" if found.breach_hours else "",
        "Varsel om ny underdatabehandler": f"{found.notice_days} dage" if found.notice_days else "",
        "Underskriver": found.signatory_name,
        **{label: da_date(day) for label, day in dates.items()},
        "Opsigelsesvarsel": "" if found.notice_months else found.termination_notice,
        "Skabelon": found.get_generation_display(),
        "Journalnummer": found.journal_number,
        "KLE-nummer": found.kle,
    }
    return [(label, text) for label, text in facts.items() if text]


def _documents(found: Agreement) -> list[dict[str, Any]]:
    files = [("word", found.word, "Word"), ("pdf", found.pdf, "PDF til underskrift")]
    return [
        {
            "name": each.name,
            "size": each.size,
            "note": note,
            "url": reverse("agreements:document", args=[found.id, which]),
        }
        for which, each, note in files
        if each
    ]


def _to_sign(found: Agreement) -> list[dict[str, Any]]:
    """Return the supplier's signed copy, which the municipality signs where the supplier was first."""
    copies = found.copies.filter(party=SignedCopy.Party.SUPPLIER).select_related("file")
    return [
        {
            "name": each.file.name,
            "size": each.file.size,
            "note": "underskrevet af leverandøren",
            "url": reverse("agreements:signed_copy", args=[found.id, each.id]),
        }
        for each in copies
    ]


def _lacks_pdf(found: Agreement) -> bool:
    """Return whether the municipality must make the PDF to sign itself."""
    return found.state in TO_BE_SIGNED and found.word is not None and found.pdf is None


@requires(P.OWN_AGREEMENTS_CHOOSE, P.OWN_ASK, P.OWN_SIGN, P.OWN_DECIDE)
def step(request: HttpRequest, agreement_id: UUID, name: str) -> HttpResponse:
    """Take one step with an agreement, with what its form asks for."""
    found, page = get_agreement(agreement_id), STEP_PAGES.get(name)
    if page is None:
        raise Http404
    actor: Actor = request.actor  # type: ignore[attr-defined]
    possible = next((each for each in available(found, by=actor) if each.name == name), None)
    if possible is None and request.method != "POST":
        messages.info(request, "Det kan ikke gøres nu. Her ser du, hvor aftalen står.")
        return redirect("agreements:agreement", found.id)
    data = [request.POST, request.FILES] if request.method == "POST" else []
    municipality_id = request.municipality.id  # type: ignore[attr-defined]
    form = form_of(page, found, *data, municipality_id=municipality_id)
    if data and form.is_valid():
        url = request.build_absolute_uri(reverse("agreements:agreement", args=[found.id]))
        try:
            made = page.take(found, form, url, actor)
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, (found.is_own and page.done_own) or page.done)
            if isinstance(made, SignatureCheck):
                return redirect("agreements:check", found.id, made.id)
            return redirect("agreements:agreement", found.id)
    context = {
        "agreement": found,
        "form": form,
        "page": page,
        "step": possible,
        "tells_nobody": found.is_own and bool(page.done_own),
        "documents": _to_sign(found) or _documents(found),
        "by_supplier": found.state == S.SIGNED_BY_ONE,
        "no_pdf": _lacks_pdf(found),
    }
    return render(request, "agreements/municipality/step.html", context)


@requires(P.OWN_VIEW)
def document(request: HttpRequest, agreement_id: UUID, which: str) -> HttpResponseBase:
    """Give the agreement as `word` or `pdf`."""
    found = get_agreement(agreement_id)
    stored = {"word": found.word, "pdf": found.pdf}.get(which)
    if stored is None:
        raise Http404
    return hand_out(request, stored, about=found)


@requires(P.OWN_VIEW)
def signed_copy(request: HttpRequest, agreement_id: UUID, copy_id: UUID) -> HttpResponseBase:
    """Give a signed copy."""
    found = get_agreement(agreement_id)
    return hand_out(request, get_copy(found, copy_id).file, about=found)
