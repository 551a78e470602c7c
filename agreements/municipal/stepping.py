"""The municipality's steps: which form each has, and which action takes it."""

from typing import Any
from uuid import UUID

from django import forms

from accounts.models import Colleague
from agreements.municipal import actions
from agreements.municipal.ending_steps import ENDING_PAGES, initial_of
from agreements.municipal.forms import (
    AskForm,
    DeclineForm,
    EffectForm,
    OwnForm,
    ReconsiderForm,
    SignatoryForm,
    WantForm,
)
from agreements.municipal.forms_signing import UploadForm
from agreements.municipal.mandates.access import Contact, contacts_of
from agreements.municipal.models import Agreement, SignatureCheck
from agreements.municipal.steppage import StepPage, plainly
from workflows.actors import Actor


def _want(agreement: Agreement, form: WantForm, url: str, by: Actor) -> None:
    actions.want(agreement=agreement, signatory=form.chosen(), url=url, by=by)


def _send_to_signing(agreement: Agreement, form: SignatoryForm, url: str, by: Actor) -> None:
    if signatory := form.chosen():
        actions.send_to_signing(agreement=agreement, signatory=signatory, url=url, by=by)


def _upload(agreement: Agreement, form: UploadForm, url: str, by: Actor) -> SignatureCheck:
    return actions.check_copy(agreement=agreement, received=form.cleaned_data["file"], by=by)


def _who(usual: Contact, people: list[Colleague]) -> str | None:
    """Return which of the people is the one who usually signs, by address, else by name."""
    for known, given in (("email", usual.email), ("name", usual.name)):
        for each in people if given else []:
            if getattr(each, known).casefold() == given.casefold():
                return str(each.person_id)
    return None


_CHECKED = "Kopien er kontrolleret. Her er resultatet."
STEP_PAGES = {
    "want": StepPage(WantForm, _want, "Vi ønsker aftalen", "Sekretariatet har fået jeres svar."),
    "send_to_signing": StepPage(
        SignatoryForm, _send_to_signing, "Send til underskrift", "Underskriveren har fået en mail."
    ),
    "decline": StepPage(
        DeclineForm,
        plainly(actions.decline),
        "Fravælg aftalen",
        "Sekretariatet har fået jeres svar.",
        danger=True,
    ),
    "cover_by_own": StepPage(
        OwnForm,
        plainly(actions.cover_by_own),
        "Gem",
        "Det er noteret, at jeres egen aftale dækker systemerne.",
    ),
    "ask": StepPage(
        AskForm, plainly(actions.ask), "Send spørgsmålet", "Spørgsmålet er sendt til sekretariatet."
    ),
    "reconsider": StepPage(
        ReconsiderForm,
        plainly(actions.reconsider),
        "Tag stilling igen",
        "Aftalen ligger igen til stillingtagen.",
    ),
    "sign_first": StepPage(UploadForm, _upload, "Læg aftalen op", _CHECKED, with_file=True),
    "sign_second": StepPage(UploadForm, _upload, "Læg aftalen op", _CHECKED, with_file=True),
    "take_effect": StepPage(
        EffectForm,
        plainly(actions.take_effect),
        "Registrér som gældende",
        "Aftalen er registreret som gældende.",
    ),
    **ENDING_PAGES,
}


def form_of(
    page: StepPage,
    agreement: Agreement,
    data: Any = None,
    files: Any = None,
    *,
    municipality_id: UUID,
    of_many: bool = False,
) -> forms.Form:
    """Return the step's form, bound to `data` where there is any; `of_many` proposes what fits all."""
    if issubclass(page.form, SignatoryForm):
        own = Colleague.objects.filter(site="municipality", municipality_id=municipality_id)
        people = list(own.filter(roles__contains=["signatory"]))
        usual = contacts_of(None if of_many else agreement.id).signatory
        return page.form(data, files, signatories=people, initial={"signatory": _who(usual, people)})
    if page.form is EffectForm:
        days = [each for each in (agreement.municipality_signed_on, agreement.supplier_signed_on) if each]
        initial: dict[str, Any] = {"in_force_from": max(days, default=None)}
        if former := agreement.replaces:
            initial |= {"valid_until": former.valid_until, "notice_months": former.notice_months}
        if agreement.notice_months is not None:  # the text itself says so
            initial["notice_months"] = agreement.notice_months
        return page.form(data, files, initial=initial)
    return page.form(data, files, initial=initial_of(page.form, agreement))
