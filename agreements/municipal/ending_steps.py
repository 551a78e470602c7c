"""The pages of the steps that end an agreement: which form each has, and which action takes it."""

from typing import Any

from django import forms
from django.utils import timezone

from agreements.municipal import ending_actions as actions
from agreements.municipal.ending_forms import (
    AcceptEvidenceForm,
    DemandForm,
    EvidenceForm,
    NoticeForm,
    ProlongForm,
    ReturnEvidenceForm,
    TakeBackForm,
)
from agreements.municipal.following import deletion_due
from agreements.municipal.letters import Notice
from agreements.municipal.models import Agreement
from agreements.municipal.states import Party
from agreements.municipal.steppage import StepPage, plainly
from workflows.actors import Actor


def _notice(party: Party) -> Any:
    def take(agreement: Agreement, form: NoticeForm, url: str, by: Actor) -> None:
        given = dict(form.cleaned_data)
        received = given.pop("file")
        actions.give_notice(
            agreement=agreement, notice=Notice(**given), party=party, received=received, by=by
        )

    return take


def _take_back(agreement: Agreement, form: TakeBackForm, url: str, by: Actor) -> None:
    actions.take_back_notice(agreement=agreement, reason=form.cleaned_data["reason"], by=by)


def initial_of(form: type[forms.Form], agreement: Agreement) -> dict[str, Any]:
    """Return what a form of the end begins with: today, the first possible end, the usual deadline."""
    today = timezone.localdate()
    if form is NoticeForm:
        return {"given_on": today, "ends_on": actions.earliest_end(agreement, today)}
    if form is ReturnEvidenceForm:
        return {"due": deletion_due(today)}
    if form is EvidenceForm:
        return {"kind": agreement.at_the_end}
    return {}


ENDING_PAGES = {
    "give_notice": StepPage(
        NoticeForm,
        _notice(Party.MUNICIPALITY),
        "Opsig aftalen",
        "Aftalen er opsagt, og leverandøren får besked.",
        done_own="Det er noteret, at aftalen er opsagt. Send selv opsigelsen til leverandøren.",
        with_upload=True,
        danger=True,
    ),
    "note_notice": StepPage(
        NoticeForm,
        _notice(Party.SUPPLIER),
        "Notér leverandørens opsigelse",
        "Opsigelsen er noteret.",
        with_upload=True,
    ),
    "take_back_notice": StepPage(
        TakeBackForm,
        _take_back,
        "Tag opsigelsen tilbage",
        "Aftalen gælder igen, og leverandøren får besked.",
        done_own="Aftalen gælder igen. Skriv det selv til leverandøren.",
    ),
    "prolong": StepPage(ProlongForm, plainly(actions.prolong), "Forlæng aftalen", "Aftalen gælder igen."),
    "demand_deletion": StepPage(
        DemandForm,
        plainly(actions.demand_deletion),
        "Kræv sletning eller tilbagelevering",
        "Leverandøren er bedt om dokumentation.",
        done_own="Fristen løber. Bed selv leverandøren om dokumentation.",
        danger=True,
    ),
    "note_evidence": StepPage(
        EvidenceForm,
        plainly(actions.note_evidence),
        "Læg dokumentation op",
        "Dokumentationen er gemt. Tag nu stilling til den.",
        with_upload=True,
    ),
    "return_evidence": StepPage(
        ReturnEvidenceForm,
        plainly(actions.return_evidence),
        "Send dokumentationen tilbage",
        "Leverandøren får begrundelsen og den nye frist.",
        done_own="Den nye frist løber. Send selv begrundelsen til leverandøren.",
    ),
    "accept_evidence": StepPage(
        AcceptEvidenceForm,
        plainly(actions.accept_evidence),
        "Godkend dokumentationen",
        "Aftalen er afsluttet, og leverandøren får besked.",
        done_own="Aftalen er afsluttet.",
    ),
}
